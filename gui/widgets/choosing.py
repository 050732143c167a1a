"""Choosing files: the dialog is a process of its own (``vault.gui.chooser``), so that the window waits for no path."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PyQt6.QtCore import QCoreApplication, QEvent, QObject, QProcess
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QWidget
from PyQt6.sip import transferto

from vault.gui.tasks import while_there

Kind = Literal["open", "open-many", "save", "folder"]
PROGRAM = [sys.executable, "-P", "-m", "vault.gui.chooser"]
MOST = 1 << 22
"""Bytes of names that are taken."""
running: "set[Choice]" = set()
"""The dialogs that have not ended. They are not freed before: Qt would wait for their processes then."""


def choose(
    owner: QWidget,
    title: str,
    kind: Kind,
    first: str,
    filters: str,
    then: Callable[[list[Path]], object],
    failed: Callable[[str], object],
) -> None:
    """Let the user choose, over the window of ``owner``; nothing new while that window has such a dialog.

    ``then`` is told what was chosen, if anything, and ``failed`` a sentence when there could be no dialog; neither is
    once the owner is freed or its window hidden, which end the dialog.
    """
    window = owner.window() or owner
    if any(each.window is window and each.is_wanted for each in running):
        return
    choice = Choice(owner, window, title)
    choice.then, choice.failed = while_there(owner, then), while_there(owner, failed)
    running.add(choice)
    choice.start(kind, first, filters)


class Choice(QObject):
    """A dialog that is shown for ``window``."""

    then: Callable[..., None]
    failed: Callable[..., None]

    def __init__(self, owner: QWidget, window: QWidget, title: str) -> None:
        super().__init__()
        # Python never frees it: not in the midst of a signal, nor at the end of the program.
        transferto(self, None)  # type: ignore[arg-type]
        self.window, self.title = window, title
        self.is_wanted = True
        self._said = bytearray()
        self.process = QProcess(self)
        self.process.setProgram(PROGRAM[0])
        self.process.setArguments(PROGRAM[1:])
        self.process.setWorkingDirectory("/")
        self.process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self.process.readyReadStandardOutput.connect(self._hear)
        self.process.finished.connect(self._ended)
        self.process.errorOccurred.connect(self._wrong)
        owner.destroyed.connect(self.end)
        window.installEventFilter(self)

    def start(self, kind: Kind, first: str, filters: str) -> None:
        """Show it."""
        over = int(self.window.winId()) if QGuiApplication.platformName() == "xcb" else 0
        asked = {"title": self.title, "kind": kind, "first": first, "filters": filters, "window": over}
        self.process.start()
        self.process.write(json.dumps(asked).encode() + b"\n")

    def end(self) -> None:
        """Take it away; nothing is told of it any more."""
        self.is_wanted = False
        self.process.kill()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """End with the window; one that the desktop only minimises stays."""
        if event is not None and event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.end()
        return False

    def _hear(self) -> None:
        self._said += self.process.readAllStandardOutput().data()
        if len(self._said) > MOST:
            self.process.kill()

    def _ended(self, code: int, status: QProcess.ExitStatus) -> None:
        self._hear()
        if code == 0 and status == QProcess.ExitStatus.NormalExit:
            names = bytes(self._said).split(b"\0") if self._said else []
            self._free()
            if self.is_wanted and names:
                self.then([Path(os.fsdecode(name)) for name in names])
        else:
            self._fail()

    def _wrong(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # the end tells of all others
            self._fail()

    def _fail(self) -> None:
        self._free()
        if self.is_wanted:
            self.failed(QCoreApplication.translate("text", "The dialog for choosing files could not be shown."))

    def _free(self) -> None:
        running.discard(self)
        self.deleteLater()
