"""The superblocks of file systems that vault mounts, read by ourselves: bytes in, ``FileSystem`` or None out.

What is read here was written by whoever could write the container, so nothing of it is trusted: offsets that a
superblock names are read through ``Source.read``, which gives what there is and at most ``READ_LIMIT`` bytes.

References: Linux, Documentation/filesystems/ext4 (super block); xfs_db(8) sb; btrfs on-disk format (superblock);
Microsoft, exFAT file system specification 3.1 and 7; Microsoft, FAT32 file system specification 3; the NTFS
documentation of the linux-ntfs project ($Boot, FILE record, $Volume)
"""

import struct
import uuid as uuids
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

READ_LIMIT = 64 * 1024
"""Bytes that one read of a place named by a superblock may ask for."""
HEAD = 72 * 1024
"""Bytes from the start that hold every fixed superblock (btrfs has its own at 64 KiB)."""


@dataclass(frozen=True, slots=True)
class FileSystem:
    """What a volume holds, by the name that mount(8) and blkid(8) use.

    ``dirty`` is True when it was not dismounted cleanly, None when its superblock cannot tell. ``sector_size`` is the
    largest sector, in bytes, of a device that it can live on, ``size`` the bytes that it believes to have (0: not
    told). ``features`` are named as in mke2fs(8), for ext only.
    """

    name: str
    label: str = ""
    uuid: str = ""
    block_size: int = 0
    dirty: bool | None = None
    sector_size: int = 512
    size: int = 0
    features: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Source:
    """The first bytes of a volume, padded with zeros to ``HEAD``, and a way to read on."""

    head: bytes
    size: int
    fetch: Callable[[int, int], bytes]

    def read(self, offset: int, length: int) -> bytes:
        """What there is of these bytes: fewer at the end of the volume, none beyond it."""
        length = min(length, READ_LIMIT, self.size - offset)
        return self.fetch(offset, length) if offset >= 0 and length > 0 else b""


def _u16(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 2], "little")


def _u32(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 4], "little")


def _u64(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 8], "little")


def _power_of_two(value: int, low: int, high: int) -> bool:
    return low <= value <= high and not value & (value - 1)


def text(raw: bytes, encoding: str = "utf-8") -> str:
    """A label without its padding, on one line whatever its bytes are."""
    label = raw.decode(encoding, "replace").partition("\0")[0].rstrip()
    return "".join(character if character.isprintable() else "?" for character in label)


def _uuid(raw: bytes) -> str:
    return str(uuids.UUID(bytes=raw)) if any(raw) else ""


# --- ext2, ext3, ext4 -----------------------------------------------------------------------------------------

_EXT_COMPAT = {0x4: "has_journal", 0x200: "sparse_super2", 0x1000: "orphan_file"}
_EXT_INCOMPAT = {
    0x2: "filetype",
    0x4: "needs_recovery",
    0x8: "journal_dev",
    0x10: "meta_bg",
    0x40: "extent",
    0x80: "64bit",
    0x100: "mmp",
    0x200: "flex_bg",
    0x400: "ea_inode",
    0x2000: "metadata_csum_seed",
    0x4000: "large_dir",
    0x8000: "inline_data",
    0x10000: "encrypt",
    0x20000: "casefold",
}
_EXT_RO_COMPAT = {
    0x1: "sparse_super",
    0x2: "large_file",
    0x8: "huge_file",
    0x10: "uninit_bg",
    0x20: "dir_nlink",
    0x40: "extra_isize",
    0x100: "quota",
    0x200: "bigalloc",
    0x400: "metadata_csum",
    0x1000: "read-only",
    0x2000: "project",
    0x8000: "verity",
    0x10000: "orphan_present",
}
_EXT3_INCOMPAT = 0x2 | 0x4 | 0x10
_EXT3_RO_COMPAT = 0x1 | 0x2 | 0x4
_EXT_CLEAN, _EXT_ERRORS = 0x1, 0x2


