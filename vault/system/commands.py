"""Commands of this user that hold keys for long: known to who takes keys away, and asked to stop by them.

References: spec/runtime.md, "Commands"; pidfd_send_signal(2)
"""

import json
import os
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from vault.errors import from_os
from vault.system import folders
from vault.system.processes import send_signals, start_time

VERSION = 1
FOLDER, SUFFIX = "commands", ".json"
POLL_S = 0.02


@dataclass(frozen=True, slots=True)
class Command:
    """What it does, its process and when that began, and what names its volume in the settings, if anything does.

    One that is ``resumable`` loses nothing when it is stopped. ``file`` is its record.
    """

    what: str
    pid: int
    start: int
    volume_id: str
    resumable: bool
    file: Path

    @property
    def has_ended(self) -> bool:
        """Whether its process is gone, or goes on without its keys."""
        return start_time(self.pid) != self.start or not self.file.exists()

    def stop(self) -> None:
        """Ask it to end, as who presses Ctrl-C does; one that is suspended by its terminal goes on for that."""
        send_signals(self.pid, self.start, signal.SIGTERM, signal.SIGCONT)


@contextmanager
def recorded(what: str, volume_id: str = "", *, resumable: bool = False) -> Iterator[bool]:
    """Whether this process is known as a command for the time of the block, which begins before it has a key.

    A program that SIGTERM kills at once, with whatever else it does, is not. Raises BackendError.
    """
    if not callable(signal.getsignal(signal.SIGTERM)):
        yield False
        return
    record = {"version": VERSION, "what": what, "volume_id": volume_id, "resumable": resumable}
    path = _written({**record, "pid": os.getpid(), "start": start_time(os.getpid())})
    try:
        yield True
    finally:
        with suppress(OSError):  # it ends with the process
            path.unlink()


def running() -> list[Command]:
    """The commands that run now, but for this process's own; records of those that were killed are removed.

    Raises BackendError.
    """
    found = [command for path in sorted(folder().glob(f"*{SUFFIX}")) if (command := _read(path))]
    for command in found:
        if start_time(command.pid) != command.start:
            command.file.unlink(missing_ok=True)
    return [command for command in found if command.pid != os.getpid() and not command.has_ended]


def stop_all(commands: Iterable[Command], limit_s: float) -> list[Command]:
    """Those that still run although they were asked to stop, at the latest after so many seconds."""
    left, deadline = list(commands), time.monotonic() + limit_s
    for command in left:
        command.stop()
    while (left := [command for command in left if not command.has_ended]) and time.monotonic() < deadline:
        time.sleep(POLL_S)
    return left


def folder() -> Path:
    """Where the records are. Raises BackendError."""
    path = folders.runtime() / FOLDER
    try:
        path.mkdir(mode=folders.PRIVATE, exist_ok=True)
    except OSError as error:
        raise from_os(error, f"cannot make {path}") from error
    return path


def _written(record: dict[str, object]) -> Path:
    """The new file, which gets its name when it is whole."""
    place = folder()
    path = place / f"{os.getpid()}-{os.urandom(8).hex()}{SUFFIX}"
    temporary = path.with_suffix(".new")
    try:
        with open(temporary, "x", opener=partial(os.open, mode=0o600)) as file:
            json.dump(record, file)
        return temporary.rename(path)
    except OSError as error:
        raise from_os(error, f"cannot record the command in {place}") from error


def _read(path: Path) -> Command | None:
    """The command of a record, or None for one of another version, or that is no record."""
    try:
        value: Any = json.loads(path.read_bytes())
        if value["version"] != VERSION:
            return None
        pid, start = int(value["pid"]), int(value["start"])
        return Command(str(value["what"]), pid, start, str(value["volume_id"]), bool(value["resumable"]), path)
    except (OSError, ValueError, KeyError, TypeError):
        return None
