"""A connection to a D-Bus that never waits: answers, calls and signals are dealt with when there is something to read.

References: D-Bus Specification 0.43 (message protocol)
"""

import os
import select
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Self

from vault.errors import BackendError, NotAvailable, os_reason
from vault.system.bus import CALL_S, Refused, Target, Which, checked, connected, message_of
from vault.system.listening import DBUS, MOST_MESSAGES, THE_BUS, Signal

SEND_S = 5.0
"""How long the bus may take to take a message; it reads at all times."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call has led to: the values of the answer, or the error, and the unique name of who answered."""

    sender: str
    values: tuple[Any, ...] = ()
    error: BackendError | Refused | None = None


@dataclass(frozen=True, slots=True)
class _Call:
    target: Target
    method: str
    answer: str
    then: Callable[[Answer], object]


class Exchange:
    """A connection that its owner's loop turns: ``post`` may be called by any thread, all else by that of the loop."""

    def __init__(self, connection: Any, which: Which) -> None:
        self._connection = connection
        self._what = f"the {which}'s D-Bus"
        self._calls: dict[int, _Call] = {}
        self._posted: SimpleQueue[Callable[[], object]] = SimpleQueue()
        self._closing = threading.Lock()
        self._wake: int | None = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._epoll = select.epoll()
        for fd in (connection.sock.fileno(), self._wake):
            self._epoll.register(fd, select.EPOLLIN)
        connection.sock.settimeout(SEND_S)

    @classmethod
    def connect(cls, which: Which, *, timeout_s: float = CALL_S) -> Self:
        """A connection to that bus, as ``vault.system.bus.connected`` finds it. Raises NotAvailable."""
        return cls(connected(which, timeout_s, descriptors=False), which)

    def fileno(self) -> int:
        """What can be read when there is something to do."""
        return self._epoll.fileno()

    def close(self) -> None:
        """Leave the bus; what has no answer yet gets none, and what is posted is not done any more."""
        with self._closing:
            wake, self._wake = self._wake, None
        if wake is not None:
            self._epoll.close()
            os.close(wake)
            self._connection.close()

    def post(self, work: Callable[[], object]) -> None:
        """Have the thread of the loop do this at its next turn, which is at once."""
        with self._closing:
            if self._wake is not None:
                self._posted.put(work)
                os.eventfd_write(self._wake, 1)

    @property
    def idle(self) -> bool:
        """Whether nothing is posted that is still to be done."""
        return self._posted.empty()

    def ask(
        self,
        target: Target,
        method: str,
        signature: str = "",
        *arguments: object,
        answer: str = "",
        then: Callable[[Answer], object] = lambda _: None,
    ) -> None:
        """Call a method; ``then`` gets the answer, which has to have the D-Bus signature ``answer``, at a later turn.

        Raises NotAvailable when the bus is gone.
        """
        serial = next(self._connection.outgoing_serial)
        self._calls[serial] = _Call(target, method, answer, then)
        self._guarded(self._connection.send, message_of(target, method, signature, arguments), serial=serial)

    def call(
        self, target: Target, method: str, signature: str = "", *arguments: object, answer: str, timeout_s: float
    ) -> tuple[Any, ...]:
        """What the method answers, waited for; only for the bus itself, before there is anybody to be heard.

        Raises Refused, NotAvailable, BackendError.
        """
        message = message_of(target, method, signature, arguments)
        try:
            reply = self._guarded(self._connection.send_and_get_reply, message, timeout=timeout_s)
        except TimeoutError as error:
            raise NotAvailable(f"{self._what} does not answer") from error
        return checked(reply, target, method, answer)

    def send(self, message: Any) -> None:
        """Send a reply or a signal of jeepney's. Raises NotAvailable when the bus is gone."""
        try:
            self._guarded(self._connection.send, message)
        except TimeoutError as error:  # a part of it may be sent, so that nothing else can be
            raise NotAvailable(f"{self._what} does not answer") from error

    def turn(self, heard: Callable[[Any], object]) -> None:
        """Do what is to be done by now, without waiting; calls and signals of others go to ``heard``.

        Raises NotAvailable when the bus is gone.
        """
        if self._wake is not None:
            with suppress(BlockingIOError):
                os.eventfd_read(self._wake)
        with suppress(Empty):
            while True:
                self._posted.get_nowait()()
        left = MOST_MESSAGES
        with suppress(TimeoutError):
            while left > 0 or self._connection.holds:
                self._take(self._guarded(self._connection.receive, timeout=0), heard)
                left -= 1

    def _take(self, message: Any, heard: Callable[[Any], object]) -> None:
        from jeepney import HeaderFields

        from vault.system.messages import replied_serial

        serial, sender = replied_serial(message), str(message.header.fields.get(HeaderFields.sender, ""))
        if serial is None:
            heard(message)
            return
        call = self._calls.get(serial)
        if call is None or (call.target == THE_BUS and sender != DBUS):  # nobody else answers for the bus
            return
        del self._calls[serial]
        try:
            answer = Answer(sender, checked(message, call.target, call.method, call.answer))
        except (BackendError, Refused) as error:
            answer = Answer(sender, error=error)
        call.then(answer)

    def _guarded(self, work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """As ``work``, with its errors as those of the bus. Raises NotAvailable, TimeoutError."""
        try:
            return work(*arguments, **named)
        except TimeoutError:
            raise
        except OSError as error:
            raise NotAvailable(f"{self._what} has gone: {os_reason(error)}") from error
        except Exception as error:  # what begins no message is the bus's own fault, and the end of the connection
            raise NotAvailable(f"{self._what} cannot be understood: {type(error).__name__}") from error


def signal_of(message: Any) -> Signal | None:
    """The message as a signal, whose ``service`` is the unique name of who sent it; None for any other message."""
    from jeepney import HeaderFields, MessageType

    if message.header.message_type is not MessageType.signal:
        return None
    fields = message.header.fields
    sender, path, interface, member = (
        str(fields.get(field, ""))
        for field in (HeaderFields.sender, HeaderFields.path, HeaderFields.interface, HeaderFields.member)
    )
    return Signal(sender, path, interface, member, tuple(message.body or ()))
