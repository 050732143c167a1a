"""Whether what is written to a block device is encrypted below, as sysfs tells.

References: Linux, Documentation/ABI/testing/sysfs-block-dm; cryptsetup, ``CRYPT-`` prefix of device-mapper UUIDs
"""

import os
from pathlib import Path

from vault.leaks.reading import read_table
from vault.system.mounts import mounts

CRYPT = b"CRYPT-"


def is_encrypted(device: str, sys: Path) -> bool:
    """Whether the device, by its name in sysfs, is a mapping of dm-crypt or built of such ones only."""
    folder = sys / "class" / "block" / device
    if read_table(folder / "dm" / "uuid").startswith(CRYPT):
        return True
    lower = sorted(path.name for path in folder.glob("slaves/*"))
    return bool(lower) and all(is_encrypted(name, sys) for name in lower)


def device_at(number: str, sys: Path) -> str:
    """The name in sysfs of the block device ``major:minor``, empty when there is none."""
    link = sys / "dev" / "block" / number
    return Path(os.path.realpath(link)).name if link.exists() else ""


def device_under(path: Path, sys: Path) -> str:
    """The name in sysfs of the device at the path, or of the one that the file there is stored on; else empty."""
    source = str(path)
    if path.parts[:2] != ("/", "dev"):
        holding = [mount for mount in mounts() if path.is_relative_to(mount.mount_point)]
        source = max(holding, key=lambda mount: len(mount.mount_point.parts)).source if holding else ""
    name = Path(os.path.realpath(source)).name if source.startswith("/dev/") else ""
    return name if name and (sys / "class" / "block" / name).exists() else ""
