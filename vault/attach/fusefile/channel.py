"""What an attacher and its server say to each other over a socketpair, and how it is framed.

The attacher sends the order (JSON) and the raw key; the server answers ready or the exact error (JSON); the attacher
then sends one byte to keep it. Whoever finds the other end closed gives up, so that neither leaves the other behind.
"""

import json
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vault.attach.fusefile.request import ServeRequest
from vault.crypto.secret import Secret
from vault.errors import BackendError, UsageError, VaultError

LENGTH = struct.Struct(">I")
MESSAGE_LIMIT = 1 << 20
KEY_LIMIT = 256
KEEP = b"k"


@dataclass(frozen=True, slots=True)
class Order:
    """The request, the server that is to serve it (``native`` or ``composed``), and the inherited container."""

    server: str
    container_fd: int
    request: ServeRequest


def send_order(channel: socket.socket, order: Order, key: Secret) -> None:
    """Send the order and the key, which goes from its locked memory straight into the socket."""
    message = {
        "server": order.server,
        "container_fd": order.container_fd,
        "request": order.request.to_json(),
        "key_size": len(key),
    }
    _send(channel, message)
    channel.sendall(key.view())


def receive_order(channel: socket.socket) -> tuple[Order, Secret]:
    """The order and the key, received straight into locked memory.

    Raises EOFError when the attacher is gone and UsageError for what no attacher sends.
    """
    message = _receive(channel)
    try:
        size = message["key_size"]
        order = Order(str(message["server"]), int(message["container_fd"]), ServeRequest.from_json(message["request"]))
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError("the order to the server cannot be read") from error
    if type(size) is not int or not 0 < size <= KEY_LIMIT:
        raise UsageError("the key of the order has no possible size")
    key = Secret.zeros(size)
    try:
        _fill(channel, key.view())
    except BaseException:
        key.wipe()
        raise
    return order, key


def send_ready(channel: socket.socket, pid: int) -> None:
    """Tell the attacher that process ``pid`` serves."""
    _send(channel, {"ready": pid})


def send_error(channel: socket.socket, error: VaultError) -> None:
    """Tell the attacher why not."""
    _send(channel, {"code": error.code, "message": str(error), "hint": error.hint, "data": error.data})


def receive_answer(channel: socket.socket) -> int:
    """The process id of the server, which is ready; raises the server's own error, or EOFError when it died."""
    message = _receive(channel)
    if "ready" in message:
        return int(message["ready"])
    kind = next((kind for kind in _kinds(VaultError) if kind.code == message.get("code")), BackendError)
    data = message.get("data")
    raise kind(
        str(message.get("message")), hint=str(message.get("hint", "")), **(data if isinstance(data, dict) else {})
    )


def _kinds(base: type[VaultError]) -> Iterator[type[VaultError]]:
    yield base
    for kind in base.__subclasses__():
        yield from _kinds(kind)


def _send(channel: socket.socket, message: dict[str, object]) -> None:
    text = json.dumps(message, default=str).encode()
    channel.sendall(LENGTH.pack(len(text)) + text)


def _receive(channel: socket.socket) -> dict[str, Any]:
    """One message and not a byte more, since a key may follow."""
    head = bytearray(LENGTH.size)
    _fill(channel, memoryview(head))
    (length,) = LENGTH.unpack(head)
    if length > MESSAGE_LIMIT:
        raise UsageError("the message is too long")
    body = bytearray(length)
    _fill(channel, memoryview(body))
    try:
        message = json.loads(body)
    except ValueError as error:
        raise UsageError("the message is no JSON") from error
    if not isinstance(message, dict):
        raise UsageError("the message is no JSON object")
    return message


def _fill(channel: socket.socket, view: memoryview) -> None:
    done = 0
    while done < len(view):
        with view[done:] as rest:
            got = channel.recv_into(rest)
        if got == 0:
            raise EOFError
        done += got
