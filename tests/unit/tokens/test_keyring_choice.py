"""Which keyring is used: what the session has, what the user chose, and never code that somebody else named."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from keyring.errors import InitError, KeyringLocked

from vault.crypto.secret import Secret
from vault.errors import TokenUnavailable
from vault.events import ignore
from vault.testing.keyrings import MemoryBackend
from vault.testing.secretservice import FakeSecretService
from vault.testing.token_contract import WHOSE, check_refusal
from vault.testing.udisks import CONFIG, Daemon
from vault.tokens.base import TokenStatus
from vault.tokens.keyring import (
    DesktopKeyring,
    credential_status,
    find_credential,
    forget_credential,
    forget_orphans,
    orphans,
    store_credential,
)
from vault.tokens.keyring.api import ApiStore
from vault.tokens.keyring.bus import TimeLimits
from vault.tokens.keyring.secretservice import SecretService
from vault.tokens.keyring.store import Choose, chosen

NOBODY = 65534
NO_SERVICE = "no keyring runs in this session, and none can be started"
NO_SESSION = "there is no desktop session here, and so no keyring"
ODD_ADDRESS = "the session's D-Bus cannot be used: its address is odd"
OFF = "keyrings are switched off in the settings of the package keyring"
ANY_BYTES = bytes(range(256)) + b"\xff\x00\n"


def refused(choose: Choose = chosen) -> str:
    with pytest.raises(TokenUnavailable) as caught:
        choose(ignore)
    check_refusal(caught.value)
    return str(caught.value)


def test_the_secret_service_of_the_session_is_used(fake: FakeSecretService) -> None:
    assert isinstance(chosen(ignore), SecretService)


@pytest.mark.parametrize("desktop", ["", "KDE", "ubuntu:GNOME"])
def test_a_session_without_any_is_told(
    session: tuple[Daemon, Path], monkeypatch: pytest.MonkeyPatch, desktop: str
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)
    assert refused() == NO_SERVICE


@pytest.mark.parametrize(
    ("address", "runtime", "line"),
    [
        ("", "", NO_SESSION),
        ("", "run", NO_SESSION),
        ("", "/nonexistent", NO_SESSION),
        ("nonsense", "", ODD_ADDRESS),
        ("unix:nonsense", "", ODD_ADDRESS),
        ("autolaunch:", "", ODD_ADDRESS),
        ("tcp:host=localhost,port=1", "", ODD_ADDRESS),
        ("unix:path=/nonexistent/bus", "", "the session's D-Bus cannot be reached: no such file or directory"),
    ],
)
def test_no_bus_is_told(
    session: tuple[Daemon, Path], monkeypatch: pytest.MonkeyPatch, address: str, runtime: str, line: str
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
    assert refused() == line
    assert DesktopKeyring(ignore).status({"id": "0" * 32}, WHOSE) == TokenStatus("unavailable", line)


def test_the_bus_is_found_where_systemd_has_it(
    fake: FakeSecretService, session: tuple[Daemon, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session[1]))
    assert isinstance(chosen(ignore), SecretService)


def test_a_bus_that_lets_nobody_in_is_given_up(session: tuple[Daemon, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = session[1] / "silent"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={path}")
        store = SecretService(ignore, TimeLimits(connect_s=0.2))
        with pytest.raises(TokenUnavailable, match="cannot be reached: it does not answer"):
            store.check()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can have another user's bus")
def test_root_leaves_the_keyring_of_another_user_alone(
    session: tuple[Daemon, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory(prefix="vault-") as name:
        folder = Path(name)
        (folder / "bus.conf").write_text(CONFIG.format(folder=folder))
        (folder / "services").mkdir()
        os.chown(folder, NOBODY, NOBODY)
        with subprocess.Popen(
            [
                "/usr/bin/dbus-daemon",
                f"--config-file={folder}/bus.conf",
                "--nofork",
                "--nopidfile",
                "--print-address=1",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            cwd="/",
        ) as process:
            try:
                assert process.stdout is not None
                monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", process.stdout.readline().decode().strip())
                assert refused() == (
                    f"the session's D-Bus belongs to another user (number {NOBODY}), whose keyring is left alone"
                )
            finally:
                process.kill()


@pytest.mark.attack(52)
@pytest.mark.parametrize("where", ["environment", "settings"])
@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("keyring.backends.null.Keyring", OFF),
        ("keyring.backends.fail.Keyring", OFF),
        (
            "planted.Keyring",
            "the keyring backend 'planted.Keyring' is no part of the package keyring and is not loaded",
        ),
        ("keyring.backends.chainer.ChainerBackend", ""),
        ("keyring.backends.SecretService.Keyring", ""),
        ("keyring.backends.libsecret.Keyring", ""),
    ],
)
def test_the_users_choice_counts_as_far_as_the_package_ships_it(
    fake: FakeSecretService,
    session: tuple[Daemon, Path],
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    name: str,
    line: str,
) -> None:
    planted = session[1] / "planted.py"
    planted.write_text("raise SystemExit('loaded')")
    if where == "environment":
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
        monkeypatch.syspath_prepend(session[1])
    else:
        folder = session[1] / "home" / "python_keyring"
        folder.mkdir()
        (folder / "keyringrc.cfg").write_text(f"[backend]\ndefault-keyring = {name}\nkeyring-path = {session[1]}\n")
    if line:
        assert refused() == line
    else:
        assert isinstance(chosen(ignore), SecretService)
    assert "planted" not in sys.modules and (where == "environment" or str(session[1]) not in sys.path)


@pytest.mark.parametrize("text", [b"no section", b"\xff\xfe", b"[backend]\n[backend]\n"])
def test_settings_that_cannot_be_read_are_told(session: tuple[Daemon, Path], text: bytes) -> None:
    folder = session[1] / "home" / "python_keyring"
    folder.mkdir()
    (folder / "keyringrc.cfg").write_bytes(text)
    assert refused().startswith("the settings of the package keyring cannot be read: ")


class Failing(MemoryBackend):
    """A backend that raises what it is told to, with the secret in it."""

    error: Exception = InitError("")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise type(self.error)(f"cannot keep {password}")

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (KeyringLocked("x"), "the keyring is locked, and was not unlocked"),
        (InitError("x"), "the keyring refused: InitError"),
        (OSError(5, "x"), "the keyring refused: OSError"),
    ],
)
def test_a_backend_that_fails_is_told_without_its_words(error: Exception, line: str) -> None:
    backend = Failing()
    backend.error = error
    store = ApiStore(backend, silent=True)
    token = DesktopKeyring(ignore, choose=lambda _: store)
    secret = Secret(b"0123456789abcdef" * 2)
    assert token.status({"id": "0" * 32}, WHOSE) == TokenStatus("unavailable", line)
    for work in (
        lambda: token.enrol(WHOSE),
        lambda: token.answer({"id": "0" * 32}, WHOSE),
        lambda: token.forget({"id": "0" * 32}, WHOSE),
        lambda: store_credential("a", secret, ignore, choose=lambda _: store),
    ):
        with pytest.raises(TokenUnavailable) as caught:
            work()
        check_refusal(caught.value, secret)
        assert str(caught.value) == line


class Slow(MemoryBackend):
    """A backend that does not answer before it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.let_go.wait()
        return None


