import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from vault.attach.base import Attachment
from vault.attach.fusefile import channel as wire
from vault.attach.fusefile import process
from vault.attach.fusefile.attacher import FuseFile
from vault.attach.fusefile.channel import Order
from vault.attach.fusefile.unmount import unmount
from vault.container import Container
from vault.crypto.ciphers import CipherSpec
from vault.crypto.secret import Secret
from vault.errors import BackendError, BusyError, DamagedHeader, UnsupportedFeature, UsageError, VaultError
from vault.system.mounts import mount_at
from vault.system.processes import wait_for_end
from vault.system.programs import ENVIRONMENT
from vault.testing.attach_contract import DEADLINE_S, OFFSET, SIZE, Opened, WithVolumes, open_file
from vault.testing.served import serve_request

HARMLESS = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE, signal.SIGUSR1, signal.SIGUSR2)


def status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def descriptors(pid: int) -> dict[int, str]:
    """What the process has open now; what it closes while it is looked at is left out."""
    found = {}
    for number in os.listdir(f"/proc/{pid}/fd"):
        with suppress(FileNotFoundError):
            found[int(number)] = os.readlink(f"/proc/{pid}/fd/{number}")
    return found


def pending(pid: int, number: int) -> bool:
    return bool(int(status(pid)["ShdPnd"], 16) & 1 << number - 1)


def eventually(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.01)


class WithServers(WithVolumes):
    @pytest.fixture(params=["native", "composed"])
    def attacher(self, request: pytest.FixtureRequest) -> FuseFile:
        return FuseFile(request.param)


class TestARunningServer(WithServers):
    @pytest.fixture
    def attachment(self, opened: Opened) -> Attachment:
        return opened.attach()

    @pytest.mark.attack(46)
    def test_it_shows_no_key_in_its_arguments_or_environment(self, opened: Opened, attachment: Attachment) -> None:
        arguments = Path(f"/proc/{attachment.server}/cmdline").read_bytes().split(b"\0")
        assert arguments == [os.fsencode(sys.executable), b"-P", b"-m", b"vault.server", b""]
        if os.getuid() == 0:  # nobody else may look, which is tested as an ordinary user
            words = Path(f"/proc/{attachment.server}/environ").read_bytes().split(b"\0")
            assert set(words) <= {*(f"{name}={value}".encode() for name, value in ENVIRONMENT.items()), b""}
        for text in (opened.key, opened.key.hex().encode()):
            assert text not in b"".join(arguments)

    @pytest.mark.attack(46)
    def test_it_leaves_no_core(self, attachment: Attachment) -> None:
        lines = Path(f"/proc/{attachment.server}/limits").read_text().splitlines()
        core = next(line for line in lines if line.startswith("Max core file size"))
        assert core.split()[4:6] == ["0", "0"]

    def test_it_belongs_to_no_terminal_and_is_not_our_child(self, attachment: Attachment) -> None:
        fields = Path(f"/proc/{attachment.server}/stat").read_text().rpartition(")")[2].split()
        parent, group, session, terminal = (int(field) for field in fields[1:5])
        assert parent != os.getpid()
        assert session not in (os.getsid(0), 0)
        assert group != os.getpgrp()
        assert terminal == 0

    def test_it_inherits_no_descriptor_but_the_container(self, opened: Opened, tmp_path: Path) -> None:
        if os.getuid() != 0:
            pytest.skip("the descriptors of a process that is not dumpable are shown to root only")
        stray = os.open(tmp_path, os.O_RDONLY)
        os.set_inheritable(stray, True)
        try:
            attachment = opened.attach()
        finally:
            os.close(stray)
        allowed = {"/dev/fuse", "/dev/null", str(opened.path)}

        def is_tidy() -> bool:
            targets = descriptors(attachment.server)
            files = {target for target in targets.values() if target.startswith("/")}
            return files == allowed and [targets.get(number) for number in range(3)] == ["/dev/null"] * 3

        # It is ready a moment before it has let go of the channel and of its messages; a stray one would stay.
        eventually(is_tidy, f"the server holds {descriptors(attachment.server)}")
        assert os.readlink(f"/proc/{attachment.server}/cwd") == "/"

    def test_signals_do_not_end_it(self, opened: Opened, attachment: Attachment) -> None:
        ignored = int(status(attachment.server)["SigIgn"], 16)
        assert all(ignored & 1 << number - 1 for number in HARMLESS)
        for number in HARMLESS:
            os.kill(attachment.server, number)
        assert attachment.path.read_bytes() == opened.read(0, attachment.size)

    def test_sigterm_ends_it_in_order_when_nobody_uses_it(self, opened: Opened, attachment: Attachment) -> None:
        with attachment.path.open("r+b") as file:
            file.write(b"before the end")
        os.kill(attachment.server, signal.SIGTERM)
        assert wait_for_end(attachment.server, DEADLINE_S)
        assert mount_at(attachment.folder) is None
        assert opened.read(0, 14) == b"before the end"
        opened.detach(attachment)
        assert not attachment.folder.exists()

    def test_sigterm_does_not_take_it_away_from_a_user_but_waits_for_him(
        self, opened: Opened, attachment: Attachment
    ) -> None:
        fd = open_file(attachment)
        try:
            for _ in range(2):
                os.kill(attachment.server, signal.SIGTERM)
                eventually(lambda: not pending(attachment.server, signal.SIGTERM), "SIGTERM is not heard")
                assert os.pwrite(fd, b"still", 0) == 5
                os.fsync(fd)
        finally:
            os.close(fd)
        assert wait_for_end(attachment.server, DEADLINE_S), "it does not end when its last user has gone"
        assert mount_at(attachment.folder) is None
        opened.detach(attachment)
        assert opened.read(0, 5) == b"still"

    def test_it_ends_with_its_mount_and_lets_the_container_go(self, opened: Opened, attachment: Attachment) -> None:
        unmount(attachment.folder)
        assert wait_for_end(attachment.server, DEADLINE_S)
        Container.open(opened.path).close()
        opened.detach(attachment)
        assert not attachment.folder.exists()

    @pytest.mark.attack(44)
    @pytest.mark.parametrize("read_only", [False, True])
    def test_what_a_killed_server_leaves_is_cleaned_up(self, opened: Opened, *, read_only: bool) -> None:
        attachment = opened.attach(read_only=read_only)
        fd = open_file(attachment, os.O_RDONLY)
        try:
            os.kill(attachment.server, signal.SIGKILL)
            assert wait_for_end(attachment.server, DEADLINE_S)
            assert mount_at(attachment.folder) is not None
            if read_only:
                opened.detach(attachment)
            else:
                with pytest.raises(BackendError, match="had ended before it was detached"):
                    opened.detach(attachment)
        finally:
            with suppress(OSError):  # closing asks the server, which is gone
                os.close(fd)
        assert mount_at(attachment.folder) is None
        assert not attachment.folder.exists()
        Container.open(opened.path).close()
        opened.detach(attachment)

    def test_whoever_uses_it_is_named(self, opened: Opened, attachment: Attachment) -> None:
        with attachment.path.open("rb") as file, subprocess.Popen(["/bin/sleep", "1000"], stdin=file) as sleeper:
            try:
                file.close()
                with pytest.raises(BusyError) as caught:
                    opened.detach(attachment)
            finally:
                sleeper.kill()
        assert any(str(sleeper.pid) in str(holder) for holder in caught.value.data["holders"])  # type: ignore[attr-defined]
        assert str(sleeper.pid) in str(caught.value)
        opened.detach(attachment)


