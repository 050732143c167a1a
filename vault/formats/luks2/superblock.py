"""The superblock of dm-integrity, which the data of a volume with integrity begins with; it is read, never written.

The kernel makes a new one where it finds nothing but zeros, so it is only asked where there is a good one.

References: Linux, Documentation/admin-guide/device-mapper/dm-integrity.rst; spec/volume-format.md
"""

import struct
from dataclasses import dataclass
from typing import Self

from vault.blockdev.base import BlockDevice
from vault.errors import DamagedHeader, UnsupportedFeature, from_os
from vault.formats.base import DM_SECTOR

SUPERBLOCK_SIZE = 4096
"""Bytes that are kept for it, and that the journal begins behind."""
MAGIC = b"integrt\0"
VERSIONS = range(1, 7)
LAYOUT = {
    "magic": "8s",
    "version": "B",
    "log2_interleave_sectors": "b",
    "integrity_tag_size": "H",
    "journal_sections": "I",
    "provided_data_sectors": "Q",
    "flags": "I",
    "log2_sectors_per_block": "B",
}
"""Fields and their types, from the start, without gaps, little endian; what follows is for modes that are refused."""
FIXED_PADDING = 8
"""The one flag that is known here: how tags are aligned."""
INTERLEAVES = range(3, 32)
_STRUCT = struct.Struct("<" + "".join(LAYOUT.values()))
HINT = "restore the container from a copy"


@dataclass(frozen=True, slots=True)
class Superblock:
    """The fields under the format's own names; the size of the tag is bytes."""

    magic: bytes
    version: int
    log2_interleave_sectors: int
    integrity_tag_size: int
    journal_sections: int
    provided_data_sectors: int
    flags: int
    log2_sectors_per_block: int

    @classmethod
    def unpack(cls, block: bytes) -> Self:
        """The fields as they are in the block, unchecked."""
        return cls(*_STRUCT.unpack_from(block))

    @property
    def size(self) -> int:
        """Bytes of data."""
        return self.provided_data_sectors * DM_SECTOR


def read_superblock(container: BlockDevice, offset: int, *, tag_size: int, sector_size: int) -> Superblock:
    """The superblock at ``offset``, which fits the header's sizes of tag and sector in bytes.

    Raises DamagedHeader, UnsupportedFeature for what LUKS2 has no use for, BackendError.
    """
    if offset + SUPERBLOCK_SIZE > container.size:
        raise DamagedHeader("the container ends before its data begins", hint="it was cut short; " + HINT)
    try:
        block = bytes(container.read(offset, SUPERBLOCK_SIZE))
    except OSError as error:
        raise from_os(error, "cannot read the superblock of dm-integrity") from error
    found = Superblock.unpack(block)
    if found.magic != MAGIC:
        raise DamagedHeader("the data does not begin with the superblock of dm-integrity", hint=HINT)
    if found.version not in VERSIONS:
        raise UnsupportedFeature(f"the superblock of dm-integrity has version {found.version}")
    if found.flags & ~FIXED_PADDING:
        raise UnsupportedFeature(f"the superblock of dm-integrity has flags that are not known here: {found.flags:#x}")
    _check_sizes(found, tag_size, sector_size)
    return found


def _check_sizes(found: Superblock, tag_size: int, sector_size: int) -> None:
    """Raise DamagedHeader."""
    per_block = sector_size // DM_SECTOR
    for good, what in (
        (found.integrity_tag_size == tag_size, f"has tags of {found.integrity_tag_size} bytes, not {tag_size}"),
        (1 << found.log2_sectors_per_block == per_block, f"has not the header's sectors of {sector_size} bytes"),
        (found.log2_interleave_sectors in INTERLEAVES, f"has an interleave of 2^{found.log2_interleave_sectors}"),
        (found.journal_sections > 0, "has no journal"),
        (0 < found.provided_data_sectors < 1 << 63 - 9, "has no possible size of data"),
        (found.provided_data_sectors % per_block == 0, "has data that is not whole sectors"),
    ):
        if not good:
            raise DamagedHeader(f"the superblock of dm-integrity {what}", hint=HINT)
