"""Where to look: the user's own folders and the system's tables.

References: XDG Base Directory Specification 0.8; Flatpak, "Sandbox permissions" (``~/.var/app``)
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vault.system import folders


@dataclass(frozen=True, slots=True)
class Places:
    """The folders that are looked into; of the system's, tests have others."""

    home: Path
    cache: Path
    data: Path
    config: Path
    proc: Path = field(default=Path("/proc"))
    sys: Path = field(default=Path("/sys"))
    etc: Path = field(default=Path("/etc"))
    var: Path = field(default=Path("/var"))

    @classmethod
    def of(cls, home: Path | None = None) -> "Places":
        """The places of the user with this home; what the environment says counts for this process's own home only."""
        own = folders.home()
        given = os.environ if home in (None, own) else {}

        def base(variable: str, default: Path) -> Path:
            named = Path(given.get(variable) or "")
            return named if named.is_absolute() else default

        home = home or own
        return cls(
            home,
            base("XDG_CACHE_HOME", home / ".cache"),
            base("XDG_DATA_HOME", home / ".local" / "share"),
            base("XDG_CONFIG_HOME", home / ".config"),
        )

    def caches(self) -> Iterator[Path]:
        """The user's cache folder, and that of each sandboxed program."""
        yield self.cache
        yield from self._of_sandboxes("cache")

    def datas(self) -> Iterator[Path]:
        """The user's data folder, and that of each sandboxed program."""
        yield self.data
        yield from self._of_sandboxes("data")

    def _of_sandboxes(self, name: str) -> Iterator[Path]:
        yield from sorted(self.home.glob(f".var/app/*/{name}"))
