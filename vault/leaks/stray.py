"""Files that were written into a mount point while nothing was mounted there: they look as if in the volume."""

import os
from collections.abc import Iterator
from pathlib import Path

from vault.leaks.places import Places
from vault.leaks.reading import Unread, open_folder, unread
from vault.leaks.scope import Scope
from vault.options.leaks import Leak
from vault.system.mounts import mounts


def find(scope: Scope, places: Places) -> Iterator[Leak]:
    """Each mount point in which there is something although nothing is mounted on it."""
    del places
    mounted = {mount.mount_point for mount in mounts()}  # what may be dead must not be touched
    for point in _points(scope, mounted):
        try:
            opened = open_folder(point)
        except Unread as error:
            yield unread(point, error)
            continue
        if opened is None:
            continue
        try:
            number = len(os.listdir(opened))
        finally:
            os.close(opened)
        if number:
            tells = f"nothing is mounted, so what is here ({number}) is beside the volume, unencrypted"
            yield Leak("beside", point, tells, hint="move them away, mount the volume, then move them into it")


def _points(scope: Scope, mounted: set[Path]) -> list[Path]:
    """All folders in the scope that could be mount points and are none now; links are left out."""
    roots = [Path(os.fsdecode(root)) for root in scope.roots]
    below = [path for root in roots if root not in mounted for path in _inside(root)]
    named = [Path(os.fsdecode(point)) for point in scope.points]
    free = (path for path in dict.fromkeys((*named, *below)) if path not in mounted)
    return [path for path in free if path.is_dir() and not path.is_symlink()]


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
