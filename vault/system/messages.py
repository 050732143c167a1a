"""Reading messages of a D-Bus, any of which another user's program may have sent: one that is wrong costs only itself.

References: D-Bus Specification 0.43 (message protocol, UNIX_FDS)
"""

import time
from collections.abc import Iterable
from typing import Any

from jeepney import HeaderFields, Message, MessageType, Parser
from jeepney.fds import FileDescriptor
from jeepney.io.blocking import DBusConnection
from jeepney.low_level import calc_msg_size

REPLIES = (MessageType.method_return, MessageType.error)
BEGINNING = 16
"""Bytes of a message that tell how long it is."""


class Messages(Parser):  # type: ignore[misc]
    """Passes over what cannot be decoded; what no message can begin with is still an error."""

    def __init__(self, before: Parser) -> None:
        """Goes on with what another parser has read."""
        super().__init__()
        self.fds: list[FileDescriptor] = before.fds
        self.buf, self.next_msg_size = before.buf, before.next_msg_size

    def get_next_message(self) -> Message | None:
        """The next message that can be decoded, or None until more is read. Raises KeyError."""
        while True:
            before, came = self.buf.bytes_buffered, self.fds
            try:
                message = super().get_next_message()
            except Exception:
                if self.buf.bytes_buffered == before:
                    raise
                self.next_msg_size, self.fds = None, []
                _close(came)
                continue
            if message is not None and message.header.message_type not in REPLIES:
                _close(came)  # nobody is sent one unasked
            return message

    @property
    def holds(self) -> bool:
        """Whether there is a whole message that is read already."""
        there: int = self.buf.bytes_buffered
        return there >= BEGINNING and there >= calc_msg_size(self.buf.peek(BEGINNING))


class Connection(DBusConnection):  # type: ignore[misc]
    """Greets within a time, outlives what cannot be decoded, and takes only an answer for one."""

    def __init__(self, peer: Any, timeout_s: float, *, descriptors: bool) -> None:
        """Raises TimeoutError when the bus gives no name in time."""
        self._timeout_s = timeout_s
        super().__init__(peer, enable_fds=descriptors)  # which reads no more than the bus's greeting
        self.parser: Messages = Messages(self.parser)

    @property
    def holds(self) -> bool:
        """Whether there is a whole message that is read already, which its descriptor does not show."""
        return self.parser.holds

    def send_and_get_reply(self, message: Message, *, timeout: float | None = None) -> Message:
        """The answer; what else comes meanwhile is passed over. Raises TimeoutError."""
        deadline = time.monotonic() + (self._timeout_s if timeout is None else timeout)
        serial = next(self.outgoing_serial)
        self.send(message, serial=serial)
        while replied_serial(found := self.receive(timeout=max(deadline - time.monotonic(), 0))) != serial:
            pass
        return found


def replied_serial(message: Message) -> int | None:
    """The number of the call that the message answers; None for a signal or a call, whatever it says."""
    if message.header.message_type not in REPLIES:
        return None
    found = message.header.fields.get(HeaderFields.reply_serial)
    return None if found is None else int(found)


def _close(descriptors: Iterable[FileDescriptor]) -> None:
    """Let them go; no read goes beyond a message where there may be any, so that all are of the one that was read."""
    for descriptor in descriptors:
        descriptor.close()
