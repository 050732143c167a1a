"""What became of making a program known to the desktop."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DesktopFiles:
    """Files that were written or removed, and in ``notes`` sentences about what the desktop may not know yet."""

    files: tuple[Path, ...]
    notes: tuple[str, ...]
