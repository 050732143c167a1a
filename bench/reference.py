"""The small C server (reference.c): compiled when it is needed, run beside ours."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from bench.machine import needs, wait_until
from vault.attach.fusefile.unmount import unmount
from vault.system.mounts import mount_at

SOURCE = Path(__file__).with_suffix(".c")
HEADERS = SOURCE.parents[1] / "crypto"
PACKAGES = ("fuse3", "libcrypto", "libgcrypt")
HEADER_PACKAGES = ("libfuse3-dev", "libssl-dev", "libgcrypt20-dev")
"""Debian's packages of what is compiled against."""


def missing() -> str:
    """Why it cannot be compiled here, or nothing."""
    reason = needs("gcc", "pkg-config", "fusermount3")
    if reason:
        return reason
    known = subprocess.run(["pkg-config", "--exists", *PACKAGES], check=False).returncode == 0
    return "" if known else f"not installed: headers (packages {', '.join(HEADER_PACKAGES)})"


@cache
def flags() -> tuple[str, ...]:
    found = subprocess.run(["pkg-config", "--cflags", "--libs", *PACKAGES], stdout=subprocess.PIPE, check=True)
    return tuple(found.stdout.decode().split())


def build(folder: Path) -> Path:
    """The program, compiled into ``folder`` unless it is there."""
    program = folder / "reference"
    if not program.exists():
        subprocess.run(["gcc", "-O2", "-I", HEADERS, SOURCE, "-o", program, *flags()], check=True)
    return program


@contextmanager
def served(container: Path, folder: Path, sector_size: int) -> Iterator[Path]:
    """The plaintext file of ``container`` shown in ``folder``; a sector size of 0 shows it without a cipher."""
    process = subprocess.Popen([build(folder.parent), container, folder, str(sector_size)], stdin=subprocess.PIPE)
    assert process.stdin is not None
    try:
        process.stdin.write(bytes(range(64)))
        process.stdin.close()
        wait_until(lambda: mount_at(folder) is not None, process)
        yield folder / "plain"
    finally:
        if mount_at(folder) is not None:
            unmount(folder, lazy=True)
        try:
            process.wait(60)
        finally:
            process.kill()
            process.wait()
