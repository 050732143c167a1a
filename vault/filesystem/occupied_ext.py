"""How far into a volume ext2, ext3 and ext4 have data: their bitmaps, and what lies at fixed places.

References: Linux, Documentation/filesystems/ext4 (super block, group descriptors, block and inode bitmaps)
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vault.blockdev.unaligned import read_at

if TYPE_CHECKING:
    from vault.blockdev.base import BlockDevice

UNCLEAR = {"meta_bg", "sparse_super2", "bigalloc", "journal_dev"}
"""Features with which blocks lie, or are counted, in another way."""
BLOCK_UNINIT = 2
"""Flag of a group whose bitmap was never written: it has no data, only what lies at fixed places."""
SMALL_DESCRIPTOR = 32


@dataclass(frozen=True, slots=True)
class Group:
    """A block group: where its bitmaps and its inodes are (blocks), and whether its block bitmap was written."""

    number: int
    block_bitmap: int
    inode_bitmap: int
    inode_table: int
    written: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """How the volume is divided, in blocks of ``block`` bytes."""

    block: int
    blocks: int
    first: int
    per_group: int
    inode_blocks: int
    descriptor: int
    reserved: int
    features: frozenset[str]

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return -(-(self.blocks - self.first) // self.per_group)

    def start(self, number: int) -> int:
        """The first block of a group."""
        return self.first + number * self.per_group


def used_end(volume: "BlockDevice", features: frozenset[str]) -> int | None:
    """The offset behind the last byte that is used, or None where that cannot be told. Raises OSError."""
    if features & UNCLEAR:
        return None
    layout = _layout(bytes(read_at(volume, 1024, 1024)), features)
    table = (layout.first + 1) * layout.block
    size = layout.groups * layout.descriptor
    if table + size > volume.size:
        return None
    groups = list(_groups(layout, bytes(read_at(volume, table, size))))
    fixed = max(
        max(group.block_bitmap + 1, group.inode_bitmap + 1, group.inode_table + layout.inode_blocks) for group in groups
    )
    copies = 2 + -(-size // layout.block) + layout.reserved
    last_copy = max(layout.start(group.number) + copies for group in groups if _has_copy(layout, group.number))
    if max(fixed, last_copy) > layout.blocks + copies:
        return None
    return max(fixed, min(last_copy, layout.blocks), _last_data(volume, layout, groups)) * layout.block


def _layout(block: bytes, features: frozenset[str]) -> Layout:
    def word(offset: int) -> int:
        return int(struct.unpack_from("<I", block, offset)[0])

    def half(offset: int) -> int:
        return int(struct.unpack_from("<H", block, offset)[0])

    size = 1024 << word(0x18)
    wide = "64bit" in features
    inode = half(0x58) if word(0x4C) else 128
    return Layout(
        block=size,
        blocks=word(0x4) + (word(0x150) << 32 if wide else 0),
        first=word(0x14),
        per_group=word(0x20),
        inode_blocks=-(-word(0x28) * inode // size),
        descriptor=half(0xFE) if wide else SMALL_DESCRIPTOR,
        reserved=half(0xCE),
        features=features,
    )


def _groups(layout: Layout, table: bytes) -> Iterator[Group]:
    checked = bool(layout.features & {"uninit_bg", "metadata_csum"})
    for number in range(layout.groups):
        at = number * layout.descriptor
        places: list[int] = list(struct.unpack_from("<III", table, at))
        flags = struct.unpack_from("<H", table, at + 0x12)[0] if checked else 0
        if layout.descriptor > SMALL_DESCRIPTOR:
            high = struct.unpack_from("<III", table, at + 0x20)
            places = [low + (more << 32) for low, more in zip(places, high, strict=True)]
        yield Group(number, places[0], places[1], places[2], not flags & BLOCK_UNINIT)


def _has_copy(layout: Layout, number: int) -> bool:
    """Whether the group begins with a copy of the superblock and the descriptors."""
    if number < 2 or "sparse_super" not in layout.features:
        return True
    return any(number == base ** _power(number, base) for base in (3, 5, 7))


def _power(number: int, base: int) -> int:
    power = 1
    while base ** (power + 1) <= number:
        power += 1
    return power


def _last_data(volume: "BlockDevice", layout: Layout, groups: list[Group]) -> int:
    """The block behind the last one that a bitmap says is used."""
    for group in reversed(groups):
        start = layout.start(group.number)
        count = min(layout.per_group, layout.blocks - start)
        if not group.written or group.block_bitmap >= layout.blocks:
            continue
        bitmap = int.from_bytes(read_at(volume, group.block_bitmap * layout.block, layout.block), "little")
        used = (bitmap & ((1 << count) - 1)).bit_length()
        if used:
            return start + used
    return 0
