"""The types of token that find their secret by themselves, the desktop keyring with each kind of keyring there is."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest

from vault.crypto.random import random_secret
from vault.errors import NotAvailable
from vault.events import ignore
from vault.options import SecurityKeyRequest
from vault.system import hid
from vault.system.keyring import drop_user_key, put_user_key
from vault.testing.keyrings import GnomeKeyring, MemoryBackend, session_bus
from vault.testing.secretservice import FakeSecretService, serving
from vault.testing.token_contract import KeepingTokenContract, ReadingTokenContract
from vault.testing.udisks import Daemon
from vault.tokens.base import Enrolled, TokenType, Whose
from vault.tokens.fido2 import SecurityKeys
from vault.tokens.kernel import KernelKeyring
from vault.tokens.keyring import DesktopKeyring
from vault.tokens.keyring.api import ApiStore


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Daemon, Path]]:
    """A bus that this process takes for its session's, and a folder."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    with session_bus(monkeypatch.setenv) as session:
        yield session


class TestGnomeKeyring(KeepingTokenContract):
    """With GNOME Keyring's own daemon."""

    @pytest.fixture
    def token(self, session: tuple[Daemon, Path]) -> Iterator[TokenType]:
        if shutil.which("gnome-keyring-daemon") is None:
            pytest.skip("gnome-keyring is not installed")
        bus, folder = session
        daemon = GnomeKeyring(folder, bus.address)
        try:
            daemon.start()
            yield DesktopKeyring(ignore)
        finally:
            daemon.end()


class TestSecretService(KeepingTokenContract):
    """With the fake, which encrypts."""

    plain = False

    @pytest.fixture
    def token(self, session: tuple[Daemon, Path]) -> Iterator[TokenType]:
        with serving(FakeSecretService(plain=self.plain), session[0].address):
            yield DesktopKeyring(ignore)


class TestPlainSecretService(TestSecretService):
    """With a service that does not encrypt."""

    plain = True


class TestKeyringPackage(KeepingTokenContract):
    """With a backend of the package keyring."""

    @pytest.fixture
    def token(self) -> TokenType:
        store = ApiStore(MemoryBackend(), silent=True)
        return DesktopKeyring(ignore, choose=lambda _: store)


class TestKernelKeyring(ReadingTokenContract):
    """What others put into the kernel's keyring."""

    @pytest.fixture
    def token(self) -> Iterator[TokenType]:
        self.description = f"vault-test-{uuid4()}"
        yield KernelKeyring()
        with suppress(NotAvailable):
            drop_user_key(self.description)

    def enrol(self, token: TokenType, whose: Whose) -> Enrolled:
        secret = random_secret(32)
        try:
            put_user_key(self.description, secret.view(), 600)
        except NotAvailable as error:
            pytest.skip(str(error))
        return Enrolled(secret, {"key_description": self.description})


class TestSecurityKeys(ReadingTokenContract):
    """With a security key in software that is touched at once."""

    @pytest.fixture
    def token(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenType]:
        pytest.importorskip("fido2", reason="the package fido2 is not installed")
        from vault.testing.authenticator import Authenticator
        from vault.testing.hidraw import Slots

        slots = Slots(tmp_path)
        monkeypatch.setattr(hid, "SYSFS", slots.sysfs)
        monkeypatch.setattr(hid, "DEVICES", slots.devices)
        with slots.plugged(Authenticator()):
            yield SecurityKeys(None, ignore, SecurityKeyRequest(pin=False))
