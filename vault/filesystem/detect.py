"""Which file system a volume holds, by its superblock; what else is known gets a name for the error message."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from vault.filesystem import superblocks
from vault.filesystem.superblocks import FileSystem, Source, text

if TYPE_CHECKING:
    from vault.blockdev.base import BlockDevice

__all__ = ["FileSystem", "detect", "detect_at"]

SWAP_PAGES = (4096, 8192, 16384, 32768, 65536)
MAGIC = (
    (0, b"hsqs", "squashfs"),
    (1024, b"\x10\x20\xf5\xf2", "f2fs"),
    (1024, b"\xe2\xe1\xf5\xe0", "erofs"),
    (1024, b"H+", "hfsplus"),
    (1024, b"HX", "hfsplus"),
    (3, b"-FVE-FS-", "BitLocker"),
    (32768 + 1, b"BEA01", "udf"),
    (512, b"EFI PART", "gpt"),
    (4096, b"EFI PART", "gpt"),
)
"""Offset, bytes and name of what is only recognised."""


def detect(volume: "BlockDevice | int") -> FileSystem | None:
    """What the plaintext of a volume holds, or None when nothing that is known; reads only.

    ``volume`` is a device, or a descriptor of a file or block device. Raises OSError when it cannot be read.
    """
    source = _descriptor_source(volume) if isinstance(volume, int) else _device_source(volume)
    for probe in _PROBES:
        found = probe(source)
        if found is not None:
            return found
    return None


def detect_at(path: Path) -> FileSystem | None:
    """What the file or block device at ``path`` holds; raises OSError when it cannot be read."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return detect(descriptor)
    finally:
        os.close(descriptor)


def _descriptor_source(descriptor: int) -> Source:
    size = os.lseek(descriptor, 0, os.SEEK_END)

    def fetch(offset: int, length: int) -> bytes:
        return os.pread(descriptor, length, offset)

    return Source(fetch(0, min(size, superblocks.HEAD)).ljust(superblocks.HEAD, b"\0"), size, fetch)


def _device_source(device: "BlockDevice") -> Source:
    from vault.blockdev.unaligned import read_at

    def fetch(offset: int, length: int) -> bytes:
        return bytes(read_at(device, offset, length))

    head = fetch(0, min(device.size, superblocks.HEAD))
    return Source(head.ljust(superblocks.HEAD, b"\0"), device.size, fetch)


def _luks(source: Source) -> FileSystem | None:
    if source.head[:6] != b"LUKS\xba\xbe":
        return None
    version = int.from_bytes(source.head[6:8], "big")
    label = text(source.head[24:72]) if version == 2 else ""
    return FileSystem("crypto_LUKS", label=label, uuid=text(source.head[168:208]))


def _lvm(source: Source) -> FileSystem | None:
    for start in range(0, 2048, 512):
        label = source.head[start : start + 32]
        if label[:8] == b"LABELONE" and label[24:32] == b"LVM2 001":
            return FileSystem("LVM2_member")
    return None


def _iso9660(source: Source) -> FileSystem | None:
    block = source.head[32768:34816]
    if block[1:6] != b"CD001":
        return None
    return FileSystem(
        "iso9660",
        label=text(block[40:72]),
        block_size=int.from_bytes(block[128:130], "little"),
        dirty=False,
        sector_size=2048,
    )


def _swap(source: Source) -> FileSystem | None:
    for page in SWAP_PAGES:
        mark = source.head[page - 10 : page]
        if mark in (b"SWAPSPACE2", b"SWAP-SPACE"):
            label = text(source.head[1052:1068]) if mark == b"SWAPSPACE2" else ""
            return FileSystem("swap", label=label, block_size=page)
    return None


def _magic(source: Source) -> FileSystem | None:
    for offset, magic, name in MAGIC:
        if source.head[offset : offset + len(magic)] == magic:
            return FileSystem(name)
    return None


def _partitions(source: Source) -> FileSystem | None:
    """A table of partitions as DOS made them: a signature, and entries that say active or not, one of them used."""
    entries = [source.head[446 + 16 * number : 462 + 16 * number] for number in range(4)]
    usable = all(entry[0] in (0x00, 0x80) for entry in entries) and any(entry[4] for entry in entries)
    return FileSystem("dos") if source.head[510:512] == b"\x55\xaa" and usable else None


_PROBES: tuple[Callable[[Source], FileSystem | None], ...] = (
    _luks,
    _lvm,
    superblocks.ext,
    superblocks.xfs,
    superblocks.btrfs,
    superblocks.exfat,
    superblocks.ntfs,
    superblocks.fat,
    _iso9660,
    _swap,
    _magic,
    _partitions,
)
