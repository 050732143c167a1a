"""Who reads the natively served file one large piece after the other is read ahead for, and never told what was."""

import errno
import mmap
import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from vault.testing.reference_ciphers import crypt
from vault.testing.served import KEY, Served, served

pytestmark = pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="/dev/fuse cannot be opened")

MIB = 1 << 20
SIZE = 6 * MIB
BLOCK = 4096


@pytest.fixture
def plain() -> bytes:
    return random.Random(1).randbytes(SIZE)


@pytest.fixture
def container(tmp_path: Path, plain: bytes) -> Path:
    path = tmp_path / "container"
    path.write_bytes(crypt("aes-xts-plain64", KEY, BLOCK, 0, plain, encrypt=True))
    return path


@pytest.fixture
def file(container: Path) -> Iterator[Served]:
    folder = container.parent / "attached"
    folder.mkdir()
    with served(container, folder, consumer="loop") as file:
        yield file


@pytest.fixture
def fd(file: Served) -> Iterator[int]:
    fd = os.open(file.path, os.O_RDWR)
    yield fd
    with suppress(OSError):  # a test may have made it fail
        os.close(fd)


def read(fd: int, place: int, length: int = MIB) -> bytes:
    """Read into memory that begins with a page, so that it is one request."""
    with mmap.mmap(-1, length) as memory:
        return memory[: os.preadv(fd, [memory], place)]


def bytes_read(file: Served) -> int:
    """What the server has read by system calls, requests included."""
    fields = dict(line.split(": ") for line in Path(f"/proc/{file.process.pid}/io").read_text().splitlines())
    return int(fields["rchar"])


def wait_for(file: Served, count: int, seconds: float = 1.0) -> bool:
    """Whether the server has read that much in the end; it has no way to tell."""
    deadline = time.monotonic() + seconds
    while bytes_read(file) < count and time.monotonic() < deadline:
        time.sleep(0.005)
    return bytes_read(file) >= count


def read_two(file: Served, fd: int, plain: bytes, length: int = MIB) -> None:
    """Read two pieces from the beginning; the third is read ahead afterwards, where that is done at all."""
    before = bytes_read(file)
    assert read(fd, 0, length) == plain[:length]
    assert read(fd, length, length) == plain[length : 2 * length]
    wait_for(file, before + 3 * length, 0.3)


@pytest.mark.parametrize("length", [MIB, 64 << 10])
def test_what_follows_is_read_before_it_is_asked_for_and_only_once(
    file: Served, fd: int, plain: bytes, way: str, length: int
) -> None:
    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("with one processor there is nobody to read ahead")
    before = bytes_read(file)
    read_two(file, fd, plain, length)
    if way == "ring":  # answered in memory that the kernel knows, so nothing is read ahead
        assert bytes_read(file) < before + 3 * length
        return
    assert bytes_read(file) >= before + 3 * length
    for place in range(2 * length, SIZE, length):
        assert read(fd, place, length) == plain[place : place + length]
    assert before + SIZE <= bytes_read(file) < before + SIZE + MIB // 2, "each piece once, and nothing past the end"
    for place in (3 * MIB, MIB, 5 * MIB):
        assert read(fd, place) == plain[place : place + MIB]
    assert not wait_for(file, before + SIZE + 4 * MIB, 0.1), "who jumps about is not read ahead for"


def test_pieces_of_many_sizes_are_not_guessed_at(file: Served, fd: int, plain: bytes) -> None:
    before = bytes_read(file)
    for place in range(0, SIZE, 3 * MIB // 2):  # each is a request of 1 MiB and one of a half
        assert read(fd, place, 3 * MIB // 2) == plain[place : place + 3 * MIB // 2]
    assert not wait_for(file, before + SIZE + MIB // 2, 0.1)


def test_what_another_program_wrote_to_the_container_is_read_after_a_while(
    file: Served, container: Path, fd: int, plain: bytes
) -> None:
    read_two(file, fd, plain)
    with container.open("r+b") as stream:
        stream.seek(2 * MIB)
        stream.write(bytes(MIB))
    time.sleep(2.1)
    assert read(fd, 2 * MIB) == crypt("aes-xts-plain64", KEY, BLOCK, 2 * MIB // 512, bytes(MIB), encrypt=False)


@pytest.mark.attack(29)
def test_what_was_written_since_is_read(file: Served, fd: int, plain: bytes) -> None:
    read_two(file, fd, plain)
    for place, data in ((2 * MIB + 5, b"in the middle"), (3 * MIB - 4, b"over the end")):
        assert os.pwrite(fd, data, place) == len(data)
    data = read(fd, 2 * MIB)
    assert data[5:18] == b"in the middle"
    assert data[-4:] == b"over"
    assert data[18:-4] == plain[2 * MIB + 18 : 3 * MIB - 4]
    assert read(fd, 3 * MIB)[:8] == b" the end"


@pytest.mark.attack(33)
def test_a_container_cut_since_is_an_error(file: Served, container: Path, fd: int, plain: bytes) -> None:
    read_two(file, fd, plain)
    os.truncate(container, 3 * MIB - BLOCK)
    with pytest.raises(OSError, check=lambda error: error.errno == errno.EIO):
        read(fd, 2 * MIB)


def test_what_failed_before_it_was_asked_for_is_read_again(
    file: Served, container: Path, fd: int, plain: bytes
) -> None:
    ciphertext = container.read_bytes()
    os.truncate(container, 3 * MIB - BLOCK)
    read_two(file, fd, plain)
    container.write_bytes(ciphertext)
    assert read(fd, 2 * MIB) == plain[2 * MIB : 3 * MIB]


@pytest.mark.attack(29)
def test_several_that_read_at_once_get_what_each_asked_for(file: Served, fd: int, plain: bytes) -> None:
    wrong: list[str] = []

    def follow(length: int) -> None:
        for _ in range(4):
            for place in range(0, SIZE, length):
                if read(fd, place, length) != plain[place : place + length]:
                    wrong.append(f"{length} at {place}")

    readers = [threading.Thread(target=follow, args=(length,)) for length in (MIB, MIB, MIB // 2, 64 << 10)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert wrong == []


@pytest.mark.attack(29)
def test_a_reader_never_sees_what_was_before_a_write_that_ended_earlier(file: Served, fd: int) -> None:
    """A writer counts up in random blocks; a reader that began later must find each count or a higher one."""
    written = [0] * (SIZE // BLOCK)
    done = threading.Event()

    def write() -> None:
        chosen = random.Random(2)
        while not done.is_set():
            block = chosen.randrange(len(written))
            count = written[block] + 1
            os.pwrite(fd, count.to_bytes(8, "big") * (BLOCK // 8), block * BLOCK)
            written[block] = count

    os.pwrite(fd, bytes(SIZE), 0)
    writer = threading.Thread(target=write)
    writer.start()
    try:
        deadline = time.monotonic() + 2
        while time.monotonic() < deadline:
            for place in range(0, SIZE, MIB):
                least = written[place // BLOCK : (place + MIB) // BLOCK]
                data = read(fd, place)
                for number, count in enumerate(least):
                    block = data[number * BLOCK : (number + 1) * BLOCK]
                    assert int.from_bytes(block[:8], "big") >= count, f"block {number} of the read at {place}"
                    assert block == block[:8] * (BLOCK // 8)
    finally:
        done.set()
        writer.join()
