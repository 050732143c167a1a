"""What is on the page of a recovery key, and where: texts and black boxes on paper that is A4 and Letter at once.

Names that come from a container or its path are not trusted: what cannot be printed is replaced, what is too long is
cut, and what becomes part of a command is quoted for a shell.
"""

import shlex
import unicodedata
from collections.abc import Generator, Iterator
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
CODE_SIZE = 160
STORING = 704
"""Where the text begins that stands at the bottom."""
NOTES = 3
"""Lines to write on."""
COURIER_WIDTH = 0.6
"""Of the font's size, each letter."""
COMMAND_SIZE, COMMAND_LIMIT = 9, 59
"""Of a command's letters: their size, and how many a line has beside the code."""
NAME_LIMIT = 46
"""Letters of a quoted name, so that each has room on a line of its own."""
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class Font(StrEnum):
    """The fonts that every reader of PDF has."""

    PLAIN = "Helvetica"
    BOLD = "Helvetica-Bold"
    TYPED = "Courier"
    TYPED_BOLD = "Courier-Bold"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A recovery key and the volume that it opens; ``key`` has its canonical form, ``volume`` is a file's name.

    ``header`` is the name of the file that a detached header is in, or nothing.
    """

    key: str
    volume: str
    label: str
    uuid: str
    keyslot: int
    created: date
    title: str = ""
    header: str = ""


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
    y = yield from _lines(
        LEFT,
        108,
        "This key opens the volume named here without its passphrase. Whoever has this page and a copy of the",
        "container reads all that is in it, while the keyslot is in the header or in a backup of the header.",
        *(
            ["The key needs the header too, which is in a file of its own: without it nothing opens."]
            * bool(sheet.header)
        ),
    )
    y = yield from _facts(sheet, y + 12)
    y = yield from _key(sheet.key, y + 14)
    below = y + CODE_SIZE
    yield from _code(sheet.key, LEFT, y, CODE_SIZE)
    end = yield from _use(sheet, LEFT + CODE_SIZE + 4, y + 12)
    yield from _notes(max(below, end) + 12, STORING - 18)
    yield Text(LEFT, STORING, 11, Font.BOLD, "Storing")
    yield from _lines(
        LEFT,
        STORING + 16,
        "Fold the page with the text inside, and keep it in a safe place that is not where the computer is.",
        "The file of this page is as secret as the key: delete it once it is printed. Printers may keep a copy.",
    )


def _facts(sheet: Sheet, y: float) -> Generator[Text, None, float]:
    """What the key is for, as names and values; those that are empty are left out."""
    values = {
        "Volume": sheet.volume,
        "Header": sheet.header,
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
    return y


def _key(key: str, y: float) -> Generator[Text, None, float]:
    """The key in two lines of four groups as wide as the page, with the number of each group above it."""
    size, groups = 22, key.split("-")
    step = 9 * COURIER_WIDTH * size
    half = len(groups) // 2
    yield Text(LEFT, y, 11, Font.BOLD, "Key")
    for begin in (0, half):
        y += 24
        for column in range(half):
            yield Text(LEFT + column * step, y, 11, Font.PLAIN, str(begin + column + 1))
        y += 21
        line = "-".join(groups[begin : begin + half])
        yield Text(LEFT, y, size, Font.TYPED_BOLD, line if begin else f"{line}-")
    return y + 16


def _code(key: str, x: float, y: float, size: float) -> Iterator[Boxes]:
    """The code, whose white border reaches into the margin so that its black squares begin at ``x``."""
    count, black = squares(key)
    unit = size / count
    x -= QUIET * unit
    yield Boxes(tuple((x + column * unit, y + row * unit, length * unit, unit) for column, row, length in black))


def _use(sheet: Sheet, x: float, y: float) -> Generator[Text, None, float]:
    """The commands that need the key, and what stands for names that no shell can be given from paper."""
    volume = _word(sheet.volume, "CONTAINER")
    header = f"--header {_word(sheet.header, 'HEADER')}" if sheet.header else ""
    parts: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
        ("Now: is it right?", ("vault recovery test", volume, header), ()),
        (
            "To open the volume",
            ("vault mount", volume, header),
            ("Type the key where the passphrase is asked for.", "Capitals, blanks and dashes do not matter."),
        ),
        (
            "Without vault",
            ("cryptsetup open", header, volume, "volume"),
            ("Type it as it is here: small letters, with dashes.",),
        ),
        (
            "To take the key back",
            ("vault keyslot remove", volume, str(sheet.keyslot), header),
            ("Note this elsewhere: it is for when this page is lost.",),
        ),
    )
    for heading, command, lines in parts:
        yield Text(x, y, 10, Font.BOLD, heading)
        y += 13
        for line in _folded(command):
            yield Text(x, y, COMMAND_SIZE, Font.TYPED, line)
            y += 12
        y = (yield from _lines(x, y + 1, *lines)) + 8
    for name, what in (("CONTAINER", sheet.volume), ("HEADER", sheet.header)):
        if what and _word(what, name) == name:
            y = yield from _lines(x, y, f"{name} is the path of the {name.lower()}, whose name is above.")
    return y


def _word(name: str, instead: str) -> str:
    """The file's name as a word for a shell, or ``instead`` where it could not be typed from paper or has no room."""
    word = shlex.quote(f"./{name}" if name.startswith("-") else name)
    return word if name and name.isascii() and name.isprintable() and len(word) <= NAME_LIMIT else instead


def _folded(parts: tuple[str, ...]) -> Iterator[str]:
    """The command on as many lines as it needs, which a shell takes for one; no part is cut."""
    line = ""
    for part in filter(None, parts):
        if line and len(f"{line} {part} \\") > COMMAND_LIMIT:
            yield f"{line} \\"
            line = f"  {part}"
        else:
            line = f"{line} {part}" if line else part
    yield line


def _notes(y: float, end: float) -> Iterator[Text | Boxes]:
    """Lines to write on, as many as there is room for, or nothing."""
    rules = [y + 26 + 24 * number for number in range(NOTES) if y + 26 + 24 * number <= end]
    if rules:
        yield Text(LEFT, y, 11, Font.BOLD, "Notes")
    for rule in rules:
        yield _rule(rule, 0.5, 0.6)


def _lines(x: float, y: float, *lines: str) -> Generator[Text, None, float]:
    for line in lines:
        yield Text(x, y, 10, Font.PLAIN, line)
        y += 14
    return y


def _rule(y: float, height: float, shade: float = 0) -> Boxes:
    return Boxes(((LEFT, y, RIGHT - LEFT, height),), shade)
