"""The property lists in Core Storage's metadata, read strictly: no document type, no entities, bounded depth and size.

They are not what plistlib reads: values have numbers and may be repeated by reference, integers are hexadecimal.
"""

import base64
import binascii
from typing import Any
from xml.parsers import expat

from vault.errors import DamagedHeader
from vault.formats.fvault2.layout import XML_SIZE_MAX

DEPTH_MAX = 16
VALUES_MAX = 1024
_LEAVES = ("key", "string", "integer", "data", "true", "false", "reference", "date", "real")


def parse(data: bytes) -> dict[str, Any]:
    """The outermost dict: str, int, bytes, bool, list and dict. Raises DamagedHeader."""
    data = data.rstrip(b"\0")
    if not data or len(data) > XML_SIZE_MAX or b"\0" in data:
        raise DamagedHeader("a property list of the metadata is empty, too long or has zero bytes")
    builder = _Builder()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.EntityDeclHandler = builder.refuse
    parser.ProcessingInstructionHandler = builder.refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise DamagedHeader(f"a property list of the metadata is no XML: {expat.ErrorString(error.code)}") from error
    if not isinstance(builder.root, dict):
        raise DamagedHeader("a property list of the metadata is no dict")
    return builder.root


def member(values: dict[str, Any], name: str, kind: type) -> Any:
    """The member of that name and type; raises DamagedHeader when there is none."""
    value = values.get(name)
    if type(value) is not kind:
        raise DamagedHeader(f"the metadata has no {name}, or one of another type")
    return value


class _Builder:
    """Takes the parser's events and makes values of them."""

    def __init__(self) -> None:
        self.root: Any = None
        self._open: list[Any] = []
        self._keys: list[str | None] = []
        self._element: tuple[str, dict[str, str]] | None = None
        self._text: list[str] = []
        self._by_id: dict[str, Any] = {}
        self._count = 0

    def refuse(self, *_arguments: object) -> None:
        """A document type, an entity or an instruction, none of which belongs here."""
        raise DamagedHeader("a property list of the metadata has more than values in it")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._count += 1
        if self._element is not None or self._count > VALUES_MAX or len(self._open) >= DEPTH_MAX:
            raise DamagedHeader("a property list of the metadata is nested wrongly, or has too many values")
        if name in ("dict", "array"):
            value: Any = {} if name == "dict" else []
            self._add(value, attributes)
            self._open.append(value)
            self._keys.append(None)
        elif name in _LEAVES:
            self._element, self._text = (name, attributes), []
        else:
            raise DamagedHeader(f"a property list of the metadata has an element {name!a:.40}")

    def text(self, text: str) -> None:
        """Characters between two marks."""
        if self._element is not None:
            self._text.append(text)
        elif text.strip():
            raise DamagedHeader("a property list of the metadata has text between its values")

    def end(self, _name: str) -> None:
        """An element ends; the parser sees to it that it is the right one."""
        if self._element is None:
            self._open.pop()
            self._keys.pop()
            return
        (name, attributes), self._element = self._element, None
        text = "".join(self._text)
        if name == "key":
            if not self._open or not isinstance(self._open[-1], dict) or self._keys[-1] is not None:
                raise DamagedHeader("a property list of the metadata has a key where none belongs")
            self._keys[-1] = text
        elif name == "reference":
            if attributes.get("IDREF") not in self._by_id:
                raise DamagedHeader("a property list of the metadata refers to a value that is not there")
            self._add(self._by_id[attributes["IDREF"]], {})
        else:
            self._add(_leaf(name, text), attributes)

    def _add(self, value: Any, attributes: dict[str, str]) -> None:
        if "ID" in attributes and not isinstance(value, (dict, list)):
            self._by_id[attributes["ID"]] = value
        if not self._open:
            if self.root is not None:
                raise DamagedHeader("a property list of the metadata has two values")
            self.root = value
            return
        parent, key = self._open[-1], self._keys[-1]
        if isinstance(parent, list):
            parent.append(value)
        elif key is None or key in parent:
            raise DamagedHeader("a property list of the metadata has a value without a key, or a key twice")
        else:
            parent[key] = value
            self._keys[-1] = None


def _leaf(name: str, text: str) -> Any:
    if name in ("true", "false"):
        return name == "true"
    if name == "integer":
        try:
            if len(text) > 20:
                raise ValueError
            return int(text, 16 if text.startswith("0x") else 10)
        except ValueError as error:
            raise DamagedHeader("a property list of the metadata has an integer that is none") from error
    if name == "data":
        try:
            return base64.b64decode("".join(text.split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise DamagedHeader("a property list of the metadata has data that is not base64") from error
    return text
