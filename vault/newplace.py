"""Where a new container is to be: what is there already, and how much room there is.

References: Microsoft, FAT32 file system specification 6
"""

import os
import stat
from pathlib import Path

from vault.errors import from_os
from vault.options import Place
from vault.system.mounts import mounts

LARGEST_FILE = {"vfat": (1 << 32) - 1, "msdos": (1 << 32) - 1}


def place(container: str | os.PathLike[str]) -> Place:
    """What is known of the place; a folder that is not there has nothing free. Raises BackendError."""
    where = Path(os.path.abspath(container))
    try:
        found = _stat(where)
        folder = _stat(where.parent)
        is_folder = folder is not None and stat.S_ISDIR(folder.st_mode)
        space = os.statvfs(where.parent) if is_folder else None
    except OSError as error:
        raise from_os(error, f"cannot look at {where}") from error
    filesystem = _filesystem(folder.st_dev) if folder is not None and is_folder else ""
    is_device = found is not None and stat.S_ISBLK(found.st_mode)
    return Place(
        container=where,
        folder=where.parent,
        exists=os.path.lexists(where),
        is_device=is_device,
        size=None if found is None else _device_size(where) if is_device else found.st_size,
        writable=is_folder and os.access(where.parent, os.W_OK | os.X_OK),
        free=space.f_bavail * space.f_frsize if space is not None else 0,
        filesystem=filesystem,
        largest=LARGEST_FILE.get(filesystem),
        has_folder=is_folder,
        is_folder=found is not None and stat.S_ISDIR(found.st_mode),
        is_file=found is not None and stat.S_ISREG(found.st_mode),
    )


def make_folder(folder: str | os.PathLike[str]) -> None:
    """Make a folder for containers, and those above it that are missing; it may be there. Raises BackendError."""
    try:
        Path(os.path.abspath(folder)).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_os(error, f"cannot make the folder {folder}") from error


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _filesystem(device: int) -> str:
    """The type of the file system with this device number, as the mount table has it."""
    number = f"{os.major(device)}:{os.minor(device)}"
    return next((mount.filesystem for mount in reversed(mounts()) if mount.device == number), "")


def _device_size(path: Path) -> int | None:
    """Bytes of a block device; None where it cannot be opened."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        return os.lseek(descriptor, 0, os.SEEK_END)
    finally:
        os.close(descriptor)
