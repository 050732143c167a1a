"""What tests of devices and mounts share: each leaves the guest as it was."""

from collections.abc import Iterator

import pytest

from tests.kernel.guest.open_things import open_things
from vault.engine import Engine

PATIENCE_S = 60.0


@pytest.fixture
def nothing_stays() -> Iterator[None]:
    """No mount, mapping, loop device or process is left; what is, is closed for those that come after."""
    before = open_things()
    yield
    left = open_things()
    for session in Engine().sessions():
        Engine().dismount(session.name, force=True, wait_s=PATIENCE_S)
    assert left == before


@pytest.fixture(scope="module")
def nothing_stays_of_all() -> Iterator[None]:
    """The same for a whole file, whose many tests attach without a record."""
    before = open_things()
    yield
    assert open_things() == before
