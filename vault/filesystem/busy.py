"""What mounters share: checking a new mount, writing back before a dismount, and saying who is busy."""

import errno
import os
from pathlib import Path

from vault.errors import BackendError, BusyError, MountError, from_os
from vault.filesystem import syscalls
from vault.system.mounts import SERVER_DIED, Mount, mount_at
from vault.system.processes import Holder, holders

REQUIRED_OPTIONS = frozenset({"nosuid", "nodev"})
NOTHING_TO_SYNC = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EROFS})
LOST = "lost"
"""In the data of the error that the kernel tells once: what it could not write it has given up, and will not try again.

Until the volume is dismounted programs may still read it.
"""


def verify(mount_point: Path, *, read_only: bool, noexec: bool = False) -> Mount:
    """The mount as the kernel tells it. Raises MountError when it is not safe, or not as was asked."""
    mount = mount_at(mount_point)
    if mount is None:
        raise MountError(f"nothing is mounted on {mount_point} although the mount succeeded")
    missing = (REQUIRED_OPTIONS | ({"noexec"} if noexec else set())) - mount.options
    if missing:
        raise MountError(f"the mount lacks {', '.join(sorted(missing))} although it was asked for")
    if read_only:
        return mount
    try:
        syscalls.check_access(mount_point, os.W_OK)
    except OSError as error:
        if error.errno == errno.EROFS:
            raise MountError(
                "the file system can only be mounted read-only in its present state",
                hint="mount it with --read-only, or have it checked by the system that wrote it last",
            ) from error
        if error.errno != errno.EACCES:
            raise from_os(error, "the mounted file system does not answer") from error
    return mount


def write_back(mount_point: Path, *, force: bool = False) -> None:
    """Ask the file system to make everything durable. Raises BackendError when it cannot, unless ``force``."""
    try:
        folder = os.open(mount_point, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        if force or error.errno in SERVER_DIED or error.errno == errno.EACCES:
            return
        raise _not_written(error) from error
    try:
        for sync in (syscalls.sync_filesystem, os.fsync):
            try:
                sync(folder)
            except OSError as error:
                if not (force or error.errno in SERVER_DIED | NOTHING_TO_SYNC):
                    raise _not_written(error) from error
    finally:
        os.close(folder)


def busy(mount_point: Path, users: list[Holder]) -> BusyError:
    """The error for a mount that programs use, naming as many as this user may see."""
    names = tuple(str(user) for user in users)
    who = ", ".join(names) or "a program of another user, or a mount inside it"
    return BusyError(
        f"{mount_point} is in use by {who}",
        hint="close what is open there; by force (--force) it is taken away from them",
        holders=names,
    )


def users_of(mount: Mount, *, driver: int = 0) -> list[Holder]:
    """Who uses the mount, but for the driver behind it."""
    return holders(mount.device, ignore=frozenset({driver}))


def _not_written(error: OSError) -> BackendError:
    found = from_os(
        error,
        "the last data could not be written",
        hint="the volume is still mounted: copy what matters, then dismount with --force, which gives up the rest",
    )
    found.data[LOST] = True
    return found
