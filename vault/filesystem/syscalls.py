"""System calls that Python does not offer: mount, umount2, syncfs, and access with its reason.

References: mount(2), umount(2), syncfs(2), access(2); Linux, include/uapi/linux/mount.h
"""

import ctypes
import os

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MNT_DETACH, UMOUNT_NOFOLLOW = 2, 8


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _raise() -> None:
    number = ctypes.get_errno()
    raise OSError(number, os.strerror(number))


def mount(source: str, target: str, filesystem: str, flags: int, data: str) -> None:
    """Mount a file system; ``target`` may be ``/proc/self/fd/N``, which no rename can turn into another folder."""
    arguments = (os.fsencode(source), os.fsencode(target), filesystem.encode(), ctypes.c_ulong(flags), data.encode())
    if _libc().mount(*arguments) != 0:
        _raise()


def unmount(target: str, flags: int = 0) -> None:
    """Take the topmost mount off a folder, never following a link in its last component."""
    if _libc().umount2(os.fsencode(target), flags | UMOUNT_NOFOLLOW) != 0:
        _raise()


def sync_filesystem(descriptor: int) -> None:
    """Write back everything of the file system that the descriptor lies on; raises OSError for what was lost."""
    if _libc().syncfs(descriptor) != 0:
        _raise()


def check_access(path: str | os.PathLike[str], mode: int) -> None:
    """Raises the OSError that says why ``path`` may not be used so: EROFS, EACCES."""
    if _libc().access(os.fsencode(path), mode) != 0:
        _raise()
