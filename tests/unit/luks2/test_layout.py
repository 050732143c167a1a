"""The binary header: what it takes, and that it gives the same bytes back."""

import hashlib
import runpy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vault.errors import DamagedHeader
from vault.formats.luks2.layout import (
    BINARY_HEADER_SIZE,
    BY_NAME,
    MAGIC_PRIMARY,
    MAGIC_SECONDARY,
    BinaryHeader,
    looks_like,
    pack,
    seal,
    text_bytes,
    unpack,
    verify,
)

IMAGES = runpy.run_path(str(Path(__file__).resolve().parents[3] / "spec" / "vectors" / "luks2" / "images.py"))
SIZE = IMAGES["METADATA_SIZE"]
GOOD = BinaryHeader(
    magic=MAGIC_PRIMARY,
    hdr_size=SIZE,
    seqid=2**63 + 5,
    hdr_offset=0,
    uuid="7b0e5d5a-97ee-4d0e-a3c6-8a1a2e5c2f10",
    salt=bytes(range(64)),
    label="größer",
    subsystem="s" * 47,
    csum=bytes(range(64)),
)


@pytest.mark.parametrize("secondary", [False, True])
@pytest.mark.parametrize("binary", [{}, {"csum_alg": "sha512"}, {"label": "\udcfe"}], ids=["plain", "sha512", "bytes"])
def test_a_copy_that_others_made_is_sealed_to_the_same_bytes(secondary: bool, binary: dict[str, Any]) -> None:
    image = IMAGES["copy_bytes"]({"binary": binary}, secondary=secondary)
    block, area = image[:BINARY_HEADER_SIZE], image[BINARY_HEADER_SIZE:]
    header = unpack(block, offset=SIZE if secondary else 0)
    verify(header, block, area)
    assert pack(header) == block
    assert seal(replace(header, csum=bytes(64)), area) == image


def test_all_fields_survive_the_way_to_bytes_and_back() -> None:
    assert unpack(pack(GOOD), offset=0) == GOOD


def test_the_checksum_leaves_itself_out_and_takes_in_all_other_bytes() -> None:
    image = bytearray(seal(replace(GOOD, hdr_size=16384), bytes(16384 - BINARY_HEADER_SIZE)))
    assert image[448:480] == hashlib.sha256(image[:448] + bytes(64) + image[512:]).digest()
    assert not any(image[480:512])
    for place in (0, 447, 512, 4095, 4096, 16383):
        changed = bytearray(image)
        changed[place] ^= 1
        header = replace(GOOD, csum=bytes(image[448:512]))
        with pytest.raises(DamagedHeader, match="checksum"):
            verify(header, changed[:BINARY_HEADER_SIZE], changed[BINARY_HEADER_SIZE:])


@pytest.mark.parametrize("text", ["x" * 48, "ä" * 24, "a\0b"])
def test_a_text_without_room_or_with_a_nul_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="label may have at most 47 bytes"):
        text_bytes("label", text)


def test_the_magic_of_one_copy_is_not_that_of_the_other() -> None:
    for magic, secondary in ((MAGIC_PRIMARY, False), (MAGIC_SECONDARY, True)):
        block = pack(replace(GOOD, magic=magic))
        assert looks_like(block, secondary=secondary)
        assert not looks_like(block, secondary=not secondary)
    with pytest.raises(DamagedHeader, match="magic"):
        unpack(pack(GOOD), offset=SIZE)


@pytest.mark.parametrize(("name", "size"), [("magic", 6), ("salt", 64), ("csum", 64)])
def test_fields_of_bytes_are_never_cut_or_filled_up(name: str, size: int) -> None:
    assert BY_NAME[name].size == size
    with pytest.raises(AssertionError):
        pack(replace(GOOD, **{name: bytes(size - 1)}))  # type: ignore[arg-type]
