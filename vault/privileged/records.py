"""What the helper made for whom: one record per mapping, which only root can read or write.

A record is there before what it describes, and the process that is at work on it holds its lock. So a record that says
work is under way and that nobody has locked belongs to a helper that was killed, and what it left can be undone.
"""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Any, Self

from vault.errors import BackendError, BusyError, UsageError, from_os

FOLDER = Path("/run/vault-helper")
LOCK = ".lock"
OPENING, OPEN, MOUNTING, MOUNTED = "opening", "open", "mounting", "mounted"
LIMIT = 64
"""How many volumes one user may have attached at a time."""
SIZE = 2048
"""Bytes of each record's file: always the same, so that one write replaces one record by another."""


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping: its name and UUID in device-mapper, its user, and what its container is (device and inode).

    ``folder`` is where it is, or is about to be, mounted, empty otherwise.
    """

    name: str
    mapping: str
    uid: int
    container: tuple[int, int]
    read_only: bool
    state: str = OPENING
    folder: str = ""


class Held:
    """A record whose lock this process has."""

    def __init__(self, folder: int, descriptor: int, record: Record) -> None:
        self._folder = folder
        self._descriptor = descriptor
        self.record = record

    def write(self, **changes: Any) -> None:
        """Change the record."""
        record = replace(self.record, **changes)
        data = json.dumps(asdict(record)).encode().ljust(SIZE)
        if len(data) != SIZE or os.pwrite(self._descriptor, data, 0) != SIZE:
            raise BackendError("the helper cannot write its record")
        self.record = record

    def remove(self) -> None:
        """Forget what it describes."""
        with suppress(FileNotFoundError):
            os.unlink(self.record.name, dir_fd=self._folder)

    def close(self) -> None:
        """Give the lock up."""
        os.close(self._descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def of_user(uid: int) -> "Records":
    """The records of one user, which no other user's helper waits for."""
    Records(FOLDER).close()
    return Records(FOLDER / str(uid))


class Records:
    """All records in a folder that belongs to this process's user alone."""

    def __init__(self, folder: Path = FOLDER) -> None:
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        self._folder = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        found = os.fstat(self._folder)
        if found.st_uid != os.geteuid() or found.st_mode & 0o077:
            os.close(self._folder)
            raise BackendError(f"{folder} is not the helper's own folder")

    def close(self) -> None:
        """Close the folder."""
        os.close(self._folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def new(self, record: Record) -> Held:
        """The record, written. Raises BusyError when its name is taken, its container mapped, or there are too many."""
        with self._all():
            names = self._names()
            if len(names) >= LIMIT:
                raise BusyError(f"{LIMIT} volumes are attached already", hint="dismount one")
            for name in names:
                other = self._read(name)
                if other is not None and other.container == record.container:
                    raise BusyError("the container is in use", hint="it is attached by the helper already")
            try:
                flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
                descriptor = os.open(record.name, flags, 0o600, dir_fd=self._folder)
            except FileExistsError as error:
                raise BusyError(f"{record.name} is there already") from error
            flock(descriptor, LOCK_EX | LOCK_NB)
            held = Held(self._folder, descriptor, record)
            try:
                held.write()
            except BaseException:
                held.remove()
                held.close()
                raise
            return held

    def held(self, name: str, uid: int) -> Held:
        """The record of this name and user. Raises UsageError when there is none, BusyError while it is worked on."""
        with self._all():
            held = self._lock(name)
            if held is None:
                raise BusyError(f"another command is at work on {name}")
        if held.record.uid != uid or held.record.name != name:
            held.close()
            raise UsageError(f"there is no volume {name} of this user")
        return held

    @contextmanager
    def left(self) -> Iterator[list[Held]]:
        """The records that nobody is at work on; until the block ends nobody can begin to."""
        with self._all():
            found = [held for name in self._names() if (held := self._lock(name)) is not None]
            try:
                yield found
            finally:
                for held in found:
                    held.close()

    @contextmanager
    def _all(self) -> Iterator[None]:
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(LOCK, flags, 0o600, dir_fd=self._folder)
        try:
            flock(descriptor, LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _names(self) -> list[str]:
        return sorted(name for name in os.listdir(self._folder) if name != LOCK)

    def _read(self, name: str) -> Record | None:
        """A record without its lock; None for one that has not been written yet, or is gone."""
        try:
            descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=self._folder)
        except FileNotFoundError:
            return None
        try:
            return _record(name, os.pread(descriptor, SIZE, 0))
        finally:
            os.close(descriptor)

    def _lock(self, name: str) -> Held | None:
        """The record with its lock, None when another process has that. Raises UsageError when there is none."""
        try:
            descriptor = os.open(name, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=self._folder)
        except OSError as error:
            if error.errno == errno.ENOENT:
                raise UsageError(f"there is no volume {name} of this user") from error
            raise from_os(error, f"the helper cannot read its record of {name}") from error
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
            return Held(self._folder, descriptor, _record(name, os.pread(descriptor, SIZE, 0)))
        except BlockingIOError:
            os.close(descriptor)
            return None
        except BaseException:
            os.close(descriptor)
            raise


def _record(name: str, data: bytes) -> Record:
    """The record in a file; one that was never finished says only that something was being opened."""
    try:
        value = json.loads(data)
        return Record(**{**value, "container": tuple(value["container"])})
    except (ValueError, KeyError, TypeError):
        return Record(name, "", -1, (0, 0), read_only=False)
