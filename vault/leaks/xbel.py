"""Bookmarks in an XBEL file and where each stands, so that one can be cut out and all else stays byte by byte.

References: Desktop Bookmark Specification 0.8, "Base Layout"; XML Bookmark Exchange Language 1.0; XML 1.0
"""

import re
from dataclasses import dataclass
from xml.parsers import expat

END_TAG = re.compile(rb"</bookmark[ \t\r\n]*>")
LINE = re.compile(rb"[ \t]*\r?\n")
BLANKS = b" \t"


class NotXbel(Exception):
    """The data is no list of bookmarks that is safe to read; the text says why."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """What a bookmark refers to, and its bytes ``[start, end)`` in the file."""

    href: bytes
    start: int
    end: int


def bookmarks(data: bytes) -> list[Bookmark]:
    """All bookmarks, in order. Raises NotXbel; a document type is refused, so that no entity is ever expanded."""
    return _Reader(data).found


def without(data: bytes, cut: list[Bookmark]) -> bytes:
    """The data without these bookmarks; a line on which nothing else stands goes with each."""
    kept, position = [], 0
    for bookmark in cut:
        start, end = _whole_lines(data, bookmark.start, bookmark.end)
        kept.append(data[position:start])
        position = end
    return b"".join((*kept, data[position:]))


def _whole_lines(data: bytes, start: int, end: int) -> tuple[int, int]:
    first = start
    while first and data[first - 1 : first] in BLANKS:
        first -= 1
    rest = LINE.match(data, end)
    begins_line = first == 0 or data[first - 1 : first] == b"\n"
    return (first, rest.end()) if rest and begins_line else (start, end)


class _Reader:
    """One run of the parser; positions are bytes, for the data is taken as UTF-8 whatever it declares."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._open: tuple[bytes, int] | None = None
        self._depth = 0
        self.found: list[Bookmark] = []
        self._parser = expat.ParserCreate("UTF-8")
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        if b"\0" in data:
            raise NotXbel("it is in another encoding than UTF-8")
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise NotXbel(f"it is no XML: {expat.ErrorString(error.code)}") from error

    def _refuse(self, *_declared: object) -> None:
        raise NotXbel("it has a document type, which no program writes there")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._depth == 0 and name != "xbel":
            raise NotXbel("it is no list of bookmarks")
        self._depth += 1
        if name != "bookmark":
            return
        if self._open is not None:
            raise NotXbel("it has a bookmark in a bookmark")
        self._open = attributes.get("href", "").encode(), self._parser.CurrentByteIndex

    def _end(self, name: str) -> None:
        self._depth -= 1
        if name != "bookmark" or self._open is None:
            return
        # of an element without content the parser tells where it ends, of all others where the end tag begins
        end = self._parser.CurrentByteIndex
        tag = END_TAG.match(self._data, end)
        self.found.append(Bookmark(*self._open, tag.end() if tag else end))
        self._open = None
