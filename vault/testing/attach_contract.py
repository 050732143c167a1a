"""What every attacher must do, as tests for an implementation's test class to inherit, and volumes to do it with."""

import errno
import os
import signal
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any, cast

import pytest

from vault.attach.base import Attacher, Attachment, AttachOptions, is_shown
from vault.attach.fusefile.process import is_server
from vault.attach.fusefile.unmount import unmount
from vault.blockdev.image import ImageFile
from vault.blockdev.unaligned import read_at, write_at
from vault.container import Container
from vault.crypto.ciphers import CipherSpec
from vault.crypto.secret import Secret
from vault.errors import BusyError, VaultError
from vault.events import ignore
from vault.formats.base import Segment
from vault.system.mounts import mount_at
from vault.system.processes import wait_for_end
from vault.volume import UnlockedVolume, Volume

OFFSET = 4096
SIZE = 1 << 20
DEADLINE_S = 120.0
SEGMENT = Segment(OFFSET, None, CipherSpec.parse("aes-xts-plain64"), 64, 512)

SEGMENTS = {
    "xts-512": SEGMENT,
    "xts-256": Segment(OFFSET, None, CipherSpec.parse("aes-xts-plain64"), 32, 512),
    "4096": Segment(OFFSET, None, CipherSpec.parse("aes-xts-plain64"), 64, 4096),
    "large-iv": Segment(OFFSET, None, CipherSpec.parse("aes-xts-plain64"), 64, 4096, iv_large_sectors=True),
    "iv-offset": Segment(OFFSET, None, CipherSpec.parse("aes-xts-plain64"), 64, 512, iv_offset=(1 << 32) - 3),
    "plain": Segment(OFFSET, None, CipherSpec.parse("aes-xts-plain"), 64, 512, iv_offset=(1 << 32) - 3),
    "plain64be": Segment(OFFSET, None, CipherSpec.parse("aes-cbc-plain64be"), 32, 1024),
    "essiv": Segment(OFFSET, None, CipherSpec.parse("aes-cbc-essiv:sha256"), 32, 512),
    "twofish": Segment(OFFSET, None, CipherSpec.parse("twofish-xts-plain64"), 64, 4096),
    "cascade": Segment(OFFSET, None, CipherSpec.parse("serpent-aes-xts-plain64"), 128, 512),
    "short-end": Segment(OFFSET + 512, SIZE - 512 * 3, CipherSpec.parse("aes-xts-plain64"), 64, 512),
}


@dataclass
class Opened:
    """A container without a header, its segment and key, and what has been attached of it."""

    path: Path
    segment: Segment
    key: bytes
    attacher: Attacher
    attachments: list[Attachment] = field(default_factory=list)

    @contextmanager
    def unlocked(self, *, read_only: bool = False) -> Iterator[UnlockedVolume]:
        """The volume with its key, without header and format, of which an attacher knows nothing."""
        with Container.open(self.path, read_only=read_only) as container:
            volume = Volume(container, cast(Any, None), cast(Any, None), "none", self.segment)
            with UnlockedVolume(volume, 0, Secret(self.key)) as unlocked:
                yield unlocked

    def attach(self, *, container_read_only: bool = False, **options: Any) -> Attachment:
        """Open, attach and close again, as a command does that ends while the volume stays attached."""
        with self.unlocked(read_only=container_read_only) as unlocked:
            attachment = self.attacher.attach(unlocked, AttachOptions(**options), ignore)
        self.attachments.append(attachment)
        return attachment

    def detach(self, attachment: Attachment) -> None:
        """Detach with a generous deadline."""
        self.attacher.detach(attachment, timeout_s=DEADLINE_S)

    def read(self, offset: int, length: int) -> bytes:
        """Plaintext straight from the container, past locks and mounts."""
        with ExitStack() as stack:
            image = ImageFile.open(self.path, read_only=True)
            stack.callback(image.close)
            device = self.segment.device(image, Secret(self.key))
            stack.callback(device.close)
            return bytes(read_at(device, offset, length))

    def write(self, offset: int, data: bytes) -> None:
        """Store plaintext straight in the container."""
        with ExitStack() as stack:
            image = ImageFile.open(self.path, read_only=False)
            stack.callback(image.close)
            device = self.segment.device(image, Secret(self.key))
            stack.callback(device.close)
            write_at(device, offset, data)

    def clean_up(self) -> None:
        """Leave no mount and no server, whatever became of the test."""
        for attachment in self.attachments:
            if attachment.folder and mount_at(attachment.folder) is not None:
                unmount(attachment.folder, lazy=True)
            if is_server(attachment.server):
                os.kill(attachment.server, signal.SIGKILL)
                assert wait_for_end(attachment.server, DEADLINE_S)


