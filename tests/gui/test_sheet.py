"""The recovery sheet goes to a printer or a private file by a process of its own, and neither holds up the window."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
from ast import literal_eval
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.gui.print_server import PrintServer
from tests.gui.test_unlock import hanging  # noqa: F401 - a fixture
from vault.crypto.secret import Secret
from vault.options.recovery import RecoveryKey
from vault.sheets.page import Sheet
from vault.sheets.svg import svg

if TYPE_CHECKING:
    from tests.gui.conftest import Desk
    from vault.gui.dialog_process import DialogProcess
    from vault.gui.keys.sheet import SheetView

KEY = "cbdefghi-jklnrtuv-vutrnlkj-ihgfedbc-cccccccc-vvvvvvvv-cvcvcvcv-bdbdbdbd"
NOT_PRINTED = "not be printed"
USER = """
import os
from PyQt6.QtCore import QTimer
from PyQt6.QtPrintSupport import QPrinter
from PyQt6.QtWidgets import QApplication, QLineEdit, QMessageBox
from vault.gui import printing

os.environ["CUPS_SERVER"] = {cups!r}
for name in ("PRINTER", "LPDEST"):
    os.environ.pop(name, None)

class Dialog(printing.Dialog):
    def showEvent(self, event):
        super().showEvent(event)
        QTimer.singleShot(0, self.use)
    def use(self):
        {act}
    def print_to(self, file):
        self.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.findChild(QLineEdit, "filename").setText(file)
        self.overwrite = QTimer(self)
        self.overwrite.timeout.connect(self.agree)
        self.overwrite.start(1)
        self.accept()
    def agree(self):
        asking = QApplication.activeModalWidget()
        if isinstance(asking, QMessageBox):
            asking.button(QMessageBox.StandardButton.Yes).click()

printing.Dialog = Dialog
printing.main()
"""
"""The program itself, with a user in it, who agrees to all that is asked."""


def user(act: str, cups: str = "/nonexistent/cups.sock") -> list[str]:
    """The words of a print dialog in which a user does this as soon as it is shown."""
    return [sys.executable, "-P", "-c", USER.format(act=act, cups=cups)]


@pytest.fixture
def view(desk: Desk) -> Iterator[SheetView]:
    """The sheet of a key, on the screen."""
    from vault.gui.keys.sheet import SheetView

    view = SheetView()
    page = svg(Sheet(KEY, "secret.vol", "", "", 1, date(2026, 11, 22)))
    container = desk.folder / "secret.vol"
    view.show_key(RecoveryKey(container, None, "", 1, Secret(KEY.encode()), None, None, Secret(page)))
    yield view
    view.close()
    desk.until(lambda: not dialogs(), "the dialogs to end")


@pytest.fixture
def acts(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have the user do this in every print dialog."""

    return lambda act: monkeypatch.setattr("vault.gui.widgets.printing.PROGRAM", user(act))


