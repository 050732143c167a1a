"""What fails below the natively served file reaches whoever used it, and the end of the server says what was lost."""

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.errors import VaultError
from vault.system.mounts import SERVER_DIED
from vault.testing.served import KEY, Served, served

pytestmark = pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="/dev/fuse cannot be opened")

SIZE = 256 << 10
FULL = 64 << 10


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "attached"
    path.mkdir()
    return path


def refused(number: int) -> "pytest.RaisesExc[OSError]":
    return pytest.raises(OSError, check=lambda error: error.errno == number)


@pytest.mark.attack(33)
@pytest.mark.parametrize("consumer", ["loop", "any"])
def test_a_container_cut_short_under_the_mount_is_an_error_and_never_zeros(
    tmp_path: Path, folder: Path, consumer: str
) -> None:
    container = tmp_path / "container"
    container.write_bytes(bytes(SIZE))
    with served(container, folder, consumer=consumer) as file:
        os.truncate(container, 8192 + 100)
        fd = os.open(file.path, os.O_RDWR)
        assert len(os.pread(fd, 8192, 0)) == 8192
        for offset in (8192, 12288, SIZE - 4096):
            with refused(errno.EIO):
                os.pread(fd, 4096, offset)
            with refused(errno.EIO):
                os.pwrite(fd, bytes(4096), offset)
        with refused(errno.EIO):
            os.pwrite(fd, b"part of a sector", SIZE - 100)
        os.pwrite(fd, bytes(4096), 4096)
        with refused(errno.EIO):
            os.close(fd)
        assert file.finish() == ""
    assert container.stat().st_size == 8192 + 100, "writing must not bring back what was cut off"


MIB = 1 << 20


