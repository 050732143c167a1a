"""Hearing the signals of a D-Bus, believed only from who owns the name they are sent for.

References: D-Bus Specification 0.43 (match rules, org.freedesktop.DBus.NameOwnerChanged)
"""

import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from vault.errors import BackendError, NotAvailable, os_reason
from vault.system.bus import CALL_S, Refused, Target, Which, checked, connected, message_of

DBUS = "org.freedesktop.DBus"
THE_BUS = Target(DBUS, "/org/freedesktop/DBus", DBUS)
OWNER_CHANGED = "NameOwnerChanged"
UNOWNED = f"{DBUS}.Error.NameHasNoOwner"
MOST_MESSAGES = 1000
"""That are looked at in one go."""


@dataclass(frozen=True, slots=True)
class Signal:
    """What the owner of ``service`` told everybody.

    The bus itself tells of a service that came or went: a ``NameOwnerChanged`` with the values name, old and new owner.
    """

    service: str
    path: str
    interface: str
    member: str
    values: tuple[Any, ...]


class Listener:
    """A connection to a bus that is read where and when its owner wants, without a thread; closed after a ``with``."""

    def __init__(self, connection: Any, which: Which) -> None:
        self._connection = connection
        self._what = f"the {which}'s D-Bus"
        self._followed: dict[tuple[str, str], dict[str, str]] = {}  # interface, member: service: signature
        self._owners: dict[str, str] = {}
        self._waiting: list[Signal] = []

    @classmethod
    def connect(cls, which: Which, *, timeout_s: float = CALL_S, descriptors: bool = False) -> Self:
        """A listener on that bus, as ``vault.system.bus.connected`` finds it. Raises NotAvailable."""
        return cls(connected(which, timeout_s, descriptors=descriptors), which)

    def fileno(self) -> int:
        """The socket, which can be read when there may be signals."""
        return int(self._connection.sock.fileno())

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def follow(self, service: str, interface: str, member: str, signature: str = "", *, first: str = "") -> None:
        """Hear this signal of the service from now on, if its values have the signature and ``first`` is the first.

        Raises NotAvailable, BackendError.
        """
        if service not in self._owners:
            self._match(f"sender='{DBUS}',interface='{DBUS}',member='{OWNER_CHANGED}',arg0='{service}'")
            self._owners[service] = self._owner(service)
        of_first = f",arg0='{first}'" if first else ""
        self._match(f"sender='{service}',interface='{interface}',member='{member}'{of_first}")
        self._followed.setdefault((interface, member), {})[service] = signature

    def owned(self, service: str) -> bool:
        """Whether anybody answers for a service that is followed."""
        return bool(self._owners[service])

    def call(
        self,
        target: Target,
        method: str,
        signature: str = "",
        *arguments: object,
        answer: str = "",
        timeout_s: float = CALL_S,
    ) -> tuple[Any, ...]:
        """What the method answers, which has to have the D-Bus signature ``answer``; signals wait meanwhile.

        Raises Refused for an error of the service, NotAvailable when it or the bus is gone, BackendError when it is
        silent or answers what it must not.
        """
        from vault.system.messages import replied_serial

        deadline = time.monotonic() + timeout_s
        serial = next(self._connection.outgoing_serial)
        self._guarded(self._connection.send, message_of(target, method, signature, arguments), serial=serial)
        while (left_s := deadline - time.monotonic()) > 0:
            message = self._receive(left_s)
            if message is None:
                break
            if replied_serial(message) == serial:
                return checked(message, target, method, answer)
            self._keep(message)
        raise BackendError(f"{target.service} did not answer {method} within {timeout_s:g} seconds")

    def signals(self) -> list[Signal]:
        """The signals that have come by now, oldest first, without waiting for more.

        Of very many messages, which others may send, not all are looked at in one go; the descriptor tells of the rest.
        Raises NotAvailable when the bus is gone and none are left.
        """
        try:
            left = MOST_MESSAGES
            while (left > 0 or self._connection.holds) and (message := self._receive(0)) is not None:
                self._keep(message)
                left -= 1
        except NotAvailable:  # what came before it went is told first; the next call raises
            if not self._waiting:
                raise
        waiting, self._waiting = self._waiting, []
        return waiting

    def _keep(self, message: Any) -> None:
        """What is no signal that is followed is not kept: anybody may send it."""
        signal = self._signal(message)
        if signal is not None:
            self._waiting.append(signal)

    def _signal(self, message: Any) -> Signal | None:
        """The message as a signal that is followed, or None for any other message."""
        from jeepney import HeaderFields, MessageType

        fields = message.header.fields
        if message.header.message_type is not MessageType.signal:
            return None
        sender, path = str(fields.get(HeaderFields.sender, "")), str(fields.get(HeaderFields.path, ""))
        interface, member = str(fields.get(HeaderFields.interface)), str(fields.get(HeaderFields.member))
        signature, values = str(fields.get(HeaderFields.signature, "")), tuple(message.body or ())
        if (sender, interface, member, signature) == (DBUS, DBUS, OWNER_CHANGED, "sss"):
            service = str(values[0])
            if service not in self._owners:
                return None
            self._owners[service] = str(values[2])
            return Signal(service, path, interface, member, values)
        for service, expected in self._followed.get((interface, member), {}).items():
            if sender and self._owners[service] == sender and signature == expected:
                return Signal(service, path, interface, member, values)
        return None

    def _match(self, rule: str) -> None:
        self.call(THE_BUS, "AddMatch", "s", f"type='signal',{rule}")

    def _owner(self, service: str) -> str:
        try:
            (owner,) = self.call(THE_BUS, "GetNameOwner", "s", service, answer="s")
        except Refused as error:
            if error.name != UNOWNED:
                raise BackendError(f"{self._what} does not tell who {service} is: {error.text}") from error
            return ""
        except NotAvailable:
            return self._nobody()
        return str(owner)

    def _nobody(self) -> str:
        """Nothing, where it was the name that is not there and not the bus. Raises NotAvailable."""
        self.call(THE_BUS, "GetId", answer="s")
        return ""

    def _receive(self, timeout_s: float) -> Any:
        """The next message, or None when none comes in time. Raises NotAvailable when the bus is gone."""
        try:
            return self._guarded(self._connection.receive, timeout=timeout_s)
        except TimeoutError:
            return None

    def _guarded(self, work: Any, *arguments: Any, **named: Any) -> Any:
        try:
            return work(*arguments, **named)
        except TimeoutError:
            raise
        except OSError as error:
            raise NotAvailable(f"{self._what} has gone: {os_reason(error)}") from error
        except Exception as error:  # what begins no message is the bus's own fault, and the end of the connection
            raise NotAvailable(f"{self._what} cannot be understood: {type(error).__name__}") from error
