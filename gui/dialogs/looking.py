"""What can be told of a container before anybody types: its header, how it would be mounted, and what remembers it."""

from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

from vault.errors import VaultError
from vault.gui.tasks import Job, Tasks, while_there
from vault.options import MountRequest, OpenOptions


class Looking(QObject):
    """One look after the other, each told by a signal; a new one takes the place of what is under way."""

    described = pyqtSignal(object)
    unreadable = pyqtSignal(object)
    planned = pyqtSignal()
    unplanned = pyqtSignal(object)
    keyring = pyqtSignal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._job: Job | None = None
        self._leaving: Job | None = None
        """What was given up and may still have the container."""
        self._next: Callable[[], None] | None = None
        """The look that begins once it has let go."""

    @property
    def is_looking(self) -> bool:
        """Whether there is more to be told."""
        return self._next is not None or (self._job is not None and self._job.is_running)

    def look(self, request: MountRequest) -> None:
        """Look at all of it."""
        opening = OpenOptions(format=request.opening.format)

        def described(found: object) -> None:
            self.described.emit(found)
            self.plan(request, keyring=True)

        self._run("inspect", described, self.unreadable.emit, request.container, request.header, opening)

    def plan(self, request: MountRequest, *, keyring: bool = False) -> None:
        """Look only at how it would be mounted, and at what remembers it."""

        def then(_plan: object = None) -> None:
            self.planned.emit()
            if keyring:
                self._ask_keyring(request)

        def failed(error: VaultError) -> None:
            self.unplanned.emit(error)
            if keyring:
                self._ask_keyring(request)

        self._run("plan", then, failed, request)

    def stop(self) -> Job | None:
        """Look no more; what still has the container, if anything has: its ``finished`` is to be waited for."""
        job, self._job, self._next = self._job, None, None
        if job is not None and job.is_running:
            job.cancel()
            self._leaving = job if job.method == "plan" else None
        return self._leaving if self._leaving is not None and self._leaving.is_running else None

    def _ask_keyring(self, request: MountRequest) -> None:
        self._run("keyring_status", self.keyring.emit, lambda _error: None, request.container, request.header)

    def _run(self, method: str, then: Callable[[Any], object], failed: Callable[[Any], object], *args: object) -> None:
        def begin() -> None:
            job = self._tasks.run(method, *args)
            self._job = job
            job.succeeded.connect(while_there(self, lambda found: self._job is job and then(found)))
            job.failed.connect(while_there(self, lambda error: self._job is job and failed(error)))

        leaving = self.stop()
        if leaving is None:
            begin()
        else:
            self._next = begin
            leaving.finished.connect(self._go_on)

    def _go_on(self) -> None:
        begin, self._next = self._next, None
        if begin is not None:
            begin()
