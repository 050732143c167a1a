"""What is done about a volume is not lost by its moment: just after the mount, in a new policy, between two causes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.jobs.agent.conftest import LIMIT_S, Hold, agent_of, closed, log, until, wait_for_log
from tests.jobs.conftest import Desk
from vault.system.processes import wait_for_end
from vault.testing.logind import FakeLogind


@pytest.mark.parametrize("what", ["lock", "sleep"])
def test_what_happens_at_once_after_the_mount_is_heard(desk: Desk, logind: FakeLogind, what: str) -> None:
    desk.create()
    desk.mount()
    assert logind.held == 1, "sleep is held up as soon as the volume is open"
    if what == "lock":
        logind.lock(logind.sessions["2"])  # no hint: nobody could find out later
    else:
        logind.prepare("Sleep", True)
    until(lambda: closed(desk), log(desk))


def test_a_new_policy_reaches_what_is_open(desk: Desk, logind: FakeLogind, settings: Path) -> None:
    desk.vault("policy", "set", "--default", *(f"{when}=nothing" for when in ("lock", "sleep", "logout", "shutdown")))
    assert settings.exists()
    desk.create()
    desk.mount()
    assert desk.vault("agent", "status").stdout == b"no agent runs\n"
    desk.vault("policy", "set", "--default", "lock=dismount")
    logind.lock(logind.sessions["2"])
    until(lambda: closed(desk), log(desk))


def test_a_new_idle_time_reaches_what_is_open(desk: Desk, logind: FakeLogind, settings: Path) -> None:
    del logind
    desk.create()
    desk.mount()
    desk.vault("policy", "set", "--default", "idle=dismount", "idle-after=1s")
    until(lambda: closed(desk), log(desk))
    del settings


def test_a_lock_outlives_sleep(desk: Desk, logind: FakeLogind, hold: Hold) -> None:
    desk.create()
    holder = hold(desk.mount(desk.container, "--busy", "wait"))
    agent = agent_of(desk)
    logind.lock(logind.sessions["2"])
    wait_for_log(desk, "a volume is still open")
    logind.prepare("Sleep", True)
    wait_for_log(desk, "goes to sleep")
    logind.prepare("Sleep", False)
    wait_for_log(desk, "is awake")
    holder.kill()
    assert wait_for_end(agent, LIMIT_S), log(desk)
    assert closed(desk)


def test_the_end_of_the_agent_says_what_stays_open(desk: Desk, logind: FakeLogind, hold: Hold) -> None:
    del logind
    desk.create()
    holder = hold(desk.mount(desk.container, "--on-logout", "nothing"))
    done = desk.vault("agent", "stop")
    assert b"has ended" in done.stdout
    assert b"secret stays open" in done.stderr and f"process {holder.pid}".encode() in done.stderr, done.stderr


@pytest.fixture
def settings(desk: Desk) -> Iterator[Path]:
    """The user's settings, which are removed after the test."""
    path = Path(json.loads(desk.vault("policy", "show", "--json").stdout)["file"])
    yield path
    desk.user.run("-c", f"rm -f '{path}'", program="/bin/sh")
