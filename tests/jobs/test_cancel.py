"""Giving up: Ctrl-C at the prompt and during the key derivation ends at once and leaves nothing."""

import os
import signal
import time
from pathlib import Path

import pexpect
import pytest

from vault.system.processes import start_time

DEAR = ("--pbkdf", "argon2id", "--pbkdf-force-iterations", "400", "--pbkdf-memory", "65536", "--pbkdf-parallel", "1")
"""A derivation that takes many seconds on any machine."""


def spawn(desk, *arguments: object) -> pexpect.spawn:
    command = desk.user.command(tuple(arguments))
    return pexpect.spawn(command[0], command[1:], env=desk.user.environment, cwd=str(desk.user.home), timeout=120)


def test_ctrl_c_at_the_prompt_changes_nothing(desk) -> None:
    desk.create()
    child = spawn(desk, "mount", desk.container)
    child.expect("(?i)passphrase")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert desk.sessions() == [] and not desk.mounted.exists()


def test_ctrl_c_during_the_key_derivation_ends_it(desk) -> None:
    """A new volume's derivation is stopped; the file it was for never gets its name."""
    child = spawn(desk, "create", desk.container, "--size", "64M", *DEAR)
    for _ in range(2):
        child.expect("(?i)passphrase[^\r\n]*: ")
        child.sendline("a passphrase of tests only")
    wait_for_thread(child.pid)
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130, child.before
    assert list(desk.folder.iterdir()) == []


def wait_for_thread(pid: int) -> None:
    """Return when the process computes in a thread beside its first one: the derivation has begun."""
    deadline = time.monotonic() + 100
    while len(os.listdir(f"/proc/{pid}/task")) < 2:
        assert time.monotonic() < deadline and start_time(pid), "no derivation began"
        time.sleep(0.02)
    first = busiest(pid)
    while busiest(pid) < first + 20:
        assert time.monotonic() < deadline, "the derivation does not compute"
        time.sleep(0.02)


def busiest(pid: int) -> int:
    """Clock ticks of processor time that the threads but the first have used."""
    ticks = [0]
    for thread in os.listdir(f"/proc/{pid}/task"):
        if int(thread) != pid:
            try:
                line = Path(f"/proc/{pid}/task/{thread}/stat").read_text()
            except OSError:
                continue  # it has ended
            ticks.append(sum(map(int, line[line.rindex(")") + 2 :].split()[11:13])))
    return max(ticks)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_at_the_prompt_ends_the_command_and_leaves_the_terminal_as_it_was(desk, number: int) -> None:
    desk.create()
    child = spawn(desk, "mount", desk.container)
    child.expect("(?i)passphrase")
    os.kill(child.pid, number)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 128 + number, child.before
    assert desk.sessions() == [] and not desk.mounted.exists()
