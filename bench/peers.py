"""What is measured: our servers, other programs that show plaintext as a file, and the limits."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from vault.testing.served import served

PASSPHRASE = "bench"
CHUNK = 1 << 20
DEADLINE_S = 60


@dataclass(frozen=True)
class Peer:
    """A row of the table. ``missing`` says why it cannot run here; ``other`` marks what ours is held against."""

    name: str
    missing: Callable[[], str]
    serve: Callable[[Path, int], AbstractContextManager[Path]]
    other: bool = False


def needs(*programs: str) -> str:
    """Why not, or nothing."""
    absent = [program for program in programs if shutil.which(program) is None]
    return f"{', '.join(absent)} not installed" if absent else ""


def fill(path: Path, size: int) -> None:
    """Random data, so that no layer has a hole to skip."""
    with path.open("wb") as stream:
        for _ in range(size // CHUNK):
            stream.write(os.urandom(CHUNK))


@contextmanager
def scratch(folder: Path, *names: str) -> Iterator[Path]:
    """A folder with empty folders of these names, removed afterwards."""
    top = folder / "peer"
    top.mkdir()
    try:
        for name in names:
            (top / name).mkdir()
        yield top
    finally:
        shutil.rmtree(top)


@contextmanager
def ours(server: str, sector_size: int, consumer: str, folder: Path, size: int) -> Iterator[Path]:
    with scratch(folder, "attached") as top:
        fill(top / "container", size)
        with served(
            top / "container", top / "attached", server=server, sector_size=sector_size, consumer=consumer
        ) as file:
            yield file.path


@contextmanager
def qemu(folder: Path, size: int) -> Iterator[Path]:
    with scratch(folder) as top, ExitStack() as stack:
        container, shown, secret = top / "container", top / "shown", f"secret,id=key,data={PASSPHRASE}"
        shown.touch()
        subprocess.run(
            ["qemu-img", "create", "-q", "-f", "luks", "--object", secret, "-o", "key-secret=key,iter-time=10",
             container, str(size)],
            check=True,
        )  # fmt: skip
        daemon = subprocess.Popen(
            ["qemu-storage-daemon", "--object", secret,
             "--blockdev", f"driver=file,node-name=file,filename={container}",
             "--blockdev", "driver=luks,node-name=plain,file=file,key-secret=key",
             "--export", f"type=fuse,id=export,node-name=plain,mountpoint={shown},writable=on"]
        )  # fmt: skip
        stack.callback(daemon.wait)
        stack.callback(daemon.terminate)
        wait_until(lambda: shown.stat().st_size == size)
        fill_in_place(shown, size)
        yield shown


@contextmanager
def gocryptfs(folder: Path, size: int) -> Iterator[Path]:
    with scratch(folder, "encrypted", "plain") as top:
        for words in (["-init", "-scryptn", "10", top / "encrypted"], [top / "encrypted", top / "plain"]):
            command = ["gocryptfs", "-q", "-nosyslog", *words]
            subprocess.run(command, input=PASSPHRASE.encode(), stdout=subprocess.DEVNULL, check=True)
        try:
            fill(top / "plain" / "file", size)
            yield top / "plain" / "file"
        finally:
            subprocess.run(["fusermount3", "-u", top / "plain"], check=True)


@contextmanager
def plain(folder: Path, size: int) -> Iterator[Path]:
    with scratch(folder) as top:
        fill(top / "file", size)
        yield top / "file"


def fill_in_place(path: Path, size: int) -> None:
    with path.open("r+b") as stream:
        for _ in range(size // CHUNK):
            stream.write(os.urandom(CHUNK))


def wait_until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.05)


PEERS = (
    Peer("native, direct, 4096", needs, partial(ours, "native", 4096, "loop")),
    Peer("native, direct, 512", needs, partial(ours, "native", 512, "loop")),
    Peer("native, page cache, 4096", needs, partial(ours, "native", 4096, "any")),
    Peer("composed (pyfuse3), direct, 4096", needs, partial(ours, "composed", 4096, "loop")),
    Peer(
        "qemu-storage-daemon, LUKS1, FUSE export",
        partial(needs, "qemu-img", "qemu-storage-daemon"),
        qemu,
        other=True,
    ),
    Peer(
        "gocryptfs (a file in an encrypted folder)", partial(needs, "gocryptfs", "fusermount3"), gocryptfs, other=True
    ),
    Peer("limit: the file itself, no FUSE, no encryption", needs, plain),
)
