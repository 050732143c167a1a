"""Space for a whole file before it is used, so that a full disk is found before any work.

References: fallocate(2)
"""

import ctypes
import errno
import os
from pathlib import Path

from vault.errors import from_os
from vault.events import OnEvent, Progress, ignore

CHUNK = 4 << 20
"""Bytes written at once where the file system cannot reserve."""


def reserve(fd: int, path: Path, size: int, *, sparse: bool = False, on_event: OnEvent = ignore) -> None:
    """Make the open file ``size`` bytes long, with space for all of them unless ``sparse``.

    File systems that cannot reserve (FAT, some on networks) get zeros written, which takes as long as the medium is
    slow and is told as Progress. Raises NoSpace and other BackendErrors.
    """
    try:
        if sparse:
            os.ftruncate(fd, size)
            return
        try:
            _allocate(fd, size)
        except OSError as error:
            if error.errno not in (errno.EOPNOTSUPP, errno.ENOSYS):
                raise
            _fill(fd, size, on_event)
        os.ftruncate(fd, size)
    except OSError as error:
        raise from_os(error, f"cannot reserve {size} bytes for {path}", hint="choose a smaller size") from error


def _allocate(fd: int, size: int) -> None:
    """The system call itself: the C library's function would write the zeros where nobody sees it."""
    libc = ctypes.CDLL(None, use_errno=True)
    while libc.fallocate64(fd, 0, ctypes.c_int64(0), ctypes.c_int64(size)) != 0:
        number = ctypes.get_errno()
        if number != errno.EINTR:
            raise OSError(number, os.strerror(number))


def _fill(fd: int, size: int, on_event: OnEvent) -> None:
    """Write zeros from the present end of the file on."""
    zeros = bytes(CHUNK)
    done = os.fstat(fd).st_size
    while done < size:
        done += os.pwrite(fd, zeros[: min(CHUNK, size - done)], done)
        on_event(Progress("reserving space", done, size))
