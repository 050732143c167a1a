"""The 4096-byte binary header of a LUKS2 header copy, to and from bytes, and its checksum.

References: LUKS2 On-Disk Format Specification 1.1.4, section 2.1; spec/volume-format.md, "Binary header".
"""

import hashlib
import hmac
import struct
import uuid as uuids
from dataclasses import dataclass
from typing import Any

from vault.errors import DamagedHeader
from vault.formats.luks2.limits import METADATA_SIZES

BINARY_HEADER_SIZE = 4096
MAGIC_PRIMARY = b"LUKS\xba\xbe"
MAGIC_SECONDARY = b"SKUL\xba\xbe"
VERSION = 2
SECONDARY_OFFSETS = METADATA_SIZES
CHECKSUMS = ("sha256", "sha384", "sha512")


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the layout table; offset and size are bytes, ``kind`` is bytes, u16, u64, text or zero."""

    name: str
    offset: int
    size: int
    kind: str


LAYOUT = (
    Field("magic", 0, 6, "bytes"),
    Field("version", 6, 2, "u16"),
    Field("hdr_size", 8, 8, "u64"),
    Field("seqid", 16, 8, "u64"),
    Field("label", 24, 48, "text"),
    Field("csum_alg", 72, 32, "text"),
    Field("salt", 104, 64, "bytes"),
    Field("uuid", 168, 40, "text"),
    Field("subsystem", 208, 48, "text"),
    Field("hdr_offset", 256, 8, "u64"),
    Field("_padding", 264, 184, "zero"),
    Field("csum", 448, 64, "bytes"),
    Field("_padding4096", 512, 3584, "zero"),
)
BY_NAME = {field.name: field for field in LAYOUT}
_NUMBERS = {"u16": ">H", "u64": ">Q"}


@dataclass(frozen=True, slots=True)
class BinaryHeader:
    """The fields under the format's own names; integers are big-endian on disk, text is NUL-terminated UTF-8.

    ``label`` and ``subsystem`` keep bytes that are not UTF-8 as surrogate escapes, so that writing gives them back.
    """

    magic: bytes
    hdr_size: int
    seqid: int
    hdr_offset: int
    uuid: str
    salt: bytes
    label: str = ""
    subsystem: str = ""
    csum_alg: str = "sha256"
    csum: bytes = bytes(BY_NAME["csum"].size)
    version: int = VERSION


def looks_like(block: bytes | bytearray, *, secondary: bool) -> bool:
    """Whether the block begins with the magic and the version of such a copy."""
    magic = MAGIC_SECONDARY if secondary else MAGIC_PRIMARY
    return bytes(block[:8]) == magic + struct.pack(">H", VERSION)


def text_bytes(name: str, text: str) -> bytes:
    """The field ``name`` on disk; raises ValueError when the text has a NUL or leaves no room for the last one."""
    field = BY_NAME[name]
    data = text.encode("utf-8", "surrogateescape")
    if len(data) >= field.size or b"\0" in data:
        raise ValueError(f"{name} may have at most {field.size - 1} bytes and no NUL")
    return data.ljust(field.size, b"\0")


def pack(header: BinaryHeader) -> bytes:
    """The 4096 bytes of the binary header, its checksum as given."""
    block = bytearray(BINARY_HEADER_SIZE)
    for field in LAYOUT:
        if field.kind == "zero":
            continue
        value = getattr(header, field.name)
        if field.kind == "text":
            value = text_bytes(field.name, value)
        elif field.kind in _NUMBERS:
            value = struct.pack(_NUMBERS[field.kind], value)
        assert len(value) == field.size, field.name
        block[field.offset : field.offset + field.size] = value
    return bytes(block)


def unpack(block: bytes | bytearray, *, offset: int) -> BinaryHeader:
    """The checked fields of the copy that was read at ``offset``; raises DamagedHeader.

    Whatever this returns packs to the same bytes. The checksum is not looked at, ``verify`` does that.
    """
    values: dict[str, Any] = {field.name: _value(field, block) for field in LAYOUT if field.kind != "zero"}
    header = BinaryHeader(**values)
    expected = MAGIC_SECONDARY if offset else MAGIC_PRIMARY
    if header.magic != expected:
        raise DamagedHeader("the magic is not there")
    if header.version != VERSION:
        raise DamagedHeader(f"version {header.version} is not {VERSION}")
    if header.hdr_size not in METADATA_SIZES:
        raise DamagedHeader(f"{header.hdr_size} is no size that a header can have")
    if header.hdr_offset != offset or offset not in (0, header.hdr_size):
        raise DamagedHeader(f"the copy at {offset} says that it belongs at {header.hdr_offset}")
    if header.csum_alg not in CHECKSUMS:
        raise DamagedHeader("the checksum algorithm is unknown")
    if not is_canonical_uuid(header.uuid):
        raise DamagedHeader("the UUID has not the canonical form")
    if any(any(block[f.offset : f.offset + f.size]) for f in LAYOUT if f.kind == "zero"):
        raise DamagedHeader("the padding is not zero")
    return header


def _value(field: Field, block: bytes | bytearray) -> bytes | int | str:
    data = bytes(block[field.offset : field.offset + field.size])
    if field.kind in _NUMBERS:
        return int(struct.unpack(_NUMBERS[field.kind], data)[0])
    if field.kind == "bytes":
        return data
    text, nul, rest = data.partition(b"\0")
    if not nul or any(rest):
        raise DamagedHeader(f"{field.name} is not terminated by zeros")
    return text.decode("utf-8", "surrogateescape")


def is_canonical_uuid(text: str) -> bool:
    """Whether the text is a UUID in lower case with its four hyphens."""
    try:
        return str(uuids.UUID(text)) == text
    except ValueError:
        return False


def checksum(header: BinaryHeader, block: bytes | bytearray, json_area: bytes) -> bytes:
    """The 64 bytes of the checksum field: the hash over both parts with that field zeroed, filled up with zeros."""
    field = BY_NAME["csum"]
    state = hashlib.new(header.csum_alg)
    state.update(block[: field.offset])
    state.update(bytes(field.size))
    state.update(block[field.offset + field.size : BINARY_HEADER_SIZE])
    state.update(json_area)
    return state.digest().ljust(field.size, b"\0")


def verify(header: BinaryHeader, block: bytes | bytearray, json_area: bytes) -> None:
    """Raise DamagedHeader unless the checksum fits."""
    if not hmac.compare_digest(checksum(header, block, json_area), header.csum):
        raise DamagedHeader("the checksum does not fit")


def seal(header: BinaryHeader, json_area: bytes) -> bytes:
    """One whole copy, ``hdr_size`` bytes: the binary header with its checksum, then the JSON area."""
    assert BINARY_HEADER_SIZE + len(json_area) == header.hdr_size
    block = bytearray(pack(header))
    field = BY_NAME["csum"]
    block[field.offset : field.offset + field.size] = checksum(header, block, json_area)
    return bytes(block) + json_area
