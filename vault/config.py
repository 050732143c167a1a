"""The user's settings, from ``$XDG_CONFIG_HOME/vault/config.toml``; what is not in it has its default.

References: XDG Base Directory Specification, $XDG_CONFIG_HOME; TOML 1.0; spec/policy.md; spec/header-safety.md
"""

import os
import re
import shlex
import stat
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from vault.errors import UsageError, from_os
from vault.options.policy import KEYS, PolicyPart, parse_part
from vault.system import folders

LARGEST = 64 * 1024
"""Bytes of a file that is read."""
OTHERS_WRITE = 0o022
POLICY = "policy"
"""The table of every volume's policy."""
VOLUME = "volume"
"""The table of those of single volumes, each a table of its own by the volume's ID."""
NAMING = "take the table out; vault policy set VOLUME KEY=VALUE writes one with the right name"
BY_HAND = "mend it by hand, or move it away; without it the defaults hold"
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class HeaderBackups:
    """Automatic backups of headers: whether there are any, and how many of each volume and ``total``."""

    enabled: bool = True
    per_volume: int = 5
    total: int = 100

    def __post_init__(self) -> None:
        for name in ("per_volume", "total"):
            if getattr(self, name) < 1:
                raise ValueError(f"{_key(name)} is at least 1; enabled = false switches them off")


_TABLES = {"header-backups": None, POLICY: None, VOLUME: None}


@dataclass(frozen=True, slots=True)
class Config:
    """All settings: of automatic backups, of the policy that every volume has, and of those of single volumes by ID."""

    header_backups: HeaderBackups = field(default_factory=HeaderBackups)
    policy: PolicyPart = PolicyPart()
    volumes: Mapping[str, PolicyPart] = field(default_factory=dict)


def folder() -> Path:
    """Where the user's settings of vault are, and those of the window; it may not exist."""
    return folders.settings() / "vault"


def path() -> Path:
    """Where the settings are, whether or not there is such a file."""
    return folder() / "config.toml"


def read(file: Path | None = None) -> Config:
    """The settings; the defaults where there is no file.

    Raises UsageError that names file and key for what is no setting or has the wrong type, and when the file is not the
    user's own or others may write to it; BackendError.
    """
    where = file or path()
    data = content(where)
    return Config() if data is None else parse(data, where)


def parse(data: bytes, where: Path) -> Config:
    """The settings that the bytes of a file hold. Raises UsageError as ``read`` does."""
    return checked(tables(data, where), data, where)


def checked(found: Mapping[str, Any], data: bytes, where: Path) -> Config:
    """The settings that these tables are; ``data`` is the file's content, which tells the lines of what is none.

    Raises UsageError as ``read`` does.
    """
    try:
        return Config(
            _header_backups(found.get("header-backups", {})),
            _policy((POLICY,), found.get(POLICY, {}), "--default"),
            {name: _volume(name, table) for name, table in found.get(VOLUME, {}).items()},
        )
    except _Wrong as wrong:
        line = _line_of(wrong.keys, data.decode())
        at = f" (line {line})" if line else ""
        raise UsageError(f"{where}{at}{wrong}", hint=wrong.hint) from wrong


def tables(data: bytes, where: Path) -> dict[str, dict[str, Any]]:
    """The tables that the bytes of a file hold; what is in them need be no settings. Raises UsageError."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{where} is no text in UTF-8 (line {line})", hint=BY_HAND) from error
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{where} is no TOML: {error}", hint=BY_HAND) from error
    for name, table in found.items():
        if name not in _TABLES or not isinstance(table, dict):
            raise UsageError(f"{where} has a setting that there is not: {name!a:.80}", hint=_there_are(_TABLES))
    return found


class _Wrong(Exception):
    """What stands at these keys is no setting; the text goes on after the name of the file."""

    def __init__(self, keys: tuple[str, ...], text: str, hint: str) -> None:
        super().__init__(text)
        self.keys = keys
        self.hint = hint


def _line_of(keys: tuple[str, ...], text: str) -> int:
    """The number of the line that says something of these keys, 0 where that cannot be told."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        with suppress(tomllib.TOMLDecodeError, RecursionError):
            said = _path(tomllib.loads(line))
            if line.lstrip().startswith("["):
                table = said
            if said and (said if table == said else table + said)[: len(keys)] == keys:
                return number
    return 0


