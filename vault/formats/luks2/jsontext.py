"""The JSON area of a header copy: a strict reader and the writer that fits it.

References: RFC 8259; LUKS2 On-Disk Format Specification 1.1.4, section 3; spec/volume-format.md, "JSON area".
"""

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from vault.errors import DamagedHeader, LimitExceeded
from vault.formats.luks2.limits import I64_MIN, JSON_DEPTH_MAX, JSON_NUMBER_DIGITS_MAX, U64_MAX

Document = Mapping[str, Any]

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_NOT_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")
_OPENING = b"[{"


def decode(area: bytes | bytearray) -> dict[str, Any]:
    """The document in the JSON area; raises DamagedHeader for all that is not one strict JSON object and zeros."""
    end = area.find(b"\0")
    if end < 0:
        raise DamagedHeader("the JSON area has no zero byte at its end")
    if area.count(0, end) != len(area) - end:
        raise DamagedHeader("the JSON area goes on after its document")
    document = bytes(area[:end])
    if document[:1] != b"{" or document[-1:] != b"}":
        raise DamagedHeader("the JSON area does not hold exactly one object")
    _check_depth(document)
    try:
        parsed = json.loads(
            document.decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_no_float,
            parse_constant=_no_constant,
        )
    except UnicodeDecodeError as error:
        raise DamagedHeader(f"the JSON area is not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise DamagedHeader(f"the JSON area is not JSON at character {error.pos}") from error
    if b"\\u" in document:
        _check_characters(parsed)
    assert isinstance(parsed, dict)
    return parsed


def encode(document: Document, area_size: int) -> bytes:
    """The JSON area of ``area_size`` bytes, zeros after the document; raises LimitExceeded when it does not fit."""
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode("utf-8")
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


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise DamagedHeader("the JSON has an object with a name twice")
    return members


def _integer(digits: str) -> int:
    if len(digits) > JSON_NUMBER_DIGITS_MAX or digits == "-0" or not I64_MIN <= int(digits) <= U64_MAX:
        raise DamagedHeader("the JSON has a number that no 64-bit integer is written as")
    return int(digits)


def _no_float(_digits: str) -> NoReturn:
    raise DamagedHeader("the JSON has a number that is no integer")


def _no_constant(name: str) -> NoReturn:
    raise DamagedHeader(f"the JSON has {name}, which is no number")


def _check_characters(parsed: object) -> None:
    """Escapes can write what plain text cannot: NUL, which ends a string in other readers, and half a character."""
    todo = [parsed]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            todo += value.keys()
            todo += value.values()
        elif isinstance(value, list):
            todo += value
        elif isinstance(value, str) and ("\0" in value or any("\ud800" <= c <= "\udfff" for c in value)):
            raise DamagedHeader("the JSON has a string with a NUL or half a character in it")
