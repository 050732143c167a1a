import errno
import os
import stat
from collections.abc import Coroutine
from typing import Any

import pyfuse3
import pytest
import trio

from vault.attach.fusefile import counters
from vault.attach.fusefile.composed import FILE_INODE, OneFile
from vault.blockdev.base import BlockDevice
from vault.blockdev.memory import MemoryDevice
from vault.blockdev.readonly import ReadOnly
from vault.testing.faulty import Fault, FaultyDevice
from vault.testing.served import serve_request

SIZE = 16 * 512
FIELDS = {
    "folder": "/folder",
    "file_name": "plain",
    "size": SIZE,
    "segment_offset": 0,
    "cipher": "aes-xts-plain64",
    "sector_size": 512,
    "iv_offset": 0,
    "iv_large_sectors": False,
    "read_only": False,
    "allow_discards": False,
    "consumer": "any",
    "owner_uid": 1,
    "owner_gid": 2,
}
REQUEST = serve_request(**FIELDS)


def answer(handler: Any, *arguments: object) -> Any:
    """What a request is answered: a result, or the number of an error."""

    async def ask() -> Any:
        coroutine: Coroutine[Any, Any, Any] = handler(*arguments)
        return await coroutine

    try:
        return trio.run(ask)
    except pyfuse3.FUSEError as error:
        return -error.errno


def one_file(device: BlockDevice | None = None, **changes: Any) -> OneFile:
    return OneFile(serve_request(**{**FIELDS, **changes}), device or MemoryDevice(SIZE, 512))


@pytest.mark.attack(30)
@pytest.mark.parametrize(("fault", "number"), [(Fault.EIO, errno.EIO), (Fault.ENOSPC, errno.ENOSPC)])
def test_what_the_medium_says_is_what_the_caller_hears(fault: Fault, number: int) -> None:
    device = FaultyDevice(MemoryDevice(SIZE, 512), at=0, fault=fault, lasting=True)
    file = one_file(device)
    assert answer(file.write, FILE_INODE, 0, b"x" * 512) == -number
    assert answer(file.flush, FILE_INODE) == -number
    assert answer(file.fsync, FILE_INODE, False) == -number
    if fault is Fault.EIO:
        assert answer(file.read, FILE_INODE, 0, 512) == -number


@pytest.mark.parametrize("at", range(3))
def test_a_fault_in_any_step_of_an_unaligned_write_is_told(at: int) -> None:
    device = FaultyDevice(MemoryDevice(SIZE, 512), at=at)
    file = one_file(device)
    assert answer(file.write, FILE_INODE, 100, b"x" * 1000) == -errno.EIO
    assert device.struck
    assert answer(file.write, FILE_INODE, 100, b"x" * 1000) == 1000


def test_what_nobody_foresaw_is_an_input_error_and_the_server_goes_on() -> None:
    class Broken(MemoryDevice):
        def read(self, offset: int, length: int) -> bytearray:
            raise ZeroDivisionError

    assert answer(one_file(Broken(SIZE, 512)).read, FILE_INODE, 0, 512) == -errno.EIO


def test_closing_flushes_only_what_was_written() -> None:
    device = FaultyDevice(MemoryDevice(SIZE, 512))
    file = one_file(device)
    assert answer(file.flush, FILE_INODE) is None
    assert device.calls == []
    answer(file.write, FILE_INODE, 0, b"x" * 512)
    answer(file.flush, FILE_INODE)
    answer(file.flush, FILE_INODE)
    assert device.calls == ["write", "flush"]


def test_only_a_driver_that_syncs_gets_the_write_back_cache() -> None:
    for consumer in ("any", "loop", "driver"):
        for read_only in (False, True):
            file = one_file(consumer=consumer, read_only=read_only)
            assert file.enable_writeback_cache == (consumer == "driver" and not read_only)


def test_only_a_loop_device_bypasses_the_page_cache() -> None:
    for consumer in ("any", "loop", "driver"):
        info = answer(one_file(consumer=consumer).open, FILE_INODE, os.O_RDWR, None)
        assert info.direct_io == (consumer == "loop")
        assert info.keep_cache == (consumer != "loop")


@pytest.mark.parametrize(
    ("flags", "number"),
    [(os.O_RDONLY, 0), (os.O_RDWR, errno.EROFS), (os.O_WRONLY, errno.EROFS), (os.O_RDONLY | os.O_TRUNC, errno.EPERM)],
)
def test_a_read_only_volume_is_opened_for_reading_only(flags: int, number: int) -> None:
    file = one_file(ReadOnly(MemoryDevice(SIZE, 512)), read_only=True)
    got = answer(file.open, FILE_INODE, flags, None)
    assert got == -number if number else got.fh == FILE_INODE
    assert answer(file.write, FILE_INODE, 0, b"x" * 512) == -errno.EROFS


def test_there_is_one_file_and_no_other() -> None:
    file = one_file()
    assert answer(file.lookup, pyfuse3.ROOT_INODE, b"plain", None).st_ino == FILE_INODE
    assert answer(file.lookup, pyfuse3.ROOT_INODE, b"other", None) == -errno.ENOENT
    assert answer(file.lookup, FILE_INODE, b"plain", None) == -errno.ENOENT


def test_what_went_through_is_told_beside_the_file() -> None:
    file = one_file()
    answer(file.write, FILE_INODE, 100, b"x" * 1000)
    answer(file.read, FILE_INODE, 0, 600)
    answer(file.read, FILE_INODE, SIZE - 10, 600)
    for name, count in ((counters.READ, 610), (counters.WRITTEN, 1000)):
        found = answer(file.lookup, pyfuse3.ROOT_INODE, name.encode(), None)
        assert (found.st_size, stat.S_ISSOCK(found.st_mode), found.attr_timeout) == (count, True, 0)
        assert answer(file.getattr, found.st_ino, None).st_size == count
