import ctypes
import errno
import os
from pathlib import Path

import pytest

from vault.blockdev import reserve
from vault.errors import NoSpace
from vault.events import Event, Progress

SIZE = 9 << 20


@pytest.fixture
def file(tmp_path: Path):
    descriptor = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    yield descriptor
    os.close(descriptor)


def cannot(number: int):
    def allocate(_fd: int, _size: int) -> None:
        raise OSError(number, os.strerror(number))

    return allocate


def test_space_is_there_before_it_is_used(file: int, tmp_path: Path) -> None:
    reserve.reserve(file, tmp_path / "file", SIZE)
    found = os.fstat(file)
    assert found.st_size == SIZE and found.st_blocks * 512 >= SIZE


def test_sparse_reserves_nothing(file: int, tmp_path: Path) -> None:
    reserve.reserve(file, tmp_path / "file", SIZE, sparse=True)
    found = os.fstat(file)
    assert found.st_size == SIZE and found.st_blocks == 0


def test_where_nothing_can_be_reserved_zeros_are_written_after_what_is_there(
    file: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reserve, "_allocate", cannot(errno.EOPNOTSUPP))
    os.pwrite(file, b"kept", 0)
    told: list[Event] = []
    reserve.reserve(file, tmp_path / "file", SIZE, on_event=told.append)
    assert os.pread(file, SIZE, 0) == b"kept" + bytes(SIZE - 4)
    assert os.fstat(file).st_blocks * 512 >= SIZE
    assert [event.done for event in told if isinstance(event, Progress)][-1] == SIZE


def test_a_full_disk_is_told_as_such(file: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reserve, "_allocate", cannot(errno.ENOSPC))
    with pytest.raises(NoSpace, match="no space left"):
        reserve.reserve(file, tmp_path / "file", SIZE)


def test_the_library_has_the_call() -> None:
    assert ctypes.CDLL(None).fallocate64
