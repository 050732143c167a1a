"""Who uses a mapping: programs that have it open, mounts of it, and devices built on top of it.

References: Linux, Documentation/ABI/testing/sysfs-block, holders; proc(5)
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from vault.errors import BusyError
from vault.system.mappings import SYSFS, Mapping
from vault.system.mounts import mounts
from vault.system.processes import Holder, described, holders

PROC = Path("/proc")


def users_of(mapping: Mapping) -> list[str]:
    """All users that can be told, each as a few words."""
    mounted = [f"the mount on {mount.mount_point}" for mount in mounts() if mount.device == mapping.device]
    on_top = [f"the device {path.name}" for path in _block_folder(mapping).joinpath("holders").glob("*")]
    inside = holders(mapping.device) if not mapping.suspended else []
    return [*mounted, *on_top, *dict.fromkeys(map(str, [*inside, *_openers(mapping.device)]))]


def busy(path: Path, names: list[str]) -> BusyError:
    """The error for a mapping that is in use."""
    by = ", ".join(names) or "something that cannot be told, perhaps a mount in another namespace"
    return BusyError(f"{path} is in use by {by}", hint="close what uses it and try again", holders=names)


def _block_folder(mapping: Mapping) -> Path:
    return SYSFS / f"dm-{mapping.device.partition(':')[2]}"


def _openers(device: str) -> Iterator[Holder]:
    """Processes that have the block device itself open; only what is named like a device is looked at."""
    for process in PROC.iterdir():
        if process.name.isdigit() and int(process.name) != os.getpid() and _has_open(process, device):
            yield described(process)


def _has_open(process: Path, device: str) -> bool:
    try:
        links = list(process.joinpath("fd").iterdir())
    except OSError:
        return False
    return any(_is_device(link, device) for link in links)


def _is_device(link: Path, device: str) -> bool:
    try:
        if not os.readlink(link).startswith("/dev/"):
            return False
        found = link.stat()
    except OSError:
        return False
    return stat.S_ISBLK(found.st_mode) and f"{os.major(found.st_rdev)}:{os.minor(found.st_rdev)}" == device
