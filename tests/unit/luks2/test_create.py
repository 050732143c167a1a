"""Options of a new header: what they come to, and what is refused."""

import uuid
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.ciphers import CipherSpec
from vault.crypto.secret import Secret
from vault.errors import UsageError
from vault.formats.luks2.create import CreateOptions, create
from vault.formats.luks2.header import probe, read_header
from vault.testing.volumes import opens, small_options

KIB, MIB = 1024, 1 << 20


@pytest.mark.parametrize(
    ("options", "header_size", "data_start"),
    [
        ({}, 16 * MIB, 16 * MIB),
        ({"metadata_size": 64 * KIB}, 16 * MIB, 16 * MIB),
        ({"metadata_size": 4 * MIB}, 16 * MIB, 16 * MIB),
        ({"keyslots_size": 256 * KIB}, 288 * KIB, MIB),
        ({"keyslots_size": 128 * MIB}, 128 * MIB + 32 * KIB, 129 * MIB),
        ({"data_offset": 2 * MIB}, 2 * MIB, 2 * MIB),
        ({"data_offset": 512 * MIB}, 128 * MIB + 32 * KIB, 512 * MIB),
        ({"detached": True}, 16 * MIB, 0),
        ({"detached": True, "keyslots_size": 256 * KIB}, 288 * KIB, 0),
        ({"detached": True, "data_offset": 8192}, 16 * MIB, 8192),
    ],
    ids=str,
)
def test_sizes_follow_from_the_options(options: dict[str, Any], header_size: int, data_start: int) -> None:
    made = CreateOptions(**options)
    if not options.get("detached") or made.data_offset is None:
        made.check()
    assert (made.header_size, made.data_start) == (header_size, data_start)


@pytest.mark.parametrize(
    "options",
    [
        {"key_size": 48},
        {"key_size": 0},
        {"cipher": CipherSpec.parse("aes-cbc-plain64"), "key_size": 64},
        {"sector_size": 513},
        {"sector_size": 8192},
        {"metadata_size": 8 * KIB},
        {"metadata_size": 8 * MIB},
        {"metadata_size": 20 * KIB},
        {"keyslots_size": 0},
        {"keyslots_size": 4095},
        {"keyslots_size": 129 * MIB},
        {"data_offset": MIB, "keyslots_size": MIB},
        {"data_offset": 16 * MIB + 512, "sector_size": 4096},
        {"label": "x" * 48},
        {"label": "ä" * 24},
        {"label": "two\nlines"},
        {"label": "\x1b[31m"},
        {"subsystem": "x" * 48},
        {"uuid": "not a uuid"},
        {"uuid": "0F4E064C-5D08-4819-A639-F2B1BB3485C4"},
        {"digest_iterations": 0},
    ],
    ids=str,
)
def test_impossible_options_are_a_usage_error_and_write_nothing(options: dict[str, Any]) -> None:
    device = MemoryDevice(MIB)
    with pytest.raises(UsageError):
        create(device, small_options(**options), Secret(b"zero"))
    assert not any(device.data)


def test_a_container_too_small_for_its_header_is_refused() -> None:
    device = MemoryDevice(64 * KIB)
    with pytest.raises(UsageError, match="header alone"):
        create(device, small_options(), Secret(b"zero"))
    assert not any(device.data)


def test_everything_asked_for_is_read_back() -> None:
    options = small_options(
        detached=True,
        cipher=CipherSpec.parse("aes-cbc-essiv:sha256"),
        key_size=32,
        sector_size=2048,
        label="größer",
        subsystem="s",
        metadata_size=32 * KIB,
        uuid="0f4e064c-5d08-4819-a639-f2b1bb3485c4",
    )
    device = MemoryDevice(options.header_size)
    made = create(device, options, Secret(b"zero"))
    header = read_header(device)
    assert (header.uuid, header.label, header.subsystem) == (options.uuid, "größer", "s")
    assert (header.metadata_size, header.keyslots_size, header.size) == (32 * KIB, 774144, options.header_size)
    segment = header.segment()
    assert (str(segment.cipher), segment.key_size, segment.sector_size, segment.offset) == (
        "aes-cbc-essiv:sha256", 32, 2048, 0,
    )  # fmt: skip
    assert (header.warnings, header.sequence_id) == ((), 1)
    assert made.document == header.document
    assert len(opens(device, b"zero") or b"") == 32


def test_each_volume_has_a_key_a_uuid_and_salts_of_its_own() -> None:
    made = []
    for _ in range(2):
        device = MemoryDevice(small_options(detached=True).header_size)
        header = create(device, small_options(detached=True), Secret(b"zero"))
        assert uuid.UUID(header.uuid).version == 4
        made.append(
            (header.uuid, header.salt, header.keyslots[0].kdf.salt, header.digests[0].salt, opens(device, b"zero"))
        )
    assert not set(made[0]) & set(made[1])


def test_an_earlier_header_and_its_keyslots_are_gone_even_where_the_new_one_is_smaller() -> None:
    device = MemoryDevice(8 * MIB)
    create(device, small_options(metadata_size=4 * MIB // 2, keyslots_size=3 * MIB), Secret(b"old"))
    area = read_header(device).keyslots[0].area
    material = bytes(device.read(area.offset, 4096))
    create(device, small_options(detached=True), Secret(b"new"))
    assert bytes(device.read(area.offset, 4096)) != material
    device.write(0, bytes(32 * KIB))
    assert not probe(device)
