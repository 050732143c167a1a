"""Lengths of time as text: ``30s``, ``10m``, ``2h``, ``1d``."""

import re

_DURATION = re.compile(r"(?P<number>\d{1,7})(?P<unit>[smhd])", re.ASCII)
_SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
LONGEST_S = 30 * 86400


def parse_duration(text: str, *, least_s: int = 1) -> int:
    """Seconds of ``30s``, ``10m``, ``2h`` or ``1d``; raises ValueError."""
    found = _DURATION.fullmatch(text.strip().lower())
    seconds = int(found["number"]) * _SECONDS[found["unit"]] if found else -1
    if not least_s <= seconds <= LONGEST_S:
        raise ValueError(f"{text!r} is no duration such as 30s, 10m, 2h or 1d, of at most 30d")
    return seconds


def format_duration(seconds: int) -> str:
    """The text of whole seconds, in the largest unit that counts them: ``90s``, ``10m``."""
    unit = next(unit for unit, length in _SECONDS.items() if seconds % length == 0 and (seconds or unit == "s"))
    return f"{seconds // _SECONDS[unit]}{unit}"
