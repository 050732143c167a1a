"""The user's one agent, seen from outside: whether it runs, what it watches, and starting it.

It holds a lock as long as it runs, so that there is one at a time, and says beside it who it is.
"""

import fcntl
import json
import os
import select
import signal
import sys
import threading
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
LOCK, STARTING, STATUS, LOG = "agent.lock", "agent.starting", "agent.json", "agent.log"
READY_S = 60.0
LONGEST_LOG = 1 << 16
PATIENCE_S = 0.5
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


def ensure() -> Status:
    """The agent that runs, started where there was none, and told to look anew at what there is to do.

    Raises BackendError when it cannot be started.
    """
    with starting():
        found = _running()
        if found is None:
            return _start()
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


def begin() -> bool:
    """Whether an agent is on its way that finds what is open, without waiting for it.

    One that runs hears of each volume by itself. Where there is no bus to listen to, none is started. Raises
    BackendError.
    """
    if not has_bus():
        return False
    fd = _opened(STARTING)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)  # so that none ends just now
        found = _announced()
        if found is not None and start_time(found.pid) == found.start:
            return True
    except BlockingIOError:  # one is being started, or ends: if another is needed it is this one
        pass
    finally:
        os.close(fd)
    _begin()
    return True


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
def starting() -> Iterator[None]:
    """Nobody else starts an agent during the block, and none ends; whoever wants to waits. Raises BackendError."""
    fd = _opened(STARTING)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def _running() -> Status | None:
    """The agent that runs, or None; only for who holds ``starting``."""
    with taking() as taken:
        if taken:
            return None
    found = _announced()
    if found is None:
        raise BackendError("an agent runs that does not say who it is")
    return found


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


def _start() -> Status:
    """A new agent that is ready. Raises BackendError."""
    with _spawned(stdout=True) as process:
        assert process.stdout is not None
        _wait_until_closed(process.stdout.fileno())
    found = _running()
    if found is None:
        raise BackendError("the agent ended before it was ready", hint=f"see {folders.runtime() / LOG}")
    return found


def _begin() -> None:
    """Start an agent, and do not wait for it. Raises BackendError."""
    process = _spawned(stdout=False)
    threading.Thread(target=process.wait, name="vault-agent", daemon=True).start()  # it ends at once, as a zombie


def _spawned(*, stdout: bool) -> "subprocess.Popen[bytes]":
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
                stdout=subprocess.PIPE if stdout else subprocess.DEVNULL,
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


def _wait_until_closed(fd: int) -> None:
    """The agent closes its end when it is ready. Raises BackendError when that takes too long."""
    deadline = time.monotonic() + READY_S
    while (left_s := deadline - time.monotonic()) > 0:
        if select.select([fd], [], [], left_s)[0] and not os.read(fd, 1 << 10):
            return
    raise BackendError(f"the agent was not ready after {READY_S:.0f} seconds")
