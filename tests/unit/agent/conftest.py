"""Two private buses, one for the system and one for the session, with nothing on them."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from vault.testing.udisks import Daemon, private_bus


def _bus(variable: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Daemon]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        daemon = stack.enter_context(private_bus(folder))
        monkeypatch.setenv(variable, daemon.address)
        yield daemon


@pytest.fixture
def system_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Daemon]:
    """A bus that this process takes for the system's; every user may come to it."""
    yield from _bus("DBUS_SYSTEM_BUS_ADDRESS", monkeypatch)


@pytest.fixture
def session_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Daemon]:
    """A bus that this process takes for the session's."""
    yield from _bus("DBUS_SESSION_BUS_ADDRESS", monkeypatch)
