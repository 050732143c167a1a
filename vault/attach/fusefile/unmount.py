"""Taking a FUSE mount away: with umount2(2) as root, through the setuid fusermount3 otherwise.

References: umount(2); fusermount3(1)
"""

import ctypes
import errno
import os
from pathlib import Path

from vault.errors import BackendError, BusyError, from_os
from vault.system import programs

MNT_DETACH = 2
UMOUNT_NOFOLLOW = 8


def unmount(folder: Path, *, lazy: bool = False) -> None:
    """Unmount what is mounted on ``folder``; ``lazy`` takes it out of sight although it is in use.

    Returns once the kernel has written back what it held. Raises BusyError while something is open there and
    BackendError for everything else.
    """
    if os.geteuid() == 0:
        _umount2(folder, UMOUNT_NOFOLLOW | (MNT_DETACH if lazy else 0))
        return
    done = programs.run("fusermount3", ["-u", *(["-z"] if lazy else []), "--", folder])
    if done.code != 0:
        if os.strerror(errno.EBUSY) in done.output:
            raise BusyError(f"{folder} is in use")
        raise BackendError(f"cannot unmount {folder}: {done.last_line}")


def _umount2(folder: Path, flags: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.umount2(os.fsencode(folder), flags) == 0:
        return
    number = ctypes.get_errno()
    if number == errno.EBUSY:
        raise BusyError(f"{folder} is in use")
    raise from_os(OSError(number, os.strerror(number)), f"cannot unmount {folder}")
