"""Commands with keys, and what makes the agent stop them: real processes, a clock that the test advances."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.unit.agent.world import LOCK, UNLOCK
from vault.agent.commands import Commands
from vault.agent.events import Event, IdleBegan, LockAsked, SessionEnded, ShuttingDown, Sleeping, Told, UsbRemoved
from vault.lockdown import LIMIT_S
from vault.options.policy import Policy
from vault.system import commands
from vault.system.commands import Command

HANG_S = 60.0
UNWINDS, DEAF = "sys.exit(7)", "None"
WORKS = """
import signal, sys
from vault.system import commands
signal.signal(signal.SIGTERM, lambda *_: {handler})
with commands.recorded({what!r}, "an-id", resumable={resumable}):
    print("ready", flush=True)
    sys.stdin.read()
"""
Start = Callable[..., "subprocess.Popen[bytes]"]


@dataclass
class World:
    """What is around, and a clock."""

    policy: Policy = field(default_factory=Policy)
    now: float = 0.0
    locked_now: bool = False
    lines: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def command_policies(self) -> Callable[[Command], Policy]:
        return lambda command: self.policy if command.volume_id == "an-id" else Policy()

    def is_locked(self) -> bool:
        return self.locked_now

    def say(self, text: str) -> None:
        self.lines.append(text)

    def told(self, text: str) -> None:
        self.texts.append(text)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return World()


@pytest.fixture
def start(world: World) -> Iterator[Start]:
    """Starts a command that works until its standard input ends."""
    started = []

    def begin(what: str = "convert", resumable: bool = True, handler: str = UNWINDS) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-c", WORKS.format(what=what, resumable=resumable, handler=handler)]
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def watched(world: World) -> Commands:
    return Commands(world, lambda: world.now)


def turned(found: Commands) -> None:
    """The agent's loop, until all that was begun has ended."""
    limit = time.monotonic() + HANG_S
    while not found.settled:
        assert time.monotonic() < limit, "it has not ended"
        time.sleep(0.01)
        found.turn()


@pytest.mark.parametrize(
    ("policy", "event", "stops"),
    [
        (Policy(), LOCK, True),
        (Policy(lock="suspend", busy="wait"), LOCK, True),
        (Policy(lock="nothing"), LOCK, False),
        (Policy(lock="nothing"), Sleeping("logind"), True),
        (Policy(sleep="nothing"), Sleeping("logind"), False),
        (Policy(), ShuttingDown("logind"), True),
        (Policy(), SessionEnded("logind", "2", last=False), False),
        (Policy(), SessionEnded("logind", "2"), True),
        (Policy(), Told("a signal"), True),
        (Policy(idle="dismount"), IdleBegan("logind"), False),
        (Policy(usb="dismount", usb_device="1050:0407"), UsbRemoved("usb", "1050:0407:7"), True),
        (Policy(usb="dismount", usb_device="1050:0407"), UsbRemoved("usb", "1050:0408"), False),
        (Policy(lock="nothing"), LockAsked("a signal"), True),
    ],
)
def test_the_policy_of_its_volume_decides(
    world: World, start: Start, policy: Policy, event: Event, stops: bool
) -> None:
    world.policy = policy
    process, found = start(), watched(world)
    found.hear(event)
    turned(found)
    assert found.at_rest
    if stops:
        assert process.wait(HANG_S) == 7
        assert world.lines == ["commands with keys stopped: 1; still running: 0"]
        assert world.texts == ["vault convert was stopped to take its keys away, and with --resume it goes on"]
        assert found.policies == []
    else:
        assert process.poll() is None
        assert world.lines == world.texts == []


def test_an_unlock_within_the_grace_period_lets_it_go_on(world: World, start: Start) -> None:
    world.policy = Policy(grace_s=30)
    process, found = start(), watched(world)
    found.hear(LOCK)
    assert found.settled  # nothing is done yet
    assert found.left_s() == 30
    found.hear(UNLOCK)
    assert found.at_rest
    assert found.left_s() is None
    found.hear(LOCK)
    world.now = 30
    found.turn()
    turned(found)
    assert process.wait(HANG_S) == 7


def test_what_cannot_be_gone_on_with_is_stopped_only_when_that_is_asked_for(world: World, start: Start) -> None:
    process, found = start("create", resumable=False), watched(world)
    assert found.policies == []  # nothing to stay for
    found.hear(LOCK)
    found.hear(Sleeping("logind"))
    assert found.at_rest
    found.hear(LockAsked("a signal"))
    turned(found)
    assert process.wait(HANG_S) == 7
    assert world.texts == ["vault create was stopped to take its keys away"]


def test_one_that_begins_while_the_screen_is_locked_is_stopped(world: World, start: Start) -> None:
    found = watched(world)
    world.locked_now = True
    process = start()
    found.turn()
    assert len(found.policies) == 1
    found.turn()
    turned(found)
    assert process.wait(HANG_S) == 7


def test_one_that_does_not_heed_it_is_told_once_and_waited_for(world: World, start: Start) -> None:
    process, found = start(handler=DEAF), watched(world)
    found.hear(LOCK)
    assert not found.settled
    world.now = LIMIT_S
    for _ in range(2):
        found.turn()
    assert found.settled  # the machine does not wait for it any longer
    assert not found.at_rest  # but the agent does
    assert world.lines == ["a command has not ended although it was asked to stop"]
    assert world.texts == [f"vault convert (process {process.pid}) still has its keys"]
    process.kill()
    process.wait(HANG_S)
    found.turn()
    assert found.at_rest
    assert world.lines[1:] == ["commands with keys stopped: 1; still running: 0"]


def test_one_that_ends_by_itself_is_not_spoken_of(world: World, start: Start) -> None:
    process, found = start(), watched(world)
    assert len(found.policies) == 1
    process.communicate(timeout=HANG_S)
    found.turn()
    assert found.policies == []
    assert commands.running() == []
    assert world.lines == world.texts == []
