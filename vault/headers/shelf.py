"""The place of automatic backups: one private folder a volume, in the user's state folder, with a few files each.

References: spec/runtime.md, "Backups of headers"; XDG Base Directory Specification, $XDG_STATE_HOME
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vault.config import HeaderBackups
from vault.errors import BackendError, UsageError, from_os
from vault.headers.saved import save
from vault.options import KeptHeader
from vault.system import folders

FOLDER = "headers"
SUFFIX = ".header"
TIME = "%Y%m%dT%H%M%S.%fZ"
_NAME = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)-([a-z0-9]+(?:-[a-z0-9]+)*)\.header", re.ASCII)
_VOLUME = re.compile(r"(?:([0-9a-f-]{36})-)?[0-9a-f]{64}", re.ASCII)
_LATEST = datetime.max.replace(year=datetime.max.year - 1, tzinfo=UTC)


def put(data: bytes, volume: str, what: str) -> Path:
    """The new file with the backup ``data``, in the folder ``volume``. Raises BackendError, NoSpace."""
    folder = _folder(volume, make=True)
    assert folder is not None
    return _save(data, folder, what)


def prune(new: Path, settings: HeaderBackups, spare: Path | None = None) -> None:
    """Destroy the oldest of more than the user wants, never ``new``, which was just made, nor ``spare``.

    Raises BackendError.
    """
    spared = {new} if spare is None else {new, spare.resolve()}
    for names, most in (([new.parent.name], settings.per_volume), (volumes(), settings.total)):
        found = [each.file for name in names for each in _kept_of(name)]
        others = [file for file in found if file not in spared and file.resolve() not in spared]
        room = max(0, most - (len(found) - len(others)))
        for file in sorted(others, key=lambda each: each.name, reverse=True)[room:]:
            _destroy(file)


def on_shelf(folders: Iterable[str] | None = None) -> tuple[KeptHeader, ...]:
    """The automatic backups in the folders of that name, or in all, newest first. Raises BackendError."""
    found = [each for name in (volumes() if folders is None else folders) for each in _kept_of(name)]
    return tuple(sorted(found, key=lambda each: (each.file.name, each.volume), reverse=True))


def destroy(found: tuple[KeptHeader, ...]) -> None:
    """Overwrite the backups with zeros, as far as the file system writes in place, and remove them.

    Raises BackendError.
    """
    for each in found:
        _destroy(each.file)


def named(found: tuple[KeptHeader, ...], which: str) -> tuple[KeptHeader, ...]:
    """Those that a user names: ``all``, or a file's name or path. Raises UsageError when there is none."""
    chosen = found if which == "all" else tuple(e for e in found if which in (e.file.name, str(e.file)))
    if not chosen and which != "all":
        raise UsageError(f"there is no kept backup {which}", hint="vault header backups lists them")
    return chosen


def _time(text: str) -> datetime | None:
    """The time in the name of a file; None when it is none that vault can have written."""
    try:
        found = datetime.strptime(text, TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    return found if found < _LATEST else None


def _kept_of(volume: str) -> Iterator[KeptHeader]:
    folder = _folder(volume, make=False)
    match = _VOLUME.fullmatch(volume)
    if folder is None or match is None:
        return
    named_by = match[1] or volume
    try:
        for entry in os.scandir(folder):
            match = _NAME.fullmatch(entry.name)
            when = _time(match[1]) if match else None
            if match and when and entry.is_file(follow_symlinks=False):
                size = entry.stat(follow_symlinks=False).st_size
                what = match[2].replace("-", " ")
                yield KeptHeader(named_by, when.isoformat(timespec="seconds"), what, size, Path(entry.path))
    except OSError as error:
        raise from_os(error, f"cannot read {folder}") from error


def volumes() -> list[str]:
    """The names of all folders, each of one volume. Raises BackendError."""
    folder = _folder(None, make=False)
    if folder is None:
        return []
    try:
        return sorted(name for name in os.listdir(folder) if _VOLUME.fullmatch(name))
    except OSError as error:
        raise from_os(error, f"cannot read {folder}") from error


def _folder(volume: str | None, *, make: bool) -> Path | None:
    """The folder of a volume's backups, or of all; this user's own, private, and reached through no link below the
    state folder. None when it is not there and not to be made. Raises BackendError.
    """
    state = folders.state()
    place = state.parent
    if make:
        try:
            place.mkdir(mode=folders.PRIVATE, parents=True, exist_ok=True)
        except OSError as error:
            raise from_os(error, f"cannot make {place}") from error
    for name in (state.name, FOLDER, *([volume] if volume else [])):
        place = place / name
        if not _is_private(place, make=make):
            return None
    return place


def _is_private(folder: Path, *, make: bool) -> bool:
    """Whether the folder is there, made if so wished. Raises BackendError for one that is not private."""
    try:
        if make:
            folder.mkdir(mode=folders.PRIVATE, exist_ok=True)
        found = folder.lstat()
    except (FileNotFoundError, NotADirectoryError):
        if make:
            raise BackendError(f"cannot make {folder}: there is no folder above it") from None
        return False
    except OSError as error:
        raise from_os(error, f"cannot make {folder}" if make else f"cannot read {folder}") from error
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise BackendError(
            f"{folder} is not a private folder of this user", hint="it must be his own and have mode 0700"
        )
    return True


def _save(data: bytes, folder: Path, what: str) -> Path:
    """A new file whose name is later than that of any other, so that a clock that was wrong once decides nothing."""
    now = datetime.now(UTC)
    newest = next(iter(on_shelf()), None)
    there = _time(newest.file.name.partition("-")[0]) if newest else None
    if there is not None and there >= now:
        now = there + timedelta(microseconds=1)
    while True:
        file = folder / f"{now.strftime(TIME)}-{what}{SUFFIX}"
        assert _NAME.fullmatch(file.name), what
        if not os.path.lexists(file):
            save(data, file, sparse=True)  # most of a header is room for keyslots to come
            return file
        now += timedelta(microseconds=1)


def _destroy(file: Path) -> None:
    try:
        fd = os.open(file, os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(fd, "wb", buffering=0) as opened, suppress(OSError):
            found = os.fstat(fd)
            # One that has other names was put aside by the user.
            if stat.S_ISREG(found.st_mode) and found.st_nlink == 1:
                _zero(fd, found.st_size)
                os.fsync(opened.fileno())
        file.unlink()
        _sync(file.parent)
    except FileNotFoundError:
        return  # by another process, which had the same to do
    except OSError as error:
        raise from_os(error, f"cannot remove {file}") from error


def _zero(fd: int, size: int) -> None:
    """Overwrite what is no hole."""
    end = 0
    with suppress(OSError):  # ENXIO: there is no more
        while end < size:
            begin = os.lseek(fd, end, os.SEEK_DATA)
            end = os.lseek(fd, begin, os.SEEK_HOLE)
            os.pwrite(fd, bytes(end - begin), begin)


def _sync(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
