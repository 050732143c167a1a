"""Security keys as sysfs and hidraw show them, and reports to and from them."""

import os
import pty
import threading
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import NotAvailable, UsageError
from vault.system import hid
from vault.system.hid import HidConnection, HidDevice, device_at, fido_devices, report_sizes

KEY = bytes.fromhex("06d0f10901a1010920150026ff007508954081020921150026ff00750895409102c0")
SMALL = KEY.replace(b"\x95\x40", b"\x95\x20")
KEYBOARD = bytes.fromhex("05010906a101050719e029e71500250175019508810295017508810195067508150025650507190029658100c0")
BROADCAST, OWN, OTHER = b"\xff" * 4, b"\0\0\0\1", b"\0\0\0\2"
CBOR, CANCEL, KEEPALIVE, ERROR = 0x90, 0x91, 0xBB, 0xBF


@pytest.mark.parametrize(
    ("descriptor", "sizes"),
    [
        (KEY, (64, 64)),
        (SMALL, (32, 32)),
        (KEYBOARD, None),
        (b"", None),
        (KEY[:20], None),
        (b"\xfe" + KEY, None),
        (KEY.replace(b"\x95\x40", b"\x95\x00"), None),
        (KEY.replace(b"\x95\x40", b"\x96\xff\xff"), None),
        (KEY.replace(b"\x09\x01", b"\x09\x02", 1), None),
        (KEY[:-12] + b"\xc0", None),
    ],
    ids=["key", "small", "keyboard", "empty", "cut", "long item", "no bytes", "too many", "other usage", "no output"],
)
def test_a_report_descriptor_says_whether_it_is_a_key(descriptor: bytes, sizes: tuple[int, int] | None) -> None:
    assert report_sizes(descriptor) == sizes


@given(st.binary(max_size=200), st.integers(0, len(KEY)))
def test_any_report_descriptor_is_judged(noise: bytes, at: int) -> None:
    for descriptor in (noise, KEY[:at] + noise, KEY[:at] + noise + KEY[at:]):
        found = report_sizes(descriptor)
        assert found is None or all(16 <= size <= 1024 for size in found)


@pytest.fixture
def sysfs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "sysfs"
    folder.mkdir()
    monkeypatch.setattr(hid, "SYSFS", folder)
    return folder


def describe(sysfs: Path, node: str, name: str, descriptor: bytes = KEY) -> None:
    (sysfs / node / "device").mkdir(parents=True)
    (sysfs / node / "uevent").write_text(f"MAJOR=241\nDEVNAME={node}\n")
    (sysfs / node / "device" / "uevent").write_text(name)
    (sysfs / node / "device" / "report_descriptor").write_bytes(descriptor)


def test_keys_are_found_in_sysfs_and_nothing_else_is_one(sysfs: Path) -> None:
    describe(sysfs, "hidraw2", "DRIVER=x\nHID_NAME=Yubico YubiKey FIDO\n")
    describe(sysfs, "hidraw0", "HID_NAME=A Keyboard\n", KEYBOARD)
    describe(sysfs, "hidraw1", "HID_NAME= Solo\x1b[2J\t2 \n", SMALL)
    describe(sysfs, "hidraw3", "HID_NAME=\n")
    (sysfs / "hidraw4").mkdir()
    assert fido_devices() == (
        HidDevice(Path("/dev/hidraw1"), "Solo[2J2", 32, 32),
        HidDevice(Path("/dev/hidraw2"), "Yubico YubiKey FIDO"),
        HidDevice(Path("/dev/hidraw3"), "security key"),
    )
    assert device_at(Path("/dev/hidraw1")).report_in == 32


def test_keys_of_one_name_are_told_by_their_devices(sysfs: Path) -> None:
    for node in ("hidraw0", "hidraw1"):
        describe(sysfs, node, "HID_NAME=Solo\n")
    describe(sysfs, "hidraw2", f"HID_NAME={'x' * 500}\n")
    assert [each.name for each in fido_devices()] == ["Solo (hidraw0)", "Solo (hidraw1)", "x" * 64]


