"""One message means one thing: what encode writes is read back, and nothing else is taken."""

import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vault.crypto.ciphers import IVS, KEY_SIZES, SECTOR_SIZES, CipherSpec
from vault.crypto.secret import Secret
from vault.errors import BusyError, UsageError, VaultError
from vault.filesystem import kernel
from vault.formats.base import Segment
from vault.privileged import mounting, protocol
from vault.privileged.protocol import Answer, Attach, Detach, Dismount, Hello, Keep, Mount, Request, decode, encode

from .conftest import SIZE, MakeAttach

FIXED: tuple[Request, ...] = (
    Hello(),
    Keep(),
    Detach("a"),
    Dismount("volume-2", 1),
    Mount("volume", "Some.folder", "ext4", 3),
)
OFFSETS = {
    "name": 8,
    "uuid": 72,
    "offset": 88,
    "length": 96,
    "iv": 104,
    "cipher": 112,
    "sector": 144,
    "flags": 148,
    "key size": 152,
    "key": 156,
}


def packet_of(request: Request) -> bytes:
    return bytes(encode(request).view())


def read(data: bytes) -> Request:
    return decode(memoryview(bytearray(data)))


@pytest.mark.parametrize("request_", FIXED, ids=lambda value: type(value).__name__)
def test_a_request_is_read_back(request_: Request) -> None:
    assert read(packet_of(request_)) == request_


def test_an_attach_is_read_back_with_its_key(attach: MakeAttach) -> None:
    asked = attach(cipher="aes-cbc-essiv:sha256", key=Secret(bytes(range(24))), iv_offset=(1 << 64) - 1)
    found = read(packet_of(asked))
    assert found == asked
    assert "key" not in repr(found)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", b"/dev/sda"),
        ("name", b"../x"),
        ("name", b".hidden"),
        ("name", b"-option"),
        ("name", b""),
        ("name", b"a\0b"),
        ("name", b"\xff"),
        ("name", b"a" * 49),
        ("offset", struct.pack("<Q", 511)),
        ("offset", struct.pack("<Q", 1 << 63)),
        ("offset", struct.pack("<Q", (1 << 63) - 512)),
        ("length", struct.pack("<Q", 0)),
        ("length", struct.pack("<Q", 4095)),
        ("length", struct.pack("<Q", (1 << 64) - 4096)),
        ("cipher", b"capi:xts(aes)-plain64"),
        ("cipher", b"aes-ecb-plain64"),
        ("cipher", b"null-ecb-plain64"),
        ("cipher", b"serpent-xts-plain64"),
        ("cipher", b"aes-xts-plain64 0"),
        ("sector", struct.pack("<I", 0)),
        ("sector", struct.pack("<I", 8192)),
        ("sector", struct.pack("<I", 513)),
        ("flags", struct.pack("<I", 128)),
        ("key size", struct.pack("<I", 0)),
        ("key size", struct.pack("<I", 63)),
        ("key size", struct.pack("<I", 65)),
        ("key size", struct.pack("<I", 0xFFFFFFFF)),
        ("key", bytes(64)),
        ("key", bytes(range(32)) * 2),
    ],
)
@pytest.mark.attack(18)
def test_a_field_out_of_its_range_is_refused(attach: MakeAttach, field: str, value: bytes) -> None:
    data = bytearray(packet_of(attach()))
    widths = {"name": 64, "cipher": 32}
    value = value.ljust(widths.get(field, len(value)), b"\0")
    data[OFFSETS[field] : OFFSETS[field] + len(value)] = value
    with pytest.raises(UsageError):
        read(bytes(data))


def test_an_iv_offset_inside_a_large_sector_is_refused(attach: MakeAttach) -> None:
    assert attach(iv_offset=8, flags=protocol.IV_LARGE_SECTORS)
    with pytest.raises(UsageError, match="IV offset"):
        attach(iv_offset=7, flags=protocol.IV_LARGE_SECTORS)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:7],
        lambda data: b"",
        lambda data: b"VLTX" + data[4:],
        lambda data: data[:4] + b"\2" + data[5:],
        lambda data: data[:6] + b"\x09" + data[7:],
    ],
)
@pytest.mark.parametrize("request_", FIXED, ids=lambda value: type(value).__name__)
def test_a_packet_that_is_not_one_is_refused(request_: Request, change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UsageError):
        read(change(packet_of(request_)))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Mount("volume", "a/b", "ext4", 0),
        lambda: Mount("volume", "..", "ext4", 0),
        lambda: Mount("volume", "folder", "ntfs3", 0),
        lambda: Mount("volume", "folder", "overlay", 0),
        lambda: Mount("volume", "folder", "ext4", 8),
        lambda: Dismount("volume", 2),
        lambda: Detach("volume\n"),
    ],
)
def test_what_cannot_be_mounted_is_refused(make: Callable[[], Request]) -> None:
    with pytest.raises(UsageError):
        make()