def _path(found: Any) -> tuple[str, ...]:
    """The keys of a line, from the outermost."""
    keys = []
    while isinstance(found, dict) and found:
        key, found = next(iter(found.items()))
        keys.append(key)
    return tuple(keys)


def is_volume_id(name: str) -> bool:
    """Whether the settings can name a volume so: by a UUID or a SHA-256, in lower case."""
    return _ID.fullmatch(name) is not None


def content(where: Path) -> bytes | None:
    """What is in the file, None when there is none. Raises as ``read`` does, but for what the content says."""
    try:
        fd = os.open(where, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise from_os(error, f"cannot read {where}") from error
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode):
            raise UsageError(f"{where} is no regular file", hint="move it away; without it the defaults hold")
        if found.st_size > LARGEST:
            raise UsageError(f"{where} is too large: {found.st_size} bytes", hint=f"settings are {LARGEST} at most")
        if found.st_uid != os.getuid():
            raise UsageError(f"{where} belongs to somebody else", hint="its settings are taken from its owner only")
        if found.st_mode & OTHERS_WRITE:
            raise UsageError(f"others may write to {where}", hint=f"chmod go-w {shlex.quote(str(where))}")
        return os.read(fd, LARGEST)
    except OSError as error:
        raise from_os(error, f"cannot read {where}") from error
    finally:
        os.close(fd)


def _header_backups(table: Mapping[str, Any]) -> HeaderBackups:
    name = "header-backups"
    known = {_key(each.name): each for each in fields(HeaderBackups)}
    values = {}
    for key, value in table.items():
        if key not in known:
            raise _no_setting((name, key), known)
        wanted = type(getattr(HeaderBackups(), known[key].name))
        if type(value) is not wanted:
            kind = "true or false" if wanted is bool else "a whole number"
            raise _Wrong((name, key), f": {name}.{key} is {kind}, not {value!a:.80}", BY_HAND)
        values[known[key].name] = value
    try:
        return HeaderBackups(**values)
    except ValueError as error:
        raise _Wrong((name, str(error).split()[0]), f": {name}.{error}", BY_HAND) from error


def _volume(name: str, table: object) -> PolicyPart:
    keys = VOLUME, name
    if not is_volume_id(name):
        raise _Wrong(keys, f": {VOLUME}.{name!a:.80} is neither a UUID nor a SHA-256 in lower case", NAMING)
    if not isinstance(table, dict):
        raise _Wrong(keys, f": {VOLUME}.{name!a} is a table, not {table!a:.80}", BY_HAND)
    return _policy(keys, table, name)


def _policy(keys: tuple[str, ...], table: Mapping[str, Any], whose: str) -> PolicyPart:
    """What the table at these keys says; ``whose`` names it on the command line."""
    shown = ".".join(f"{key!a}" if number else key for number, key in enumerate(keys))
    for key, value in table.items():
        if key not in KEYS:
            raise _no_setting((*keys, key), KEYS, shown)
        try:
            parse_part({key: value})
        except ValueError as error:
            hint = f"mend it there, or take it out: vault policy unset {whose} {key}"
            raise _Wrong((*keys, key), f": {shown}.{error}", hint) from error
    return parse_part(table)


def _no_setting(keys: tuple[str, ...], known: Mapping[str, object], shown: str = "") -> _Wrong:
    text = f" has a setting that there is not: {shown or keys[0]}.{keys[-1]!a:.80}"
    return _Wrong(keys, text, _there_are(known))


def _key(name: str) -> str:
    return name.replace("_", "-")


def _there_are(names: Mapping[str, object]) -> str:
    return f"there are: {', '.join(names)}"
