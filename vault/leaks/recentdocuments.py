"""KDE's links to recent documents, one file each.

References: Desktop Entry Specification 1.5, "Link"; KIO, KRecentDocument; KConfig, "Shell expansion" and escapes
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from vault.leaks.places import Places
from vault.leaks.reading import Unread, open_folder, read_plain, unread
from vault.leaks.scope import Scope
from vault.options.leaks import Leak

NAME = "RecentDocuments"
SUFFIX = ".desktop"
LARGEST = 64 * 1024
URL = re.compile(rb"^URL(?P<flags>(?:\[\$[a-z]+\])*)[ \t]*=[ \t]*(?P<value>[^\r\n]*)", re.MULTILINE)
ESCAPE = re.compile(rb"\\(x[0-9a-fA-F]{2}|.)", re.DOTALL)
ESCAPES = {b"s": b" ", b"t": b"\t", b"n": b"\n", b"r": b"\r"}
VARIABLE = re.compile(rb"\$(\$|HOME\b|\{HOME\})")


def find(scope: Scope, places: Places) -> Iterator[Leak]:
    """Each link to a file in the scope."""
    for data in places.datas():
        folder = data / NAME
        try:
            opened = open_folder(folder)
        except Unread as error:
            yield unread(folder, error)
            continue
        if opened is None:
            continue
        try:
            for name in sorted(os.listdir(opened)):
                file = _linked(scope, places.home, opened, name)
                if file is not None:
                    yield Leak("recent", folder / name, f"names {file} as opened lately", can_clean=True, file=file)
        finally:
            os.close(opened)


def clean(leak: Leak, scope: Scope, home: Path) -> bool:
    """Remove a link; False when what is there now links to no file in the scope. Raises OSError."""
    with suppress(Unread):
        folder = open_folder(leak.path.parent)
        if folder is not None:
            try:
                if _linked(scope, home, folder, leak.path.name) is not None:
                    os.unlink(leak.path.name, dir_fd=folder)
                    return True
            finally:
                os.close(folder)
    return False


def _linked(scope: Scope, home: Path, folder: int, name: str) -> Path | None:
    """The file in the scope that a link names."""
    if not name.endswith(SUFFIX):
        return None
    try:
        content = read_plain(name, LARGEST, folder=folder)
    except Unread:
        return None  # a link or a pipe is none of KDE's
    found = URL.search(content or b"")
    if found is None:
        return None
    value = ESCAPE.sub(_unescaped, found["value"].rstrip())
    if b"e" in found["flags"]:
        value = VARIABLE.sub(lambda match: b"$" if match[1] == b"$" else os.fsencode(home), value)
    return scope.file_of(value)


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code[1:], 16)]) if len(code) == 3 else ESCAPES.get(code, code)
