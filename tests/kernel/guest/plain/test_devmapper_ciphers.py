"""The kernel's dm-crypt, cryptsetup and our own ciphers see the same plaintext, for all that a volume may use."""

import itertools
import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.kernel.guest import judge
from tests.kernel.guest.devices import overwrite
from vault.attach.base import Attacher, AttachOptions
from vault.attach.devmapper import libdm
from vault.attach.devmapper.attacher import DeviceMapper
from vault.attach.fusefile.attacher import FuseFile
from vault.blockdev.image import ImageFile
from vault.container import Container
from vault.crypto.ciphers import IVS, KEY_SIZES, SECTOR_SIZES, CipherSpec
from vault.crypto.secret import Secret
from vault.errors import UnsupportedFeature
from vault.events import ignore
from vault.formats.base import Segment
from vault.newcontainer import new_container
from vault.system import loopdev
from vault.system.keyring import logon_key
from vault.testing.volumes import small_options, write_volume
from vault.volume import UnlockedVolume, Volume

pytestmark = pytest.mark.usefixtures("nothing_stays_of_all")

PASSPHRASE = b"a passphrase"
SPECS = [CipherSpec("aes", mode, iv) for mode in KEY_SIZES for iv in IVS]
EACH = [
    (str(spec), key_size, sector_size)
    for spec in SPECS
    for key_size, sector_size in itertools.product(spec.key_sizes, SECTOR_SIZES)
]
OTHERS = [
    CipherSpec(cipher, mode, iv)
    for cipher in ("serpent", "twofish", "camellia")
    for mode, iv in (("xts", "plain64"), ("cbc", "essiv:sha256"))
]
"""LUKS2 takes them; libgcrypt has them in user space."""
EACH += [(str(spec), spec.key_sizes[-1 - number % 2], (512, 4096)[number % 2]) for number, spec in enumerate(OTHERS)]
SPECS += OTHERS
SOME = [(str(spec), spec.key_sizes[-1], (512, 4096)[number % 2]) for number, spec in enumerate(SPECS)]
DATA = 1 << 17
MARK = b"written by the kernel".ljust(4096, b".")


@contextmanager
def unlocked(path: Path) -> Iterator[UnlockedVolume]:
    with Container.open(path) as container, Secret(PASSPHRASE) as passphrase:
        volume = Volume.open(container)
        with volume.unlock(passphrase) as opened:
            yield opened


@contextmanager
def shown(attacher: Attacher, path: Path) -> Iterator[Path]:
    """The plaintext of the volume, attached."""
    with unlocked(path) as volume:
        attachment = attacher.attach(volume, AttachOptions(), ignore)
    try:
        yield attachment.path
    finally:
        attacher.detach(attachment, timeout_s=60)


def read(path: Path) -> bytes:
    return path.read_bytes()


def table_of(name: str) -> list[str]:
    table = subprocess.check_output(["/usr/sbin/dmsetup", "table", "--showkeys", name], text=True).split()
    return [*table[:6], *table[7:]]  # the loop device may be another one


@pytest.mark.parametrize(("cipher", "key_size", "sector_size"), EACH)
def test_cryptsetup_and_we_open_what_we_made(tmp_path: Path, cipher: str, key_size: int, sector_size: int) -> None:
    path = tmp_path / "volume"
    options = small_options(keyslots=1, cipher=CipherSpec.parse(cipher), key_size=key_size, sector_size=sector_size)
    plaintext = bytearray(write_volume(path, PASSPHRASE, size=options.data_start + DATA, options=options))
    with shown(DeviceMapper(), path) as device:
        assert read(device) == plaintext
        plaintext[8192:12288] = MARK
        overwrite(device, 8192, MARK)
    with judge.opened(path, "judge", PASSPHRASE) as device:
        assert read(device) == plaintext
        plaintext[-4096:] = MARK
        overwrite(device, len(plaintext) - 4096, MARK)
    with unlocked(path) as volume, closing(volume.device()) as ours:
        assert ours.read(0, len(plaintext)) == plaintext


@pytest.mark.parametrize(("cipher", "key_size", "sector_size"), EACH)
def test_we_open_what_cryptsetup_made(tmp_path: Path, cipher: str, key_size: int, sector_size: int) -> None:
    path = tmp_path / "volume"
    with path.open("wb") as file:
        file.truncate((1 << 20) + DATA)
    judge.make(path, cipher, key_size=key_size, sector_size=sector_size, passphrase=PASSPHRASE)
    with judge.opened(path, "judge", PASSPHRASE) as device:
        plaintext = bytearray(os.urandom(device_size(device)))
        overwrite(device, 0, plaintext)
    with shown(DeviceMapper(), path) as device:
        assert read(device) == plaintext
    with unlocked(path) as volume, closing(volume.device()) as ours:
        assert ours.read(0, len(plaintext)) == plaintext
        plaintext[4096:8192] = MARK
        ours.write(4096, MARK)
        ours.flush()
    with judge.opened(path, "judge", PASSPHRASE) as device:
        assert read(device) == plaintext


def device_size(path: Path) -> int:
    fd = os.open(path, os.O_RDONLY)
    try:
        return os.lseek(fd, 0, os.SEEK_END)
    finally:
        os.close(fd)


