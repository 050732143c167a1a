"""Crafted BitLocker metadata is refused with the right error, checksums and digests being right."""

import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, FormatError, LimitExceeded, UnknownFormat, UnsupportedFeature, VaultError
from vault.formats.bitlocker.header import probe, read_header
from vault.formats.bitlocker.unlock import unlock
from vault.testing import bitlocker as writer
from vault.testing.bitlocker import KIB, Volume, entry, protector

BAD_STRETCH = entry(0, 3, b"\x99\x10\0\0" + writer.SALT)


def device(image: bytearray) -> MemoryDevice:
    return MemoryDevice(len(image), data=image)


def master(volume: Volume = Volume()) -> bytes:  # noqa: B008 - frozen in effect
    return volume.sealed_master(bytes(32))


REFUSED: list[tuple[str, dict[str, Any], type[FormatError]]] = [
    ("another boot code", {"boot": b"\xeb\x3c\x90"}, UnknownFormat),
    ("Windows Vista", {"boot": b"\xeb\x52\x90"}, UnsupportedFeature),
    ("metadata version", {"version": 1}, DamagedHeader),
    ("sector size", {"fields": {}, "sector_size": 1024}, DamagedHeader),
    ("metadata size 0", {"fields": {8: b"\0\0"}}, DamagedHeader),
    ("data set too long", {"fields": {64: b"\xff\xff\xff\xff", 76: b"\xff\xff\xff\xff"}}, DamagedHeader),
    ("data set shorter than its header", {"fields": {64: b"\x10\0\0\0", 76: b"\x10\0\0\0"}}, DamagedHeader),
    ("two data set sizes", {"fields": {76: b"\x31\0\0\0"}}, DamagedHeader),
    ("data set header size", {"fields": {72: b"\x40\0\0\0"}}, DamagedHeader),
    ("metadata overlaps", {"offsets": (64 * KIB, 96 * KIB, 320 * KIB)}, DamagedHeader),
    ("metadata over the first sectors' place", {"header_offset": 100 * KIB}, DamagedHeader),
    ("metadata over the first sectors", {"header_size": 96 * KIB}, DamagedHeader),
    ("no first sectors", {"header_size": 0}, DamagedHeader),
    ("first sectors unaligned", {"header_offset": 448 * KIB + 1}, DamagedHeader),
    ("two places of the first sectors", {"header_block": (400 * KIB, 8 * KIB)}, DamagedHeader),
    ("first sectors beyond all containers", {"header_offset": 2**64 - 512}, DamagedHeader),
    ("an area at 2**63", {"fields": {48: struct.pack("<Q", 2**63)}}, DamagedHeader),
    ("copy somewhere else", {"fields": {32: struct.pack("<3Q", 0x1000, 0x30000, 0x50000)}}, DamagedHeader),
    ("an entry longer than the rest", {"extra": (entry(0, 2, b"", size=4096),)}, DamagedHeader),
    ("an entry shorter than its header", {"extra": (entry(0, 2, b"", size=7),)}, DamagedHeader),
    ("too many entries", {"extra": (entry(0, 2, b""),) * 300}, LimitExceeded),
    ("too many protectors", {"protectors": (protector(0x100),) * 33}, LimitExceeded),
    ("nested too many entries", {"protectors": (protector(0x100, entry(0, 2, b"") * 300),)}, LimitExceeded),
    ("two volume keys", {"extra": (entry(3, 5, bytes(80)),)}, DamagedHeader),
    ("volume key without bytes", {"protectors": (), "extra": (entry(3, 5, b""),)}, DamagedHeader),
    ("protector without header", {"protectors": (entry(2, 8, bytes(20)),)}, DamagedHeader),
    ("passphrase without key", {"protectors": (protector(0x2000),)}, DamagedHeader),
    ("passphrase without salt", {"protectors": (protector(0x2000, master()),)}, DamagedHeader),
    ("two salts", {"protectors": (protector(0x2000, master(), BAD_STRETCH, BAD_STRETCH),)}, DamagedHeader),
    ("salt cut off", {"protectors": (protector(0x2000, master(), entry(0, 3, bytes(10))),)}, DamagedHeader),
    ("clear key cut off", {"protectors": (protector(0, master(), entry(0, 1, bytes(20))),)}, DamagedHeader),
    ("master key of 512 bits", {"protectors": (protector(0, entry(0, 5, bytes(104))),)}, DamagedHeader),
]