class TestAnOrder(WithServers):
    """Orders given by hand, where the attacher itself would not err or die."""

    def order(self, opened: Opened, attacher: FuseFile, fd: int, folder: Path, /, **changes: object) -> Order:
        segment = opened.segment
        fields = {
            "folder": str(folder),
            "file_name": "file",
            "size": SIZE,
            "segment_offset": OFFSET,
            "cipher": str(segment.cipher),
            "sector_size": segment.sector_size,
            "iv_offset": 0,
            "iv_large_sectors": False,
            "read_only": False,
            "allow_discards": False,
            "consumer": "any",
            "owner_uid": os.getuid(),
            "owner_gid": os.getgid(),
        }
        return Order(str(attacher._server), fd, serve_request(**{**fields, **changes}))

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "folder"
        folder.mkdir()
        return folder

    @pytest.mark.parametrize(
        ("changes", "key_size", "kind", "words"),
        [
            ({"size": SIZE + 512}, 64, DamagedHeader, "shorter than its header|its header promises"),
            ({"cipher": CipherSpec("cipher_null", "ecb", "")}, 64, UnsupportedFeature, "native server|cipher_null"),
            ({"folder": "/nowhere/at/all"}, 64, BackendError, "/nowhere/at/all"),
            ({}, 16, VaultError, "key"),
        ],
        ids=["short", "cipher", "folder", "key"],
    )
    def test_its_failure_is_told_exactly_and_leaves_nothing(
        self,
        opened: Opened,
        attacher: FuseFile,
        folder: Path,
        changes: dict[str, object],
        key_size: int,
        kind: type[VaultError],
        words: str,
    ) -> None:
        with Container.open(opened.path) as container, Secret(opened.key[:key_size]) as key:
            order = self.order(opened, attacher, container.device.fileno(), folder, **changes)
            with pytest.raises(kind, match=words) as caught:
                process.start(order, key)
        assert "\n" not in str(caught.value)
        assert mount_at(folder) is None
        Container.open(opened.path).close()

    def test_an_unknown_server_is_refused(self, opened: Opened, attacher: FuseFile, folder: Path) -> None:
        with Container.open(opened.path) as container, Secret(opened.key) as key:
            order = self.order(opened, attacher, container.device.fileno(), folder)
            with pytest.raises(UsageError, match="no server"):
                process.start(Order("other", order.container_fd, order.request), key)

    @pytest.mark.parametrize("sent", ["nothing", "half", "order"])
    def test_nothing_stays_mounted_when_the_attacher_dies_before_it_is_recorded(
        self, opened: Opened, attacher: FuseFile, folder: Path, sent: str
    ) -> None:
        pid = 0
        ours, theirs = socket.socketpair()
        with ours, Container.open(opened.path) as container, Secret(opened.key) as key:
            ours.settimeout(DEADLINE_S)
            order = self.order(opened, attacher, container.device.fileno(), folder)
            with theirs, process._spawn(order, theirs, subprocess.DEVNULL):
                pass
            if sent == "half":
                ours.sendall(wire.LENGTH.pack(1000) + b"{")
            if sent == "order":
                wire.send_order(ours, order, key)
                pid = wire.receive_answer(ours)
                assert mount_at(folder) is not None
            process._wait_until_closed(ours)
        assert not pid or wait_for_end(pid, DEADLINE_S)
        assert mount_at(folder) is None
        Container.open(opened.path).close()