@pytest.mark.parametrize(("cipher", "key_size", "sector_size"), SOME)
def test_both_attachers_show_the_same(tmp_path: Path, cipher: str, key_size: int, sector_size: int) -> None:
    path = tmp_path / "volume"
    options = small_options(keyslots=1, cipher=CipherSpec.parse(cipher), key_size=key_size, sector_size=sector_size)
    plaintext = bytearray(write_volume(path, PASSPHRASE, size=options.data_start + DATA, options=options))
    with shown(DeviceMapper(), path) as device:
        plaintext[:4096] = MARK
        overwrite(device, 0, MARK)
    with shown(FuseFile(), path) as file:
        assert read(file) == plaintext
        plaintext[8192:12288] = MARK
        overwrite(file, 8192, MARK)
    with shown(DeviceMapper(), path) as device:
        assert read(device) == plaintext


@pytest.mark.parametrize(("cipher", "key_size", "sector_size"), SOME)
def test_the_mapping_is_the_one_that_cryptsetup_makes(
    tmp_path: Path, cipher: str, key_size: int, sector_size: int
) -> None:
    path = tmp_path / "volume"
    options = small_options(keyslots=1, cipher=CipherSpec.parse(cipher), key_size=key_size, sector_size=sector_size)
    write_volume(path, PASSPHRASE, size=options.data_start + DATA, options=options)
    with judge.opened(path, "judge", PASSPHRASE):
        theirs = table_of("judge")
    with shown(DeviceMapper(), path) as device:
        assert table_of(device.name) == theirs
        assert theirs[4].startswith(f":{key_size}:logon:cryptsetup:")


TIB = 1 << 40
SEGMENT = 8192
IV_OFFSETS = [0, 12345 * 8, (1 << 32) - 128, (1 << 63) + 8]
LARGE = [(False, 512), (False, 4096), (True, 1024), (True, 4096)]


def known(text: str) -> list[CipherSpec]:
    try:
        return [CipherSpec.parse(text)]
    except UnsupportedFeature:
        return []


OTHERS = [
    spec
    for cipher in ("serpent", "twofish", "camellia")
    for mode in ("xts-plain64", "xts-plain", "cbc-essiv:sha256", "cbc-plain64")
    for spec in known(f"{cipher}-{mode}")
]


@pytest.mark.attack(29)
@pytest.mark.parametrize(("large", "sector_size"), LARGE)
@pytest.mark.parametrize("spec", SPECS + OTHERS, ids=str)
def test_a_segment_s_table_and_device_agree(tmp_path: Path, spec: CipherSpec, large: bool, sector_size: int) -> None:
    key = Secret(os.urandom(spec.key_sizes[-1]))
    path = tmp_path / "segment"
    path.write_bytes(os.urandom(SEGMENT + DATA))
    segments = [Segment(SEGMENT, DATA, spec, len(key), sector_size, iv_offset, large) for iv_offset in IV_OFFSETS]
    with closing(ImageFile.open(path, read_only=True)) as lower, mapping_over(path) as number:
        for segment in segments:
            with logon_key("vault:test", key.view()) as name:
                libdm.load("judge", segment.dm_table(name, number, lower.size), read_only=True)
            libdm.resume("judge")
            assert read(Path("/dev/mapper/judge")) == segment.device(lower, key).read(0, DATA), segment.iv_offset


@contextmanager
def mapping_over(path: Path) -> Iterator[str]:
    """The number of a loop device over the file, and a mapping ``judge`` without a table."""
    loop = loopdev.attach(path, read_only=True, sector_size=512)
    shown_file = loopdev.backing_file(loop.path)
    number = os.fstat(loop.fd).st_rdev
    libdm.create("judge", "")
    try:
        yield f"{os.major(number)}:{os.minor(number)}"
    finally:
        libdm.remove("judge")
        loop.close()
        loopdev.wait_until_gone(loop.path, shown_file, 60)


@pytest.mark.attack(29)
@pytest.mark.parametrize("sector_size", [512, 4096])
@pytest.mark.parametrize("cipher", ["aes-xts-plain", "aes-xts-plain64", "aes-cbc-essiv:sha256", "aes-cbc-plain64be"])
def test_a_volume_beyond_2_tib_is_read_and_written_alike(tmp_path: Path, cipher: str, sector_size: int) -> None:
    path = tmp_path / "volume"
    spec = CipherSpec.parse(cipher)
    options = small_options(keyslots=1, cipher=spec, key_size=32, sector_size=sector_size)
    border = 2 * TIB
    with Secret(PASSPHRASE) as passphrase:
        size = options.data_start + border + DATA
        with new_container(path, size, options, passphrase, sparse=True) as volume:
            device = volume.device()
            device.write(border - DATA, (ours := os.urandom(2 * DATA)))
            device.close()
    with shown(DeviceMapper(), path) as mapped, mapped.open("r+b") as file:
        file.seek(border - DATA)
        assert file.read(2 * DATA) == ours
        file.seek(border - 4096)
        file.write(MARK * 2)
        file.flush()
        os.fsync(file.fileno())
    with unlocked(path) as volume, closing(volume.device()) as device:
        assert device.read(border - 4096, 8192) == MARK * 2
        assert device.read(border - DATA, DATA - 4096) == ours[: DATA - 4096]
