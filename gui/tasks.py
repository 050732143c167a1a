"""Work for the engine: the only place that starts any. The window never waits; what came of it is told by callbacks.

Each use case runs in a process of its own (``vault.gui.processes``), for a reason that ADR 13 gives.
"""

import signal
import time
from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import QObject, QTimer, pyqtBoundSignal, pyqtSignal
from PyQt6.sip import isdeleted

from vault.crypto.secret import Secret
from vault.errors import BackendError, Cancelled, VaultError
from vault.events import Step
from vault.gui.processes import Nursery, Worker

SPARE = 1
"""Idle workers that are kept, so that a click does not wait for one to start."""
LOOKING = frozenset(
    {"header_compare", "inspect", "keyring_status", "place", "plan", "policy", "presence", "usage"}
    | {"security_key_status", "security_keys"}
)
"""What changes nothing, and so is given up at once even where it hangs."""
OPENING = frozenset({"mount", "attach"})
"""What holds nothing but locks, and has made no more than an empty folder, before its first step."""
ABANDONED_MS = 3000
"""How long a use case may take to be given up. One that waits for a dead disk hears of it only when that answers."""


def while_there(owner: QObject, do: Callable[..., object]) -> Callable[..., None]:
    """What does it as long as Qt has not freed ``owner``. Qt sees to that itself for methods, but not for lambdas."""

    def call(*args: object) -> None:
        if not isdeleted(owner):
            do(*args)

    return call