def test_without_sysfs_there_are_none(sysfs: Path) -> None:
    sysfs.rmdir()
    assert fido_devices() == ()


def test_a_named_device_is_taken_if_it_can_be_one(sysfs: Path, tmp_path: Path) -> None:
    with fake() as key:
        assert device_at(key.device.path) == HidDevice(key.device.path, str(key.device.path), 64, 64)
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path, tmp_path / "missing", Path("/dev/null"), Path("/dev/zero")):
        with pytest.raises(UsageError, match=str(path)):
            device_at(path)


class Fake:
    """The key's end of a terminal."""

    def __init__(self, fd: int, device: HidDevice) -> None:
        self.fd = fd
        self.device = device

    def say(self, channel: bytes, command: int, data: bytes = b"") -> None:
        os.write(self.fd, (channel + bytes([command, 0, len(data)]) + data).ljust(64, b"\0"))

    def hear(self) -> tuple[bytes, int]:
        """Channel and command of a report."""
        report = b""
        while len(report) < 65:
            report += os.read(self.fd, 65 - len(report))
        assert report[0] == 0
        return report[1:5], report[5]


@contextmanager
def fake() -> Iterator[Fake]:
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    try:
        yield Fake(ours, HidDevice(Path(os.ttyname(theirs)), "Fake"))
    finally:
        os.close(theirs)
        os.close(ours)


@pytest.fixture
def key() -> Iterator[Fake]:
    with fake() as found:
        yield found


@pytest.fixture
def connection(key: Fake, monkeypatch: pytest.MonkeyPatch) -> Iterator[HidConnection]:
    monkeypatch.setattr(hid, "CANCEL_S", 0.0)  # nobody answers
    found = HidConnection(key.device)
    yield found
    found.close()


def request(connection: HidConnection, channel: bytes = OWN, command: int = CBOR) -> None:
    connection.write_packet((channel + bytes([command, 0, 1, 4])).ljust(64, b"\0"))


def test_reports_go_both_ways_and_others_are_passed_over(key: Fake, connection: HidConnection) -> None:
    request(connection)
    assert key.hear() == (OWN, CBOR)
    key.say(OTHER, CBOR, b"theirs")
    key.say(BROADCAST, CBOR, b"everybody's")
    key.say(OWN, KEEPALIVE, b"\1")
    key.say(OWN, CBOR, b"ours")
    assert connection.read_packet()[4:8] == bytes([KEEPALIVE, 0, 1, 1])
    assert connection.read_packet()[7:11] == b"ours"


def test_a_report_that_comes_in_pieces_is_one(key: Fake, connection: HidConnection) -> None:
    request(connection)
    report = (OWN + bytes([CBOR, 0, 5]) + b"piece").ljust(64, b"\0")
    os.write(key.fd, report[:10])
    threading.Timer(0.05, os.write, (key.fd, report[10:])).start()
    assert connection.read_packet() == report


def test_what_was_left_there_is_not_heard(key: Fake) -> None:
    for _ in range(3):
        key.say(OWN, CBOR, b"stale")
    connection = HidConnection(key.device)
    request(connection)
    key.say(OWN, CBOR, b"fresh")
    assert connection.read_packet()[7:12] == b"fresh"
    connection.close()


def test_closing_cancels_what_is_not_answered_and_waits_for_the_last_word(key: Fake) -> None:
    connection = HidConnection(key.device)
    request(connection)
    assert key.hear() == (OWN, CBOR)
    heard = []

    def answer() -> None:
        heard.append(key.hear())
        key.say(OWN, KEEPALIVE, b"\2")
        key.say(OWN, CBOR, b"\x2d")

    thread = threading.Thread(target=answer)
    thread.start()
    connection.close()
    thread.join()
    assert heard == [(OWN, CANCEL)]
    again = HidConnection(key.device)
    request(again)
    key.say(OWN, CBOR, b"next")
    assert again.read_packet()[7:11] == b"next"
    again.close()


