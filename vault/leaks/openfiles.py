"""Processes that still hold something of a volume after it was dismounted.

A file system that was dismounted while in use (lazily, or by force) lives on until the last of them lets go, and so
does one that is mounted in a namespace of other processes too.

References: proc(5), /proc/PID/{fd,fdinfo,cwd,root,maps,mountinfo}; umount(2), MNT_DETACH; mount_namespaces(7)
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vault.leaks.places import Places
from vault.leaks.reading import read_table
from vault.leaks.scope import Scope, normalised
from vault.options.leaks import Leak
from vault.system.processes import described

KERNELS_OWN = re.compile(rb"/(?:memfd:|dmabuf:|SYSV|anon_hugepage|\[)")
"""Files that the kernel keeps on mounts of its own, which no table has."""
ESCAPE = re.compile(rb"\\([0-7]{3})")
DELETED = b" (deleted)"
LARGEST_TABLE = 4 << 20
SHOWN = 3
"""Files that are named of one process."""


@dataclass(frozen=True, slots=True)
class _Held:
    """Something that a process has open: its path as the kernel tells it, and the mount it is on, None if unknown."""

    path: bytes
    mount: bytes | None


def find(scope: Scope, places: Places) -> Iterator[Leak]:
    """Each process of this user that holds something of the scope, or of a file system that is mounted nowhere.

    What is open on a volume that is mounted now is no leak. Only processes that this user may look into are seen.
    """
    own = _mounts(places.proc / "self")
    here = {point for point in own.values() if scope.holds(point)}
    processes = [path for path in places.proc.glob("[0-9]*") if path.name != str(os.getpid())]
    tables = {process: _mounts(process) for process in processes}
    known = {number for table in (own, *tables.values()) for number in table}
    for process in sorted(filter(_is_own, processes), key=lambda path: int(path.name)):
        told = _elsewhere(tables[process], scope, here) or _holding(process, scope, here, known)
        if told:
            tells, file = told
            hint = f"close it there, or end the program: kill {process.name}"
            yield Leak("open", process, f"{described(process)} still {tells}", file=file, hint=hint)


def _elsewhere(table: dict[bytes, bytes], scope: Scope, here: set[bytes]) -> tuple[str, Path] | None:
    """What is mounted for the process and not here, and a mount point of it."""
    points = [point for point in table.values() if scope.holds(point) and point not in here]
    if not points:
        return None
    return f"has {_names(points)} mounted, in a namespace of its own", Path(os.fsdecode(points[0]))


def _holding(
    process: Path, scope: Scope, here: set[bytes], known: set[bytes]
) -> tuple[str, Path] | tuple[str, None] | None:
    """What the process holds of the scope, and a file of it, or what it holds of a file system mounted nowhere."""
    held = list(_held(process))
    below = [each.path for each in held if _is_leak(each.path, scope, here)]
    if below:
        return f"uses {_names(below)}", Path(os.fsdecode(below[0].removesuffix(DELETED)))
    lost = [each for each in held if each.mount is not None and each.mount not in known and _is_file(each.path)]
    new = _mounts(process) if lost else {}  # what was mounted since the tables were read is not lost
    names = [each.path for each in lost if each.mount not in new]
    if names:
        return f"uses {_names(names)} on a file system that was dismounted, which may be a volume's", None
    return None


def _is_leak(path: bytes, scope: Scope, here: set[bytes]) -> bool:
    """Whether the path is in the scope, and in no volume that is mounted now."""
    path = path.removesuffix(DELETED)
    mounted = any(path == point or path.startswith(point + b"/") for point in here)
    return path.startswith(b"/") and scope.holds(normalised(path)) and not mounted


def _is_file(path: bytes) -> bool:
    return path.startswith(b"/") and not KERNELS_OWN.match(path)


def _is_own(process: Path) -> bool:
    try:
        return process.stat().st_uid == os.getuid()
    except OSError:
        return False


def _mounts(process: Path) -> dict[bytes, bytes]:
    """Mount id to mount point, as the process sees them."""
    result = {}
    for line in read_table(process / "mountinfo", LARGEST_TABLE).split(b"\n"):
        fields = line.split(b" ")
        if len(fields) > 4:
            result[fields[0]] = ESCAPE.sub(lambda match: bytes([int(match[1], 8) & 0xFF]), fields[4])
    return result


def _held(process: Path) -> Iterator[_Held]:
    """What the process has open, as working folder or root, and mapped; no path of a file system is looked up."""
    for number in _names_in(process / "fd"):
        path = _target(process / "fd" / number)
        if path:
            yield _Held(path, _mount_id(read_table(process / "fdinfo" / number)))
    for name in ("cwd", "root", "exe"):
        path = _target(process / name)
        if path:
            yield _Held(path, _mount_of_link(process / name))
    for line in read_table(process / "maps", LARGEST_TABLE).split(b"\n"):
        fields = line.split(maxsplit=5)
        if len(fields) == 6 and fields[5].startswith(b"/"):
            yield _Held(fields[5], None)


def _mount_of_link(link: Path) -> bytes | None:
    """The mount that a link of /proc leads to; it is only pointed at, which asks the file system nothing."""
    try:
        descriptor = os.open(link, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        return _mount_id(read_table(Path("/proc/self/fdinfo", str(descriptor))))
    finally:
        os.close(descriptor)


def _mount_id(info: bytes) -> bytes | None:
    return next((line.split()[1] for line in info.split(b"\n") if line.startswith(b"mnt_id:")), None)


def _target(link: Path) -> bytes:
    try:
        return os.readlink(os.fsencode(link))
    except OSError:
        return b""


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _names(paths: list[bytes]) -> str:
    """Some of the paths, each once, and how many more there are."""
    names = [os.fsdecode(path) for path in dict.fromkeys(paths)]
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")
