"""Changes of the user's settings that leave the rest of the file as it was written: comments, order and layout.

References: TOML 1.0; spec/policy.md, "Changes"
"""

import os
import secrets
import stat
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

from vault import config
from vault.config import Config
from vault.errors import UsageError, from_os
from vault.options.policy import parse_part
from vault.system import folders

MODE = 0o600
"""Of a file that was not there before."""
Changes = Mapping[str, str | None]
"""Keys of a policy with their new texts, None for those that go."""


def change_policy(volume: str, changes: Changes, file: Path | None = None) -> Config:
    """The settings, with ``changes`` made in the policy of the volume with this ID; empty: in that of every volume.

    What was wrong with one of these keys is mended by that. A table that is left with nothing in it, not even a
    comment, goes. Nobody who reads the file meanwhile sees half of it, and of two changes at the same time none is
    lost. Raises ValueError for a value that is none, UsageError for what else is wrong in the file and for one that
    cannot be changed, NoSpace, BackendError; it is as it was then.
    """
    parse_part({key: text for key, text in changes.items() if text is not None})
    where = Path(os.path.realpath(file or config.path()))  # a link to the file is kept
    table = (config.VOLUME, volume) if volume else (config.POLICY,)
    with _alone(where):
        before = config.content(where) or b""
        wanted = config.tables(before, where)
        _apply_plainly(wanted, table, changes)
        found = config.checked(wanted, before, where)
        after = _changed(before, table, changes, where)
        if _said(config.tables(after, where)) != _said(wanted):
            raise _no_way(where)
        if after != before:
            _replace(where, after)
    return found


def _apply_plainly(found: dict[str, Any], names: Sequence[str], changes: Changes) -> None:
    """Make the changes in the tables of a file."""
    place = found
    for name in names:
        place = place.setdefault(name, {})
        if not isinstance(place, dict):
            return  # which is told as it is checked
    for key, text in changes.items():
        place.pop(key, None)
        if text is not None:
            place[key] = text


def _said(found: Any) -> Any:
    """The tables without those in which nothing is said."""
    if not isinstance(found, dict):
        return found
    said = {name: _said(value) for name, value in found.items()}
    return {name: value for name, value in said.items() if value != {}}


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
