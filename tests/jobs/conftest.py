"""Jobs: whole commands as an ordinary user types them."""

from __future__ import annotations

import json
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Ordinary

PASSPHRASE = b"a passphrase of tests only"
CHEAP = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000")


class Desk:
    """An ordinary user's folder with the commands of a volume; everything is dismounted at the end."""

    def __init__(self, user: Ordinary, folder: Path) -> None:
        self.user = user
        self.folder = folder
        self.container = folder / "secret.vol"
        self.mounted = Path(pwd.getpwuid(user.uid).pw_dir) / "Vaults" / "secret"  # HOME is not asked

    def vault(self, *arguments: Any, data: bytes = b"", code: int = 0) -> subprocess.CompletedProcess[bytes]:
        """Run a command and hold it to its exit code."""
        done = self.user.run(*arguments, data=data)
        assert done.returncode == code, f"{arguments}: {done.returncode}\n{done.stdout!r}\n{done.stderr.decode()}"
        assert b"Traceback" not in done.stderr
        return done

    def unlock(self, *arguments: Any, code: int = 0) -> subprocess.CompletedProcess[bytes]:
        """Run a command that takes the passphrase."""
        return self.vault(*arguments, "--passphrase-fd", 0, data=PASSPHRASE, code=code)

    def create(self, container: Path | None = None, size: str = "64M", *more: Any) -> Path:
        """A new volume at no cost of key derivation."""
        container = container or self.container
        self.unlock("create", container, "--size", size, *CHEAP, "--yes", *more)
        return container

    def mount(self, container: Path | None = None, *more: Any) -> Path:
        """The folder that a volume is mounted on."""
        done = self.unlock("mount", container or self.container, *more, "--json")
        return Path(json.loads(done.stdout)["mount_point"])

    def dismount(self, name: Any = None) -> None:
        """Dismount the volume."""
        self.vault("dismount", name or self.container)

    def sessions(self) -> list[dict[str, Any]]:
        """What is open, as ``vault list --json`` has it."""
        return json.loads(self.vault("list", "--json").stdout)["sessions"]

    def shell(self, script: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
        """Run a shell script as this user in the folder."""
        return self.user.run("-ec", f"cd '{self.folder}'\n{script}", program="/bin/sh", **more)


@pytest.fixture
def desk(ordinary: Ordinary) -> Iterator[Desk]:
    folder = ordinary.home / "desk"
    folder.mkdir(mode=0o700)
    shutil.chown(folder, ordinary.uid, ordinary.gid)
    made = Desk(ordinary, folder)
    try:
        yield made
    finally:
        ordinary.run("dismount", "--all", "--force")
        left = [line for line in Path("/proc/mounts").read_text().splitlines() if str(ordinary.home) in line]
        for line in reversed(left):
            subprocess.run(["/usr/bin/umount", "-l", line.split()[1]], check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)
        assert not left, f"left mounted: {left}"
