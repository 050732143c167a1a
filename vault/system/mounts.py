"""The mount table of this process, as the kernel tells it.

References: proc(5), /proc/[pid]/mountinfo
"""

import errno
import os
import re
from dataclasses import dataclass
from pathlib import Path

MOUNTINFO = Path("/proc/self/mountinfo")
SERVER_DIED = frozenset({errno.ENOTCONN, errno.ECONNABORTED, errno.ECANCELED, errno.ESHUTDOWN})
"""What the kernel answers on a mount whose server has ended, or ends while it asks."""
_ESCAPE = re.compile(rb"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """One mount: its folder, type, source, options of the mount and of the file system, and device number."""

    mount_point: Path
    filesystem: str
    source: str
    options: frozenset[str]
    super_options: frozenset[str]
    device: str
    """``major:minor``"""


def _text(field: bytes) -> str:
    """A field with its octal escapes undone, as this process writes paths: it is compared with them."""
    return os.fsdecode(_ESCAPE.sub(lambda match: bytes([int(match[1], 8)]), field))


def mounts() -> list[Mount]:
    """Every mount, oldest first."""
    result = []
    for line in MOUNTINFO.read_bytes().split(b"\n")[:-1]:  # no other ends of lines: names may have them in them
        fields = line.split(b" ")
        dash = fields.index(b"-", 6)
        result.append(
            Mount(
                mount_point=Path(_text(fields[4])),
                filesystem=_text(fields[dash + 1]),
                source=_text(fields[dash + 2]),
                options=frozenset(_text(fields[5]).split(",")),
                super_options=frozenset(_text(fields[dash + 3]).split(",")),
                device=_text(fields[2]),
            )
        )
    return result


def mount_at(folder: Path) -> Mount | None:
    """The topmost mount on exactly this absolute folder; asks the table, never the file system below it."""
    found = [mount for mount in mounts() if mount.mount_point == folder]
    return found[-1] if found else None