names = some.from_regex(protocol.NAME, fullmatch=True)


@given(
    some.one_of(
        some.binary(max_size=300),
        some.builds(
            lambda kind, body: b"VLTH\1\0" + bytes([kind, 0]) + body, some.integers(0, 7), some.binary(max_size=300)
        ),
        some.builds(
            lambda flips, name: _flipped(packet_of(Mount(name, "folder", "ext4", 1)), flips),
            some.lists(some.tuples(some.integers(0, 155), some.integers(0, 255)), max_size=3),
            names,
        ),
        some.builds(
            lambda flips: _flipped(packet_of(_VALID), flips),
            some.lists(some.tuples(some.integers(0, 219), some.integers(0, 255)), max_size=3),
        ),
    )
)
def test_any_bytes_are_refused_or_mean_what_they_would_be_written_as(data: bytes) -> None:
    try:
        found = read(data)
    except UsageError:
        return
    assert packet_of(found) == data


_VALID = Attach("volume", bytes(16), 4096, SIZE, 0, "aes-xts-plain64", 512, 0, Secret(bytes(range(64))))


def _flipped(data: bytes, flips: list[tuple[int, int]]) -> bytes:
    result = bytearray(data)
    for place, value in flips:
        result[place % len(result)] = value
    return bytes(result)


@given(some.binary(max_size=1000))
def test_any_answer_is_refused_or_read(data: bytes) -> None:
    try:
        Answer.decode(data)
    except VaultError:
        return
    assert len(data) == len(Answer().encode())


def test_an_error_crosses_as_what_it_is() -> None:
    told = Answer.decode(Answer.of(BusyError("it is in use", hint="wait")).encode())
    with pytest.raises(BusyError, match="it is in use") as caught:
        told.check()
    assert caught.value.hint == "wait"


def test_the_allowed_ciphers_are_those_of_the_formats() -> None:
    texts = {f"aes-{mode}-{iv}": sizes for mode, sizes in KEY_SIZES.items() for iv in IVS}
    assert texts == protocol.CIPHERS
    assert all(CipherSpec.parse(text).key_sizes == sizes for text, sizes in protocol.CIPHERS.items())
    assert protocol.SECTOR_SIZES == SECTOR_SIZES


@pytest.mark.parametrize("flags", [(), ("no_read_workqueue", "no_write_workqueue"), ("same_cpu_crypt",)])
@pytest.mark.parametrize("discards", [False, True])
@pytest.mark.parametrize(("sector_size", "large"), [(512, False), (4096, False), (4096, True)])
def test_the_table_is_that_of_the_segment(
    attach: MakeAttach, flags: tuple[str, ...], discards: bool, sector_size: int, large: bool
) -> None:
    segment = Segment(4096, None, CipherSpec.parse("aes-xts-plain64"), 64, sector_size, 8, large)
    bits = sum(protocol.DM_FLAGS[flag] for flag in flags)
    bits |= protocol.ALLOW_DISCARDS * discards | protocol.IV_LARGE_SECTORS * large
    asked = attach(sector_size=sector_size, iv_offset=8, flags=bits)
    key = ":64:logon:vault:x"
    assert asked.table(key, "7:0") == segment.dm_table(key, "7:0", SIZE, discards=discards, flags=flags)


def test_file_systems_are_mounted_as_root_mounts_them() -> None:
    for name in protocol.FILESYSTEMS:
        assert name in kernel.MOUNTABLE
        assert mounting.OPTIONS.get(name, ()) == kernel.EXTRA.get(name, ())
        assert mounting.READ_ONLY_OPTIONS.get(name, ()) == kernel.READ_ONLY_EXTRA.get(name, ())
    assert mounting.WITHOUT_OWNERS == kernel.WITHOUT_OWNERS & set(protocol.FILESYSTEMS)
