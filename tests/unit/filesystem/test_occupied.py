"""How far file systems reach is told from their own tables, and never less than where a file's bytes are."""

import os
import subprocess
from pathlib import Path

import pytest

from vault.blockdev.image import ImageFile
from vault.blockdev.memory import MemoryDevice
from vault.filesystem.detect import detect
from vault.filesystem.occupied import used_end
from vault.filesystem.superblocks import FileSystem

MIB = 1 << 20
PROGRAMS = {"ext": "/usr/sbin/mke2fs", "vfat": "/usr/sbin/mkfs.fat", "exfat": "/usr/sbin/mkfs.exfat"}
MADE = {
    "ext4 of one group": ("ext", 64, ("-t", "ext4")),
    "ext4 of small blocks": ("ext", 24, ("-t", "ext4", "-b", "1024")),
    "ext4 of many groups": ("ext", 512, ("-t", "ext4", "-b", "1024", "-g", "2048")),
    "ext4 without flex_bg": ("ext", 64, ("-t", "ext4", "-b", "1024", "-O", "^flex_bg,^64bit")),
    "ext3": ("ext", 32, ("-t", "ext3", "-b", "1024")),
    "ext2 of old": ("ext", 32, ("-t", "ext2", "-b", "1024", "-O", "none")),
    "FAT12": ("vfat", 4, ("-F", "12")),
    "FAT16": ("vfat", 24, ("-F", "16")),
    "FAT32": ("vfat", 64, ("-F", "32")),
    "exFAT": ("exfat", 16, ()),
}


def made(path: Path, name: str) -> tuple[ImageFile, FileSystem]:
    kind, mib, options = MADE[name]
    if not Path(PROGRAMS[kind]).exists():
        pytest.skip(f"{PROGRAMS[kind]} is not installed")
    with path.open("wb") as file:
        file.truncate(mib * MIB)
    quiet = ("-q", "-F") if kind == "ext" else ()
    subprocess.run([PROGRAMS[kind], *quiet, *options, path], check=True, capture_output=True, timeout=120)
    device = ImageFile.open(path, read_only=True)
    found = detect(device)
    assert found is not None
    return device, found


@pytest.mark.parametrize("name", MADE)
def test_a_new_file_system_leaves_room_and_writes_nothing_behind_its_end(tmp_path: Path, name: str) -> None:
    """It was made on holes: whatever is not zero has been written, and so is used."""
    device, found = made(tmp_path / "disk", name)
    end = used_end(device, found)
    assert end is not None
    behind = device.read(-(-end // 512) * 512, device.size - -(-end // 512) * 512)
    assert not any(behind)
    assert end < device.size


def test_a_file_at_the_end_is_seen(tmp_path: Path) -> None:
    """debugfs writes it block by block, from the first that is free on, so a full one reaches the end."""
    device, found = made(tmp_path / "disk", "ext2 of old")
    before = used_end(device, found)
    (tmp_path / "file").write_bytes(os.urandom(28 * MIB))
    subprocess.run(
        ["/usr/sbin/debugfs", "-w", "-R", f"write {tmp_path / 'file'} file", tmp_path / "disk"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    after = used_end(device, found)
    data = device.read(0, device.size)
    last = data.rfind((tmp_path / "file").read_bytes()[-512:])
    assert before is not None and after is not None
    assert before < last < after
    assert not any(data[after:])


@pytest.mark.parametrize(
    ("name", "clusters"), [("FAT12", (2, 700)), ("FAT12", (2, 701)), ("FAT16", (2, 3000)), ("FAT32", (2, 9999))]
)
def test_the_last_cluster_that_a_fat_names_counts(tmp_path: Path, name: str, clusters: tuple[int, int]) -> None:
    device, found = made(tmp_path / "disk", name)
    image = MemoryDevice(device.size, data=bytearray(device.read(0, device.size)))
    head = image.data[:64]
    table = int.from_bytes(head[14:16], "little") * 512
    bits = int(name[3:])
    ends = []
    for cluster in clusters:
        at = table * 8 + cluster * bits
        byte = at // 8
        image.data[byte : byte + 4] = (
            int.from_bytes(image.data[byte : byte + 4], "little") | (((1 << min(bits, 28)) - 1) << at % 8)
        ).to_bytes(4, "little")
        ends.append(used_end(image, found))
    assert ends[0] is not None and ends[1] is not None
    whole = (clusters[1] - clusters[0]) * found.block_size
    assert abs(ends[1] - ends[0] - whole) <= found.block_size  # an entry of 12 bits may count for the next


@pytest.mark.parametrize("name", ["ntfs", "xfs", "btrfs", "swap"])
def test_of_others_nothing_is_told(name: str) -> None:
    assert used_end(MemoryDevice(MIB), FileSystem(name, size=MIB, dirty=False)) is None


@pytest.mark.parametrize("name", ["ext4 of one group", "FAT16", "exFAT"])
@pytest.mark.parametrize("change", [{"dirty": True}, {"dirty": None}, {"size": 1 << 40}], ids=str)
def test_of_what_was_not_dismounted_or_is_cut_short_nothing_is_told(
    tmp_path: Path, name: str, change: dict[str, object]
) -> None:
    from dataclasses import replace

    device, found = made(tmp_path / "disk", name)
    assert used_end(device, replace(found, **change)) is None  # type: ignore[arg-type]
