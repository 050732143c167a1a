"""Services on a private D-Bus that answer calls and send signals, for fakes that keep a real interface."""

import socket
import threading
from contextlib import suppress
from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus import get_bus
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, prep_socket

from vault.testing.udisks import Answer, Error

UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod"


class Service:
    """A program on the bus under some names, served by a thread until the end of a ``with``.

    A method ``Name`` is answered by ``_Name(path, *arguments)`` of a subclass; ``calls`` are those that were asked.
    Sockets that are among the values of an answer are passed on, where ``descriptors`` may be, and closed here.
    """

    def __init__(self, address: str, *names: str, descriptors: bool = False) -> None:
        self.calls: list[str] = []
        peer = prep_socket(get_bus(address), enable_fds=descriptors)
        self._connection = DBusConnection(peer, enable_fds=descriptors)
        self._sending = threading.Lock()
        for name in names:
            self._connection.send_and_get_reply(message_bus.RequestName(name))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def name(self) -> str:
        """The unique name of its connection."""
        return str(self._connection.unique_name)

    def tell(
        self, path: str, interface: str, member: str, signature: str = "", *values: object, to: str | None = None
    ) -> None:
        """Send a signal, to everybody or to one connection."""
        message = new_signal(DBusAddress(path, interface=interface), member, signature or None, values)
        if to is not None:
            message.header.fields[HeaderFields.destination] = to
        with self._sending:
            self._connection.send(message)

    def leave(self) -> None:
        """Leave the bus, as when the program was killed."""
        with suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(60)
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_call:
                    reply = self._reply(message)
                    with self._sending:
                        self._connection.send(reply)
                    for value in reply.body or ():
                        if isinstance(value, socket.socket):
                            value.close()
            except (OSError, ValueError):
                return

    def _reply(self, message: Message) -> Message:
        fields = message.header.fields
        method: str = fields[HeaderFields.member]
        self.calls.append(method)
        answering: Any = getattr(self, f"_{method}", None)
        if answering is None:
            return new_error(message, UNKNOWN_METHOD, "s", (f"no method {method}",))
        try:
            signature, values = self._checked(answering(fields[HeaderFields.path], *message.body))
        except Error as error:
            return new_error(message, error.name, "s", (str(error),))
        return new_method_return(message, signature or None, values)

    @staticmethod
    def _checked(answer: Answer | None) -> Answer:
        return ("", ()) if answer is None else answer
