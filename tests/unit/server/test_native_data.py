"""The bytes behind the natively served file: every cipher, every alignment, holes, and many hands at once."""

import errno
import fcntl
import os
import random
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from vault.testing.reference_ciphers import crypt
from vault.testing.served import KEY, Served, served

pytestmark = pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="/dev/fuse cannot be opened")

SIZE = 64 << 10
KEEP_SIZE, PUNCH_HOLE, ZERO_RANGE = 1, 2, 16


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "attached"
    path.mkdir()
    return path


@pytest.mark.attack(29)
@pytest.mark.parametrize(
    ("cipher", "key_size", "sector_size", "large", "iv_offset", "offset"),
    [
        ("aes-xts-plain64", 64, 4096, False, 0, 0),
        ("aes-xts-plain64", 64, 4096, True, 0, 16 << 20),
        ("aes-xts-plain64", 32, 512, False, 7, 512),
        ("aes-xts-plain64", 64, 512, False, 2**32 - 5, 1536),
        ("aes-xts-plain", 64, 512, False, 2**32 - 5, 4096),
        ("aes-xts-plain64be", 64, 2048, True, 2**34, 4096),
        ("aes-cbc-essiv:sha256", 32, 512, False, 0, 4096),
        ("aes-cbc-plain64", 16, 1024, False, 8, 4096),
    ],
)
def test_the_container_holds_what_the_reference_cipher_says(
    tmp_path: Path, folder: Path, cipher: str, key_size: int, sector_size: int, large: bool, iv_offset: int, offset: int
) -> None:
    path, key, noise = tmp_path / "container", KEY[:key_size], random.Random(key_size)
    around = noise.randbytes(4096)
    plain = bytearray(noise.randbytes(SIZE))
    with path.open("wb") as stream:
        stream.seek(offset)
        stream.write(
            crypt(cipher, key, sector_size, iv_offset, bytes(plain), encrypt=True, iv_large_sectors=large) + around
        )
    layout: dict[str, Any] = {
        "segment_offset": offset,
        "iv_offset": iv_offset,
        "iv_large_sectors": large,
        "sector_size": sector_size,
    }
    with served(path, folder, key=key, cipher=cipher, size=SIZE, consumer="loop", **layout) as file:
        fd = os.open(file.path, os.O_RDWR)
        assert os.pread(fd, SIZE, 0) == plain
        for start, length in ((0, 4096), (4095, 2), (511, 1026), (8192, 8192), (SIZE - 700, 700)):
            data = noise.randbytes(length)
            assert os.pwrite(fd, data, start) == length
            plain[start : start + length] = data
        assert os.pread(fd, SIZE, 0) == plain
        os.close(fd)
        assert file.finish() == ""
    stored = path.read_bytes()[offset:]
    wanted = crypt(cipher, key, sector_size, iv_offset, bytes(plain), encrypt=True, iv_large_sectors=large)
    assert stored == wanted + around


@pytest.mark.parametrize("consumer", ["loop", "driver", "any"])
def test_requests_larger_than_one_message_arrive_whole(tmp_path: Path, folder: Path, consumer: str) -> None:
    path, size = tmp_path / "container", 5 << 20
    path.write_bytes(bytes(size))
    data = random.Random(consumer).randbytes(3 << 20)
    with served(path, folder, consumer=consumer) as file:
        fd = os.open(file.path, os.O_RDWR)
        for start in (0, 777, (1 << 20) - 1):
            assert os.pwrite(fd, data, start) == len(data)
            os.fsync(fd)
            os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
            assert os.pread(fd, len(data), start) == data
        os.close(fd)
        assert file.finish() == ""


