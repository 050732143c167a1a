"""cryptsetup and the kernel open the VeraCrypt volumes that we make, and each reads what the other wrote."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vault.blockdev.image import ImageFile
from vault.crypto.secret import Secret
from vault.formats.veracrypt.change import change_credential, restore_header
from vault.formats.veracrypt.create import create, create_hidden
from vault.formats.veracrypt.open import VeraCryptUnlocked, Wanted, unlock
from vault.formats.veracrypt.seal import Recipe
from vault.testing.veracrypt import noise

CRYPTSETUP = "/usr/sbin/cryptsetup"
PASSPHRASE = b"a passphrase"
HIDDEN = b"a hidden passphrase"
SIZE = 1 << 20
HIDDEN_SIZE = 128 * 1024
NAME = "judged-veracrypt"
CIPHERS = (
    "aes",
    "serpent",
    "twofish",
    "camellia",
    "aes-twofish",
    "aes-twofish-serpent",
    "camellia-serpent",
    "serpent-aes",
    "serpent-twofish-aes",
    "twofish-serpent",
)
PRFS = ("sha512", "sha256", "whirlpool")
"""BLAKE2s is unknown to the cryptsetup of Debian 12; volumes of the corpus judge it, and Streebog."""


@contextmanager
def mapped(path: Path, passphrase: bytes, *options: str) -> Iterator[Path]:
    """The volume as cryptsetup maps it."""
    command = [CRYPTSETUP, "open", "--type", "tcrypt", "--veracrypt", *options, str(path), NAME]
    done = subprocess.run(command, input=passphrase, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    try:
        yield Path("/dev/mapper") / NAME
    finally:
        subprocess.run([CRYPTSETUP, "close", NAME], check=True, timeout=60)


def new_volume(path: Path, recipe: Recipe, cipher: str = "aes") -> tuple[ImageFile, VeraCryptUnlocked]:
    with path.open("wb") as file:
        file.truncate(SIZE)
    device = ImageFile.open(path, read_only=False)
    with Secret(PASSPHRASE) as passphrase:
        return device, create(device, passphrase, recipe=recipe, cipher=cipher)


def both_ways(path: Path, device: ImageFile, volume: VeraCryptUnlocked, passphrase: bytes, *options: str) -> None:
    """What we write, the kernel reads, and the other way round."""
    plain = volume.plaintext.device(device, volume.volume_key)
    ours, theirs = noise(plain.size, 1), noise(8192, 2)
    plain.write(0, ours)
    device.flush()
    with mapped(path, passphrase, *options) as mapping:
        assert mapping.read_bytes() == ours
        with mapping.open("r+b") as file:
            file.seek(plain.size - 8192)
            file.write(theirs)
            file.flush()
            os.fsync(file.fileno())
    assert plain.read(plain.size - 8192, 8192) == theirs


@pytest.mark.parametrize("cipher", CIPHERS)
def test_the_kernel_and_we_see_the_same_plaintext(tmp_path: Path, cipher: str) -> None:
    device, volume = new_volume(tmp_path / "volume", Recipe("sha512", pim=1), cipher)
    both_ways(tmp_path / "volume", device, volume, PASSPHRASE, "--veracrypt-pim", "1")


@pytest.mark.parametrize("prf", PRFS)
def test_every_prf_that_cryptsetup_has_opens(tmp_path: Path, prf: str) -> None:
    device, volume = new_volume(tmp_path / "volume", Recipe(prf, pim=2))
    for options in ((), ("--tcrypt-backup",)):
        both_ways(tmp_path / "volume", device, volume, PASSPHRASE, "--veracrypt-pim", "2", *options)


def test_without_a_pim_the_default_is_meant(tmp_path: Path) -> None:
    device, volume = new_volume(tmp_path / "volume", Recipe("sha512"))
    both_ways(tmp_path / "volume", device, volume, PASSPHRASE, "--hash", "sha512")


def test_hidden_volumes_open_too(tmp_path: Path) -> None:
    device, outer = new_volume(tmp_path / "volume", Recipe("sha512", pim=1))
    with Secret(HIDDEN) as passphrase:
        hidden = create_hidden(device, passphrase, HIDDEN_SIZE, outer=outer, recipe=Recipe("sha256", pim=3))
    for options in (("--tcrypt-hidden",), ("--tcrypt-hidden", "--tcrypt-backup")):
        both_ways(tmp_path / "volume", device, hidden, HIDDEN, "--veracrypt-pim", "3", *options)
    with mapped(tmp_path / "volume", PASSPHRASE, "--veracrypt-pim", "1") as mapping:
        assert mapping.stat().st_rdev


@pytest.mark.parametrize("passphrase", [b"short", b"p" * 64, b"p" * 72], ids=len)
def test_keyfiles_are_mixed_alike(tmp_path: Path, passphrase: bytes) -> None:
    files = []
    for number, size in enumerate((10, 5000)):
        files.append(tmp_path / f"keyfile{number}")
        files[-1].write_bytes(noise(size, number))
    path = tmp_path / "volume"
    device, _ = new_volume(path, Recipe("sha512", pim=1))
    recipe = Recipe("sha512", 1, tuple(files))
    with Secret(PASSPHRASE) as old, Secret(passphrase) as new:
        change_credential(device, old, new, wanted=Wanted(pim=1, prf="sha512"), recipe=recipe)
        volume = unlock(device, new, pim=1, prf="sha512", keyfiles=files)
    options = [word for file in files for word in ("--key-file", str(file))]
    both_ways(path, device, volume, passphrase, "--veracrypt-pim", "1", *options)


def test_a_restored_header_opens(tmp_path: Path) -> None:
    device, volume = new_volume(tmp_path / "volume", Recipe("sha512", pim=1))
    device.write(0, bytes(512))
    with Secret(PASSPHRASE) as passphrase:
        restore_header(device, passphrase, wanted=Wanted(pim=1, prf="sha512"))
    both_ways(tmp_path / "volume", device, volume, PASSPHRASE, "--veracrypt-pim", "1")


def test_cryptsetup_reads_the_fields_that_we_write(tmp_path: Path) -> None:
    new_volume(tmp_path / "volume", Recipe("sha512", pim=1), "serpent-aes")
    command = [CRYPTSETUP, "tcryptDump", "--veracrypt", "--veracrypt-pim", "1", str(tmp_path / "volume")]
    text = subprocess.run(command, input=PASSPHRASE, capture_output=True, check=True, timeout=120).stdout.decode()
    found = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in text.splitlines())}
    assert (found["Version"], found["Driver req."], found["MK offset"]) == ("5", "1.b", "131072")
    assert (found["Sector size"], found["PBKDF2 hash"]) == ("512", "sha512")
    assert (found["Cipher chain"], found["Cipher mode"]) == ("aes-serpent", "xts-plain64")
