"""A volume with integrity without its kernel: it is described, its keyslots are managed, and user space says no."""

import struct
from pathlib import Path
from typing import Any

import pytest

from vault import options as given
from vault.attach.base import AttachOptions
from vault.attach.fusefile.attacher import FuseFile
from vault.blockdev.image import ImageFile
from vault.container import Container
from vault.crypto.secret import Secret
from vault.engine import Engine
from vault.errors import DamagedHeader, NotAvailable, UnsupportedFeature, WrongCredential
from vault.formats import convert_luks
from vault.formats.luks2.header import read_header
from vault.formats.luks2.keyslots import edited
from vault.formats.luks2.superblock import LAYOUT
from vault.formats.luks2.write import write_header
from vault.testing.volumes import CHEAP_PBKDF2, opens, small_options, write_volume
from vault.volume import Volume

PASSPHRASE = b"a passphrase"
SECTORS = 64
TAG_SIZE = 28


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A volume whose key and size are those of AES-GCM; what the kernel would have written there is missing."""
    path = tmp_path / "secret.vol"
    options = small_options(key_size=32)
    write_volume(path, PASSPHRASE, size=options.data_start + (1 << 20), options=options)
    device = ImageFile.open(path, read_only=False)
    try:
        write_header(device, edited(read_header(device), with_integrity))
        fields = (b"integrt\0", 4, 15, TAG_SIZE, 1, SECTORS, 8, 0)
        block = struct.pack("<" + "".join(LAYOUT.values()), *fields)
        device.write(options.data_start, block.ljust(4096, b"\0"))
    finally:
        device.close()
    path.with_name("key").write_bytes(PASSPHRASE)
    return path


def with_integrity(document: dict[str, Any]) -> None:
    integrity = {"type": "aead", "journal_encryption": "none", "journal_integrity": "none"}
    document["segments"]["0"] |= {"encryption": "aes-gcm-random", "integrity": integrity}


def test_it_is_described(path: Path) -> None:
    found = Engine().inspect(path)
    assert (found.cipher, found.integrity, found.key_size, found.sector_size) == ("aes-gcm-random", "aead", 256, 512)
    assert found.warnings == ()


def test_it_is_unlocked_and_no_more(path: Path) -> None:
    with Volume.open(Container.open(path)) as volume:
        assert volume.size == SECTORS * 512
        with Secret(b"wrong") as wrong, pytest.raises(WrongCredential):
            volume.unlock(wrong)
        with Secret(PASSPHRASE) as secret, volume.unlock(secret) as unlocked:
            assert len(unlocked.volume_key) == 32
            with pytest.raises(NotAvailable, match="dm-integrity"):
                unlocked.device()


def test_user_space_does_not_show_it(path: Path) -> None:
    with Volume.open(Container.open(path)) as volume:
        found = FuseFile().probe(volume, AttachOptions())
    assert not found.ok and "dm-integrity" in found.reason and "devmapper" in found.hint
    request = given.AttachRequest(path, attach_way="fusefile")
    with pytest.raises(NotAvailable, match="dm-integrity"):
        Engine().attach(request, given.KeyFile(path.with_name("key")))


def test_a_new_keyslot_is_encrypted_as_usual(path: Path) -> None:
    path.with_name("new").write_bytes(b"another one")
    change = given.KeyslotChange(path, pbkdf="pbkdf2", pbkdf_iterations=CHEAP_PBKDF2.iterations)
    number = Engine().keyslot_add(change, given.KeyFile(path.with_name("key")), given.KeyFile(path.with_name("new")))
    device = ImageFile.open(path, read_only=True)
    try:
        slot = read_header(device).keyslots[number]
        assert (str(slot.area.cipher), slot.area.key_size, slot.key_size) == ("aes-xts-plain64", 64, 32)
        assert opens(device, b"another one") == opens(device, PASSPHRASE) is not None
    finally:
        device.close()


def test_luks1_has_no_such_volumes(path: Path) -> None:
    device = ImageFile.open(path, read_only=True)
    try:
        with pytest.raises(UnsupportedFeature, match="integrity"):
            convert_luks.to_luks1(read_header(device), device)
    finally:
        device.close()


def test_without_a_superblock_nothing_is_opened(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(Engine().inspect(path).segment_offset)
        file.write(bytes(4096))
    with Container.open(path) as container, pytest.raises(DamagedHeader, match="superblock"):
        Volume.open(container)


def test_the_superblock_is_in_the_container_also_when_the_header_is_not(path: Path, tmp_path: Path) -> None:
    header = tmp_path / "header"
    header.write_bytes(path.read_bytes()[: Engine().inspect(path).segment_offset])
    with Volume.open(Container.open(path, header=header)) as volume:
        assert volume.size == SECTORS * 512