@pytest.fixture
def deaf_cups(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[socket.socket]:
    """The socket of a print server that never answers."""
    need_cups()
    path = tmp_path / "cups.sock"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        server.setblocking(False)
        monkeypatch.setenv("CUPS_SERVER", str(path))
        yield server


def need_cups() -> None:
    """Skip where Qt can speak with no print server."""
    try:
        ctypes.CDLL("libcups.so.2")
    except OSError:
        pytest.skip("there is no libcups")


def dialogs() -> set[DialogProcess]:
    """The dialogs that run."""
    from vault.gui.dialog_process import running

    return running


def printed(desk: Desk, view: SheetView) -> None:
    """Have the user print it, and wait for the end."""
    desk.click(view.print_)
    desk.until(lambda: not dialogs(), "the end")


def text_of(paper: Path) -> str:
    """What stands in a PDF."""
    return subprocess.run(
        ["/usr/bin/pdftotext", "-raw", str(paper), "-"], capture_output=True, check=True, text=True
    ).stdout


@pytest.mark.parametrize("before", ["nothing", "a file for all", "a link to it"])
def test_a_file_of_it_is_private_and_holds_the_key_on_one_page(
    desk: Desk, view: SheetView, acts: Callable[[str], None], before: str
) -> None:
    paper, other = desk.folder / "pap ä.pdf", desk.folder / "other.pdf"
    if before == "a link to it":
        paper.symlink_to(other)
    if before != "nothing":
        paper.write_bytes(b"old")
        paper.chmod(0o644)
    acts(f"self.print_to({str(paper)!r})")
    printed(desk, view)
    assert paper.stat().st_mode & 0o7777 == 0o600 and paper.is_symlink() == other.exists()
    data = paper.read_bytes()
    assert data.startswith(b"%PDF") and data.count(b"/Type /Page\n") == 1
    if Path("/usr/bin/pdftotext").exists():
        assert all(half in text_of(paper) for half in (KEY[:35], KEY[36:]))
    assert not view.problem.isVisible() and view.saved.isVisible()
    assert "as secret as the key" in view.saved.text() and str(paper.resolve()) in view.saved.accessibleDescription()


def test_it_is_not_printed_when_the_dialog_is_given_up(
    desk: Desk, view: SheetView, acts: Callable[[str], None]
) -> None:
    acts("self.reject()")
    printed(desk, view)
    assert not list(desk.folder.glob("*.pdf"))
    assert not view.problem.isVisible() and not view.saved.isVisible()
    acts(f"self.print_to({str(desk.folder / 'paper.pdf')!r})")
    printed(desk, view)
    assert (desk.folder / "paper.pdf").exists(), "it can be asked for once more"


@pytest.mark.parametrize(
    ("act", "said"),
    {
        "os._exit(3)": NOT_PRINTED,
        "os.kill(os.getpid(), 9)": NOT_PRINTED,
        "self.print_to('{folder}/link.pdf')": "No such file or directory",
        "printing.draw_page = lambda *_: os.kill(os.getpid(), 9); self.print_to('{folder}/paper.pdf')": NOT_PRINTED,
        "printing.QPainter.begin = lambda *_: False; self.print_to('{folder}/paper.pdf')": NOT_PRINTED,
    }.items(),
)
def test_a_page_that_is_not_printed_is_told_of(
    desk: Desk, view: SheetView, acts: Callable[[str], None], act: str, said: str
) -> None:
    (desk.folder / "link.pdf").symlink_to(desk.folder / "no folder" / "paper.pdf")
    acts(act.format(folder=desk.folder))
    printed(desk, view)
    assert said in view.problem.text() and view.problem.isVisible() and not view.saved.isVisible()


def test_a_program_that_cannot_start_is_told_of(
    desk: Desk, view: SheetView, acts: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vault.gui.widgets.printing.PROGRAM", ["/nonexistent"])
    printed(desk, view)
    assert NOT_PRINTED in view.problem.text()
    acts("self.reject()")
    printed(desk, view)
    assert not view.problem.isVisible(), "that was before"


def test_a_file_that_hangs_does_not_block_the_window(
    desk: Desk,
    view: SheetView,
    acts: Callable[[str], None],
    hanging: Path,  # noqa: F811
    request: pytest.FixtureRequest,
) -> None:
    mark = desk.folder / "mark"
    acts(f"open({str(mark)!r}, 'x'); self.print_to({str(hanging / 'paper.pdf')!r})")
    desk.click(view.print_)
    (dialog,) = dialogs()
    request.getfixturevalue("watchdog")
    desk.until(mark.exists, "the user to print")
    desk.click(view.print_)
    assert dialogs() == {dialog}, "one at a time"
    desk.click(view.larger)
    assert view.page.width() > 595
    view.close()
    desk.until(lambda: not dialogs(), "the dialog to end with the window")


def test_a_print_server_that_hangs_does_not_block_the_window(
    desk: Desk, view: SheetView, deaf_cups: socket.socket, request: pytest.FixtureRequest
) -> None:
    desk.click(view.print_)
    request.getfixturevalue("watchdog")
    with desk.until(lambda: accepted(deaf_cups), "the printers to be asked for"):
        desk.click(view.larger)
        assert "print dialog" in view.problem.text() and view.problem.icon_name == "info"
        view.close()
        desk.until(lambda: not dialogs(), "the dialog to end with the window")


@pytest.fixture
def print_server(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PrintServer]:
    """One with a printer, on which all that is to be printed is printed; how it takes that is the parameter."""
    need_cups()
    server = PrintServer(tmp_path / "cups", request.param)
    monkeypatch.setattr("vault.gui.widgets.printing.PROGRAM", user("self.accept()", str(tmp_path / "cups")))
    yield server
    server.close()


def handed() -> list[Path]:
    """The files in which Qt hands pages to CUPS."""
    return list(Path(os.environ["XDG_RUNTIME_DIR"]).glob("vault-print-*/*"))


@pytest.mark.parametrize(
    ("print_server", "said"), [("takes", "sent to the printer"), ("refuses", NOT_PRINTED)], indirect=["print_server"]
)
def test_a_page_is_sent_to_the_printer(desk: Desk, view: SheetView, print_server: PrintServer, said: str) -> None:
    printed(desk, view)
    assert said in view.problem.text() and not view.saved.isVisible()
    assert len(print_server.documents) == (print_server.jobs == "takes")
    assert not handed(), "nothing is left of it"


@pytest.mark.parametrize("print_server", ["deaf"], indirect=True)
def test_a_printer_that_hangs_does_not_block_the_window(
    desk: Desk, view: SheetView, print_server: PrintServer, request: pytest.FixtureRequest
) -> None:
    desk.click(view.print_)
    request.getfixturevalue("watchdog")
    desk.until(print_server.asked.is_set, "the page to be sent")
    assert [file.stat().st_mode & 0o777 for file in handed()] == [0o600]
    desk.click(view.larger)
    view.close()
    desk.until(lambda: not dialogs(), "the dialog to end with the window")
    assert not handed(), "nothing is left of it"


def accepted(server: socket.socket) -> socket.socket | None:
    """A connection, if there is one."""
    with suppress(BlockingIOError):
        return server.accept()[0]
    return None


def test_printing_that_hangs_ends_with_the_program(qt: object, deaf_cups: socket.socket, tmp_path: Path) -> None:
    words = [sys.executable, "-P", "-m", "vault.gui.printing"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ)) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(b'{"title": "", "window": 0, "length": 4}\npage')
        process.stdin.flush()
        deaf_cups.settimeout(60)
        with deaf_cups.accept()[0]:
            process.stdin.close()
            assert process.wait(60) == -signal.SIGIO
        assert process.stdout.read() == b""


def test_nobody_else_sees_the_key_while_it_is_printed(desk: Desk, view: SheetView, acts: Callable[[str], None]) -> None:
    """Neither in words nor in variables nor in what is left of it; and its process can be looked into by nobody."""
    mark, told = desk.folder / "mark", desk.folder / "told"
    dumpable = "__import__('ctypes').CDLL(None).prctl(3, 0, 0, 0, 0)"
    limit = "__import__('resource').getrlimit(4)"
    write = f"open({str(mark)!r}, 'w').write(repr((os.environ['TMPDIR'], {dumpable}, {limit})))"
    acts(f"{write}; os.rename({str(mark)!r}, {str(told)!r})")
    desk.click(view.print_)
    (dialog,) = dialogs()
    desk.until(told.exists, "the dialog to be shown")
    folder, *dumped = literal_eval(told.read_text())
    assert dumped == [0, (0, 0)]
    process = Path(f"/proc/{dialog.process.processId()}")
    for name in ("cmdline", "environ"):
        with suppress(PermissionError):  # as none but root may read the latter
            data = (process / name).read_bytes()
            assert not any(group.encode() in data for group in KEY.split("-"))
    assert Path(folder).parent == Path(os.environ["XDG_RUNTIME_DIR"]) and Path(folder).stat().st_mode & 0o777 == 0o700
    Path(folder, "of CUPS").touch()
    dialog.end()
    desk.until(lambda: not dialogs(), "its end")
    assert not Path(folder).exists()


def test_a_sheet_that_is_put_away_keeps_no_page(desk: Desk, view: SheetView) -> None:
    page = view._page
    assert page is not None and KEY[:8].encode() in page.view().tobytes()
    kept = page.view()
    view.forget()
    assert not any(kept) and view._page is None
