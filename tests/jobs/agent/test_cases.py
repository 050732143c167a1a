"""Locks at bad moments: in the middle of a conversion, on a full disk, with two sessions, before there was an agent."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.jobs.agent.conftest import LIMIT_S, agent_of, check, closed, log, until, wait_for_log, write
from tests.jobs.conftest import CHEAP, PASSPHRASE, Desk
from vault.system.processes import wait_for_end
from vault.testing.logind import FakeLogind, Session

SMALL = ("--luks2-keyslots-size", "1M")
LOOKED_AFTER = "volumes closed, and looked after: "
Convert = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def passphrase(desk: Desk) -> Path:
    """A file with the passphrase."""
    path = desk.folder / "passphrase"
    path.write_bytes(PASSPHRASE)
    shutil.chown(path, desk.user.uid, desk.user.gid)
    return path


def plaintext_hash(desk: Desk, container: Path) -> str:
    shown = json.loads(desk.unlock("attach", container, "--read-only", "--json").stdout)["path"]
    found = desk.shell(f"sha256sum '{shown}'").stdout.decode().split()[0]
    desk.vault("detach", container)
    return found


@pytest.fixture
def convert(desk: Desk, passphrase: Path) -> Iterator[Convert]:
    """Begins a conversion, or goes on with it, and holds it when it is known and the journal tells how far it is."""
    started, known = [], desk.user.home / "run" / "vault" / "commands"

    def begin(old: Path, new: Path, *more: str) -> subprocess.Popen[bytes]:
        words = ("convert", old, new, "--to", "luks2", *CHEAP, "--key-file", passphrase, "--new-key-file", passphrase)
        process = desk.user.popen(*words, *more, stderr=subprocess.PIPE)
        started.append(process)
        journal, limit = new.with_name(f"{new.name}.partial.journal"), time.monotonic() + LIMIT_S

        def is_held() -> bool:
            return any(known.glob("*.json")) and journal.exists() and b'"turn": 2' in journal.read_bytes()

        while process.poll() is None and not is_held():
            assert time.monotonic() < limit, "it does not begin"
        process.send_signal(signal.SIGSTOP)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def hash_of(desk: Desk, path: Path) -> bytes:
    return desk.shell(f"sha256sum < '{path}'").stdout


@pytest.fixture
def settings(desk: Desk) -> Iterator[Callable[[str], object]]:
    """Says something of all volumes, until the end of the test: the user stays."""
    yield lambda text: desk.vault("policy", "set", "--default", text)
    desk.user.run("policy", "unset", "--default")


def test_a_lock_stops_a_conversion_which_can_be_gone_on_with(
    desk: Desk, logind: FakeLogind, convert: Convert, settings: Callable[[str], object]
) -> None:
    """And closes the volume around the old one; where the policy says nothing it goes on."""
    desk.create(desk.container, "28M", *SMALL)
    old = desk.create(desk.mount() / "old.vol", "12M", *SMALL)
    agent, before = agent_of(desk), hash_of(desk, old)
    logind.wait_until_held(1)
    for number in range(20):  # until it was not faster than this
        new = desk.folder / f"new-{number}.vol"
        running = convert(old, new)
        if not new.exists():
            break
    logind.lock(logind.sessions["2"])  # the agent has it go on too, so that it can end
    _, said = running.communicate(timeout=LIMIT_S)
    assert running.returncode == 128 + signal.SIGTERM, said
    assert wait_for_end(agent, LIMIT_S), log(desk)
    assert closed(desk), log(desk)
    assert "commands with keys stopped: 1; still running: 0" in log(desk)
    assert new.name not in log(desk)

    logind.hint(logind.sessions["2"], False)
    settings("lock=nothing")
    desk.mount()
    assert hash_of(desk, old) == before
    agent_of(desk)
    logind.wait_until_held(1)
    running = convert(old, new, "--resume")
    locks = log(desk).count("the screen is locked")
    logind.lock(logind.sessions["2"])
    until(lambda: log(desk).count("the screen is locked") > locks)
    running.send_signal(signal.SIGCONT)
    _, said = running.communicate(timeout=LIMIT_S)
    assert running.returncode == 0, said
    assert plaintext_hash(desk, new) == plaintext_hash(desk, old)


def test_the_settings_are_read_at_the_lock_and_a_volume_from_before_the_agent_closes(
    desk: Desk, logind: FakeLogind
) -> None:
    desk.create(desk.container, "24M", *SMALL)
    never = ("lock", "sleep", "logout", "shutdown")
    desk.vault("policy", "set", "--default", *(f"{trigger}=nothing" for trigger in never))
    content = write(desk, desk.mount())
    assert desk.vault("agent", "status").stdout == b"no agent runs\n"
    assert desk.sessions()[0]["policy"]["lock"] == "nothing"
    desk.vault("policy", "unset", "--default")
    assert desk.sessions()[0]["policy"]["lock"] == "dismount"
    agent = agent_of(desk)
    logind.lock(logind.sessions["2"])
    assert wait_for_end(agent, LIMIT_S), log(desk)
    assert closed(desk), log(desk)
    check(desk, desk.container, ("unsaved", content))


def test_of_two_sessions_of_a_user_either_closes_and_only_the_last_one_logs_out(desk: Desk, logind: FakeLogind) -> None:
    first, second = logind.sessions["2"], Session("3", desk.user.uid)
    logind.begin(second)
    desk.create(desk.container, "24M", *SMALL)
    desk.mount(desk.container, "--grace", "1s")
    agent = agent_of(desk)
    logind.wait_until_held(1)
    logind.hint(first, True)
    logind.hint(second, True)
    logind.hint(second, False)  # the other one is locked still
    assert wait_for_end(agent, LIMIT_S), log(desk)
    assert closed(desk), log(desk)
    logind.hint(first, False)

    desk.mount()
    agent = agent_of(desk)
    logind.wait_until_held(1)
    before = log(desk).count("\n")
    logind.end(second)
    until(lambda: log(desk).count("\n") > before, "the end of a session is not heard")
    assert not closed(desk)
    logind.end(first)
    assert wait_for_end(agent, LIMIT_S), log(desk)
    assert closed(desk), log(desk)


@pytest.fixture
def small_disk(desk: Desk) -> Iterator[Path]:
    """A disk of 48 MiB of this user's."""
    folder = desk.folder / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["/usr/bin/mount", "-t", "tmpfs", "-o", f"size=48M,uid={desk.user.uid}", "none", folder],
        check=False,
        capture_output=True,
    )
    if done.returncode != 0:
        pytest.skip("this user cannot mount a tmpfs")
    yield folder
    desk.user.run("lock-all", "--force")
    subprocess.run(["/usr/bin/umount", "-l", folder], check=True)


def test_on_a_full_disk_a_volume_stays_open_and_nothing_else_is_claimed(
    desk: Desk, logind: FakeLogind, small_disk: Path
) -> None:
    container = desk.create(small_disk / "sparse.vol", "64M", *SMALL, "--sparse")
    point = desk.mount(container)
    agent = agent_of(desk)
    logind.wait_until_held(1)
    desk.shell(f"head -c 100M /dev/zero > '{small_disk}/filler' || true")
    desk.shell(f"head -c 8M /dev/urandom > '{point}/new' || true")  # taken: it is not written yet, or refused
    logind.lock(logind.sessions["2"])
    wait_for_log(desk, LOOKED_AFTER)
    assert f"{LOOKED_AFTER}0; still open: 1" in log(desk)
    assert "a volume is still open: failed" in log(desk)
    assert desk.sessions()[0]["state"] == "mounted" and desk.vault("agent", "status").stdout != b"no agent runs\n"
    (small_disk / "filler").unlink()
    desk.vault("lock-all", "--force")
    assert wait_for_end(agent, LIMIT_S), log(desk)
    assert closed(desk)
