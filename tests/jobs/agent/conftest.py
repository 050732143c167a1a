"""A desk whose volumes an agent watches: real FUSE, simulated services on real buses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Ordinary
from tests.jobs.conftest import Desk
from vault.testing.logind import FakeLogind, Session
from vault.testing.udisks import Daemon, private_bus

LIMIT_S = 60.0
NOTHING = "unix:path=/nowhere/bus"


@dataclass(frozen=True)
class OnBuses(Ordinary):
    """The ordinary user with a system's bus, and no session's."""

    address: str = NOTHING

    @property
    def environment(self) -> dict[str, str]:
        return {**Ordinary.environment.fget(self), "DBUS_SYSTEM_BUS_ADDRESS": self.address}  # type: ignore[attr-defined]


@pytest.fixture
def bus() -> Iterator[Daemon]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    with tempfile.TemporaryDirectory() as name, private_bus(Path(name)) as daemon:
        Path(name).chmod(0o755)
        yield daemon


@pytest.fixture
def desk(desk: Desk, bus: Daemon) -> Iterator[Desk]:
    user = desk.user
    if not os.access("/dev/fuse", os.W_OK):
        pytest.skip("/dev/fuse cannot be used here")
    desk.user = OnBuses(user.name, user.uid, user.gid, user.home, user.python, bus.address)
    (user.home / "run" / "vault" / "agent.log").unlink(missing_ok=True)
    yield desk
    desk.user.run("lock-all", "--force")
    desk.user.run("agent", "stop")


@pytest.fixture
def logind(desk: Desk, bus: Daemon) -> Iterator[FakeLogind]:
    with FakeLogind(bus.address, Session("2", desk.user.uid)) as service:
        yield service


def until(what: Callable[[], object], text: str = "it has not happened") -> None:
    """Wait until it is so."""
    limit = time.monotonic() + LIMIT_S
    while not what():
        assert time.monotonic() < limit, text
        time.sleep(0.02)


def log(desk: Desk) -> str:
    path = desk.user.home / "run" / "vault" / "agent.log"
    return path.read_text() if path.exists() else ""


def agent_of(desk: Desk) -> int:
    """The agent's process, which the first volume has started, when it watches."""
    code = "from vault.system import agent; print(agent.ensure().pid)"
    return int(desk.user.run("-c", code, program=str(desk.user.python)).stdout)


def closed(desk: Desk) -> bool:
    return desk.sessions() == []


def check(desk: Desk, container: Path, *files: tuple[str, bytes]) -> None:
    """The files are in the volume, and its file system is clean."""
    done = desk.unlock("attach", container, "--read-only", "--json")
    plain = json.loads(done.stdout)["path"]
    found = desk.shell(f"/usr/sbin/e2fsck -fn '{plain}'")
    assert found.returncode == 0, found.stdout
    for name, content in files:
        assert desk.shell(f"/usr/sbin/debugfs -R 'cat {name}' '{plain}' 2>/dev/null").stdout == content
    desk.vault("detach", container)


def wait_for_log(desk: Desk, text: str) -> None:
    until(lambda: text in log(desk), f"the log has no '{text}'")


def write(desk: Desk, point: Path, content: bytes = b"x" * 100_000) -> bytes:
    """Write a file that nobody syncs."""
    desk.user.run("-c", f"cat > '{point}/unsaved'", program="/bin/sh", data=content)
    return content


def server_of(desk: Desk) -> int:
    (session,) = desk.sessions()
    return int(session["server"])


@pytest.fixture
def hold(desk: Desk) -> Iterator[Callable[[Path], subprocess.Popen[bytes]]]:
    """Starts a program that has a file open in a folder; it is ended after the test."""
    started = []

    def start(point: Path) -> subprocess.Popen[bytes]:
        script = f"exec 3> '{point}/held'; echo ready; exec sleep 600"
        process = desk.user.popen("-c", script, program="/bin/sh", stdout=subprocess.PIPE)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


Hold = Callable[[Path], "subprocess.Popen[bytes]"]
