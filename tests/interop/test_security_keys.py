"""Security keys go both ways between vault, systemd-cryptenroll and cryptsetup with systemd's plugin."""

import shutil
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("fido2", reason="the package fido2 is not installed")

from vault.crypto.secret import Secret
from vault.engine import Engine
from vault.errors import VaultError
from vault.options import FromToken, KeyFile, KeyslotChange, SecurityKeyRequest, SecurityKeyToken
from vault.testing.authenticator import Authenticator, Traits, plugged_in
from vault.testing.systemdtoken import has_plugin, opened_by_systemd

WHERE = "/usr/sbin:/sbin:/usr/bin:/bin"
CRYPTSETUP = shutil.which("cryptsetup", path=WHERE)
CRYPTENROLL = shutil.which("systemd-cryptenroll", path=WHERE)
PIN = "13579"
WITHOUT_TERMINAL = '"$@"; exit $?'
"""A shell that leads a session of its own; what it runs can neither ask on a terminal nor take the key for one."""

needs_cryptsetup = pytest.mark.skipif(CRYPTSETUP is None, reason="cryptsetup is not installed")
needs_systemd = pytest.mark.skipif(CRYPTENROLL is None, reason="systemd-cryptenroll is not installed")
needs_plugin = pytest.mark.skipif(not has_plugin(), reason="systemd's plugin for cryptsetup is not installed")


class User:
    """Knows the PIN, and no passphrase."""

    def passphrase(self, question: str, *, confirm: bool, may_be_empty: bool) -> Secret:
        raise AssertionError(question)

    def pin(self, device: str, left: int | None) -> Secret:
        return Secret(PIN.encode())


