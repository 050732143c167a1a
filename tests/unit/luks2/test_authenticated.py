"""Segments with integrity: what the header and dm-integrity's superblock say of them, and the kernel's tables."""

import re
import struct
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, FormatError, NotAvailable, UnsupportedFeature
from vault.formats.luks2.authenticated import AEADS, MACS, AuthenticatedSegment, AuthenticatedSpec
from vault.formats.luks2.superblock import LAYOUT, SUPERBLOCK_SIZE, Superblock

SPEC = (Path(__file__).resolve().parents[3] / "spec" / "volume-format.md").read_text(encoding="utf-8")
OFFSET = 8192
DATA_SECTORS = 64
CONTAINER = OFFSET + SUPERBLOCK_SIZE + 65536
GOOD: dict[str, Any] = {
    "magic": b"integrt\0",
    "version": 4,
    "log2_interleave_sectors": 15,
    "integrity_tag_size": 32,
    "journal_sections": 1,
    "provided_data_sectors": DATA_SECTORS,
    "flags": 8,
    "log2_sectors_per_block": 3,
}


def segment(encryption: str = "aes-xts-plain64", integrity: str = "hmac(sha256)", **more: Any) -> AuthenticatedSegment:
    spec = AuthenticatedSpec.parse(encryption, integrity)
    return AuthenticatedSegment(OFFSET, None, spec, max(spec.key_sizes), more.pop("sector_size", 4096), **more)


def container(size: int = CONTAINER, **change: Any) -> MemoryDevice:
    """A container whose superblock has these fields."""
    data = bytearray(size)
    block = struct.pack("<" + "".join(LAYOUT.values()), *(GOOD | change).values())
    data[OFFSET : OFFSET + len(block)] = block
    return MemoryDevice(len(data), data=data[:size])


@pytest.mark.parametrize(
    ("encryption", "integrity", "algorithm", "iv", "tag_size", "key_sizes"),
    [
        ("aes-xts-plain64", "hmac(sha256)", "authenc(hmac(sha256),xts(aes))", "plain64", 32, (64, 96)),
        ("aes-xts-random", "hmac(sha256)", "authenc(hmac(sha256),xts(aes))", "random", 48, (64, 96)),
        ("serpent-xts-plain64", "hmac(sha512)", "authenc(hmac(sha512),xts(serpent))", "plain64", 64, (96, 112, 128)),
        ("aes-cbc-essiv:sha256", "hmac(sha1)", "authenc(hmac(sha1),cbc(aes))", "essiv:sha256", 20, (36, 44, 52)),
        ("aes-gcm-random", "aead", "gcm(aes)", "random", 28, (16, 24, 32)),
        ("aes-gcm-plain64", "aead", "gcm(aes)", "plain64", 16, (16, 24, 32)),
        ("aegis128-random", "aead", "aegis128", "random", 32, (16,)),
        ("chacha20-random", "poly1305", "rfc7539(chacha20,poly1305)", "random", 28, (32,)),
    ],
)
def test_a_spec_is_what_the_kernel_is_told(
    encryption: str, integrity: str, algorithm: str, iv: str, tag_size: int, key_sizes: tuple[int, ...]
) -> None:
    spec = AuthenticatedSpec.parse(encryption, integrity)
    assert (spec.algorithm, spec.iv, spec.tag_size, spec.key_sizes) == (algorithm, iv, tag_size, key_sizes)
    assert str(spec) == encryption


def test_the_tables_of_the_specification_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| `([a-z0-9()]+)` \| (.+?) \| `(.+?)` \| (\d+) \| .+ \|$", SPEC, re.MULTILINE)
    macs = {kind: int(tag) for kind, _, _, tag in rows if kind in MACS}
    aeads = {(name.strip("`"), kind): algorithm for kind, name, algorithm, _ in rows if kind not in MACS}
    assert macs == MACS
    assert aeads == {names: aead.algorithm for names, aead in AEADS.items()}
    fields = re.findall(r"^\| `(\w+)` \| (\d+) \| (\w+) \| .+ \|$", SPEC.split("| Superblock |")[1], re.MULTILINE)
    assert {name: kind for name, _, kind in fields} == LAYOUT
    starts = [struct.calcsize("<" + "".join(list(LAYOUT.values())[:number])) for number in range(len(LAYOUT))]
    assert [int(offset) for _, offset, _ in fields] == starts


