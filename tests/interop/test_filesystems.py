"""File systems made, mounted, filled, dismounted and mounted again, by each mounter, for root and an ordinary user."""

import errno
import json
import os
import runpy
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from vault.errors import (
    BackendError,
    BusyError,
    FileSystemDamaged,
    MountError,
    NotAvailable,
    UsageError,
)
from vault.events import Event, Warned
from vault.filesystem import make, syscalls
from vault.filesystem.base import Mounted
from vault.filesystem.check import check
from vault.filesystem.detect import FileSystem, detect_at
from vault.options import filesystem_name
from vault.system import loopdev, programs
from vault.system.mounts import mount_at, mounts
from vault.system.processes import start_time

SCRIPT = Path(__file__).with_name("filesystem_roundtrip.py")
common: Any = SimpleNamespace(**runpy.run_path(str(SCRIPT)))
MIB = 1 << 20
WAYS = [
    ("kernel", "ext4", 64),
    ("kernel", "ext3", 64),
    ("kernel", "ext2", 16),
    ("kernel", "xfs", 320),
    ("kernel", "btrfs", 128),
    ("kernel", "vfat", 16),
    ("kernel", "exfat", 16),
    ("kernel", "ntfs", 16),
    ("userspace", "ext4", 64),
    ("userspace", "ext3", 64),
    ("userspace", "ext2", 16),
    ("userspace", "ntfs", 16),
    ("userspace", "exfat", 16),
]
CLEAN = {
    "ext2": ("e2fsck", "-fn"),
    "ext3": ("e2fsck", "-fn"),
    "ext4": ("e2fsck", "-fn"),
    "xfs": ("xfs_repair", "-n"),
    "btrfs": ("btrfs", "check"),
    "vfat": ("fsck.fat", "-n"),
    "exfat": ("fsck.exfat", "-n"),
    "ntfs": ("ntfsfix", "-n"),
}
as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root may make loop devices and mount through the kernel")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder of which no mount is left, however the test ends."""
    yield tmp_path
    for mount in reversed(mounts()):
        if tmp_path in mount.mount_point.parents:
            syscalls.unmount(str(mount.mount_point), syscalls.MNT_DETACH)


def possible(way: str, filesystem: str) -> Any:
    """The mounter, or the test is skipped with the mounter's reason."""
    mounter = common.MOUNTERS[way]
    found = mounter.probe(filesystem, read_only=False)
    if not found.ok:
        pytest.skip(f"{way}: {found.reason}")
    return mounter


def image_with(place: Path, filesystem: str, size_mib: int = 16) -> Path:
    image = place / "image"
    with image.open("wb") as file:
        file.truncate(size_mib * MIB)
    make.make(filesystem, image, size=size_mib * MIB, label="Label", uid=os.getuid(), gid=os.getgid())
    return image


def found_in(image: Path) -> FileSystem:
    found = detect_at(image)
    assert found is not None
    return found


def mount(mounter: Any, image: Path, filesystem: str, *, read_only: bool = False) -> Mounted:
    point = image.parent / "mnt"
    point.mkdir(exist_ok=True)
    mounted: Mounted = mounter.mount(
        common.attachment_of(image, read_only=read_only), filesystem, point, common.options(read_only=read_only)
    )
    return mounted


def dismount(mounter: Any, mounted: Mounted, *, force: bool = False) -> None:
    mounter.dismount(mounted, force=force, timeout_s=120)


def assert_sound(seen: dict[str, Any], filesystem: str, image: Path) -> None:
    assert {"nosuid", "nodev"} <= set(seen["options"])
    assert len(seen["first"]) == common.FILES + 1
    assert seen["first"] == seen["second"] == seen["read_only"]
    assert seen["read_only_errno"] == errno.EROFS
    assert (seen["name"], seen["label"].lower()) == (filesystem, "label")
    assert not seen["dirty"]
    program, option = CLEAN[filesystem]
    checked = programs.run(program, [option, image])
    assert checked.code == 0, checked.output