def fallocate(fd: int, mode: int, offset: int, length: int) -> None:
    """fallocate(2), which Python has only in the form that extends a file."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if libc.fallocate(fd, mode, ctypes.c_long(offset), ctypes.c_long(length)):
        raise OSError(ctypes.get_errno(), "fallocate")


@pytest.mark.attack(34)
@pytest.mark.parametrize("mode", [0, KEEP_SIZE, KEEP_SIZE | PUNCH_HOLE, KEEP_SIZE | ZERO_RANGE, ZERO_RANGE])
def test_without_discards_holes_are_refused_and_change_nothing(tmp_path: Path, folder: Path, mode: int) -> None:
    path = tmp_path / "container"
    path.write_bytes(os.urandom(SIZE))
    before = path.read_bytes()
    with (
        served(path, folder) as file,
        file.path.open("r+b") as stream,
        pytest.raises(OSError, check=lambda error: error.errno == errno.EOPNOTSUPP),
    ):
        fallocate(stream.fileno(), mode, 4096, 8192)
    assert path.read_bytes() == before


@pytest.mark.attack(34)
@pytest.mark.parametrize("mode", [KEEP_SIZE | PUNCH_HOLE, KEEP_SIZE | ZERO_RANGE, ZERO_RANGE])
@pytest.mark.parametrize(("offset", "length"), [(4096, 8192), (5, 3), (4000, 9000), (SIZE - 100, 100), (0, SIZE)])
def test_holes_read_as_zeros_and_are_encrypted(holes: tuple[Path, Served], mode: int, offset: int, length: int) -> None:
    container, file = holes
    with file.path.open("r+b", buffering=0) as stream:
        stream.write(b"\xff" * SIZE)
        fallocate(stream.fileno(), mode, offset, length)
        wanted = b"\xff" * offset + bytes(length) + b"\xff" * (SIZE - offset - length)
        assert os.pread(stream.fileno(), SIZE, 0) == wanted
        os.fsync(stream.fileno())
    assert crypt("aes-xts-plain64", KEY, 4096, 0, container.read_bytes(), encrypt=False) == wanted


@pytest.fixture(scope="module")
def holes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Served]]:
    top = tmp_path_factory.mktemp("holes")
    (top / "attached").mkdir()
    (top / "container").write_bytes(bytes(SIZE))
    with served(top / "container", top / "attached", allow_discards=True, consumer="loop") as file:
        yield top / "container", file


def test_a_hole_past_the_end_is_cut_and_a_zero_range_past_it_has_no_space(holes: tuple[Path, Served]) -> None:
    with holes[1].path.open("r+b", buffering=0) as stream:
        stream.write(b"\xff" * SIZE)
        fallocate(stream.fileno(), KEEP_SIZE | PUNCH_HOLE, SIZE - 10, 100)
        assert os.pread(stream.fileno(), 20, SIZE - 20) == b"\xff" * 10 + bytes(10)
        with pytest.raises(OSError, check=lambda error: error.errno == errno.ENOSPC):
            fallocate(stream.fileno(), ZERO_RANGE, SIZE - 10, 100)
        assert os.fstat(stream.fileno()).st_size == SIZE


def in_threads(count: int, body: Callable[[int], None]) -> None:
    """Run ``body(0)`` … at the same time and raise what any of them raised."""
    failures: list[BaseException] = []

    def run(number: int) -> None:
        try:
            body(number)
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


@pytest.mark.attack(30)
@pytest.mark.parametrize("consumer", ["loop", "any"])
def test_writers_that_share_a_sector_take_nothing_from_each_other(tmp_path: Path, folder: Path, consumer: str) -> None:
    """Writers own neighbouring bytes that meet within a sector, and each finds what it wrote last.

    The requests are long and CBC encrypts slowly, so that the sectors at their edges are held for long.
    """
    path, writers, width, steps = tmp_path / "container", 4, (240 << 10) + 1000, 150
    path.write_bytes(bytes(1 << 20))
    with served(path, folder, consumer=consumer, cipher="aes-cbc-plain64", key=KEY[:32]) as file:

        def body(number: int) -> None:
            fd = os.open(file.path, os.O_RDWR)
            try:
                for step in range(1, steps + 1):
                    data, start = bytes([step]) * width, number * width
                    assert os.pwrite(fd, data, start) == width
                    for edge in (start, start + width - 500):
                        assert os.pread(fd, 500, edge) == data[:500]
            finally:
                os.close(fd)

        in_threads(writers, body)
        assert file.path.read_bytes()[: writers * width] == bytes([steps]) * (writers * width)
        assert file.finish() == ""


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system that reads a page while another is written, as tmpfs does."""
    shared = Path("/dev/shm")
    if not os.access(shared, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=shared) as path:
        yield Path(path)


@pytest.mark.attack(30)
def test_a_request_sees_another_one_whole_or_not_at_all(memory: Path, folder: Path) -> None:
    """A range is rewritten by writers with one value each; every reader finds one value, and no noise."""
    path, width = memory / "container", 1_000_000
    path.write_bytes(bytes(1 << 20))
    with served(path, folder, consumer="loop") as file:

        def body(number: int) -> None:
            fd = os.open(file.path, os.O_RDWR)
            try:
                for step in range(100):
                    if number < 2:
                        os.pwrite(fd, bytes([number * 100 + step]) * width, 777)
                    else:
                        found = os.pread(fd, width, 777)
                        assert found == found[:1] * width
            finally:
                os.close(fd)

        with file.path.open("r+b", buffering=0) as stream:
            os.pwrite(stream.fileno(), bytes(width), 777)
        in_threads(4, body)
        assert file.finish() == ""


def test_locks_of_the_file_work_as_on_any_file(tmp_path: Path, folder: Path) -> None:
    """The kernel keeps them; a driver locks the image it works on."""
    path = tmp_path / "container"
    path.write_bytes(bytes(SIZE))
    with served(path, folder) as file, file.path.open("r+b") as first, file.path.open("r+b") as second:
        fcntl.flock(first, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with pytest.raises(BlockingIOError):
            fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
