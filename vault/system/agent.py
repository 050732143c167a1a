"""The user's one agent, seen from outside: whether it runs, what it watches, and starting it.

It holds a lock as long as it runs, so that there is one at a time, and says beside it who it is.
"""

import fcntl
import json
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from vault.errors import BackendError, NotAvailable, from_os
from vault.system import folders
from vault.system.processes import start_time, wait_for_end

if TYPE_CHECKING:
    import subprocess

MODULE = "vault.agent"
NO_BUS = "there is no D-Bus here"
LOCK, STARTING, STATUS, LOG = "agent.lock", "agent.starting", "agent.json", "agent.log"
READY_S = 60.0
BEGIN_S = 15.0
"""How long opening a volume waits for the agent, which takes a few tenths of a second."""
LONGEST_LOG = 1 << 16
PATIENCE_S = 0.5
POLL_S = 0.02
SYSTEM_BUS = ("/run/dbus/system_bus_socket", "/var/run/dbus/system_bus_socket")
PASSED_ON = (
    *("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"),
    *("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"),
)
"""What it has of the environment of who starts it."""


@dataclass(frozen=True, slots=True)
class Status:
    """An agent: its process, what it hears of a locked screen from, and why it does not hear of it from others."""

    pid: int
    start: int
    watching: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def ensure(limit_s: float | None = None) -> Status:
    """The agent that runs, started where there was none, and told to look anew at what there is to do.

    Raises BackendError when it cannot be started, or not within so many seconds.
    """
    limit_s = READY_S if limit_s is None else limit_s
    with starting(limit_s):
        found = _running(limit_s)
        if found is None:
            return _start(limit_s)
        _nudge(found)
    return found


def running() -> Status | None:
    """The agent that runs, or None. Raises BackendError."""
    with starting():
        return _running()


def stop() -> Status | None:
    """The agent that ran, and has ended; None when there was none.

    It closes what a logout closes, and drops what is remembered. Raises BackendError when it does not end.
    """
    with starting():
        found = _running()
    if found is None:
        return None
    _signal(found, signal.SIGTERM)
    if not wait_for_end(found.pid, READY_S):
        raise BackendError(f"the agent (process {found.pid}) has not ended after {READY_S:.0f} seconds")
    return found


def begin(limit_s: float = BEGIN_S) -> bool:
    """Whether an agent watches over what is open: one that ran and looks anew, or one that was started.

    Whatever happens after this is heard. Where there is no bus to listen to, none is started. Raises BackendError when
    it is not ready in time; it may be later.
    """
    if not has_bus():
        return False
    ensure(limit_s)
    return True


def silence() -> str:
    """Why nothing would be heard of a locked screen, after ``begin``; nothing where it would."""
    if not has_bus():
        return NO_BUS
    found = _announced()
    return "" if found is None or found.watching else "; ".join(found.missing)


def has_bus() -> bool:
    """Whether there is a bus where a locked screen may be told of."""
    if any(os.environ.get(name) for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS")):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR") or "/nowhere"
    return any(Path(path).is_socket() for path in (f"{runtime}/bus", *SYSTEM_BUS))


def nudge() -> None:
    """Have the agent, if one runs, look anew at what there is to do. Raises BackendError."""
    with starting():
        found = _running()
        if found is not None:
            _nudge(found)


@contextmanager
def starting(limit_s: float | None = None) -> Iterator[None]:
    """Nobody else starts an agent during the block, and none ends; whoever wants to waits.

    Raises BackendError, also when that takes longer than ``limit_s``.
    """
    fd = _opened(STARTING)
    try:
        _wait_for(fd, limit_s)
        yield
    finally:
        os.close(fd)


def _wait_for(fd: int, limit_s: float | None) -> None:
    """Have the lock of the open file. Raises BackendError when others have it for too long."""
    if limit_s is None:
        fcntl.flock(fd, fcntl.LOCK_EX)
        return
    deadline = time.monotonic() + limit_s
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise _late(limit_s) from None
            time.sleep(POLL_S)
        else:
            return


def _late(limit_s: float) -> BackendError:
    return BackendError(f"the agent was not ready after {limit_s:.0f} seconds")