class Job(QObject):
    """A use case that runs. Exactly one of ``succeeded`` and ``failed`` is emitted, and ``finished`` after it.

    ``heard`` carries the engine's events. ``shown`` is a recovery key, which has to be answered with ``answer_shown``;
    ``pin_asked`` names a security key whose PIN is answered with ``answer_pin``, and how many tries are left, or None.
    """

    succeeded = pyqtSignal(object)
    failed = pyqtSignal(object)
    heard = pyqtSignal(object)
    shown = pyqtSignal(object)
    pin_asked = pyqtSignal(str, object)
    finished = pyqtSignal()

    def __init__(self, tasks: "Tasks", method: str) -> None:
        super().__init__(tasks)
        self.method = method
        self.is_running = True
        self.is_cancelled = False
        self._is_killed = self._has_begun = False
        self._worker: Worker | None = None

    def start(self, worker: Worker, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Have the worker do it; its secrets are sent at once."""
        self._worker = worker
        ends_by = signal.SIGKILL if self.method in LOOKING else signal.SIGTERM
        worker.work((self.method, args, kwargs), self._hear, ends_by=ends_by)

    def cancel(self) -> None:
        """Give it up; ``failed`` follows with Cancelled once all is as before, unless it was done first."""
        if self.is_running and not self.is_cancelled and self._worker is not None:
            self.is_cancelled = True
            self._is_killed = self.method in LOOKING
            self._worker.interrupt(signal.SIGKILL if self._is_killed else signal.SIGINT)
            QTimer.singleShot(ABANDONED_MS, self._abandon)

    def kill(self) -> bool:
        """End its process, if nothing would be left behind by that; whether it was done."""
        if not self.is_running or self._worker is None or self._is_killed:
            return False
        worker = self._worker
        while worker.hear():
            pass
        if self.method not in OPENING or self._has_begun or not self.is_running:
            return False
        self._is_killed = True
        worker.interrupt(signal.SIGKILL)
        return True

    def has_ended(self, wait_s: float) -> bool:
        """Whether nothing works on it any more within so many seconds."""
        return self._worker is None or self._worker.has_ended(wait_s)

    def _abandon(self) -> None:
        """Stop waiting for what cannot even be given up; it still unwinds once its system call returns.

        What only opens something is ended instead: it would have the container, and what was typed, until then.
        """
        if self.kill():
            QTimer.singleShot(ABANDONED_MS, self._abandon)
        elif self.is_running and self._worker is not None:
            self._worker.abandon()
            what = "it was cancelled, and what it waits for does not answer"
            error = Cancelled(what, hint="it ends by itself as soon as that does", abandoned=True)
            self._end(self.failed, error)

    def answer_shown(self, shown: bool) -> None:
        """Say whether the recovery key was shown; if not, it is taken back."""
        if self._worker is not None:
            self._worker.answer("shown", shown)

    def answer_pin(self, pin: Secret) -> None:
        """Hand over the PIN, which the caller may wipe then; who has none gives the job up."""
        if self._worker is not None:
            self._worker.answer("pin", pin)

    def _hear(self, what: str, value: Any) -> None:
        """Pass on what the worker says."""
        match what:
            case "event":
                self._has_begun |= isinstance(value, Step)
                self.heard.emit(value)
            case "show":
                self.shown.emit(value)
            case "ask-pin":
                self._ask_pin(*value)
            case "result":
                self._end(self.succeeded, value)
            case "error":
                self._end(self.failed, value)
            case "gone" if self.is_running:
                gone = BackendError("the process that worked on it has ended", hint="try again")
                self._end(self.failed, Cancelled("it was cancelled") if self.is_cancelled else gone)

    def _ask_pin(self, device: str, left: int | None) -> None:
        if self.receivers(self.pin_asked):
            self.pin_asked.emit(device, left)
        else:
            self.cancel()  # there is nobody to ask

    def _end(self, outcome: pyqtBoundSignal, value: object) -> None:
        self.is_running, self._worker = False, None
        outcome.emit(value)
        self.finished.emit()
        self.deleteLater()


class Tasks(QObject):
    """All that is being done, and the processes that do it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._workers: set[Worker] = set()
        self._closed = False
        self._nursery = Nursery()
        self.warm()

    @property
    def running(self) -> list[Job]:
        """What has not ended, but for watching."""
        return [job for job in self._jobs if job.is_running and job.method != "watch"]

    def run(
        self,
        method: str,
        *args: Any,
        then: Callable[[Any], object] | None = None,
        failed: Callable[[VaultError], object] | None = None,
        event: Callable[[Any], object] | None = None,
        owner: QObject | None = None,
        **kwargs: Any,
    ) -> Job:
        """Begin the use case ``Engine.method``. Credentials are ``Typed``, or as the engine takes them.

        Secrets are sent at once, and the caller may wipe them. A failure without ``failed`` is lost. Nothing is told
        any more once Qt has freed the object whose methods these are, or ``owner`` where they are no methods. After
        ``close`` nothing begins any more, and nothing is told of it.
        """
        job = Job(self, method)
        for signal_, slot in ((job.succeeded, then), (job.failed, failed), (job.heard, event)):
            if slot is not None:
                signal_.connect(slot if owner is None else while_there(owner, slot))
        if not self._closed:
            self._jobs.append(job)
            job.finished.connect(self._forget)
            job.start(self._idle[0] if self._idle else self._new(), args, kwargs)
            self.warm()
        return job

    def warm(self) -> None:
        """Have an idle worker at hand."""
        if not self._idle and not self._closed:
            self._new()

    def close(self, *, wait_ms: int = 0) -> None:
        """Let all workers end: the idle ones now, the others as their use case unwinds or is done.

        What only opens something and has not ended after so long, as it waits for a disk that does not answer, is ended
        then. Only the end of the program may wait.
        """
        self._closed = True
        for worker in list(self._workers):
            worker.leave()
        self._nursery.close()
        last = time.monotonic() + wait_ms / 1000
        for job in [each for each in self._jobs if each.method in OPENING]:
            if wait_ms and not job.has_ended(max(0.0, last - time.monotonic())):
                job.kill()

    def _forget(self) -> None:
        """Keep no job that has ended."""
        self._jobs = [job for job in self._jobs if job.is_running]

    @property
    def _idle(self) -> list[Worker]:
        return [worker for worker in self._workers if worker.is_idle]

    def _new(self) -> Worker:
        worker = Worker(self._nursery.channel(), self)
        worker.freed.connect(self._is_free)
        worker.gone.connect(self._is_gone)
        self._workers.add(worker)
        return worker

    def _is_free(self, worker: Worker) -> None:
        if len(self._idle) > SPARE:
            worker.leave()

    def _is_gone(self, worker: Worker) -> None:
        self._workers.discard(worker)
        worker.deleteLater()
