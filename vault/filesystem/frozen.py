"""Whether a mounted file system is frozen: taken off its folder then, nobody could thaw it or close its device.

The kernel tells that to nobody. Whoever wants to write waits, in the kernel and beyond any signal; so a process of its
own wants to, and it changes nothing: it would remove a folder whose name is too long to be there.

References: ioctl_fsfreeze(2) [FIFREEZE, FITHAW]; fsfreeze(8); rmdir(2), ENAMETOOLONG
"""

import os
import select
import signal
import threading
from contextlib import suppress
from pathlib import Path
from shlex import quote

from vault.errors import BusyError, from_os
from vault.system.programs import ENVIRONMENT, need

LIMIT_S = 5.0
"""After which a file system that has let nobody write is frozen."""
IMPOSSIBLE = f"is-this-frozen{'-' * 255}"
WHO = "whoever froze its file system"

_lock = threading.Lock()
_waiting: dict[Path, int] = {}
"""The processes that wait for frozen file systems, one for each: by mount point."""


def check(mount_point: Path) -> None:
    """Return when the file system can be written to, or only read. Raises BusyError when it is frozen, BackendError."""
    with _lock:
        pid = _waiting.pop(mount_point, 0) or _begin(mount_point)
    if _has_ended(pid, LIMIT_S):
        return
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)  # heeded when it is thawed
    with _lock:
        _waiting[mount_point] = pid
    raise BusyError(
        f"{mount_point} is frozen, and can only be dismounted when it is thawed",
        hint=f"fsfreeze --unfreeze {quote(str(mount_point))} does that, if what froze it does not",
        holders=(WHO,),
    )


def _begin(mount_point: Path) -> int:
    words = [str(need("rmdir")), os.fspath(mount_point / IMPOSSIBLE)]
    # It may outlast this process, whose output others wait for the end of.
    null = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in range(3)]
    try:
        return os.posix_spawn(words[0], words, ENVIRONMENT, file_actions=null)
    except OSError as error:
        raise from_os(error, "it cannot be looked whether the file system is frozen") from error


def _has_ended(pid: int, limit_s: float) -> bool:
    fd = os.pidfd_open(pid)
    try:
        ended = bool(select.select([fd], [], [], limit_s)[0])
    finally:
        os.close(fd)
    if ended:
        os.waitpid(pid, 0)
    return ended
