"""FileVault 2 volumes made from scratch open; crafted metadata gives typed errors, its checksums being right."""

import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import (
    DamagedHeader,
    KeyslotError,
    LimitExceeded,
    UnknownFormat,
    UnsupportedFeature,
    VaultError,
    WrongCredential,
)
from vault.formats.fvault2.describe import describe
from vault.formats.fvault2.header import probe, read_header
from vault.formats.fvault2.layout import BLOCK_SIZE, checksum
from vault.formats.fvault2.plist import parse
from vault.formats.fvault2.unlock import unlock
from vault.testing import fvault2 as writer
from vault.testing.fvault2 import KIB, PASSPHRASE, Volume


def device(image: bytearray) -> MemoryDevice:
    return MemoryDevice(len(image), data=image)


def opened(lower: MemoryDevice) -> bytes:
    found = unlock(read_header(lower), Secret(PASSPHRASE))
    plaintext = found.plaintext.device(lower, found.volume_key)
    return bytes(plaintext.read(0, plaintext.size))


def test_a_volume_reads_back() -> None:
    volume = Volume()
    lower = device(volume.image())
    assert probe(lower)
    header = read_header(lower)
    assert (header.name, header.offset, header.size) == ("a volume", 128 * KIB, 64 * KIB)
    assert [user.hint for user in header.users] == ["user"]
    found = unlock(header, Secret(PASSPHRASE))
    assert bytes(found.volume_key.view()) == volume.volume_key
    assert opened(lower) == volume.plaintext()


def test_a_wrong_passphrase_and_a_wrong_slot() -> None:
    header = read_header(device(Volume().image()))
    with pytest.raises(WrongCredential):
        unlock(header, Secret(b"another"))
    with pytest.raises(KeyslotError):
        unlock(header, Secret(PASSPHRASE), slot=1)


def test_writes_are_refused() -> None:
    lower = device(Volume().image())
    found = unlock(read_header(lower), Secret(PASSPHRASE))
    plaintext = found.plaintext.device(lower, found.volume_key)
    assert plaintext.read_only
    with pytest.raises(OSError, match="Read-only"):
        plaintext.write(0, bytes(512))


def test_the_description_says_what_is_known() -> None:
    lower = device(Volume().image())
    found = describe(Path("volume"), lower.size, read_header(lower))
    assert (found.format, found.uuid, found.cipher) == ("fvault2", str(writer.VOLUME), "aes-xts-plain64")
    assert [(each.kdf, each.iterations) for each in found.keyslots] == [("pbkdf2", 1000)]


def test_the_checksum_is_that_of_the_standard_without_its_inversion() -> None:
    assert checksum(b"123456789") ^ 0xFFFFFFFF == 0xE3069283


def u32(number: int) -> bytes:
    return struct.pack("<I", number)


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
EXTERNAL = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'
REFUSED: list[tuple[str, dict[str, Any], type[VaultError]]] = [
    ("magic", {"fields": {88: b"XX"}}, UnknownFormat),
    ("version", {"fields": {8: b"\2\0"}}, UnknownFormat),
    ("checksum algorithm", {"fields": {90: u32(2)}}, UnsupportedFeature),
    ("cipher", {"fields": {172: u32(1)}}, UnsupportedFeature),
    ("key size", {"fields": {168: u32(32)}}, DamagedHeader),
    ("block size 0", {"fields": {96: u32(0)}}, DamagedHeader),
    ("block size 513", {"fields": {96: u32(513)}}, DamagedHeader),
    ("metadata size 0", {"fields": {100: u32(0)}}, LimitExceeded),
    ("metadata size huge", {"fields": {100: u32(2**32 - 1)}}, LimitExceeded),
    ("label beyond the container", {"fields": {104: struct.pack("<Q", 2**63)}}, DamagedHeader),
    ("label of another type", {"label": {10: b"\x12\0"}}, DamagedHeader),
    ("descriptor beyond the metadata", {"label": {220: u32(2**32 - 8)}}, DamagedHeader),
    ("metadata on another disk", {"descriptor": {38: b"\1\0"}}, UnsupportedFeature),
    ("metadata beyond the container", {"descriptor": {32: b"\xff" * 6}}, DamagedHeader),
    ("no metadata", {"descriptor": {8: bytes(8)}}, DamagedHeader),
    ("two pieces", {"changes": {0x0305: {64: u32(2)}}}, UnsupportedFeature),
    ("data on another disk", {"changes": {0x0305: {110: b"\1\0"}}}, UnsupportedFeature),
    ("data at 0", {"changes": {0x0305: {104: bytes(6)}}}, DamagedHeader),
    ("data beyond the container", {"changes": {0x0305: {104: b"\xff" * 6}}}, DamagedHeader),
    ("larger than its blocks", {"changes": {0x0305: {88: u32(1)}}}, DamagedHeader),
    ("no extents", {"changes": {0x0305: {10: b"\x06\x03"}}}, DamagedHeader),
    ("size of half a sector", {"length": 1000}, DamagedHeader),
    ("compressed", {"changes": {0x0019: {104: u32(100)}}}, UnsupportedFeature),
    ("list outside its block", {"changes": {0x0019: {112: u32(9000)}}}, DamagedHeader),
    ("list longer than its block", {"changes": {0x0019: {116: u32(2**32 - 1)}}}, DamagedHeader),
    ("a document type with entities", {"prologue": ENTITY}, DamagedHeader),
    ("an external document type", {"prologue": EXTERNAL}, DamagedHeader),
    ("0 iterations", {"iterations": 0}, LimitExceeded),
    ("2**32 - 1 iterations", {"iterations": 2**32 - 1}, LimitExceeded),
    ("wrapped key of a wrong size", {"struct_size": 283}, DamagedHeader),
    ("another algorithm", {"algorithm": "AES-ECB"}, UnsupportedFeature),
    ("being converted", {"conversion": "Converting"}, UnsupportedFeature),
    ("only the time before encryption", {"algorithm": "None"}, UnsupportedFeature),
]


