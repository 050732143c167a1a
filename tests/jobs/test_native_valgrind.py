"""The native server under valgrind: no access out of bounds, no use of what is not set, nothing lost at the end."""

import mmap
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.testing import rings
from vault.testing.served import served

VALGRIND = (
    "valgrind", "--error-exitcode=99", "--leak-check=full", "--errors-for-leak-kinds=definite",
    "--show-leak-kinds=definite", "--num-callers=30",
)  # fmt: skip
SIZE = 4 << 20

pytestmark = [
    pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="/dev/fuse cannot be opened"),
    pytest.mark.skipif(shutil.which("valgrind") is None, reason="valgrind is not installed"),
]


@pytest.fixture
def read() -> Iterator[None]:
    """Requests are read: valgrind lets no other thread run while one waits in io_uring_enter."""
    if rings.missing():
        yield
        return
    with rings.switched(on=False):
        yield


@pytest.mark.usefixtures("read")
def test_the_native_server_is_clean(tmp_path: Path) -> None:
    log, folder, container = tmp_path / "log", tmp_path / "attached", tmp_path / "container"
    folder.mkdir()
    container.write_bytes(bytes(SIZE))
    with served(
        container,
        folder,
        consumer="loop",
        allow_discards=True,
        wrapper=(*VALGRIND, f"--log-file={log}"),
        environment={**os.environ, "PYTHONMALLOC": "malloc"},
    ) as file:
        assert os.listdir(folder) == [file.path.name]
        assert os.statvfs(folder).f_files == 1
        fd = os.open(file.path, os.O_RDWR)
        for length, offset in ((1, 5), (4096, 4096), (100_000, 777), (1 << 20, 0), (3 << 20, 4095), (1, SIZE - 1)):
            data = os.urandom(length)
            assert os.pwrite(fd, data, offset) == length
            os.fsync(fd)
            os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
            assert os.pread(fd, length, offset) == data
        with mmap.mmap(-1, 1 << 20) as memory:  # one request each, so that the next is read ahead
            for offset in range(0, SIZE, len(memory)):
                assert os.preadv(fd, [memory], offset) == len(memory)
        for refused in (lambda: os.ftruncate(fd, 0), (folder / "other").stat, (folder / "other").touch):
            with pytest.raises(OSError):
                refused()
        os.close(fd)
        assert file.finish() == ""
        assert file.process.returncode == 0, log.read_text()
