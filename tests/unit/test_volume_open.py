"""Opening containers and volumes: what is refused and how, and who else may have them meanwhile."""

import errno
import fcntl
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import (
    BusyError,
    DamagedHeader,
    NotAvailable,
    UnknownFormat,
    UnsupportedFeature,
    UsageError,
    VaultError,
    WrongCredential,
)
from vault.formats.luks2.header import read_header
from vault.formats.luks2.write import store
from vault.newcontainer import new_container
from vault.testing.volumes import small_options, write_volume
from vault.volume import Volume

SIZE = 2 << 20
OPTIONS = small_options(keyslots=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The bytes of a container that opens with ``pass``, and its plaintext."""
    path = tmp_path_factory.mktemp("made") / "volume"
    plaintext = write_volume(path, b"pass", size=SIZE, options=OPTIONS)
    return path.read_bytes(), plaintext


@pytest.fixture
def path(made: tuple[bytes, bytes], tmp_path: Path) -> Path:
    result = tmp_path / "volume"
    result.write_bytes(made[0])
    return result


def open_volume(path: Path, **more: object) -> None:
    """Open and close both, whatever happens."""
    with Container.open(path, read_only=True, **more) as container:  # type: ignore[arg-type]
        Volume.open(container)


def test_an_unlocked_volume_shows_its_plaintext_and_wipes_its_key(path: Path, made: tuple[bytes, bytes]) -> None:
    credential = Secret(b"pass")
    with Volume.open(Container.open(path)) as volume:
        assert (volume.format, volume.size, volume.container.path) == ("luks2", len(made[1]), path)
        with volume.unlock(credential) as unlocked:
            device = unlocked.device()
            assert (device.read(0, device.size), unlocked.slot) == (made[1], 0)
            device.write(512, b"n" * 512)
            device.flush()
            device.close()
        with pytest.raises(ValueError, match="wiped"):
            unlocked.volume_key.view()
    assert bytes(credential.view()) == b"pass"
    with Volume.open(Container.open(path)) as volume, volume.unlock(credential) as unlocked:
        assert unlocked.device().read(0, 1536) == made[1][:512] + b"n" * 512 + made[1][1024:1536]


def test_a_read_only_container_is_not_written(path: Path, made: tuple[bytes, bytes]) -> None:
    path.chmod(0o400)
    with Volume.open(Container.open(path, read_only=True)) as volume, volume.unlock(Secret(b"pass")) as unlocked:
        assert volume.container.read_only
        assert unlocked.device().read_only
        with pytest.raises(OSError) as caught:
            unlocked.device().write(0, bytes(512))
        assert caught.value.errno == errno.EROFS
    assert path.read_bytes() == made[0]


def test_a_wrong_credential_changes_nothing_and_leaves_the_volume_open(path: Path, made: tuple[bytes, bytes]) -> None:
    with Volume.open(Container.open(path)) as volume:
        with pytest.raises(WrongCredential):
            volume.unlock(Secret(b"wrong"))
        volume.unlock(Secret(b"pass")).close()
    assert path.read_bytes() == made[0]


def _missing(path: Path) -> None:
    path.unlink()


def _below_a_file(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd/x")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _device_file(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/null")


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


@pytest.mark.parametrize("spoil", [_missing, _below_a_file, _folder, _pipe, _device_file, _loop])
@pytest.mark.parametrize("read_only", [True, False])
def test_what_is_no_file_or_block_device_is_a_usage_error_at_once(path: Path, spoil, read_only: bool) -> None:
    spoil(path)
    with pytest.raises(UsageError) as caught:
        Container.open(path, read_only=read_only)
    assert str(path) in str(caught.value)
    assert caught.value.hint


@pytest.mark.skipif(os.getuid() == 0, reason="root may open everything")
def test_a_container_without_permission_says_so(path: Path) -> None:
    path.chmod(0o400)
    with pytest.raises(NotAvailable) as caught:
        Container.open(path)
    assert "read-only" in caught.value.hint


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", UnknownFormat),
        (b"x", UnknownFormat),
        (bytes(SIZE), UnknownFormat),
        (b"LUKS\xba\xbe\x00\x01" + bytes(8192), DamagedHeader),
        (b"LUKS\xba\xbe\x00\x02" + bytes(8192), DamagedHeader),
    ],
    ids=["empty", "one byte", "zeros", "only the magic of LUKS1", "only the magic"],
)
def test_a_file_that_is_no_volume_says_so(path: Path, data: bytes, error: type[VaultError]) -> None:
    path.write_bytes(data)
    with pytest.raises(error):
        open_volume(path)


def test_a_truncated_container_is_an_error_at_every_length(path: Path) -> None:
    for length in (*range(SIZE - (1 << 20), -1, -40_960), 513, 512, 511, 1):
        os.truncate(path, length)
        with pytest.raises((DamagedHeader, UnknownFormat)):
            open_volume(path)
        assert path.stat().st_size == length


def test_a_volume_with_an_unsupported_cipher_is_shown_but_not_opened(path: Path) -> None:
    with Container.open(path) as container:
        header = read_header(container.header_device)
        segment = {**header.document["segments"]["0"], "encryption": "kuznyechik-xts-plain64"}
        store(container.device, replace(header, document={**header.document, "segments": {"0": segment}}))
    with Container.open(path) as container:
        assert Volume.describe(container).uuid == header.uuid
        with pytest.raises(UnsupportedFeature, match="kuznyechik"):
            Volume.open(container)


def test_a_container_cannot_be_its_own_detached_header(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(path)
    for header in (path, tmp_path / "link"):
        with pytest.raises(UsageError, match="container itself"):
            Container.open(path, header=header)
    Container.open(path).close()


def test_a_detached_header_opens_its_container_and_is_locked_too(tmp_path: Path) -> None:
    data, header = tmp_path / "data", tmp_path / "header"
    with new_container(data, 1 << 20, OPTIONS, Secret(b"pass"), header=header) as unlocked:
        assert unlocked.volume.size == 1 << 20
        unlocked.device().write(0, b"p" * 512)
    with Container.open(data, read_only=True) as container:
        found = Volume.describe(container)
        assert not found.format and "LUKS with a detached header" in found.may_be
    (tmp_path / "empty").write_bytes(bytes(1 << 20))
    with pytest.raises(UnknownFormat) as caught:
        open_volume(tmp_path / "empty")
    assert "header" in caught.value.hint
    with pytest.raises(DamagedHeader):
        open_volume(header)
    with Volume.open(Container.open(data, header=header)) as volume, volume.unlock(Secret(b"pass")) as unlocked:
        assert unlocked.device().read(0, 512) == b"p" * 512
        with pytest.raises(BusyError):
            Container.open(header)


def test_a_busy_container_names_who_has_it_and_is_free_after_closing(path: Path) -> None:
    told = rf"is in use by .+ \(process {os.getpid()}\)" if Path("/proc/locks").exists() else "is in use"
    with Container.open(path):
        for read_only in (True, False):
            with pytest.raises(BusyError, match=told):
                Container.open(path, read_only=read_only)
    with Container.open(path, read_only=True), Container.open(path, read_only=True) as second:
        with pytest.raises(BusyError):
            Container.open(path)
        second.close()
        with pytest.raises(BusyError):
            Container.open(path)
    Container.open(path).close()


def test_a_lock_of_another_program_is_respected(path: Path) -> None:
    with path.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_SH)
        Container.open(path, read_only=True).close()
        with pytest.raises(BusyError):
            Container.open(path)
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(BusyError):
            Container.open(path, read_only=True)
    Container.open(path).close()


def test_the_lock_goes_with_an_inherited_descriptor(path: Path) -> None:
    container = Container.open(path)
    heir = os.dup(container.device.fileno())
    container.close()
    with pytest.raises(BusyError):
        Container.open(path)
    os.close(heir)
    Container.open(path).close()


def test_failing_to_open_leaves_no_descriptor_behind(path: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    before = sorted(os.listdir("/proc/self/fd"))
    with Container.open(path):
        for attempt in ({"path": path}, {"path": tmp_path / "folder"}):
            with pytest.raises(VaultError):
                Container.open(attempt["path"])
    with pytest.raises(UsageError):
        Container.open(path, header=tmp_path / "none")
    assert len(os.listdir("/proc/self/fd")) == len(before)


@pytest.fixture
def loop(path: Path) -> Iterator[Path]:
    """The container as a block device."""
    if os.getuid() != 0:
        pytest.skip("loop devices need root")
    done = subprocess.run(["/usr/sbin/losetup", "--find", "--show", path], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"no loop device here: {done.stderr.strip()}")
    device = Path(done.stdout.strip())
    yield device
    subprocess.run(["/usr/sbin/losetup", "--detach", device], check=True)


def test_a_block_device_is_a_container_for_one_at_a_time(loop: Path, made: tuple[bytes, bytes]) -> None:
    with Volume.open(Container.open(loop)) as volume, volume.unlock(Secret(b"pass")) as unlocked:
        assert volume.size == len(made[1])
        assert unlocked.device().read(0, 4096) == made[1][:4096]
        with pytest.raises(BusyError):
            Container.open(loop)
    Container.open(loop).close()


def test_the_lock_file_of_cryptsetup_for_a_block_device_is_respected(loop: Path) -> None:
    number = loop.stat().st_rdev
    with Container.open(loop):
        resource = Path(f"/run/cryptsetup/L_{os.major(number)}:{os.minor(number)}")
        with resource.open("rb") as other, pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
    with resource.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(BusyError):
            Container.open(loop)
    Container.open(loop).close()


def test_a_block_device_is_overwritten_only_by_force(loop: Path, path: Path, made: tuple[bytes, bytes]) -> None:
    with pytest.raises(UsageError, match="holds a luks2 volume"):
        new_container(loop, None, OPTIONS, Secret(b"new")).__enter__()
    assert path.read_bytes() == made[0]
    with new_container(loop, None, OPTIONS, Secret(b"new"), force=True) as unlocked:
        unlocked.device().write(0, b"n" * 512)
    with Volume.open(Container.open(loop)) as volume, volume.unlock(Secret(b"new")) as unlocked:
        assert unlocked.device().read(0, 512) == b"n" * 512
        with pytest.raises(WrongCredential):
            volume.unlock(Secret(b"pass"))
