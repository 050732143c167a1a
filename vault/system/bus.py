"""A thin, blocking client of the system's D-Bus: calls with a time limit, checked replies, descriptors and secrets.

A thread of its own sends and receives: what a signal raises in the main thread then never tears a message apart.

References: D-Bus Specification 0.43 (message protocol, UNIX_FDS, org.freedesktop.DBus)
"""

import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from vault.errors import BackendError, NotAvailable, os_reason

if TYPE_CHECKING:
    from vault.crypto.secret import Secret

CALL_S = 30.0
"""How long an answer may take where nothing else is said."""
SETTLE_S = 60.0
"""How much longer a change that was given up is waited for, so that it can be undone."""
NOT_THERE = frozenset(
    f"org.freedesktop.DBus.Error.{name}"
    for name in (
        *("ServiceUnknown", "NameHasNoOwner", "NoReply", "Disconnected"),
        *("Spawn.ServiceNotFound", "Spawn.ChildExited", "Spawn.ExecFailed"),
    )
)

Which = Literal["system", "session"]
Then = Callable[[tuple[Any, ...]], object]


@dataclass(frozen=True, slots=True)
class Target:
    """An interface of an object of a service."""

    service: str
    path: str
    interface: str


class Refused(Exception):
    """A service answered with an error; ``name`` is D-Bus's name for it and ``text`` the service's own words.

    No VaultError: what it means only the caller knows.
    """

    def __init__(self, what: str, name: str, text: str) -> None:
        super().__init__(f"{what}: {text}")
        self.name = name
        self.text = text


@dataclass(eq=False)
class _Call:
    """One call on its way, and in the end what it answered or why there is no answer."""

    target: Target
    method: str
    message: Any
    answer: str
    deadline: float
    secret: "Secret | None"
    then: Then | None
    done: threading.Event = field(default_factory=threading.Event)
    values: tuple[Any, ...] = ()
    error: Exception | None = None


