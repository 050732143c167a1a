"""Thumbnails: small pictures of files in the volume, kept by file managers.

References: Thumbnail Managing Standard 0.9.0, "Thumbnail Directory", "Thumbnail Attributes" and "Detect Failures"
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from vault.leaks.places import Places
from vault.leaks.png import texts
from vault.leaks.reading import Unread, open_folder, open_plain, unread
from vault.leaks.scope import Scope
from vault.options.leaks import Leak

URI = b"Thumb::URI"
SIZES = ("normal", "large", "x-large", "xx-large")
FAILED = "fail"


def find(scope: Scope, places: Places) -> Iterator[Leak]:
    """Each thumbnail of a file in the scope, by what the picture itself says that it shows."""
    for folder in _folders(places):
        try:
            opened = open_folder(folder)
            if opened is None:
                continue
        except Unread as error:
            yield unread(folder, error)
            continue
        try:
            for name in sorted(os.listdir(opened)):
                file = _shown(scope, opened, name)
                if file is not None:
                    failed = folder.parent.name == FAILED
                    tells = "tells that there is" if failed else "is a small picture of"
                    yield Leak("thumbnail", folder / name, f"{tells} {file}", can_clean=True, file=file)
        finally:
            os.close(opened)


def clean(leak: Leak, scope: Scope) -> bool:
    """Remove a thumbnail; False when what is there now is not of a file in the scope. Raises OSError."""
    with suppress(Unread):
        folder = open_folder(leak.path.parent)
        if folder is not None:
            try:
                if _shown(scope, folder, leak.path.name) is not None:
                    os.unlink(leak.path.name, dir_fd=folder)
                    return True
            finally:
                os.close(folder)
    return False


def _folders(places: Places) -> Iterator[Path]:
    """All folders with thumbnails, those of sandboxed programs and of the standard before 0.8 too."""
    for base in (*(cache / "thumbnails" for cache in places.caches()), places.home / ".thumbnails"):
        yield from (base / size for size in SIZES)
        yield from sorted(base.glob(f"{FAILED}/*"))


def _shown(scope: Scope, folder: int, name: str) -> Path | None:
    """The file in the scope that a thumbnail says it shows."""
    try:
        descriptor = open_plain(name, folder=folder)
    except Unread:
        return None  # a link or a pipe is no thumbnail
    if descriptor is None:
        return None
    try:
        found = (scope.file_of(uri) for uri in texts(descriptor, URI))
        return next((file for file in found if file is not None), None)
    finally:
        os.close(descriptor)
