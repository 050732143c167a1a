"""The user's settings, from ``$XDG_CONFIG_HOME/vault/config.toml``; what is not in it has its default.

References: XDG Base Directory Specification, $XDG_CONFIG_HOME; TOML 1.0; spec/policy.md; spec/header-safety.md
"""

import os
import re
import stat
import tomllib
from collections.abc import Mapping
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
NAMING = "vault policy show tells what names a volume"
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


def path() -> Path:
    """Where the settings are, whether or not there is such a file."""
    base = Path(os.environ.get("XDG_CONFIG_HOME") or "")
    return (base if base.is_absolute() else folders.home() / ".config") / "vault" / "config.toml"


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
    try:
        found = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{where} is no TOML: {error}") from error
    for name, table in found.items():
        if name not in _TABLES or not isinstance(table, dict):
            raise UsageError(f"{where} has a setting that there is not: {name!a:.80}", hint=_there_are(_TABLES))
    return Config(
        _header_backups(where, "header-backups", found.get("header-backups", {})),
        _policy(where, POLICY, found.get(POLICY, {})),
        {name: _volume(where, name, table) for name, table in found.get(VOLUME, {}).items()},
    )


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
    with os.fdopen(fd, "rb") as opened:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
            raise UsageError(f"{where} is no file of settings", hint=f"it may have {LARGEST} bytes")
        if found.st_uid != os.getuid():
            raise UsageError(f"{where} belongs to somebody else", hint="its settings are taken from its owner only")
        if found.st_mode & OTHERS_WRITE:
            raise UsageError(f"others may write to {where}", hint=f"chmod go-w {where}")
        try:
            return opened.read(LARGEST)
        except OSError as error:
            raise from_os(error, f"cannot read {where}") from error


def _header_backups(where: Path, name: str, table: Mapping[str, Any]) -> HeaderBackups:
    known = {_key(each.name): each for each in fields(HeaderBackups)}
    values = {}
    for key, value in table.items():
        if key not in known:
            raise UsageError(f"{where} has a setting that there is not: {name}.{key!a:.80}", hint=_there_are(known))
        wanted = type(getattr(HeaderBackups(), known[key].name))
        if type(value) is not wanted:
            kind = "true or false" if wanted is bool else "a whole number"
            raise UsageError(f"{where}: {name}.{key} is {kind}, not {value!a:.80}")
        values[known[key].name] = value
    try:
        return HeaderBackups(**values)
    except ValueError as error:
        raise UsageError(f"{where}: {name}.{error}") from error


def _volume(where: Path, name: str, table: object) -> PolicyPart:
    if not is_volume_id(name):
        raise UsageError(f"{where}: {VOLUME}.{name!a:.80} is neither a UUID nor a SHA-256 in lower case", hint=NAMING)
    if not isinstance(table, dict):
        raise UsageError(f"{where}: {VOLUME}.{name!a} is a table, not {table!a:.80}")
    return _policy(where, f"{VOLUME}.{name!a}", table)


def _policy(where: Path, name: str, table: Mapping[str, Any]) -> PolicyPart:
    for key in table:
        if key not in KEYS:
            raise UsageError(f"{where} has a setting that there is not: {name}.{key!a:.80}", hint=_there_are(KEYS))
    try:
        return parse_part(table)
    except ValueError as error:
        raise UsageError(f"{where}: {name}.{error}") from error


def _key(name: str) -> str:
    return name.replace("_", "-")


def _there_are(names: Mapping[str, object]) -> str:
    return f"there are: {', '.join(names)}"
