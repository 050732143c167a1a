import socket
import threading
from collections.abc import Iterator

import pytest

from vault import errors
from vault.attach.fusefile import channel as wire
from vault.attach.fusefile.channel import Order
from vault.attach.fusefile.request import ServeRequest
from vault.crypto.secret import Secret
from vault.errors import BackendError, UsageError, VaultError, WrongCredential
from vault.testing.served import serve_request

FIELDS = {
    "folder": "/run/somewhere",
    "file_name": "volume \udce4 ü",
    "size": 1 << 20,
    "segment_offset": 1 << 24,
    "cipher": "aes-xts-plain64",
    "sector_size": 4096,
    "iv_offset": 8,
    "iv_large_sectors": True,
    "read_only": False,
    "allow_discards": True,
    "consumer": "driver",
    "owner_uid": 1000,
    "owner_gid": 100,
}
REQUEST = serve_request(**FIELDS)


def all_errors(base: type[VaultError] = VaultError) -> Iterator[type[VaultError]]:
    yield base
    for kind in base.__subclasses__():
        if kind.__module__ == errors.__name__:
            yield from all_errors(kind)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(60)
        theirs.settimeout(60)
        yield ours, theirs


def test_a_request_survives_json() -> None:
    assert ServeRequest.from_json(REQUEST.to_json()) == REQUEST


@pytest.mark.parametrize(
    "change",
    [
        {"folder": "relative"},
        {"folder": "/nul\0"},
        {"file_name": ""},
        {"file_name": ".."},
        {"file_name": "a/b"},
        {"file_name": "nul\0"},
        {"size": 0},
        {"size": -4096},
        {"size": 4096 + 512},
        {"size": 1 << 63},
        {"size": 4096.0},
        {"size": "4096"},
        {"size": True},
        {"sector_size": 0},
        {"sector_size": 256},
        {"sector_size": 8192},
        {"segment_offset": -512},
        {"segment_offset": 100},
        {"segment_offset": (1 << 63) - 512},
        {"iv_offset": -1},
        {"iv_large_sectors": 1},
        {"read_only": None},
        {"consumer": "nobody"},
        {"owner_uid": -1},
        {"owner_gid": -1},
    ],
    ids=str,
)
def test_a_request_that_cannot_be_served_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        serve_request(**{**FIELDS, **change})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"folder": "/x"}', "{", '{"folder": "/x", "other": 1}', b"\xff"]
)
def test_a_request_that_is_no_request_is_refused(text: str | bytes) -> None:
    with pytest.raises(UsageError):
        ServeRequest.from_json(text)


def test_the_order_arrives_with_its_key_and_nothing_of_what_follows(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    order = Order("native", 7, REQUEST)
    secret = bytes(range(64))
    with Secret(secret) as key:
        wire.send_order(ours, order, key)
        ours.sendall(b"next")
        assert len(key) == 64
        assert bytes(key.view()) == secret
    received, copy = wire.receive_order(theirs)
    with copy:
        assert received == order
        assert bytes(copy.view()) == secret
    assert theirs.recv(100) == b"next"


def test_the_order_itself_never_holds_the_key(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    with Secret(b"\xa5" * 32) as key:
        wire.send_order(ours, Order("native", 7, REQUEST), key)
    sent = theirs.recv(1 << 16)
    assert sent.count(b"\xa5") == 32
    assert sent.endswith(b"\xa5" * 32)


def test_an_order_cut_anywhere_is_the_end_of_the_other_side() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, Secret(bytes(64)) as key:
        wire.send_order(ours, Order("native", 7, REQUEST), key)
        whole = theirs.recv(1 << 16)
    for length in range(len(whole)):
        ours, theirs = socket.socketpair()
        with theirs:
            with ours:
                ours.sendall(whole[:length])
            with pytest.raises(EOFError):
                wire.receive_order(theirs)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b'{"server": "native"}',
        b'{"server": "native", "container_fd": "x", "request": "{}", "key_size": 1}',
        b'{"server": "native", "container_fd": 3, "request": {}, "key_size": 1}',
    ],
)
def test_what_no_attacher_sends_is_refused(ends: tuple[socket.socket, socket.socket], body: bytes) -> None:
    ours, theirs = ends
    ours.sendall(wire.LENGTH.pack(len(body)) + body)
    with pytest.raises(UsageError):
        wire.receive_order(theirs)


@pytest.mark.parametrize("size", [0, -1, wire.KEY_LIMIT + 1, 1 << 40, "64", None, True])
def test_a_key_of_an_impossible_size_is_refused_before_memory_is_taken(
    ends: tuple[socket.socket, socket.socket], size: object
) -> None:
    ours, theirs = ends
    message = {"server": "native", "container_fd": 3, "request": REQUEST.to_json(), "key_size": size}
    wire._send(ours, message)
    with pytest.raises(UsageError):
        wire.receive_order(theirs)


def test_a_message_of_any_announced_length_is_bounded(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    ours.sendall(wire.LENGTH.pack(0xFFFFFFFF))
    with pytest.raises(UsageError):
        wire.receive_order(theirs)


@pytest.mark.parametrize("kind", sorted(all_errors(), key=lambda kind: kind.code), ids=lambda kind: kind.code)
def test_every_error_arrives_as_what_it_was(ends: tuple[socket.socket, socket.socket], kind: type[VaultError]) -> None:
    ours, theirs = ends
    error = kind("it went wrong", hint="try again", number=5, text="x")
    wire.send_error(theirs, error)
    with pytest.raises(kind) as caught:
        wire.receive_answer(ours)
    assert type(caught.value) is kind
    assert str(caught.value) == "it went wrong"
    assert caught.value.hint == "try again"
    assert caught.value.data == error.data
    if isinstance(error, WrongCredential):
        assert error.attempts == 1


def test_an_error_of_an_unknown_kind_is_a_backend_error(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    wire._send(theirs, {"code": "of-the-future", "message": "new", "data": 3})
    with pytest.raises(BackendError, match="new"):
        wire.receive_answer(ours)


def test_ready_arrives_with_the_process_id(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    thread = threading.Thread(target=wire.send_ready, args=(theirs, 4711))
    thread.start()
    assert wire.receive_answer(ours) == 4711
    thread.join()
