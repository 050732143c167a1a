import errno
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from vault.attach.fusefile.attacher import FuseFile
from vault.container import Container
from vault.errors import BackendError, NoSpace
from vault.system.mounts import mount_at
from vault.system.processes import wait_for_end
from vault.testing.attach_contract import DEADLINE_S, OFFSET, SIZE, Opened, WithVolumes, errno_of, open_file

SMALL = 256 * 1024


def told_once(fd: int) -> int:
    """The error number of fsync, which may repeat what a write already told, but not twice."""
    number = errno_of(os.fsync, fd)
    os.fsync(fd)
    return number


@pytest.mark.attack(30)
class TestFaultsOfTheContainer(WithVolumes):
    @pytest.fixture(params=["native", "composed"])
    def attacher(self, request: pytest.FixtureRequest) -> FuseFile:
        return FuseFile(request.param)

    @pytest.fixture
    def small_disk(self, tmp_path: Path) -> Iterator[Path]:
        """A folder with room for ``SMALL`` bytes."""
        if os.getuid() != 0:
            pytest.skip("only root can mount a small tmpfs")
        folder = tmp_path / "small"
        folder.mkdir()
        subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", f"size={SMALL},mode=700", "small", folder], check=True)
        yield folder
        subprocess.run(["/bin/umount", "-l", folder], check=True)

    @pytest.mark.attack(22)
    @pytest.mark.parametrize("consumer", ["any", "loop"])
    def test_what_was_cut_off_is_an_input_error_and_never_zeros(self, opened: Opened, consumer: str) -> None:
        attachment = opened.attach(consumer=consumer)
        cut = SIZE // 2
        os.truncate(opened.path, OFFSET + cut)
        fd = open_file(attachment)
        try:
            assert errno_of(os.pread, fd, 4096, cut) == errno.EIO
            assert errno_of(os.pread, fd, 4096, attachment.size - 4096) == errno.EIO
            assert errno_of(os.pwrite, fd, b"x" * 4096, attachment.size - 4096) == errno.EIO
            assert os.pread(fd, 4096, 8192) == opened.read(8192, 4096)
            assert opened.path.stat().st_size == OFFSET + cut
            assert told_once(fd) in (0, errno.EIO)
        finally:
            os.close(fd)
        opened.detach(attachment)

    @pytest.mark.parametrize("consumer", ["any", "loop"])
    def test_a_full_disk_is_told_to_whoever_writes(
        self, volumes: Callable[..., Opened], small_disk: Path, consumer: str
    ) -> None:
        opened = volumes(folder=small_disk, sparse=True)
        attachment = opened.attach(consumer=consumer)
        fd = open_file(attachment)
        piece = Random(1).randbytes(16384)
        try:
            numbers = [errno_of(os.pwrite, fd, piece, offset) for offset in range(0, 2 * SMALL, len(piece))]
            full = numbers.index(errno.ENOSPC)
            assert full >= 8
            assert set(numbers[:full]) == {0}
            assert told_once(fd) in (0, errno.ENOSPC)
            for place in range(full):
                assert opened.read(place * len(piece), len(piece)) == piece
        finally:
            os.close(fd)
        opened.detach(attachment)

    def test_a_full_disk_below_a_write_back_cache_is_told_to_whoever_syncs(
        self, volumes: Callable[..., Opened], small_disk: Path
    ) -> None:
        opened = volumes(folder=small_disk, sparse=True)
        attachment = opened.attach(consumer="driver")
        fd = open_file(attachment)
        try:
            os.pwrite(fd, Random(1).randbytes(2 * SMALL), 0)
            assert errno_of(os.fsync, fd) == errno.ENOSPC
        finally:
            with suppress(OSError):
                os.close(fd)
        with suppress(NoSpace):  # the kernel may tell it once more to a second caller
            opened.detach(attachment)
        opened.detach(attachment)
        assert mount_at(attachment.folder) is None

    def test_detaching_tells_of_data_that_could_not_be_written(
        self, volumes: Callable[..., Opened], small_disk: Path
    ) -> None:
        opened = volumes(folder=small_disk, sparse=True)
        attachment = opened.attach(consumer="driver")
        data = Random(1).randbytes(2 * SMALL)
        fd = open_file(attachment)
        assert os.pwrite(fd, data, 0) == len(data)
        told = errno_of(os.close, fd)
        try:
            opened.detach(attachment)
        except NoSpace:
            told = errno.ENOSPC
            assert mount_at(attachment.folder) is not None
            opened.detach(attachment)
        assert told == errno.ENOSPC
        assert mount_at(attachment.folder) is None

    @pytest.mark.parametrize("consumer", ["any", "loop", "driver"])
    def test_what_was_synced_survives_a_killed_server(self, opened: Opened, consumer: str) -> None:
        attachment = opened.attach(consumer=consumer)
        data = Random(consumer).randbytes(200_000)
        fd = open_file(attachment)
        try:
            os.pwrite(fd, data, 4321)
            os.fsync(fd)
            os.pwrite(fd, b"not synced", 700_000)
            os.kill(attachment.server, signal.SIGKILL)
            assert wait_for_end(attachment.server, DEADLINE_S)
            assert errno_of(os.fsync, fd) != 0 or consumer == "driver"
        finally:
            with suppress(OSError):
                os.close(fd)
        with pytest.raises(BackendError):
            opened.detach(attachment)
        assert opened.read(4321, len(data)) == data
        again = opened.attach()
        with again.path.open("rb") as file:
            file.seek(4321)
            assert file.read(len(data)) == data
        opened.detach(again)
        Container.open(opened.path).close()
