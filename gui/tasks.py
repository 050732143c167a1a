"""Work for the engine: the only place that starts any. The window never waits; what came of it is told by callbacks.

Each use case runs in a process of its own (``vault.gui.worker``), for a reason that ADR 13 gives.
"""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PyQt6.QtCore import QObject, QSocketNotifier, QTimer, pyqtSignal
from PyQt6.sip import isdeleted, voidptr

from vault.crypto.secret import Secret
from vault.errors import BackendError, Cancelled, VaultError
from vault.events import Step
from vault.gui.wire import BadMessage, Channel, Process

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
MESSAGES = frozenset({"event", "show", "ask-pin", "result", "error"})
ENDS = frozenset({"result", "error"})


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
        self._worker: _Worker | None = None

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
            self._tell("error", error)

    def answer_shown(self, shown: bool) -> None:
        """Say whether the recovery key was shown; if not, it is taken back."""
        if self._worker is not None:
            self._worker.answer("shown", shown)

    def answer_pin(self, pin: Secret) -> None:
        """Hand over the PIN, which the caller may wipe then; who has none gives the job up."""
        if self._worker is not None:
            self._worker.answer("pin", pin)

    def _start(self, worker: "_Worker", args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self._worker = worker
        worker.work(self, (self.method, args, kwargs))

    def _ask_pin(self, value: object) -> None:
        match value:
            case (str(device), int() | None as left):
                if self.receivers(self.pin_asked):
                    self.pin_asked.emit(device, left)
                else:
                    self.cancel()  # there is nobody to ask
            case _:
                raise BadMessage("it asks for no PIN")

    def _tell(self, what: str, value: object) -> bool:
        """Pass on a message of the worker; whether the job goes on."""
        if what in ("event", "show"):
            self._has_begun |= isinstance(value, Step)
            (self.heard if what == "event" else self.shown).emit(value)
            return True
        if what == "ask-pin":
            self._ask_pin(value)
            return True
        self.is_running, self._worker = False, None
        (self.succeeded if what == "result" else self.failed).emit(value)
        self.finished.emit()
        self.deleteLater()
        return False


class Tasks(QObject):
    """All that is being done, and the processes that do it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers: set[_Worker] = set()
        self._closed = False
        self._nursery = _Nursery()
        self.warm()

    @property
    def running(self) -> list[Job]:
        """What has not ended, but for watching."""
        found = [worker.job for worker in self._workers]
        return [job for job in found if job is not None and job.is_running and job.method != "watch"]

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
            job._start(self._idle[0] if self._idle else self._new(), args, kwargs)
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
        for worker in [each for each in self._workers if each.job is not None and each.job.method in OPENING]:
            if wait_ms and not worker.has_ended(max(0.0, last - time.monotonic())) and worker.job is not None:
                worker.job.kill()

    @property
    def _idle(self) -> "list[_Worker]":
        return [worker for worker in self._workers if worker.is_idle]

    def _new(self) -> "_Worker":
        worker = _Worker(self, self._nursery.channel())
        self._workers.add(worker)
        return worker

    def _is_free(self, worker: "_Worker", *, was_cancelled: bool) -> None:
        if self._closed or was_cancelled or len(self._idle) > SPARE:
            worker.leave()

    def _is_gone(self, worker: "_Worker") -> None:
        self._workers.discard(worker)
        worker.deleteLater()


class _Nursery:
    """The process that workers are forked from; started anew when it is gone."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            words = [sys.executable, "-P", "-m", "vault.gui.worker"]
            self._process = subprocess.Popen(words, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, cwd="/")

    def channel(self) -> Channel:
        """That to a new worker."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [b"+"], [theirs.fileno()])
            except OSError:
                self.close()
                self._start()
                socket.send_fds(self._control, [b"+"], [theirs.fileno()])
        ours.setblocking(False)
        return Channel(ours)

    def close(self) -> None:
        """End it; its workers hear of that as of the end of the window."""
        self._control.close()
        self._process.kill()
        self._process.wait()


class _Worker(QObject):
    """A process and the channel to it."""

    def __init__(self, tasks: Tasks, channel: Channel) -> None:
        super().__init__(tasks)
        self._tasks = tasks
        self.job: Job | None = None
        self._left = False
        self._channel = channel
        self._process: int | None = None
        self._owed: signal.Signals | None = None
        self._hearing = QSocketNotifier(voidptr(channel.fileno()), QSocketNotifier.Type.Read, self)
        self._hearing.activated.connect(self.hear)

    @property
    def is_idle(self) -> bool:
        """Whether it waits for a call."""
        return self.job is None and not self._left

    def work(self, job: Job, call: object) -> None:
        """Hand the worker its call."""
        self.job = job
        self.answer("call", call)

    def answer(self, what: str, value: object) -> None:
        """Send a message; a worker that is gone is told by its end."""
        try:
            self._channel.send(what, value)
        except OSError:
            return

    def interrupt(self, number: signal.Signals) -> None:
        """Send it a signal, now or as soon as it is known."""
        if self._process is None:
            self._owed = number
        else:
            with suppress(ProcessLookupError):  # its end is about to be heard of
                signal.pidfd_send_signal(self._process, number)

    def abandon(self) -> None:
        """Hear no more of its use case."""
        self.job, self._left = None, True

    def leave(self) -> None:
        """Send nothing more; it ends after its use case, which unwinds if it may."""
        self._left = True
        if self.job is not None:
            self.interrupt(signal.SIGKILL if self.job.method in LOOKING else signal.SIGTERM)
        elif self._process is None:
            self._owed = signal.SIGKILL
        else:
            self._end()

    def has_ended(self, wait_s: float) -> bool:
        """Whether the process ends within so many seconds, or is not known yet."""
        if self._process is None:
            return True
        waiting = select.poll()
        waiting.register(self._process, select.POLLIN)
        return bool(waiting.poll(round(wait_s * 1000)))

    def hear(self) -> bool:
        """Pass on what came; whether more may come."""
        try:
            self._channel.fill()
            for what, value in self._channel.messages():
                self._take(what, value)
                if not self._hearing.isEnabled():
                    return False
        except BlockingIOError:
            return False
        except (EOFError, OSError, BadMessage):
            self._end()
            return False
        return True

    def _take(self, what: str, value: Any) -> None:
        if what == "ready" and isinstance(value, Process) and self._process is None:
            self._process = value.descriptor
            if self._owed is not None:
                self.interrupt(self._owed)
        elif what not in MESSAGES or (what == "error") != isinstance(value, VaultError):
            raise BadMessage("a worker does not say that")
        elif self.job is not None and not self.job._tell(what, value):
            job, self.job = self.job, None
            self._tasks._is_free(self, was_cancelled=job.is_cancelled or isinstance(value, Cancelled))
        elif self.job is None and self._left and what in ENDS:
            self._end()  # it was abandoned, and has come to its end after all

    def _end(self) -> None:
        """It is gone, or not to be heard any more: the end of its channel is all that it needs to end."""
        if not self._hearing.isEnabled():
            return
        self._hearing.setEnabled(False)
        self._channel.close()
        if self._process is not None:
            os.close(self._process)
            self._process = None
        job, self.job = self.job, None
        self._tasks._is_gone(self)
        if job is not None and job.is_running:
            gone = BackendError("the process that worked on it has ended", hint="try again")
            job._tell("error", Cancelled("it was cancelled") if job.is_cancelled else gone)
