"""A folder that is watched for files that come, go or change, without looking at it over and over.

References: inotify(7)
"""

import ctypes
import os
from contextlib import suppress
from pathlib import Path

from vault.errors import from_os

IN_ATTRIB, IN_MOVED_FROM, IN_MOVED_TO, IN_DELETE = 0x4, 0x40, 0x80, 0x200
IN_IGNORED, IN_ONLYDIR = 0x8000, 0x01000000
IN_DELETE_SELF, IN_MOVE_SELF = 0x400, 0x800
CHANGES = IN_ATTRIB | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR
"""A file is moved to its place when it is whole, so the writing of it is no change yet."""
HEAD = 16
"""Bytes of an event before its name: watch, mask, cookie and length of the name, four bytes each."""
LONGEST = 1 << 16


class Inotify:
    """A watch on one folder, whose descriptor can be read when something has changed there."""

    def __init__(self, folder: Path) -> None:
        """Begin to watch. Raises BackendError when that cannot be."""
        libc = ctypes.CDLL(None, use_errno=True)
        self._fd = int(libc.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK))
        try:
            if self._fd < 0 or libc.inotify_add_watch(self._fd, os.fsencode(folder), CHANGES) < 0:
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number))
        except OSError as error:
            self.close()
            raise from_os(error, f"cannot watch {folder}") from error

    def fileno(self) -> int:
        """What can be read when something has changed."""
        return self._fd

    def lost(self) -> bool:
        """Whether the folder itself went away, so that this watches nothing more; all that was told is taken."""
        gone = False
        with suppress(BlockingIOError):
            while data := os.read(self._fd, LONGEST):
                gone |= any(mask & (IN_IGNORED | IN_MOVE_SELF) for mask in _masks(data))
        return gone

    def close(self) -> None:
        """Watch nothing more."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def _masks(data: bytes) -> list[int]:
    """What happened, for each event of a read."""
    found, offset = [], 0
    while offset < len(data):
        _, mask, _, length = memoryview(data)[offset : offset + HEAD].cast("I")
        found.append(mask)
        offset += HEAD + length
    return found
