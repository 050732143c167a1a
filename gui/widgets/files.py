"""Files that the user names at once: of too many the first ones are taken, and the others only counted."""

from collections.abc import Iterable
from pathlib import Path

MOST = 1024
"""How many are taken: more than any dialog lists or opens, and few enough not to hold up the window."""


class Files(list[Path]):
    """Those that were taken; ``left`` is how many were not."""

    def __init__(self, paths: Iterable[Path] = (), left: int = 0) -> None:
        super().__init__(paths)
        self.left = left


def first_of(names: bytes, mark: bytes) -> tuple[list[bytes], int]:
    """The first of the names that ``mark`` stands between, and how many follow them."""
    if not names:
        return [], 0
    words = names.split(mark, MOST)
    return words[:MOST], sum(rest.count(mark) + 1 for rest in words[MOST:])