@pytest.mark.attack(41)
@as_root
@pytest.mark.parametrize(("way", "filesystem", "size"), WAYS)
def test_files_survive_dismounting_and_mounting(way: str, filesystem: str, size: int, place: Path) -> None:
    possible(way, filesystem)
    image = place / "image"
    seen = common.roundtrip(way, filesystem, image, place / "mnt", size * MIB)
    assert_sound(seen, filesystem, image)


@as_root
def test_a_driver_that_goes_to_the_background_is_followed_there(place: Path) -> None:
    mounter = possible("userspace", "exfat")
    mounted = mount(mounter, image_with(place, "exfat"), "exfat")
    try:
        assert start_time(mounted.driver), "the process that is known has ended"
    finally:
        dismount(mounter, mounted)
    assert not start_time(mounted.driver)


@pytest.mark.attack(41)
@pytest.mark.parametrize("filesystem", ["ext4", "ext3", "ext2", "ntfs"])
def test_files_of_an_ordinary_user_survive_dismounting_and_mounting(filesystem: str, ordinary: Any) -> None:
    probe = (
        "from vault.filesystem.userspace import UserSpaceMounter as M;"
        f"found = M().probe('{filesystem}', read_only=False); print(found.ok or found.reason)"
    )
    answer = ordinary.run("-c", probe, program=str(ordinary.python)).stdout.decode().strip()
    if answer != "True":
        pytest.skip(answer)
    image, point = ordinary.home / f"image.{filesystem}", ordinary.home / f"mnt {filesystem}"
    words = ("-", "userspace", filesystem, image, point, 32 * MIB)
    done = ordinary.run(*words, program=str(ordinary.python), data=SCRIPT.read_bytes())
    assert done.returncode == 0, done.stderr.decode()
    assert mount_at(point) is None
    assert_sound(json.loads(done.stdout), filesystem, image)


@pytest.mark.parametrize("filesystem", ["vfat", "xfs", "btrfs", "swap", "crypto_LUKS", "squashfs"])
def test_what_no_driver_writes_safely_is_refused_in_user_space(filesystem: str) -> None:
    found = common.MOUNTERS["userspace"].probe(filesystem, read_only=False)
    assert not found.ok
    assert filesystem_name(filesystem) in found.reason


@pytest.mark.parametrize("filesystem", ["swap", "crypto_LUKS", "LVM2_member", "no-such-thing"])
def test_what_is_no_file_system_is_refused_by_the_kernel_mounter(filesystem: str) -> None:
    assert not common.MOUNTERS["kernel"].probe(filesystem, read_only=False).ok


def test_an_ordinary_user_is_told_that_the_kernel_mounts_for_root_only(ordinary: Any) -> None:
    code = "from vault.filesystem.kernel import KernelMounter as M; print(M().probe('ext4', read_only=False))"
    done = ordinary.run("-c", code, program=str(ordinary.python))
    assert b"ok=False, reason='only root may mount through the kernel'" in done.stdout


@as_root
@pytest.mark.parametrize("way", ["kernel", "userspace"])
def test_a_busy_mount_names_who_uses_it_and_force_takes_it_away(way: str, place: Path) -> None:
    mounter = possible(way, "ext4")
    image = image_with(place, "ext4")
    mounted = mount(mounter, image, "ext4")
    kept = (mounted.mount_point / "kept").open("wb")
    user = subprocess.Popen(["/usr/bin/sleep", "1000"], cwd=mounted.mount_point)
    try:
        kept.write(b"kept")
        kept.flush()
        with pytest.raises(BusyError) as caught:
            dismount(mounter, mounted)
        assert any(f"process {user.pid}" in holder for holder in caught.value.data["holders"])  # type: ignore[attr-defined]
        assert mount_at(mounted.mount_point) is not None
        if way == "userspace":
            dismount(mounter, mounted, force=True)
            assert not start_time(mounted.driver)
            with pytest.raises(OSError, match="Transport endpoint"):
                os.fsync(kept.fileno())
        else:
            with pytest.raises(BusyError):
                mounter.dismount(mounted, force=True, timeout_s=0)
        assert mount_at(mounted.mount_point) is None
    finally:
        user.kill()
        user.wait()
        kept.close()
    if mounted.device:
        loopdev.wait_until_gone(Path(mounted.device), loopdev.backing_file(Path(mounted.device)), 60)
    again = mount(mounter, image, "ext4")
    assert (again.mount_point / "kept").read_bytes() == b"kept"
    dismount(mounter, again)