def open_file(attachment: Attachment, flags: int = os.O_RDWR) -> int:
    """A descriptor of the plaintext."""
    return os.open(attachment.path, flags | os.O_CLOEXEC)


def errno_of(call: Callable[..., object], *arguments: object) -> int:
    """The error number with which the system call fails; 0 when it does not."""
    try:
        call(*arguments)
    except OSError as error:
        return error.errno or -1
    return 0


class WithVolumes:
    """Fixtures for test classes that have a fixture ``attacher``: ``runtime``, ``volumes`` and ``opened``."""

    @pytest.fixture
    def runtime(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A private runtime folder, so that nothing is seen of other volumes."""
        folder = tmp_path / "runtime"
        folder.mkdir(mode=0o700)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
        return folder

    @pytest.fixture
    def volumes(self, tmp_path: Path, runtime: Path, attacher: Attacher) -> Iterator[Callable[..., Opened]]:
        """A maker of volumes of ``SIZE`` bytes of noise after ``OFFSET``; cleaned up at the end."""
        made: list[Opened] = []

        def make(
            segment: Segment = SEGMENT, *, folder: Path = tmp_path, size: int = SIZE, sparse: bool = False
        ) -> Opened:
            path = folder / f"volume{len(made)}.img"
            key = Random(f"key {len(made)}").randbytes(segment.key_size)
            with path.open("wb") as file:
                if not sparse:
                    file.write(Random("noise").randbytes(OFFSET + size))
                file.truncate(OFFSET + size)
            made.append(Opened(path, segment, key, attacher))
            return made[-1]

        yield make
        for opened in made:
            opened.clean_up()

    @pytest.fixture
    def opened(self, volumes: Callable[..., Opened]) -> Opened:
        """One volume of the usual kind."""
        return volumes()


class AttacherContract(WithVolumes):
    """Inherit with a fixture ``attacher``."""

    @pytest.fixture
    def attacher(self) -> Attacher:
        """The attacher under test."""
        raise NotImplementedError

    @pytest.mark.parametrize("kind", SEGMENTS)
    def test_both_directions_agree_with_the_device_in_this_process(
        self, volumes: Callable[..., Opened], kind: str
    ) -> None:
        """What the container holds is read, and what is written is what the container then holds."""
        opened = volumes(SEGMENTS[kind])
        attachment = opened.attach()
        assert attachment.path.stat().st_size == attachment.size
        before = opened.read(0, attachment.size)
        assert attachment.path.read_bytes() == before
        changes = Random(kind)
        expected = bytearray(before)
        fd = open_file(attachment)
        try:
            for _ in range(12):
                offset = changes.randrange(attachment.size)
                data = changes.randbytes(changes.choice((1, 511, 512, 4096, 70_000)))[: attachment.size - offset]
                assert os.pwrite(fd, data, offset) == len(data)
                expected[offset : offset + len(data)] = data
                assert os.pread(fd, len(data), offset) == data
        finally:
            os.close(fd)
        opened.detach(attachment)
        assert opened.read(0, attachment.size) == expected

    @pytest.mark.parametrize("consumer", ["any", "loop", "driver"])
    def test_fsync_returns_when_the_container_has_it(self, opened: Opened, consumer: str) -> None:
        """Whatever caches there are, fsync goes through all of them; attack 44."""
        attachment = opened.attach(consumer=consumer)
        data = Random(consumer).randbytes(10_000)
        fd = open_file(attachment)
        try:
            os.pwrite(fd, data, 777)
            os.fsync(fd)
            assert opened.read(777, len(data)) == data
            os.pwrite(fd, data[::-1], 50_001)
            os.fdatasync(fd)
            assert opened.read(50_001, len(data)) == data[::-1]
        finally:
            os.close(fd)
        opened.detach(attachment)

    @pytest.mark.parametrize("consumer", ["any", "loop", "driver"])
    def test_detaching_writes_back_what_nobody_synced(self, opened: Opened, consumer: str) -> None:
        """No fsync by the user is needed."""
        attachment = opened.attach(consumer=consumer)
        data = Random(consumer).randbytes(300_000)
        with attachment.path.open("r+b", buffering=0) as file:
            file.seek(12_345)
            file.write(data)
        opened.detach(attachment)
        assert opened.read(12_345, len(data)) == data

    @pytest.mark.parametrize("consumer", ["any", "loop"])
    def test_nothing_can_be_written_past_the_end(self, opened: Opened, consumer: str) -> None:
        """The size is the volume's; attack 33."""
        attachment = opened.attach(consumer=consumer)
        fd = open_file(attachment)
        try:
            assert errno_of(os.pwrite, fd, b"x", attachment.size) == errno.ENOSPC
            assert errno_of(os.pwrite, fd, b"x" * 4096, attachment.size + 8192) == errno.ENOSPC
            try:
                assert os.pwrite(fd, b"abcdef", attachment.size - 3) <= 3
            except OSError as error:
                assert error.errno == errno.ENOSPC  # noqa: PT017 - a short write would do as well
            assert os.pread(fd, 100, attachment.size) == b""
            assert len(os.pread(fd, 100, attachment.size - 7)) == 7
        finally:
            os.close(fd)
        assert attachment.path.stat().st_size == attachment.size
        opened.detach(attachment)
        assert opened.path.stat().st_size == OFFSET + SIZE

    def test_neither_size_nor_mode_nor_folder_can_be_changed(self, opened: Opened) -> None:
        """The one file is there and stays as it is."""
        attachment = opened.attach()
        before = attachment.path.read_bytes()
        path = attachment.path
        for call, arguments in (
            (os.truncate, (path, 0)),
            (os.truncate, (path, attachment.size - 512)),
            (os.truncate, (path, attachment.size + 512)),
            (os.open, (path, os.O_RDWR | os.O_TRUNC)),
            (os.chmod, (path, 0o666)),
            (os.unlink, (path,)),
            (os.rename, (path, path.with_name("other"))),
            (os.mkdir, (path.with_name("other"),)),
            (os.open, (path.with_name("other"), os.O_CREAT | os.O_RDWR)),
            (os.symlink, ("target", path.with_name("other"))),
        ):
            assert errno_of(call, *arguments) in (
                errno.EPERM,
                errno.EACCES,
                errno.ENOSYS,
                errno.EOPNOTSUPP,
                errno.EROFS,
            )
        found = path.stat()
        assert stat.S_IMODE(found.st_mode) == 0o600
        assert (found.st_uid, found.st_gid) == (os.getuid(), os.getgid())
        assert os.listdir(attachment.folder) == [path.name]
        assert path.read_bytes() == before
        opened.detach(attachment)

    @pytest.mark.parametrize("container_read_only", [False, True])
    def test_read_only_changes_nothing_and_says_so(self, opened: Opened, *, container_read_only: bool) -> None:
        """Also when it is the container that was opened read-only."""
        before = opened.path.read_bytes()
        attachment = opened.attach(read_only=not container_read_only, container_read_only=container_read_only)
        assert attachment.read_only
        assert attachment.path.read_bytes() == opened.read(0, attachment.size)
        assert errno_of(os.open, attachment.path, os.O_RDWR) == errno.EROFS
        assert errno_of(os.open, attachment.path, os.O_WRONLY) == errno.EROFS
        assert errno_of(os.truncate, attachment.path, 0) == errno.EROFS
        opened.detach(attachment)
        assert opened.path.read_bytes() == before

    @pytest.mark.parametrize("consumer", ["any", "loop", "driver"])
    def test_writers_of_one_sector_do_not_lose_each_others_bytes(self, opened: Opened, consumer: str) -> None:
        """Parallel direct writes arrive at once and each changes a part of the sector."""
        attachment = opened.attach(consumer=consumer)
        lanes, rounds = 4, 60
        base = 3 * 4096

        def write(lane: int) -> None:
            fd = open_file(attachment)
            try:
                for turn in range(rounds):
                    os.pwrite(fd, bytes([16 * lane + turn % 16]) * 100, base + 100 * lane + 512 * (turn % 5))
            finally:
                os.close(fd)

        threads = [Thread(target=write, args=(lane,)) for lane in range(lanes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        opened.detach(attachment)
        for step in range(5):
            last = rounds - 5 + step
            for lane in range(lanes):
                got = opened.read(base + 100 * lane + 512 * step, 100)
                assert got == bytes([16 * lane + last % 16]) * 100

    @pytest.mark.parametrize("allow_discards", [False, True])
    def test_a_punched_hole_reads_as_zeros_or_is_refused(
        self, opened: Opened, attacher: Attacher, *, allow_discards: bool
    ) -> None:
        """A hole in the container would decrypt to noise, but the kernel relies on zeros."""
        try:
            attachment = opened.attach(allow_discards=allow_discards, consumer="loop")
        except VaultError as error:
            assert allow_discards, "only discards may be refused"
            assert error.code == "not-available"  # noqa: PT017
            return
        before = attachment.path.read_bytes()
        fd = open_file(attachment)
        try:
            number = punch_hole(fd, 8192, 16384)
            after = os.pread(fd, attachment.size, 0)
        finally:
            os.close(fd)
        if number == 0:
            assert allow_discards
            assert after == before[:8192] + bytes(16384) + before[8192 + 16384 :]
        else:
            assert number == errno.EOPNOTSUPP
            assert after == before
        opened.detach(attachment)

    def test_it_is_busy_while_somebody_has_it_open_and_stays_usable(self, opened: Opened) -> None:
        """Nothing is taken away from under a user."""
        attachment = opened.attach()
        fd = open_file(attachment)
        try:
            with pytest.raises(BusyError):
                opened.detach(attachment)
            assert os.pwrite(fd, b"still here", 1000) == 10
        finally:
            os.close(fd)
        opened.detach(attachment)
        assert opened.read(1000, 10) == b"still here"

    def test_the_container_stays_locked_exactly_as_long_as_it_is_attached(self, opened: Opened) -> None:
        """The lock travels with the descriptor; attack 32."""
        attachment = opened.attach()
        with pytest.raises(BusyError):
            Container.open(opened.path)
        opened.detach(attachment)
        Container.open(opened.path).close()

    def test_nothing_is_left_after_detaching(self, opened: Opened, runtime: Path) -> None:
        """No mount, no process, no folder; and detaching again is harmless."""
        attachment = opened.attach()
        opened.detach(attachment)
        assert not is_shown(attachment)
        assert not attachment.server or wait_for_end(attachment.server, 0)
        assert not (attachment.folder and attachment.folder.exists())
        opened.detach(attachment)

    def test_two_volumes_are_attached_at_once(self, volumes: Callable[..., Opened]) -> None:
        """They share nothing."""
        first, second = volumes(), volumes()
        one, two = first.attach(), second.attach()
        assert one.path != two.path
        for opened, attachment in ((first, one), (second, two)):
            assert attachment.path.read_bytes() == opened.read(0, attachment.size)
        first.detach(one)
        assert two.path.read_bytes() == second.read(0, two.size)
        second.detach(two)


def punch_hole(fd: int, offset: int, length: int) -> int:
    """fallocate(2) with FALLOC_FL_PUNCH_HOLE; its error number, or 0."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if libc.fallocate64(fd, 0x03, ctypes.c_int64(offset), ctypes.c_int64(length)) == 0:
        return 0
    return ctypes.get_errno()
