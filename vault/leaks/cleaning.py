"""Removing what was found and agreed on, and nothing else."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from vault.errors import UsageError, VaultError, from_os
from vault.leaks import recentdocuments, recentlyused, thumbnails, trash
from vault.leaks.places import Places
from vault.leaks.scope import Scope
from vault.options.leaks import Leak, LeaksCleaned


def clean(
    leaks: Sequence[Leak], mount_points: Iterable[Path], home: Path | None = None, *, places: Places | None = None
) -> LeaksCleaned:
    """Remove these, each looked at anew; ``left`` is what by now tells of no file below the mount points.

    Raises UsageError for what vault does not clean. When one cannot be removed the others still are, and the first
    error is raised at the end.
    """
    where = places or Places.of(home)
    scope = Scope.of(mount_points, where.home)
    for leak in leaks:
        if not (leak.can_clean or leak.kind == "trash"):
            raise UsageError(f"{leak.path} is not removed by vault", hint=leak.hint)
    removed: list[Leak] = []
    errors: list[VaultError] = []
    for path, some in _by_list(leaks).items():
        try:
            gone = recentlyused.clean(path, {leak.file for leak in some if leak.file}, scope)
            removed += [leak for leak in some if leak.file in gone]
        except (OSError, VaultError) as error:
            errors.append(_told(error, path))
    for leak in leaks:
        try:
            if not _is_listed(leak) and _remove(leak, scope, where.home):
                removed.append(leak)
        except OSError as error:
            errors.append(_told(error, leak.path))
    if errors:
        raise errors[0]
    return LeaksCleaned(tuple(removed), tuple(leak for leak in leaks if leak not in removed))


def _remove(leak: Leak, scope: Scope, home: Path) -> bool:
    if leak.kind == "thumbnail":
        return thumbnails.clean(leak, scope)
    if leak.kind == "trash":
        return trash.clean(leak, scope)
    return recentdocuments.clean(leak, scope, home)


def _is_listed(leak: Leak) -> bool:
    """Whether it is one of several in a list that is rewritten once for all."""
    return leak.kind == "recent" and leak.path.name == recentlyused.NAME


def _by_list(leaks: Sequence[Leak]) -> dict[Path, list[Leak]]:
    lists: dict[Path, list[Leak]] = {}
    for leak in filter(_is_listed, leaks):
        lists.setdefault(leak.path, []).append(leak)
    return lists


def _told(error: OSError | VaultError, path: Path) -> VaultError:
    return from_os(error, f"cannot clean {path}") if isinstance(error, OSError) else error
