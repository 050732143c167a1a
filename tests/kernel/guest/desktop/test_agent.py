"""A real systemd-logind tells the agent of a locked session, and what is remembered is gone."""

import json

import pytest

from tests.kernel.guest.conftest import AsUser

KEEP_AND_LOCK = """
import json, subprocess, sys
from dataclasses import asdict
from vault.system import agent, keyring
from vault.system.processes import wait_for_end
keyring.put_user_key("vault:remembered:guest", memoryview(bytearray(b"secret")), 3600)
status = agent.ensure()
before = keyring.user_keys("vault:remembered:")
subprocess.run(sys.argv[1:], check=True)
print(json.dumps([status.watching, before, wait_for_end(status.pid, 120), keyring.user_keys("vault:remembered:")]))
"""
SESSION = ("org.freedesktop.login1", "/org/freedesktop/login1/session/auto", "org.freedesktop.login1.Session")


@pytest.mark.parametrize(
    "lock",
    [
        ("sh", "-c", "loginctl lock-session $XDG_SESSION_ID"),
        ("busctl", "call", *SESSION, "SetLockedHint", "b", "true"),
    ],
    ids=["lock-session", "hint"],
)
def test_a_locked_session_drops_what_is_remembered(as_desktop_user: AsUser, lock: tuple[str, ...]) -> None:
    done = as_desktop_user("python3", "-c", KEEP_AND_LOCK, *lock)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout) == [["systemd-logind"], ["vault:remembered:guest"], True, []]
