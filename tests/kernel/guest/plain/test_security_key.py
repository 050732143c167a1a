"""systemd attaches what vault enrolled a security key for, and vault what systemd did, with the kernel's dm-crypt."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("fido2", reason="the package fido2 is not installed")

from vault import options as given
from vault.crypto.secret import Secret
from vault.engine import Engine
from vault.options import SecurityKeyRequest
from vault.testing.authenticator import Authenticator, Traits, plugged_in
from vault.testing.volumes import write_volume

CRYPTENROLL = shutil.which("systemd-cryptenroll")
CRYPTSETUP = Path("/usr/lib/systemd/systemd-cryptsetup")
NAME = "judge"
PASSPHRASE = b"correct horse"
PIN = "1234"
SIZE = 3 << 20

pytestmark = [
    pytest.mark.usefixtures("nothing_stays"),
    pytest.mark.timeout(90),
    pytest.mark.skipif(CRYPTENROLL is None or not CRYPTSETUP.exists(), reason="systemd-cryptsetup is not installed"),
]


class Typist:
    """Types the PIN."""

    def pin(self, device: str, left: int | None) -> Secret:
        del device, left
        return Secret(PIN.encode())


def systemd(program: str | Path | None, *words: object, pins: Path | None = None) -> None:
    """Run it; ``pins`` is a folder where it finds the PIN by any of the names that it may ask for."""
    environment = {"PATH": os.defpath, "LC_ALL": "C", "DM_DISABLE_UDEV": "1"}
    if pins is not None:
        environment["CREDENTIALS_DIRECTORY"] = str(pins)
        for name in ("cryptsetup.luks2-pin", "cryptsetup.fido2-pin", "cryptenroll.fido2-pin", "fido2-pin"):
            (pins / name).write_text(PIN)
    done = subprocess.run(
        [str(program), *map(str, words)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.touch(0o600)
    path.write_bytes(PASSPHRASE)
    return path


@pytest.mark.parametrize("pin", [None, PIN], ids=["touch", "pin"])
def test_systemd_attaches_what_vault_enrolled(pin: str | None, tmp_path: Path, passphrase: Path) -> None:
    volume = tmp_path / "secret.vol"
    plaintext = write_volume(volume, PASSPHRASE, size=SIZE)
    with plugged_in(Authenticator(pin=pin)) as slot:
        request = SecurityKeyRequest(device=slot.path, pin=pin is not None)
        engine = Engine(prompt=Typist())
        assert engine.security_key_enroll(given.KeyslotChange(volume), given.KeyFile(passphrase), request) == 1
        systemd(CRYPTSETUP, "attach", NAME, volume, "-", f"fido2-device={slot.path}", pins=tmp_path)
    try:
        assert Path("/dev/mapper", NAME).read_bytes() == plaintext
    finally:
        systemd(CRYPTSETUP, "detach", NAME)


@pytest.mark.parametrize("pin", [None, PIN], ids=["touch", "pin"])
def test_vault_attaches_what_systemd_enrolled(pin: str | None, tmp_path: Path, passphrase: Path) -> None:
    volume = tmp_path / "secret.vol"
    plaintext = write_volume(volume, PASSPHRASE, size=SIZE)
    engine = Engine(prompt=Typist())
    with plugged_in(Authenticator(Traits(pin_for_new=True), pin=pin)) as slot:
        options = (f"--fido2-device={slot.path}", f"--unlock-key-file={passphrase}")
        systemd(CRYPTENROLL, *options, volume, pins=tmp_path)
        source = given.FromToken(security_key=True, device=slot.path)
        name = engine.attach(given.AttachRequest(volume), source).name
    shown = engine.sessions()[0].path
    assert shown.is_block_device() and shown.read_bytes() == plaintext
    engine.detach(name)
