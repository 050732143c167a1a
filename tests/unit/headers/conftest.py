"""Small volumes in files, and a home of their own for settings and for what is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vault.engine import Engine
from vault.options import CreateOptions, KeyFile, KeyslotChange

MIB = 1 << 20
OLD, NEW = b"an old passphrase of twenty bytes", b"a new passphrase of twenty bytes"
COST: dict[str, Any] = {"pbkdf": "pbkdf2", "pbkdf_iterations": 1000}
RECIPES: dict[str, dict[str, Any]] = {
    "luks2": {**COST, "keyslots_size": 1 << 20},
    "luks1": COST,
    "veracrypt": {"pim": 1, "prf": "sha256", "quick": True},
}


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which backups are kept."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "state" / "vault" / "headers"


@pytest.fixture
def settings(tmp_path: Path) -> Callable[[str], Path]:
    """Write the settings."""

    def write(text: str) -> Path:
        file = tmp_path / "config" / "vault" / "config.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    return write


@pytest.fixture
def old(tmp_path: Path) -> KeyFile:
    """What opens a new volume."""
    (tmp_path / "old.key").write_bytes(OLD)
    return KeyFile(tmp_path / "old.key")


@pytest.fixture
def new(tmp_path: Path) -> KeyFile:
    """Another credential."""
    (tmp_path / "new.key").write_bytes(NEW)
    return KeyFile(tmp_path / "new.key")


@pytest.fixture
def make(tmp_path: Path, old: KeyFile) -> Callable[..., Path]:
    """A volume of that format, in that file."""

    def made(name: str, file: str = "volume", **more: Any) -> Path:
        options = {"size": 3 * MIB, "filesystem": None, "format": name, **RECIPES[name], **more}
        Engine().create(CreateOptions(tmp_path / file, **options), old)
        return tmp_path / file

    return made


@pytest.fixture
def add(old: KeyFile, new: KeyFile) -> Callable[[Path], int]:
    """Give the volume a second keyslot, for the new credential; its number."""
    return lambda path: Engine().keyslot_add(KeyslotChange(path, **COST, backup=False), old, new)


@pytest.fixture
def overwrite() -> Callable[[Path, int, bytes], None]:
    """Put these bytes into the file."""

    def write(path: Path, offset: int, data: bytes) -> None:
        with path.open("r+b") as file:
            file.seek(offset)
            file.write(data)

    return write
