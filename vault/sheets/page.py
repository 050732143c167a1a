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

from vault.options.recovery import PageTexts
from vault.sheets.qr import QUIET, squares

WIDTH, HEIGHT = 595, 792
"""Points: as wide as A4 and as high as Letter, so that it fits on both unscaled."""
LEFT, RIGHT = 54, WIDTH - 54
TITLE_SIZE, TITLE_LIMIT = 22, 60
TEXT_SIZE, TEXT_STEP = 10, 14
VALUES = 60
"""How far right of their names the values stand at the least."""
CODE_SIZE = 160
BOTTOM = HEIGHT - 58
"""The last line of the text that stands there."""
NOTES = 3
"""Lines to write on."""
COURIER_WIDTH = 0.6
"""Of the font's size, each letter."""
COMMAND_SIZE, COMMAND_LIMIT = 9, 59
"""Of a command's letters: their size, and how many a line has beside the code."""
NAME_LIMIT = 46
"""Letters of a quoted name, so that each has room on a line of its own."""
ENGLISH = PageTexts()
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_WIDTHS = {
    0.32: " ,.IJijl'",
    0.42: ":;/-f|!()[]rt",
    0.58: 'scz?k"*_L“”„–',
    0.62: "aeovxyFTPY",
    0.7: "ABCRVXZÄ",
    0.82: "DGHNUÜ&OQwÖ",
    1.0: "%mMW@…#+<=>^~",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
USUAL_WIDTH = 0.65
"""Of the font's size, each letter that is not listed: as in the widest of the usual fonts without serifs."""


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
    texts: PageTexts = ENGLISH


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
    return printable(sheet.title, TITLE_LIMIT).strip() or printable(sheet.texts.title, TITLE_LIMIT)


def marks(sheet: Sheet) -> Iterator[Text | Boxes]:
    """All that is on the page, from the top."""
    title, texts = title_of(sheet), sheet.texts
    yield Text(LEFT, 76, min(TITLE_SIZE, (RIGHT - LEFT) / len(title)), Font.BOLD, title)
    yield _rule(88, 1)
    about = [texts.about, texts.about_header] if sheet.header else [texts.about]
    y = yield from _lines(LEFT, 108, *about)
    y = yield from _facts(sheet, y + 12)
    y = yield from _key(sheet, y + 14)
    below = y + CODE_SIZE
    yield from _code(sheet.key, LEFT, y, CODE_SIZE)
    end = yield from _use(sheet, LEFT + CODE_SIZE + 4, y + 12)
    storing = storing_at(texts)
    yield from _notes(texts.notes, max(below, end) + 12, storing - 18)
    yield Text(LEFT, storing, 11, Font.BOLD, texts.storing)
    yield from _lines(LEFT, storing + 16, texts.how_to_store)


def storing_at(texts: PageTexts) -> float:
    """Where the text begins that stands at the bottom."""
    return BOTTOM - TEXT_STEP * (len(list(_wrapped(texts.how_to_store, RIGHT - LEFT))) - 1) - 16


def _facts(sheet: Sheet, y: float) -> Generator[Text, None, float]:
    """What the key is for, as names and values; those that are empty are left out."""
    texts = sheet.texts
    values = {
        texts.volume: sheet.volume,
        texts.header: sheet.header,
        texts.label: sheet.label,
        texts.uuid: sheet.uuid,
        texts.keyslot: str(sheet.keyslot),
        texts.created: sheet.created.isoformat(),
    }
    x = LEFT + max(VALUES, *(_width(name) + 10 for name in values))
    limit = int((RIGHT - x) / COURIER_WIDTH / TEXT_SIZE)
    for name, value in values.items():
        if value:
            yield Text(LEFT, y, TEXT_SIZE, Font.PLAIN, name)
            yield Text(x, y, TEXT_SIZE, Font.TYPED, printable(value, limit))
            y += 16
    return y


def _key(sheet: Sheet, y: float) -> Generator[Text, None, float]:
    """The key in two lines of four groups as wide as the page, with the number of each group above it."""
    size, groups = 22, sheet.key.split("-")
    step = 9 * COURIER_WIDTH * size
    half = len(groups) // 2
    yield Text(LEFT, y, 11, Font.BOLD, sheet.texts.key)
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
    """What needs the key, with the commands, and what stands for names that no shell can be given from paper."""
    texts = sheet.texts
    volume = _word(sheet.volume, "CONTAINER")
    header = f"--header {_word(sheet.header, 'HEADER')}" if sheet.header else ""
    parts: tuple[tuple[str, tuple[str, ...], str], ...] = (
        (texts.test, ("vault recovery test", volume, header), texts.how_to_test),
        (texts.mount, ("vault mount", volume, header), texts.how_to_mount),
        (texts.without, ("cryptsetup open", header, volume, "volume"), texts.how_to_do_without),
        (texts.remove, ("vault keyslot remove", volume, str(sheet.keyslot), header), texts.how_to_remove),
    )
    for heading, command, how in parts:
        yield Text(x, y, TEXT_SIZE, Font.BOLD, heading)
        y += 13
        for line in _folded(command) if texts.has_commands or heading == texts.without else ():
            yield Text(x, y, COMMAND_SIZE, Font.TYPED, line)
            y += 12
        y = (yield from _lines(x, y + 1, how)) + 8
    stand = ("CONTAINER", sheet.volume, texts.stands_for_container), ("HEADER", sheet.header, texts.stands_for_header)
    for word, name, said in stand:
        if name and _word(name, word) == word:
            y = yield from _lines(x, y, said.format(word=word))
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


def _notes(heading: str, y: float, end: float) -> Iterator[Text | Boxes]:
    """Lines to write on, as many as there is room for, or nothing."""
    rules = [y + 26 + 24 * number for number in range(NOTES) if y + 26 + 24 * number <= end]
    if rules:
        yield Text(LEFT, y, 11, Font.BOLD, heading)
    for rule in rules:
        yield _rule(rule, 0.5, 0.6)


def _lines(x: float, y: float, *texts: str) -> Generator[Text, None, float]:
    """Texts from ``x`` to the margin, each on as many lines as it needs."""
    for text in texts:
        for line in _wrapped(text, RIGHT - x):
            yield Text(x, y, TEXT_SIZE, Font.PLAIN, line)
            y += TEXT_STEP
    return y


def _wrapped(text: str, width: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and _width(f"{line} {word}") > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


def _width(text: str) -> float:
    """How wide it is at the most: nobody knows which font a page is shown with."""
    return TEXT_SIZE * sum(_WIDTH_OF.get(letter, USUAL_WIDTH) for letter in text)


def _rule(y: float, height: float, shade: float = 0) -> Boxes:
    return Boxes(((LEFT, y, RIGHT - LEFT, height),), shade)
