"""The security key in software is one for libfido2's tools and for systemd, which know nothing of it."""

import base64
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("fido2", reason="the package fido2 is not installed")

from vault.blockdev.image import ImageFile
from vault.formats.luks2.header import read_header
from vault.testing.authenticator import Authenticator, Person, Touch, Traits, plugged_in
from vault.testing.systemdtoken import has_plugin, opened_by_systemd
from vault.testing.volumes import write_volume

WHERE = "/usr/sbin:/sbin:/usr/bin:/bin"
TOKEN, CRED, ASSERT = (shutil.which(f"fido2-{name}", path=WHERE) for name in ("token", "cred", "assert"))
CRYPTENROLL = shutil.which("systemd-cryptenroll", path=WHERE)

needs_tools = pytest.mark.skipif(None in (TOKEN, CRED, ASSERT), reason="fido2-tools is not installed")
needs_systemd = pytest.mark.skipif(CRYPTENROLL is None, reason="systemd-cryptenroll is not installed")
needs_plugin = pytest.mark.skipif(not has_plugin(), reason="systemd's plugin for cryptsetup is not installed")

DEADLINE_S = 120
PIN = "1234"
RP = "relying.example"
PASSPHRASE = b"correct horse"
TRAITS = {
    "protocol one": Traits(protocols=(1,), pin_for_new=True),
    "protocol two": Traits(protocols=(2,), pin_for_new=True),
    "CTAP 2.0": Traits(protocols=(1,), permissions=False),
    "always": Traits(always_uv=True),
}
WITHOUT_TERMINAL = '"$@"; exit $?'
"""A shell that leads a session of its own; what it runs can neither ask on a terminal nor take the key for one."""


