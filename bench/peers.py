"""What shows plaintext as one file: our servers, other programs, and the limits."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import folders, reference
from bench.machine import needs, scratch, user, wait_until
from vault.attach.fusefile.unmount import unmount
from vault.system.mounts import mount_at
from vault.testing import rings
from vault.testing.served import served

PASSPHRASE = "bench"
CHUNK = 1 << 20


@dataclass(frozen=True)
class Peer:
    """A row of the table. ``missing`` says why it cannot run here; ``other`` marks what ours is held against."""

    name: str
    missing: Callable[[], str]
    serve: Callable[[Path, int], AbstractContextManager[Path]]
    other: bool = False


def fill(path: Path, size: int) -> None:
    """Random data, so that no layer has a hole to skip."""
    with path.open("r+b" if path.exists() else "wb") as stream:
        for _ in range(size // CHUNK):
            stream.write(os.urandom(CHUNK))


@contextmanager
def ours(
    server: str, sector_size: int, consumer: str, folder: Path, size: int, *, busy: bool = False, ring: bool = False
) -> Iterator[Path]:
    """Our own server; ``ring`` says whether the kernel offers io_uring to it, where that can be said."""
    with scratch(folder) as top, nullcontext() if rings.missing() else rings.switched(on=ring):
        fill(top / "container", size)
        (top / "attached").mkdir()
        with served(
            top / "container", top / "attached", server=server, sector_size=sector_size, consumer=consumer, busy=busy
        ) as file:
            yield file.path


@contextmanager
def c_server(sector_size: int, folder: Path, size: int) -> Iterator[Path]:
    with scratch(folder) as top:
        fill(top / "container", size)
        (top / "attached").mkdir()
        with reference.served(top / "container", top / "attached", sector_size) as path:
            yield path


@contextmanager
def qemu(folder: Path, size: int) -> Iterator[Path]:
    with scratch(folder) as top, ExitStack() as stack:
        container, shown, secret = top / "container", top / "shown", f"secret,id=key,data={PASSPHRASE}"
        shown.touch()
        qemu_create(container, size)
        daemon = subprocess.Popen(
            ["qemu-storage-daemon", "--object", secret,
             "--blockdev", f"driver=file,node-name=file,filename={container}",
             "--blockdev", "driver=luks,node-name=plain,file=file,key-secret=key",
             "--export", f"type=fuse,id=export,node-name=plain,mountpoint={shown},writable=on"]
        )  # fmt: skip
        stack.callback(daemon.wait)
        stack.callback(daemon.terminate)
        wait_until(lambda: shown.stat().st_size == size, daemon)
        fill(shown, size)
        yield shown


def qemu_create(container: Path, size: int) -> None:
    """A LUKS1 container whose KDF costs next to nothing."""
    subprocess.run(
        ["qemu-img", "create", "-q", "-f", "luks", "--object", f"secret,id=key,data={PASSPHRASE}",
         "-o", "key-secret=key,iter-time=100", container, str(size)],
        check=True,
    )  # fmt: skip


@contextmanager
def nbd(folder: Path, size: int) -> Iterator[Path]:
    with scratch(folder) as top, ExitStack() as stack:
        container, shown = top / "container", top / "shown"
        shown.mkdir()
        qemu_create(container, size)
        process = subprocess.Popen(
            ["nbdfuse", shown, "--command", "nbdkit", "-s", "--exit-with-parent", "--filter=luks",
             "file", container, f"passphrase={PASSPHRASE}"]
        )  # fmt: skip
        stack.callback(process.wait, 60)
        stack.callback(lambda: unmount(shown, lazy=True) if mount_at(shown) is not None else None)
        wait_until(lambda: mount_at(shown) is not None, process)
        fill(shown / "nbd", size)
        yield shown / "nbd"


@contextmanager
def in_folder(kind: folders.Folder, folder: Path, size: int) -> Iterator[Path]:
    with (
        user(root=os.geteuid() == 0) as someone,
        scratch(folder) as top,
        folders.mounted(kind, someone, top) as (plain, _),
    ):
        fill(plain / "file", size)
        yield plain / "file"


@contextmanager
def plain(folder: Path, size: int) -> Iterator[Path]:
    with scratch(folder) as top:
        fill(top / "file", size)
        yield top / "file"


@contextmanager
def loop(folder: Path, size: int) -> Iterator[Path]:
    with plain(folder, size) as path, loop_device(path) as device:
        yield device


@contextmanager
def loop_device(path: Path, *more: str) -> Iterator[Path]:
    """A loop device with direct I/O on a file."""
    made = subprocess.run(
        ["losetup", "--find", "--show", "--direct-io=on", *more, path], stdout=subprocess.PIPE, check=True
    )
    device = Path(made.stdout.decode().strip())
    try:
        yield device
    finally:
        subprocess.run(["losetup", "--detach", device], check=True)


PEERS = (
    Peer("vault, 4096", needs, partial(ours, "native", 4096, "loop")),
    Peer("vault, 512", needs, partial(ours, "native", 512, "loop")),
    Peer("vault, 4096, io_uring", rings.missing, partial(ours, "native", 4096, "loop", ring=True)),
    Peer("vault, 512, io_uring", rings.missing, partial(ours, "native", 512, "loop", ring=True)),
    Peer("vault, 4096, page cache", needs, partial(ours, "native", 4096, "any")),
    Peer("vault, 4096, busy Python thread", needs, partial(ours, "native", 4096, "loop", busy=True)),
    Peer("vault, 4096, composed (pyfuse3)", needs, partial(ours, "composed", 4096, "loop")),
    Peer("C libfuse3, 4096", reference.missing, partial(c_server, 4096)),
    Peer("C libfuse3, no cipher", reference.missing, partial(c_server, 0)),
    Peer("loop device, no cipher", partial(needs, "losetup", root=True), loop),
    Peer("the file itself", needs, plain),
    Peer("qemu-storage-daemon, LUKS1, FUSE", partial(needs, "qemu-img", "qemu-storage-daemon"), qemu, other=True),
    Peer("nbdfuse, nbdkit, LUKS1", partial(needs, "nbdkit", "nbdfuse", "qemu-img"), nbd, other=True),
    *(Peer(f"{kind.name} (a file in it)", kind.missing, partial(in_folder, kind), True) for kind in folders.FOLDERS),
)
