"""The one use case that runs for the assistant."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

from vault.errors import VaultError
from vault.events import Event, Warned
from vault.gui.dialogs.unlock_text import sentence
from vault.gui.tasks import Job, Tasks, while_there
from vault.gui.widgets.work import WorkLine


class Running(QObject):
    """``changed`` is emitted when a use case begins and after it ended; ``warnings`` are what it told on the way."""

    changed = pyqtSignal()

    def __init__(self, tasks: Tasks, work: WorkLine, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._work = tasks, work
        self.job: Job | None = None
        self.warnings: list[str] = []
        self._is_left = False

    def begin(
        self,
        method: str,
        *args: Any,
        then: Callable[[Any], object],
        failed: Callable[[VaultError], object],
        said: str = "",
    ) -> None:
        """Begin a use case; with ``said`` its progress is shown, and the button that gives it up."""
        self.warnings = []
        job = self.job = self._tasks.run(method, *args, event=self._hear)
        if said:
            self._work.follow(job, said)
            self._work.button.setFocus()
        job.succeeded.connect(while_there(self, partial(self._end, then)))
        job.failed.connect(while_there(self, partial(self._end, failed)))
        job.finished.connect(self.changed)
        self.changed.emit()

    def give_up(self) -> bool:
        """Cancel what is shown to be done; whether there was something."""
        if self.job is None or self._work.isHidden():
            return False
        self._work.button.click()
        return True

    def leave(self) -> None:
        """Cancel it, and hear no more of it."""
        self._is_left = True
        if self.job is not None:
            self.job.cancel()

    def _hear(self, event: Event) -> None:
        if isinstance(event, Warned):
            self.warnings.append(sentence(event.message))

    def _end(self, answer: Callable[[Any], object], outcome: Any) -> None:
        self.job = None
        if not self._is_left:
            answer(outcome)