def ext(source: Source) -> FileSystem | None:
    """Ext2, ext3 or ext4: the oldest that knows all of its features."""
    block = source.head[1024:2048]
    shift = _u32(block, 0x18)
    if _u16(block, 0x38) != 0xEF53 or shift > 6:
        return None
    compat, incompat, ro_compat = (_u32(block, 0x5C + 4 * n) if _u32(block, 0x4C) else 0 for n in range(3))
    named = ((_EXT_COMPAT, compat), (_EXT_INCOMPAT, incompat), (_EXT_RO_COMPAT, ro_compat))
    features = frozenset(name for table, bits in named for bit, name in table.items() if bits & bit)
    if "journal_dev" in features:
        name = "jbd"
    elif incompat & ~_EXT3_INCOMPAT or ro_compat & ~_EXT3_RO_COMPAT:
        name = "ext4"
    else:
        name = "ext3" if "has_journal" in features else "ext2"
    state = _u16(block, 0x3A)
    unclean = not state & _EXT_CLEAN or bool(state & _EXT_ERRORS)
    return FileSystem(
        name,
        label=text(block[0x78:0x88]),
        uuid=_uuid(block[0x68:0x78]),
        block_size=1024 << shift,
        dirty=unclean or bool(features & {"needs_recovery", "orphan_present"}),
        sector_size=min(1024 << shift, 4096),
        size=(_u32(block, 0x4) + (_u32(block, 0x150) << 32 if "64bit" in features else 0)) * (1024 << shift),
        features=features,
    )


# --- xfs, btrfs -----------------------------------------------------------------------------------------------


def xfs(source: Source) -> FileSystem | None:
    """XFS; its superblock does not tell whether the log has to be replayed."""
    head = source.head
    block_size, sector_size = struct.unpack_from(">I", head, 4)[0], struct.unpack_from(">H", head, 102)[0]
    if head[:4] != b"XFSB" or not _power_of_two(block_size, 512, 65536) or not _power_of_two(sector_size, 512, 32768):
        return None
    return FileSystem(
        "xfs",
        label=text(head[108:120]),
        uuid=_uuid(head[32:48]),
        block_size=block_size,
        sector_size=min(sector_size, 4096),
        size=int.from_bytes(head[8:16], "big") * block_size,
    )


def btrfs(source: Source) -> FileSystem | None:
    """Btrfs; what its log tree holds is replayed by the mount, so only an unreplayed log makes it dirty."""
    block = source.head[65536:]
    sector_size = _u32(block, 144)
    if block[64:72] != b"_BHRfS_M" or _u64(block, 48) != 65536 or not _power_of_two(sector_size, 512, 65536):
        return None
    return FileSystem(
        "btrfs",
        label=text(block[299:555]),
        uuid=_uuid(block[32:48]),
        block_size=sector_size,
        dirty=_u64(block, 96) != 0,
        sector_size=min(sector_size, 4096),
        size=_u64(block, 201 + 8),
    )


# --- exFAT, FAT -----------------------------------------------------------------------------------------------


def _serial(raw: bytes) -> str:
    number = _u32(raw, 0)
    return f"{number >> 16:04X}-{number & 0xFFFF:04X}" if number else ""


def _entries(directory: bytes) -> Iterator[bytes]:
    """Directory entries of 32 bytes up to the end mark."""
    for start in range(0, len(directory) - 31, 32):
        if directory[start] == 0:
            return
        yield directory[start : start + 32]


def exfat(source: Source) -> FileSystem | None:
    """The label is an entry of the root folder, looked for in its first cluster."""
    head = source.head
    sector_shift, cluster_shift = head[108], head[109]
    if head[3:11] != b"EXFAT   " or any(head[11:64]) or head[510:512] != b"\x55\xaa":
        return None
    if not 9 <= sector_shift <= 12 or sector_shift + cluster_shift > 25:
        return None
    root = (_u32(head, 88) << sector_shift) + ((_u32(head, 96) - 2) << (sector_shift + cluster_shift))
    label = ""
    for entry in _entries(source.read(root, 1 << (sector_shift + cluster_shift))):
        if entry[0] == 0x83:
            label = text(entry[2 : 2 + 2 * min(entry[1], 11)], "utf-16-le")
    return FileSystem(
        "exfat",
        label=label,
        uuid=_serial(head[100:104]),
        block_size=1 << (sector_shift + cluster_shift),
        dirty=bool(head[106] & 0x2),
        sector_size=1 << sector_shift,
        size=_u64(head, 72) << sector_shift,
    )


@dataclass(frozen=True, slots=True)
class _Fat:
    """Where the parts of a FAT file system lie, in bytes, and the width of a FAT entry in bits."""

    sector: int
    cluster: int
    table: int
    root: int
    root_length: int
    width: int
    size: int


