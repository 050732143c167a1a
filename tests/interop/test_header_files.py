"""Header backups are cryptsetup's: each program restores the file that the other one saved, and takes our repairs."""

import shutil
import subprocess
from pathlib import Path

import pytest

from vault.container import Container
from vault.engine import Engine
from vault.headers.kept import keep
from vault.options import KeyFile
from vault.volume import Volume

CRYPTSETUP = shutil.which("cryptsetup", path="/usr/sbin:/sbin:/usr/bin:/bin")
pytestmark = pytest.mark.skipif(CRYPTSETUP is None, reason="cryptsetup is not installed")
CHEAP = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000")
DAMAGE = {"luks1": ((208 + 6 * 48, b"\x80\x20\x21\x00" * 12),), "luks2": ((100, b"overwritten"),)}
"""What is overwritten of a header, so that it can be repaired: a partition table's place in LUKS1, a copy of LUKS2."""
kinds = pytest.mark.parametrize("kind", DAMAGE)


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def volume(tmp_path: Path, kind: str) -> Path:
    """A volume that cryptsetup made."""
    path = tmp_path / "volume"
    with path.open("wb") as new:
        new.truncate(20 << 20)
    cryptsetup("luksFormat", "--type", kind, *CHEAP, "--key-file", "-", path)
    return path


def cryptsetup(*arguments: object) -> None:
    command = [CRYPTSETUP, "--batch-mode", *map(str, arguments)]
    subprocess.run(command, input=b"a passphrase", capture_output=True, check=True, timeout=120)  # type: ignore[arg-type]


@pytest.mark.parametrize("saver", ["vault", "vault, automatically", "cryptsetup"])
@kinds
def test_what_one_saves_the_other_restores(volume: Path, tmp_path: Path, kind: str, saver: str) -> None:
    file = tmp_path / "saved"
    before = volume.read_bytes()
    if saver == "vault":
        Engine().header_backup(volume, file)
    elif saver == "cryptsetup":
        cryptsetup("luksHeaderBackup", volume, "--header-backup-file", file)
    else:
        with Container.open(volume) as container, Volume.open(container) as opened:
            file = keep(opened, "keyslot-change") or file
    with volume.open("r+b") as damaged:
        damaged.write(bytes(1 << 20))
    if saver == "cryptsetup":
        Engine().header_restore(volume, file, KeyFile(tmp_path / "not asked for"), force=True)
    else:
        cryptsetup("luksHeaderRestore", volume, "--header-backup-file", file)
    assert volume.read_bytes() == before
    cryptsetup("open", "--test-passphrase", "--key-file", "-", volume)


@kinds
def test_cryptsetup_finds_nothing_to_repair_after_us(volume: Path, kind: str) -> None:
    with volume.open("r+b") as damaged:
        for offset, data in DAMAGE[kind]:
            damaged.seek(offset)
            damaged.write(data)
    assert not Engine().header_check(volume).whole
    assert Engine().header_repair(volume).steps
    assert Engine().header_check(volume).whole
    repaired = volume.read_bytes()
    cryptsetup("repair", volume)
    assert volume.read_bytes() == repaired
    cryptsetup("open", "--test-passphrase", "--key-file", "-", volume)


def test_both_mend_a_free_keyslot_of_luks1_alike(tmp_path: Path) -> None:
    path, theirs = tmp_path / "ours", tmp_path / "theirs"
    with path.open("wb") as new:
        new.truncate(20 << 20)
    cryptsetup("luksFormat", "--type", "luks1", *CHEAP, "--key-file", "-", path)
    whole = path.read_bytes()
    ((offset, data),) = DAMAGE["luks1"]
    theirs.write_bytes(whole[:offset] + data + whole[offset + len(data) :])
    path.write_bytes(theirs.read_bytes())
    Engine().header_repair(path)
    cryptsetup("repair", theirs)
    assert path.read_bytes() == theirs.read_bytes() == whole