@pytest.mark.attack(24)
@pytest.mark.parametrize(("changes", "error"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_a_header_that_breaks_a_rule_is_refused(changes: dict[str, Any], error: type[FormatError]) -> None:
    if changes.get("sector_size") == 1024:
        image = Volume().image()
        struct.pack_into("<H", image, 11, 1024)
    else:
        image = _image(changes)
    with pytest.raises(error) as caught:
        read_header(device(image))
    assert type(caught.value) is error


def _image(changes: dict[str, Any]) -> bytearray:
    """The usual volume with the metadata of another one, so that impossible numbers need no possible volume."""
    image = Volume().image()
    other = Volume(**changes)
    struct.pack_into("<3s", image, 0, other.boot)
    for offset in Volume().offsets:
        image[offset : offset + writer.AREA] = other.metadata()[: writer.AREA].ljust(writer.AREA, b"\0")
    return image


NOT_OPENED: list[tuple[str, dict[str, Any], type[VaultError]]] = [
    ("encrypt on write", {"identifier": writer.ENCRYPT_ON_WRITE}, UnsupportedFeature),
    ("an unknown kind", {"identifier": writer.VOLUME_ID}, UnsupportedFeature),
    ("decrypted", {"state": 1, "next_state": 1}, UnsupportedFeature),
    ("not dismounted cleanly", {"state": 2}, UnsupportedFeature),
    ("an unknown state", {"state": 9}, UnsupportedFeature),
    ("a conversion log", {"state": 5, "conversion_size": 4096}, UnsupportedFeature),
    ("an unknown method", {"method": 0x8006}, UnsupportedFeature),
    ("no method", {"method": 0}, UnsupportedFeature),
    ("another method in the sealed key", {"stored_key_method": 0x8003}, DamagedHeader),
    ("another digest", {"digest": bytes(32)}, DamagedHeader),
    ("salt of an unknown method", {"protectors": (protector(0x2000, master(), BAD_STRETCH),)}, UnsupportedFeature),
]


@pytest.mark.attack(24)
@pytest.mark.parametrize(("changes", "error"), [pytest.param(*row[1:], id=row[0]) for row in NOT_OPENED])
def test_a_volume_that_cannot_be_told_is_read_and_not_opened(changes: dict[str, Any], error: type[VaultError]) -> None:
    image = Volume().image()
    other = Volume(**changes)
    for offset in other.offsets:
        image[offset : offset + writer.AREA] = other.metadata().ljust(writer.AREA, b"\0")
    image[160:176] = other.identifier.bytes_le
    header = read_header(device(image))
    with pytest.raises(error) as caught:
        unlock(header, Secret(b"anything"))
    assert type(caught.value) is error


@pytest.mark.attack(24)
def test_equal_halves_of_the_volume_key_are_refused() -> None:
    class Weak(Volume):
        @property
        def stored_key(self) -> bytes:
            return bytes(range(16)) * 2

    lower = device(_copies(Weak().metadata()))
    found = unlock(read_header(lower), None)
    with pytest.raises(DamagedHeader, match="equal"):
        found.plaintext.device(lower, found.volume_key)


def _copies(metadata: bytes) -> bytearray:
    image = Volume().image()
    for offset in Volume().offsets:
        image[offset : offset + writer.AREA] = metadata.ljust(writer.AREA, b"\0")
    return image


@pytest.mark.attack(22)
@pytest.mark.parametrize("size", [0, 512, 1024, 64 * KIB, 128 * KIB - 512, 128 * KIB, 448 * KIB, 456 * KIB - 512])
def test_a_container_that_was_cut_short(size: int) -> None:
    lower = device(Volume().image()[:size])
    with pytest.raises((UnknownFormat, DamagedHeader)):
        _open(lower)


def _open(lower: MemoryDevice) -> bytearray:
    found = unlock(read_header(lower), None)
    plaintext = found.plaintext.device(lower, found.volume_key)
    return plaintext.read(0, min(plaintext.size, 4096))


def test_the_end_of_a_container_may_be_missing() -> None:
    volume = Volume()
    lower = device(volume.image()[: 480 * KIB])
    found = unlock(read_header(lower), None)
    plaintext = found.plaintext.device(lower, found.volume_key)
    assert plaintext.read(0, plaintext.size) == volume.plaintext()[: 480 * KIB]


IMAGE = bytes(Volume().image())
METADATA = len(Volume().metadata())
EDITS = st.lists(st.tuples(st.integers(0, METADATA - 1), st.integers(0, 255)), min_size=1, max_size=4)


def _attempt(image: bytearray) -> None:
    """Read and open; only typed errors may leave."""
    lower = device(image)
    try:
        probe(lower)
        _open(lower)
    except VaultError:
        return


@pytest.mark.attack(25)
@given(EDITS)
def test_changed_bytes_never_crash(edits: list[tuple[int, int]]) -> None:
    image = bytearray(IMAGE)
    for at, value in edits:
        for offset in Volume().offsets:
            image[offset + at] = value
    _attempt(image)


@pytest.mark.attack(25)
@given(EDITS)
def test_changed_bytes_under_right_checksums_never_crash(edits: list[tuple[int, int]]) -> None:
    def edit(data: bytearray) -> None:
        for at, value in edits:
            data[at % len(data)] = value

    _attempt(_copies(Volume(edit=edit).metadata()))


@pytest.mark.attack(25)
@given(st.integers(0, 511), st.integers(0, 255))
def test_a_changed_first_sector_never_crashes(at: int, value: int) -> None:
    image = bytearray(IMAGE)
    image[at] = value
    _attempt(image)


@pytest.mark.attack(25)
@given(st.integers(0, 155), st.integers(0, 255))
def test_a_changed_startup_key_file_never_crashes(at: int, value: int) -> None:
    key = writer.octets("startup key", 32)
    volume = Volume(protectors=(protector(0x200, Volume().sealed_master(key)),))
    header = read_header(device(_copies(volume.metadata())))
    file = bytearray(writer.startup_key_file(key))
    file[at % len(file)] = value
    try:
        unlock(header, Secret(file))
    except VaultError:
        return
