"""BitLocker volumes made from scratch open with every kind of credential and read as what was written."""

import hashlib
import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import KeyslotError, UnsupportedFeature, WrongCredential
from vault.events import Event, KdfStarted, KeyslotTried, Warned
from vault.formats.bitlocker.credentials import STRETCH_COUNT, stretch
from vault.formats.bitlocker.describe import describe
from vault.formats.bitlocker.header import probe, read_header
from vault.formats.bitlocker.unlock import unlock
from vault.testing import bitlocker as writer
from vault.testing.bitlocker import Volume, entry, protector, stretched

PASSPHRASE = "a passphrase £𝄞"
RECOVERY_KEY = bytes(range(16))
RECOVERY = "-".join(f"{int.from_bytes(RECOVERY_KEY[at : at + 2], 'little') * 11:06}" for at in range(0, 16, 2))
STRETCH = entry(0, 3, b"\x01\x10\0\0" + writer.SALT)


def device(volume: Volume) -> MemoryDevice:
    image = volume.image()
    return MemoryDevice(len(image), data=image)


def opened(volume: Volume, credential: bytes | None = None, **more: Any) -> bytes:
    """The plaintext, read in one piece, once the volume key is the right one."""
    lower = device(volume)
    header = read_header(lower)
    secret = None if credential is None else Secret(credential)
    found = unlock(header, secret, **more)
    assert bytes(found.volume_key.view()) == volume.volume_key
    plaintext = found.plaintext.device(lower, found.volume_key)
    assert plaintext.read_only
    assert plaintext.size == found.plaintext.size_within(lower.size)
    data = bytes(plaintext.read(0, plaintext.size))
    plaintext.close()
    return data


@pytest.fixture(scope="module")
def passphrase_volume() -> Volume:
    """One with a passphrase, the costs of which are fixed by the format."""
    volume = Volume()
    once = hashlib.sha256(PASSPHRASE.encode("utf-16-le")).digest()
    key = stretched(hashlib.sha256(once).digest(), STRETCH_COUNT)
    return replace(volume, protectors=(protector(0x2000, STRETCH, volume.sealed_master(key)),))


@pytest.mark.parametrize("sector_size", [512, 4096])
@pytest.mark.parametrize("method", sorted(writer.STORED_SIZES))
def test_every_method_and_sector_size_reads_back(method: int, sector_size: int) -> None:
    volume = Volume(method=method, sector_size=sector_size)
    assert opened(volume) == volume.plaintext()


def test_a_volume_to_go_has_its_metadata_elsewhere() -> None:
    volume = Volume(to_go=True)
    lower = device(volume)
    assert probe(lower)
    assert read_header(lower).to_go
    assert opened(volume) == volume.plaintext()


def test_a_fat_volume_is_no_volume_to_go() -> None:
    image = Volume(to_go=True).image()
    image[424:440] = bytes(16)
    assert not probe(MemoryDevice(len(image), data=image))


def test_a_passphrase_opens(passphrase_volume: Volume) -> None:
    heard: list[Event] = []
    assert opened(passphrase_volume, PASSPHRASE.encode(), on_event=heard.append) == passphrase_volume.plaintext()
    assert heard == [KdfStarted(0, "bitlocker"), KeyslotTried(0, opened=True)]


@pytest.mark.parametrize("credential", [b"not the passphrase", RECOVERY.encode()])
def test_another_passphrase_does_not(passphrase_volume: Volume, credential: bytes) -> None:
    header = read_header(device(passphrase_volume))
    with Secret(credential) as secret, pytest.raises(WrongCredential) as caught:
        unlock(header, secret)
    assert caught.value.attempts == 1
    assert "passphrase" in caught.value.hint


@pytest.mark.parametrize("credential", [b"\xff\xfe", None])
def test_what_cannot_be_a_passphrase_costs_nothing(passphrase_volume: Volume, credential: bytes | None) -> None:
    header, heard = read_header(device(passphrase_volume)), list[Event]()
    with pytest.raises(WrongCredential):
        unlock(header, None if credential is None else Secret(credential), on_event=heard.append)
    assert heard == []


def recovery_volume() -> Volume:
    volume = Volume()
    key = stretched(hashlib.sha256(RECOVERY_KEY).digest(), STRETCH_COUNT)
    return replace(volume, protectors=(protector(0x800, STRETCH, volume.sealed_master(key)),))


def test_a_recovery_password_opens_and_a_mistyped_group_is_named() -> None:
    volume = recovery_volume()
    assert opened(volume, f" {RECOVERY}\n".encode()) == volume.plaintext()
    header = read_header(device(volume))
    typo = RECOVERY[:14] + f"{int(RECOVERY[14:20]) + 1:06}" + RECOVERY[20:]
    for text in (typo, RECOVERY[:14] + "720896" + RECOVERY[20:]):  # 720896 is 11 * 65536, one too many
        with Secret(text.encode()) as secret, pytest.raises(WrongCredential, match="group 3"):
            unlock(header, secret)


