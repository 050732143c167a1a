"""Checking a file system that was not dismounted cleanly, before it is mounted.

Only what the file system's own checker mends without asking is mended ("preen": replaying a journal, counting free
space again, clearing the dirty mark); anything else is left as it is and the mount refused. Nothing is checked when the
superblock says that all is well, and nothing is written for a read-only mount.
"""

from collections.abc import Callable
from pathlib import Path

from vault.errors import FileSystemDamaged, MountError
from vault.events import OnEvent, Step, Warned, ignore
from vault.filesystem.detect import FileSystem, detect_at
from vault.system import programs

E2FSCK_FINE = frozenset({0, 1, 2})
"""No errors; errors corrected; corrected, and a mounted device should be rebooted."""
FSCK_FINE = frozenset({0, 1})


def check(found: FileSystem, path: Path, *, read_only: bool, on_event: OnEvent = ignore) -> None:
    """Return when the file system at ``path`` may be mounted.

    Raises FileSystemDamaged when its checker found what it may not mend unasked, NotAvailable when the checker is
    not installed. XFS and btrfs replay their logs when they are mounted and have nothing to check here.
    """
    checker = _CHECKERS.get(found.name)
    if not found.dirty or checker is None:
        return
    if read_only:
        on_event(Warned("the file system was not dismounted cleanly and is shown as it was left"))
        return
    on_event(Step("checking"))
    checker(path)


def _ext(path: Path) -> None:
    """E2fsck -p: replays the journal, then a whole check that stops at the first thing it would have to ask."""
    done = programs.run("e2fsck", ["-p", path])
    if done.code not in E2FSCK_FINE:
        raise _damaged("e2fsck -f", done)


def _exfat(path: Path) -> None:
    """Fsck.exfat -p: repairs what needs no decision, and clears the mark."""
    done = programs.run("fsck.exfat", ["-p", path])
    if done.code not in FSCK_FINE or _still_dirty(path):
        raise _damaged("fsck.exfat -r", done)


def _fat(path: Path) -> None:
    """Fsck.fat -a: what every boot does to a FAT partition; a second look must then find nothing."""
    programs.run("fsck.fat", ["-a", path])
    done = programs.run("fsck.fat", ["-n", path])
    if done.code != 0 or _still_dirty(path):
        raise _damaged("fsck.fat -r", done)


def _ntfs(_path: Path) -> None:
    raise FileSystemDamaged(
        "ntfs is marked as not dismounted cleanly and cannot be mended here",
        hint="let Windows check it (chkdsk), or mount it with --read-only",
    )


def _still_dirty(path: Path) -> bool:
    found = detect_at(path)
    return found is None or bool(found.dirty)


def _damaged(command: str, done: programs.Result) -> MountError:
    return FileSystemDamaged(
        f"the file system is damaged: {done.last_line}",
        hint=f"copy the container, attach it with vault attach, and run {command} on the path that it prints",
        output=done.output,
    )


_CHECKERS: dict[str, Callable[[Path], None]] = {
    "ext2": _ext,
    "ext3": _ext,
    "ext4": _ext,
    "exfat": _exfat,
    "vfat": _fat,
    "ntfs": _ntfs,
}
