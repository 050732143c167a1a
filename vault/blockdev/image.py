"""A regular file or a block device as a device of sectors, by descriptor.

References: fallocate(2); pwrite(2); Linux, include/uapi/linux/fs.h (BLKGETSIZE64)
"""

import ctypes
import errno
import fcntl
import os
import stat
from collections.abc import Callable
from pathlib import Path

from vault.blockdev.base import Buffer
from vault.blockdev.unaligned import check_request

BLKGETSIZE64 = 0x80081272
FALLOC_FL_KEEP_SIZE = 0x01
FALLOC_FL_PUNCH_HOLE = 0x02


def file_size(fd: int) -> int:
    """Bytes that a regular file or block device holds now."""
    found = os.fstat(fd)
    if not stat.S_ISBLK(found.st_mode):
        return found.st_size
    answer = bytearray(8)
    fcntl.ioctl(fd, BLKGETSIZE64, answer)
    return int.from_bytes(answer, "little")


class ImageFile:
    """Owns ``fd``, which must be open for reading, and for writing unless ``read_only``; thread safe.

    A last part of a file that is no whole sector is left alone. The size is the one found on opening: a file
    that shrinks afterwards gives ``EIO``, for writes too, since they would make it longer again with zeros in
    between.
    """

    def __init__(self, fd: int, *, read_only: bool, sector_size: int = 512) -> None:
        self._fd = fd
        self._regular = stat.S_ISREG(os.fstat(fd).st_mode)
        self.size = file_size(fd) // sector_size * sector_size
        self.sector_size = sector_size
        self.read_only = read_only
        self._before_write: Callable[[], object] | None = None

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, read_only: bool, sector_size: int = 512) -> "ImageFile":
        """The device of the file at ``path``; raises OSError."""
        fd = os.open(Path(path), (os.O_RDONLY if read_only else os.O_RDWR) | os.O_CLOEXEC | os.O_NOCTTY)
        try:
            return cls(fd, read_only=read_only, sector_size=sector_size)
        except BaseException:
            os.close(fd)
            raise

    def fileno(self) -> int:
        """The descriptor, which stays owned by this object; -1 once closed."""
        return self._fd

    def before_write(self, action: Callable[[], object]) -> None:
        """Do this once, before the next write or discard; when it raises, that does too and nothing is written."""
        self._before_write = action

    def read(self, offset: int, length: int) -> bytearray:
        """Exactly ``length`` bytes from ``offset``."""
        check_request(self, offset, length)
        data = bytearray(length)
        with memoryview(data) as view:
            done = 0
            while done < length:
                got = os.preadv(self._fd, [view[done:]], offset + done)
                if got == 0:
                    raise _shrunk()
                done += got
        return data

    def write(self, offset: int, data: Buffer) -> None:
        """Store all of ``data`` at ``offset``."""
        length = len(data)
        check_request(self, offset, length)
        self._check_writable(offset + length)
        self._prepare()
        with memoryview(data) as view:
            done = 0
            while done < length:
                put = os.pwrite(self._fd, view[done:], offset + done)
                if put == 0:
                    raise OSError(errno.EIO, "nothing was written")
                done += put

    def flush(self) -> None:
        """Make everything written so far durable."""
        if not self.read_only:
            os.fdatasync(self._fd)

    def discard(self, offset: int, length: int) -> None:
        """Punch a hole; raises OSError(EOPNOTSUPP) where the file system or device cannot."""
        check_request(self, offset, length)
        self._check_writable(offset + length)
        self._prepare()
        if length == 0:
            return
        libc = ctypes.CDLL(None, use_errno=True)
        mode = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE
        if libc.fallocate64(self._fd, mode, ctypes.c_int64(offset), ctypes.c_int64(length)) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    def close(self) -> None:
        """Close the descriptor, and with it every lock on it; closing twice is harmless."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)

    def _prepare(self) -> None:
        action, self._before_write = self._before_write, None
        if action is not None:
            action()

    def _check_writable(self, end: int) -> None:
        if self.read_only:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        if self._regular and os.fstat(self._fd).st_size < end:
            raise _shrunk()


def _shrunk() -> OSError:
    return OSError(errno.EIO, "the file is shorter than it was when it was opened")
