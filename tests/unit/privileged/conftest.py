"""The helper as it is installed, and what a user's command would say to it."""

import os
import pwd
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vault.crypto.secret import Secret
from vault.privileged import checks
from vault.privileged.protocol import Answer, Attach

SIZE = 1 << 20
KEY = bytes(range(64))
DEADLINE_S = 120

MakeAttach = Callable[..., Attach]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The helper, installed below a folder of its own."""
    top = tmp_path_factory.mktemp("helper")
    subprocess.run(["sh", ROOT / "scripts" / "install_helper.sh", top], check=True)
    return top / "usr" / "libexec" / "vault" / "vault-helper"


@pytest.fixture
def attach() -> MakeAttach:
    """A request that is in order, with changes."""

    def make(**changes: object) -> Attach:
        values = {
            "name": "volume",
            "uuid": bytes(range(16)),
            "offset": 4096,
            "length": SIZE - 4096,
            "iv_offset": 0,
            "cipher": "aes-xts-plain64",
            "sector_size": 4096,
            "flags": 0,
            "key": Secret(KEY),
        }
        return Attach(**{**values, **changes})  # type: ignore[arg-type]

    return make


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder on a file system that the helper trusts."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as name:
        path = Path(name)
        with (path / "probe").open("w+b") as file:
            if checks._file_system_of(file.fileno()) not in checks.FILE_SYSTEMS:
                pytest.skip("/dev/shm is no file system that the helper trusts")
        (path / "probe").unlink()
        yield path


@dataclass
class Conversation:
    """A running helper and the caller's end of the socket."""

    channel: socket.socket
    process: "subprocess.Popen[bytes]"

    def say(self, packet: bytes | memoryview, *descriptors: int) -> Answer:
        """The answer to a packet, whatever is in it."""
        socket.send_fds(self.channel, [packet], list(descriptors))
        return Answer.decode(self.channel.recv(1 << 12))

    def end(self) -> int:
        """The helper's exit code, after the caller has gone."""
        self.channel.close()
        return self.process.wait(DEADLINE_S)


Start = Callable[..., Conversation]


@pytest.fixture
def start(installed: Path, ordinary_uid: int) -> Iterator[Start]:
    """Starts the helper as sudo does for an ordinary user. Needs root, as which the helper alone works."""
    running: list[Conversation] = []

    def run(
        environment: dict[str, str] | None = None, kind: int = socket.SOCK_SEQPACKET, uid: int | None = None
    ) -> Conversation:
        os.seteuid(ordinary_uid if uid is None else uid)  # the kernel notes whose pair it is
        try:
            ours, theirs = socket.socketpair(socket.AF_UNIX, kind)
        finally:
            os.seteuid(0)
        ours.settimeout(DEADLINE_S)
        told = {"SUDO_UID": str(ordinary_uid)} if environment is None else environment
        with theirs:
            process = subprocess.Popen([installed], stdin=theirs, stderr=subprocess.PIPE, env=told)
        running.append(Conversation(ours, process))
        return running[-1]

    yield run
    for conversation in running:
        conversation.channel.close()
        try:
            conversation.process.communicate(timeout=DEADLINE_S)
        finally:
            conversation.process.kill()


@pytest.fixture
def ordinary_uid() -> int:
    """The number of a user whom every system has, and who is not root."""
    if os.getuid() != 0:
        pytest.skip("the helper runs as root only")
    return pwd.getpwnam("nobody").pw_uid