def run(program: str | None, *arguments: object, **variables: str) -> str:
    """What it prints."""
    done = subprocess.run(
        ["/bin/sh", "-c", WITHOUT_TERMINAL, "sh", str(program), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        start_new_session=True,
        env={"LC_ALL": "C", "PATH": WHERE, **variables},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def slots(path: Path) -> list[str]:
    """The keyslots and their types as systemd sees them."""
    return [" ".join(line.split()) for line in run(CRYPTENROLL, path).splitlines()[1:]]


def enrolled_by_systemd(path: Path, passphrase: Path, device: Path, *options: str) -> None:
    for name_of_version in ("fido2-pin", "cryptenroll.fido2-pin"):
        (passphrase.parent / name_of_version).write_text(PIN)
    given = (f"--fido2-device={device}", f"--unlock-key-file={passphrase}", *options)
    run(CRYPTENROLL, *given, path, CREDENTIALS_DIRECTORY=str(passphrase.parent))


def opened(path: Path, device: Path) -> int | str | None:
    """The keyslot that vault opens with the key, or the code of the error."""
    source = FromToken(security_key=True, device=device)
    try:
        return Engine(prompt=User()).keyslot_test(KeyslotChange(path), source)
    except VaultError as error:
        return error.code


def enroll(path: Path, passphrase: Path, request: SecurityKeyRequest) -> int:
    return Engine(prompt=User()).security_key_enroll(KeyslotChange(path), KeyFile(passphrase), request)


NO_PIN = "--fido2-with-client-pin=no"
NO_TOUCH = "--fido2-with-user-presence=no"
VERIFY = "--fido2-with-user-verification=yes"
OLD = Traits(protocols=(1,), permissions=False)
STRICT = Traits(pin_for_new=True)
FINGER = Traits(fingerprints=True)
KEYS: dict[str, tuple[Traits, str | None, tuple[str, ...]]] = {
    "touch": (Traits(), None, ()),
    "nothing": (Traits(), None, (NO_PIN, NO_TOUCH)),
    "touch insisted on": (Traits(silent_secrets=False), None, (NO_PIN, NO_TOUCH)),
    "PIN": (STRICT, PIN, ()),
    "PIN, no touch": (STRICT, PIN, (NO_TOUCH,)),
    "PIN, CTAP 2.0": (OLD, PIN, ()),
    "PIN insisted on": (Traits(always_uv=True), PIN, (NO_PIN,)),
    "PIN not wanted": (Traits(), PIN, (NO_PIN,)),
    "finger": (FINGER, None, (NO_PIN, VERIFY)),
}


@needs_systemd
@pytest.mark.parametrize("name", KEYS)
def test_what_systemd_enrolled_vault_opens(name: str, volume: Path, passphrase: Path) -> None:
    traits, pin, options = KEYS[name]
    with plugged_in(Authenticator(traits, pin=pin)) as slot:
        enrolled_by_systemd(volume, passphrase, slot.path, *options)
        assert opened(volume, slot.path) == 1
    with plugged_in(Authenticator(traits, pin=pin)) as other:
        assert opened(volume, other.path) in ("token-unavailable", "wrong-credential")


REQUESTS: dict[str, tuple[Traits, str | None, SecurityKeyRequest]] = {
    "touch": (Traits(), None, SecurityKeyRequest(pin=False)),
    "nothing": (Traits(), None, SecurityKeyRequest(pin=False, touch=False)),
    "touch insisted on": (Traits(silent_secrets=False), None, SecurityKeyRequest(pin=False, touch=False)),
    "PIN": (Traits(), PIN, SecurityKeyRequest()),
    "PIN, protocol one": (Traits(protocols=(1,)), PIN, SecurityKeyRequest()),
    "PIN, CTAP 2.0": (OLD, PIN, SecurityKeyRequest()),
    "PIN insisted on": (Traits(always_uv=True), PIN, SecurityKeyRequest(pin=False)),
    "PIN not wanted": (Traits(), PIN, SecurityKeyRequest(pin=False)),
    "finger": (FINGER, None, SecurityKeyRequest(verify=True)),
}


@needs_plugin
@pytest.mark.parametrize("name", REQUESTS)
def test_what_vault_enrolled_systemd_opens(name: str, volume: Path, passphrase: Path) -> None:
    traits, pin, request = REQUESTS[name]
    with plugged_in(Authenticator(traits, pin=pin)) as slot:
        chosen = SecurityKeyRequest(slot.path, request.pin, request.touch, request.verify)
        assert enroll(volume, passphrase, chosen) == 1
        (token,) = Engine().security_key_status(volume).tokens
        assert opened_by_systemd(volume, slot.path, PIN if token.needs_pin else "") == 1
        assert opened(volume, slot.path) == 1


@needs_systemd
@needs_cryptsetup
def test_what_vault_enrolled_is_a_security_key_for_the_others(volume: Path, passphrase: Path) -> None:
    with plugged_in(Authenticator(pin=PIN)) as slot:
        enroll(volume, passphrase, SecurityKeyRequest(slot.path))
    assert slots(volume) == ["0 password", "1 fido2"]
    assert Engine().security_key_status(volume).tokens == (SecurityKeyToken(0, 1, needs_pin=True, needs_touch=True),)
    shown = " ".join(run(CRYPTSETUP, "luksDump", volume).split()).split("Tokens: ")[1]
    assert shown.startswith("0: systemd-fido2 ") and "Keyslot: 1 " in shown
    if has_plugin():
        for said in ("fido2-rp: io.systemd.cryptsetup", "fido2-clientPin-required: true", "fido2-up-required: true"):
            assert said in shown


@needs_systemd
def test_a_name_changes_what_systemd_sees_as_documented(volume: Path, passphrase: Path) -> None:
    text = (Path(__file__).resolve().parents[2] / "spec" / "tokens.md").read_text()
    assert "| security key | `fido2` | `conflict` | its number, `fido2` |" in text
    with plugged_in(Authenticator()) as slot:
        enroll(volume, passphrase, SecurityKeyRequest(slot.path, pin=False))
        Engine().keyslot_name(volume, None, 1, "blue key")
        assert slots(volume) == ["0 password", "1 conflict"]
        assert opened(volume, slot.path) == 1
        run(CRYPTENROLL, "--wipe-slot=fido2", volume)
        assert slots(volume) == ["0 password"]


@needs_systemd
def test_systemd_removes_what_vault_enrolled_cleanly(volume: Path, passphrase: Path) -> None:
    with plugged_in(Authenticator()) as slot:
        enroll(volume, passphrase, SecurityKeyRequest(slot.path, pin=False))
        run(CRYPTENROLL, "--wipe-slot=fido2", volume)
        assert slots(volume) == ["0 password"]
        assert Engine().security_key_status(volume).tokens == ()
        assert opened(volume, slot.path) == "keyslot"


@needs_systemd
def test_vault_removes_what_systemd_enrolled_cleanly(volume: Path, passphrase: Path) -> None:
    with plugged_in(Authenticator()) as slot:
        enrolled_by_systemd(volume, passphrase, slot.path)
        Engine().keyslot_remove(volume, None, 1, KeyFile(passphrase))
        assert slots(volume) == ["0 password"]
        assert Engine().security_key_status(volume).tokens == ()


@needs_systemd
@needs_plugin
def test_two_keys_open_one_volume(volume: Path, passphrase: Path) -> None:
    with plugged_in(Authenticator()) as ours, plugged_in(Authenticator()) as theirs:
        assert enroll(volume, passphrase, SecurityKeyRequest(ours.path, pin=False)) == 1
        enrolled_by_systemd(volume, passphrase, theirs.path)
        assert slots(volume) == ["0 password", "1 fido2", "2 fido2"]
        assert [opened(volume, each.path) for each in (ours, theirs)] == [1, 2]
        assert opened_by_systemd(volume, ours.path) == 1  # version 252 looks at the first token only
