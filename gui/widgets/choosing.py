"""Choosing files: the dialog is a process of its own (``vault.gui.chooser``), so that the window waits for no path."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PyQt6.QtCore import QCoreApplication
from PyQt6.QtWidgets import QWidget

from vault.gui.dialog_process import DialogProcess, has_dialog
from vault.gui.widgets.files import Files, first_of

Kind = Literal["open", "open-many", "save", "folder"]
PROGRAM = [sys.executable, "-P", "-m", "vault.gui.chooser"]


def choose(
    owner: QWidget,
    title: str,
    kind: Kind,
    first: str,
    filters: str,
    then: Callable[[Files], object],
    failed: Callable[[str], object],
) -> None:
    """Let the user choose, over the window of ``owner``; nothing new while that window has such a dialog.

    ``then`` is told what was chosen, if anything, and ``failed`` a sentence when there could be no dialog; neither is
    once the owner is freed or its window hidden, which end the dialog.
    """

    def ended(said: bytes) -> None:
        if said:
            names, left = first_of(said, b"\0")
            then(Files((Path(os.fsdecode(name)) for name in names), left))

    def not_shown() -> None:
        if dialog.said_too_much:
            failed(QCoreApplication.translate("text", "Too many files were chosen. None was taken."))
        else:
            failed(QCoreApplication.translate("text", "The dialog for choosing files could not be shown."))

    if not has_dialog(owner.window() or owner):
        dialog = DialogProcess(owner, PROGRAM, title, ended, not_shown)
        dialog.start(kind=kind, first=first, filters=filters)
