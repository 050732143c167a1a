"""Messages between the window and its workers: values of the public interface, and secrets as descriptors beside them.

A message is a pickle of known classes only, so that a worker which a hostile container took over hands the window
nothing but values. A secret is never in its bytes: it goes through a pipe, whose reading end is passed along, or when
it is larger, as a page to print is, in a file that exists in memory only.
"""

import io
import os
import pickle
import socket
import struct
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vault.crypto.secret import Secret
from vault.options import PassphraseFd

HEADER = struct.Struct("<IB")
"""Bytes of a message, and how many descriptors came with it."""
LARGEST = 64 * 1024 * 1024
MOST_SECRETS = 8
CHUNK = 64 * 1024
PIPE_LIMIT = 4096
"""Bytes that a pipe always takes at once."""
SECRET_LIMIT = 1024 * 1024
"""Bytes of the largest secret."""
_MODULES = ("vault.options", "vault.events", "vault.errors", "vault.gui.wire")
_CLASSES = {("pathlib", "PosixPath"), ("builtins", "set"), ("builtins", "frozenset")}


@dataclass(frozen=True, slots=True)
class Typed:
    """A passphrase that was typed; where the engine takes a credential it arrives as one to be read."""

    passphrase: Secret


@dataclass(frozen=True, slots=True)
class Seen:
    """For ``agree`` of a use case: the user agreed to exactly this, and to nothing else."""

    shown: object


@dataclass(frozen=True, slots=True)
class Myself:
    """The process that sends it; it arrives as a ``Process``."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process, by a descriptor (pidfd) that cannot come to mean another one; its taker closes it."""

    descriptor: int


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

    def send(self, message: object) -> None:
        """Send a message; the secrets in it are not wiped. Raises OSError when nobody is there any more."""
        with io.BytesIO() as file:
            pickler = _Pickler(file)
            try:
                pickler.dump(message)
                header = HEADER.pack(file.tell(), len(pickler.descriptors))
                socket.send_fds(self._socket, [header], pickler.descriptors)
            finally:
                for descriptor in pickler.descriptors:
                    os.close(descriptor)
            self._socket.sendall(file.getbuffer())

    def receive(self) -> Any:
        """The next message, waited for. Raises EOFError when the other end is closed."""
        while True:
            for message in self.messages(at_most=1):
                return message
            self.fill()

    def fill(self) -> None:
        """Take in what has come. Raises EOFError at the end, BlockingIOError when nothing is there."""
        data, descriptors, _, _ = socket.recv_fds(self._socket, CHUNK, MOST_SECRETS)
        self._bytes += data
        self._descriptors.extend(descriptors)
        if not data:
            raise EOFError

    def messages(self, at_most: int | None = None) -> Iterator[Any]:
        """The messages that have come whole."""
        while at_most is None or at_most > 0:
            if len(self._bytes) < HEADER.size:
                return
            length, count = HEADER.unpack_from(self._bytes)
            if length > LARGEST or count > MOST_SECRETS:
                raise EOFError  # no message of ours: whoever sent that is not to be heard any more
            if len(self._bytes) < HEADER.size + length:
                return
            data = bytes(self._bytes[HEADER.size : HEADER.size + length])
            del self._bytes[: HEADER.size + length]
            descriptors = [self._descriptors.popleft() for _ in range(count)]
            at_most = None if at_most is None else at_most - 1
            yield _Unpickler(data, descriptors, self.received).load()


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, protocol=5)
        self.descriptors: list[int] = []

    def persistent_id(self, value: object) -> tuple[str, int] | None:
        """Where the secret goes instead."""
        if isinstance(value, Typed):
            return "typed", self._piped(value.passphrase)
        if isinstance(value, Secret):
            return "secret", self._piped(value)
        if isinstance(value, Myself):
            self.descriptors.append(os.pidfd_open(os.getpid()))
            return "process", len(self.descriptors) - 1
        return None

    def _piped(self, secret: Secret) -> int:
        assert len(secret) <= SECRET_LIMIT
        if len(secret) > PIPE_LIMIT:
            reading = writing = os.memfd_create("secret", os.MFD_CLOEXEC)
        else:
            reading, writing = os.pipe2(os.O_CLOEXEC)
        self.descriptors.append(reading)
        try:
            _write(writing, secret.view())
        finally:
            if writing != reading:
                os.close(writing)
        if writing == reading:
            os.lseek(reading, 0, os.SEEK_SET)
        return len(self.descriptors) - 1


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, descriptors: list[int], received: list[int]) -> None:
        super().__init__(io.BytesIO(data))
        self._descriptors = descriptors
        self._received = received

    def find_class(self, module: str, name: str) -> Any:
        """The class, if messages may hold it. Raises UnpicklingError."""
        if (module, name) in _CLASSES or module.startswith(_MODULES):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"no message holds {module}.{name}")

    def persistent_load(self, pid: Any) -> object:
        """The secret, or what the engine reads it from."""
        kind, index = pid
        descriptor = self._descriptors[index]
        if kind == "typed":
            self._received.append(descriptor)
            return PassphraseFd(descriptor)
        if kind == "process":
            return Process(descriptor)
        try:
            return _read(descriptor)
        finally:
            os.close(descriptor)


def _write(descriptor: int, data: memoryview) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _read(descriptor: int) -> Secret:
    """The secret in a pipe, or in a file in memory, which is overwritten."""
    size = os.fstat(descriptor).st_size
    if size > SECRET_LIMIT:
        raise pickle.UnpicklingError("no secret is as large as that")
    buffer = bytearray(size or PIPE_LIMIT)
    with memoryview(buffer) as view:
        length = os.readv(descriptor, [view])
        secret = Secret(view[:length], wipe_source=True)
    if size:
        os.pwrite(descriptor, bytes(size), 0)
    return secret
