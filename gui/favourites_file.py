"""Favourites as JSON: what differs from the defaults of a request, by the names of its members."""

import json
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

from vault.gui.kept import is_possible
from vault.gui.parsed import parsed
from vault.options import MountRequest, OpenOptions, Remember

VERSION = 1
LARGEST = 1 << 20
"""Bytes of the file."""
MOST = 500
"""Favourites, all of which are shown."""
KEPT = (
    "container",
    "mount_point",
    "header",
    "key_slot",
    "read_only",
    "allow_discards",
    "raise_kdf_limit",
    "attach_way",
    "mount_way",
    "noexec",
    "opening",
    "remember",
)
"""Members of a request that are kept. What opens a volume is none, and its policy is in the settings."""
_PATHS = tuple[Path, ...]

Kept = tuple[MountRequest, str, str]
"""How it is mounted, its name and its ID."""


def to_json(favourites: Iterable[Kept]) -> bytes:
    """The file's contents."""
    found = [{"id": id_, "name": name, **_plain(request, KEPT)} for request, name, id_ in favourites]
    return json.dumps({"version": VERSION, "favourites": found}, indent=1).encode() + b"\n"


def from_json(data: bytes) -> list[Kept]:
    """What the file has. Raises ValueError that says what is wrong with it."""
    if len(data) > LARGEST:
        raise ValueError("it is too large")
    found = parsed(data)
    if not isinstance(found, dict) or not isinstance(found.get("favourites"), list):
        raise ValueError("it has no list of favourites")
    if found.get("version") != VERSION:
        raise ValueError(f"its version is not {VERSION}")
    if len(found["favourites"]) > MOST:
        raise ValueError(f"it has more than {MOST} favourites")
    return [_favourite(each) for each in found["favourites"]]


def _favourite(data: object) -> Kept:
    if not isinstance(data, dict):
        raise ValueError("a favourite is no object")
    members = dict(data)
    name, id_ = members.pop("name", ""), members.pop("id", "")
    if not isinstance(name, str) or not isinstance(id_, str):
        raise ValueError("a name or an ID is no text")
    return _made(MountRequest, members, KEPT), name, id_


def _plain(value: Any, kept: Iterable[str]) -> dict[str, Any]:
    """The members that are not as by default."""
    found = {field.name: (getattr(value, field.name), field.default) for field in fields(value)}
    return {name: _as_json(found[name][0]) for name in kept if found[name][0] != found[name][1]}


def _as_json(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple):
        return [_as_json(each) for each in value]
    if isinstance(value, OpenOptions | Remember):
        return _plain(value, [field.name for field in fields(value)])
    return value


@cache
def _kinds(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _made(kind: Any, data: dict[str, Any], names: Iterable[str] | None = None) -> Any:
    """A frozen value of this class from its members. Raises ValueError."""
    kinds = _kinds(kind)
    if unknown := set(data) - set(names or kinds):
        raise ValueError(f"it has a member {min(unknown)!a:.40} that is not known")
    try:
        return kind(**{name: _value(kinds[name], value, name) for name, value in data.items()})
    except TypeError as error:
        raise ValueError("a member is missing") from error


def _value(kind: Any, value: Any, name: str) -> Any:
    """A member's value, as its annotation has it. Raises ValueError."""
    if kind == _PATHS and isinstance(value, list) and all(map(_is_path, value)):
        return tuple(map(Path, value))
    kinds = {kind} if kind == _PATHS else set(get_args(kind)) or {kind}
    if Path in kinds and _is_path(value):
        return Path(value)
    for made in (OpenOptions, Remember):
        if made in kinds and isinstance(value, dict):
            return _made(made, value)
    texts = {each for each in kinds if isinstance(each, str)}
    if value in texts if texts and isinstance(value, str) else type(value) in kinds - {Path}:
        return value
    raise ValueError(f"{name} is none")


def _is_path(value: object) -> bool:
    return isinstance(value, str) and is_possible(value)
