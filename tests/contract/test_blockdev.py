"""Every block device keeps the contract of block devices, and what is special to each."""

import errno
import os
from pathlib import Path

import pytest

from vault.blockdev.base import BlockDevice
from vault.blockdev.crypt import CryptDevice
from vault.blockdev.image import ImageFile
from vault.blockdev.memory import MemoryDevice
from vault.blockdev.readonly import ReadOnly
from vault.blockdev.slice import Slice
from vault.crypto.ciphers import CipherSpec
from vault.crypto.secret import Secret
from vault.testing.blockdev_contract import BlockDeviceContract
from vault.testing.crash import CrashDevice
from vault.testing.faulty import FaultyDevice

KEY = bytes(range(64))
SIZE = 32 * 4096


@pytest.fixture
def image_path(tmp_path: Path) -> Path:
    path = tmp_path / "image"
    path.write_bytes(bytes(SIZE))
    return path


class TestImageFile(BlockDeviceContract):
    @pytest.fixture(params=[512, 4096])
    def device(self, image_path: Path, request: pytest.FixtureRequest):
        device = ImageFile.open(image_path, read_only=False, sector_size=request.param)
        yield device
        device.close()


class TestSlice(BlockDeviceContract):
    @pytest.fixture(params=[512, 4096])
    def device(self, request: pytest.FixtureRequest) -> BlockDevice:
        return Slice(MemoryDevice(SIZE), 1536, 16 * 4096, request.param)


class TestMemoryDevice(BlockDeviceContract):
    @pytest.fixture
    def device(self) -> BlockDevice:
        return MemoryDevice(SIZE)


class TestCryptDevice(BlockDeviceContract):
    @pytest.fixture(params=["aes-xts-plain64 512", "aes-xts-plain64 4096", "aes-cbc-essiv:sha256 512"])
    def device(self, request: pytest.FixtureRequest) -> BlockDevice:
        text, sector_size = request.param.split()
        lower = MemoryDevice(SIZE, int(sector_size))
        key = Secret(KEY if "xts" in text else KEY[:32])
        return CryptDevice(lower, CipherSpec.parse(text), key, iv_offset=8)


class TestCrashDevice(BlockDeviceContract):
    @pytest.fixture
    def device(self) -> BlockDevice:
        return CrashDevice(bytes(SIZE))


class TestFaultyDevice(BlockDeviceContract):
    @pytest.fixture
    def device(self) -> BlockDevice:
        return FaultyDevice(MemoryDevice(SIZE))


def test_a_shrunk_file_reads_and_writes_as_eio_and_does_not_grow(image_path: Path) -> None:
    device = ImageFile.open(image_path, read_only=False)
    os.truncate(image_path, 5000)
    for act in (lambda: device.read(4608, 512), lambda: device.read(0, SIZE), lambda: device.write(8192, bytes(512))):
        with pytest.raises(OSError) as caught:
            act()
        assert caught.value.errno == errno.EIO
    assert image_path.stat().st_size == 5000
    assert device.read(0, 4608) == bytes(4608)
    device.close()


def test_a_file_of_no_whole_sectors_keeps_its_tail(image_path: Path) -> None:
    os.truncate(image_path, 1000)
    device = ImageFile.open(image_path, read_only=False)
    assert device.size == 512
    device.write(0, b"x" * 512)
    device.close()
    assert image_path.read_bytes() == b"x" * 512 + bytes(488)


def test_short_reads_and_writes_of_the_system_are_continued(image_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pwrite, preadv = os.pwrite, os.preadv
    monkeypatch.setattr(os, "pwrite", lambda fd, data, offset: pwrite(fd, data[:700], offset))
    monkeypatch.setattr(os, "preadv", lambda fd, buffers, offset: preadv(fd, [buffers[0][:700]], offset))
    device = ImageFile.open(image_path, read_only=False)
    data = os.urandom(8192)
    device.write(512, data)
    assert device.read(512, 8192) == data
    device.close()


def test_a_discarded_range_gives_its_blocks_back(image_path: Path) -> None:
    image_path.write_bytes(b"x" * (1 << 20))
    device = ImageFile.open(image_path, read_only=False)
    before = image_path.stat().st_blocks
    try:
        device.discard(0, 1 << 19)
    except OSError as error:
        if error.errno != errno.EOPNOTSUPP:
            raise
        pytest.skip("the file system below cannot punch holes")
    assert image_path.stat().st_blocks <= before - 512
    assert image_path.stat().st_size == 1 << 20
    device.close()


def _read_only_image(path: Path) -> BlockDevice:
    return ImageFile.open(path, read_only=True)


def _read_only_wrapper(_: Path) -> BlockDevice:
    return ReadOnly(MemoryDevice(SIZE))


def _slice_of_read_only(_: Path) -> BlockDevice:
    return Slice(ReadOnly(MemoryDevice(SIZE)), 0, SIZE, 512)


def _crypt_of_read_only(_: Path) -> BlockDevice:
    return CryptDevice(ReadOnly(MemoryDevice(SIZE)), CipherSpec.parse("aes-xts-plain64"), Secret(KEY))


@pytest.mark.parametrize("make", [_read_only_image, _read_only_wrapper, _slice_of_read_only, _crypt_of_read_only])
def test_a_read_only_device_reads_and_refuses_to_change(make, image_path: Path) -> None:
    device = make(image_path)
    assert device.read_only
    assert len(device.read(512, 1024)) == 1024
    device.flush()
    for act in (lambda: device.write(0, bytes(512)), lambda: device.discard(0, 512)):
        with pytest.raises(OSError) as caught:
            act()
        assert caught.value.errno == errno.EROFS
    device.close()


def test_a_closed_crypt_device_no_longer_decrypts_and_leaves_key_and_lower_to_their_owner() -> None:
    lower, key = MemoryDevice(SIZE), Secret(KEY)
    device = CryptDevice(lower, CipherSpec.parse("aes-xts-plain64"), key)
    device.close()
    with pytest.raises((ValueError, AssertionError)):
        device.read(0, 512)
    assert bytes(key.view()) == KEY
    lower.write(0, bytes(512))
