"""Who may open a container: the same advisory locks that cryptsetup takes, so that both respect each other.

A regular file is locked itself with flock. A block device is locked through a file of its own in /run/cryptsetup
where that folder is there for us (root), and by its node otherwise. Locks are asked for without waiting and end
with the descriptor. Whoever writes holds the lock alone, readers share it.

References: cryptsetup, docs/LUKS2-locking.txt; flock(2); proc(5), /proc/locks
"""

import fcntl
import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from vault.errors import BusyError, from_os

FOLDER = Path("/run/cryptsetup")
LOCKS = Path("/proc/locks")
_LINE = re.compile(r"^\d+: FLOCK +\S+ +\S+ (-?\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) ", re.MULTILINE)


def lock(fd: int, name: str, *, shared: bool) -> int | None:
    """Lock what ``fd`` is open on; the result is a further descriptor that carries the lock, or None for ``fd`` itself.

    ``name`` is for the message. Raises BusyError, naming the holder where it can be told, and BackendError.
    """
    found = os.fstat(fd)
    if not stat.S_ISBLK(found.st_mode):
        _flock(fd, name, shared=shared)
        return None
    number = f"L_{os.major(found.st_rdev)}:{os.minor(found.st_rdev)}"
    while True:
        resource = _open_resource(number)
        if resource is None:
            _flock(fd, name, shared=shared)
            return None
        try:
            _flock(resource, name, shared=shared)
            current = _same_file(resource, FOLDER / number)
        except BaseException:
            os.close(resource)
            raise
        if current:
            return resource
        # The last holder removed the file between our open and our lock: that lock would exclude nobody.
        os.close(resource)


def _open_resource(number: str) -> int | None:
    """The lock file of a block device, or None when this user has no part in that folder."""
    try:
        FOLDER.mkdir(mode=0o700, exist_ok=True)
        return os.open(FOLDER / number, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o700)
    except PermissionError:
        return None
    except OSError as error:
        raise from_os(error, f"cannot lock through {FOLDER}") from error


def _same_file(fd: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(fd), path.lstat())
    except FileNotFoundError:
        return False


def _flock(fd: int, name: str, *, shared: bool) -> None:
    try:
        fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holders = _holders(fd)
        by = f" by {', '.join(holders)}" if holders else ""
        raise BusyError(
            f"{name} is in use{by}",
            hint="dismount it there first, or wait until that program has ended",
            holders=holders,
        ) from error
    except OSError as error:
        raise from_os(error, f"cannot lock {name}") from error


def _holders(fd: int) -> list[str]:
    """``program (process N)`` of those who locked the file, as far as they still run and may be seen."""
    wanted = os.fstat(fd)
    try:
        lines = LOCKS.read_text()
    except OSError:
        return []
    result = set()
    for pid, major, minor, inode in _LINE.findall(lines):
        if int(inode) != wanted.st_ino:
            continue
        same_device = os.makedev(int(major, 16), int(minor, 16)) == wanted.st_dev
        process = Path("/proc", pid)
        # Layered file systems show another device number there than fstat does.
        if not same_device and not _has_open(process, wanted):
            continue
        try:
            program = (process / "comm").read_text(errors="replace").strip()
        except OSError:
            continue
        result.add(f"{program} (process {pid})")
    return sorted(result)


def _has_open(process: Path, wanted: os.stat_result) -> bool:
    try:
        links = list((process / "fd").iterdir())
    except OSError:
        return False
    for link in links:
        with suppress(OSError):
            if os.path.samestat(link.stat(), wanted):
                return True
    return False
