"""A credential that is remembered for the session opens the volume again, until the screen is locked."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Ordinary
from tests.jobs.conftest import PASSPHRASE, Desk
from vault.system.processes import wait_for_end
from vault.testing.logind import FakeLogind, Session
from vault.testing.udisks import private_bus

LIMIT_S = 60.0
NOTHING = "unix:path=/nowhere/bus"
WRONG = 3


@dataclass(frozen=True)
class OnBuses(Ordinary):
    """The ordinary user with a system's bus, and no session's."""

    address: str = NOTHING

    @property
    def environment(self) -> dict[str, str]:
        return {**Ordinary.environment.fget(self), "DBUS_SYSTEM_BUS_ADDRESS": self.address}  # type: ignore[attr-defined]


@pytest.fixture
def desk(desk: Desk) -> Iterator[Desk]:
    """The desk without anything that tells of a locked screen; nothing is remembered at the end."""
    user = desk.user
    desk.user = OnBuses(user.name, user.uid, user.gid, user.home, user.python)
    yield desk
    desk.user.run("keyring", "forget", "--remembered")


@pytest.fixture
def logind(desk: Desk) -> Iterator[FakeLogind]:
    """A login of the user's, told of on a bus."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    user = desk.user
    with tempfile.TemporaryDirectory() as name, private_bus(Path(name)) as bus:
        Path(name).chmod(0o755)
        desk.user = OnBuses(user.name, user.uid, user.gid, user.home, user.python, bus.address)
        with FakeLogind(bus.address, Session("2", user.uid)) as service:
            yield service


def agent_of(desk: Desk) -> int:
    return int(json.loads((desk.user.home / "run" / "vault" / "agent.json").read_text())["pid"])


@pytest.mark.attack(47)
def test_a_volume_opens_again_until_the_screen_is_locked(desk: Desk, logind: FakeLogind) -> None:
    desk.create()
    desk.mount(desk.container, "--remember", "login")
    desk.dismount()
    desk.vault("mount", desk.container, "--token-only")
    desk.dismount()
    agent = agent_of(desk)
    logind.lock(logind.sessions["2"])
    assert wait_for_end(agent, LIMIT_S)
    desk.vault("mount", desk.container, "--token-only", code=WRONG)
    written = [path.read_bytes() for path in (desk.user.home / "run" / "vault").glob("agent*")]
    assert len(written) == 4
    assert not any(PASSPHRASE in text or b"secret.vol" in text for text in written)


@pytest.mark.soak
def test_without_anything_that_tells_of_a_lock(desk: Desk) -> None:
    desk.create()
    for how_long, told in (
        ("login", b"nothing tells of a locked screen here, so the credential is not kept"),
        ("10m", b"nothing tells of a locked screen here: the credential is kept until it times out"),
    ):
        attached = desk.unlock("attach", desk.container, "--remember", how_long)
        assert told in b" ".join(attached.stderr.split())
        desk.vault("detach", desk.container)
    desk.vault("attach", desk.container, "--token-only")
    desk.vault("detach", desk.container)
    agent = agent_of(desk)
    desk.vault("keyring", "forget", "--remembered")
    assert wait_for_end(agent, LIMIT_S)
    desk.vault("attach", desk.container, "--token-only", code=WRONG)
