"""Loop devices: a file as a block device of the kernel.

References: loop(4); Linux, include/uapi/linux/loop.h (LOOP_CONFIGURE, since 5.8)
"""

import errno
import fcntl
import os
import stat
import struct
import time
from dataclasses import dataclass
from pathlib import Path

from vault.errors import BackendError, BusyError, NotAvailable, from_os

CONTROL = Path("/dev/loop-control")
LOOP_MAJOR = 7
LOOP_CTL_GET_FREE = 0x4C82
LOOP_CLR_FD = 0x4C01
LOOP_GET_STATUS64 = 0x4C05
LOOP_CONFIGURE = 0x4C0A
LO_FLAGS_READ_ONLY, LO_FLAGS_AUTOCLEAR, LO_FLAGS_DIRECT_IO = 1, 4, 16
ATTEMPTS = 64
"""How often a device that somebody else took first is left to him."""
POLL_S = 0.02

_INFO = struct.Struct("=5Q4I64s64s32s2Q")
_CONFIG = struct.Struct(f"=II{_INFO.size}s64x")


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop device, held open: it goes by itself once it is neither open nor mounted."""

    path: Path
    fd: int

    def close(self) -> None:
        """Let it go."""
        os.close(self.fd)


def attach(path: Path, *, read_only: bool, sector_size: int) -> Loop:
    """A free loop device over the file, with direct input and output where the file can, cleared on its last close.

    Raises NotAvailable without loop devices and BackendError when none can be had.
    """
    try:
        backing = os.open(path, (os.O_RDONLY if read_only else os.O_RDWR) | os.O_CLOEXEC)
    except OSError as error:
        raise from_os(error, "the attached plaintext cannot be opened for a loop device") from error
    try:
        return attach_open(backing, path, read_only=read_only, sector_size=sector_size)
    finally:
        os.close(backing)


def attach_open(backing: int, path: Path, *, read_only: bool, sector_size: int) -> Loop:
    """As ``attach``, over a file that is open already: it stays open, with its locks, as long as the device is there.

    ``path`` is only shown, by losetup for instance.
    """
    for _ in range(ATTEMPTS):
        loop = _open_free()
        try:
            _configure(loop.fd, backing, path, read_only, sector_size)
        except OSError as error:
            loop.close()
            if error.errno != errno.EBUSY:
                raise from_os(error, "the loop device cannot be set up") from error
            continue
        return loop
    raise BackendError("no loop device stayed free long enough")


def is_loop(path: Path) -> bool:
    """Whether this is a loop device."""
    try:
        found = path.stat()
    except OSError:
        return False
    return stat.S_ISBLK(found.st_mode) and os.major(found.st_rdev) == LOOP_MAJOR


def backing_file(path: Path) -> tuple[int, int] | None:
    """Device number and inode of the file that the loop device shows, or None."""
    found = _status(path)
    return found and found[:2]


def media(path: Path) -> frozenset[tuple[int, int]]:
    """What is read and written at ``path``: a file or block device, and whatever it shows when it is a loop device.

    Each is a device number and an inode, or 0 and the number of a block device. Raises OSError.
    """
    found = path.stat()
    if not stat.S_ISBLK(found.st_mode):
        return frozenset({(found.st_dev, found.st_ino)})
    own = {(0, found.st_rdev)}
    shown = _status(path.resolve()) if is_loop(path) else None
    if shown is None:
        return frozenset(own)
    device, inode, below = shown
    if os.major(below) == LOOP_MAJOR:
        return frozenset(own | media(Path(f"/dev/loop{os.minor(below)}")))
    return frozenset(own | {(0, below) if below else (device, inode)})


def _status(path: Path) -> tuple[int, int, int] | None:
    """Device number and inode of what the loop device shows, and its own number if it is a block device; or None."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError as error:
        if error.errno in (errno.ENXIO, errno.ENOENT, errno.ENODEV):
            return None
        raise
    try:
        info = bytearray(_INFO.size)
        fcntl.ioctl(descriptor, LOOP_GET_STATUS64, info)
        device, inode, below = _INFO.unpack(info)[:3]
    except OSError as error:
        if error.errno == errno.ENXIO:
            return None
        raise
    else:
        return device, inode, below
    finally:
        os.close(descriptor)


def wait_until_gone(path: Path, shown: tuple[int, int] | None, timeout_s: float) -> None:
    """Return when the loop device no longer shows that file, clearing it when it does not clear itself.

    Raises BusyError when somebody still holds it after ``timeout_s``.
    """
    deadline = time.monotonic() + timeout_s
    cleared = False
    while shown is not None and backing_file(path) == shown:
        if time.monotonic() >= deadline:
            if cleared:
                raise BusyError(f"{path} is still in use", hint="something has the device or its file system open")
            _clear(path)
            cleared, deadline = True, time.monotonic() + 1
        time.sleep(POLL_S)


def _clear(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            fcntl.ioctl(descriptor, LOOP_CLR_FD)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise from_os(error, f"{path} cannot be cleared") from error


def _open_free() -> Loop:
    try:
        control = os.open(CONTROL, os.O_RDWR | os.O_CLOEXEC)
    except OSError as error:
        raise NotAvailable(f"{CONTROL} cannot be opened", hint="load the kernel module loop") from error
    try:
        number = fcntl.ioctl(control, LOOP_CTL_GET_FREE)
    except OSError as error:
        raise from_os(error, "the kernel has no free loop device") from error
    finally:
        os.close(control)
    path = Path(f"/dev/loop{number}")
    try:
        if not path.exists():  # no udev and no devtmpfs
            os.mknod(path, 0o600 | stat.S_IFBLK, os.makedev(LOOP_MAJOR, number))
        return Loop(path, os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW))
    except OSError as error:
        raise from_os(error, f"{path} cannot be opened") from error


def _configure(loop: int, backing: int, path: Path, read_only: bool, sector_size: int) -> None:
    """One call sets everything, so that no half set up device is ever seen; direct I/O is given up when refused."""
    flags = LO_FLAGS_AUTOCLEAR | (LO_FLAGS_READ_ONLY if read_only else 0)
    name = os.fsencode(path)[:63]
    for extra in (LO_FLAGS_DIRECT_IO, 0):
        info = _INFO.pack(0, 0, 0, 0, 0, 0, 0, 0, flags | extra, name, b"", b"", 0, 0)
        try:
            fcntl.ioctl(loop, LOOP_CONFIGURE, _CONFIG.pack(backing, sector_size, info))
        except OSError as error:
            if error.errno != errno.EINVAL or not extra:
                raise
        else:
            return
