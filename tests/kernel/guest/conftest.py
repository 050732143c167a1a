"""What tests inside a guest share: its two ordinary users, a login on the seat, and a disk with direct I/O."""

import os
import pwd
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.conftest import Ordinary


class AsUser(Protocol):
    """Runs a command in a login session of alice: on the seat (a desktop), or without one (as over SSH)."""

    def __call__(
        self, *command: Any, data: bytes = b"", seat: bool = True, **environment: str
    ) -> subprocess.CompletedProcess[bytes]: ...


def _user(name: str) -> Ordinary:
    entry = pwd.getpwnam(name)
    home = Path(entry.pw_dir)
    runtime = home / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.chown(runtime, entry.pw_uid, entry.pw_gid)
    return Ordinary(name, entry.pw_uid, entry.pw_gid, home, Path(sys.executable))


@pytest.fixture(scope="session")
def alice() -> Ordinary:
    """An ordinary user of the guest."""
    return _user("alice")


@pytest.fixture(scope="session")
def bob() -> Ordinary:
    """Another one."""
    return _user("bob")


@pytest.fixture(scope="session")
def ordinary(alice: Ordinary) -> Ordinary:
    """Every user of the guest reaches the checkout, so no installation is made."""
    return alice


@pytest.fixture(scope="session")
def disk() -> Iterator[Path]:
    """A folder on ext4 on a RAM disk of 512 MiB: unlike tmpfs it has direct I/O."""
    folder = Path("/run/vault-disk")
    folder.mkdir()
    subprocess.run(["modprobe", "brd", "rd_nr=1", "rd_size=524288"], check=True)
    subprocess.run(["mkfs.ext4", "-q", "/dev/ram0"], check=True)
    subprocess.run(["mount", "/dev/ram0", folder], check=True)
    folder.chmod(0o1777)
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=False)


def _in_session(user: str, command: Sequence[str], data: bytes, environment: dict[str, str]) -> Any:
    words = ["systemd-run", "--quiet", "--collect", "--wait", "--pipe", f"--uid={user}", "-p", "PAMName=vault-desktop"]
    words += [f"--setenv={name}={text}" for name, text in environment.items()]
    script = f"cd && exec {shlex.join(command)}".replace("$", "$$")  # the service manager has variables of its own
    return subprocess.run([*words, "sh", "-c", script], input=data, capture_output=True, timeout=240, check=False)


@pytest.fixture(scope="session")
def as_desktop_user() -> Iterator[AsUser]:
    """Each call is a login of its own, active on seat0 unless ``seat=False``; variables go in as keywords.

    The user's service manager lives for all of them, because starting it takes a second.
    """
    subprocess.run(["systemctl", "start", f"user@{pwd.getpwnam('alice').pw_uid}.service"], check=True)

    def run(
        *command: Any, data: bytes = b"", seat: bool = True, **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        variables = {"PATH": path, **environment}
        if seat:
            variables["XDG_SEAT"] = "seat0"
        done: subprocess.CompletedProcess[bytes] = _in_session("alice", [str(c) for c in command], data, variables)
        return done

    yield run
    subprocess.run(["systemctl", "stop", f"user@{pwd.getpwnam('alice').pw_uid}.service"], check=False)
