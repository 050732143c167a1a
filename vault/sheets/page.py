"""What is on the page of a recovery key, and where: texts and black boxes on paper that is A4 and Letter at once.

Names that come from a container or its path are not trusted: what cannot be printed is replaced, what is too long is
cut, and only a plain file name becomes part of a command.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vault.sheets.qr import QUIET, squares

WIDTH, HEIGHT = 595, 792
"""Points: as wide as A4 and as high as Letter, so that it fits on both unscaled."""
LEFT, RIGHT = 54, WIDTH - 54
TITLE = "Recovery key"
TITLE_SIZE, TITLE_LIMIT = 22, 60
VALUE_LIMIT = 64
COURIER_WIDTH = 0.6
"""Of the font's size, each letter."""
PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+@=-]{0,26}")
ANY_NAME = "CONTAINER"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class Font(StrEnum):
    """The fonts that every reader of PDF has."""

    PLAIN = "Helvetica"
    BOLD = "Helvetica-Bold"
    TYPED = "Courier"
    TYPED_BOLD = "Courier-Bold"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A recovery key and the volume that it opens; ``key`` has its canonical form, ``volume`` is a file's name."""

    key: str
    volume: str
    label: str
    uuid: str
    keyslot: int
    created: date
    title: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text whose baseline begins at ``x``, ``y``, in points from the upper left corner."""

    x: float
    y: float
    size: float
    font: Font
    text: str


@dataclass(frozen=True, slots=True)
class Boxes:
    """Filled rectangles of one shade, 0 black to 1 white: ``x``, ``y``, width and height each."""

    boxes: tuple[tuple[float, float, float, float], ...]
    shade: float = 0


def printable(text: str, limit: int) -> str:
    """The text on one line, with what cannot be printed replaced, and cut where it is wider than so many letters."""
    kept, width = "", 0
    for letter in text:
        width += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if width > limit:
            return kept[:-1] + "\N{HORIZONTAL ELLIPSIS}"
        kept += letter if letter.isprintable() else REPLACEMENT
    return kept


def title_of(sheet: Sheet) -> str:
    """What stands at the top."""
    return printable(sheet.title, TITLE_LIMIT).strip() or TITLE


def marks(sheet: Sheet) -> Iterator[Text | Boxes]:
    """All that is on the page, from the top."""
    title = title_of(sheet)
    yield Text(LEFT, 76, min(TITLE_SIZE, (RIGHT - LEFT) / len(title)), Font.BOLD, title)
    yield _rule(88, 1)
    yield from _lines(
        LEFT,
        108,
        "This key opens the volume named here without its passphrase. Whoever has this page and a copy of the",
        "container reads all that is in it, for as long as the keyslot is there.",
    )
    yield from _facts(sheet, 148)
    yield from _key(sheet.key, 248)
    yield from _code(sheet.key, LEFT, 352, 200)
    yield from _use(sheet, 262, 374)
    yield Text(LEFT, 582, 11, Font.BOLD, "Notes")
    for y in (608, 632, 656):
        yield _rule(y, 0.5, 0.6)
    yield Text(LEFT, 686, 11, Font.BOLD, "Storing")
    yield from _lines(
        LEFT,
        702,
        "Fold the page with the text inside, and keep it in a safe place that is not where the computer is.",
        "The file of this page is as secret as the key: delete it once it is printed. Printers may keep a copy.",
    )


def _facts(sheet: Sheet, y: float) -> Iterator[Text]:
    """What the key is for, as names and values; those that are empty are left out."""
    values = {
        "Volume": sheet.volume,
        "Label": sheet.label,
        "UUID": sheet.uuid,
        "Keyslot": str(sheet.keyslot),
        "Created": sheet.created.isoformat(),
    }
    for name, value in values.items():
        if value:
            yield Text(LEFT, y, 10, Font.PLAIN, name)
            yield Text(LEFT + 60, y, 10, Font.TYPED, printable(value, VALUE_LIMIT))
            y += 16


def _key(key: str, y: float) -> Iterator[Text]:
    """The key in two lines of four groups, with the number of each group above it."""
    size, groups = 17, key.split("-")
    step = 9 * COURIER_WIDTH * size
    half = len(groups) // 2
    yield Text(LEFT, y, 11, Font.BOLD, "Key")
    for begin in (0, half):
        y += 24
        for column in range(half):
            yield Text(LEFT + column * step, y, 7, Font.PLAIN, str(begin + column + 1))
        y += 17
        line = "-".join(groups[begin : begin + half])
        yield Text(LEFT, y, size, Font.TYPED_BOLD, line if begin else f"{line}-")


def _code(key: str, x: float, y: float, size: float) -> Iterator[Boxes]:
    """The code, whose white border reaches into the margin so that its black squares begin at ``x``."""
    count, black = squares(key)
    unit = size / count
    x -= QUIET * unit
    yield Boxes(tuple((x + column * unit, y + row * unit, length * unit, unit) for column, row, length in black))


def _use(sheet: Sheet, x: float, y: float) -> Iterator[Text]:
    """The commands that need the key."""
    name = sheet.volume if PLAIN_NAME.fullmatch(sheet.volume) else ANY_NAME
    parts = (
        ("Now: is it right?", f"vault recovery test {name}", ()),
        (
            "To open the volume",
            f"vault mount {name}",
            ("Type the key where the passphrase is asked for.", "Capitals, blanks and dashes do not matter."),
        ),
        (
            "Without vault",
            f"cryptsetup open {name} volume",
            ("Type it as it is here: small letters, with dashes.",),
        ),
        ("When this page is lost", f"vault keyslot remove {name} {sheet.keyslot}", ()),
    )
    for heading, command, lines in parts:
        yield Text(x, y, 10, Font.BOLD, heading)
        yield Text(x, y + 14, 9, Font.TYPED, command)
        yield from _lines(x, y + 28, *lines)
        y += 36 + 14 * len(lines)


def _lines(x: float, y: float, *lines: str) -> Iterator[Text]:
    for number, line in enumerate(lines):
        yield Text(x, y + 14 * number, 10, Font.PLAIN, line)


def _rule(y: float, height: float, shade: float = 0) -> Boxes:
    return Boxes(((LEFT, y, RIGHT - LEFT, height),), shade)