BUSY = """
import json, os, signal, sys
from pathlib import Path
from vault.attach.base import Attachment
from vault.errors import BusyError
from vault.filesystem import make, points
from vault.filesystem.base import MountOptions
from vault.filesystem.userspace import UserSpaceMounter
from vault.system import loopdev
from vault.system.mounts import mount_at

image, size, mounter = Path(sys.argv[1]), 16 << 20, UserSpaceMounter()
image.touch()
os.truncate(image, size)
make.make("ext4", image, size=size, uid=os.getuid(), gid=os.getgid())
point = points.prepare(Path(sys.argv[2]), "unused")
mounted = mounter.mount(Attachment("file", image, image.parent, 0, size, False), "ext4", point.path, MountOptions())
child = os.fork()
if child == 0:
    os.chdir(point.path)
    os.write(1, b"ready")
    signal.pause()
os.read(0, 1)
seen = {}
try:
    mounter.dismount(mounted, force=False, timeout_s=120)
except BusyError as error:
    seen["holders"], seen["child"] = error.data["holders"], child
mounter.dismount(mounted, force=True, timeout_s=120)
seen["mounted"] = mount_at(point.path) is not None
os.kill(child, 9)
os.waitpid(child, 0)
point.give_up()
seen["left"] = point.path.exists()
print(json.dumps(seen))
"""


