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
from random import Random

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


def test_a_volume_in_use_closes_when_it_is_let_go(desk: Desk, logind: FakeLogind, hold: Hold) -> None:
    desk.create()
    holder = hold(desk.mount())
    agent = agent_of(desk)
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
    other = desk.create(desk.folder / "other.vol", "24M")
    desk.unlock("attach", other)
    second = agent_of(desk)
    assert second != first
    logind.lock(logind.sessions["2"])
    assert wait_for_end(second, LIMIT_S), log(desk)
    assert closed(desk)


def test_the_first_volume_starts_the_agent_and_it_ends_with_the_last(desk: Desk, logind: FakeLogind) -> None:
    desk.create()
    desk.mount()
    logind.wait_until_held(1)  # nobody else has started it
    (shown,) = [json.loads(desk.vault("agent", "status", "--json").stdout)["agent"]]
    assert shown["watching"] == ["systemd-logind"]
    desk.dismount()
    assert wait_for_end(shown["pid"], LIMIT_S)
    assert desk.vault("agent", "status").stdout == b"no agent runs\n"


@pytest.mark.soak
def test_logind_that_comes_later_is_found(desk: Desk, bus: Daemon) -> None:
    desk.create()
    desk.mount()
    agent = agent_of(desk)
    wait_for_log(desk, "systemd-logind is not on the system's D-Bus")
    with FakeLogind(bus.address, Session("2", desk.user.uid, locked=True)) as logind:
        assert wait_for_end(agent, LIMIT_S), log(desk)  # what is locked by then counts
        assert "Inhibit" in logind.calls
    assert closed(desk)


@pytest.mark.soak
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


@pytest.mark.parametrize("number", [pytest.param(signal.SIGUSR1, marks=pytest.mark.soak), signal.SIGTERM])
def test_signals_close_volumes_and_one_inside_another_first(desk: Desk, logind: FakeLogind, number: int) -> None:
    desk.create()
    point = desk.mount()
    inner = desk.create(point / "inner.vol", "24M")
    desk.mount(inner)
    agent = agent_of(desk)
    logind.wait_until_held(1)
    os.kill(agent, number)
    assert wait_for_end(agent, LIMIT_S), log(desk)
    assert closed(desk), log(desk)
    assert "volumes closed, and looked after: 2; still open: 0" in log(desk)


@pytest.mark.soak
def test_locking_all_by_hand_needs_no_agent(desk: Desk, hold: Hold) -> None:
    desk.create()
    holder = hold(desk.mount(desk.container, "--on-lock", "nothing"))
    desk.vault("agent", "stop")
    done = desk.vault("lock-all", "--json", code=5)
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "busy" and f"sleep (process {holder.pid}," in error["data"]["holders"][0]
    assert [each["outcome"] for each in error["data"]["volumes"]] == ["busy"]
    found = json.loads(desk.vault("lock-all", "--force", "--json").stdout)
    assert [each["outcome"] for each in found["volumes"]] == ["closed"]
    assert closed(desk)
    assert desk.vault("lock-all").stdout == b""


def secret(desk: Desk) -> Path:
    """A file with the passphrase."""
    path = desk.folder / "passphrase"
    desk.user.run("-c", f"cat > '{path}'", program="/bin/sh", data=PASSPHRASE)
    return path


def test_a_lock_in_the_middle_of_a_keyslot_change_damages_nothing(desk: Desk, logind: FakeLogind) -> None:
    desk.create()
    content = write(desk, desk.mount())
    agent = agent_of(desk)
    new = desk.folder / "new"
    desk.user.run("-c", f"printf new > '{new}'", program="/bin/sh")
    words = ("keyslot", "change", desk.container, *CHEAP, "--passphrase-fd", 0, "--new-key-file", new)
    change = desk.user.popen(*words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    logind.lock(logind.sessions["2"])
    _, said = change.communicate(PASSPHRASE, timeout=LIMIT_S)
    assert wait_for_end(agent, LIMIT_S), log(desk)
    assert closed(desk)
    assert change.returncode in (0, 5), said  # 5: the volume was just being closed
    if change.returncode == 0:
        desk.vault("keyslot", "change", desk.container, *CHEAP, "--key-file", new, "--new-key-file", secret(desk))
    check(desk, desk.container, ("unsaved", content))


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_any_sequence_leaves_no_ghost_and_no_key(desk: Desk, logind: FakeLogind, seed: int) -> None:
    chance = Random(seed)
    own = logind.sessions["2"]
    containers = [desk.create(desk.folder / f"volume{number}.vol", "24M") for number in range(3)]
    for _ in range(50):
        is_open = {Path(session["container"]) for session in desk.sessions()}
        match chance.choice(["mount", "mount", "dismount", "lock", "sleep", "kill"]):
            case "mount" if is_open != set(containers):
                desk.mount(chance.choice([path for path in containers if path not in is_open]))
            case "dismount" if is_open:
                desk.vault("dismount", chance.choice(sorted(is_open)))
            case "lock" | "sleep" as what if is_open:
                agent_of(desk)
                until(lambda: logind.held >= 1)
                if what == "lock":
                    logind.hint(own, True)
                    until(lambda: closed(desk), log(desk))
                    logind.hint(own, False)
                else:
                    logind.prepare("Sleep", True)
                    until(lambda: closed(desk), log(desk))
                    logind.wait_until_held(0)
                    logind.prepare("Sleep", False)
            case "kill" if is_open:
                agent = agent_of(desk)
                os.kill(agent, signal.SIGKILL)
                assert wait_for_end(agent, LIMIT_S)
    desk.vault("lock-all")
    assert closed(desk)
    assert str(desk.user.home) not in Path("/proc/mounts").read_text()
    for container in containers:
        check(desk, container)
