"""The desktop keyrings that people have: GNOME Keyring's own daemon and KWallet's, on a private bus."""

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vault.crypto.secret import Secret
from vault.errors import TokenUnavailable
from vault.events import ignore
from vault.testing.keyrings import GnomeKeyring, has_name, session_bus, session_environment, tapped
from vault.testing.secretservice import FakeSecretService, serving
from vault.testing.token_contract import WHOSE, check_refusal
from vault.testing.udisks import Daemon
from vault.tokens.base import TokenStatus, Whose
from vault.tokens.keyring import (
    DesktopKeyring,
    Orphan,
    find_credential,
    forget_credential,
    forget_orphans,
    orphans,
    store_credential,
)

HANG_S = 60
DISMISSED = "the keyring is locked, and its dialog was dismissed or could not be shown"
SYSTEM_PACKAGES = Path("/usr/lib/python3/dist-packages")
KWALLETRC = "[Wallet]\nEnabled=true\nFirst Use=false\n[org.freedesktop.secrets]\napiEnabled=false\n"
ASK_KWALLET = """
import json, sys
sys.path.append(sys.argv[1])  # for the package dbus, after everything of this environment
from vault.errors import TokenUnavailable
from vault.events import ignore
from vault.tokens.base import Whose
from vault.tokens.keyring import DesktopKeyring
from vault.tokens.keyring.store import chosen
whose = Whose("6f9f3c2e-0d58-4f0b-9d3c-1b2a3c4d5e6f", 2)
token = DesktopKeyring(ignore)
enrolled = token.enrol(whose)
same = [token.answer(enrolled.members, whose) == enrolled.secret for _ in range(2)]
token.forget(enrolled.members, whose)
token.forget(enrolled.members, whose)
try:
    token.answer(enrolled.members, whose)
except TokenUnavailable as error:
    print(json.dumps([type(chosen(ignore)).__name__, same, str(error)]))
"""


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Daemon, Path]]:
    """A bus that this process takes for its session's, and a folder."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    with session_bus(monkeypatch.setenv, "org.kde.kwalletd5") as session:
        yield session


@pytest.fixture
def gnome(session: tuple[Daemon, Path]) -> Iterator[GnomeKeyring]:
    """GNOME Keyring's daemon, unlocked."""
    if shutil.which("gnome-keyring-daemon") is None:
        pytest.skip("gnome-keyring is not installed")
    bus, folder = session
    daemon = GnomeKeyring(folder, bus.address)
    try:
        daemon.start()
        yield daemon
    finally:
        daemon.end()


def test_the_secret_outlives_the_daemon_and_is_told_of_when_it_is_locked_or_gone(gnome: GnomeKeyring) -> None:
    token = DesktopKeyring(ignore)
    enrolled = token.enrol(WHOSE)
    stray = token.enrol(Whose(WHOSE.uuid, 5))
    gnome.lock()
    assert token.status(enrolled.members, WHOSE) == TokenStatus("locked", "the keyring is locked")
    known = [(2, str(enrolled.members["id"]))]
    assert orphans(WHOSE.uuid, known, ignore) == (Orphan(5, stray.members["id"], locked=True),)
    for work in (
        lambda: token.answer(enrolled.members, WHOSE),
        lambda: token.forget(enrolled.members, WHOSE),
        lambda: token.enrol(WHOSE),
        lambda: forget_orphans(WHOSE.uuid, known, ignore),
    ):
        with pytest.raises(TokenUnavailable) as caught:
            work()
        check_refusal(caught.value, enrolled.secret)
        assert str(caught.value) == DISMISSED
    gnome.end()
    with pytest.raises(TokenUnavailable, match="no keyring runs in this session"):
        token.answer(enrolled.members, WHOSE)
    gnome.start()
    assert token.answer(enrolled.members, WHOSE) == enrolled.secret
    assert forget_orphans(WHOSE.uuid, known, ignore) == 1
    assert orphans(WHOSE.uuid, known, ignore) == ()


def test_a_credential_of_any_bytes_is_kept(gnome: GnomeKeyring) -> None:
    data = bytes(range(256))
    with Secret(data) as secret:
        store_credential("5d41402abc4b2a76", secret, ignore)
    with find_credential("5d41402abc4b2a76", ignore) as found:
        assert bytes(found.view()) == data
    assert forget_credential("5d41402abc4b2a76", ignore)