def test_an_ordinary_user_is_told_who_is_busy_and_can_force_the_dismount(ordinary: Any) -> None:
    point = ordinary.home / "busy"
    process = ordinary.popen(
        "-c", BUSY, ordinary.home / "image.busy", point, program=str(ordinary.python),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with process:
        ready = process.stdout.read(5)
        rest, complaints = process.communicate(b"x", timeout=240)
    assert process.returncode == 0, complaints.decode()
    seen = json.loads(rest)
    assert ready == b"ready"
    assert any(f"process {seen['child']}" in holder for holder in seen["holders"])
    assert not seen["mounted"]
    assert not seen["left"]


@as_root
def test_a_driver_that_was_killed_leaves_a_file_system_that_is_checked_and_mounts(place: Path) -> None:
    mounter = possible("userspace", "ext4")
    image = image_with(place, "ext4", 64)
    mounted = mount(mounter, image, "ext4")
    (mounted.mount_point / "safe").write_bytes(b"safe")
    folder = os.open(mounted.mount_point, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    (mounted.mount_point / "folder").mkdir()
    os.kill(mounted.driver, 9)
    dismount(mounter, mounted, force=True)
    assert mount_at(mounted.mount_point) is None

    found = found_in(image)
    assert found.dirty
    check(found, image, read_only=False)
    assert not found_in(image).dirty
    assert programs.run("e2fsck", ["-fn", image]).code == 0
    again = mount(mounter, image, "ext4")
    assert (again.mount_point / "safe").read_bytes() == b"safe"
    dismount(mounter, again)


@as_root
@pytest.mark.parametrize("filesystem", ["xfs", "btrfs", "ext4"])
def test_a_copy_of_a_mounted_file_system_mounts_with_its_log_replayed(filesystem: str, place: Path) -> None:
    mounter = possible("kernel", filesystem)
    (place / "original").mkdir()
    original = image_with(place / "original", filesystem, 320)
    mounted = mount(mounter, original, filesystem)
    copy = place / "image"
    try:
        (mounted.mount_point / "file").write_bytes(b"content")
        descriptor = os.open(mounted.mount_point / "file", os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
        subprocess.run(["/bin/cp", "--sparse=always", original, copy], check=True)
    finally:
        dismount(mounter, mounted)
    for read_only in (True, False):
        check(found_in(copy), copy, read_only=read_only)
        again = mount(mounter, copy, filesystem, read_only=read_only)
        try:
            assert read_only or (again.mount_point / "file").read_bytes() == b"content"
        finally:
            dismount(mounter, again)


@as_root
@pytest.mark.parametrize("way", ["kernel", "userspace"])
def test_data_that_cannot_be_written_is_reported_by_the_dismount(way: str, place: Path) -> None:
    """The container's disk is full: a tmpfs that holds a sparse image and nothing more."""
    mounter = possible(way, "ext4")
    disk = place / "disk"
    disk.mkdir()
    syscalls.mount("none", str(disk), "tmpfs", 0, "size=6m")
    image = image_with(disk, "ext4", 64)
    mounted = mount(mounter, image, "ext4")
    (disk / "filler").write_bytes(bytes(os.statvfs(disk).f_bavail * 4096))
    errors: list[Exception] = []
    try:
        for number in range(200):
            (mounted.mount_point / str(number)).write_bytes(os.urandom(20_000))
    except OSError as error:
        errors.append(error)
    for force in (False, True):
        try:
            dismount(mounter, mounted, force=force)
        except BackendError as error:
            errors.append(error)
    assert "the last data could not be written" in str(errors[0]) or isinstance(errors[0], OSError)
    assert mount_at(mounted.mount_point) is None


@as_root
def test_a_driver_that_refuses_leaves_nothing_and_says_why(place: Path) -> None:
    mounter = possible("userspace", "ntfs")
    image = image_with(place, "ext4")
    with pytest.raises(MountError, match="ntfs-3g"):
        mount(mounter, image, "ntfs")
    assert mount_at(place / "mnt") is None


@as_root
def test_a_kernel_that_refuses_leaves_no_loop_device(place: Path) -> None:
    mounter = possible("kernel", "xfs")
    image = image_with(place, "ext4")
    with pytest.raises(MountError, match="does not mount this XFS"):
        mount(mounter, image, "xfs")
    assert not any(str(image) in path.read_text() for path in Path("/sys/block").glob("loop*/loop/backing_file"))


@as_root
@pytest.mark.parametrize("feature", ["inline_data", "encrypt", "casefold"])
def test_features_that_fuse2fs_writes_wrongly_are_only_mounted_read_only(feature: str, place: Path) -> None:
    mounter = possible("userspace", "ext4")
    image = place / "image"
    with image.open("wb") as file:
        file.truncate(64 * MIB)
    made = programs.run("mke2fs", ["-q", "-F", "-t", "ext4", "-O", feature, image])
    assert made.code == 0, made.output
    with pytest.raises(MountError, match=feature):
        mount(mounter, image, "ext4")
    mounted = mount(mounter, image, "ext4", read_only=True)
    dismount(mounter, mounted)


# --- checking before mounting ---------------------------------------------------------------------------------


def patched(image: Path, offset: int, value: bytes) -> Path:
    with image.open("r+b") as file:
        file.seek(offset)
        file.write(value)
    return image


@pytest.mark.parametrize(
    ("filesystem", "offset", "mark"),
    [("ext4", 1024 + 0x3A, b"\x00"), ("vfat", 0x25, b"\x01"), ("exfat", 106, b"\x02")],
)
def test_a_dirty_mark_is_cleared_by_the_check_unless_read_only(
    filesystem: str, offset: int, mark: bytes, tmp_path: Path
) -> None:
    image = image_with(tmp_path, filesystem)
    if filesystem == "ext4":
        programs.run("tune2fs", ["-O", "^metadata_csum", image])  # or the changed byte breaks the checksum
    patched(image, offset, mark)
    found = found_in(image)
    assert found.dirty
    before = image.read_bytes()
    events: list[Event] = []
    check(found, image, read_only=True, on_event=events.append)
    assert [type(event) for event in events] == [Warned]
    assert image.read_bytes() == before
    check(found, image, read_only=False)
    assert not found_in(image).dirty


def test_a_clean_file_system_is_not_touched_by_the_check(tmp_path: Path) -> None:
    image = image_with(tmp_path, "ext4")
    before = image.read_bytes()
    check(found_in(image), image, read_only=False)
    assert image.read_bytes() == before


def test_damage_that_needs_decisions_is_refused_with_the_command_to_run(tmp_path: Path) -> None:
    image = image_with(tmp_path, "ext4")
    for command in ("clri <2>", "ssv state 0"):
        subprocess.run(["/usr/sbin/debugfs", "-w", "-R", command, image], check=True, capture_output=True)
    with pytest.raises(FileSystemDamaged, match="damaged") as caught:
        check(found_in(image), image, read_only=False)
    assert "e2fsck -f" in caught.value.hint


def test_an_ntfs_that_windows_left_dirty_is_refused_for_writing(tmp_path: Path) -> None:
    image = image_with(tmp_path, "ntfs")
    found = found_in(image)
    assert found.dirty is False
    raw = image.read_bytes()
    information = raw.index(b"\x03\x01\x00\x00", raw.index(b"L\0a\0b\0e\0l\0"))  # version 3.1, then the flags
    found = found_in(patched(image, information + 2, b"\x01"))
    assert found.dirty
    with pytest.raises(FileSystemDamaged, match="ntfs"):
        check(found, image, read_only=False)
    check(found, image, read_only=True)


# --- making ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("filesystem", make.NAMES)
def test_the_smallest_size_that_is_accepted_can_be_made_and_one_byte_less_is_refused(
    filesystem: str, tmp_path: Path
) -> None:
    minimum = next(size for size in (1 << 17, 1 << 21, 1 << 22, 128 * MIB, 300 * MIB) if _accepts(filesystem, size))
    with pytest.raises(UsageError, match="needs at least"):
        make.check_request(filesystem, minimum - 1)
    image = tmp_path / "image"
    with image.open("wb") as file:
        file.truncate(minimum)
    make.make(filesystem, image, size=minimum, uid=os.getuid(), gid=os.getgid())
    assert (found_in(image).name, found_in(image).label) == (filesystem, "")


def _accepts(filesystem: str, size: int) -> bool:
    try:
        make.check_request(filesystem, size)
    except NotAvailable as error:
        pytest.skip(str(error))
    except UsageError:
        return False
    return True


@pytest.mark.parametrize(
    ("filesystem", "size", "label", "message"),
    [
        ("zfs", MIB, "", "no file system called zfs"),
        ("ext4", 64 * MIB, "x" * 17, "at most 16 bytes"),
        ("ext4", 64 * MIB, "ä" * 9, "at most 16 bytes"),
        ("ext4", 64 * MIB, "a\nb", "characters"),
        ("vfat", 64 * MIB, "übel", "ASCII"),
        ("vfat", 64 * MIB, "a/b", "characters"),
        ("exfat", 64 * MIB, "x" * 12, "at most 11 characters"),
        ("ntfs", 64 * MIB, "x" * 33, "at most 32 characters"),
        ("xfs", 320 * MIB, "x" * 13, "at most 12 bytes"),
    ],
)
def test_what_cannot_be_made_is_refused_before_anything_is_written(
    filesystem: str, size: int, label: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        make.check_request(filesystem, size, label)


def test_a_missing_program_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "FOLDERS", ())
    with pytest.raises(NotAvailable) as caught:
        make.check_request("btrfs", 1 << 30)
    assert caught.value.hint == "install the package btrfs-progs"
    found = common.MOUNTERS["userspace"].probe("ext4", read_only=False)
    assert not found.ok
    assert "install the package fuse2fs" in found.reason


@as_root
def test_a_full_disk_under_a_new_file_system_is_an_error(place: Path) -> None:
    syscalls.mount("none", str(place), "tmpfs", 0, "size=64k")
    with pytest.raises(BackendError, match="could not make ext4"):
        image_with(place, "ext4", 64)
    syscalls.unmount(str(place))


def test_the_journal_of_a_large_file_system_is_capped(tmp_path: Path) -> None:
    image = image_with(tmp_path, "ext4", 40 << 10)
    dumped = programs.run("dumpe2fs", ["-h", image]).output
    assert "128M" in next(line for line in dumped.splitlines() if "journal size" in line.lower())
