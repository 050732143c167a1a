"""The JSON area of a header copy: a reader that loses nothing of what others keep there, and the writer that fits it.

What cryptsetup keeps for others goes beyond 64-bit integers, and beyond JSON even. It is written back as it was.
Whoever uses a value checks it, as ``Fields`` does.

References: RFC 8259; LUKS2 On-Disk Format Specification 1.1.4, section 3; spec/volume-format.md, "JSON area".
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vault.errors import DamagedHeader, LimitExceeded
from vault.formats.luks2.limits import I64_MIN, JSON_DEPTH_MAX, JSON_NUMBER_MAX, U64_MAX

Document = Mapping[str, Any]

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_NOT_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")
_OPENING = b"[{"
_SCALAR = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_ESCAPE = re.compile(
    rb"""\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}  # both halves of a character
       | \\(u[dD][89a-fA-F]) | \\.""",
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is no plain 64-bit integer, by its text: one with a fraction, ``1E5``, ``NaN``."""

    text: str


def decode(area: bytes | bytearray) -> dict[str, Any]:
    """The document in the JSON area; raises DamagedHeader for all that is not one JSON object and zeros."""
    end = area.find(b"\0")
    if end < 0:
        raise DamagedHeader("the JSON area has no zero byte at its end")
    if area.count(0, end) != len(area) - end:
        raise DamagedHeader("the JSON area goes on after its document")
    document = bytes(area[:end])
    if document[:1] != b"{" or document[-1:] != b"}":
        raise DamagedHeader("the JSON area does not hold exactly one object")
    _check_depth(document)
    _check_escapes(document)
    try:
        parsed = json.loads(
            document.decode("utf-8", "surrogateescape"),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=Number,
        )
    except json.JSONDecodeError as error:
        raise DamagedHeader(f"the JSON area is not JSON at character {error.pos}") from error
    assert isinstance(parsed, dict)
    return parsed


def encode(document: Document, area_size: int) -> bytes:
    """The JSON area of ``area_size`` bytes, zeros after the document; raises LimitExceeded when it does not fit."""
    text = _text(document).encode("utf-8", "surrogateescape")
    if len(text) >= area_size:
        raise LimitExceeded(
            f"the header's JSON needs {len(text)} bytes, its area has room for {area_size - 1}",
            hint="remove a keyslot or a token",
        )
    return text.ljust(area_size, b"\0")


def _check_depth(document: bytes) -> None:
    depth = 0
    for byte in _STRING.sub(b"", document).translate(None, delete=_NOT_BRACKETS):
        depth += 1 if byte in _OPENING else -1
        if depth > JSON_DEPTH_MAX:
            raise DamagedHeader(f"the JSON is nested deeper than {JSON_DEPTH_MAX} levels")


def _check_escapes(document: bytes) -> None:
    """Half a character is no text, and would become another one; bytes that are no UTF-8 are read as such halves."""
    if b"\\u" in document and any(found[1] for found in _ESCAPE.finditer(document)):
        raise DamagedHeader("the JSON has half a character in it")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise DamagedHeader("the JSON has an object with a name twice")
    if any("\0" in name for name in members):  # where it ends for other readers, which could make it another name
        raise DamagedHeader("the JSON has a name with a NUL in it")
    return members


def _integer(digits: str) -> int | Number:
    number = _number(digits)
    if digits == "-0" or not I64_MIN <= int(digits) <= U64_MAX:
        return number
    return int(digits)


def _number(text: str) -> Number:
    if len(text) > JSON_NUMBER_MAX:
        raise DamagedHeader(f"the JSON has a number of more than {JSON_NUMBER_MAX} characters")
    return Number(text)


def _text(value: object) -> str:
    """The value without white space and needless escapes."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_text(name)}:{_text(member)}" for name, member in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_text, value)) + "]"
    if isinstance(value, Number):
        return value.text
    return _SCALAR.encode(value)
