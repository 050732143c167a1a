"""What can be told of a container before anybody types: its header, how it would be mounted, and what remembers it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from vault.errors import VaultError
from vault.gui.keys.words import SECURITY_KEY
from vault.gui.tasks import Job, Tasks, while_there
from vault.options import Inspection, MountRequest, OpenOptions

AGAIN_MS = 2000
"""How often it is looked whether a security key is plugged in, where one opens the container."""
WAITED_FOR = ("plan", "security_key_status")
"""Looks that hold something as long as they last: the container, or the security key."""


class Looking(QObject):
    """One look after the other, each told by a signal; a new one takes the place of what is under way.

    That at security keys comes again and again, until something else is done.
    """

    described = pyqtSignal(object)
    unreadable = pyqtSignal(object)
    planned = pyqtSignal()
    unplanned = pyqtSignal(object)
    keyring = pyqtSignal(object)
    security_keys = pyqtSignal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._job: Job | None = None
        self._leaving: Job | None = None
        """What was given up and may still have the container, or a security key."""
        self._next: Callable[[], None] | None = None
        """The look that begins once it has let go."""
        self._has_security_keys = False
        self._again: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look_again)

    @property
    def is_looking(self) -> bool:
        """Whether there is more to be told."""
        return self._next is not None or (self._job is not None and self._job.is_running)

    def look(self, request: MountRequest) -> None:
        """Look at all of it."""
        opening = OpenOptions(format=request.opening.format)

        def described(found: Inspection) -> None:
            self._has_security_keys = any(token.kind == SECURITY_KEY for token in found.tokens)
            job = self._job
            self.described.emit(found)
            if self._job is job:  # else it is looked at anew
                self.plan(request, keyring=True)

        self._has_security_keys = False
        self._run("inspect", described, self.unreadable.emit, request.container, request.header, opening)

    def plan(self, request: MountRequest, *, keyring: bool = False) -> None:
        """Look only at how it would be mounted, at what remembers it, and at security keys."""
        ask = self._ask_keyring if keyring else self.look_for_keys

        def then(_plan: object = None) -> None:
            self.planned.emit()
            ask(request)

        def failed(error: VaultError) -> None:
            self.unplanned.emit(error)
            ask(request)

        self._run("plan", then, failed, request)

    def look_for_keys(self, request: MountRequest) -> None:
        """Look whether a security key is plugged in, now and from then on, if one opens the container at all."""

        def then(status: object = None) -> None:
            self._again = partial(self.look_for_keys, request)
            self._timer.start(AGAIN_MS)
            if status is not None:
                self.security_keys.emit(status)

        if self._has_security_keys:
            self._run("security_key_status", then, lambda _error: then(), request.container, request.header)

    def stop(self) -> Job | None:
        """Look no more; what still has the container or a key, if any: its ``finished`` is to be waited for."""
        self._timer.stop()
        job, self._job, self._next = self._job, None, None
        if job is not None and job.is_running:
            job.cancel()
            self._leaving = job if job.method in WAITED_FOR else None
        return self._leaving if self._leaving is not None and self._leaving.is_running else None

    def _ask_keyring(self, request: MountRequest) -> None:
        def then(status: object = None) -> None:
            self.look_for_keys(request)
            if status is not None:
                self.keyring.emit(status)

        self._run("keyring_status", then, lambda _error: then(), request.container, request.header)

    def _look_again(self) -> None:
        if self._again is not None:
            self._again()

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
