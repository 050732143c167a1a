"""Reading what other programs wrote: plain files of limited size, never through a link at the end of the path."""

import os
import stat
from pathlib import Path

from vault.errors import os_reason
from vault.options.leaks import Leak

OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY


class Unread(Exception):
    """Something is there that cannot be looked into; the text says why."""


def open_plain(name: Path | str, *, folder: int | None = None) -> int | None:
    """A descriptor of the plain file, None when there is none. Raises Unread for what is something else."""
    try:
        descriptor = os.open(name, OPEN, dir_fd=folder)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Unread("it is a link" if Path(name).is_symlink() else os_reason(error)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unread("it is no plain file")
    return descriptor


def read_plain(name: Path | str, limit: int, *, folder: int | None = None) -> bytes | None:
    """All that is in the file, None when there is none. Raises Unread, also above ``limit`` bytes."""
    descriptor = open_plain(name, folder=folder)
    if descriptor is None:
        return None
    with os.fdopen(descriptor, "rb") as file:
        try:
            data = file.read(limit + 1)
        except OSError as error:
            raise Unread(os_reason(error)) from error
    if len(data) > limit:
        raise Unread(f"it has more than {limit} bytes")
    return data


def open_folder(path: Path) -> int | None:
    """A descriptor of the folder, None when there is none; one that is a link is not followed. Raises Unread."""
    try:
        return os.open(path, OPEN | os.O_DIRECTORY)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unread("it is a link" if path.is_symlink() else os_reason(error)) from error


def read_table(path: Path, limit: int = 1 << 20) -> bytes:
    """At most ``limit`` bytes of a table of the kernel, empty where there is none or it may not be read."""
    try:
        with path.open("rb") as file:
            return file.read(limit)
    except OSError:
        return b""


def unread(path: Path, error: Unread) -> Leak:
    """The answer for a place that could not be looked into."""
    return Leak("unread", path, f"could not be looked into: {error}")
