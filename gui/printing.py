"""Prints the page of a recovery key, for a window that must wait neither for a printer nor for a path that hangs.

Run as ``python -P -m vault.gui.printing`` (``vault.gui.dialog_child``). Asked for are ``title``, the document's name,
and ``length``, the bytes of the page, which is SVG and comes after the line. Standard output has an object of JSON:
``is_printed``, ``file`` (which the page is in, or nothing), and ``problem``, a sentence where it could not be printed.

References: RFC 8011, B.1 (status codes)
"""

import ctypes
import json
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from PyQt6.QtCore import QCoreApplication, QRectF
from PyQt6.QtGui import QPainter
from PyQt6.QtPrintSupport import QPrintDialog, QPrinter
from PyQt6.QtSvg import QSvgRenderer

from vault.crypto.secret import Secret
from vault.gui.dialog_child import answer, application, is_accepted, read_asked, read_secret
from vault.gui.drawing import draw_page

FIRST_FAILURE = 0x0100
"""Status codes from here on are not those of success."""


def main() -> NoReturn:
    """Show the dialog, print, say how that ended, and end."""
    os.umask(0o077)
    asked = read_asked()
    page = read_secret(asked["length"])
    qt = application()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(asked["title"])
    dialog = Dialog(printer)
    dialog.setWindowTitle(asked["title"])
    problem = ""
    is_printed = is_accepted(qt, dialog, asked["window"])
    if is_printed:
        problem = print_page(page, printer)
    file = printer.outputFileName() if is_printed and not problem else ""
    said = {"is_printed": is_printed and not problem, "file": file, "problem": problem}
    answer(json.dumps(said).encode())


class Dialog(QPrintDialog):
    """Prints once the user has accepted it, and not before."""


def print_page(page: Secret, printer: QPrinter) -> str:
    """Print it on one sheet and wipe it; a sentence when it could not be printed."""
    if file := printer.outputFileName():
        try:
            printer.setOutputFileName(make_private(file))
        except OSError as error:
            text = QCoreApplication.translate("text", "The file cannot be written: {reason}.")
            return text.format(reason=error.strerror)
    with page:
        drawing = QSvgRenderer()
        drawing.load(page.view())
    printer.setFullPage(True)
    painter = QPainter()
    if painter.begin(printer):
        draw_page(drawing, painter, QRectF(painter.viewport()))
        if painter.end() and (file or is_taken()):
            return ""
    return QCoreApplication.translate("text", "It could not be printed. Try again, or write the key down.")


def is_taken() -> bool:
    """Whether CUPS took what it was handed last, which Qt does not tell."""
    status: int = ctypes.CDLL("libcups.so.2").cupsLastError()
    return 0 <= status < FIRST_FAILURE


def make_private(file: str) -> str:
    """Where the file is that this leads to, now an empty one for this user only, whatever was there; raises OSError.

    What is no file stays as it is.
    """
    path = Path(os.path.realpath(file))
    with suppress(FileNotFoundError):
        if stat.S_ISREG(path.lstat().st_mode):
            path.unlink()  # one that others could read would stay theirs to read
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
    return str(path)


if __name__ == "__main__":
    main()
