"""Use cases of what stays outside of volumes."""

from pathlib import Path
from typing import TYPE_CHECKING

from vault.engine.base import UseCases
from vault.system import folders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vault.options.leaks import Leak, LeaksCleaned


class Leaks(UseCases):
    """What tells of volumes outside of them."""

    def leaks(self, mount_points: "Sequence[Path]" = ()) -> "tuple[Leak, ...]":
        """What is found of these mount points; without any of ``~/Vaults`` and of all that is mounted now.

        Nothing is changed. Raises UsageError for what is no mount point.
        """
        from vault.leaks import find

        return find(mount_points or self._mount_points())

    def clean_leaks(self, leaks: "Sequence[Leak]", mount_points: "Sequence[Path]" = ()) -> "LeaksCleaned":
        """Remove these, which ``leaks`` gave for the same mount points; what is in the trash only if it is among them.

        Raises UsageError for what vault does not clean; when one cannot be removed, the others still are and the first
        error is raised at the end.
        """
        from vault.leaks import clean

        return clean(leaks, mount_points or self._mount_points())

    def _mount_points(self) -> list[Path]:
        """No list of former mount points is kept, for that would be a leak itself."""
        mounted = (session.mounted.mount_point for session in self._store.all() if session.mounted)
        return [folders.default_mount_root(), *mounted]
