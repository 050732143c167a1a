"""The folders that the helper mounts on: below /run/media/USER, which only root can change and only the user enter.

References: openat(2), O_NOFOLLOW; acl(5); Linux, include/uapi/linux/posix_acl_xattr.h
"""

import os
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vault.errors import MountError, os_reason

ROOT = Path("/run/media")
_OWNER, _USER, _GROUP, _MASK, _OTHERS = 1, 2, 4, 16, 32
_OPEN = os.O_PATH | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC


def path_of(user: str, name: str) -> Path:
    """Where a volume of this user is mounted."""
    return ROOT / user / name


@contextmanager
def made(path: Path, uid: int, base: Path = Path("/")) -> Iterator[int]:
    """A descriptor of the empty folder ``path`` (absolute), made when missing, and its parents as well.

    Each component below ``base`` is opened without following links, and must be one that only this process's user can
    change; nobody but the user ``uid`` may enter its parent. Raises MountError.
    """
    folder = os.open(base, _OPEN)
    try:
        *parents, user, last = path.relative_to("/").parts
        for part in parents:
            folder = _step(folder, part, path, mode=0o755)
        folder = _step(folder, user, path, reader=uid)
        if os.fstat(folder).st_mode & stat.S_IRWXO:
            raise MountError(f"{path.parent} can be entered by everybody")
        folder = _step(folder, last, path)
        if _is_used(folder):
            raise MountError(f"{path} is in use, or not empty")
        yield folder
    except OSError as error:
        raise MountError(f"{path} cannot be used: {os_reason(error)}") from error
    finally:
        os.close(folder)


def remove(path: Path) -> None:
    """Remove the folder if nothing is in it; what is gone or not empty is left alone."""
    with suppress(OSError):
        path.rmdir()


def _step(folder: int, part: str, path: Path, *, mode: int = 0o700, reader: int | None = None) -> int:
    """The folder ``part`` in ``folder``, which is closed only when that is open."""
    with suppress(FileExistsError):
        os.mkdir(part, 0o700, dir_fd=folder)
    following = os.open(part, _OPEN, dir_fd=folder)
    try:
        found = os.fstat(following)
        if found.st_uid != os.geteuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise MountError(f"{path} lies in a folder that another user can change")
        is_new = stat.S_IMODE(found.st_mode) == 0o700  # or one that a helper made which was killed then
        if is_new and reader is not None:
            os.setxattr(f"/proc/self/fd/{following}", "system.posix_acl_access", _readable_by(reader))
        elif is_new:
            Path(f"/proc/self/fd/{following}").chmod(mode)
    except BaseException:
        os.close(following)
        raise
    os.close(folder)
    return following


def _readable_by(uid: int) -> bytes:
    """The access list that lets the owner do everything, this user look and enter, and nobody else anything."""
    nobody = 0xFFFFFFFF
    entries = ((_OWNER, 7, nobody), (_USER, 5, uid), (_GROUP, 0, nobody), (_MASK, 5, nobody), (_OTHERS, 0, nobody))
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def _is_used(folder: int) -> bool:
    """Whether something is in the folder, or mounted on it."""
    inside = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=folder)
    try:
        return bool(os.listdir(inside)) or os.stat("..", dir_fd=inside).st_dev != os.fstat(inside).st_dev
    finally:
        os.close(inside)
