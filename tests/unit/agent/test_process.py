"""The agent as a process of an ordinary user: one at a time, as long as something is kept, and what it drops when."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from vault.system.processes import start_time, wait_for_end
from vault.testing.logind import FakeLogind, Session
from vault.testing.screensaver import FakeScreenSaver

if TYPE_CHECKING:
    from tests.conftest import Ordinary
    from vault.testing.udisks import Daemon

LIMIT_S = 60.0
KEEP = """
import json, sys
from dataclasses import asdict
from vault.system import agent, keyring
keyring.put_user_key("vault:remembered:" + sys.argv[1], memoryview(bytearray(b"hush-hush")), int(sys.argv[2]))
print(json.dumps(asdict(agent.ensure())))
"""
LOOK = "from vault.system import keyring; print(*keyring.user_keys('vault:remembered:'))"
RENEWED = """
import time
from vault.system import keyring
limit = time.monotonic() + 60
while (keyring.longest_left_s("vault:remembered:login:") or 0) < 120:
    assert time.monotonic() < limit
    time.sleep(0.05)
"""
DROP = "from vault.remembered import Remembered; print(Remembered().forget_all())"


class Person:
    """The ordinary user with buses, who keeps things."""

    def __init__(self, user: Ordinary, folder: Path, session: Session) -> None:
        self.user = user
        self.folder = folder
        self.session = session

    def popen(self, code: str, *arguments: object) -> subprocess.Popen[bytes]:
        """Python code as this user."""
        buses = {name: os.environ[name] for name in os.environ if name.startswith("DBUS_")}
        environment = self.user.environment | buses | {"XDG_RUNTIME_DIR": str(self.folder)}
        command = self.user.command(("-c", code, *arguments), str(self.user.python))
        return subprocess.Popen(command, env=environment, cwd=self.user.home, stdout=subprocess.PIPE)

    def run(self, code: str, *arguments: object) -> str:
        """What it prints."""
        with self.popen(code, *arguments) as process:
            output, _ = process.communicate(timeout=LIMIT_S)
        assert process.returncode == 0
        return output.decode().strip()

    def keep(self, name: str = "one", for_s: int = 3600) -> dict[str, Any]:
        """Keep something and have an agent, which is described."""
        found: dict[str, Any] = json.loads(self.run(KEEP, name, for_s))
        return found

    def kept(self) -> list[str]:
        """What is kept."""
        return self.run(LOOK).split()

    def log(self) -> str:
        """What the agent wrote."""
        return (self.folder / "vault" / "agent.log").read_text()


@pytest.fixture
def logind(ordinary: Ordinary, system_bus: Daemon) -> Iterator[FakeLogind]:
    with FakeLogind(system_bus.address, Session("2", ordinary.uid)) as service:
        yield service


@pytest.fixture
def saver(session_bus: Daemon) -> Iterator[FakeScreenSaver]:
    with FakeScreenSaver(session_bus.address) as service:
        yield service


@pytest.fixture
def person(ordinary: Ordinary, logind: FakeLogind, saver: FakeScreenSaver) -> Iterator[Person]:
    del saver
    folder = ordinary.home / "agent-run"
    folder.mkdir(mode=0o700)
    os.chown(folder, ordinary.uid, ordinary.gid)
    found = Person(ordinary, folder, logind.sessions["2"])
    yield found
    found.run(DROP)
    with suppress(FileNotFoundError):
        status = json.loads((folder / "vault" / "agent.json").read_text())
        if start_time(status["pid"]) == status["start"]:
            assert wait_for_end(status["pid"], LIMIT_S)
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    folder.rmdir()


def dropped_by(person: Person, agent: dict[str, Any]) -> None:
    """Nothing is kept any longer, and the agent has ended therefore."""
    assert wait_for_end(agent["pid"], LIMIT_S), person.log()
    assert person.kept() == []


Lock = Callable[[FakeLogind, FakeScreenSaver, "Daemon", "Daemon", int], Any]


@pytest.mark.parametrize(
    ("lock", "reason"),
    [
        pytest.param(lambda logind, *_: logind.lock(logind.sessions["2"]), "is locked, says systemd-logind", id="lock"),
        pytest.param(lambda logind, *_: logind.prepare("Sleep", True), "goes to sleep", id="sleep"),
        pytest.param(lambda logind, *_: logind.end(logind.sessions["2"]), "session 2 is over", id="logout"),
        pytest.param(lambda _, saver, *__: saver.set(True), "says org.freedesktop.ScreenSaver", id="saver"),
        pytest.param(lambda _, saver, *__: saver.leave(), "org.freedesktop.ScreenSaver is lost", id="saver-killed"),
        pytest.param(lambda *args: args[2].end(), "is lost: the system's D-Bus has gone", id="system-bus"),
        pytest.param(lambda *args: args[3].end(), "is lost: the session's D-Bus has gone", id="session-bus"),
        pytest.param(lambda *args: os.kill(args[4], signal.SIGTERM), "ended by a signal", id="sigterm"),
    ],
)
def test_what_is_kept_is_dropped(
    person: Person,
    logind: FakeLogind,
    saver: FakeScreenSaver,
    system_bus: Daemon,
    session_bus: Daemon,
    lock: Lock,
    reason: str,
) -> None:
    agent = person.keep()
    assert agent["watching"] == ["systemd-logind", "the screen saver"]
    assert person.kept() == ["vault:remembered:one"]
    lock(logind, saver, system_bus, session_bus, agent["pid"])
    dropped_by(person, agent)
    assert reason in person.log()
    assert "credentials dropped: 1" in person.log()


def test_there_is_one_agent_and_a_new_one_after_its_end(person: Person, logind: FakeLogind) -> None:
    first = person.keep("one")
    assert person.keep("two") == first
    logind.lock(person.session)
    dropped_by(person, first)
    second = person.keep("one")
    assert second["pid"] != first["pid"]
    os.kill(second["pid"], signal.SIGKILL)
    assert wait_for_end(second["pid"], LIMIT_S)
    assert person.kept() == ["vault:remembered:one"]  # until its time is over
    third = person.keep("two")
    assert third["pid"] != second["pid"]
    logind.lock(person.session)
    dropped_by(person, third)


def test_two_at_once_have_one_agent(person: Person) -> None:
    both = [person.popen(KEEP, name, 3600) for name in ("one", "two", "three")]
    agents = [json.loads(process.communicate(timeout=LIMIT_S)[0]) for process in both]
    assert agents[0] == agents[1] == agents[2]
    assert person.kept() == ["vault:remembered:one", "vault:remembered:three", "vault:remembered:two"]


def test_it_ends_with_the_last_key(person: Person) -> None:
    agent = person.keep(for_s=1)
    dropped_by(person, agent)
    assert "nothing is left to watch for" in person.log()


def test_what_is_kept_until_logout_is_renewed_at_once(person: Person) -> None:
    agent = person.keep("one", 86_000)  # it will not look for hours
    assert person.keep("login:two", 60) == agent  # but is told to
    person.run(RENEWED)


def test_a_lock_before_the_agent_began_is_seen(person: Person, logind: FakeLogind) -> None:
    logind.sessions["2"].locked = True
    dropped_by(person, person.keep())


@pytest.mark.attack(46)
def test_it_shows_and_holds_nothing(person: Person) -> None:
    agent = person.keep()
    process = Path(f"/proc/{agent['pid']}")
    assert (process / "cmdline").read_bytes().split(b"\0")[1:] == [b"-P", b"-m", b"vault.agent", b""]
    names = {line.partition(b"=")[0].decode() for line in (process / "environ").read_bytes().split(b"\0") if line}
    assert names <= {"PATH", "LANG", "LC_ALL", "XDG_RUNTIME_DIR", *(n for n in os.environ if n.startswith("DBUS_"))}
    assert os.readlink(process / "cwd") == "/"
    assert os.getsid(agent["pid"]) not in (agent["pid"], os.getsid(0))
    assert {path.stat().st_mode & 0o777 for path in (person.folder / "vault").iterdir() if path.is_file()} == {0o600}
    assert "hush" not in person.log()