def _fat_layout(head: bytes) -> _Fat | None:
    sector, per_cluster, reserved, tables = _u16(head, 11), head[13], _u16(head, 14), head[16]
    jump = head[0] == 0xE9 or (head[0] == 0xEB and head[2] == 0x90)
    media = head[21] == 0xF0 or head[21] >= 0xF8
    if not (jump and media and reserved and 1 <= tables <= 2 and head[510:512] == b"\x55\xaa"):
        return None
    if not _power_of_two(sector, 512, 4096) or not _power_of_two(per_cluster, 1, 128):
        return None
    root_entries, length16 = _u16(head, 17), _u16(head, 22)
    table_length = length16 or _u32(head, 36)
    total = _u16(head, 19) or _u32(head, 32)
    root_sectors = -(-root_entries * 32 // sector)
    data = reserved + tables * table_length + root_sectors
    if not table_length or data >= total:
        return None
    clusters = (total - data) // per_cluster
    cluster = sector * per_cluster
    if not length16:
        root = data * sector + (_u32(head, 44) - 2) * cluster
        return _Fat(sector, cluster, reserved * sector, root, cluster, 32, total * sector)
    width = 12 if clusters < 4085 else 16
    return _Fat(
        sector, cluster, reserved * sector, (data - root_sectors) * sector, root_entries * 32, width, total * sector
    )


def fat(source: Source) -> FileSystem | None:
    """FAT12, FAT16 or FAT32, all called vfat; dirty when the FAT or the boot sector says so."""
    head = source.head
    layout = _fat_layout(head)
    if layout is None:
        return None
    flags = 0x41 if layout.width == 32 else 0x25
    table = source.read(layout.table, 8)
    clean = {12: True, 16: bool(_u16(table, 2) & 0x8000), 32: bool(_u32(table, 4) & 0x08000000)}[layout.width]
    label = ""
    for entry in _entries(source.read(layout.root, layout.root_length)):
        if entry[0] != 0xE5 and entry[11] & 0x18 == 0x08 and entry[11] != 0x0F:
            first = b"\xe5" if entry[0] == 0x05 else entry[:1]  # 0xE5 itself marks what was deleted
            label = text(first + entry[1:11], "cp850")
            break
    return FileSystem(
        "vfat",
        label=label,
        uuid=_serial(head[flags + 2 : flags + 6]),
        block_size=layout.cluster,
        dirty=bool(head[flags] & 0x1) or not clean,
        sector_size=layout.sector,
        size=layout.size,
    )


# --- NTFS -----------------------------------------------------------------------------------------------------

_NTFS_VOLUME_RECORD = 3
_NTFS_NAME, _NTFS_INFORMATION, _NTFS_END = 0x60, 0x70, 0xFFFFFFFF


def ntfs(source: Source) -> FileSystem | None:
    """The label and the dirty flag come from the file record of ``$Volume``."""
    head = source.head
    sector = _u16(head, 11)
    per_cluster = head[13] if head[13] <= 0x80 else 1 << (256 - head[13])
    if head[3:11] != b"NTFS    " or not _power_of_two(sector, 256, 4096) or not _power_of_two(per_cluster, 1, 1 << 21):
        return None
    cluster = sector * per_cluster
    code = int.from_bytes(head[64:65], "little", signed=True)
    record_size = code * cluster if code > 0 else 1 << -code
    if not _power_of_two(record_size, 256, READ_LIMIT):
        return None
    record = source.read(_u64(head, 48) * cluster + _NTFS_VOLUME_RECORD * record_size, record_size)
    label, dirty = "", None
    for kind, value in _ntfs_attributes(_ntfs_repaired(record)):
        if kind == _NTFS_NAME:
            label = text(value, "utf-16-le")
        elif kind == _NTFS_INFORMATION and len(value) >= 12:
            dirty = bool(_u16(value, 10) & 0x1)
    serial = f"{_u64(head, 72):016X}"
    return FileSystem(
        "ntfs",
        label=label,
        uuid=serial,
        block_size=cluster,
        dirty=dirty,
        sector_size=sector,
        size=_u64(head, 40) * sector,
    )


def _ntfs_repaired(record: bytes) -> bytes:
    """A file record with the last two bytes of each 512-byte stride put back, or nothing when it is torn."""
    if len(record) < 256 or record[:4] != b"FILE":
        return b""
    fixed = bytearray(record)
    start, count = _u16(record, 4), _u16(record, 6)
    mark = record[start : start + 2]
    for number in range(1, count):
        end = 512 * number
        if end > len(record) or record[end - 2 : end] != mark:
            return b""
        fixed[end - 2 : end] = record[start + 2 * number : start + 2 * number + 2].ljust(2, b"\0")
    return bytes(fixed)


def _ntfs_attributes(record: bytes) -> Iterator[tuple[int, bytes]]:
    """Type and value of the resident attributes of a file record."""
    offset = _u16(record, 20)
    while offset + 24 <= len(record):
        kind, length = _u32(record, offset), _u32(record, offset + 4)
        if kind == _NTFS_END or length < 24 or offset + length > len(record):
            return
        if record[offset + 8] == 0:
            attribute = record[offset : offset + length]
            start = _u16(attribute, 20)
            yield kind, attribute[start : start + _u32(attribute, 16)]
        offset += length
