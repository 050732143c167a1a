"""A home with a mount point, and a system of which nothing is known."""

import os
from pathlib import Path

import pytest

from vault.leaks.places import Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    home = tmp_path / "home"
    for folder in (home / "Vaults", *(tmp_path / name for name in ("proc", "sys", "etc", "var"))):
        folder.mkdir(parents=True)
    system = {name: tmp_path / name for name in ("proc", "sys", "etc", "var")}
    return Places(home, home / ".cache", home / ".local/share", home / ".config", **system)


@pytest.fixture
def point(places: Places) -> Path:
    """A mount point, which need not exist any more."""
    return places.home / "Vaults" / "a"


@pytest.fixture
def tree():
    """What is below a folder: paths, and contents of files."""

    def look(folder: Path) -> dict[str, bytes | str]:
        found: dict[str, bytes | str] = {}
        for path in sorted(folder.rglob("*")):
            name = str(path.relative_to(folder))
            found[name] = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else "folder"
        return found

    return look
