"""Folders to mount on: which are allowed, made when they are missing, and never looked up twice.

A mount hides what was in a folder, and whoever can swap the folder chooses what is hidden. So a mount point is an empty
folder of the user's own, on a way that nobody else can change, opened component by component without following links;
the mount is then made on the descriptor, or compared with it.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from vault.errors import BusyError, MountError, os_reason
from vault.system import folders
from vault.system.mounts import mount_at

NAME_BYTES = 255
OPEN = os.O_PATH | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC

EXACT = frozenset(
    Path(path)
    for path in ("/", "/home", "/media", "/opt", "/root", "/run", "/srv", "/tmp", "/var", "/var/tmp")  # noqa: S108
)
"""System folders that are no mount points themselves; folders inside may be."""
WHOLE = frozenset(
    Path(path)
    for path in (
        *("/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/lost+found"),
        *("/proc", "/sbin", "/sys", "/usr", "/run/lock", "/run/systemd", "/run/udev"),
    )
)
"""System folders in which nothing is mounted at all."""


@dataclass(frozen=True, slots=True)
class MountPoint:
    """A folder that may be mounted on, absolute and free of links; ``made`` says that it was made for this."""

    path: Path
    made: bool

    def give_up(self) -> None:
        """Remove the folder again if it was made for this mount and is empty; harmless while it is mounted."""
        if self.made:
            remove(self.path)


def prepare(path: Path | None, name: str) -> MountPoint:
    """The folder ``path``, or the one called ``name`` in the user's ``Vaults``, made with mode 0700 when missing.

    Raises MountError with the reason when it must not be mounted on, and BusyError when something is mounted there.
    """
    if path is None:
        root = folders.default_mount_root()
        try:
            root.mkdir(mode=folders.PRIVATE, exist_ok=True)
        except OSError as error:
            raise MountError(f"{root} cannot be made: {os_reason(error)}") from error
        path = root / safe_name(name)
    path = _resolved(path)
    _check_place(path)
    made = _make(path)
    try:
        with opened(path):
            return MountPoint(path, made)
    except BaseException:
        if made:
            remove(path)
        raise


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """A descriptor (``O_PATH``) of the mount point at this absolute path, with every rule checked on descriptors.

    Raises MountError and BusyError as ``prepare`` does.
    """
    descriptor = _open(path)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    _check_place(path)
    if mount_at(path) is not None:
        raise BusyError(f"{path} is a mount point in use", hint="dismount what is there, or choose another folder")
    descriptor = _walk(path)
    try:
        if os.fstat(descriptor).st_uid != os.getuid():
            raise MountError(f"{path} does not belong to this user", hint="choose an empty folder of your own")
        if _names(descriptor):
            raise MountError(f"{path} is not empty", hint="choose an empty folder, or one that does not exist yet")
    except OSError as error:
        os.close(descriptor)
        raise MountError(f"the mount point {path} cannot be used: {os_reason(error)}") from error
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _names(folder: int) -> list[str]:
    inside = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=folder)
    try:
        return os.listdir(inside)
    finally:
        os.close(inside)


def is_mounted_on(descriptor: int, path: Path) -> bool:
    """Whether a mount lies on the very folder that was opened: it still has that path, and the table has it too."""
    return os.readlink(f"/proc/self/fd/{descriptor}") == str(path) and mount_at(path) is not None


def remove(path: Path) -> None:
    """Remove an empty folder that nothing is mounted on; what is not empty or gone is left alone."""
    if mount_at(path) is None:
        with suppress(OSError):
            path.rmdir()


def safe_name(name: str) -> str:
    """A name for one folder: printable, without slashes or leading dots, at most 255 bytes, never empty."""
    kept = "".join(character if character.isprintable() and character != "/" else "_" for character in name)
    kept = kept.encode("utf-8", "replace")[:NAME_BYTES].decode("utf-8", "ignore").lstrip(".").strip()
    return kept or "volume"


def _resolved(path: Path) -> Path:
    """The absolute path with links resolved but for the last component, which must be none."""
    absolute = Path(os.path.abspath(path))
    if absolute == Path("/"):
        return absolute
    try:
        absolute = Path(os.path.realpath(absolute.parent, strict=True), absolute.name)
        if mount_at(absolute) is None and absolute.is_symlink():  # a dead mount must not be touched
            raise MountError(f"{path} is a symbolic link", hint="name the folder itself")
    except OSError as error:
        raise MountError(f"the mount point {path} cannot be used: {os_reason(error)}") from error
    return absolute


def _check_place(path: Path) -> None:
    whole = {*WHOLE, *(Path(folder) for folder in os.environ.get("PATH", "").split(":") if folder.startswith("/"))}
    if path in EXACT or path == folders.home() or any(path == folder or folder in path.parents for folder in whole):
        raise MountError(
            f"{path} is a system folder and no place for a mount",
            hint="leave the mount point out to use one in ~/Vaults",
        )


def _make(path: Path) -> bool:
    """Whether the folder had to be made; its parent exists and is reached without links."""
    parent = _walk(path.parent)
    try:
        os.mkdir(path.name, folders.PRIVATE, dir_fd=parent)
    except FileExistsError:
        return False
    except OSError as error:
        raise MountError(f"the mount point {path} cannot be made: {os_reason(error)}") from error
    else:
        return True
    finally:
        os.close(parent)


def _walk(path: Path) -> int:
    """A descriptor of the folder, reached without links and only through folders that no other user can change."""
    descriptor = os.open("/", OPEN)
    try:
        for part in path.parts[1:]:
            _check_step(os.fstat(descriptor), path)
            following = os.open(part, OPEN, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = following
    except OSError as error:
        os.close(descriptor)
        if error.errno in (errno.ENOTDIR, errno.ELOOP):
            raise MountError(f"{path} is not a folder, or has a link on its way") from error
        raise MountError(f"the mount point {path} cannot be used: {os_reason(error)}") from error
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _check_step(found: os.stat_result, path: Path) -> None:
    """Refuse a folder on the way in which another user could put something else in place of the next one."""
    trusted = found.st_uid in (0, os.getuid())
    shared = found.st_mode & stat.S_IWOTH or (found.st_mode & stat.S_IWGRP and found.st_gid not in (0, os.getgid()))
    if not trusted or (shared and not found.st_mode & stat.S_ISVTX):
        raise MountError(
            f"{path} lies in a folder that another user can change", hint="choose a folder that only you can write to"
        )
