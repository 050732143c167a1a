"""Mount points that are swapped between the check and the mount: the mount lands where was looked, or nowhere."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vault.attach.base import Attachment
from vault.errors import BusyError, MountError
from vault.filesystem import driver, kernel, make, points, syscalls
from vault.filesystem.base import MountOptions
from vault.filesystem.kernel import KernelMounter
from vault.filesystem.userspace import UserSpaceMounter
from vault.system.mounts import mount_at, mounts

MIB = 1 << 20
MOUNTERS = [KernelMounter(), UserSpaceMounter()]
pytestmark = [
    pytest.mark.attack(43),
    pytest.mark.skipif(os.getuid() != 0, reason="only root mounts where a swapped folder would matter"),
]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder with an image and a victim; no mount is left in it, however the test ends."""
    image = tmp_path / "image"
    with image.open("wb") as file:
        file.truncate(16 * MIB)
    make.make("ext4", image, size=16 * MIB, uid=0, gid=0)
    (tmp_path / "victim").mkdir()
    yield tmp_path
    for mount in reversed(mounts()):
        if tmp_path in mount.mount_point.parents:
            syscalls.unmount(str(mount.mount_point), syscalls.MNT_DETACH)


def attempt(mounter: Any, place: Path, point: Path) -> Any:
    if not mounter.probe("ext4", read_only=False).ok:
        pytest.skip(mounter.probe("ext4", read_only=False).reason)
    attachment = Attachment("file", place / "image", place, 0, 16 * MIB, False)
    return mounter.mount(attachment, "ext4", point, MountOptions())


def swap(point: Path) -> None:
    """Move the folder away and put a link to the victim in its place."""
    point.rename(point.with_name("moved"))
    point.symlink_to("victim")


def mounted_below(place: Path) -> list[Path]:
    return [mount.mount_point for mount in mounts() if place in mount.mount_point.parents]


def no_loop_shows(image: Path) -> bool:
    files = Path("/sys/block").glob("loop*/loop/backing_file")
    return not any(path.read_text().startswith(str(image)) for path in files)


def assert_nothing_left(place: Path) -> None:
    assert mounted_below(place) == []
    assert no_loop_shows(place / "image")
    pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    assert not any(str(place / "image") in driver.arguments_of(pid) for pid in pids)


@pytest.mark.parametrize("mounter", MOUNTERS, ids=lambda mounter: mounter.name)
def test_a_folder_swapped_for_a_link_after_the_check_is_refused(mounter: Any, place: Path) -> None:
    point = points.prepare(place / "mnt", "unused")
    swap(point.path)
    with pytest.raises(MountError, match="not a folder, or has a link"):
        attempt(mounter, place, point.path)
    assert_nothing_left(place)


@pytest.mark.parametrize("mounter", MOUNTERS, ids=lambda mounter: mounter.name)
def test_a_folder_that_was_filled_after_the_check_is_refused(mounter: Any, place: Path) -> None:
    point = points.prepare(place / "mnt", "unused")
    (point.path / "file").touch()
    with pytest.raises(MountError, match="not empty"):
        attempt(mounter, place, point.path)
    assert_nothing_left(place)


@pytest.mark.parametrize("mounter", MOUNTERS, ids=lambda mounter: mounter.name)
def test_a_folder_that_was_mounted_on_after_the_check_is_busy(mounter: Any, place: Path) -> None:
    point = points.prepare(place / "mnt", "unused")
    syscalls.mount("none", str(point.path), "tmpfs", 0, "size=64k")
    with pytest.raises(BusyError, match="in use"):
        attempt(mounter, place, point.path)
    syscalls.unmount(str(point.path))
    assert_nothing_left(place)


def test_a_folder_swapped_just_before_the_kernel_mounts_does_not_redirect_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mount is made on the descriptor, so it lands on the folder that was checked, is noticed and taken back."""
    point = points.prepare(place / "mnt", "unused")
    real_mount = syscalls.mount
    landed: list[Path] = []

    def swapping_mount(*arguments: Any) -> None:
        swap(point.path)
        real_mount(*arguments)
        landed.extend(mounted_below(place))

    monkeypatch.setattr(kernel.syscalls, "mount", swapping_mount)
    with pytest.raises(MountError, match="was moved"):
        attempt(MOUNTERS[0], place, point.path)
    assert landed == [place / "moved"]
    assert_nothing_left(place)


def test_a_folder_swapped_just_before_a_driver_mounts_is_noticed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A driver looks its mount point up by name; a mount that is not on the checked folder is taken back."""
    point = points.prepare(place / "mnt", "unused")
    real_start = driver.start

    def swapping_start(program: str, arguments: list[str], mount_point: Path, *more: Any, **options: Any) -> int:
        mount_point.rename(place / "moved")
        mount_point.mkdir()
        return real_start(program, arguments, mount_point, *more, **options)

    monkeypatch.setattr(driver, "start", swapping_start)
    with pytest.raises(MountError, match="was moved"):
        attempt(MOUNTERS[1], place, point.path)
    assert_nothing_left(place)


@pytest.mark.attack(44)
def test_a_mount_whose_driver_died_can_be_dismounted(place: Path) -> None:
    (place / "mnt").mkdir()
    mounter = MOUNTERS[1]
    mounted = attempt(mounter, place, place / "mnt")
    os.kill(mounted.driver, 9)
    assert driver.wait(mounted.driver, 60)
    with pytest.raises(BusyError, match="in use"):
        points.prepare(place / "mnt", "unused")
    mounter.dismount(mounted, force=False, timeout_s=60)
    assert mount_at(place / "mnt") is None
    assert_nothing_left(place)