def test_a_startup_key_file_opens_its_protector_only() -> None:
    key = writer.octets("startup key", 32)
    volume = Volume()
    volume = replace(volume, protectors=(protector(0x200, volume.sealed_master(key)),))
    assert opened(volume, writer.startup_key_file(key)) == volume.plaintext()
    assert opened(volume, writer.startup_key_file(key, volume=writer.VOLUME_ID)) == volume.plaintext()
    header = read_header(device(volume))
    for file in (
        writer.startup_key_file(key, volume=writer.NORMAL),
        writer.startup_key_file(key, protector=writer.NORMAL),
        writer.startup_key_file(bytes(32)),
    ):
        with Secret(file) as secret, pytest.raises(WrongCredential):
            unlock(header, secret)


def test_a_suspended_volume_opens_without_a_credential_and_says_so() -> None:
    heard: list[Event] = []
    volume = Volume()
    assert opened(volume, on_event=heard.append) == volume.plaintext()
    assert [event for event in heard if isinstance(event, Warned)]
    assert opened(volume, b"whatever") == volume.plaintext()


@pytest.mark.parametrize("slot", [1, 99])
def test_a_slot_that_is_not_there(slot: int) -> None:
    header = read_header(device(Volume()))
    with pytest.raises(KeyslotError):
        unlock(header, None, slot=slot)


def test_hardware_protectors_are_named_and_not_tried() -> None:
    volume = Volume()
    volume = replace(volume, protectors=(protector(0x100, entry(0, 6, bytes(4))),))
    header = read_header(device(volume))
    assert [each.protection for each in header.protectors] == ["tpm"]
    with pytest.raises(UnsupportedFeature, match="no protector"):
        unlock(header, Secret(b"x"))


@pytest.mark.parametrize("boundary", [96, 256, 450, 500])
def test_a_partly_encrypted_volume_ends_in_the_clear(boundary: int) -> None:
    volume = Volume(state=3, next_state=4, encrypted_size=boundary * 1024)
    assert opened(volume) == volume.plaintext()


def test_metadata_copies_stand_in_for_each_other() -> None:
    volume = Volume()
    image = volume.image()
    for offset in volume.offsets[:2]:
        image[offset + 200] ^= 1
    lower = MemoryDevice(len(image), data=image)
    header = read_header(lower)
    assert len(header.warnings) == 2
    found = unlock(header, None)
    assert bytes(found.volume_key.view()) == volume.volume_key


def test_reads_of_any_shape_give_the_same_bytes() -> None:
    volume = Volume()
    lower, expected = device(volume), volume.plaintext()
    found = unlock(read_header(lower), None)
    plaintext = found.plaintext.device(lower, found.volume_key)
    for offset in (0, 7 * 1024, 8 * 1024, 63 * 1024 + 512, 127 * 1024, 447 * 1024, 455 * 1024 + 512):
        for length in (0, 512, 1024, 3 * 1024, 66 * 1024):
            length = min(length, plaintext.size - offset)
            assert plaintext.read(offset, length) == expected[offset : offset + length]


def test_threads_share_a_device() -> None:
    volume = Volume(method=0x8001)
    lower, expected = device(volume), volume.plaintext()
    found = unlock(read_header(lower), None)
    plaintext = found.plaintext.device(lower, found.volume_key)
    wrong: list[int] = []

    def read(start: int) -> None:
        for offset in range(start * 512, plaintext.size, 64 * 1024):
            if plaintext.read(offset, 512) != expected[offset : offset + 512]:
                wrong.append(offset)

    threads = [threading.Thread(target=read, args=(start,)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_writes_are_refused_with_the_reason() -> None:
    lower = device(Volume())
    found = unlock(read_header(lower), None)
    plaintext = found.plaintext.device(lower, found.volume_key)
    with pytest.raises(OSError, match="only read"):
        plaintext.write(0, bytes(512))
    with pytest.raises(OSError, match="only read"):
        plaintext.discard(0, 512)
    plaintext.close()
    with pytest.raises(ValueError):
        plaintext.read(0, 512)


def test_reading_never_writes() -> None:
    lower = device(Volume())
    before = bytes(lower.data)
    lower.read_only = True
    found = unlock(read_header(lower), None)
    plaintext = found.plaintext.device(lower, found.volume_key)
    plaintext.read(0, plaintext.size)
    assert bytes(lower.data) == before


def test_the_stretched_key_is_the_chain_of_hashes() -> None:
    initial = writer.octets("initial", 32)
    with Secret(initial) as digest:
        assert bytes(stretch(digest, writer.SALT, 1000).view()) == stretched(initial, 1000)


def test_the_description_says_what_is_known() -> None:
    volume = Volume(to_go=True, method=0x8001)
    lower = device(volume)
    found = describe(Path("volume"), lower.size, read_header(lower))
    assert (found.format, found.uuid, found.cipher, found.key_size) == (
        "bitlocker", str(writer.VOLUME_ID), "aes-cbc-elephant", 512,
    )  # fmt: skip
    assert (found.label, found.sector_size, found.flags) == ("a volume", 512, ("encrypted", "to-go", "suspended"))
    assert [(each.kind, each.keyslots) for each in found.tokens] == [("clear-key", (0,))]
    assert os.fspath(found.container) == "volume"
