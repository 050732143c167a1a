"""Looking everywhere, one place after the other."""

from collections.abc import Iterable
from pathlib import Path

from vault.leaks import (
    coredumps,
    hibernation,
    indexes,
    openfiles,
    recentdocuments,
    recentlyused,
    stray,
    swap,
    thumbnails,
    trash,
)
from vault.leaks.places import Places
from vault.leaks.scope import Scope
from vault.options.leaks import Leak

FINDERS = (
    thumbnails.find,
    recentlyused.find,
    recentdocuments.find,
    trash.find,
    stray.find,
    indexes.find,
    openfiles.find,
    coredumps.find,
    swap.find,
    hibernation.find,
)


def find(mount_points: Iterable[Path], home: Path | None = None, *, places: Places | None = None) -> tuple[Leak, ...]:
    """All that is found of these mount points, by kind; nothing is changed and no volume is touched.

    ``home`` is the user's own without it. Raises UsageError for what is no mount point, such as ``/``.
    """
    where = places or Places.of(home)
    scope = Scope.of(mount_points, where.home)
    return tuple(leak for finder in FINDERS for leak in finder(scope, where))
