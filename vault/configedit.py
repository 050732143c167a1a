"""Changes of the user's settings that leave the rest of the file as it was written: comments, order and layout.

References: TOML 1.0; spec/policy.md, "Changes"
"""

import os
import secrets
import stat
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

from vault import config
from vault.config import Config
from vault.errors import UsageError, from_os
from vault.options.policy import KEYS, PolicyPart, parse_part
from vault.system import folders

MODE = 0o600
"""Of a file that was not there before."""
Changes = Mapping[str, str | None]
"""Keys of a policy with their new texts, None for those that go."""


def change_policy(volume: str, changes: Changes, file: Path | None = None) -> Config:
    """The settings, with ``changes`` made in the policy of the volume with this ID; empty: in that of every volume.

    A table that is left with nothing in it, not even a comment, goes. Nobody who reads the file meanwhile sees half of
    it, and of two changes at the same time none is lost. Raises ValueError for a value that is none, UsageError as
    reading does and for a file that cannot be changed, NoSpace, BackendError; it is as it was then.
    """
    where = Path(os.path.realpath(file or config.path()))  # a link to the file is kept
    with _alone(where):
        before = config.content(where) or b""
        wanted = _with(config.parse(before, where), volume, changes)
        after = _changed(before, (config.VOLUME, volume) if volume else (config.POLICY,), changes, where)
        found = config.parse(after, where)
        if _said(found) != _said(wanted):
            raise _no_way(where)
        if after != before:
            _replace(where, after)
    return found


def _with(settings: Config, volume: str, changes: Changes) -> Config:
    """The settings as they are to be."""
    part = settings.volumes.get(volume, PolicyPart()) if volume else settings.policy
    new: dict[str, Any] = parse_part({key: text for key, text in changes.items() if text is not None}).given
    part = replace(part, **{**dict.fromkeys((KEYS[key] for key in changes), None), **new})
    if not volume:
        return replace(settings, policy=part)
    return replace(settings, volumes={**settings.volumes, volume: part})


def _said(settings: Config) -> Config:
    """The settings without the volumes of which nothing is said."""
    return replace(settings, volumes={name: part for name, part in settings.volumes.items() if part.given})


def _changed(before: bytes, table: Sequence[str], changes: Changes, where: Path) -> bytes:
    """The file's new content, the rest of it as it was."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(before)
        _apply(document, table, changes)
    except TOMLKitError as error:
        raise _no_way(where) from error
    after = document.as_string().encode()
    if len(after) > config.LARGEST:
        raise UsageError(f"{where} would have more than {config.LARGEST} bytes", hint="vault policy unset makes room")
    return after


def _apply(document: MutableMapping[str, Any], names: Sequence[str], changes: Changes) -> None:
    """Make the changes in a document of tomlkit's."""
    import tomlkit
    from tomlkit.items import Table

    places = [document]
    for name in names:
        if name not in places[-1]:
            if all(text is None for text in changes.values()):
                return
            places[-1][name] = tomlkit.table(is_super_table=name != names[-1])
        places.append(places[-1][name])
    for key, text in changes.items():
        if text is None:
            places[-1].pop(key, None)
        else:
            places[-1][key] = text
    for above, name, place in reversed(list(zip(places, names, places[1:], strict=False))):
        if place or not isinstance(place, Table) or place.trivia.comment or place.as_string().strip():
            return
        del above[name]


def _no_way(where: Path) -> UsageError:
    return UsageError(f"{where} is written in a way that cannot be changed from here", hint="change it by hand")


@contextmanager
def _alone(where: Path) -> Iterator[None]:
    """Nobody else changes the file meanwhile; its folder is made where there is none."""
    try:
        where.parent.mkdir(mode=folders.PRIVATE, parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        descriptor = os.open(where.parent / f".{where.name}.lock", flags, MODE)
    except OSError as error:
        raise from_os(error, f"cannot change {where}") from error
    try:
        flock(descriptor, LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _replace(where: Path, content: bytes) -> None:
    """Put the content in the file's place, durably, with the rights that it had."""
    temporary = where.parent / f".{where.name}.{secrets.token_hex(8)}"
    try:
        fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, MODE)
        with os.fdopen(fd, "wb") as opened:
            with suppress(FileNotFoundError):
                os.fchmod(fd, stat.S_IMODE(where.stat().st_mode))
            opened.write(content)
            opened.flush()
            os.fsync(fd)
        temporary.replace(where)
        folder = os.open(where.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise from_os(error, f"cannot write {where}") from error
        raise
