"""A security key's end of the transport CTAPHID on a pseudo-terminal, which programs open as they open a hidraw device.

A host writes reports of 65 bytes (the first is the report's number, 0) and reads reports of 64, handed over whole. What
an earlier host left unread is dropped when the next one says hello; until then that one may see it, on another channel.

References: FIDO CTAP 2.1, 11.2 (USB Human Interface Device)
"""

import os
import select
import struct
import termios
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from fcntl import ioctl
from pathlib import Path
from typing import Protocol

from fido2.ctap import CtapError

BROADCAST = 0xFFFFFFFF
CAPABILITIES = 0x01 | 0x04 | 0x08
"""It can wink, it speaks CTAP2, and it does not speak CTAP1."""
FIRST_PAYLOAD, NEXT_PAYLOAD = 57, 59
HANG_S = 60.0
KEEPALIVE_S = 0.01
"""Between two keepalives; a real key takes ten times as long."""
MAX_MESSAGE = FIRST_PAYLOAD + 128 * NEXT_PAYLOAD
MAX_UNREAD = 16 * 64
"""Bytes that may wait for the host."""
REPORT_SIZE = 64
ERR = CtapError.ERR


class Command(IntEnum):
    """What a message is."""

    PING = 0x01
    INIT = 0x06
    WINK = 0x08
    CBOR = 0x10
    CANCEL = 0x11
    KEEPALIVE = 0x3B
    ERROR = 0x3F


class Waiting(IntEnum):
    """What a keepalive says that the key does."""

    PROCESSING = 1
    FOR_TOUCH = 2


class Unplugged(Exception):
    """The key is gone."""


class Waiter(Protocol):
    """Tells the host to wait, for one keepalive. Raises CtapError when the host cancels."""

    def __call__(self, status: Waiting) -> None:
        """Return a little later."""


class Key(Protocol):
    """What is behind the transport."""

    def power_on(self) -> None:
        """Forget what is lost without power."""

    def answer(self, request: bytes, wait: Waiter) -> "Answer":
        """The reply to a CTAP2 request, its status first."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply and what is wrong with the way it takes: '', or one of SPOILERS."""

    data: bytes
    spoiled: str = ""


SPOILERS = ("unplug", "silence", "sequence", "channel", "endless", "command")
"""The key is pulled out or says nothing; a wrong number, channel, length or command in the reply's reports."""


@dataclass
class _Message:
    """A message of which reports are still to come."""

    channel: int
    command: int
    length: int
    data: bytearray = field(default_factory=bytearray)
    sequence: int = 0


