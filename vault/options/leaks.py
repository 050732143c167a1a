"""What stayed outside of a volume: what is asked for and what is answered."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

LeakKind = Literal["thumbnail", "recent", "trash", "beside", "index", "swap", "hibernation", "open", "core", "unread"]
"""``unread`` is a place that could not be looked into."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that tells of a volume, or may hold what was in it, while it is locked.

    ``path`` is where that is, ``tells`` says what it tells, as a sentence; ``file`` is the file of the volume that it
    tells of, None where it is no single one. ``hint`` says what to do where vault does not clean it.
    """

    kind: LeakKind
    path: Path
    tells: str
    can_clean: bool = False
    file: Path | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class LeaksCleaned:
    """What was removed, and what is left because vault does not clean it, or somebody else changed it meanwhile."""

    removed: tuple[Leak, ...]
    left: tuple[Leak, ...]
