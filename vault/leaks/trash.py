"""Files of the volume that a program moved to the user's trash, which is outside of it.

References: FreeDesktop.org Trash Specification 1.0, "Contents of a trash directory"
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote_to_bytes

from vault.leaks.places import Places
from vault.leaks.reading import Unread, open_folder, read_plain, unread
from vault.leaks.scope import Scope
from vault.options.leaks import Leak

NAME = "Trash"
SUFFIX = ".trashinfo"
LARGEST = 64 * 1024
PATH = re.compile(rb"^Path=([^\r\n]*)", re.MULTILINE)
HINT = "look whether you need it; then vault leaks --clean --trash NAME removes it"


def find(scope: Scope, places: Places) -> Iterator[Leak]:
    """Each file in the trash that was in the scope. It may be the last copy, so it is cleaned only when it is named."""
    for data in places.datas():
        folder = data / NAME / "info"
        try:
            opened = open_folder(folder)
        except Unread as error:
            yield unread(folder, error)
            continue
        if opened is None:
            continue
        try:
            for name in sorted(os.listdir(opened)):
                file = _origin(scope, opened, name)
                if file is not None:
                    path = data / NAME / "files" / name.removesuffix(SUFFIX)
                    yield Leak("trash", path, f"was {file} and is in the trash", file=file, hint=HINT)
        finally:
            os.close(opened)


def clean(leak: Leak, scope: Scope) -> bool:
    """Remove a file or folder from the trash; False when what is there now was not in the scope. Raises OSError."""
    name, base = leak.path.name, leak.path.parent.parent
    with suppress(Unread):
        info = open_folder(base / "info")
        if info is None:
            return False
        try:
            if _origin(scope, info, name + SUFFIX) is None:
                return False
            files = open_folder(base / "files")
            if files is not None:
                try:
                    _remove(name, files)
                finally:
                    os.close(files)
            os.unlink(name + SUFFIX, dir_fd=info)
            return True
        finally:
            os.close(info)
    return False


def _remove(name: str, folder: int) -> None:
    """Remove a file, a link or a whole folder; links are not followed."""
    try:
        os.unlink(name, dir_fd=folder)
    except FileNotFoundError:
        return  # only the note was left
    except IsADirectoryError:
        shutil.rmtree(name, dir_fd=folder)


def _origin(scope: Scope, folder: int, name: str) -> Path | None:
    """The file in the scope that something in the trash was."""
    if not name.endswith(SUFFIX):
        return None
    try:
        found = PATH.search(read_plain(name, LARGEST, folder=folder) or b"")
    except Unread:
        return None  # a link or a pipe is no note of a deletion
    path = unquote_to_bytes(found[1]) if found else b""
    return scope.file_of(path) if path.startswith(b"/") else None
