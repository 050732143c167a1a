"""The structures of a BitLocker volume as tables: where each number lies and what its bounds are.

References: libbde, BitLocker Drive Encryption (BDE) format; spec/bitlocker-format.md
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from vault.errors import DamagedHeader, LimitExceeded

SIGNATURE = b"-FVE-FS-"
SIGNATURE_TO_GO = b"MSWIN4.1"
BOOT_VISTA = b"\xeb\x52\x90"
BOOT = b"\xeb\x58\x90"
ID_NORMAL = UUID("4967d63b-2e29-4ad8-8399-f6a339e3d001")
ID_ENCRYPT_ON_WRITE = UUID("92a84d3b-dd80-4d0e-9e4e-b1e3284eaed8")

BOOT_SECTOR_SIZE = 512
SECTOR_SIZES = (512, 4096)
METADATA_COPIES = 3
METADATA_SIZE = 64 * 1024
"""Bytes that each copy of the metadata takes up in the volume."""
METADATA_VERSION = 2
METADATA_UNIT = 16
VALIDATION_VERSIONS = (1, 2)
DATASET_OFFSET = 64
DATASET_HEADER_SIZE = 48
ENTRIES_OFFSET = DATASET_OFFSET + DATASET_HEADER_SIZE

ENTRY_HEADER_SIZE = 8
ENTRIES_MAX = 256
DEPTH_MAX = 4
PROTECTORS_MAX = 32
NONCE_SIZE = 12
TAG_SIZE = 16
SALT_SIZE = 16
KEY_HEADER_SIZE = 12
SEALED_MAX = 256


@dataclass(frozen=True, slots=True)
class Field:
    """One number of a structure: its offset in bytes and its form, ``u16``, ``u32``, ``u64``, ``guid`` or bytes."""

    name: str
    offset: int
    kind: str

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return {"u16": 2, "u32": 4, "u64": 8, "guid": 16}.get(self.kind) or int(self.kind.removeprefix("bytes"))


BOOT_SECTOR = (Field("boot", 0, "bytes3"), Field("signature", 3, "bytes8"), Field("bytes_per_sector", 11, "u16"))
IDENTIFIER_OFFSETS = {SIGNATURE: 160, SIGNATURE_TO_GO: 424}
IDENTIFIER = (
    Field("identifier", 0, "guid"),
    Field("metadata_offset_1", 16, "u64"),
    Field("metadata_offset_2", 24, "u64"),
    Field("metadata_offset_3", 32, "u64"),
)
METADATA = (
    Field("signature", 0, "bytes8"),
    Field("size", 8, "u16"),
    Field("version", 10, "u16"),
    Field("state", 12, "u16"),
    Field("next_state", 14, "u16"),
    Field("encrypted_size", 16, "u64"),
    Field("conversion_size", 24, "u32"),
    Field("header_sectors", 28, "u32"),
    Field("metadata_offset_1", 32, "u64"),
    Field("metadata_offset_2", 40, "u64"),
    Field("metadata_offset_3", 48, "u64"),
    Field("header_offset", 56, "u64"),
    Field("dataset_size", 64, "u32"),
    Field("dataset_version", 68, "u32"),
    Field("dataset_header_size", 72, "u32"),
    Field("dataset_size_copy", 76, "u32"),
    Field("volume_id", 80, "guid"),
    Field("next_nonce", 96, "u32"),
    Field("method", 100, "u16"),
    Field("created", 104, "u64"),
)
VALIDATION = (Field("size", 0, "u16"), Field("version", 2, "u16"), Field("crc32", 4, "u32"))
ENTRY = (Field("size", 0, "u16"), Field("role", 2, "u16"), Field("kind", 4, "u16"), Field("version", 6, "u16"))
PROTECTOR = (Field("id", 0, "guid"), Field("modified", 16, "u64"), Field("protection", 26, "u16"))
PROTECTOR_HEADER_SIZE = 28
STRETCH = (Field("method", 0, "u16"), Field("flags", 2, "u16"), Field("salt", 4, "bytes16"))
STRETCH_HEADER_SIZE = 20
HEADER_BLOCK = (Field("offset", 0, "u64"), Field("size", 8, "u64"))
EXTERNAL_KEY_HEADER_SIZE = 24
EXTERNAL_KEY_FILE = (
    Field("size", 0, "u32"),
    Field("version", 4, "u32"),
    Field("header_size", 8, "u32"),
    Field("protector_id", 16, "guid"),
)

ROLE_PROPERTY = 0x0000
ROLE_PROTECTOR = 0x0002
ROLE_VOLUME_KEY = 0x0003
ROLE_STARTUP_KEY = 0x0006
ROLE_DESCRIPTION = 0x0007
ROLE_HEADER_BLOCK = 0x000F

KIND_KEY = 0x0001
KIND_TEXT = 0x0002
KIND_STRETCH = 0x0003
KIND_SEALED = 0x0005
KIND_PROTECTOR = 0x0008
KIND_EXTERNAL_KEY = 0x0009
KIND_HEADER_BLOCK = 0x000F
KIND_GUID = 0x0017


@dataclass(frozen=True, slots=True)
class Entry:
    """One metadata entry: what it is for, what it holds, and its data without the entry's own header."""

    role: int
    kind: int
    data: memoryview


def unpack(fields: tuple[Field, ...], data: bytes | bytearray | memoryview) -> dict[str, int]:
    """The numbers among the fields, by name; raises DamagedHeader when the data ends before them."""
    return {field.name: int.from_bytes(piece(field, data), "little") for field in fields if field.kind.startswith("u")}


def piece(field: Field, data: bytes | bytearray | memoryview) -> bytes:
    """The bytes of one field; raises DamagedHeader when the data ends before it does."""
    if len(data) < field.offset + field.size:
        raise DamagedHeader(f"a structure of the metadata ends before its field {field.name}")
    return bytes(data[field.offset : field.offset + field.size])


def guid(data: bytes | memoryview) -> UUID:
    """The identifier in the first 16 bytes; its first three parts are little-endian."""
    if len(data) < 16:
        raise DamagedHeader("a structure of the metadata ends before its identifier")
    return UUID(bytes_le=bytes(data[:16]))


class Entries:
    """Reads lists of entries, also nested ones, and counts them, so that no metadata makes it work for long."""

    def __init__(self) -> None:
        self._left = ENTRIES_MAX

    def read(self, data: memoryview, depth: int = 0) -> Iterator[Entry]:
        """The entries of one list in order; an entry of size 0 ends it. Raises DamagedHeader, LimitExceeded."""
        if depth >= DEPTH_MAX:
            raise LimitExceeded(f"the entries of the metadata are nested deeper than {DEPTH_MAX}")
        while len(data) >= ENTRY_HEADER_SIZE:
            size, role, kind, _ = struct.unpack_from("<4H", data)
            if size == 0:
                return
            if not ENTRY_HEADER_SIZE <= size <= len(data):
                raise DamagedHeader(f"an entry of the metadata has {size} bytes where there are {len(data)}")
            self._left -= 1
            if self._left < 0:
                raise LimitExceeded(f"the metadata has more than {ENTRIES_MAX} entries")
            yield Entry(role, kind, data[ENTRY_HEADER_SIZE:size])
            data = data[size:]