def run(program: str | None, *arguments: object, typed: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """The finished process, or that it took too long, of which nothing is left then."""
    command = ["/bin/sh", "-c", WITHOUT_TERMINAL, "sh", str(program), *map(str, arguments)]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    environment = {"LC_ALL": "C", "PATH": WHERE, **variables}
    with subprocess.Popen(command, text=True, start_new_session=True, env=environment, **pipes) as process:
        try:
            output, errors = process.communicate(typed, timeout=DEADLINE_S)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return subprocess.CompletedProcess(command, process.returncode, output, errors)


def told(program: str | None, *arguments: object, typed: str = "") -> str:
    """What it prints."""
    done = run(program, *arguments, typed=typed)
    assert done.returncode == 0, done.stderr
    return done.stdout


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@dataclass
class Tools:
    """fido2-cred and fido2-assert with their parameters in files."""

    folder: Path
    device: Path

    def make(self, *options: str, pin: str = "") -> str:
        """The identifier of a credential that they made and verified; its public key lies in ``key``."""
        (self.folder / "wanted").write_text(f"{b64(bytes(32))}\n{RP}\nuser\n{b64(b'user')}\n")
        typed = f"{pin}\n" if pin else ""
        made = told(CRED, "-M", "-h", *options, "-i", self.folder / "wanted", self.device, typed=typed)
        identifier, key = told(CRED, "-V", "-h", typed=made).split("\n", 1)
        (self.folder / "key").write_text(key)
        return identifier

    def secret(self, identifier: str, *options: str, pin: str = "", salt: bytes = b"s" * 32) -> str:
        """What hmac-secret gave; they verified the rest."""
        (self.folder / "wanted").write_text(f"{b64(bytes(32))}\n{RP}\n{identifier}\n{b64(salt)}\n")
        typed = f"{pin}\n" if pin else ""
        given = told(ASSERT, "-G", "-h", *options, "-i", self.folder / "wanted", self.device, typed=typed).splitlines()
        told(ASSERT, "-V", "-h", *(("-v",) if pin else ()), self.folder / "key", typed="\n".join(given[:4]) + "\n")
        return given[4]


@needs_tools
def test_the_tools_read_what_it_says_of_itself_and_set_its_pin() -> None:
    key = Authenticator()
    with plugged_in(key) as slot:
        shown = told(TOKEN, "-I", slot.path).splitlines()
        assert "extension strings: hmac-secret, credProtect" in shown
        assert "options: nork, up, noplat, noalwaysUv, noclientPin, pinUvAuthToken, makeCredUvNotRqd" in shown
        told(TOKEN, "-S", slot.path, typed=f"{PIN}\n{PIN}\n")
        assert key.pin.is_set
        assert run(TOKEN, "-C", slot.path, typed="4321\n9999\n9999\n").returncode == 1
        shown = told(TOKEN, "-I", slot.path).splitlines()
        assert "pin retries: 7" in shown
        told(TOKEN, "-C", slot.path, typed=f"{PIN}\n9999\n9999\n")
        assert key.pin.tries == 8


@needs_tools
def test_the_tools_make_a_credential_and_get_the_same_secret_each_time(tmp_path: Path) -> None:
    key = Authenticator()
    with plugged_in(key) as slot:
        tools = Tools(tmp_path, slot.path)
        identifier = tools.make()
        secret = tools.secret(identifier)
        assert key.person.asked == 2
        assert tools.secret(identifier, "-t", "up=false") == secret and key.person.asked == 2
        assert tools.secret(identifier, salt=bytes(32)) != secret
    with plugged_in(key) as slot:
        assert Tools(tmp_path, slot.path).secret(identifier) == secret


@needs_tools
@pytest.mark.parametrize("name", TRAITS)
def test_the_tools_verify_the_user_by_pin(name: str, tmp_path: Path) -> None:
    with plugged_in(Authenticator(TRAITS[name], pin=PIN)) as slot:
        tools = Tools(tmp_path, slot.path)
        identifier = tools.make(pin=PIN)
        secret = tools.secret(identifier, "-t", "pin=true", pin=PIN)
        assert tools.secret(identifier, "-t", "pin=true", pin=PIN) == secret
        assert tools.secret(identifier, "-t", "up=false") != secret
        done = run(ASSERT, "-G", "-h", "-t", "pin=true", "-i", tmp_path / "wanted", slot.path, typed="4321\n")
        assert done.returncode == 1 and "FIDO_ERR_PIN_INVALID" in done.stderr


@needs_tools
def test_the_tools_verify_the_user_by_finger(tmp_path: Path) -> None:
    with plugged_in(Authenticator(Traits(fingerprints=True))) as slot:
        tools = Tools(tmp_path, slot.path)
        identifier = tools.make()
        assert tools.secret(identifier, "-t", "uv=true") != tools.secret(identifier, "-t", "up=false")


@needs_tools
@pytest.mark.parametrize(
    ("does", "error"), [(Touch.REFUSED, "FIDO_ERR_OPERATION_DENIED"), (Touch.TIMEOUT, "FIDO_ERR_USER_ACTION_TIMEOUT")]
)
def test_the_tools_are_told_why_nobody_touched_it(does: Touch, error: str, tmp_path: Path) -> None:
    (tmp_path / "wanted").write_text(f"{b64(bytes(32))}\n{RP}\nuser\n{b64(b'user')}\n")
    with plugged_in(Authenticator(person=Person(does))) as slot:
        done = run(CRED, "-M", "-i", tmp_path / "wanted", slot.path)
        assert done.returncode == 1 and error in done.stderr


@dataclass(frozen=True)
class Enrolment:
    """What systemd-cryptenroll is asked for, of which key; what the token says then: PIN, touch, verification."""

    traits: Traits
    pin: str | None
    options: tuple[str, ...]
    says: tuple[bool, bool, bool]


NO_PIN = "--fido2-with-client-pin=no"
NO_TOUCH = "--fido2-with-user-presence=no"
VERIFY = "--fido2-with-user-verification=yes"
ENROLMENTS = {
    "touch": Enrolment(Traits(), None, (), (False, True, False)),
    "nothing": Enrolment(Traits(), None, (NO_PIN, NO_TOUCH), (False, False, False)),
    "touch insisted on": Enrolment(Traits(silent_secrets=False), None, (NO_PIN, NO_TOUCH), (False, True, False)),
    "pin": Enrolment(TRAITS["protocol two"], PIN, (), (True, True, False)),
    "pin, protocol one": Enrolment(TRAITS["protocol one"], PIN, (NO_TOUCH,), (True, False, False)),
    "pin, CTAP 2.0": Enrolment(TRAITS["CTAP 2.0"], PIN, (), (True, True, False)),
    "pin insisted on": Enrolment(TRAITS["always"], PIN, (NO_PIN,), (True, True, False)),
    "pin not wanted": Enrolment(Traits(), PIN, (NO_PIN,), (False, True, False)),
    "finger": Enrolment(Traits(fingerprints=True), None, (NO_PIN, VERIFY), (False, True, True)),
    "no touch to be had": Enrolment(Traits(presence=False), None, (), (False, False, False)),
}


@needs_systemd
@needs_plugin
@pytest.mark.parametrize("name", ENROLMENTS)
def test_systemd_enrols_it_and_opens_with_it(name: str, tmp_path: Path) -> None:
    asked = ENROLMENTS[name]
    volume, passphrase = tmp_path / "secret.vol", tmp_path / "passphrase"
    write_volume(volume, PASSPHRASE, size=3 << 20)
    passphrase.touch(0o600)
    passphrase.write_bytes(PASSPHRASE)
    for name_of_version in ("fido2-pin", "cryptenroll.fido2-pin"):
        (tmp_path / name_of_version).write_text(PIN)
    key = Authenticator(asked.traits, pin=asked.pin)
    with plugged_in(key) as slot:
        options = (*asked.options, f"--fido2-device={slot.path}", f"--unlock-key-file={passphrase}")
        done = run(CRYPTENROLL, *options, volume, CREDENTIALS_DIRECTORY=str(tmp_path))
        assert done.returncode == 0, done.stderr
        image = ImageFile.open(volume, read_only=True)
        token = read_header(image).tokens[0]
        image.close()
        assert tuple(token[f"fido2-{each}-required"] for each in ("clientPin", "up", "uv")) == asked.says
        before = key.person.asked
        assert opened_by_systemd(volume, slot.path, PIN if asked.says[0] else "") == 1
        assert key.person.asked - before == asked.says[1]
    with plugged_in(Authenticator(asked.traits, pin=asked.pin)) as another:
        assert opened_by_systemd(volume, another.path, PIN) < 0
