"""What tests on a desktop share: somebody who stays logged in, since volumes are closed with the last session.

Those of the agent have a desk with a volume instead.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Ordinary
from tests.kernel.guest.conftest import AsUser
from tests.kernel.guest.desktop.desk import KDF, SMALL, Desk, cryptsetup, opened
from tests.kernel.guest.desktop.login import Login


@pytest.fixture(scope="module", autouse=True)
def stays(request: pytest.FixtureRequest, as_desktop_user: AsUser) -> Iterator[None]:
    """Alice has one more session, away from the seat, unless the tests of the module end her last one themselves."""
    del as_desktop_user  # which starts her service manager
    if getattr(request.module, "ENDS_SESSIONS", False):
        yield
        return
    login = Login(seat=False)
    yield
    login.end()


@pytest.fixture(scope="session")
def made(alice: Ordinary) -> Path:
    """A small ext4 volume of alice's, by cryptsetup."""
    path = alice.home / "made"
    with path.open("wb") as file:
        file.truncate(16 << 20)
    cryptsetup("luksFormat", "-q", "--type", "luks2", *KDF, *SMALL, str(path))
    with opened(path) as plain:
        subprocess.run(["mkfs.ext4", "-q", "-E", f"root_owner={alice.uid}:{alice.gid}", plain], check=True)
    return path


@pytest.fixture
def desk(alice: Ordinary, made: Path) -> Iterator[Desk]:
    container = alice.home / "secret.vol"
    shutil.copy(made, container)
    shutil.chown(container, "alice", "alice")
    desk = Desk(alice, container)
    yield desk
    desk.end()
    container.unlink()
    shutil.rmtree(alice.home / ".config" / "vault", ignore_errors=True)
