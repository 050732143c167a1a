"""A recovery key as a QR code: its squares for a page, and characters for a terminal.

References: ISO/IEC 18004
"""

from collections.abc import Iterator
from io import StringIO
from itertools import groupby

QUIET = 4
"""Squares that stay white around the code."""
ERROR_LEVEL = "m"
WHITE_ON_BLACK, RESET = "\x1b[97;40m", "\x1b[0m"


def squares(text: str) -> tuple[int, Iterator[tuple[int, int, int]]]:
    """How many squares each side has, with the white ones around, and the black ones as column, row and how many."""
    import segno

    code = segno.make(text, error=ERROR_LEVEL, micro=False)
    return len(code.matrix) + 2 * QUIET, _runs(code.matrix)


def _runs(matrix: tuple[bytearray, ...]) -> Iterator[tuple[int, int, int]]:
    for row, line in enumerate(matrix, QUIET):
        column = QUIET
        for black, run in groupby(line):
            length = len(list(run))
            if black:
                yield column, row, length
            column += length


def for_terminal(text: str, *, unicode: bool) -> tuple[str, int]:
    """Lines that show the code on a terminal whatever its colours are, and how many columns they take.

    Without ``unicode`` they are ASCII, and twice as large. The escape sequences are those of ECMA-48.
    """
    import segno

    code, out = segno.make(text, error=ERROR_LEVEL, micro=False), StringIO()
    code.terminal(out, border=QUIET, compact=unicode)
    columns = len(code.matrix) + 2 * QUIET
    if not unicode:
        return out.getvalue(), 2 * columns
    return "".join(f"{WHITE_ON_BLACK}{line}{RESET}\n" for line in out.getvalue().splitlines()), columns
