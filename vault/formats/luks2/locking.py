"""Who may open a container: the same advisory locks that cryptsetup takes, so that both respect each other.

A regular file is locked itself with flock. A block device is locked through a file of its own in /run/cryptsetup
where that folder is there for us (root), and by its node otherwise. Locks are asked for without waiting and end
with the descriptor. Whoever writes holds the lock alone, readers share it.

An open volume holds that lock for hours, so a change of its header takes another one, of the open file description on
the header's first byte. It is waited for, for a bounded time. Whoever opens the container looks whether it is held, but
does not hold it: the descriptor, and with it all its locks, outlives the command.

References: cryptsetup, docs/LUKS2-locking.txt; flock(2); fcntl(2), open file description locks; proc(5), /proc/locks;
spec/runtime.md, "Locks"
"""

import fcntl
import os
import re
import stat
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from vault.errors import BusyError, from_os

FOLDER = Path("/run/cryptsetup")
PROC = Path("/proc")
LOCKS = PROC / "locks"
WAIT_S = 10.0
"""How long a change of a header waits for others, each a few key derivations long."""
POLL_S = 0.05
_FLOCK = struct.Struct("hhqqi4x")
"""struct flock: type, whence, start, length, process."""
_LINE = re.compile(r"^\d+: FLOCK +\S+ +\S+ (-?\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) ", re.MULTILINE)


def lock(fd: int, name: str, *, shared: bool) -> int | None:
    """Lock what ``fd`` is open on; the result is a further descriptor that carries the lock, or None for ``fd`` itself.

    ``name`` is for the message. Raises BusyError, naming the holder where it can be told, and BackendError.
    """
    carrier = _lock(fd, name, shared=shared)
    try:
        _check_unchanging(fd, name)
    except BaseException:
        if carrier is not None:
            os.close(carrier)
        raise
    return carrier


def lock_header(fd: int, name: str, *, in_use: Callable[[], bool]) -> int | None:
    """Lock the header in what ``fd`` is open on, to change it; the result is as that of ``lock``.

    ``in_use`` tells whether that is the container of a volume that is open and holds the lock of the whole, alone. It
    is asked when the header is ours: if the volume is closed from then on, whoever opens the container next finds the
    header locked. Waits for ``WAIT_S`` seconds at most. Raises as ``lock``.
    """
    deadline = time.monotonic() + WAIT_S
    while not _lock_first_byte(fd, name):
        if time.monotonic() >= deadline:
            raise _changing(fd, name)
        time.sleep(POLL_S)
    while True:
        try:
            return lock(fd, name, shared=False)
        except BusyError:
            if in_use() and not _has_lock_file(fd):
                return None
            if time.monotonic() >= deadline:
                raise
        time.sleep(POLL_S)


def _lock_first_byte(fd: int, name: str) -> bool:
    """Whether the header is locked now, and not by somebody else."""
    try:
        fcntl.fcntl(fd, fcntl.F_OFD_SETLK, _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, 0, 1, 0))
    except (BlockingIOError, PermissionError):  # POSIX leaves open which of the two
        return False
    except OSError as error:
        raise from_os(error, f"cannot lock the header of {name}") from error
    return True


def _check_unchanging(fd: int, name: str) -> None:
    """Raise BusyError when somebody changes the header, though the container is not in use any more."""
    question = _FLOCK.pack(fcntl.F_RDLCK, os.SEEK_SET, 0, 1, 0)
    try:
        answer = fcntl.fcntl(fd, fcntl.F_OFD_GETLK, question)
    except OSError:
        return  # where such locks cannot be asked for, nobody can hold one either
    if _FLOCK.unpack(answer)[0] != fcntl.F_UNLCK:
        raise _changing(fd, name)


def _changing(fd: int, name: str) -> BusyError:
    holders = _changers(fd)
    by = f" by {', '.join(holders)}" if holders else ""
    hint = "try again when that program has ended"
    return BusyError(f"the header of {name} is being changed{by}", hint=hint, holders=holders)


def _has_lock_file(fd: int) -> bool:
    """Whether the lock is one of a block device in a file of its own, which only running commands hold."""
    return stat.S_ISBLK(os.fstat(fd).st_mode) and os.access(FOLDER, os.W_OK | os.X_OK)


def _lock(fd: int, name: str, *, shared: bool) -> int | None:
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
        process = PROC / pid
        # Layered file systems show another device number there than fstat does.
        if not same_device and not _has_open(process, wanted):
            continue
        result.update(_named(process))
    return sorted(result)


def _changers(fd: int) -> list[str]:
    """As ``_holders``, of those who locked the header: /proc/locks does not tell their processes."""
    wanted = os.fstat(fd)
    return sorted(
        name for process in PROC.glob("[0-9]*") if _locked_header(process, wanted) for name in _named(process)
    )


def _locked_header(process: Path, wanted: os.stat_result) -> bool:
    with suppress(OSError):
        for information in (process / "fdinfo").iterdir():
            with suppress(OSError):
                locked = "OFDLCK" in information.read_text()
                if locked and os.path.samestat((process / "fd" / information.name).stat(), wanted):
                    return True
    return False


def _named(process: Path) -> list[str]:
    """What to call a process, unless it is gone or hidden."""
    try:
        program = (process / "comm").read_text(errors="replace").strip()
    except OSError:
        return []
    return [f"{program} (process {process.name})"]


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