def test_the_tables_stack_dm_crypt_on_dm_integrity() -> None:
    found = segment().within(container())
    assert found.integrity_table("7:0", CONTAINER) == "0 64 integrity 7:0 16 32 J 1 block_size:4096"
    assert found.dm_table(":96:logon:x", "254:0", CONTAINER, flags=["no_read_workqueue"]) == (
        "0 64 crypt capi:authenc(hmac(sha256),xts(aes))-plain64 :96:logon:x 0 254:0 0 "
        "3 no_read_workqueue integrity:32:aead sector_size:4096"
    )
    small = segment("aes-gcm-random", "aead", sector_size=512, iv_offset=8)
    small = small.within(container(integrity_tag_size=28, log2_sectors_per_block=0))
    assert small.dm_table("00", "254:0", CONTAINER) == (
        "0 64 crypt capi:gcm(aes)-random 00 8 254:0 0 1 integrity:28:aead"
    )


def test_discards_are_refused() -> None:
    with pytest.raises(NotAvailable, match="discards"):
        segment().within(container()).dm_table("00", "254:0", CONTAINER, discards=True)


def test_user_space_says_what_it_lacks() -> None:
    found = segment().within(container())
    with Secret(bytes(96)) as key, pytest.raises(NotAvailable, match=r"hmac\(sha256\).*dm-integrity"):
        found.device(container(), key)


@pytest.mark.parametrize("version", [1, 6])
@pytest.mark.parametrize("flags", [0, 8])
def test_the_size_is_what_dm_integrity_provides(version: int, flags: int) -> None:
    assert segment().within(container(version=version, flags=flags)).size_within(CONTAINER) == DATA_SECTORS * 512


@pytest.mark.parametrize(
    "change",
    [
        {"magic": bytes(8)},
        {"magic": b"integrt!"},
        {"integrity_tag_size": 28},
        {"log2_sectors_per_block": 0},
        {"log2_sectors_per_block": 255},
        {"log2_interleave_sectors": 0},
        {"log2_interleave_sectors": -1},
        {"log2_interleave_sectors": 32},
        {"journal_sections": 0},
        {"provided_data_sectors": 0},
        {"provided_data_sectors": 63},
        {"provided_data_sectors": 2**64 - 8},
    ],
    ids=str,
)
def test_a_superblock_that_does_not_fit_is_damaged(change: dict[str, Any]) -> None:
    with pytest.raises(DamagedHeader):
        segment().within(container(**change))


@pytest.mark.parametrize("change", [{"version": 0}, {"version": 7}, *({"flags": 1 << bit} for bit in (0, 1, 2, 4, 5))])
def test_a_superblock_of_another_kind_is_not_supported(change: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedFeature, match="superblock of dm-integrity"):
        segment().within(container(**change))


@pytest.mark.parametrize("size", [OFFSET, OFFSET + SUPERBLOCK_SIZE - 512])
def test_a_container_that_ends_before_its_superblock_is_damaged(size: int) -> None:
    with pytest.raises(DamagedHeader, match="ends before its data"):
        segment().within(MemoryDevice(size))


def test_a_container_that_is_too_short_for_its_tags_is_damaged() -> None:
    found = segment().within(container())
    end = OFFSET + SUPERBLOCK_SIZE + DATA_SECTORS * 512 + DATA_SECTORS // 8 * 32
    assert found.size_within(end) == DATA_SECTORS * 512
    with pytest.raises(DamagedHeader, match="alone end at"):
        found.size_within(end - 1)


def test_a_header_that_promises_another_size_is_damaged() -> None:
    spec = AuthenticatedSpec.parse("aes-xts-plain64", "hmac(sha256)")
    for length, good in ((DATA_SECTORS * 512, True), (DATA_SECTORS * 512 - 4096, False)):
        found = AuthenticatedSegment(OFFSET, length, spec, 96, 4096)
        if good:
            assert found.within(container()).length == length
            continue
        with pytest.raises(DamagedHeader, match="promises"):
            found.within(container())


def test_no_superblock_makes_it_fail_in_another_way() -> None:
    """Every byte of a good one, changed to every value, is taken or refused as a format error."""
    image = container()
    size = struct.calcsize("<" + "".join(LAYOUT.values()))
    good = bytes(image.data[OFFSET : OFFSET + size])
    for place in range(size):
        for value in range(256):
            image.data[OFFSET : OFFSET + size] = good
            image.data[OFFSET + place] = value
            try:
                segment().within(image).size_within(CONTAINER)
            except FormatError:
                continue
            assert Superblock.unpack(bytes(image.data[OFFSET : OFFSET + size])).integrity_tag_size == 32


@pytest.mark.parametrize("size", [32, 64])
def test_an_xts_key_with_equal_halves_is_refused_whatever_the_key_of_the_tag(size: int) -> None:
    with (
        Secret(bytes(range(size // 2)) * 2 + bytes(range(100, 132))) as key,
        pytest.raises(DamagedHeader, match="halves"),
    ):
        segment().check_key(key)
    with Secret(bytes(range(size)) + bytes(range(100, 132))) as key:
        segment().check_key(key)
