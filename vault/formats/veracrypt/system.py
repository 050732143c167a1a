"""The drive that a partition of system encryption lies on, which holds the header of both.

References: spec/veracrypt-format.md; Linux, Documentation/ABI/testing/sysfs-block
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from vault.blockdev.base import BlockDevice
from vault.blockdev.image import ImageFile
from vault.blockdev.slice import Slice
from vault.errors import UsageError, from_os
from vault.formats.veracrypt.header import DATA_UNIT
from vault.system.blocks import open_parent


@dataclass(frozen=True, slots=True)
class Drive:
    """``device`` begins ``disk_offset`` bytes into ``disk``, and ``shift`` bytes into the container."""

    disk: BlockDevice
    device: BlockDevice
    disk_offset: int
    shift: int


@contextmanager
def drive(container: BlockDevice, offset: int | None) -> Iterator[Drive]:
    """What the container is: a partition's block device, or else a whole drive of which ``offset`` may name a part.

    Raises UsageError for an offset that cannot be, NotAvailable when the drive cannot be read.
    """
    parent = open_parent(container.fileno()) if isinstance(container, ImageFile) else None
    if parent is None:
        yield _part(container, offset or 0)
        return
    fd, start = parent
    if offset is not None:
        raise UsageError("the partition itself was named, so its offset is known", hint="leave out the offset")
    try:
        disk = ImageFile(fd, read_only=True)
    except OSError as error:
        raise from_os(error, "cannot read the drive that the partition lies on") from error
    try:
        yield Drive(disk, container, start, 0)
    finally:
        disk.close()


def _part(disk: BlockDevice, offset: int) -> Drive:
    if offset % DATA_UNIT or not 0 <= offset < disk.size:
        raise UsageError(f"no partition begins {offset} bytes into a drive of {disk.size}")
    return Drive(disk, Slice(disk, offset, disk.size - offset, DATA_UNIT) if offset else disk, offset, offset)
