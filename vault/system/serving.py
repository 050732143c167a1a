"""An object on the session's D-Bus for the programs of its own user, served without waiting for anything.

References: D-Bus Specification 0.43 (standard interfaces, introspection data format, error names)
"""

import os
import select
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Self

from vault.errors import NotAvailable, VaultError
from vault.system.bus import Refused
from vault.system.exchange import Answer, Exchange
from vault.system.interfaces import DOCTYPE, Interface, Method, Values, described, error_name, signature
from vault.system.listening import DBUS, THE_BUS

DO_NOT_QUEUE = 4
OWNER, ALREADY_OWNER = 1, 4
"""Answers to RequestName."""
NO_REPLY_EXPECTED = 1
MOST_CALLS = 32
"""That are dealt with at the same time, each by a thread; the next ones are refused."""
ANSWER_S = 10.0
"""How long the bus itself may take."""
ERROR = f"{DBUS}.Error"


class Unanswerable(Exception):
    """The call cannot be meant as it is; ``name`` is that of an error."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self.name = name if "." in name else f"{ERROR}.{name}"


class Server:
    """One object with one interface under a well-known name; ``errors`` is what the names of its errors begin with."""

    def __init__(self, exchange: Exchange, name: str, path: str, interface: Interface, errors: str) -> None:
        self._exchange = exchange
        self._name = name
        self._path = path
        self._interface = interface
        self._errors = errors
        self._open = 0  # calls without an answer yet

    @classmethod
    def publish(cls, name: str, path: str, interface: Interface, errors: str) -> Self:
        """The object, on the session's bus under the name. Raises NotAvailable, also when somebody has the name."""
        exchange = Exchange.connect("session")
        try:
            (got,) = exchange.call(THE_BUS, "RequestName", "su", name, DO_NOT_QUEUE, answer="u", timeout_s=ANSWER_S)
            if got not in (OWNER, ALREADY_OWNER):
                raise NotAvailable(f"another program has the name {name} on the session's D-Bus")
        except Refused as error:
            exchange.close()
            raise NotAvailable(f"the session's D-Bus does not give the name {name}: {error.text}") from error
        except BaseException:
            exchange.close()
            raise
        return cls(exchange, name, path, interface, errors)

    def fileno(self) -> int:
        """What can be read when there is something to do."""
        return self._exchange.fileno()

    @property
    def all_told(self) -> bool:
        """Whether each call that was heard is answered, and each signal sent."""
        return self._open == 0 and self._exchange.idle

    def finish(self, limit_s: float) -> None:
        """Give up the name, and answer what was called before that; for at most so many seconds."""
        released: list[Answer] = []
        deadline = time.monotonic() + limit_s
        with suppress(NotAvailable):  # nobody is left to be answered
            self._turn_until(lambda: self.all_told, deadline)
            self._exchange.ask(THE_BUS, "ReleaseName", "s", self._name, answer="u", then=released.append)
            self._turn_until(lambda: bool(released) and self.all_told, deadline)

    def _turn_until(self, done: Callable[[], bool], deadline: float) -> None:
        while not done() and (left_s := deadline - time.monotonic()) > 0:
            select.select([self._exchange], [], [], left_s)
            self.turn()

    def close(self) -> None:
        """Leave the bus, which gives up the name; calls that are on their way get no answer."""
        self._exchange.close()

    def turn(self) -> None:
        """Deal with what has come by now, without waiting. Raises NotAvailable when the bus is gone."""
        self._exchange.turn(self._heard)

    def tell(self, signal: str, *values: object) -> None:
        """Send a signal of the interface to everybody, from any thread."""
        from jeepney import DBusAddress, new_signal

        kinds = dict(self._interface.signals)[signal]
        address = DBusAddress(self._path, interface=self._interface.name)
        self._exchange.post(partial(self._exchange.send, new_signal(address, signal, signature(kinds) or None, values)))

    def _heard(self, message: Any) -> None:
        """Ask whose program it is that calls; signals are not listened to."""
        from jeepney import HeaderFields, MessageType

        if message.header.message_type is not MessageType.method_call:
            return
        self._open += 1
        sender = message.header.fields.get(HeaderFields.sender)
        if self._open > MOST_CALLS:
            self._refuse(message, Unanswerable("LimitsExceeded", "too many calls at the same time"))
        else:
            then = partial(self._called, message)
            self._exchange.ask(THE_BUS, "GetConnectionUnixUser", "s", sender, answer="u", then=then)

    def _called(self, message: Any, caller: Answer) -> None:
        """Answer a call, now or when its work is done."""
        if caller.values != (os.getuid(),):
            self._refuse(message, Unanswerable("AccessDenied", "only programs of its own user may call this"))
            return
        try:
            method = self._asked_for(message)
        except Unanswerable as error:
            self._refuse(message, error)
            return
        if method.quick:
            self._work(message, method, lambda reply: reply())
        else:
            work = partial(self._work, message, method, self._exchange.post)
            threading.Thread(target=work, name=f"vault-{method.name}", daemon=True).start()

    def _work(self, message: Any, method: Method, deliver: Callable[[Callable[[], None]], object]) -> None:
        try:
            values = method.work(*(message.body or ()))
        except Unanswerable as error:
            deliver(partial(self._refuse, message, error))
        except VaultError as error:
            deliver(partial(self._refuse, message, Unanswerable(self._error_name(error), _sentence(error))))
        except Exception as error:  # noqa: BLE001 - whoever asks is told, and the agent goes on
            text = f"internal error: {type(error).__name__}"
            deliver(partial(self._refuse, message, Unanswerable("Failed", text)))
        else:
            deliver(partial(self._reply, message, signature(method.gives), values))

    def _asked_for(self, message: Any) -> Method:
        """The method that a call is for, which its arguments fit. Raises Unanswerable."""
        from jeepney import HeaderFields

        fields = message.header.fields
        path, name = fields[HeaderFields.path], fields[HeaderFields.member]
        offered = self._interfaces(path)
        wanted = fields.get(HeaderFields.interface)
        if not offered and wanted != f"{DBUS}.Peer":
            raise Unanswerable("UnknownObject", f"there is no object {path}")
        offered = [*offered, self._peer()]
        chosen = [interface for interface in offered if wanted in (None, interface.name)]
        if not chosen:
            raise Unanswerable("UnknownInterface", f"the object {path} has no interface {wanted}")
        found = [method for interface in chosen for method in interface.methods if method.name == name]
        if not found:
            raise Unanswerable("UnknownMethod", f"the object {path} has no method {name}")
        kinds = fields.get(HeaderFields.signature, "")
        if kinds != signature(found[0].takes):
            text = f"{name} takes the types '{signature(found[0].takes)}' and not '{kinds}'"
            raise Unanswerable("InvalidArgs", text)
        return found[0]

    def _interfaces(self, path: str) -> list[Interface]:
        """What the object at the path offers, but for Peer, which everything does; nothing where there is none."""
        if path == self._path:
            return [self._interface, self._properties(), self._introspectable(path)]
        return [self._introspectable(path)] if _is_above(path, self._path) else []

    def _introspectable(self, path: str) -> Interface:
        introspect = Method("Introspect", (), (("xml_data", "s"),), lambda: (self.describe(path),), quick=True)
        return Interface(f"{DBUS}.Introspectable", (introspect,))

    @staticmethod
    def _peer() -> Interface:
        ping = Method("Ping", (), (), lambda: (), quick=True)
        machine = Method("GetMachineId", (), (("machine_uuid", "s"),), _machine_id, quick=True)
        return Interface(f"{DBUS}.Peer", (ping, machine))

    def _properties(self) -> Interface:
        which, one = ("interface_name", "s"), ("property_name", "s")
        return Interface(
            f"{DBUS}.Properties",
            (
                Method("Get", (which, one), (("value", "v"),), self._get, quick=True),
                Method("GetAll", (which,), (("properties", "a{sv}"),), self._get_all, quick=True),
                Method("Set", (which, one, ("value", "v")), (), self._set, quick=True),
            ),
            (
                (
                    "PropertiesChanged",
                    (which, ("changed_properties", "a{sv}"), ("invalidated_properties", "as")),
                ),
            ),
        )

    def _get(self, interface: str, name: str) -> Values:
        (found,) = self._get_all(interface)
        if name not in found:
            raise Unanswerable("UnknownProperty", f"there is no property {name}")
        return (found[name],)

    def _get_all(self, interface: str) -> Values:
        if interface not in (self._interface.name, ""):
            raise Unanswerable("UnknownInterface", f"there are no properties of {interface}")
        return ({found.name: (found.kind, found.value) for found in self._interface.properties},)

    def _set(self, interface: str, name: str, _value: object) -> Values:
        self._get(interface, name)
        raise Unanswerable("PropertyReadOnly", f"the property {name} cannot be set")

    def describe(self, path: str) -> str:
        """The introspection data of the object at the path, in XML."""
        if path == self._path:
            inner = "".join(map(described, [*self._interfaces(path), self._peer()]))
        else:
            below = self._path.removeprefix(path).strip("/").split("/")[0]
            inner = f'{described(self._introspectable(path))} <node name="{below}"/>\n'
        return f"{DOCTYPE}<node>\n{inner}</node>\n"

    def _error_name(self, error: VaultError) -> str:
        return error_name(self._errors, error.code)

    def _refuse(self, message: Any, error: Unanswerable) -> None:
        from jeepney import new_error

        self._answer(message, new_error(message, error.name, "s", (as_text(error),)))

    def _reply(self, message: Any, kinds: str, values: Sequence[object]) -> None:
        from jeepney import new_method_return

        self._answer(message, new_method_return(message, kinds or None, tuple(values)))

    def _answer(self, message: Any, answer: Any) -> None:
        self._open -= 1
        if not message.header.flags.value & NO_REPLY_EXPECTED:
            self._exchange.send(answer)


def _is_above(path: str, other: str) -> bool:
    return other.startswith(path if path == "/" else f"{path}/")


def _machine_id() -> Values:
    try:
        return (Path("/etc/machine-id").read_text().strip(),)
    except OSError as error:
        raise Unanswerable("Failed", "this machine has no number") from error


def _sentence(error: VaultError) -> str:
    return f"{error}; {error.hint}" if error.hint else str(error)


def as_text(value: object) -> str:
    r"""The value as D-Bus can have a string: a byte that is not UTF-8 as ``\xff``, and no NUL."""
    return str(value).replace("\0", "\\x00").encode(errors="surrogateescape").decode(errors="backslashreplace")
