"""How far into a volume its file system has data, for those that keep a plain list of what is free.

References: Microsoft, FAT32 file system specification 3 and 4; Microsoft, exFAT file system specification 3.1, 4.1, 7.1
"""

import struct
from collections.abc import Callable
from typing import TYPE_CHECKING

from vault.blockdev.unaligned import read_at
from vault.filesystem import occupied_ext
from vault.filesystem.superblocks import FileSystem

if TYPE_CHECKING:
    from vault.blockdev.base import BlockDevice

STEP = 1 << 20
FAT12_CLUSTERS, FAT16_CLUSTERS = 4085, 65525
"""From so many clusters on, a table has the entries of the next size."""
FIRST_CLUSTER = 2
"""The number of the first cluster of data."""
BITMAP_ENTRY = 0x81


def used_end(volume: "BlockDevice", found: FileSystem) -> int | None:
    """The offset behind the last byte that the file system uses, or None where that cannot be told for sure.

    ``found`` is what ``detect`` says of the plaintext ``volume``. Raises OSError.
    """
    if found.dirty is not False or not 0 < found.size <= volume.size:
        return None
    if found.name in ("ext2", "ext3", "ext4"):
        return occupied_ext.used_end(volume, found.features)
    tell: Callable[[BlockDevice], int | None] | None = {"vfat": _fat, "exfat": _exfat}.get(found.name)
    return None if tell is None else tell(volume)


def _fat(volume: "BlockDevice") -> int | None:
    head = bytes(read_at(volume, 0, 512))
    sector, per_cluster, reserved, tables, root_entries, total16 = struct.unpack_from("<HBHBHH", head, 11)
    length = struct.unpack_from("<H", head, 22)[0] or struct.unpack_from("<I", head, 36)[0]
    total = total16 or struct.unpack_from("<I", head, 32)[0]
    data = reserved + tables * length + -(-root_entries * 32 // sector)
    clusters = (total - data) // per_cluster
    bits = 12 if clusters < FAT12_CLUSTERS else 16 if clusters < FAT16_CLUSTERS else 32
    size = -(-(clusters + FIRST_CLUSTER) * bits // 8)
    if size > length * sector:
        return None
    used = _last_used(volume, reserved * sector, size)
    last = FIRST_CLUSTER if used is None else (used * 8 + 7) // bits
    end: int = (data + (last - FIRST_CLUSTER + 1) * per_cluster) * sector
    return end


def _exfat(volume: "BlockDevice") -> int | None:
    head = bytes(read_at(volume, 0, 512))
    fat, _, heap, clusters, root = struct.unpack_from("<IIIII", head, 80)
    sector, cluster = 1 << head[108], 1 << (head[108] + head[109])
    if head[110] != 1:
        return None  # two tables in turn
    heap *= sector
    place = _exfat_bitmap(_read(volume, heap + (root - FIRST_CLUSTER) * cluster, cluster))
    if place is None or place[1] < -(-clusters // 8):
        return None
    first, size = place
    count = -(-size // cluster)
    chain = struct.unpack(f"<{count}I", _read(volume, fat * sector + 4 * first, 4 * count).ljust(4 * count, b"\0"))
    if any(link != first + number + 1 for number, link in enumerate(chain[:-1])):
        return None  # in pieces
    start = heap + (first - FIRST_CLUSTER) * cluster
    if not heap <= start <= volume.size - size:
        return None
    used = _last_used(volume, start, size)
    return None if used is None else heap + min((used + 1) * 8, clusters) * cluster


def _exfat_bitmap(root: bytes) -> tuple[int, int] | None:
    """First cluster and bytes of the allocation bitmap, as the root folder has them."""
    for offset in range(0, len(root), 32):
        if root[offset] == BITMAP_ENTRY:
            first, size = struct.unpack_from("<IQ", root, offset + 20)
            return first, size
    return None


def _read(volume: "BlockDevice", offset: int, length: int) -> bytes:
    """These bytes, or nothing when they do not all lie in the volume."""
    return bytes(read_at(volume, offset, length)) if 0 <= offset <= volume.size - length else b""


def _last_used(volume: "BlockDevice", start: int, size: int) -> int | None:
    """The number of the last of ``size`` bytes from ``start`` on that is not zero."""
    for offset in reversed(range(0, size, STEP)):
        used = bytes(read_at(volume, start + offset, min(STEP, size - offset))).rstrip(b"\0")
        if used:
            return offset + len(used) - 1
    return None
