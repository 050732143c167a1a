"""The agent closes volumes when the screen is locked: whole commands, real FUSE, simulated services on real buses."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from random import Random

import pytest

from tests.jobs.agent.conftest import (
    LIMIT_S,
    Hold,
    agent_of,
    check,
    closed,
    log,
    server_of,
    until,
    wait_for_log,
    write,
)
from tests.jobs.conftest import CHEAP, PASSPHRASE, Desk
from vault.system.processes import wait_for_end
from vault.testing.logind import FakeLogind, Session
from vault.testing.udisks import Daemon, private_bus


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


def test_a_volume_in_use_closes_when_it_is_let_go(desk: Desk, logind: FakeLogind, hold: Hold) -> None:
    desk.create()
    holder = hold(desk.mount())
    agent = agent_of(desk)
    logind.lock(logind.sessions["2"])
    wait_for_log(desk, f" (process {holder.pid}, {desk.user.name})")
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
