"""A container that is open for changes of its header: what it takes, whom it waits for, and what it keeps out."""

import errno
import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import BusyError, UnknownFormat, UsageError, VaultError
from vault.formats.luks1 import create as luks1
from vault.formats.luks2 import locking
from vault.newcontainer import new_container
from vault.testing.volumes import CHEAP_PBKDF2, small_options, write_volume
from vault.volume import Volume

SIZE = 3 << 20
OPTIONS = {"luks2": small_options(keyslots=3), "luks1": luks1.CreateOptions(iterations=1000, digest_iterations=1000)}


@pytest.fixture(params=["luks2", "luks1"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A container that opens with ``old``."""
    result = tmp_path / "volume"
    with Secret(b"old") as secret, new_container(result, SIZE, OPTIONS[request.param], secret):
        return result


@pytest.fixture
def volume(tmp_path: Path) -> Path:
    result = tmp_path / "volume"
    write_volume(result, b"old", size=SIZE)
    return result


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for."""
    monkeypatch.setattr(locking, "WAIT_S", 0.0)


def yes() -> bool:
    return True


def no() -> bool:
    return False


@contextmanager
def left_open(path: Path) -> Iterator[None]:
    """The container, held for as long as a volume is open, by what is left of the command that opened it."""
    container = Container.open(path)
    heir = os.dup(container.device.fileno())
    container.close()
    try:
        yield
    finally:
        os.close(heir)


def add(container: Container, new: bytes) -> None:
    with Volume.open(container) as found, Secret(b"old") as old, Secret(new) as secret, found.unlock(old) as unlocked:
        luks = found.luks
        luks.keyslots.add_keyslot(luks.header, luks.device, unlocked.volume_key, secret, CHEAP_PBKDF2)


def opens(path: Path, credential: bytes, *, header: Path | None = None) -> bool:
    with Volume.open(Container.open(path, read_only=True, header=header)) as found, Secret(credential) as secret:
        try:
            found.unlock(secret).close()
        except VaultError:
            return False
    return True


def test_a_keyslot_is_added_while_the_container_is_held(path: Path) -> None:
    with left_open(path):
        with pytest.raises(BusyError):
            Container.open(path)
        add(Container.open_header(path, in_use=yes), b"new")
    assert opens(path, b"old") and opens(path, b"new")


def test_only_the_header_takes_writes(path: Path) -> None:
    before = path.read_bytes()
    with left_open(path), Container.open_header(path, in_use=yes) as container, Volume.open(container) as found:
        start = found.plaintext.offset  # type: ignore[union-attr]
        end = found.luks.header.size
        assert end <= start
        for offset, length in ((start, 512), (end - 512, 1024), (container.device.size - 512, 512)):
            for attempt in (
                lambda: container.device.write(offset, bytes(length)),  # noqa: B023 - called at once
                lambda: container.device.discard(offset, length),  # noqa: B023
            ):
                with pytest.raises(OSError) as caught:
                    attempt()
                assert caught.value.errno == errno.EROFS
        with Secret(b"old") as secret, found.unlock(secret) as unlocked, pytest.raises(OSError):
            unlocked.device().write(0, bytes(512))
        container.device.write(end - 512, before[end - 512 : end])
    assert path.read_bytes() == before


@pytest.mark.usefixtures("at_once")
def test_two_changes_exclude_each_other_and_the_holder_is_named(volume: Path) -> None:
    with left_open(volume):
        told = rf"is being changed by .+ \(process {os.getpid()}\)"
        with Container.open_header(volume, in_use=yes), pytest.raises(BusyError, match=told):
            Container.open_header(volume, in_use=yes)
        Container.open_header(volume, in_use=yes).close()


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("read_only", [False, True])
def test_a_change_that_outlasts_its_volume_keeps_others_out(volume: Path, read_only: bool) -> None:
    with left_open(volume):
        container = Container.open_header(volume, in_use=yes)
    with pytest.raises(BusyError, match=r"the header of .* is being changed"):
        Container.open(volume, read_only=read_only)
    with pytest.raises(BusyError), Secret(b"new") as secret:
        new_container(volume, None, small_options(), secret, force=True).__enter__()
    add(container, b"new")
    Container.open(volume, read_only=read_only).close()
    assert opens(volume, b"new")


@pytest.mark.usefixtures("at_once")
def test_a_container_that_others_hold_is_left_alone(volume: Path) -> None:
    with left_open(volume), pytest.raises(BusyError, match="is in use"):
        Container.open_header(volume, in_use=no)


@pytest.mark.usefixtures("at_once")
def test_a_container_that_nobody_holds_is_locked_as_a_whole(volume: Path) -> None:
    with Container.open_header(volume, in_use=no), volume.open("rb") as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
    Container.open(volume).close()


def test_failing_leaves_no_descriptor_and_no_lock(volume: Path, tmp_path: Path, at_once: None) -> None:
    noise = tmp_path / "noise"
    noise.write_bytes(os.urandom(SIZE))
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(UnknownFormat):
        Container.open_header(noise, in_use=yes)
    with pytest.raises(UsageError):
        Container.open_header(volume, header=volume, in_use=yes)
    with pytest.raises(UsageError):
        Container.open_header(tmp_path / "none", header=volume, in_use=yes)
    assert len(os.listdir("/proc/self/fd")) == before
    Container.open_header(volume, in_use=no).close()


def test_a_detached_header_is_locked_as_a_whole_and_the_data_only_read(tmp_path: Path, at_once: None) -> None:
    data, header = tmp_path / "data", tmp_path / "header"
    options = small_options(detached=True, keyslots=3)
    with Secret(b"old") as secret, new_container(data, SIZE, options, secret, header=header):
        pass
    container = Container.open(data, header=header)
    heir = os.dup(container.device.fileno())
    container.close()
    with Container.open_header(data, header=header, in_use=yes) as container:
        assert container.device.read_only
        assert container.header_path == header
        for attempt in (lambda: Container.open(header), lambda: Container.open_header(header, in_use=yes)):
            with pytest.raises(BusyError):
                attempt()
        add(container, b"new")
    os.close(heir)
    assert opens(data, b"new", header=header)


@pytest.fixture
def loop(volume: Path) -> Iterator[Path]:
    """The container as a block device."""
    if os.getuid() != 0:
        pytest.skip("loop devices need root")
    done = subprocess.run(
        ["/usr/sbin/losetup", "--find", "--show", volume], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.skip(f"no loop device here: {done.stderr.strip()}")
    device = Path(done.stdout.strip())
    yield device
    subprocess.run(["/usr/sbin/losetup", "--detach", device], check=True)


def test_the_header_of_a_block_device_is_locked_as_cryptsetup_does(loop: Path, at_once: None) -> None:
    number = loop.stat().st_rdev
    resource = Path(f"/run/cryptsetup/L_{os.major(number)}:{os.minor(number)}")
    with left_open(loop):
        with pytest.raises(BusyError):
            Container.open(loop)
        with Container.open_header(loop, in_use=yes) as container:
            with resource.open("rb") as other, pytest.raises(BlockingIOError):
                fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
            add(container, b"new")
        with resource.open("rb") as other:
            fcntl.flock(other, fcntl.LOCK_SH)
            with pytest.raises(BusyError):
                Container.open_header(loop, in_use=yes)
    assert opens(loop, b"new")