def test_a_backend_that_never_answers_is_given_up() -> None:
    backend = Slow()
    token = DesktopKeyring(ignore, choose=lambda _: ApiStore(backend, limit_s=0.1))
    with pytest.raises(TokenUnavailable, match=r"did not answer within 0\.1 seconds"):
        token.answer({"id": "0" * 32}, WHOSE)
    backend.let_go.set()


def test_a_backend_that_may_ask_is_not_asked_for_the_status_nor_searched() -> None:
    def choose(_on_event: object) -> ApiStore:
        return ApiStore(MemoryBackend())

    status = DesktopKeyring(ignore, choose=choose).status({"id": "0" * 32}, WHOSE)
    assert status.state == "ready" and "only tells when it is asked" in status.reason
    for work in (orphans, forget_orphans):
        with pytest.raises(TokenUnavailable, match="cannot be searched"):
            work(WHOSE.uuid, [], ignore, choose=choose)


@pytest.mark.parametrize("kind", ["service", "plain", "package"])
@pytest.mark.parametrize("data", [b"", b"a passphrase", ANY_BYTES, bytes(4096)], ids=["none", "text", "any", "long"])
def test_a_credential_of_any_bytes_is_kept_found_and_forgotten(fake: FakeSecretService, kind: str, data: bytes) -> None:
    fake.plain = kind == "plain"
    backend = ApiStore(MemoryBackend(), silent=True)
    choose: Choose = chosen if kind != "package" else lambda _: backend
    identifier = "5d41402abc4b2a76"
    assert credential_status(identifier, ignore, choose=choose).state == "missing"
    for stored in (b"older", data):
        with Secret(stored) as secret:
            store_credential(identifier, secret, ignore, choose=choose)
    with find_credential(identifier, ignore, choose=choose) as found:
        assert bytes(found.view()) == data
    assert credential_status(identifier, ignore, choose=choose) == TokenStatus("ready")
    for item in fake.items.values():
        assert item.label == f"Vault credential {identifier}"
        assert item.attributes == {"xdg:schema": "io.github.vault.Credential", "identifier": identifier}
        assert item.content_type == "application/octet-stream"
    assert forget_credential(identifier, ignore, choose=choose) is True
    assert forget_credential(identifier, ignore, choose=choose) is False
    with pytest.raises(TokenUnavailable) as caught:
        find_credential(identifier, ignore, choose=choose)
    check_refusal(caught.value)


def test_a_credential_in_a_keyring_that_is_not_there_is_told(session: tuple[Daemon, Path]) -> None:
    assert credential_status("a", ignore) == TokenStatus("unavailable", NO_SERVICE)
    with Secret(ANY_BYTES) as secret, pytest.raises(TokenUnavailable, match=NO_SERVICE):
        store_credential("a", secret, ignore)


def test_a_credential_that_was_edited_in_a_text_keyring_is_told() -> None:
    backend = MemoryBackend()
    backend.kept["io.github.vault.Credential", "a"] = "no base64"
    with pytest.raises(TokenUnavailable) as caught:
        find_credential("a", ignore, choose=lambda _: ApiStore(backend))
    assert str(caught.value) == "the item for Vault credential a in the keyring was changed and cannot be read"