@pytest.mark.parametrize("cut", [100 << 10, 500 << 10, MIB - 4096])
def test_a_large_request_fails_as_a_whole_when_the_container_ends_in_any_piece_of_it(
    tmp_path: Path, folder: Path, cut: int
) -> None:
    container = tmp_path / "large"
    container.write_bytes(os.urandom(2 * MIB))
    with served(container, folder, consumer="loop") as file:
        before = container.read_bytes()[: MIB + cut]
        os.truncate(container, MIB + cut)
        fd = os.open(file.path, os.O_RDWR)
        with refused(errno.EIO):
            os.pread(fd, MIB, MIB)
        with refused(errno.EIO):
            os.pwrite(fd, bytes(MIB), MIB)
        assert container.read_bytes() == before, "nothing of a write that failed is stored, and nothing grows again"
        assert len(os.pread(fd, MIB, 0)) == MIB
        with refused(errno.EIO):
            os.close(fd)
        assert file.finish() == ""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for ``FULL`` bytes, the container on it sparse and larger."""
    if os.geteuid() != 0:
        pytest.skip("only root mounts a small file system")
    folder = tmp_path / "small"
    folder.mkdir()
    subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", f"size={FULL}", "tmpfs", folder], check=True)
    try:
        with (folder / "container").open("wb") as stream:
            stream.truncate(SIZE)
        yield folder
    finally:
        subprocess.run(["/bin/umount", "-l", folder], check=True)


@pytest.mark.attack(30)
@pytest.mark.parametrize("consumer", ["loop", "any"])
def test_a_full_disk_is_told_at_once_and_again_to_fsync_but_only_once(
    small_disk: Path, folder: Path, consumer: str
) -> None:
    with served(small_disk / "container", folder, consumer=consumer) as file:
        fd, bystander = os.open(file.path, os.O_RDWR), os.open(file.path, os.O_RDONLY)
        assert os.pwrite(fd, bytes(FULL), 0) == FULL
        os.fsync(fd)
        with refused(errno.ENOSPC):
            os.pwrite(fd, bytes(4096), FULL)
        later = os.open(file.path, os.O_RDWR)
        with refused(errno.ENOSPC):
            os.fsync(fd)
        os.fsync(fd)
        with refused(errno.ENOSPC):
            os.fsync(bystander)
        os.fsync(later)
        for number in (fd, bystander, later):
            os.close(number)
        assert file.finish() == ""


@pytest.mark.attack(30)
def test_written_back_data_that_did_not_fit_is_told_by_fsync(small_disk: Path, folder: Path) -> None:
    with served(small_disk / "container", folder, consumer="driver") as file:
        fd = os.open(file.path, os.O_RDWR)
        os.pwrite(fd, bytes(SIZE), 0)
        with refused(errno.ENOSPC):
            os.fsync(fd)
        with refused(errno.ENOSPC):
            os.close(fd)  # the kernel told fsync by itself, so the server has not been asked yet


@pytest.fixture
def lower(tmp_path: Path) -> Iterator[Served]:
    """A served file to be the container of another server: when its own server dies, every access to it fails."""
    folder = tmp_path / "lower"
    folder.mkdir()
    (tmp_path / "lowest").write_bytes(bytes(SIZE))
    with served(tmp_path / "lowest", folder, consumer="loop") as file:
        yield file


@pytest.mark.attack(30)
def test_a_medium_that_goes_away_fails_reads_writes_and_fsync_and_is_told_at_the_end(
    lower: Served, folder: Path
) -> None:
    with served(lower.path, folder, consumer="loop") as file:
        fd = os.open(file.path, os.O_RDWR)
        os.pwrite(fd, bytes(SIZE), 0)
        os.fsync(fd)
        lower.process.kill()
        lower.process.wait()
        for use in (
            lambda: os.pread(fd, 4096, 0),
            lambda: os.pwrite(fd, bytes(4096), 0),
            lambda: os.pwrite(fd, b"x", 5000),
            lambda: os.fsync(fd),
        ):
            with pytest.raises(OSError, check=lambda error: error.errno in SERVER_DIED):
                use()
        os.close(fd)
        assert file.finish().startswith("backend: data of the volume could not be written")


@pytest.mark.attack(44)
@pytest.mark.parametrize("consumer", ["loop", "driver", "any"])
def test_fsync_reaches_the_medium(small_disk: Path, tmp_path: Path, folder: Path, consumer: str) -> None:
    """The container lies in a write-back cache in front of a full disk: writing succeeds and only fsync can know."""
    lower_folder = tmp_path / "lower"
    lower_folder.mkdir()
    with (
        served(small_disk / "container", lower_folder, consumer="driver") as lower,
        served(lower.path, folder, consumer=consumer) as file,
    ):
        fd = os.open(file.path, os.O_RDWR)
        assert os.pwrite(fd, bytes(SIZE), 0) == SIZE
        with refused(errno.ENOSPC):
            os.fsync(fd)
        os.close(fd)


@pytest.mark.attack(30)
def test_data_that_could_not_be_made_durable_is_told_at_the_end(small_disk: Path, tmp_path: Path, folder: Path) -> None:
    lower_folder = tmp_path / "lower"
    lower_folder.mkdir()
    with (
        served(small_disk / "container", lower_folder, consumer="driver") as lower,
        served(lower.path, folder, consumer="loop") as file,
    ):
        fd = os.open(file.path, os.O_RDWR)
        assert os.pwrite(fd, bytes(SIZE), 0) == SIZE
        os.close(fd)
        assert file.finish() == "no-space: data of the volume could not be written: no space left on device"


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"size": SIZE + 4096}, "damaged-header", "shorter"),
        ({"segment_offset": 4096, "size": SIZE}, "damaged-header", "shorter"),
        ({"key": KEY[:48]}, "damaged-header", "does not fit"),
        ({"key": KEY[:32] * 2}, "damaged-header", "equal"),
        ({"cipher": "aes-lrw-benbi"}, "unsupported", "plaintext"),
    ],
)
def test_what_cannot_be_served_is_said_before_anything_is_mounted(
    tmp_path: Path, folder: Path, changes: dict[str, object], code: str, words: str
) -> None:
    (tmp_path / "container").write_bytes(bytes(SIZE))
    with (
        pytest.raises(VaultError, match=rf"^{code}: .*{words}"),
        served(tmp_path / "container", folder, **changes),  # type: ignore[arg-type]
    ):
        pass
    assert not folder.is_mount()


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "container").write_bytes(bytes(SIZE))
    with (
        pytest.raises(VaultError, match=r"^backend: the FUSE file cannot be mounted on .*No such file"),
        served(tmp_path / "container", tmp_path / "missing"),
    ):
        pass
