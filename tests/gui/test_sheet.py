"""The recovery sheet goes to a printer by the desktop's own dialog, on one page, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PyQt6.QtCore import qInstallMessageHandler
from PyQt6.QtPrintSupport import QPrintDialog, QPrinter
from PyQt6.QtWidgets import QLineEdit

from vault.crypto.secret import Secret
from vault.gui.keys.sheet import SheetView
from vault.options.recovery import RecoveryKey

if TYPE_CHECKING:
    from tests.gui.conftest import Desk

KEY = b"cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv"
PAGE = b'<svg xmlns="http://www.w3.org/2000/svg" width="210" height="297"><text x="9" y="50">sheet</text></svg>'


@pytest.fixture
def view(desk: Desk) -> SheetView:
    """The sheet of a key, on the screen."""
    found = SheetView()
    container = desk.folder / "secret.vol"
    found.show_key(RecoveryKey(container, None, "", 1, Secret(KEY), None, None, Secret(PAGE)))
    return found


def test_it_is_printed_by_the_dialog(desk: Desk, view: SheetView) -> None:
    paper = desk.folder / "paper.pdf"
    _accept(desk, view, paper)
    assert _pages(paper) == 1 and not view.problem.isVisible()


def test_it_is_not_printed_when_the_dialog_is_given_up(desk: Desk, view: SheetView) -> None:
    desk.click(view.print_)
    desk.shown(QPrintDialog).reject()
    desk.until(lambda: not [each for each in desk.qt.topLevelWidgets() if isinstance(each, QPrintDialog)], "its end")
    assert not list(desk.folder.glob("*.pdf"))
    desk.click(view.print_)
    assert desk.shown(QPrintDialog).isVisible(), "it can be asked for once more"


def test_a_printer_that_cannot_print_is_told_of(desk: Desk, view: SheetView) -> None:
    (desk.folder / "paper.pdf").symlink_to(desk.folder / "no folder" / "paper.pdf")
    heard = qInstallMessageHandler(lambda *_: None)  # Qt says so as well
    try:
        _accept(desk, view, desk.folder / "paper.pdf")
    finally:
        qInstallMessageHandler(heard)
    assert "not be printed" in view.problem.text() and view.problem.isVisible()
    desk.click(view.print_)
    assert not view.problem.isVisible()


def _accept(desk: Desk, view: SheetView, paper: Path) -> None:
    """Click, and choose to print to this file."""
    desk.click(view.print_)
    dialog = desk.shown(QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.findChild(QLineEdit, "filename").setText(str(paper))
    dialog.accept()


def _pages(file: Path) -> int:
    data = file.read_bytes()
    assert data.startswith(b"%PDF")
    return data.count(b"/Type /Page\n")
