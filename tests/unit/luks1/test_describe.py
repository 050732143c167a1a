"""What is shown of a LUKS1 header, what is not opened, and any damage to one."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, FormatError, KeyslotError, LimitExceeded
from vault.formats.luks1.create import create
from vault.formats.luks1.describe import describe
from vault.formats.luks1.header import probe, read_header
from vault.formats.luks1.keyslots import remove_keyslot, unlock
from vault.formats.luks1.layout import HEADER_SIZE, pack
from vault.formats.luks2.validate import check_openable, check_placement
from vault.testing.headerwork import KEY
from vault.testing.luks1work import OPTIONS, add


def made() -> MemoryDevice:
    device = MemoryDevice(OPTIONS.header_size)
    with Secret(KEY) as key, Secret(b"zero") as zero:
        create(device, OPTIONS, zero, volume_key=key)
    return device


@pytest.fixture(scope="module")
def image() -> bytes:
    return bytes(made().data)


def test_it_opens_as_luks2_does() -> None:
    device = made()
    assert probe(device)
    with Secret(b"zero") as secret:
        slot, key = unlock(read_header(device), device, secret)
    assert (slot, bytes(key.view())) == (0, KEY)


def test_what_is_shown() -> None:
    device = made()
    add(device, b"seven", 7)
    header = read_header(device)
    shown = describe(Path("/volume"), None, device.size, header)
    assert (shown.format, shown.uuid, shown.cipher, shown.key_size) == ("luks1", header.uuid, "aes-xts-plain64", 256)
    assert [(slot.number, slot.kdf, slot.hash, slot.iterations) for slot in shown.keyslots] == [
        (0, "pbkdf2", "sha256", 1000),
        (7, "pbkdf2", "sha256", 1000),
    ]
    assert [(copy.name, copy.state, copy.sequence_id) for copy in shown.copies] == [("primary", "valid", None)]
    assert (shown.segment_offset, shown.segment_length, shown.sector_size) == (0, None, 512)
    assert not shown.tokens


def test_each_rule_of_what_is_not_opened_has_its_error(errors: dict[str, str]) -> None:
    device = made()
    header = read_header(device)
    with pytest.raises(DamagedHeader) as misplaced:
        check_placement(header, detached=False)
    with pytest.raises(DamagedHeader) as short:
        header.segment().size_within(0)
    struct.pack_into(">I", device.data, 212, 2**32 - 1)
    with pytest.raises(LimitExceeded) as costly, Secret(b"zero") as secret:
        unlock(read_header(device), device, secret)
    with pytest.raises(KeyslotError) as empty:
        check_openable(remove_keyslot(read_header(device), device, 0, force=True))
    found = {"P1": empty, "P2": costly, "P3": misplaced, "P4": short}
    assert {rule: raised.value.code for rule, raised in found.items()} == {
        rule: error for rule, error in errors.items() if rule.startswith("P")
    }


@pytest.mark.attack(25)
@given(offset=st.integers(0, HEADER_SIZE - 1), data=st.binary(min_size=1, max_size=8))
def test_damage_anywhere_is_a_header_that_packs_the_same_or_a_clean_error(
    image: bytes, offset: int, data: bytes
) -> None:
    damaged = bytearray(image)
    damaged[offset : offset + len(data)] = data
    device = MemoryDevice(len(image), data=damaged[: len(image)])
    try:
        header = read_header(device)
    except FormatError:
        return
    assert pack(header.binary) == bytes(device.data[:HEADER_SIZE])
