"""Lets the user choose files or a folder, for a window that must not wait for a path that hangs.

Run as ``python -P -m vault.gui.chooser``. Standard input has one line, an object of JSON: ``title``, ``kind``,
``first`` (the folder to begin in), ``filters``, and ``window``, the owner's X11 window or 0. Standard output has the
chosen paths, with a NUL between them, or nothing. Only the death of a process ends a thread of it that waits for such a
path, so this one ends with no farewell: when something was chosen, and when its standard input is closed.
"""

import fcntl
import json
import os
import select
import signal
import sys
from typing import Any, NoReturn

from PyQt6.QtGui import QGuiApplication, QWindow
from PyQt6.QtWidgets import QApplication, QFileDialog

from vault.gui.app import prepare
from vault.gui.display import display_needed
from vault.gui.widgets.keyfiles import local_file

MODES = {
    "open": QFileDialog.FileMode.ExistingFile,
    "open-many": QFileDialog.FileMode.ExistingFiles,
    "save": QFileDialog.FileMode.AnyFile,
    "folder": QFileDialog.FileMode.Directory,
}
LONGEST = 1 << 16
"""Bytes of what is asked for."""


def main() -> NoReturn:
    """Show the dialog, write what was chosen, and end."""
    asked = json.loads(sys.stdin.buffer.readline(LONGEST))
    end_with_input()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with display_needed():
        qt = QApplication(["vault-gui"])
    prepare(qt)
    dialog = Dialog(asked)
    dialog.finished.connect(qt.quit)
    dialog.show()
    qt.exec()
    chosen = dialog.selectedUrls() if dialog.result() else []  # a desktop's own may have names that are not UTF-8
    paths = [path for url in chosen if (path := local_file(url.toEncoded().data())) is not None]
    with os.fdopen(1, "wb", closefd=False) as out:
        out.write(b"\0".join(map(os.fsencode, paths)))
    os._exit(0)


def end_with_input() -> None:
    """Have the kernel end this process as soon as nobody can write to its standard input, whatever it waits for."""
    signal.signal(signal.SIGIO, signal.SIG_DFL)  # which ends it
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGIO])
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)
    poll = select.poll()
    poll.register(0, 0)
    if poll.poll(0):
        os._exit(0)


class Dialog(QFileDialog):
    """Shown over the window that it is for, where X11 knows that by its number."""

    def __init__(self, asked: dict[str, Any]) -> None:
        super().__init__(None, asked["title"], asked["first"], asked["filters"])
        self._over: QWindow | None = None
        self.setFileMode(MODES[asked["kind"]])
        if asked["kind"] == "save":
            self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if asked["window"] and QGuiApplication.platformName() == "xcb":
            self.winId()  # it has a window from now on
            own, self._over = self.windowHandle(), QWindow.fromWinId(asked["window"])
            if own is not None:
                own.setTransientParent(self._over)


if __name__ == "__main__":
    main()
