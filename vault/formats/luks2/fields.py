"""Typed access to one object of the JSON document: every type, length and textual form is checked on the way out."""

import base64
import binascii
from collections.abc import Container
from typing import Any

from vault.errors import DamagedHeader
from vault.formats.luks2.limits import OBJECTS_MAX, TEXT_MAX, U64_MAX


class Fields:
    """The members of ``value``, which must be an object; ``where`` names it in errors, all of them DamagedHeader."""

    def __init__(self, value: object, where: str) -> None:
        self.where = where
        if not isinstance(value, dict):
            raise self.error("it is not an object")
        self.members: dict[str, Any] = value

    def error(self, message: str) -> DamagedHeader:
        """The error to raise about this object."""
        return DamagedHeader(f"{self.where}: {message}")

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def _get(self, name: str, kind: type, kind_name: str) -> Any:
        if name not in self.members:
            raise self.error(f"{name} is missing")
        value = self.members[name]
        if type(value) is not kind:  # isinstance would take true for 1
            raise self.error(f"{name} is not {kind_name}")
        return value

    def object(self, name: str) -> "Fields":
        """A member that is an object."""
        return Fields(self._get(name, dict, "an object"), f"{self.where}: {name}")

    def text(self, name: str) -> str:
        """A member that is a string of printable ASCII and not empty."""
        return self._name(self._get(name, str, "a string"), name)

    def _name(self, value: Any, name: str) -> str:
        if not isinstance(value, str) or not value.isascii() or not value.isprintable():
            raise self.error(f"{name} is not printable text")
        if not 0 < len(value) <= TEXT_MAX:
            raise self.error(f"{name} is empty or too long")
        return value

    def number(self, name: str, low: int, high: int) -> int:
        """A member that is a JSON integer from ``low`` to ``high``."""
        value: int = self._get(name, int, "an integer")
        if not low <= value <= high:
            raise self.error(f"{name} is {value}, which is not from {low} to {high}")
        return value

    def u64(self, name: str, high: int = U64_MAX) -> int:
        """A member that is an integer up to ``high`` written as a string of digits without leading zeros."""
        value = decimal(self._get(name, str, "a string"))
        if value is None or value > high:
            raise self.error(f"{name} is not a decimal number up to {high}")
        return value

    def base64(self, name: str, low: int, high: int) -> bytes:
        """A member that is the canonical base64 of ``low`` to ``high`` bytes."""
        text: str = self._get(name, str, "a string")
        try:
            data = base64.b64decode(text.encode("ascii"), validate=True)
        except (UnicodeEncodeError, binascii.Error) as error:
            raise self.error(f"{name} is not base64") from error
        if base64.b64encode(data).decode() != text:
            raise self.error(f"{name} is not the canonical base64")
        if not low <= len(data) <= high:
            raise self.error(f"{name} has {len(data)} bytes, which is not from {low} to {high}")
        return data

    def names(self, name: str) -> tuple[str, ...]:
        """A member that is an array of printable strings, or nothing at all, which is an empty one."""
        if name not in self.members:
            return ()
        return tuple(self._name(item, name) for item in self._get(name, list, "an array"))

    def references(self, name: str, known: Container[int] | None = None) -> tuple[int, ...]:
        """A member that is an array of different object numbers, each a string and in ``known`` if that is given."""
        numbers = tuple(map(object_number, self._get(name, list, "an array")))
        for number in numbers:
            if number is None:
                raise self.error(f"{name} has something else than object numbers")
            if known is not None and number not in known:
                raise self.error(f"{name} has {number}, which does not exist")
        if len(set(numbers)) != len(numbers):
            raise self.error(f"{name} has a number twice")
        return tuple(number for number in numbers if number is not None)

    def numbered(self, kind: str) -> "dict[int, Fields]":
        """The members by number, which each of their names must be; ``kind`` names them in errors."""
        found = {}
        for name, value in self.members.items():
            number = object_number(name)
            if number is None:
                raise self.error(f"{name!a:.40} is not the number of a {kind}")
            found[number] = Fields(value, f"{kind} {number}")
        return found


def decimal(text: str) -> int | None:
    """The number that the digits write in the one form allowed, or None."""
    if not text.isascii() or not text.isdigit() or len(text) > len(str(U64_MAX)) or text != str(int(text)):
        return None
    value = int(text)
    return value if value <= U64_MAX else None


def object_number(value: object) -> int | None:
    """The number of a keyslot, digest, segment or token, or None."""
    number = decimal(value) if isinstance(value, str) else None
    return number if number is not None and number < OBJECTS_MAX else None
