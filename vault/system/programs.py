"""Calling other programs: by absolute path, without a shell, in a clean environment."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vault.errors import NotAvailable

FOLDERS = ("/usr/sbin", "/usr/bin", "/sbin", "/bin")
ENVIRONMENT = {"PATH": ":".join(FOLDERS), "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}

PACKAGES = {
    "fuse2fs": "fuse2fs",
    "e2fsck": "e2fsprogs",
    "mke2fs": "e2fsprogs",
    "fusermount3": "fuse3",
    "mount.exfat-fuse": "exfat-fuse",
    "mkfs.exfat": "exfatprogs",
    "fsck.exfat": "exfatprogs",
    "ntfs-3g": "ntfs-3g",
    "mkntfs": "ntfs-3g",
    "ntfsfix": "ntfs-3g",
    "mkfs.fat": "dosfstools",
    "fsck.fat": "dosfstools",
    "mkfs.xfs": "xfsprogs",
    "xfs_repair": "xfsprogs",
    "mkfs.btrfs": "btrfs-progs",
    "btrfs": "btrfs-progs",
}
"""Debian's package for each program that vault calls."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a program ended: its exit code and what it printed, both streams together, decoded leniently."""

    code: int
    output: str

    @property
    def last_line(self) -> str:
        """The last line that says something, for one-line messages."""
        lines = [line.strip() for line in self.output.splitlines() if line.strip()]
        return lines[-1] if lines else f"exit code {self.code}"


def find(name: str) -> Path | None:
    """The absolute path of a program in the system's own folders, never in ``PATH``."""
    for folder in FOLDERS:
        path = Path(folder, name)
        if path.is_file() and os.access(path, os.X_OK):
            return path
    return None


def need(name: str) -> Path:
    """The absolute path of a program. Raises NotAvailable with the package to install."""
    path = find(name)
    if path is None:
        package = PACKAGES.get(name, name)
        raise NotAvailable(
            f"{name} is not installed", hint=f"install the package {package}", program=name, package=package
        )
    return path


def run(
    name: str,
    arguments: Sequence[str | os.PathLike[str]],
    *,
    timeout_s: float | None = None,
    pass_fds: Sequence[int] = (),
    environment: dict[str, str] | None = None,
) -> Result:
    """Run a program to its end and return how it ended; standard input is empty.

    Raises NotAvailable when it is not installed and subprocess.TimeoutExpired (after killing it) when it takes
    longer than ``timeout_s``.
    """
    done = subprocess.run(
        [need(name), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**ENVIRONMENT, **(environment or {})},
        timeout=timeout_s,
        pass_fds=tuple(pass_fds),
        cwd="/",
        check=False,
    )
    return Result(done.returncode, done.stdout.decode("utf-8", "replace"))