class Bus:
    """A connection to the system bus, closed at the end of a ``with``."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="vault-bus", daemon=True)
        self._thread.start()

    @classmethod
    def connect(cls, *, timeout_s: float = CALL_S) -> Self:
        """The system bus, at ``DBUS_SYSTEM_BUS_ADDRESS`` where that is set. Raises NotAvailable."""
        return cls(connected("system", timeout_s))

    @property
    def name(self) -> str:
        """The unique name that the bus gave to this connection."""
        return str(self._connection.unique_name)

    def close(self) -> None:
        """Leave the bus; what is on its way is given up."""
        self._calls.put(None)
        with suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(
        self,
        target: Target,
        method: str,
        signature: str = "",
        *arguments: object,
        answer: str = "",
        timeout_s: float = CALL_S,
        secret: "Secret | None" = None,
        then: Then | None = None,
    ) -> tuple[Any, ...]:
        """What the method answers, which has to have the D-Bus signature ``answer``.

        ``secret`` takes the place of as many zero bytes, which have to be the last of the arguments, and is never
        copied but for the one message that is wiped. ``then`` gets the answer as soon as it is there, also when this
        call is interrupted or runs out of time, for which it waits then: whatever undoes the work belongs there.
        Raises Refused for an error of the service, NotAvailable when it is gone, and BackendError when it is silent
        or answers what it must not.
        """
        deadline = time.monotonic() + timeout_s
        message = message_of(target, method, signature, arguments)
        call = _Call(target, method, message, answer, deadline + (SETTLE_S if then else 0), secret, then)
        self._calls.put(call)
        try:
            in_time = call.done.wait(timeout_s)
        finally:
            if then is not None:
                call.done.wait()
        call.done.wait()
        if not in_time and (call.error is None or isinstance(call.error, TimeoutError)):
            call.error = TimeoutError()
        if call.error is not None:
            raise _told(call.error, call, timeout_s) from call.error
        return call.values

    def _work(self) -> None:
        """Send and receive, one call after the other, until the connection is closed."""
        while (call := self._calls.get()) is not None:
            try:
                serial = int(next(self._connection.outgoing_serial))
                self._send(serial, call.message, call.secret)
                call.values = checked(self._reply(serial, call.deadline), call.target, call.method, call.answer)
                if call.then is not None:
                    call.then(call.values)
            except Exception as error:  # noqa: BLE001 - the thread that waits for it raises it
                call.error = error
            call.done.set()

    def _send(self, serial: int, message: Any, secret: "Secret | None") -> None:
        if secret is None:
            self._connection.send(message, serial=serial)
            return
        data = bytearray(message.serialise(serial))
        with memoryview(data) as view, view[len(data) - len(secret) :] as place:
            assert not any(place), "the arguments end with zeros in the secret's place"
            try:
                place[:] = secret.view()
                self._connection.sock.sendall(view)
            finally:
                view[:] = bytes(len(view))

    def _reply(self, serial: int, deadline: float) -> Any:
        """The message that answers; others (signals, late answers to calls that were given up) are passed over."""
        from vault.system.messages import replied_serial

        while True:
            message = self._connection.receive(timeout=max(deadline - time.monotonic(), 0))
            if replied_serial(message) == serial:
                return message


def _told(error: Exception, call: _Call, timeout_s: float) -> BackendError | Refused:
    """The error of a call as one that a user can be told about."""
    if isinstance(error, BackendError | Refused):
        return error
    if isinstance(error, TimeoutError):
        return BackendError(f"{call.target.service} did not answer {call.method} within {timeout_s:g} seconds")
    if isinstance(error, OSError):
        return NotAvailable(f"the system's D-Bus has gone: {os_reason(error)}")
    return BackendError(f"the system's D-Bus cannot be understood: {type(error).__name__}: {error}")


def connected(which: Which, timeout_s: float = CALL_S, *, descriptors: bool = True) -> Any:
    """A connection of jeepney's to that bus, on which ``descriptors`` may be passed. Raises NotAvailable.

    The system bus is at ``DBUS_SYSTEM_BUS_ADDRESS`` where that is set, the session's at ``DBUS_SESSION_BUS_ADDRESS`` or
    else in the run time folder of the user.
    """
    try:
        from jeepney.bus import get_bus
        from jeepney.io.blocking import prep_socket

        from vault.system.messages import Connection
    except ImportError as error:
        hint = "install the package jeepney: pip install 'vault-otfe[desktop]'"
        raise NotAvailable("the package jeepney, which speaks D-Bus, is missing", hint=hint) from error
    what, address = f"the {which}'s D-Bus", _address(which)
    try:
        peer = prep_socket(get_bus(address), enable_fds=descriptors, timeout=timeout_s)
    except OSError as error:
        raise NotAvailable(f"{what} cannot be reached: {os_reason(error)}") from error
    except Exception as error:  # an address or an answer that jeepney cannot read
        raise NotAvailable(f"{what} cannot be used at the address {address!a:.200}") from error
    try:
        peer.settimeout(CALL_S)  # for what is sent; what is received has limits of its own
        return Connection(peer, timeout_s, descriptors=descriptors)
    except (OSError, RuntimeError) as error:
        peer.close()
        raise NotAvailable(f"{what} does not answer") from error
    except BaseException:
        peer.close()
        raise


def _address(which: Which) -> str:
    """What jeepney takes for the bus. Raises NotAvailable where there is no session's bus."""
    if which == "system":
        return "SYSTEM"
    if address := os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return address
    path = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nowhere", "bus")
    if not path.is_socket():
        raise NotAvailable("there is no session's D-Bus here")
    return f"unix:path={path}"


def message_of(target: Target, method: str, signature: str, arguments: tuple[object, ...]) -> Any:
    """The call of a method, as jeepney has it."""
    from jeepney import DBusAddress, new_method_call

    address = DBusAddress(target.path, bus_name=target.service, interface=target.interface)
    return new_method_call(address, method, signature or None, arguments)


def checked(reply: Any, target: Target, method: str, answer: str) -> tuple[Any, ...]:
    """The values of a reply, which has to have the signature ``answer``. Raises as ``Bus.call`` does."""
    from jeepney import HeaderFields, MessageType

    what = f"{target.interface}.{method}"
    fields = reply.header.fields
    signature = fields.get(HeaderFields.signature, "")
    if reply.header.message_type is MessageType.error:
        name = str(fields.get(HeaderFields.error_name, ""))
        text = str(reply.body[0]) if signature.startswith("s") else name
        if name in NOT_THERE:
            raise NotAvailable(f"{target.service} is not there: {text}")
        raise Refused(what, name, text)
    if signature != answer:
        raise BackendError(f"{what} answered with the types '{signature}' in place of '{answer}'")
    return tuple(reply.body)
