"""The copy of a header that is made before it is converted brings the volume back, with cryptsetup."""

import shutil
import subprocess
from pathlib import Path

import pytest

from vault.container import Container
from vault.errors import UnsupportedFeature, UsageError
from vault.events import ignore
from vault.inplace import convert_header
from vault.testing.volumes import CHEAP_PBKDF2
from vault.volume import Volume

CRYPTSETUP = shutil.which("cryptsetup", path="/usr/sbin:/sbin:/usr/bin:/bin")
PASSPHRASE = b"a passphrase"
pytestmark = pytest.mark.skipif(CRYPTSETUP is None, reason="cryptsetup is not installed")


def cryptsetup(*arguments: object) -> bytes:
    command = [CRYPTSETUP, "--batch-mode", *map(str, arguments)]
    return subprocess.run(command, input=PASSPHRASE, capture_output=True, check=True).stdout  # type: ignore[arg-type]


def made(path: Path, kind: str, *more: str) -> Path:
    path.write_bytes(b"")
    with path.open("r+b") as file:
        file.truncate(20 << 20)
    cheap = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", CHEAP_PBKDF2.iterations)
    cryptsetup("luksFormat", "--type", kind, *cheap, *more, "--key-file", "-", path)
    return path


def convert(path: Path, to: str, backup: Path | None = None) -> None:
    with Container.open(path) as container, Volume.open(container) as volume:
        convert_header(volume, to, backup=backup, on_event=ignore)


@pytest.mark.parametrize(("kind", "to"), [("luks1", "luks2"), ("luks2", "luks1")])
def test_the_header_is_converted_and_its_copy_restores_it(tmp_path: Path, kind: str, to: str) -> None:
    path, backup = made(tmp_path / "vol", kind, "--sector-size=512"), tmp_path / "backup"
    before = cryptsetup("luksDump", path)
    convert(path, to, backup)
    assert f"Version:       \t{to[-1]}".encode() in cryptsetup("luksDump", path)
    cryptsetup("open", "--test-passphrase", "--key-file", "-", path)
    assert backup.stat().st_mode & 0o777 == 0o600
    cryptsetup("luksHeaderRestore", path, "--header-backup-file", backup)
    assert cryptsetup("luksDump", path) == before
    cryptsetup("open", "--test-passphrase", "--key-file", "-", path)


def test_what_cannot_be_converted_is_left_alone_without_a_copy(tmp_path: Path) -> None:
    path = made(tmp_path / "vol", "luks2", "--sector-size=4096")
    before = path.read_bytes()
    with pytest.raises(UnsupportedFeature, match="sectors"):
        convert(path, "luks1", tmp_path / "backup")
    with pytest.raises(UsageError, match="already"):
        convert(path, "luks2", tmp_path / "backup")
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["vol"]


def test_a_copy_never_replaces_a_file(tmp_path: Path) -> None:
    path, backup = made(tmp_path / "vol", "luks1"), tmp_path / "backup"
    before = path.read_bytes()
    backup.write_bytes(b"mine")
    with pytest.raises(UsageError, match="exists"):
        convert(path, "luks2", backup)
    assert (path.read_bytes(), backup.read_bytes()) == (before, b"mine")
