"""Block devices as sysfs shows them to everybody: their numbers, and what a loop device shows.

References: Linux, Documentation/ABI/stable/sysfs-block, Documentation/ABI/testing/sysfs-block-loop
"""

import os
import stat
import time
from pathlib import Path

from vault.errors import BusyError, NotAvailable, os_reason
from vault.system.mappings import all_mappings

SYS_BLOCK = Path("/sys/block")
SYS_NUMBERS = Path("/sys/dev/block")
SYSFS_SECTOR = 512
POLL_S = 0.02


def number(device: Path, sysfs: Path = SYS_BLOCK) -> str | None:
    """The number (``major:minor``) of /dev/NAME or of the mapping /dev/mapper/NAME, or None when it is not there."""
    if device.parent == Path("/dev/mapper"):
        return next((found.device for found in all_mappings(sysfs) if found.name == device.name), None)
    try:
        return Path(sysfs, device.name, "dev").read_text().strip()
    except OSError:
        return None


def name_of(device_number: str, sysfs: Path = SYS_BLOCK) -> str | None:
    """The kernel's name of the device with this number, such as dm-0, or None."""
    for folder in sysfs.iterdir():
        if number(Path("/dev", folder.name), sysfs) == device_number:
            return folder.name
    return None


def open_parent(fd: int, sysfs: Path = SYS_NUMBERS) -> tuple[int, int] | None:
    """A descriptor for reading the drive that the open partition lies on, and where in bytes the partition begins.

    None for what is no partition. Raises NotAvailable when the drive cannot be opened.
    """
    found = os.fstat(fd)
    if not stat.S_ISBLK(found.st_mode):
        return None
    folder = (sysfs / f"{os.major(found.st_rdev)}:{os.minor(found.st_rdev)}").resolve()
    if not folder.joinpath("partition").exists():
        return None
    disk = Path("/dev", folder.parent.name)
    try:
        start = int(folder.joinpath("start").read_text()) * SYSFS_SECTOR
        return os.open(disk, os.O_RDONLY | os.O_CLOEXEC), start
    except OSError as error:
        raise NotAvailable(f"the drive {disk} of the partition cannot be read: {os_reason(error)}") from error


def logical_block_size(device: Path, sysfs: Path = SYS_BLOCK) -> int:
    """Bytes of the least that can be read from /dev/NAME or the mapping /dev/mapper/NAME; 512 when that is not told."""
    found = number(device, sysfs)
    name = name_of(found, sysfs) if found else None
    try:
        return int(Path(sysfs, name or "", "queue", "logical_block_size").read_text())
    except (OSError, ValueError):
        return 512


def backing_file(loop: Path, sysfs: Path = SYS_BLOCK) -> str | None:
    """The path of the file that a loop device shows, as it was when that was set up, or None when it shows none."""
    try:
        return Path(sysfs, loop.name, "loop", "backing_file").read_text().rstrip("\n")
    except OSError:
        return None


def wait_until_cleared(loop: Path, shown: str | None, timeout_s: float, sysfs: Path = SYS_BLOCK) -> None:
    """Return when the loop device no longer shows that file. Raises BusyError when it still does in the end."""
    deadline = time.monotonic() + timeout_s
    while shown is not None and backing_file(loop, sysfs) == shown:
        if time.monotonic() >= deadline:
            raise BusyError(f"{loop} is still in use", hint="something has the device or its file system open")
        time.sleep(POLL_S)