def test_closing_what_is_answered_says_nothing(key: Fake) -> None:
    connection = HidConnection(key.device)
    request(connection)
    key.hear()
    key.say(OWN, CBOR, b"done")
    connection.read_packet()
    connection.close()
    os.set_blocking(key.fd, False)
    with pytest.raises(BlockingIOError):
        os.read(key.fd, 1)


def test_a_key_that_dies_meanwhile_is_closed_all_the_same(monkeypatch: pytest.MonkeyPatch, key: Fake) -> None:
    monkeypatch.setattr(hid, "CANCEL_S", 0.0)
    connection = HidConnection(key.device)
    request(connection)
    connection.close()


def silent(key: Fake) -> None:
    """Says nothing."""


def elsewhere(key: Fake) -> None:
    for _ in range(50):
        key.say(OTHER, KEEPALIVE, b"\1")


@pytest.mark.parametrize("behaviour", [silent, elsewhere])
def test_a_silent_key_is_not_waited_for_without_end(
    behaviour: Callable[[Fake], None], key: Fake, connection: HidConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hid, "SILENCE_S", 0.3)
    request(connection)
    behaviour(key)
    with pytest.raises(NotAvailable, match="Fake did not answer within"):
        connection.read_packet()


@pytest.mark.parametrize(
    ("says", "line"), [(b"\1", "Fake did not answer within 30 seconds"), (b"\2", "Fake was not touched in time")]
)
def test_keepalives_do_not_prolong_what_a_key_may_take(
    says: bytes, line: str, key: Fake, connection: HidConnection
) -> None:
    connection.allow(75.0)
    request(connection)
    for _ in range(2):
        key.say(OWN, KEEPALIVE, says)
    assert connection.read_packet()[7:8] == says
    connection._until = 0.0  # the time is over
    with pytest.raises(NotAvailable, match=line):
        connection.read_packet()


def test_a_keyboard_is_not_written_to(sysfs: Path) -> None:
    with fake() as key:
        describe(sysfs, key.device.path.name, "HID_NAME=A Keyboard\n", KEYBOARD)
        with pytest.raises(UsageError, match="is no security key"):
            device_at(key.device.path)


def test_a_key_that_others_use_all_the_time_is_told(
    key: Fake, connection: HidConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hid, "MOST_BUSY", 3)
    for _ in range(3):
        request(connection)
        key.say(OWN, ERROR, b"\6")
        assert connection.read_packet()[7] == 6
    request(connection)
    key.say(OWN, ERROR, b"\6")
    with pytest.raises(NotAvailable, match="used by another program"):
        connection.read_packet()


def test_a_key_that_is_pulled_out_is_told() -> None:
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    connection = HidConnection(HidDevice(Path(os.ttyname(theirs)), "Fake"))
    request(connection)
    os.close(theirs)
    os.close(ours)
    for use in (connection.read_packet, lambda: request(connection)):
        with pytest.raises(NotAvailable, match="Fake was pulled out"):
            use()
    connection.close()


def test_no_permission_is_told_with_who_gives_it(key: Fake) -> None:
    path = key.device.path
    path.chmod(0)
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        with pytest.raises(NotAvailable, match="no permission to use Fake") as caught:
            HidConnection(key.device)
    finally:
        os.seteuid(before)
    assert "udev" in caught.value.hint


def test_a_device_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotAvailable, match="no such file"):
        HidConnection(HidDevice(tmp_path / "missing", "Fake"))
    end = HidConnection(HidDevice(Path("/dev/null"), "Null"))
    request(end)
    with pytest.raises(NotAvailable, match="pulled out"):
        end.read_packet()
    end.close()
