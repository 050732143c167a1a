"""Plaintexts as JSON and back: how one process tells another what a container maps to. Nothing in it is secret."""

from dataclasses import fields, is_dataclass
from importlib import import_module
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from vault.crypto.ciphers import CipherSpec
from vault.errors import UsageError
from vault.formats.base import Plaintext

HOMES = {
    "Segment": "vault.formats.base",
    "ReadOnlySegment": "vault.formats.readonly",
    "ProtectedSegment": "vault.formats.veracrypt.protect",
    "VolumeMap": "vault.formats.bitlocker.extents",
    "Image": "vault.formats.freeotfe.image",
}
"""The plaintexts there are, and where each is at home: a server loads the one it serves."""
_TYPE = "type"


def to_json(plaintext: Plaintext) -> dict[str, Any]:
    """The plaintext as an object of what JSON knows, with the name of its type."""
    name = type(plaintext).__name__
    assert name in HOMES, f"{name} is no plaintext"
    return {_TYPE: name, **_written(plaintext)}


def from_json(value: Any) -> Plaintext:
    """The plaintext that ``to_json`` wrote.

    Raises UsageError for anything else: every member has to be there and of its type. Raises UnsupportedFeature for a
    cipher that there is not.
    """
    try:
        name = value[_TYPE]
        kind = getattr(import_module(HOMES[name]), name)
        found: Plaintext = _read(kind, {key: each for key, each in value.items() if key != _TYPE})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError("the plaintext cannot be read") from error
    return found


def _written(value: Any) -> Any:
    """A member, its own members without the names of their types: those are declared."""
    if isinstance(value, CipherSpec):
        return str(value)
    if is_dataclass(value):
        return {field.name: _written(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    assert value is None or isinstance(value, str | int), "no member of a plaintext"
    return value


def _read(kind: Any, value: Any) -> Any:
    """The value as a ``kind``, which is a declared type."""
    if kind is CipherSpec:
        return CipherSpec.parse(value)
    if is_dataclass(kind):
        declared = get_type_hints(kind)
        if declared.keys() != value.keys():
            raise ValueError("other members")
        return kind(**{name: _read(declared[name], value[name]) for name in declared})  # type: ignore[operator]
    if kind is bytes:
        return bytes.fromhex(value)
    if get_origin(kind) is tuple:
        kinds = get_args(kind)
        each = kinds[:1] * len(value) if kinds[-1] is ... else kinds
        return tuple(_read(one, part) for one, part in zip(each, value, strict=True))
    if isinstance(kind, UnionType):
        (other,) = set(get_args(kind)) - {NoneType}
        return None if value is None else _read(other, value)
    if type(value) is not kind:
        raise TypeError("another type")
    return value