def _running(limit_s: float | None = None) -> Status | None:
    """The agent that runs, or None; only for who holds ``starting``.

    One that has just begun is waited for: until it says who it is, the last one's word stands.
    """
    deadline = time.monotonic() + (READY_S if limit_s is None else limit_s)
    while True:
        with taking() as taken:
            if taken:
                return None
        found = _announced()
        if found is not None and start_time(found.pid) == found.start:
            return found
        if time.monotonic() >= deadline:
            raise BackendError("an agent runs that does not say who it is")
        time.sleep(POLL_S)


def _announced() -> Status | None:
    """The last agent that said who it is; it need not run."""
    try:
        found: Any = json.loads((folders.runtime() / STATUS).read_text())
        return Status(found["pid"], found["start"], tuple(found["watching"]), tuple(found["missing"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _nudge(found: Status) -> None:
    _signal(found, signal.SIGHUP)


def _signal(found: Status, number: int) -> None:
    """Send the signal to this very process, if it still runs."""
    with suppress(ProcessLookupError):
        process = os.pidfd_open(found.pid)
        try:
            if start_time(found.pid) == found.start:
                signal.pidfd_send_signal(process, number)
        finally:
            os.close(process)


@contextmanager
def taking() -> Iterator[bool]:
    """Whether no agent runs, so that none but this process may be one for the block. Raises BackendError."""
    fd = _opened(LOCK)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(fd)


@contextmanager
def taking_over(*, for_ever: bool = False) -> Iterator[bool]:
    """Whether this process is the one agent for the block; it waits a moment, or as long as there is another one.

    Whoever looks whether there is an agent has the lock for that moment. Raises BackendError.
    """
    limit = time.monotonic() + PATIENCE_S
    while True:
        with taking() as taken:
            if taken or (not for_ever and time.monotonic() >= limit):
                yield taken
                return
        if for_ever:
            _wait_for_lock()
        else:
            time.sleep(PATIENCE_S / 10)


def _wait_for_lock() -> None:
    """Return when no agent runs, or did for a moment."""
    fd = _opened(LOCK)
    try:
        fcntl.flock(fd, fcntl.LOCK_SH)
    finally:
        os.close(fd)


def log_to_file() -> None:
    """Write what goes to standard error to the log; for the agent. Raises BackendError."""
    with _log() as log:
        os.dup2(log.fileno(), 2)


def announce(status: Status) -> None:
    """Say who the agent is; for the agent. Raises BackendError."""
    path = folders.runtime() / STATUS
    temporary = path.with_name(f".{STATUS}")
    try:
        temporary.write_text(json.dumps(asdict(status)))
        temporary.replace(path)
    except OSError as error:
        raise from_os(error, "the agent cannot say who it is") from error


def _opened(name: str, more: int = 0) -> int:
    try:
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | more
        return os.open(folders.runtime() / name, flags, 0o600)
    except OSError as error:
        raise from_os(error, f"cannot open {name}") from error


def _start(limit_s: float) -> Status:
    """A new agent that is ready. Raises BackendError."""
    with _spawned() as process:
        assert process.stdout is not None
        _wait_until_closed(process.stdout.fileno(), limit_s)
    found = _running(limit_s)
    if found is None:
        raise BackendError("the agent ended before it was ready", hint=f"see {folders.runtime() / LOG}")
    return found


def _spawned() -> "subprocess.Popen[bytes]":
    """The first process of an agent, which ends as soon as the agent itself is there. Raises BackendError."""
    import subprocess  # here, because the agent itself needs none of it

    from vault.system.programs import ENVIRONMENT

    if not sys.executable:
        raise NotAvailable("the Python interpreter does not know its own path, so no agent can be started")
    environment = ENVIRONMENT | {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    with _log() as log:
        try:
            return subprocess.Popen(
                [sys.executable, "-P", "-m", MODULE],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment,
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            raise from_os(error, "cannot start the agent") from error


def _log() -> "IO[bytes]":
    """The log, open for what is added; begun anew when it is long. Raises BackendError."""
    log = os.fdopen(_opened(LOG, os.O_APPEND), "rb")
    if log.seek(0, os.SEEK_END) > LONGEST_LOG:
        os.ftruncate(log.fileno(), 0)
    return log


def _wait_until_closed(fd: int, limit_s: float) -> None:
    """The agent closes its end when it is ready. Raises BackendError when that takes too long."""
    deadline = time.monotonic() + limit_s
    while (left_s := deadline - time.monotonic()) > 0:
        if select.select([fd], [], [], left_s)[0] and not os.read(fd, 1 << 10):
            return
    raise _late(limit_s)
