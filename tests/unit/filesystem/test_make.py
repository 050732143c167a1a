"""File systems are made so that a device with the volume's sector size can hold them."""

import os
from pathlib import Path

import pytest

from vault.errors import UsageError
from vault.filesystem.detect import detect_at
from vault.filesystem.make import make, sector_size_for
from vault.system import programs

MIB = 1 << 20
SMALL, LARGE = 8 * MIB, 40 * MIB


@pytest.mark.parametrize("sector_size", [512, 1024, 2048, 4096])
@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("name", ["ext2", "ext4", "vfat", "ntfs"])
def test_no_file_system_has_smaller_sectors_than_its_volume(
    tmp_path: Path, name: str, size: int, sector_size: int
) -> None:
    program = {"vfat": "mkfs.fat", "ntfs": "mkntfs"}.get(name, "mke2fs")
    if programs.find(program) is None:
        pytest.skip(f"{program} is not installed")
    image = tmp_path / "image"
    image.touch()
    os.truncate(image, size)
    make(name, image, size=size, uid=os.getuid(), gid=os.getgid(), sector_size=sector_size)
    found = detect_at(image)
    assert found is not None
    assert found.name == name
    assert found.sector_size >= sector_size


def test_what_cannot_be_made_for_large_sectors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="512 bytes"):
        make("exfat", tmp_path / "image", size=LARGE, uid=0, gid=0, sector_size=4096)


@pytest.mark.parametrize(
    ("name", "size", "expected"),
    [
        ("ext4", SMALL, 512),
        ("ext4", LARGE, 4096),
        ("ext4", None, 4096),
        ("vfat", LARGE, 512),
        ("FAT32", LARGE, 512),
        ("exfat", LARGE, 512),
        ("ntfs", LARGE, 512),
        ("xfs", LARGE, 4096),
        ("btrfs", LARGE, 4096),
        (None, SMALL, 4096),
    ],
)
def test_sectors_are_as_large_as_the_file_system_allows(name: str | None, size: int | None, expected: int) -> None:
    assert sector_size_for(name, size) == expected