class Plugged:
    """A key in a slot: ``path`` is what hosts open, until it is pulled out."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self._master, self._slave = os.openpty()
        self.path = Path(os.ttyname(self._slave))
        tty.setraw(self._slave)
        settings = termios.tcgetattr(self._slave)
        settings[6][termios.VMIN] = REPORT_SIZE
        termios.tcsetattr(self._slave, termios.TCSANOW, settings)
        os.set_blocking(self._master, False)
        self._awake, self._wake = os.pipe()
        self._unplugged = threading.Event()
        self._poll = select.poll()
        for descriptor in (self._master, self._awake):
            self._poll.register(descriptor, select.POLLIN)
        self._received = bytearray()
        self._message: _Message | None = None
        self._busy: int | None = None
        self._channels = 0
        key.power_on()
        self._thread = threading.Thread(target=self._serve, name="security key", daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Pull it out, also in the middle of something: hosts see a hangup, and the path is gone."""
        self._unplugged.set()
        os.write(self._wake, b"x")
        self._thread.join(HANG_S)
        assert not self._thread.is_alive()

    def close(self) -> None:
        """Pull it out and close what is left."""
        self.unplug()
        os.close(self._awake)
        os.close(self._wake)

    def _serve(self) -> None:
        try:
            while True:
                for channel, command, data in self._messages(None):
                    self._handle(channel, command, data)
        except Unplugged:
            pass
        finally:
            os.close(self._slave)
            os.close(self._master)

    def _messages(self, timeout_s: float | None) -> Iterator[tuple[int, int, bytes]]:
        """Whole messages that have come: channel, command, data. Waits for a report for so long. Raises Unplugged."""
        if self._heard(timeout_s):
            self._received += os.read(self._master, 65536)
        while len(self._received) > REPORT_SIZE:
            report = bytes(self._received[1 : REPORT_SIZE + 1])
            del self._received[: REPORT_SIZE + 1]
            message = self._assembled(report)
            if message is not None:
                yield message.channel, message.command, bytes(message.data[: message.length])

    def _heard(self, timeout_s: float | None) -> bool:
        """Whether there is something to read within that time. Raises Unplugged."""
        ready = dict(self._poll.poll(None if timeout_s is None else timeout_s * 1000))
        if self._unplugged.is_set():
            raise Unplugged
        return self._master in ready

    def _assembled(self, report: bytes) -> _Message | None:
        """The message that this report completes."""
        channel, kind = struct.unpack_from(">IB", report)
        message = self._message
        if kind & 0x80:
            (length,) = struct.unpack_from(">H", report, 5)
            if length > MAX_MESSAGE:
                self._refuse(channel, ERR.INVALID_LENGTH)
                return None
            message = _Message(channel, kind & 0x7F, length)
            message.data += report[7:]
        elif message is None or message.channel != channel:
            return None  # of a message that was given up
        elif kind != message.sequence:
            self._message = None
            self._refuse(channel, ERR.INVALID_SEQ)
            return None
        else:
            message.sequence += 1
            message.data += report[5:]
        done = len(message.data) >= message.length
        self._message = None if done else message
        return message if done else None

    def _handle(self, channel: int, command: int, data: bytes) -> None:
        """Answer one message, which may take other messages meanwhile."""
        if command == Command.INIT:
            self._init(channel, data)
        elif not 0 < channel <= self._channels:
            self._refuse(channel, ERR.INVALID_CHANNEL)
        elif command == Command.CANCEL:
            pass  # there is nothing to cancel
        elif self._busy is not None:
            self._refuse(channel, ERR.CHANNEL_BUSY)
        elif command in (Command.PING, Command.WINK):
            self._send(channel, command, data if command == Command.PING else b"")
        elif command != Command.CBOR:
            self._refuse(channel, ERR.INVALID_COMMAND)
        elif not data:
            self._refuse(channel, ERR.INVALID_LENGTH)
        else:
            self._cbor(channel, data)

    def _init(self, channel: int, nonce: bytes) -> None:
        if len(nonce) != 8:
            self._refuse(channel, ERR.INVALID_LENGTH)
            return
        own = channel
        if channel == BROADCAST:
            termios.tcflush(self._slave, termios.TCIFLUSH)
            self._channels += 1
            own = self._channels
        self._send(channel, Command.INIT, nonce + struct.pack(">I5B", own, 2, 5, 4, 3, CAPABILITIES))

    def _cbor(self, channel: int, data: bytes) -> None:
        def wait(status: Waiting) -> None:
            self._keepalive(channel, status)

        self._busy = channel
        try:
            answer = self._key.answer(data, wait)
        finally:
            self._busy = None
        if answer.spoiled == "unplug":
            raise Unplugged
        if answer.spoiled != "silence":
            self._send(channel, Command.CBOR, answer.data, answer.spoiled)

    def _keepalive(self, channel: int, status: Waiting) -> None:
        """Tell the host to wait. Raises CtapError when it does not want to any more, Unplugged."""
        if self._unread() < MAX_UNREAD:
            self._send(channel, Command.KEEPALIVE, bytes([status]))
        for other, command, data in self._messages(KEEPALIVE_S):
            if other == channel and command in (Command.CANCEL, Command.INIT):
                if command == Command.INIT:
                    self._init(channel, data)
                raise CtapError(ERR.KEEPALIVE_CANCEL)
            self._handle(other, command, data)

    def _refuse(self, channel: int, error: int) -> None:
        self._send(channel, Command.ERROR, bytes([error]))

    def _send(self, channel: int, command: int, data: bytes, spoiled: str = "") -> None:
        """Write a message, waiting for the host to read where it is long. Raises Unplugged."""
        length = MAX_MESSAGE if spoiled == "endless" else len(data)
        command = Command.PING if spoiled == "command" else command
        channel ^= 0x5A5A if spoiled == "channel" else 0
        if spoiled == "sequence":
            length = len(data := data.ljust(3 * REPORT_SIZE, b"\0"))
        reports = [struct.pack(">IBH", channel, 0x80 | command, length) + data[:FIRST_PAYLOAD]]
        for number, start in enumerate(range(FIRST_PAYLOAD, len(data), NEXT_PAYLOAD), spoiled == "sequence"):
            reports.append(struct.pack(">IB", channel, number) + data[start : start + NEXT_PAYLOAD])
        for report in reports:
            while self._unread() >= MAX_UNREAD:
                if self._heard(KEEPALIVE_S):
                    return  # the host has given it up
            os.write(self._master, report.ljust(REPORT_SIZE, b"\0"))

    def _unread(self) -> int:
        """Bytes that the host has not read."""
        return int(struct.unpack("i", ioctl(self._slave, termios.FIONREAD, bytes(4)))[0])


@contextmanager
def plugged_in(key: Key) -> Iterator[Plugged]:
    """The key in a slot, served by a thread, pulled out afterwards whatever happens."""
    plugged = Plugged(key)
    try:
        yield plugged
    finally:
        plugged.close()