def test_a_person_finds_and_edits_the_secret_with_secret_tool(gnome: GnomeKeyring) -> None:
    tool = shutil.which("secret-tool")
    if tool is None:
        pytest.skip("secret-tool is not installed")
    token = DesktopKeyring(ignore)
    enrolled = token.enrol(WHOSE)
    words = ["volume", WHOSE.uuid, "slot", "2"]

    def run(*command: str, given: bytes = b"") -> bytes:
        done = subprocess.run(
            [tool, *command], input=given, capture_output=True, env=gnome.environment, check=True, timeout=HANG_S
        )
        return done.stdout

    assert run("lookup", *words) == bytes(enrolled.secret.view())
    shown = run("search", *words)
    assert b"label = Vault volume 6f9f3c2e-0d58-4f0b-9d3c-1b2a3c4d5e6f, keyslot 2" in shown
    named = ["xdg:schema", "io.github.vault.Keyslot", *words, "id", str(enrolled.members["id"])]
    run("store", "--label=mine", *named, given=b"hunter2")
    with pytest.raises(TokenUnavailable, match="it was changed"):
        token.answer(enrolled.members, WHOSE)
    run("clear", *words)
    assert token.status(enrolled.members, WHOSE).state == "missing"


def spoken(address: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    """The secret of an enrolment and an answer, and all that crossed the bus meanwhile."""
    token = DesktopKeyring(ignore)
    with tapped(address, folder) as tap:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", tap.address)
        enrolled = token.enrol(WHOSE)
        assert token.answer(enrolled.members, WHOSE) == enrolled.secret
    assert str(enrolled.members["id"]).encode() in tap.heard, "the tap hears the bus"
    return bytes(enrolled.secret.view()), bytes(tap.heard)


def test_nothing_secret_crosses_the_bus_in_clear(gnome: GnomeKeyring, monkeypatch: pytest.MonkeyPatch) -> None:
    secret, heard = spoken(gnome.address, gnome.folder, monkeypatch)
    raw = base64.b64decode(secret)
    for form in (secret, raw, raw.hex().encode(), base64.b64encode(secret), secret.decode().encode("utf-16-le")):
        assert form not in heard


def test_the_tap_hears_a_secret_that_crosses_in_clear(
    session: tuple[Daemon, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    bus, folder = session
    with serving(FakeSecretService(plain=True), bus.address):
        secret, heard = spoken(bus.address, folder, monkeypatch)
    assert secret in heard


@contextmanager
def unlocked_kwallet(program: str, folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """KWallet's daemon, given the key of its wallet as PAM does at login, so that it asks nobody."""
    reader, writer = os.pipe()
    with socket.socket(socket.AF_UNIX) as listener, os.fdopen(reader), os.fdopen(writer, "wb", buffering=0) as key:
        listener.bind(str(folder / "pam"))
        listener.listen()
        given = (reader, listener.fileno())
        process = subprocess.Popen(
            [program, "--pam-login", *map(str, given)],
            env=environment,
            pass_fds=given,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            key.write(os.urandom(56))
            with socket.socket(socket.AF_UNIX) as login:
                login.connect(str(folder / "pam"))
            deadline = time.monotonic() + HANG_S
            while not has_name(environment["DBUS_SESSION_BUS_ADDRESS"], "org.kde.kwalletd5"):
                assert process.poll() is None and time.monotonic() < deadline, "kwalletd5 has not started"
                time.sleep(0.01)
            yield
        finally:
            process.kill()
            process.wait()


def test_kwallet_through_the_package_keyring(session: tuple[Daemon, Path]) -> None:
    program = shutil.which("kwalletd5")
    if program is None:
        pytest.skip("kwalletd5 is not installed")
    if sys.version_info[:2] != (3, 11) or not (SYSTEM_PACKAGES / "dbus").is_dir():
        pytest.skip("the package dbus is not installed for this Python")
    bus, folder = session
    environment = {
        **session_environment(folder, bus.address),
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "PAM_KWALLET5_LOGIN": "1",
    }
    (folder / "home" / "kwalletrc").write_text(KWALLETRC)
    with unlocked_kwallet(program, folder, environment):
        done = subprocess.run(
            [sys.executable, "-c", ASK_KWALLET, str(SYSTEM_PACKAGES)],
            env={**environment, "XDG_CURRENT_DESKTOP": "KDE"},
            capture_output=True,
            timeout=HANG_S,
        )
    assert done.returncode == 0, done.stderr.decode()
    line = "KWallet has no item for Vault volume 6f9f3c2e-0d58-4f0b-9d3c-1b2a3c4d5e6f, keyslot 2"
    assert json.loads(done.stdout) == ["ApiStore", [True, True], line]
