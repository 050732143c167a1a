"""The structures of a Core Storage volume as tables, and the checksum that its blocks carry.

References: libfvde, FileVault Drive Encryption (FVDE); RFC 3720, B.4 (CRC-32C); spec/fvault2-format.md
"""

import struct
from dataclasses import dataclass
from uuid import UUID

from vault.errors import DamagedHeader

MAGIC = b"CS"
VERSION = 1
VOLUME_HEADER_SIZE = 512
BLOCK_SIZE = 8192
"""Bytes of a metadata block, whatever the volume's own block size is."""
BLOCK_SIZES = (512, 1024, 2048, 4096, 8192)
CHECKSUM_SEED = 0xFFFFFFFF
CHECKSUM_SIZE = 8
CHECKSUM_CRC32C = 1
CIPHER_AES_XTS = 2
KEY_SIZE = 16
METADATA_SIZE_MAX = 64 << 20
ENCRYPTED_BLOCKS_MAX = 8192
XML_SIZE_MAX = BLOCK_SIZE

TYPE_VOLUME_HEADER = 0x0010
TYPE_LABEL = 0x0011
TYPE_FAMILY = 0x0019
TYPE_VOLUME = 0x001A
TYPE_EXTENTS = 0x0305

PASSPHRASE_STRUCT_SIZE = 284
VOLUME_KEY_STRUCT_SIZE = 256
SALT_SIZE = 16
WRAPPED_KEY_SIZE = 24


@dataclass(frozen=True, slots=True)
class Field:
    """One little-endian number of ``size`` bytes at ``offset``, or bytes when ``kind`` is that."""

    name: str
    offset: int
    size: int
    kind: str = "number"


VOLUME_HEADER = (
    Field("checksum", 0, 4),
    Field("checksum_seed", 4, 4),
    Field("version", 8, 2),
    Field("type", 10, 2),
    Field("volume_size", 64, 8),
    Field("magic", 88, 2, "bytes"),
    Field("checksum_algorithm", 90, 4),
    Field("block_size", 96, 4),
    Field("metadata_size", 100, 4),
    Field("label_block", 104, 8),
    Field("key_size", 168, 4),
    Field("cipher", 172, 4),
    Field("key", 176, 16, "bytes"),
    Field("uuid", 304, 16, "bytes"),
)
BLOCK_HEADER = (
    Field("checksum", 0, 4),
    Field("checksum_seed", 4, 4),
    Field("version", 8, 2),
    Field("type", 10, 2),
    Field("number", 32, 8),
)
LABEL = (Field("metadata_size", 64, 4), Field("descriptor_offset", 220, 4))
DESCRIPTOR = (Field("encrypted_blocks", 8, 8), Field("encrypted_block", 32, 6), Field("physical_volume", 38, 2))
DESCRIPTOR_SIZE = 40
FAMILY = (
    Field("compressed_size", 104, 4),
    Field("uncompressed_size", 108, 4),
    Field("xml_offset", 112, 4),
    Field("xml_size", 116, 4),
)
VOLUME = (Field("xml_offset", 128, 4), Field("xml_size", 132, 4))
EXTENTS = (
    Field("entries", 64, 4),
    Field("logical_block", 80, 8),
    Field("blocks", 88, 4),
    Field("physical_block", 104, 6),
    Field("physical_volume", 110, 2),
)
PASSPHRASE_STRUCT = (
    Field("salt_type", 0, 4),
    Field("salt_size", 4, 4),
    Field("salt", 8, SALT_SIZE, "bytes"),
    Field("key_type", 24, 4),
    Field("key_size", 28, 4),
    Field("key", 32, WRAPPED_KEY_SIZE, "bytes"),
    Field("iterations", 168, 4),
)
VOLUME_KEY_STRUCT = (
    Field("key_type", 0, 4),
    Field("key_size", 4, 4),
    Field("key", 8, WRAPPED_KEY_SIZE, "bytes"),
)


def unpack(fields: tuple[Field, ...], data: bytes) -> dict[str, int]:
    """The numbers among the fields by name; the data is as long as the structure."""
    return {
        field.name: int.from_bytes(data[field.offset : field.offset + field.size], "little")
        for field in fields
        if field.kind == "number"
    }


def piece(fields: tuple[Field, ...], name: str, data: bytes) -> bytes:
    """The bytes of the field of that name."""
    (field,) = (field for field in fields if field.name == name)
    return data[field.offset : field.offset + field.size]


def uuid(data: bytes) -> UUID:
    """An identifier as Core Storage stores it, most significant byte first."""
    return UUID(bytes=data)


def _table() -> tuple[int, ...]:
    table = []
    for number in range(256):
        for _ in range(8):
            number = number >> 1 ^ (0x82F63B78 if number & 1 else 0)
        table.append(number)
    return tuple(table)


_TABLE = _table()


def checksum(data: bytes) -> int:
    """CRC-32C of the data without the final inversion, as Core Storage has it."""
    value = CHECKSUM_SEED
    for octet in data:
        value = value >> 8 ^ _TABLE[(value ^ octet) & 0xFF]
    return value


def check_block(data: bytes, kind: int | None = None) -> int:
    """The type of a block whose checksum and version are right; raises DamagedHeader, also when it is not ``kind``."""
    value, seed, version, found = (int(each) for each in struct.unpack_from("<IIHH", data))
    if seed != CHECKSUM_SEED or checksum(data[CHECKSUM_SIZE:]) != value:
        raise DamagedHeader("a block of the metadata has a wrong checksum")
    if version != VERSION or kind not in (None, found):
        raise DamagedHeader(f"a block of the metadata has the wrong type {found:#06x} or version {version}")
    return found
