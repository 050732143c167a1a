"""How full an open volume is, and what goes through it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault import AttachRequest, CreateOptions, Engine, MountRequest, PassphraseFd
from vault.errors import UsageError
from vault.session import SessionStore
from vault.system import iocounters
from vault.usage import used

MIB = 1 << 20
LENGTH = 4 * MIB


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An engine with sessions of its own, and a container; all is closed at the end."""
    (tmp_path / "sessions").mkdir()
    engine = Engine(store=SessionStore(tmp_path / "sessions"))
    container = tmp_path / "secret.vol"
    options = CreateOptions(container, 32 * MIB, sparse=True, pbkdf="pbkdf2", pbkdf_iterations=1000)
    engine.create(options, source())
    yield engine
    engine.dismount(None, everything=True, force=True)


def source() -> PassphraseFd:
    reading, writing = os.pipe()
    os.write(writing, b"a passphrase of tests only")
    os.close(writing)
    return PassphraseFd(reading)


def test_a_mounted_volume_tells_its_room_and_what_moves(engine: Engine, tmp_path: Path) -> None:
    request = MountRequest(
        tmp_path / "secret.vol", attach_way="fusefile", mount_way="userspace", mount_point=tmp_path / "mnt"
    )
    record = engine.mount(request, source())
    before = engine.usage(record.name)
    assert before.size is not None and before.free is not None and before.moved is not None
    assert 0 < before.free < before.size < record.size
    assert record.mount_point is not None
    with (record.mount_point / "file").open("wb") as file:
        file.write(os.urandom(LENGTH))
        os.fsync(file.fileno())
    after = engine.usage(str(tmp_path / "secret.vol"))
    assert after.free is not None and before.free - after.free >= LENGTH
    assert before.written is not None and after.written is not None and after.read is not None
    assert LENGTH <= after.written - before.written < 2 * LENGTH
    assert after.moved == after.read + after.written


def test_an_attached_volume_tells_what_is_read_and_written(engine: Engine, tmp_path: Path) -> None:
    record = engine.attach(AttachRequest(tmp_path / "secret.vol", attach_way="fusefile"), source())
    before = engine.usage(record.name)
    assert (before.size, before.free) == (None, None) and before.read is not None and before.written is not None
    with record.path.open("r+b", buffering=0) as file:
        file.write(bytes(MIB))
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        assert os.pread(file.fileno(), 4096, 8 * MIB)
    after = engine.usage(record.name)
    assert after.read is not None and after.written is not None
    assert after.written - before.written == MIB
    assert 4096 <= after.read - before.read <= MIB, "with what is read ahead"
    assert os.listdir(record.path.parent) == [record.path.name]


def test_who_looks_again_and_again_does_not_use_a_volume(engine: Engine, tmp_path: Path) -> None:
    point = tmp_path / "mnt"
    request = MountRequest(tmp_path / "secret.vol", attach_way="fusefile", mount_way="userspace", mount_point=point)
    record = engine.mount(request, source())
    (session,) = SessionStore(tmp_path / "sessions").all()
    last = engine.usage(record.name)

    def looked_twice() -> bool:
        """Whether looking changed nothing; what answered before may have gone to sleep only now."""
        nonlocal last
        last, before = engine.usage(record.name, last), last
        count = used(session)
        return engine.usage(record.name, last) is last is before and used(session) == count

    assert any(looked_twice() for _ in range(100))
    (point / "file").write_bytes(b"content")
    assert engine.usage(record.name, last) is not last


def test_what_is_not_open_is_said_to_be_so(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not open"):
        engine.usage(str(tmp_path / "secret.vol"))


def test_a_device_tells_reads_from_writes(tmp_path: Path) -> None:
    (tmp_path / "7:0").mkdir()
    (tmp_path / "7:0" / "stat").write_text("  5 0  24 1 7 3  16 2 0 3 4 0 0 0 0 1 1\n")
    assert iocounters.bytes_of_device("7:0", tmp_path) == (24 * 512, 16 * 512)
    assert iocounters.bytes_of_device("7:1", tmp_path) is None


def test_a_process_that_hides_its_counters_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "17").mkdir()
    assert iocounters.bytes_of_process(17, tmp_path) is None
    (tmp_path / "17" / "io").write_text("rchar: 300\nwchar: 100\nsyscr: 2\nsyscw: 2\nread_bytes: 0\n")
    assert iocounters.bytes_of_process(17, tmp_path) == 200
