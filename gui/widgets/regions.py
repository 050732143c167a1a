"""The parts that a container consists of, in the order in which they lie there, and what is said of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PyQt6.QtCore import QCoreApplication

from vault.gui.engine_text import translated
from vault.gui.keys.words import MOST, plain, token_list
from vault.gui.text import size_text
from vault.options import HeaderCopy, Inspection, SessionRecord

VERACRYPT_HEADER = 64 * 1024
"""Bytes of each of VeraCrypt's four headers: two at the beginning and their copies at the end."""
Kind = Literal["header", "backup", "keyslots", "data", "hidden", "unused", "unknown"]


@dataclass(frozen=True, slots=True)
class Region:
    """A part: ``place`` is the file that it lies in, ``offset`` and ``size`` are in bytes, None where nothing tells.

    ``slots`` are the numbers of used keyslots, ``most`` how many there can be; ``flaw`` says what is wrong with it.
    """

    kind: Kind
    name: str
    size: int | None
    offset: int | None
    place: str = ""
    note: str = ""
    flaw: str = ""
    slots: tuple[int, ...] = ()
    most: int = 0

    @property
    def extent(self) -> str:
        """Its size and where it begins."""
        if self.size is None:
            return ""
        if self.offset is None:
            return size_text(self.size)
        if self.offset == 0:
            said = QCoreApplication.translate("text", "{size}, from the beginning")
            return said.format(size=size_text(self.size))
        said = QCoreApplication.translate("text", "{size}, from {offset} on")
        return said.format(size=size_text(self.size), offset=size_text(self.offset))

    @property
    def details(self) -> str:
        """All but its name."""
        return " · ".join(filter(None, (self.place, self.extent, self.note, self.flaw)))

    @property
    def text(self) -> str:
        """All of it, in one line."""
        return f"{self.name}: {self.details}" if self.details else self.name


def regions(found: Inspection, record: SessionRecord | None = None) -> tuple[Region, ...]:
    """The regions of the container; what only an open volume tells is taken from its record."""
    if found.format in MOST:
        return tuple(_luks(found))
    if record is not None and record.format == "veracrypt":
        return tuple(_veracrypt(found.size, record.size))
    if found.format:
        return tuple(_other(found))
    told = QCoreApplication.translate("text", "its parts are known once it is open") if found.may_be else ""
    return (Region("unknown", QCoreApplication.translate("text", "Unknown"), found.size, 0, note=told),)


def _luks(found: Inspection) -> Iterator[Region]:
    own = QCoreApplication.translate("text", "header file") if found.header else ""
    container = QCoreApplication.translate("text", "container") if found.header else ""
    for copy in found.copies:
        yield _copy(copy, found, own)
    first = len(found.copies) * found.metadata_size
    used = tuple(slot.number for slot in found.keyslots)
    said = QCoreApplication.translate("text", "{used} of {most} keyslots used")
    most = MOST[found.format]
    note = "; ".join(filter(None, (said.format(used=len(used), most=most), token_list(found.keyslots))))
    name = QCoreApplication.translate("text", "Keyslots")
    offset = first if found.format == "luks2" else None
    yield Region("keyslots", name, found.keyslots_size or None, offset, own, note, slots=used, most=most)
    end = first + found.keyslots_size
    if not found.header and found.format == "luks2" and end < found.segment_offset:
        yield _unused(end, found.segment_offset, own)
    yield from _data(found, container)


def _copy(copy: HeaderCopy, found: Inspection, place: str) -> Region:
    if len(found.copies) == 1:
        name = QCoreApplication.translate("text", "Header")
    elif copy.name == "primary":
        name = QCoreApplication.translate("text", "Header, first copy")
    else:
        name = QCoreApplication.translate("text", "Header, second copy")
    is_valid = copy.state == "valid"
    flaw = {
        "damaged": QCoreApplication.translate("text", "damaged"),
        "older than the other copy": QCoreApplication.translate("text", "older than the other copy"),
    }.get(copy.state, plain(translated(copy.state)))
    note = QCoreApplication.translate("text", "valid") if is_valid else ""
    kind: Kind = "header" if copy.name == "primary" else "backup"
    return Region(kind, name, found.metadata_size or None, copy.offset, place, note, "" if is_valid else flaw)


def _other(found: Inspection) -> Iterator[Region]:
    """A format whose header is known as a whole only."""
    if found.segment_offset:
        name = QCoreApplication.translate("text", "Header")
        place = QCoreApplication.translate("text", "header file") if found.header else ""
        yield Region("header", name, found.segment_offset, 0, place)
    yield from _data(found, QCoreApplication.translate("text", "container") if found.header else "")


def _data(found: Inspection, place: str) -> Iterator[Region]:
    start = found.segment_offset
    rest = max(0, found.size - start)
    size = rest if found.segment_length is None else min(found.segment_length, rest)
    name, note = QCoreApplication.translate("text", "Data"), QCoreApplication.translate("text", "encrypted")
    yield Region("data", name, size, start, place, note)
    if start + size < found.size:
        yield _unused(start + size, found.size, place)


def _unused(start: int, end: int, place: str) -> Region:
    return Region("unused", QCoreApplication.translate("text", "Unused"), end - start, start, place)


def _veracrypt(size: int, volume: int) -> Iterator[Region]:
    """The layout of all but system encryption, which the size of the volume tells."""
    first, last = 2 * VERACRYPT_HEADER, size - 2 * VERACRYPT_HEADER
    name, note = QCoreApplication.translate("text", "Data"), QCoreApplication.translate("text", "encrypted")
    if volume > last - first:
        yield Region("data", name, min(volume, size), None, note=note)
        return
    is_hidden = volume < last - first - VERACRYPT_HEADER
    held = (
        QCoreApplication.translate("text", "that of the hidden volume")
        if is_hidden
        else QCoreApplication.translate("text", "random data, or that of a hidden volume")
    )
    yield Region("header", QCoreApplication.translate("text", "Header"), VERACRYPT_HEADER, 0)
    second = QCoreApplication.translate("text", "Second header")
    yield Region("header", second, VERACRYPT_HEADER, VERACRYPT_HEADER, note=held)
    if is_hidden:
        outer = QCoreApplication.translate("text", "Data of the outer volume")
        yield Region("data", outer, last - volume - first, first, note=note)
        hidden = QCoreApplication.translate("text", "Hidden volume")
        yield Region("hidden", hidden, volume, last - volume, note=QCoreApplication.translate("text", "open now"))
    else:
        yield Region("data", name, last - first, first, note=note)
    copy = QCoreApplication.translate("text", "Copy of the header")
    yield Region("backup", copy, VERACRYPT_HEADER, last)
    copy = QCoreApplication.translate("text", "Copy of the second header")
    yield Region("backup", copy, VERACRYPT_HEADER, last + VERACRYPT_HEADER)
