"""What tests of enrolments have in common: a LUKS2 volume, and its passphrase in a file."""

from pathlib import Path

import pytest

from vault.testing.volumes import write_volume

PASSPHRASE = b"correct horse"


@pytest.fixture
def volume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A volume that the passphrase opens; backups of its header are kept beside it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    write_volume(tmp_path / "secret.vol", PASSPHRASE, size=3 << 20)
    return tmp_path / "secret.vol"


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    """The file that the passphrase is in."""
    path = tmp_path / "passphrase"
    path.touch(0o600)
    path.write_bytes(PASSPHRASE)
    return path
