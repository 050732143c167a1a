"""What a container must be before root touches it; the command asks the same first, so that a plan can tell.

References: statfs(2); fcntl(2); Linux, include/uapi/linux/magic.h
"""

import ctypes
import fcntl
import os
import stat
from dataclasses import dataclass

from vault.errors import BusyError, UsageError, from_os
from vault.privileged.protocol import Attach

FILE_SYSTEMS = {
    0xEF53: "ext2, ext3, ext4",
    0x58465342: "XFS",
    0x9123683E: "btrfs",
    0xF2F52010: "F2FS",
    0xCA451A4E: "bcachefs",
    0x2FC12FC1: "ZFS",
    0x01021994: "tmpfs",
    0x4D44: "FAT",
    0x2011BAB0: "exFAT",
    0x7366746E: "NTFS",
}
"""File systems that the kernel itself answers for. Behind others a program of the user may stand, which could let the
kernel wait for as long as it likes, or show it other data at each look."""

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Container:
    """What a descriptor that may be mapped is open on; ``identity`` is (st_dev, st_ino), of a device its number."""

    size: int
    identity: tuple[int, int]


def container(descriptor: int, uid: int, *, read_only: bool) -> Container:
    """The container, a file of this user's own, or a block device. Raises UsageError with the reason for a no.

    Whether the user may open a block device is not asked here, but by ``may_open``.
    """
    flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
    if flags & os.O_PATH:
        raise UsageError("the container is not open")
    if flags & os.O_APPEND or flags & os.O_ACCMODE not in ((os.O_RDONLY, os.O_RDWR) if read_only else (os.O_RDWR,)):
        raise UsageError("the container is not open for what is asked")
    found = os.fstat(descriptor)
    if stat.S_ISREG(found.st_mode):
        return _file(descriptor, found, uid)
    if stat.S_ISBLK(found.st_mode):
        return Container(os.lseek(descriptor, 0, os.SEEK_END), (0, found.st_rdev))
    raise UsageError("the container is neither a file nor a block device")


def may_open(descriptor: int, *, read_only: bool) -> None:
    """Raises UsageError when who looks now may not open what the descriptor is open on."""
    mode = os.O_RDONLY if read_only else os.O_RDWR
    try:
        os.close(os.open(f"/proc/self/fd/{descriptor}", mode | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY))
    except OSError as error:
        raise UsageError("the container is one that its user may not open") from error


def fits(request: Attach, found: Container) -> None:
    """Raises UsageError when the segment does not lie inside the container."""
    if request.offset + request.length > found.size:
        raise UsageError("the request is refused because of the end, which lies outside the container")


def lock(descriptor: int, *, read_only: bool) -> None:
    """Lock a file as its user's command has done already on the same open file. Raises BusyError."""
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if read_only else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise BusyError("the container is in use") from error
    except OSError as error:
        raise from_os(error, "the container cannot be locked") from error


def _file(descriptor: int, found: os.stat_result, uid: int) -> Container:
    if found.st_uid != uid:
        raise UsageError("the container belongs to another user")
    if found.st_nlink == 0:
        raise UsageError("the container has no name in any folder")
    if _file_system_of(descriptor) not in FILE_SYSTEMS:
        raise UsageError("the container lies on a file system that the helper does not trust")
    return Container(found.st_size, (found.st_dev, found.st_ino))


def _file_system_of(descriptor: int) -> int:
    answer = (ctypes.c_ulong * 32)()
    if _libc.fstatfs(descriptor, ctypes.byref(answer)) != 0:
        raise from_os(OSError(ctypes.get_errno(), ""), "the container's file system does not answer")
    return int(answer[0]) & 0xFFFFFFFF
