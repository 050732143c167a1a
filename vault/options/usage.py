"""How full an open volume is, and what goes through it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """``size`` and ``free`` are those of the mounted file system in bytes, None where none is mounted.

    ``read`` and ``written`` are bytes since some moment before: only their growth means something. ``moved`` is both
    together, and all that is known of a driver whose server does not count. What cannot be told is None.

    ``seen`` names this state of the volume: as long as nobody uses it, asking again tells the same.
    """

    size: int | None
    free: int | None
    read: int | None
    written: int | None
    moved: int | None
    seen: str = ""
