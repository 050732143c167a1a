"""The block device below a mapping: the container itself, or a loop device over its open file.

References: open(2), O_EXCL; loop(4); proc(5), /proc/[pid]/fd
"""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from vault.errors import from_os
from vault.formats.base import DM_SECTOR
from vault.formats.luks2.authenticated import AuthenticatedSegment
from vault.system import loopdev
from vault.volume import Volume

GONE_S = 10.0
"""How long a loop device that nobody uses any more may take to go."""


@dataclass(frozen=True, slots=True)
class Lower:
    """A device as ``major:minor``, and its path if it is a loop device that was set up for the mapping."""

    number: str
    loop: str


@contextmanager
def below(volume: Volume, *, read_only: bool) -> Iterator[Lower]:
    """The device; when the block ends, what was mapped over it meanwhile keeps it.

    A loop device that nothing was mapped over is gone then. Raises NotAvailable or BackendError.
    """
    device = volume.container.device
    if not needs_loop(volume, read_only=read_only):
        _give_up_claim(device.fileno())
        yield Lower(_number(os.fstat(device.fileno()).st_rdev), "")
        return
    path = volume.container.path
    loop = loopdev.attach_open(device.fileno(), path, read_only=read_only, sector_size=sector_size(volume))
    shown = loopdev.backing_file(loop.path)
    try:
        yield Lower(_number(os.fstat(loop.fd).st_rdev), str(loop.path))
    except BaseException:
        loop.close()
        loopdev.wait_until_gone(loop.path, shown, GONE_S)
        raise
    loop.close()


def needs_loop(volume: Volume, *, read_only: bool) -> bool:
    """Whether the container is a file, or a device that a journal must be kept from writing to."""
    journaled = isinstance(volume.plaintext, AuthenticatedSegment)
    return (read_only and journaled) or not stat.S_ISBLK(os.fstat(volume.container.device.fileno()).st_mode)


def sector_size(volume: Volume) -> int:
    """The largest sector of a loop device that all of the container and of its segment are whole numbers of.

    dm-integrity has tags and a journal in between, in units of 512 bytes.
    """
    segment = volume.segment
    if segment is None:
        return DM_SECTOR
    length = os.fstat(volume.container.device.fileno()).st_size
    return segment.sector_size if (length | segment.offset) % segment.sector_size == 0 else DM_SECTOR


def _number(device: int) -> str:
    return f"{os.major(device)}:{os.minor(device)}"


def _give_up_claim(fd: int) -> None:
    """Put an open that claims nothing in place of ours, which device-mapper's own claim would collide with.

    It is done last, because whoever claims the device in between has it; the claim of device-mapper then fails.
    """
    mode = fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE
    try:
        other = os.open(f"/proc/self/fd/{fd}", mode | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            os.dup2(other, fd, inheritable=False)
        finally:
            os.close(other)
    except OSError as error:
        raise from_os(error, "the container cannot be handed to the kernel") from error
