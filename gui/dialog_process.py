"""A dialog that is a process of its own (``vault.gui.dialog_child``), so that the window waits for nothing it does."""

import json
from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import QEvent, QObject, QProcess
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QWidget
from PyQt6.sip import transferto

from vault.crypto.secret import Secret
from vault.gui.tasks import while_there

MOST = 1 << 22
"""Bytes of an answer that are taken."""
running: "set[DialogProcess]" = set()
"""The dialogs that have not ended. They are not freed before: Qt would wait for their processes then."""


def has_dialog(window: QWidget) -> bool:
    """Whether a dialog is shown for a window; no other is then."""
    return any(each.window is window and each.is_wanted for each in running)


class DialogProcess(QObject):
    """A dialog that is shown for the window of ``owner`` by a program, whose words these are.

    ``then`` is told what it answered, and ``failed`` that it did not; neither is once the owner is freed or its window
    hidden, which end the dialog.
    """

    def __init__(
        self,
        owner: QWidget,
        program: list[str],
        title: str,
        then: Callable[[bytes], object],
        failed: Callable[[], object],
    ) -> None:
        super().__init__()
        # Python never frees it: not in the midst of a signal, nor at the end of the program.
        transferto(self, None)  # type: ignore[arg-type]
        self.window, self.title = owner.window() or owner, title
        self.is_wanted = True
        self._then, self._failed = while_there(owner, then), while_there(owner, failed)
        self._said = bytearray()
        self.process = QProcess(self)
        self.process.setProgram(program[0])
        self.process.setArguments(program[1:])
        self.process.setWorkingDirectory("/")
        self.process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self.process.readyReadStandardOutput.connect(self._hear)
        self.process.finished.connect(self._ended)
        self.process.errorOccurred.connect(self._wrong)
        owner.destroyed.connect(self.end)
        self.window.installEventFilter(self)

    @property
    def said_too_much(self) -> bool:
        """Whether it was ended because its answer is too long."""
        return len(self._said) > MOST

    def start(self, secret: Secret | None = None, **asked: Any) -> None:
        """Show it, asked for this beside the title; a secret goes after that, to a pipe."""
        running.add(self)
        over = int(self.window.winId()) if QGuiApplication.platformName() == "xcb" else 0
        self.process.start()
        self.process.write(json.dumps({"title": self.title, "window": over, **asked}).encode() + b"\n")
        if secret is not None:
            self.process.write(secret.view())

    def end(self) -> None:
        """Take it away; nothing is told of it any more."""
        self.is_wanted = False
        self.process.kill()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """End with the window; one that the desktop only minimises stays."""
        if event is not None and event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.end()
        return False

    def freed(self) -> None:
        """Hear that the process is gone, or never was."""

    def _hear(self) -> None:
        self._said += self.process.readAllStandardOutput().data()
        if self.said_too_much:
            self.process.kill()

    def _ended(self, code: int, status: QProcess.ExitStatus) -> None:
        self._hear()
        has_answered = code == 0 and status == QProcess.ExitStatus.NormalExit
        self._free()
        if self.is_wanted and has_answered:
            self._then(bytes(self._said))
        elif self.is_wanted:
            self._failed()

    def _wrong(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # the end tells of all others
            self._free()
            if self.is_wanted:
                self._failed()

    def _free(self) -> None:
        running.discard(self)
        self.freed()
        self.deleteLater()
