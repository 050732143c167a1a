"""A private bus with a udisks2 on it that has no devices."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.system import blocks
from vault.testing.udisks import POLKIT, UDISKS, Daemon, FakeUDisks, private_bus, serving

ADDRESS = "DBUS_SYSTEM_BUS_ADDRESS"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Daemon]:
    """A bus that this process takes for the system's."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    with tempfile.TemporaryDirectory() as folder, private_bus(Path(folder), "org.example.Startable") as daemon:
        monkeypatch.setenv(ADDRESS, daemon.address)
        yield daemon


@pytest.fixture
def fake(bus: Daemon, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeUDisks]:
    """Udisks2 and polkit on that bus; its loop device shows a file until it is deleted."""
    fake = FakeUDisks()
    monkeypatch.setattr(blocks, "backing_file", lambda *_: None if fake.cleared else "/home/user/secret.vol")
    with serving(fake, bus.address, UDISKS, POLKIT):
        yield fake
