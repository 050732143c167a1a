"""The agent closes volumes when the screen is locked: whole commands, real FUSE, simulated services on real buses."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Ordinary
from tests.jobs.conftest import CHEAP, PASSPHRASE, Desk
from vault.system.processes import wait_for_end
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
    yield desk
    desk.user.run("dismount", "--all", "--force")
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
    """The agent's process, started where there is none, when it watches."""
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


def test_a_lock_closes_a_clean_volume_with_all_that_was_written(desk: Desk, logind: FakeLogind) -> None:
    desk.create()
    point = desk.mount()
    agent = agent_of(desk)
    logind.wait_until_held(1)
    content = write(desk, point, os.urandom(20_000).hex().encode())
    logind.lock(logind.sessions["2"])
    assert wait_for_end(agent, LIMIT_S), log(desk)
    assert closed(desk), log(desk)
    assert "volumes closed, and looked after: 1; still open: 0" in log(desk)
    assert logind.held == 0
    assert "secret" not in log(desk)
    check(desk, desk.container, ("unsaved", content))


def test_a_volume_in_use_closes_when_it_is_let_go(desk: Desk, logind: FakeLogind) -> None:
    desk.create()
    point = desk.mount()
    agent = agent_of(desk)
    script = f"exec sleep 600 > '{point}/held'"
    with desk.user.popen("-c", script, program="/bin/sh") as holder:
        until((point / "held").exists)
        logind.lock(logind.sessions["2"])
        wait_for_log(desk, "a volume is still open: busy by 1 programs")
        assert not closed(desk) and holder.poll() is None
        holder.kill()
    assert wait_for_end(agent, LIMIT_S), log(desk)
    assert closed(desk)


def test_the_user_is_back_within_the_grace_period(desk: Desk, logind: FakeLogind) -> None:
    desk.create()
    desk.mount(desk.container, "--on-lock", "dismount", "--grace", "1h")
    agent_of(desk)
    logind.hint(logind.sessions["2"], True)
    wait_for_log(desk, "the screen is locked")
    logind.hint(logind.sessions["2"], False)
    wait_for_log(desk, "the screen is unlocked")
    assert not closed(desk)
    logind.prepare("Sleep", True)  # which does not wait for it
    until(lambda: closed(desk))


def test_sleep_is_held_up_for_a_bounded_time_only(desk: Desk, logind: FakeLogind) -> None:
    logind.delay_s = 2.0
    desk.create()
    write(desk, desk.mount())
    agent = agent_of(desk)
    logind.wait_until_held(1)
    server = server_of(desk)
    os.kill(server, signal.SIGSTOP)  # it answers nobody any more
    try:
        logind.prepare("Sleep", True)
        logind.wait_until_held(0)
        wait_for_log(desk, "the machine is let go although not all is closed")
    finally:
        os.kill(server, signal.SIGCONT)
    logind.prepare("Sleep", False)
    assert wait_for_end(agent, LIMIT_S), log(desk)
    assert closed(desk)


def test_an_agent_that_was_killed_has_a_successor_that_finds_all(desk: Desk, logind: FakeLogind) -> None:
    desk.create()
    desk.mount()
    first = agent_of(desk)
    os.kill(first, signal.SIGKILL)
    assert wait_for_end(first, LIMIT_S)
    until(lambda: logind.held == 0)
    other = desk.create(desk.folder / "other.vol", "16M")
    desk.unlock("attach", other)
    second = agent_of(desk)
    assert second != first
    logind.lock(logind.sessions["2"])
    assert wait_for_end(second, LIMIT_S), log(desk)
    assert closed(desk)


def test_logind_that_comes_later_is_found(desk: Desk, bus: Daemon) -> None:
    desk.create()
    desk.mount()
    agent = agent_of(desk)
    wait_for_log(desk, "systemd-logind is not on the system's D-Bus")
    with FakeLogind(bus.address, Session("2", desk.user.uid, locked=True)) as logind:
        assert wait_for_end(agent, LIMIT_S), log(desk)  # what is locked by then counts
        assert "Inhibit" in logind.calls
    assert closed(desk)


def test_a_bus_that_is_started_again_is_found(desk: Desk, logind: FakeLogind, bus: Daemon) -> None:
    desk.create()
    desk.mount()
    agent = agent_of(desk)
    bus.end()
    wait_for_log(desk, "systemd-logind is lost")
    assert not closed(desk), "a bus that goes is no lock"
    folder = Path(bus.address.partition("path=")[2].partition(",")[0]).parent
    (folder / "bus").unlink()
    (folder / "services").rmdir()
    with private_bus(folder) as again, FakeLogind(again.address, Session("2", desk.user.uid)) as new:
        new.wait_until_held(1)
        new.lock(new.sessions["2"])
        assert wait_for_end(agent, LIMIT_S), log(desk)
    assert closed(desk)


@pytest.mark.parametrize("number", [signal.SIGUSR1, signal.SIGTERM])
def test_signals_close_volumes_and_one_inside_another_first(desk: Desk, logind: FakeLogind, number: int) -> None:
    desk.create()
    point = desk.mount()
    inner = desk.create(point / "inner.vol", "16M")
    desk.mount(inner)
    agent = agent_of(desk)
    logind.wait_until_held(1)
    os.kill(agent, number)
    assert wait_for_end(agent, LIMIT_S), log(desk)
    assert closed(desk), log(desk)
    assert ("volumes closed, and looked after: 2; still open: 0" in log(desk)) == (number == signal.SIGUSR1)


def test_locking_all_by_hand_needs_no_agent(desk: Desk) -> None:
    desk.create()
    point = desk.mount(desk.container, "--on-lock", "nothing")
    with desk.user.popen("-c", f"exec sleep 600 > '{point}/held'", program="/bin/sh") as holder:
        until((point / "held").exists)
        done = desk.vault("lock-all", "--json", code=5)
        error = json.loads(done.stdout)["error"]
        assert error["code"] == "busy" and f"sleep (process {holder.pid}," in error["data"]["holders"][0]
        assert [each["outcome"] for each in error["data"]["volumes"]] == ["busy"]
        found = json.loads(desk.vault("lock-all", "--force", "--json").stdout)
        assert [each["outcome"] for each in found["volumes"]] == ["closed"]
        holder.kill()
    assert closed(desk)
    assert desk.vault("lock-all").stdout == b""


def test_a_lock_in_the_middle_of_a_keyslot_change_damages_nothing(desk: Desk, logind: FakeLogind) -> None:
    desk.create()
    content = write(desk, desk.mount())
    agent = agent_of(desk)
    words = ("keyslot", "change", desk.container, *CHEAP, "--passphrase-fd", 0, "--new-passphrase-fd", 0)
    with desk.user.popen(*words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as change:
        logind.lock(logind.sessions["2"])
        change.communicate(PASSPHRASE + b"\n" + PASSPHRASE + b"\n", timeout=LIMIT_S)
    assert wait_for_end(agent, LIMIT_S), log(desk)
    assert closed(desk)
    assert change.returncode in (0, 5)
    check(desk, desk.container, ("unsaved", content))
