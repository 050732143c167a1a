"""Mounting one container, with what the engine says meanwhile."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Any, Literal

from PyQt6.QtCore import QObject, pyqtSignal

from vault.errors import Cancelled, VaultError
from vault.events import Event, Warned
from vault.gui.dialogs.unlock_text import advice, key_failure_text, sentence, wrong_text
from vault.gui.tasks import Job, Tasks, while_there
from vault.gui.widgets.work import WorkLine
from vault.options import MountRequest, SessionRecord

Ask = Callable[[ExitStack], tuple[MountRequest, Any]]
"""The request and the credential, which the stack wipes."""
By = Literal["typing", "keyring", "security key"]


class Mounting(QObject):
    """``began`` carries the job, ``mounted`` the record, ``failed`` the error.

    ``by`` is what opens it, and ``warnings`` are in the end what was told on the way.
    """

    began = pyqtSignal(object)
    mounted = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, tasks: Tasks, work: WorkLine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._work = work
        self._job: Job | None = None
        self._given_up = False
        self.by: By = "typing"
        self.warnings: list[str] = []
        work.cancelled.connect(self._give_up)

    @property
    def is_running(self) -> bool:
        """Whether it is being mounted."""
        return self._job is not None

    def begin(self, ask: Ask, *, by: By, after: Job | None) -> None:
        """Mount it, once ``after`` has let go of the container."""
        self.by, self._given_up, self.warnings = by, False, []
        if after is None:
            self._mount(ask)
        else:
            self._follow(after)
            after.finished.connect(while_there(self, partial(self._mount, ask)))

    def stop(self) -> None:
        """Give it up, and tell nobody."""
        job, self._job = self._job, None
        self._given_up = True
        self.blockSignals(True)
        if job is not None:
            job.cancel()

    def why_not(self, error: VaultError, format_: str, *, by_file: bool) -> tuple[str, str]:
        """What to say of its failure, and with which icon; ``by_file`` where a key file was typed for a passphrase."""
        if self.by == "security key":
            return key_failure_text(error, self.warnings), "warning"
        if error.code != "wrong-credential":
            return "\n".join([advice(error), *self.warnings]), "warning"
        if self.by == "typing":
            return wrong_text(error, format_, by_file=by_file), "warning"
        said = self.tr("Nothing that is remembered opens the volume. Type the passphrase.")
        return "\n".join([said, *self.warnings]), "info"

    def _mount(self, ask: Ask) -> None:
        if self._given_up:
            self._fail(Cancelled("it was cancelled"))
            return
        with ExitStack() as stack:
            request, credential = ask(stack)
            job = self._tasks.run("mount", request, credential, then=self._succeed, failed=self._fail, event=self._hear)
        self._follow(job)
        self.began.emit(job)

    def _follow(self, job: Job) -> None:
        said = {
            "typing": self.tr("Opening the volume…"),
            "keyring": self.tr("Asking the keyring…"),
            "security key": self.tr("Asking the security key…"),
        }[self.by]
        self._job = job
        self._work.follow(job, said)

    def _give_up(self) -> None:
        self._given_up = True

    def _hear(self, event: Event) -> None:
        if isinstance(event, Warned):
            self.warnings.append(sentence(event.message))

    def _succeed(self, record: SessionRecord) -> None:
        self._job = None
        self.mounted.emit(record)

    def _fail(self, error: VaultError) -> None:
        self._job = None
        self.failed.emit(error)
