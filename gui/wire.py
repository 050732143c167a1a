"""Messages between the window and its workers, and secrets as descriptors beside them.

A message is JSON (``vault.gui.values``), so that a worker which a hostile container took over hands the window nothing
but values. A secret is never in its bytes: it goes through a pipe, whose reading end is passed along, or when it is
larger, as a page to print is, in a file that exists in memory only.
"""

import os
import socket
import struct
from collections import deque
from collections.abc import Iterator
from typing import Any

from vault.crypto.secret import Secret
from vault.gui.values import BadMessage, Myself, Process, Seen, Typed, pack, unpack
from vault.options import PassphraseFd

__all__ = ["BadMessage", "Channel", "Myself", "Process", "Seen", "Typed"]

HEADER = struct.Struct("<IB")
"""Bytes of a message, and how many descriptors came with it."""
LARGEST = 64 * 1024 * 1024
MOST_SECRETS = 8
ASIDE = 1 << 31
"""Added to the bytes of a message which are not in the socket, but in a file in memory that came with it."""
INLINE = 64 * 1024
"""Bytes that a socket takes at once. The window, which does not wait, puts what is longer aside."""
CHUNK = 64 * 1024
PIPE_LIMIT = 4096
"""Bytes that a pipe always takes at once."""
SECRET_LIMIT = 1024 * 1024
"""Bytes of the largest secret."""


class Channel:
    """One end of a pair of connected sockets, over which messages go both ways."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._bytes = bytearray()
        self._descriptors: deque[int] = deque()
        self.received: list[int] = []
        """Descriptors that were handed out within messages; whoever took those closes them."""

    def fileno(self) -> int:
        """What can be read when a message may be there."""
        return self._socket.fileno()

    def close(self) -> None:
        """Close it, and what came and was not taken."""
        self._socket.close()
        while self._descriptors:
            os.close(self._descriptors.popleft())

    def send(self, what: str, value: object) -> None:
        """Send a message; the secrets in it are not wiped. Raises OSError when nobody is there any more."""
        descriptors: list[int] = []

        def beside(secret: object) -> int:
            descriptors.append(os.pidfd_open(os.getpid()) if isinstance(secret, Myself) else _readable(secret))
            return len(descriptors) - 1

        try:
            data = pack([what, value], beside)
            size = len(data)
            if size > INLINE and not self._socket.getblocking():
                descriptors.insert(0, _in_memory(memoryview(data)))
                size, data = size | ASIDE, b""
            socket.send_fds(self._socket, [HEADER.pack(size, len(descriptors))], descriptors)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        self._socket.sendall(data)

    def receive(self) -> tuple[str, Any]:
        """The next message, waited for. Raises EOFError when the other end is closed, BadMessage."""
        while True:
            for message in self.messages(at_most=1):
                return message
            self.fill()

    def fill(self) -> None:
        """Take in what has come. Raises EOFError at the end, BlockingIOError when nothing is there, BadMessage."""
        data, descriptors, _, _ = socket.recv_fds(self._socket, CHUNK, MOST_SECRETS)
        self._bytes += data
        self._descriptors.extend(descriptors)
        if not data:
            raise EOFError
        if len(self._descriptors) > 2 * MOST_SECRETS:
            raise BadMessage("descriptors come without messages")

    def messages(self, at_most: int | None = None) -> Iterator[tuple[str, Any]]:
        """The messages that have come whole: what it is, and a value. Raises BadMessage."""
        while at_most is None or at_most > 0:
            if len(self._bytes) < HEADER.size:
                return
            length, count = HEADER.unpack_from(self._bytes)
            is_aside, length = bool(length & ASIDE), length & ~ASIDE
            if length > LARGEST or count > MOST_SECRETS:
                raise BadMessage("it is too large")
            here = 0 if is_aside else length
            if len(self._bytes) < HEADER.size + here:
                return
            data = bytes(self._bytes[HEADER.size : HEADER.size + here])
            del self._bytes[: HEADER.size + here]
            if count > len(self._descriptors) or count < is_aside:
                raise BadMessage("it came without its descriptors")
            at_most = None if at_most is None else at_most - 1
            descriptors = [self._descriptors.popleft() for _ in range(count)]
            if is_aside:
                data = self._aside(descriptors.pop(0), length)
            yield self._message(data, descriptors)

    def _aside(self, descriptor: int, length: int) -> bytes:
        """The bytes of a message in a file, which only the window sends: reading one may have to wait."""
        with open(descriptor, "rb") as file:
            if not self._socket.getblocking():
                raise BadMessage("a worker puts nothing aside")
            data = file.read(length)
        if len(data) != length:
            raise BadMessage("it is cut short")
        return data

    def _message(self, data: bytes, descriptors: list[int]) -> tuple[str, Any]:
        left: dict[int, int] = dict(enumerate(descriptors))

        def taken(kind: str, number: int) -> object:
            if number not in left:
                raise BadMessage("it names a descriptor that did not come")
            descriptor = left[number]
            if kind == "secret":
                return _read(descriptor)  # and closed below, with what nothing in the message names
            del left[number]
            if kind == "typed":
                self.received.append(descriptor)
                return PassphraseFd(descriptor)
            return Process(descriptor)

        try:
            message = unpack(data, taken)
        finally:
            for descriptor in left.values():
                os.close(descriptor)
        if not (isinstance(message, list) and len(message) == 2 and isinstance(message[0], str)):
            raise BadMessage("it is no pair")
        return message[0], message[1]


def _readable(value: object) -> int:
    """A descriptor from which the secret can be read."""
    secret = value.passphrase if isinstance(value, Typed) else value
    assert isinstance(secret, Secret) and len(secret) <= SECRET_LIMIT
    if len(secret) > PIPE_LIMIT:
        return _in_memory(secret.view())
    reading, writing = os.pipe2(os.O_CLOEXEC)
    try:
        _write(writing, secret.view())
    finally:
        os.close(writing)
    return reading


def _in_memory(data: memoryview) -> int:
    """A descriptor of a file in memory from which this can be read."""
    reading = os.memfd_create("message", os.MFD_CLOEXEC)
    _write(reading, data)
    os.lseek(reading, 0, os.SEEK_SET)
    return reading


def _write(descriptor: int, data: memoryview) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _read(descriptor: int) -> Secret:
    """The secret in a pipe, or in a file in memory, which is overwritten. Nothing is waited for."""
    size = os.fstat(descriptor).st_size
    if size > SECRET_LIMIT:
        raise BadMessage("no secret is as large as that")
    os.set_blocking(descriptor, False)
    buffer = bytearray(size or PIPE_LIMIT)
    try:
        with memoryview(buffer) as view:
            length = os.readv(descriptor, [view])
            secret = Secret(view[:length], wipe_source=True)
        if size:
            os.pwrite(descriptor, bytes(size), 0)
    except OSError as error:
        raise BadMessage("a secret cannot be read") from error
    return secret
