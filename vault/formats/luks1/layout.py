"""The 592 bytes of a LUKS1 header, to and from bytes.

References: LUKS1 On-Disk Format Specification 1.2.3, section 5; spec/luks1-format.md, "Header" and "Keyslot".
"""

import struct
from dataclasses import dataclass, replace
from typing import Any

from vault.errors import DamagedHeader
from vault.formats.luks2.layout import Field, is_canonical_uuid

MAGIC = b"LUKS\xba\xbe"
MAGIC_REENCRYPTING = b"LUKS\xde\xad"
VERSION = 1
SECTOR = 512
KEYSLOTS = 8
AF_STRIPES = 4000
ENABLED = 0x00AC71F3
DISABLED = 0x0000DEAD
DIGEST_SIZE = 20
SALT_SIZE = 32

LAYOUT = (
    Field("magic", 0, 6, "bytes"),
    Field("version", 6, 2, "u16"),
    Field("cipher_name", 8, 32, "text"),
    Field("cipher_mode", 40, 32, "text"),
    Field("hash_spec", 72, 32, "text"),
    Field("payload_offset", 104, 4, "u32"),
    Field("key_bytes", 108, 4, "u32"),
    Field("mk_digest", 112, DIGEST_SIZE, "bytes"),
    Field("mk_digest_salt", 132, SALT_SIZE, "bytes"),
    Field("mk_digest_iterations", 164, 4, "u32"),
    Field("uuid", 168, 40, "text"),
)
KEYSLOT_LAYOUT = (
    Field("active", 0, 4, "u32"),
    Field("iterations", 4, 4, "u32"),
    Field("salt", 8, SALT_SIZE, "bytes"),
    Field("key_material_offset", 40, 4, "u32"),
    Field("stripes", 44, 4, "u32"),
)
KEYSLOTS_OFFSET = 208
KEYSLOT_SIZE = 48
HEADER_SIZE = KEYSLOTS_OFFSET + KEYSLOTS * KEYSLOT_SIZE
RESERVED_SIZE = 2 * SECTOR
"""What no keyslot area may touch: the header and the padding that fills its second sector."""

_NUMBERS = {"u16": ">H", "u32": ">I"}


@dataclass(frozen=True, slots=True)
class KeyslotEntry:
    """One keyslot as the header has it; ``key_material_offset`` counts 512-byte sectors from the start."""

    active: int
    iterations: int
    salt: bytes
    key_material_offset: int
    stripes: int = AF_STRIPES

    @property
    def enabled(self) -> bool:
        """Whether it holds a key."""
        return self.active == ENABLED

    def disabled(self) -> "KeyslotEntry":
        """The same place, free."""
        return KeyslotEntry(DISABLED, 0, bytes(SALT_SIZE), self.key_material_offset)


@dataclass(frozen=True, slots=True)
class BinaryHeader:
    """The fields under the format's own names; integers are big-endian on disk, text is NUL-terminated ASCII."""

    cipher_name: str
    cipher_mode: str
    hash_spec: str
    payload_offset: int
    key_bytes: int
    mk_digest: bytes
    mk_digest_salt: bytes
    mk_digest_iterations: int
    uuid: str
    keyslots: tuple[KeyslotEntry, ...]
    magic: bytes = MAGIC
    version: int = VERSION

    @property
    def area_size(self) -> int:
        """Bytes of one keyslot's material, whole sectors."""
        return area_size(self.key_bytes)

    def with_keyslot(self, number: int, entry: KeyslotEntry) -> "BinaryHeader":
        """The header with another keyslot of that number."""
        keyslots = (*self.keyslots[:number], entry, *self.keyslots[number + 1 :])
        return replace(self, keyslots=keyslots)


def area_size(key_bytes: int) -> int:
    """Bytes that the stripes of a key take, whole sectors."""
    return -(-key_bytes * AF_STRIPES // SECTOR) * SECTOR


def pack(header: BinaryHeader) -> bytes:
    """The 592 bytes of the header."""
    block = bytearray(HEADER_SIZE)
    _pack(LAYOUT, header, block, 0)
    for number, entry in enumerate(header.keyslots):
        _pack(KEYSLOT_LAYOUT, entry, block, KEYSLOTS_OFFSET + number * KEYSLOT_SIZE)
    return bytes(block)


def unpack(block: bytes | bytearray) -> BinaryHeader:
    """The fields of a block that begins with magic and version; raises DamagedHeader for text or UUID.

    Whatever this returns packs to the same bytes.
    """
    if len(block) < HEADER_SIZE:
        raise DamagedHeader("the container ends inside the header", hint="it was cut short; restore it from a copy")
    keyslots = []
    for number in range(KEYSLOTS):
        start = KEYSLOTS_OFFSET + number * KEYSLOT_SIZE
        keyslots.append(KeyslotEntry(**_unpack(KEYSLOT_LAYOUT, block[start : start + KEYSLOT_SIZE])))
    header = BinaryHeader(**_unpack(LAYOUT, block), keyslots=tuple(keyslots))
    assert (header.magic, header.version) == (MAGIC, VERSION)
    if not is_canonical_uuid(header.uuid):
        raise DamagedHeader("the UUID has not the canonical form")
    return header


def text_fits(name: str, text: str) -> bool:
    """Whether the field ``name`` can hold the text and the NUL after it."""
    (field,) = (field for field in LAYOUT if field.name == name)
    return text.isascii() and text.isprintable() and 0 < len(text) < field.size


def _pack(layout: tuple[Field, ...], values: object, block: bytearray, start: int) -> None:
    for field in layout:
        value = getattr(values, field.name)
        if field.kind == "text":
            assert text_fits(field.name, value), field.name
            value = value.encode("ascii").ljust(field.size, b"\0")
        elif field.kind in _NUMBERS:
            value = struct.pack(_NUMBERS[field.kind], value)
        assert len(value) == field.size, field.name
        block[start + field.offset : start + field.offset + field.size] = value


def _unpack(layout: tuple[Field, ...], block: bytes | bytearray) -> dict[str, Any]:
    return {field.name: _value(field, bytes(block[field.offset : field.offset + field.size])) for field in layout}


def _value(field: Field, data: bytes) -> bytes | int | str:
    if field.kind in _NUMBERS:
        return int(struct.unpack(_NUMBERS[field.kind], data)[0])
    if field.kind == "bytes":
        return data
    text, nul, rest = data.partition(b"\0")
    if not nul or any(rest):
        raise DamagedHeader(f"{field.name} is not terminated by zeros")
    if not text or not text.isascii() or not text.decode("ascii").isprintable():
        raise DamagedHeader(f"{field.name} is empty or not printable ASCII")
    return text.decode("ascii")
