"""A session of this process's own, with a Secret Service that can be made to misbehave."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.testing.keyrings import session_bus
from vault.testing.secretservice import FakeSecretService, serving
from vault.testing.udisks import Daemon


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Daemon, Path]]:
    """A bus that this process takes for its session's, and a folder."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    with session_bus(monkeypatch.setenv) as session:
        yield session


@pytest.fixture
def fake(session: tuple[Daemon, Path]) -> Iterator[FakeSecretService]:
    """A Secret Service on that bus."""
    fake = FakeSecretService()
    with serving(fake, session[0].address):
        yield fake
