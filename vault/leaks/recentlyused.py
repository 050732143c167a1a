"""The list of recently used files that GTK and KDE share.

References: Desktop Bookmark Specification 0.8; GTK, GtkRecentManager
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from vault.errors import BusyError
from vault.leaks.places import Places
from vault.leaks.reading import Unread, read_plain, unread
from vault.leaks.scope import Scope
from vault.leaks.xbel import NotXbel, bookmarks, without
from vault.options.leaks import Leak

NAME = "recently-used.xbel"
LARGEST = 16 * 1024 * 1024
"""Bytes; GTK keeps what is younger than a month, which seldom is a megabyte."""
TRIES = 3
TEMPORARY = ".vault-new"


def find(scope: Scope, places: Places) -> Iterator[Leak]:
    """Each entry for a file in the scope."""
    for data in places.datas():
        path = data / NAME
        try:
            content = read_plain(path, LARGEST)
            found = bookmarks(content) if content is not None else []
        except (Unread, NotXbel) as error:
            yield unread(path, Unread(str(error)))
            continue
        files = dict.fromkeys(file for each in found if (file := scope.file_of(each.href)) is not None)
        for file in files:
            yield Leak(
                "recent", path, f"names {file}, when it was opened and by which program", can_clean=True, file=file
            )


def clean(path: Path, files: Collection[Path], scope: Scope) -> frozenset[Path]:
    """Cut the entries for these files out of the list, which stays byte by byte otherwise; the files that were in it.

    Programs replace the whole list without any lock. So the new one is put in its place only if the old one is still as
    it was read, and else it is tried again. Raises BusyError when others go on changing it, OSError.
    """
    for _ in range(TRIES):
        try:
            content = read_plain(path, LARGEST)
            found = bookmarks(content) if content is not None else []
        except (Unread, NotXbel):
            return frozenset()
        by_file = [(file, each) for each in found if (file := scope.file_of(each.href)) in files]
        if content is None or not by_file:
            return frozenset()
        if _replaced(path, content, without(content, [each for _, each in by_file])):
            return frozenset(file for file, _ in by_file if file is not None)
    raise BusyError(f"{path} is being changed by other programs", hint="close them, or try again")


def _replaced(path: Path, before: bytes, after: bytes) -> bool:
    """Whether the file, still as ``before``, was replaced; owner and mode stay, and it is whole at any time."""
    temporary = path.with_name(f".{path.name}{TEMPORARY}.{os.getpid()}")
    found = path.lstat()
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(after)
            file.flush()
            os.fchown(descriptor, found.st_uid, found.st_gid)
            os.fchmod(descriptor, found.st_mode & 0o777)
            os.fsync(descriptor)
        try:
            if read_plain(path, LARGEST) != before:
                return False
        except Unread:
            return False
        temporary.replace(path)
        return True
    finally:
        temporary.unlink(missing_ok=True)
