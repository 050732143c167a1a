"""What the natively served file looks like, what it allows and what it refuses."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.system.mounts import mount_at
from vault.testing.served import FILE_NAME, Served, served

pytestmark = pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="/dev/fuse cannot be opened")

SIZE = 256 << 10


@pytest.fixture
def container(tmp_path: Path) -> Path:
    path = tmp_path / "container"
    path.write_bytes(os.urandom(SIZE))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "attached"
    path.mkdir()
    return path


@pytest.fixture
def file(container: Path, folder: Path) -> Iterator[Served]:
    with served(container, folder) as found:
        yield found


def refused(number: int) -> "pytest.RaisesExc[OSError]":
    return pytest.raises(OSError, check=lambda error: error.errno == number)


def test_one_file_of_the_volumes_size_in_a_folder_that_only_its_owner_enters(file: Served) -> None:
    assert os.listdir(file.folder) == [FILE_NAME]
    status, folder = file.path.stat(), file.folder.stat()
    assert (status.st_mode, status.st_size, status.st_nlink) == (stat.S_IFREG | 0o600, SIZE, 1)
    assert (status.st_uid, status.st_gid, status.st_blocks) == (os.getuid(), os.getgid(), SIZE // 512)
    assert (folder.st_mode, folder.st_uid) == (stat.S_IFDIR | 0o500, os.getuid())
    assert not (file.folder / "another").exists()


def test_the_mount_has_no_devices_and_no_set_user_id(file: Served) -> None:
    mount = mount_at(file.folder)
    assert mount is not None
    assert {"nosuid", "nodev"} <= mount.options
    assert {"default_permissions", "max_read=1048576"} <= mount.super_options
    assert "allow_other" not in mount.super_options
    assert (mount.filesystem, mount.source) == ("fuse.vault", "vault")


def test_the_mount_is_full_and_as_large_as_the_volume(file: Served) -> None:
    status = os.statvfs(file.path)
    assert (status.f_blocks * status.f_frsize, status.f_bavail) == (SIZE, 0)


@pytest.mark.attack(33)
@pytest.mark.parametrize("size", [0, SIZE - 1, SIZE + 1, SIZE * 2])
def test_the_size_cannot_be_changed(file: Served, size: int) -> None:
    before = file.path.read_bytes()
    with refused(errno.EPERM):
        os.truncate(file.path, size)
    assert file.path.read_bytes() == before


def test_truncating_to_the_size_it_has_and_setting_times_is_allowed(file: Served) -> None:
    os.truncate(file.path, SIZE)
    os.utime(file.path, ns=(10**18, 10**18 + 5))
    assert file.path.stat().st_mtime_ns == 10**18 + 5
    with file.path.open("r+b") as stream:
        stream.write(b"x")
    assert file.path.stat().st_mtime_ns > 10**18 + 5


def test_opening_with_truncation_mode_owner_and_names_are_refused(file: Served) -> None:
    with refused(errno.EPERM):
        file.path.write_bytes(b"x")
    with refused(errno.EPERM):
        file.path.chmod(0o644)
    with refused(errno.EPERM):
        os.chown(file.path, 12345, 12345)
    for change in (file.path.unlink, lambda: file.path.rename(file.folder / "other"), (file.folder / "new").touch):
        with pytest.raises(OSError):
            change()
    assert os.listdir(file.folder) == [FILE_NAME]


def test_the_end_is_the_end(file: Served) -> None:
    fd = os.open(file.path, os.O_RDWR)
    try:
        assert os.pread(fd, 100, SIZE) == b""
        assert len(os.pread(fd, 100, SIZE - 7)) == 7
        with refused(errno.ENOSPC):
            os.pwrite(fd, b"x", SIZE)
        with refused(errno.ENOSPC):
            os.pwrite(fd, b"xy", SIZE - 1)
        assert os.pwrite(fd, b"x", SIZE - 1) == 1
        assert os.lseek(fd, 0, os.SEEK_DATA) == 0
        assert os.lseek(fd, 0, os.SEEK_HOLE) == SIZE
    finally:
        os.close(fd)
    assert file.path.stat().st_size == SIZE


@pytest.mark.attack(33)
def test_a_tail_that_is_no_whole_sector_is_not_shown(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "odd"
    path.write_bytes(bytes(3 * 4096 + 4095))
    with served(path, folder) as file:
        assert file.path.stat().st_size == 3 * 4096


def test_read_only_refuses_writing_and_never_changes_the_container(container: Path, folder: Path) -> None:
    before = container.read_bytes()
    with served(container, folder, read_only=True) as file:
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o400
        assert len(file.path.read_bytes()) == SIZE
        with refused(errno.EROFS):
            os.open(file.path, os.O_RDWR)
        with refused(errno.EROFS):
            os.truncate(file.path, 0)
        assert file.finish() == ""
    assert container.read_bytes() == before


@pytest.mark.parametrize("consumer", ["loop", "driver", "any"])
def test_shared_writable_mappings_work_where_there_is_a_page_cache(
    container: Path, folder: Path, consumer: str
) -> None:
    import mmap

    with served(container, folder, consumer=consumer) as file, file.path.open("r+b") as stream:
        if consumer == "loop":
            with refused(errno.ENODEV):
                mmap.mmap(stream.fileno(), 0)
            return
        with mmap.mmap(stream.fileno(), 0) as view:
            view[4000:4200] = b"m" * 200
            view.flush()
        assert os.pread(stream.fileno(), 202, 3999)[1:-1] == b"m" * 200