@pytest.mark.attack(24)
@pytest.mark.parametrize(("changes", "error"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_metadata_that_breaks_a_rule_is_refused(changes: dict[str, Any], error: type[VaultError]) -> None:
    image = Volume().image()
    other = Volume(**changes).image()
    image[: 128 * KIB] = other[: 128 * KIB]
    with pytest.raises(error) as caught:
        opened(device(image))
    assert type(caught.value) is error


@pytest.mark.attack(22)
@pytest.mark.parametrize("size", [0, 512, 4096, 8192, 12288, 64 * KIB, 80 * KIB, 128 * KIB, 192 * KIB - 512])
def test_a_container_that_was_cut_short(size: int) -> None:
    with pytest.raises((UnknownFormat, DamagedHeader)):
        opened(device(Volume().image()[:size]))


@pytest.mark.attack(24)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "<dict>",
        "<array></array>",
        "<dict></dict><dict></dict>",
        "<dict><string>value without key</string></dict>",
        "<dict><key>a</key><key>b</key></dict>",
        "<dict><key>a</key><true/><key>a</key><true/></dict>",
        '<dict><key>a</key><reference IDREF="9"/></dict>',
        "<dict><key>a</key><integer>0xzz</integer></dict>",
        "<dict><key>a</key><integer>" + "9" * 5000 + "</integer></dict>",
        "<dict><key>a</key><data>***</data></dict>",
        "<dict><key>a</key><script/></dict>",
        "<dict>" + "<key>a</key><dict>" * 100,
        "<dict><key>a</key><array>" + "<true/>" * 1100 + "</array></dict>",
        "<?php x?><dict></dict>",
        "<dict>text</dict>",
        "<dict><key>a</key><string><key>b</key></string></dict>",
    ],
)
def test_property_lists_are_read_strictly(text: str) -> None:
    with pytest.raises(DamagedHeader):
        parse(text.encode())


IMAGE = bytes(Volume().image())
BLOCKS = Volume().blocks()
EDITS = st.lists(st.tuples(st.integers(0, BLOCK_SIZE - 1), st.integers(0, 255)), min_size=1, max_size=4)


def _attempt(image: bytearray) -> None:
    try:
        opened(device(image))
    except VaultError:
        return


@pytest.mark.attack(25)
@given(st.integers(0, len(BLOCKS) - 1), EDITS)
def test_changed_blocks_under_right_checksums_never_crash(number: int, edits: list[tuple[int, int]]) -> None:
    data = bytearray(BLOCKS[number])
    for at, value in edits:
        data[at % 4096] = value
    struct.pack_into("<I", data, 0, checksum(bytes(data[8:])))
    image, start = bytearray(IMAGE), 64 * KIB + number * BLOCK_SIZE
    key = writer.METADATA_KEY + writer.VOLUME.bytes
    image[start : start + BLOCK_SIZE] = writer.xts(key, number, bytes(data))
    _attempt(image)


@pytest.mark.attack(25)
@given(st.integers(8, 511), st.integers(0, 255))
def test_a_changed_volume_header_never_crashes(at: int, value: int) -> None:
    image = bytearray(IMAGE)
    image[at] = value
    struct.pack_into("<I", image, 0, checksum(bytes(image[8:512])))
    _attempt(image)
