"""Header backups are cryptsetup's: each program restores the file that the other one saved."""

import shutil
import subprocess
from pathlib import Path

import pytest

from vault.engine import Engine
from vault.options import KeyFile

CRYPTSETUP = shutil.which("cryptsetup", path="/usr/sbin:/sbin:/usr/bin:/bin")
pytestmark = pytest.mark.skipif(CRYPTSETUP is None, reason="cryptsetup is not installed")
CHEAP = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000")


def cryptsetup(*arguments: object) -> None:
    command = [CRYPTSETUP, "--batch-mode", *map(str, arguments)]
    subprocess.run(command, input=b"a passphrase", capture_output=True, check=True, timeout=120)  # type: ignore[arg-type]


@pytest.mark.parametrize("saver", ["vault", "cryptsetup"])
@pytest.mark.parametrize("kind", ["luks1", "luks2"])
def test_what_one_saves_the_other_restores(tmp_path: Path, kind: str, saver: str) -> None:
    path, file = tmp_path / "volume", tmp_path / "saved"
    with path.open("wb") as new:
        new.truncate(20 << 20)
    cryptsetup("luksFormat", "--type", kind, *CHEAP, "--key-file", "-", path)
    before = path.read_bytes()
    if saver == "vault":
        Engine().header_backup(path, file)
    else:
        cryptsetup("luksHeaderBackup", path, "--header-backup-file", file)
    with path.open("r+b") as damaged:
        damaged.write(bytes(1 << 20))
    if saver == "vault":
        cryptsetup("luksHeaderRestore", path, "--header-backup-file", file)
    else:
        Engine().header_restore(path, file, KeyFile(tmp_path / "not asked for"), force=True)
    assert path.read_bytes() == before
    cryptsetup("open", "--test-passphrase", "--key-file", "-", path)
