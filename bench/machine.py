"""The machine under measurement: programs, users, caches, memory, waiting."""

import json
import os
import platform
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vault.attach.fusefile.unmount import unmount
from vault.system.mounts import mounts

DEADLINE_S = 120
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
DROP_CACHES = Path("/proc/sys/vm/drop_caches")
Word = str | os.PathLike[str]

PACKAGES = {
    "fio": "fio",
    "gocryptfs": "gocryptfs",
    "securefs": "securefs",
    "cryfs": "cryfs",
    "encfs": "encfs",
    "qemu-img": "qemu-utils",
    "qemu-storage-daemon": "qemu-system-common",
    "nbdkit": "nbdkit",
    "nbdfuse": "libnbd-bin",
    "fusermount3": "fuse3",
    "fuse2fs": "fuse2fs",
    "mke2fs": "e2fsprogs",
    "losetup": "mount",
    "cryptsetup": "cryptsetup-bin",
    "gcc": "gcc",
    "pkg-config": "pkg-config",
}
"""Debian's packages of all programs that are called."""


def needs(*programs: str, root: bool = False) -> str:
    """Why something cannot be measured here, or nothing."""
    if root and os.geteuid() != 0:
        return "needs root"
    absent = [program for program in programs if shutil.which(program) is None]
    return f"not installed: {', '.join(f'{program} (package {PACKAGES[program]})' for program in absent)}" * bool(
        absent
    )


@dataclass(frozen=True, slots=True)
class User:
    """Whom programs run as. The one who runs this, or nobody for root: then rootless is measured without root."""

    uid: int
    gid: int
    home: Path

    def command(self, words: Sequence[Word]) -> list[str]:
        """The command line that runs as this user."""
        if self.uid == os.geteuid():
            return [os.fspath(word) for word in words]
        drop = ["setpriv", "--reuid", str(self.uid), "--regid", str(self.gid), "--clear-groups", "--"]
        return [*drop, *(os.fspath(word) for word in words)]

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", PATH),
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home / "run"),
            "LANG": "C.UTF-8",
        }

    def run(
        self, *words: Word, data: bytes | None = None, more: dict[str, str] | None = None, quiet: bool = False
    ) -> str:
        """Run to the end; standard output, unless it is to be ``quiet``, as with what leaves a server behind.

        Raises subprocess.CalledProcessError. There is no time-out: Python would poll for the end, and be late.
        """
        # a server keeps the pipe open, and waiting for its end would wait for the server's
        done = subprocess.run(
            self.command(words), input=data, stdin=None if data is not None else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if quiet else subprocess.PIPE,
            env={**self.environment, **(more or {})}, cwd="/", check=True,
        )  # fmt: skip
        return (done.stdout or b"").decode()

    def start(self, *words: Word, more: dict[str, str] | None = None) -> "subprocess.Popen[bytes]":
        """Start a server; its output goes nowhere."""
        return subprocess.Popen(
            self.command(words), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**self.environment, **(more or {})}, cwd="/",
        )  # fmt: skip

    def timed(self, *words: Word, data: bytes | None = None) -> float:
        """Seconds that a command takes, start of the process included."""
        begin = time.monotonic()
        self.run(*words, data=data, quiet=True)
        return time.monotonic() - begin

    def give(self, *paths: Path) -> None:
        """Make this user the owner."""
        if self.uid != os.geteuid():
            for path in paths:
                os.chown(path, self.uid, self.gid)

    def folder(self, path: Path) -> Path:
        """A new private folder of this user."""
        path.mkdir(mode=0o700)
        self.give(path)
        return path

    @contextmanager
    def scratch(self, where: Path) -> Iterator[Path]:
        """The same under a name that nothing else has, cleared afterwards."""
        with scratch(where) as path:
            self.give(path)
            yield path


@contextmanager
def scratch(where: Path) -> Iterator[Path]:
    """A new private folder under a name that nothing else has, whatever was left there; cleared afterwards."""
    path = Path(tempfile.mkdtemp(prefix="row-", dir=where))
    try:
        yield path
    finally:
        clear(path)


def clear(path: Path) -> None:
    """Remove a folder with all that is mounted in it.

    Some programs still write there for a while after they have been unmounted. TimeoutError when it does not go.
    """
    for mount in mounts():
        if path in mount.mount_point.parents:
            unmount(mount.mount_point, lazy=True)

    def gone() -> bool:
        shutil.rmtree(path, ignore_errors=True)
        return not path.exists()

    wait_until(gone)


@contextmanager
def user(*, root: bool = False) -> Iterator[User]:
    """Someone with a home in the folder for temporary files, without rights unless ``root``; removed afterwards."""
    ordinary = pwd.getpwnam("nobody") if os.geteuid() == 0 and not root else pwd.getpwuid(os.geteuid())
    with scratch(Path(tempfile.gettempdir())) as home:
        someone = User(ordinary.pw_uid, ordinary.pw_gid, home)
        someone.give(home)
        someone.folder(home / "run")
        yield someone


def vault(*words: Word) -> list[Word]:
    """The command line of vault."""
    return [Path(sys.executable), "-m", "vault", *words]


def unreachable(someone: User) -> str:
    """Why this user cannot run vault, or nothing."""
    done = subprocess.run(
        someone.command(vault("version")), env=someone.environment, cwd="/", capture_output=True, check=False
    )
    return "" if done.returncode == 0 else f"uid {someone.uid} cannot run {sys.executable} -m vault"


def drop_caches() -> None:
    """Forget what is written back, so that what follows is cold; nothing without root."""
    if os.access(DROP_CACHES, os.W_OK):
        DROP_CACHES.write_text("3\n")


def memory_kib(pids: Sequence[int]) -> int:
    """Proportional set size of these processes together, in KiB; what they share counts once."""
    total = 0
    for pid in pids:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total


def wait_until(done: Callable[[], bool], process: "subprocess.Popen[bytes] | None" = None) -> None:
    """Poll; TimeoutError after a generous time, ChildProcessError when the process that should do it has ended."""
    deadline = time.monotonic() + DEADLINE_S
    while not done():
        if process is not None and process.poll() is not None:
            raise ChildProcessError(f"{process.args!r} ended with {process.returncode}")
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited in vain for {DEADLINE_S} s")
        time.sleep(0.002)


def description(place: Path) -> dict[str, Any]:
    """Date, processor, kernel, load, and the file system at ``place``, for the results."""
    models = (line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    return {
        "date": time.strftime("%Y-%m-%d %H:%M"),
        "cpu": next(models, "unknown: unknown").split(":")[1].strip(),
        "cpus": os.cpu_count(),
        "kernel": platform.release(),
        "load": round(os.getloadavg()[0], 2),
        "filesystem": next(
            mount.filesystem
            for mount in sorted(mounts(), key=lambda mount: -len(mount.mount_point.parts))
            if mount.mount_point in (place.resolve(), *place.resolve().parents)
        ),
    }


def parsed(text: str) -> dict[str, Any]:
    """The JSON object that a program printed."""
    result: dict[str, Any] = json.loads(text[text.index("{") :])
    return result
