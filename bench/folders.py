"""Programs that encrypt a folder file by file: how each is set up, mounted and unmounted."""

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.machine import User, Word, needs, wait_until
from vault.system.mounts import mount_at

PASSPHRASE = "bench"
ONCE, TWICE = f"{PASSPHRASE}\n".encode(), f"{PASSPHRASE}\n{PASSPHRASE}\n".encode()


@dataclass(frozen=True, slots=True)
class Folder:
    """``create`` and ``mount`` give command lines for the encrypted and the plain folder.

    KDFs cost as little as the program lets them.
    """

    name: str
    programs: tuple[str, ...]
    create: Callable[[Path, Path], Sequence[Word]]
    mount: Callable[[Path, Path], Sequence[Word]]
    asks: bytes = ONCE
    environment: tuple[tuple[str, str], ...] = ()

    def missing(self) -> str:
        return needs(*self.programs)


FOLDERS = (
    Folder(
        "gocryptfs",
        ("gocryptfs", "fusermount3"),
        lambda cipher, _: ["gocryptfs", "-q", "-nosyslog", "-init", "-scryptn", "10", cipher],
        lambda cipher, plain: ["gocryptfs", "-q", "-nosyslog", cipher, plain],
    ),
    Folder(
        "securefs",
        ("securefs", "fusermount3"),
        lambda cipher, _: ["securefs", "create", "--pass", PASSPHRASE, "-r", "1", cipher],
        lambda cipher, plain: ["securefs", "mount", "--background", "--pass", PASSPHRASE, cipher, plain],
    ),
    Folder(
        "encfs",
        ("encfs", "fusermount3"),
        lambda cipher, plain: ["true"],
        lambda cipher, plain: ["encfs", "--standard", "--stdinpass", cipher, plain],
    ),
    Folder(
        "cryfs",
        ("cryfs", "fusermount3"),
        lambda cipher, plain: ["true"],
        lambda cipher, plain: ["cryfs", "--create-missing-basedir", cipher, plain],
        TWICE,
        (("CRYFS_FRONTEND", "noninteractive"), ("CRYFS_NO_UPDATE_CHECK", "true")),
    ),
)


@contextmanager
def mounted(kind: Folder, someone: User, top: Path) -> Iterator[tuple[Path, float]]:
    """The plain folder, mounted as this user in the folder ``top`` of his, and the seconds that mounting took."""
    cipher, plain = someone.folder(top / "encrypted"), someone.folder(top / "plain")
    someone.run(*kind.create(cipher, plain), data=TWICE, more=dict(kind.environment), quiet=True)
    begin = time.monotonic()
    try:
        someone.run(*kind.mount(cipher, plain), data=kind.asks, more=dict(kind.environment), quiet=True)
        wait_until(lambda: mount_at(plain) is not None)
        yield plain, time.monotonic() - begin
    finally:
        release(plain, someone)


def release(plain: Path, someone: User) -> None:
    """Unmount what a driver in user space has mounted, if it has."""
    if mount_at(plain) is None:
        return
    try:
        someone.run("fusermount3", "-u", plain)
    except subprocess.CalledProcessError:
        someone.run("fusermount3", "-u", "-z", plain)
        raise
