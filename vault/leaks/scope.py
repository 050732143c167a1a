"""Which paths belong to a volume: exactly those at or below its mount point, compared as bytes.

References: RFC 8089, The "file" URI Scheme; RFC 3986, section 2.1
"""

import os
import posixpath
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from vault.errors import UsageError

LONGEST_URI = 32 * 1024
"""Bytes; eight times the longest path, of which percent-encoding makes three times as many."""
FILE_URI = re.compile(rb"file:(?://(?P<host>[^/]*))?(?P<path>/.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scope:
    """Mount points as absolute paths, and folders ``roots`` of which all below is a mount point or in one."""

    points: tuple[bytes, ...]
    roots: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, mount_points: Iterable[Path], home: Path) -> "Scope":
        """The scope of these mount points; ``~/Vaults`` itself stands for all that is mounted in it.

        Each counts by its path as given and with links on its way resolved; the last component is never looked up, for
        a dead mount must not be touched. Raises UsageError for a folder with the home in it: nothing is mounted there.
        """
        points: list[bytes] = []
        roots: list[bytes] = []
        for given in mount_points:
            path = _absolute(given)
            places = roots if path == home / "Vaults" else points
            for each in (path, Path(os.path.realpath(path.parent), path.name)):
                if any(Path(name(home)).is_relative_to(each) for name in (os.path.abspath, os.path.realpath)):
                    raise UsageError(f"{given} is no mount point of a volume", hint="name the folder it was mounted on")
                if os.fsencode(each) not in places:
                    places.append(os.fsencode(each))
        return cls(tuple(points), tuple(roots))

    def holds(self, path: bytes) -> bool:
        """Whether the absolute, normalised path is a mount point or below one."""
        return any(_is_in(path, point) for point in self.points) or any(
            path != root and _is_in(path, root) for root in self.roots
        )

    def file_of(self, uri: bytes) -> Path | None:
        """The file in the scope that a ``file`` URI or an absolute path names, else None."""
        path = path_of(uri)
        return Path(os.fsdecode(path)) if path is not None and self.holds(path) else None


def _absolute(path: Path) -> Path:
    """The path without ``.`` and ``..``. Raises UsageError when it is relative to a folder that is gone."""
    try:
        return Path(os.path.abspath(path))
    except OSError as error:
        raise UsageError("the working folder is gone", hint="name the mount point with its whole path") from error


def path_of(uri: bytes) -> bytes | None:
    """The normalised path that a ``file`` URI of this computer names, or an absolute path as it is; else None."""
    if len(uri) > LONGEST_URI:
        return None
    if uri.startswith(b"/"):
        path = uri
    else:
        found = FILE_URI.fullmatch(uri)
        if found is None or (found["host"] or b"").lower() not in _own_names():
            return None
        path = unquote_to_bytes(found["path"])
    return None if b"\0" in path else normalised(path)


def normalised(path: bytes) -> bytes:
    """The absolute path without ``.``, ``..`` and doubled slashes; no link is looked up."""
    return posixpath.normpath(b"/" + path.lstrip(b"/"))


def _own_names() -> tuple[bytes, ...]:
    return b"", b"localhost", os.fsencode(socket.gethostname().lower())


def _is_in(path: bytes, folder: bytes) -> bool:
    return path == folder or path.startswith(folder.rstrip(b"/") + b"/")
