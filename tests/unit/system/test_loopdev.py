"""Loop devices: set up in one call, cleared with their last user."""

import errno
import fcntl
import os
from pathlib import Path

import pytest

from vault.errors import BackendError, BusyError
from vault.system import loopdev

pytestmark = pytest.mark.skipif(
    os.getuid() != 0 or not loopdev.CONTROL.exists(), reason="loop devices need root and a kernel that has them"
)
BLKSSZGET = 0x1268


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "image"
    path.write_bytes(os.urandom(1 << 20))
    return path


@pytest.mark.parametrize("sector_size", [512, 4096])
def test_it_shows_the_file_in_sectors_as_asked_and_goes_when_closed(image: Path, sector_size: int) -> None:
    loop = loopdev.attach(image, read_only=False, sector_size=sector_size)
    try:
        found = image.stat()
        shown = loopdev.backing_file(loop.path)
        assert shown is not None
        assert shown[1] == found.st_ino
        answer = bytearray(4)
        fcntl.ioctl(loop.fd, BLKSSZGET, answer)
        assert int.from_bytes(answer, "little") == sector_size
        os.pwrite(loop.fd, b"x" * 4096, 8192)
        os.fsync(loop.fd)
        assert image.read_bytes()[8192:12288] == b"x" * 4096
    finally:
        loop.close()
    loopdev.wait_until_gone(loop.path, shown, 60)
    assert loopdev.backing_file(loop.path) != shown


def test_a_read_only_one_cannot_be_written(image: Path) -> None:
    image.chmod(0o400)
    before = image.read_bytes()
    loop = loopdev.attach(image, read_only=True, sector_size=512)
    shown = loopdev.backing_file(loop.path)
    try:
        with pytest.raises(OSError) as caught:
            os.pwrite(loop.fd, b"x" * 512, 0)
        assert caught.value.errno in (errno.EPERM, errno.EROFS)
    finally:
        loop.close()
    loopdev.wait_until_gone(loop.path, shown, 60)
    assert image.read_bytes() == before


def test_one_that_somebody_holds_is_busy(image: Path) -> None:
    loop = loopdev.attach(image, read_only=False, sector_size=512)
    shown = loopdev.backing_file(loop.path)
    try:
        with pytest.raises(BusyError, match="still in use"):
            loopdev.wait_until_gone(loop.path, shown, 0)
    finally:
        loop.close()
    loopdev.wait_until_gone(loop.path, shown, 60)


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BackendError, match="no such file"):
        loopdev.attach(tmp_path / "missing", read_only=False, sector_size=512)


def test_one_over_an_open_file_keeps_its_lock_until_it_goes(image: Path) -> None:
    with image.open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        loop = loopdev.attach_open(file.fileno(), image, read_only=False, sector_size=512)
    shown = loopdev.backing_file(loop.path)
    assert loopdev.is_loop(loop.path) and not loopdev.is_loop(image)
    with image.open("rb") as other:
        with pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
        loop.close()
        loopdev.wait_until_gone(loop.path, shown, 60)
        fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
