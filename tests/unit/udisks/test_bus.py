"""The client of the system's D-Bus says in one sentence what is wrong, and never waits for ever."""

import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vault.crypto.secret import Secret
from vault.errors import BackendError, NotAvailable
from vault.system.bus import Bus, Refused, Target
from vault.testing.udisks import LOOP, UDISKS, Daemon, Error, FakeUDisks, interrupt_main_thread

ENCRYPTED = Target(UDISKS, LOOP, f"{UDISKS}.Encrypted")
DEADLINE_S = 60.0
AT_ONCE_S = 0.05


@pytest.fixture
def connection(fake: FakeUDisks) -> Iterator[Bus]:
    with Bus.connect() as bus:
        yield bus


def lock(bus: Bus, **more: Any) -> tuple[Any, ...]:
    return bus.call(ENCRYPTED, "Lock", "a{sv}", {}, **more)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("unix:path=/nowhere/bus", "cannot be reached"),
        ("tcp:host=localhost,port=1", "cannot be used"),
        ("nonsense", "cannot be used"),
    ],
)
def test_without_a_bus_it_is_not_available(monkeypatch: pytest.MonkeyPatch, address: str, reason: str) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    with pytest.raises(NotAvailable, match=reason):
        Bus.connect()


def test_without_the_package_it_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jeepney.bus", None)
    with pytest.raises(NotAvailable, match="jeepney") as caught:
        Bus.connect()
    assert "desktop" in caught.value.hint


def test_a_bus_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        monkeypatch.chdir(tmp_path)  # the path of a socket may have 107 bytes only
        listening.bind("bus")
        listening.listen()
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=bus")
        with pytest.raises(NotAvailable, match="cannot be reached"):
            Bus.connect(timeout_s=AT_ONCE_S)


def test_a_bus_that_greets_nobody_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def serve(listening: socket.socket) -> None:
        with listening.accept()[0] as peer, peer.makefile("rb") as lines:
            for answer in (b"OK 1234\r\n", b"AGREE_UNIX_FD\r\n"):
                lines.readline()
                peer.sendall(answer)
            lines.read()

    with socket.socket(socket.AF_UNIX) as listening:
        monkeypatch.chdir(tmp_path)
        listening.bind("bus")
        listening.listen()
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=bus")
        with pytest.raises(NotAvailable, match=r"does not answer|cannot be reached"):
            Bus.connect(timeout_s=0.5)
        thread.join(DEADLINE_S)
        assert not thread.is_alive(), "the connection was left open"


def test_a_service_that_is_not_there_is_not_available(bus: Daemon) -> None:
    with Bus.connect() as connection, pytest.raises(NotAvailable, match=UDISKS):
        lock(connection)


def test_an_error_of_the_service_has_its_name_and_words(fake: FakeUDisks, connection: Bus) -> None:
    fake.answers["Lock"] = Error("org.example.Odd", "so it is")
    with pytest.raises(Refused) as caught:
        lock(connection)
    assert (caught.value.name, caught.value.text) == ("org.example.Odd", "so it is")


@pytest.mark.parametrize("answer", [("s", ("yes",)), ("a{sv}", ({},)), ("uu", (1, 2))])
def test_an_answer_of_other_types_is_refused(fake: FakeUDisks, connection: Bus, answer: Any) -> None:
    fake.answers["Lock"] = answer
    with pytest.raises(BackendError, match="in place of"):
        lock(connection)
    fake.answers.clear()
    assert lock(connection) == ()


def test_a_silent_service_is_given_up_and_its_late_answers_are_nobodys(fake: FakeUDisks, connection: Bus) -> None:
    fake.silent = {"Lock"}
    with pytest.raises(BackendError, match="did not answer Lock within"):
        lock(connection, timeout_s=AT_ONCE_S)
    fake.silent.clear()
    assert lock(connection) == ()


def test_a_service_that_vanishes_in_a_call_is_not_available(fake: FakeUDisks, connection: Bus) -> None:
    fake.vanish = "Lock"
    with pytest.raises(NotAvailable, match=UDISKS):
        lock(connection)


def test_a_bus_that_ends_in_a_call_is_not_available(fake: FakeUDisks, connection: Bus, bus: Daemon) -> None:
    fake.on_call = lambda _: bus.end()
    with pytest.raises(NotAvailable, match="D-Bus has gone"):
        lock(connection)


@pytest.mark.parametrize("length", [1, 7, 8, 64, 5000, 300_000])
def test_a_secret_takes_its_place_in_the_message(fake: FakeUDisks, connection: Bus, length: int) -> None:
    data = bytes(range(256)) * (length // 256) + bytes(range(255, 255 - length % 256, -1))
    options = {"read-only": ("b", True), "keyfile_contents": ("ay", bytes(length))}
    fake.passphrase = data
    with Secret(data) as secret:
        answer = connection.call(ENCRYPTED, "Unlock", "sa{sv}", "", options, answer="o", secret=secret)
    assert answer and options["keyfile_contents"] == ("ay", bytes(length))


def test_what_was_interrupted_is_waited_for_so_that_it_can_be_undone(fake: FakeUDisks, connection: Bus) -> None:
    """The service goes on only when the signal has come, and ``then`` hears of what it has done."""
    heard: list[tuple[Any, ...]] = []
    signalled = threading.Event()

    def interrupt(_method: str) -> None:
        interrupt_main_thread()
        assert signalled.wait(DEADLINE_S)

    def handle(*_: object) -> None:
        signalled.set()
        raise KeyboardInterrupt

    fake.on_call = interrupt
    before = signal.signal(signal.SIGINT, handle)
    try:
        with pytest.raises(KeyboardInterrupt):
            lock(connection, then=heard.append)
    finally:
        signal.signal(signal.SIGINT, before)
    assert heard == [()]
    fake.on_call = lambda _: None
    assert lock(connection) == ()


@pytest.mark.parametrize("fails", [False, True])
def test_what_ran_out_of_time_is_waited_for_so_that_it_can_be_undone(
    fake: FakeUDisks, connection: Bus, fails: bool
) -> None:
    heard: list[tuple[Any, ...]] = []
    fake.on_call = lambda _: time.sleep(0.5)  # the call below has no time at all
    if fails:
        fake.answers["Lock"] = Error("org.example.Odd", "no")
    with pytest.raises(Refused if fails else BackendError, match="no"):
        lock(connection, timeout_s=0.0, then=heard.append)
    assert heard == ([] if fails else [()])


def test_an_interruption_at_any_moment_leaves_the_connection_whole(fake: FakeUDisks, connection: Bus) -> None:
    """The bytes of an answer that was being read must not be lost to the next call."""
    answers: list[tuple[Any, ...]] = []
    interrupted = 0
    for _ in range(200):
        fake.on_call = lambda _: interrupt_main_thread()
        try:
            answers.append(lock(connection))
            time.sleep(DEADLINE_S)  # where the signal is, if it has not come before
        except KeyboardInterrupt:
            interrupted += 1
        fake.on_call = lambda _: None
        assert lock(connection) == ()
    assert interrupted == 200
