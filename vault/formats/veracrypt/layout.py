"""Where headers lie in a container and where each field lies in a header, as bytes and back.

References: spec/veracrypt-format.md; VeraCrypt documentation, "VeraCrypt Volume Format Specification"
"""

import struct
from dataclasses import dataclass
from enum import Enum
from zlib import crc32

HEADER_SIZE = 512
SALT_SIZE = 64
AREA_SIZE = HEADER_SIZE - SALT_SIZE
"""Bytes of a header that are encrypted: all but the salt."""
KEYS_SIZE = 256

GROUP_SIZE = 65536
"""Bytes that each header has for itself; the rest of them is random."""
HEADERS_SIZE = 2 * GROUP_SIZE
"""Bytes of the two headers at the start, and of their two backups at the end."""
OLD_HEADER_SIZE = 512
"""Bytes before the data in volumes of header versions 1 to 3."""
OLD_HIDDEN_OFFSET = 1536
"""Where, counted from the end, the hidden header of such volumes lies, and up to where its data reaches."""

FLAG_SYSTEM = 1
FLAG_IN_PLACE = 2

_CRC_END = 252
_KEYS_START = 256


class Kind(Enum):
    """The two programs, each with a magic of its own."""

    VERACRYPT = b"VERA"
    TRUECRYPT = b"TRUE"

    def __str__(self) -> str:
        return self.name.lower()


class Location(Enum):
    """The places of headers, as byte offsets; a negative one counts from the end of the container."""

    STANDARD = 0
    HIDDEN = GROUP_SIZE
    BACKUP = -HEADERS_SIZE
    HIDDEN_BACKUP = -GROUP_SIZE
    OLD_HIDDEN = -OLD_HIDDEN_OFFSET
    SYSTEM = 62 * 512

    def __str__(self) -> str:
        return self.name.lower().replace("_", "-")

    @property
    def hidden(self) -> bool:
        """Whether it is a hidden volume's."""
        return self in (Location.HIDDEN, Location.HIDDEN_BACKUP, Location.OLD_HIDDEN)

    @property
    def slot(self) -> int:
        """The number that events give the header: 1 for hidden volumes, else 0."""
        return int(self.hidden)

    def offset_in(self, size: int) -> int | None:
        """The byte offset in a container of ``size`` bytes, or None when the container is too small for it."""
        offset = self.value if self.value >= 0 else size + self.value
        return offset if 0 <= offset <= size - HEADER_SIZE else None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the decrypted header: ``offset`` counts from the start of the header, salt included."""

    name: str
    offset: int
    size: int


FIELDS = (
    Field("magic", 64, 4),
    Field("version", 68, 2),
    Field("program_version", 70, 2),
    Field("keys_crc", 72, 4),
    Field("hidden_size", 92, 8),
    Field("volume_size", 100, 8),
    Field("area_offset", 108, 8),
    Field("area_size", 116, 8),
    Field("flags", 124, 4),
    Field("sector_size", 128, 4),
    Field("header_crc", 252, 4),
    Field("keys", _KEYS_START, KEYS_SIZE),
)
"""Numbers are big endian; what lies between the fields is reserved and zero."""

BY_NAME = {field.name: field for field in FIELDS}
NUMBERS = tuple(field.name for field in FIELDS if field.name not in ("magic", "keys_crc", "header_crc", "keys"))


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a decrypted header as they are, unchecked; the keys are not among them."""

    magic: bytes
    version: int
    program_version: int
    hidden_size: int
    volume_size: int
    area_offset: int
    area_size: int
    flags: int
    sector_size: int


def decode(area: memoryview) -> Fields:
    """The fields of the decrypted ``AREA_SIZE`` bytes that follow the salt."""
    return Fields(magic=bytes(area[:4]), **{name: _number(area, name) for name in NUMBERS})


def keys_crc_fits(area: memoryview) -> bool:
    """Whether the checksum of the keys is theirs."""
    return _number(area, "keys_crc") == crc32(area[_KEYS_START - SALT_SIZE :])


def header_crc_fits(area: memoryview) -> bool:
    """Whether the checksum of the fields is theirs; headers before version 4 have none."""
    return _number(area, "header_crc") == crc32(area[: _CRC_END - SALT_SIZE])


def encode(fields: Fields, keys: bytes | bytearray | memoryview) -> bytearray:
    """The ``AREA_SIZE`` bytes that follow the salt, not yet encrypted, checksums included; the caller wipes them."""
    assert len(keys) == KEYS_SIZE, "not the size of the key area"
    area = bytearray(AREA_SIZE)
    with memoryview(area) as view:
        view[:4] = fields.magic
        for name in NUMBERS:
            _put(view, name, getattr(fields, name))
        view[_KEYS_START - SALT_SIZE :] = keys
        _put(view, "keys_crc", crc32(keys))
        _put(view, "header_crc", crc32(view[: _CRC_END - SALT_SIZE]))
    return area


def _number(area: memoryview, name: str) -> int:
    field = BY_NAME[name]
    start = field.offset - SALT_SIZE
    return int.from_bytes(area[start : start + field.size], "big")


def _put(area: memoryview, name: str, value: int) -> None:
    field = BY_NAME[name]
    struct.pack_into({2: ">H", 4: ">I", 8: ">Q"}[field.size], area, field.offset - SALT_SIZE, value)
