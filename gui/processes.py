"""The processes that do the window's work, as it has them: each worker with its channel, and what they are forked from.

What runs in them is ``vault.gui.worker``. Nothing here knows what a use case means (``vault.gui.tasks``).
"""

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PyQt6.QtCore import QObject, QSocketNotifier, pyqtSignal
from PyQt6.sip import voidptr

from vault.errors import Cancelled, VaultError
from vault.gui.wire import BadMessage, Channel, Process

ENDS = frozenset({"result", "error"})
Tell = Callable[[str, Any], None]
"""What hears the messages that a call brings: ``event``, ``show``, ``ask-pin``, and one of ``result`` and ``error``.

``gone`` takes the place of the last where the process ends without one.
"""


class Nursery:
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


class Worker(QObject):
    """A process and the channel to it, which does one call after the other until one of them is interrupted.

    ``freed`` is emitted when it waits for another call, ``gone`` once it is heard of no more; both carry the worker.
    """

    freed = pyqtSignal(object)
    gone = pyqtSignal(object)

    def __init__(self, channel: Channel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.process: int | None = None
        """A descriptor of the process, once that has told which it is."""
        self._channel = channel
        self._tell: Tell | None = None
        self._ends_by = signal.SIGTERM
        self._owed: signal.Signals | None = None
        self._is_last = False
        """Whether no call follows that which it has."""
        self._hearing = QSocketNotifier(voidptr(channel.fileno()), QSocketNotifier.Type.Read, self)
        self._hearing.activated.connect(self.hear)

    @property
    def is_idle(self) -> bool:
        """Whether it waits for a call."""
        return self._tell is None and not self._is_last

    def work(self, call: object, tell: Tell, *, ends_by: signal.Signals) -> None:
        """Hand the worker a call, which that signal ends where the worker has to leave; ``tell`` hears what comes."""
        self._tell, self._ends_by = tell, ends_by
        self.answer("call", call)

    def answer(self, what: str, value: object) -> None:
        """Send a message; a worker that is gone is told by its end."""
        try:
            self._channel.send(what, value)
        except OSError:
            return

    def interrupt(self, number: signal.Signals) -> None:
        """Send it a signal, now or as soon as it is known; it gets no other call, as it may end of the signal later."""
        self._is_last = True
        if self.process is None:
            self._owed = number
        else:
            with suppress(ProcessLookupError):  # its end is about to be heard of
                signal.pidfd_send_signal(self.process, number)

    def abandon(self) -> None:
        """Tell no more of its call."""
        self._tell, self._is_last = None, True

    def leave(self) -> None:
        """Send nothing more; it ends after its call, which unwinds if it may."""
        self._is_last = True
        if self._tell is not None:
            self.interrupt(self._ends_by)
        elif self.process is None:
            self._owed = signal.SIGKILL
        else:
            self._end()

    def has_ended(self, wait_s: float) -> bool:
        """Whether the process ends within so many seconds, or is not known yet."""
        if self.process is None:
            return True
        waiting = select.poll()
        waiting.register(self.process, select.POLLIN)
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

    def _take(self, what: str, value: object) -> None:
        if what == "ready" and isinstance(value, Process) and self.process is None:
            self.process = value.descriptor
            if self._owed is not None:
                self.interrupt(self._owed)
        elif not _is_sound(what, value):
            raise BadMessage("a worker does not say that")
        elif self._tell is not None:
            self._tell(what, value)
            if what in ENDS:
                self._is_free(was_cancelled=isinstance(value, Cancelled))
        elif self._is_last and what in ENDS:
            self._end()  # it was abandoned, and has come to its end after all

    def _is_free(self, *, was_cancelled: bool) -> None:
        self._tell = None
        if self._is_last or was_cancelled:
            self.leave()
        else:
            self.freed.emit(self)

    def _end(self) -> None:
        """It is gone, or not to be heard any more: the end of its channel is all that it needs to end."""
        if not self._hearing.isEnabled():
            return
        self._hearing.setEnabled(False)
        self._channel.close()
        if self.process is not None:
            os.close(self.process)
            self.process = None
        tell, self._tell = self._tell, None
        self.gone.emit(self)
        if tell is not None:
            tell("gone", None)


def _is_sound(what: str, value: object) -> bool:
    """Whether a worker may say that of its call."""
    match what, value:
        case "error", VaultError():
            return True
        case "ask-pin", (str(), int() | None):
            return True
        case "event" | "show" | "result", _:
            return not isinstance(value, VaultError)
    return False
