"""Detection against blkid on images of many kinds, and on hostile bytes."""

import lzma
import os
import random
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.blockdev.memory import MemoryDevice
from vault.filesystem.detect import FileSystem, detect, detect_at
from vault.system import programs

ALIKE = """
ext3 jbd dos+bsd fat fat16_noheads fat32_label_64MB fat32_mkdosfs_label1
fat32_mkdosfs_label1_dosfslabel_empty fat32_mkdosfs_label1_dosfslabel_label2
fat32_mkdosfs_label1_xp_erase fat32_mkdosfs_label1_xp_label2 fat32_mkdosfs_none
fat32_mkdosfs_none_dosfslabel_NO_NAME fat32_mkdosfs_none_dosfslabel_label1
fat32_mkdosfs_none_dosfslabel_label1_xp_label2 fat32_mkdosfs_none_xp_label1 fat32_xp_label1
fat32_xp_none fat32_xp_none_dosfslabel_label1 fat32_xp_none_mlabel_label1 small-fat32 luks1
luks2 ntfs swap0 xfs-v5 gpt
""".split()  # noqa: SIM905
NAMED = {"lvm2": "LVM2_member", "swap1": "swap", "iso": "iso9660", "exfat": "exfat", "erofs": "erofs"}
UNKNOWN = ("hfs", "jfs", "romfs", "minix-LE", "mdraid", "bcache-C")
MADE = {
    "ext2": ("mke2fs", "-q", "-F", "-t", "ext2", "-L", "Label"),
    "ext3": ("mke2fs", "-q", "-F", "-t", "ext3", "-L", "Label"),
    "ext4": ("mke2fs", "-q", "-F", "-t", "ext4", "-L", "Label", "-b", "4096"),
    "xfs": ("mkfs.xfs", "-q", "-f", "-L", "Label", "-s", "size=4096"),
    "btrfs": ("mkfs.btrfs", "-q", "-f", "-L", "Label"),
    "vfat": ("mkfs.fat", "-n", "LABEL"),
    "exfat": ("mkfs.exfat", "-L", "Label"),
    "ntfs": ("mkntfs", "-q", "-F", "-Q", "-L", "Label"),
    "swap": ("mkswap", "-L", "Label"),
}


def found_in(path: Path) -> FileSystem | None:
    return detect_at(path)


def blkid(path: Path) -> dict[str, str]:
    done = subprocess.run(
        [programs.need("blkid"), "-p", "-o", "udev", path], capture_output=True, text=True, check=False
    )
    return dict(line.split("=", 1) for line in done.stdout.splitlines())


def told(path: Path) -> tuple[str, str]:
    seen = blkid(path)
    return seen.get("ID_FS_TYPE") or seen["ID_PART_TABLE_TYPE"], seen.get("ID_FS_UUID", "")


@pytest.mark.parametrize("name", ALIKE)
def test_name_and_uuid_are_those_that_blkid_finds(name: str, corpus: Path, tmp_path: Path) -> None:
    image = tmp_path / "image"
    image.write_bytes(lzma.decompress((corpus / "blkid" / f"{name}.img.xz").read_bytes()))
    found = found_in(image)
    assert found is not None
    assert (found.name, found.uuid) == told(image)


@pytest.mark.parametrize(("name", "expected"), NAMED.items())
def test_what_cannot_be_mounted_is_recognised_by_name(name: str, expected: str, corpus: Path, tmp_path: Path) -> None:
    image = tmp_path / "image"
    image.write_bytes(lzma.decompress((corpus / "blkid" / f"{name}.img.xz").read_bytes()))
    found = found_in(image)
    assert found is not None
    assert found.name == expected


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_not_known_is_none(name: str, corpus: Path, tmp_path: Path) -> None:
    image = tmp_path / "image"
    image.write_bytes(lzma.decompress((corpus / "blkid" / f"{name}.img.xz").read_bytes()))
    assert found_in(image) is None


def test_labels_outside_of_ascii_are_read(corpus: Path, tmp_path: Path) -> None:
    image = tmp_path / "image"
    image.write_bytes(lzma.decompress((corpus / "blkid" / "ntfs.img.xz").read_bytes()))
    found = found_in(image)
    assert found is not None
    assert found.label == "Новый том"


@pytest.mark.parametrize("name", MADE)
def test_a_fresh_file_system_is_recognised_from_a_device_too(name: str, tmp_path: Path) -> None:
    program, *options = MADE[name]
    if programs.find(program) is None:
        pytest.skip(f"{program} is not installed")
    image = tmp_path / "image"
    size = (320 if name == "xfs" else 128 if name == "btrfs" else 8) << 20
    with image.open("wb") as file:
        file.truncate(size)
    assert programs.run(program, [*options, image]).code == 0
    found = found_in(image)
    assert found is not None
    assert (found.name, found.label.title(), found.dirty) == (name, "Label", None if name in ("xfs", "swap") else False)
    if name != "swap":
        assert (found.name, found.uuid) == told(image)
    assert found.sector_size == (4096 if name in ("ext4", "xfs", "btrfs") else found.sector_size)
    if size <= 8 << 20:
        device = MemoryDevice(size, 4096)
        device.write(0, image.read_bytes())
        assert detect(device) == found


def test_nothing_is_found_in_noise_or_zeros_or_less() -> None:
    for size in (512, 4096, 1 << 20):
        device = MemoryDevice(size, 512)
        assert detect(device) is None
        device.write(0, random.Random(size).randbytes(size))
        assert detect(device) is None


HOSTILE = [
    (1024 + 0x38, b"\x53\xef"),
    (0, b"XFSB" + b"\xff" * 120),
    (65536 + 64, b"_BHRfS_M"),
    (0, b"\xeb\x76\x90EXFAT   "),
    (0, b"\xeb\x52\x90NTFS    " + struct.pack("<HB", 512, 8)),
    (0, b"\xeb\x3c\x90mkfs.fat" + struct.pack("<HBHBHHB", 512, 1, 1, 2, 512, 65535, 0xF8)),
    (510, b"\x55\xaa"),
    (32769, b"CD001"),
    (0, b"LUKS\xba\xbe"),
    (512, b"LABELONE"),
    (4086, b"SWAPSPACE2"),
]


@given(
    marks=st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4),
    noise=st.lists(st.tuples(st.integers(0, 600), st.binary(min_size=1, max_size=16)), max_size=12),
    base=st.sampled_from([0, 1024, 65536]),
    size=st.sampled_from([512, 4096, 36864, 1 << 17]),
    seed=st.integers(0, 2),
)
def test_hostile_superblocks_give_an_answer_on_one_line(
    marks: list[tuple[int, bytes]], noise: list[tuple[int, bytes]], base: int, size: int, seed: int
) -> None:
    raw = bytearray(random.Random(seed).randbytes(1 << 17) if seed else bytes(1 << 17))
    for offset, value in [*((base + offset, value) for offset, value in noise), *marks]:
        raw[offset : offset + len(value)] = value
    device = MemoryDevice(size, 512)
    device.write(0, raw[:size])
    found = detect(device)
    assert found is None or (found.label + found.uuid).isprintable()


def test_only_a_descriptor_that_can_be_read_is_asked(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with (tmp_path / "empty").open("rb") as file:
        assert detect(file.fileno()) is None
    descriptor = os.open(tmp_path, os.O_RDONLY)
    with pytest.raises(OSError, match="directory"):
        detect(descriptor)
    os.close(descriptor)
