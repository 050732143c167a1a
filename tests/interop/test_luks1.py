"""LUKS1 both ways with cryptsetup: headers, keyslots, data, and conversion to and from LUKS2."""

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from vault.blockdev.image import ImageFile
from vault.crypto.ciphers import CipherSpec
from vault.crypto.kdf import Pbkdf2Cost
from vault.crypto.secret import Secret
from vault.errors import WrongCredential
from vault.formats.convert_luks import to_luks1, to_luks2
from vault.formats.luks1 import header as luks1
from vault.formats.luks1.create import CreateOptions, create
from vault.formats.luks1.keyslots import add_keyslot, change_keyslot, remove_keyslot, unlock
from vault.formats.luks2 import header as luks2

CRYPTSETUP = "/usr/sbin/cryptsetup"
SIZE = 4 << 20
FORCED = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", 1000)
CASES = {
    "xts-512": ("aes-xts-plain64", 512, "sha256"),
    "xts-256": ("aes-xts-plain64", 256, "sha512"),
    "cbc-essiv": ("aes-cbc-essiv:sha256", 256, "sha1"),
    "cbc-plain": ("aes-cbc-plain", 128, "ripemd160"),
}
"""Other ciphers than AES cryptsetup leaves to the kernel; the corpus has volumes that a kernel opened."""
cases = pytest.mark.parametrize("case", CASES)


@dataclass(frozen=True)
class Cryptsetup:
    """cryptsetup on one image; passphrases are handed over as key files without a line feed."""

    image: Path

    def run(self, *words: object) -> subprocess.CompletedProcess[bytes]:
        command = [CRYPTSETUP, "--batch-mode", "--disable-locks", *map(str, words)]
        return subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=240)

    def must(self, *words: object) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def key(self, passphrase: bytes) -> Path:
        path = self.image.with_name(f"key-{passphrase.decode()}")
        path.write_bytes(passphrase)
        return path

    def format(self, passphrase: bytes, cipher: str, bits: int, hash_: str, *more: object) -> None:
        self.image.write_bytes(os.urandom(1 << 16))
        os.truncate(self.image, SIZE)
        words = ("--cipher", cipher, "--key-size", bits, "--hash", hash_, *FORCED)
        self.must("luksFormat", *(more or ("--type", "luks1")), *words, self.image, self.key(passphrase))

    def add(self, passphrase: bytes, new: bytes, *more: object) -> None:
        self.must("luksAddKey", *FORCED, *more, "--key-file", self.key(passphrase), self.image, self.key(new))

    def opens(self, passphrase: bytes) -> bool:
        done = self.run("open", "--test-passphrase", "--key-file", self.key(passphrase), self.image)
        assert done.returncode in (0, 2), done.stderr.decode()
        return done.returncode == 0

    def volume_key(self, passphrase: bytes) -> bytes:
        path = self.image.with_name("volume-key")
        path.unlink(missing_ok=True)
        words = ("--dump-volume-key", "--volume-key-file", path)
        self.must("luksDump", *words, "--key-file", self.key(passphrase), self.image)
        return path.read_bytes()

    def dump(self) -> str:
        return self.must("luksDump", self.image)


@pytest.fixture
def cryptsetup(tmp_path: Path) -> Cryptsetup:
    return Cryptsetup(tmp_path / "image")


@pytest.fixture
def device(cryptsetup: Cryptsetup) -> Callable[[], ImageFile]:
    return lambda: ImageFile.open(cryptsetup.image, read_only=False)


Open = Callable[[], ImageFile]


def ours_opens(image: Path, passphrase: bytes) -> bytes | None:
    """The volume key, or None when the passphrase opens nothing."""
    device = ImageFile.open(image, read_only=True)
    try:
        with Secret(passphrase) as secret:
            _, key = unlock(luks1.read_header(device), device, secret)
    except WrongCredential:
        return None
    finally:
        device.close()
    return bytes(key.view())


@cases
def test_what_cryptsetup_makes_opens_here(cryptsetup: Cryptsetup, device: Open, case: str) -> None:
    cryptsetup.format(b"one", *CASES[case])
    cryptsetup.add(b"one", b"two", "--key-slot", 7)
    opened = device()
    header = luks1.read_header(opened)
    assert (str(header.segment().cipher), header.segment().key_size * 8) == CASES[case][:2]
    assert sorted(header.keyslots) == [0, 7]
    assert ours_opens(cryptsetup.image, b"one") == ours_opens(cryptsetup.image, b"two") == cryptsetup.volume_key(b"one")
    assert ours_opens(cryptsetup.image, b"three") is None
    opened.close()


@cases
def test_what_is_made_here_opens_in_cryptsetup(cryptsetup: Cryptsetup, device: Open, case: str) -> None:
    cipher, bits, hash_ = CASES[case]
    options = CreateOptions(
        cipher=CipherSpec.parse(cipher), key_size=bits // 8, hash=hash_, iterations=1000, digest_iterations=1000
    )
    cryptsetup.image.write_bytes(os.urandom(SIZE))
    opened = device()
    with Secret(b"one") as one:
        header = create(opened, options, one)
    opened.close()
    assert cryptsetup.volume_key(b"one") == ours_opens(cryptsetup.image, b"one")
    dump = dict(line.split(":", 1) for line in cryptsetup.dump().splitlines() if ":" in line)
    assert dump["UUID"].strip() == header.uuid
    assert (dump["Payload offset"].strip(), dump["MK bits"].strip()) == (str(options.data_start // 512), str(bits))
    assert dump["Hash spec"].strip() == hash_


def test_both_change_the_keyslots_of_one_volume(cryptsetup: Cryptsetup, device: Open) -> None:
    cryptsetup.format(b"one", *CASES["xts-256"])
    opened = device()
    cost = Pbkdf2Cost("sha512", 1000)
    with Secret(b"one") as one, Secret(b"two") as two, Secret(b"three") as three:
        _, key = unlock(luks1.read_header(opened), opened, one)
        header, number = add_keyslot(luks1.read_header(opened), opened, key, two, cost, slot=6)
        assert number == 6
        assert cryptsetup.opens(b"two")
        change_keyslot(header, opened, 0, key, three, cost)
    assert [cryptsetup.opens(word) for word in (b"one", b"two", b"three")] == [False, True, True]
    cryptsetup.add(b"three", b"four")
    assert ours_opens(cryptsetup.image, b"four") == bytes(key.view())
    cryptsetup.must("luksKillSlot", "--key-file", cryptsetup.key(b"four"), cryptsetup.image, 6)
    assert ours_opens(cryptsetup.image, b"two") is None
    remove_keyslot(luks1.read_header(opened), opened, 0)
    assert [cryptsetup.opens(word) for word in (b"three", b"four")] == [False, True]
    cryptsetup.must(
        "luksChangeKey", *FORCED, "--key-file", cryptsetup.key(b"four"), cryptsetup.image, cryptsetup.key(b"five")
    )
    assert ours_opens(cryptsetup.image, b"five") == bytes(key.view())
    assert "Key Slot 6: DISABLED" in cryptsetup.dump()
    opened.close()


@pytest.mark.parametrize("case", ["xts-512", "xts-256", "cbc-essiv"])
@pytest.mark.parametrize("slots", [1, 4])
def test_conversion_to_luks2_and_back_by_either_program(
    cryptsetup: Cryptsetup, device: Open, case: str, slots: int
) -> None:
    cryptsetup.format(b"0", *CASES[case])
    words = [b"%d" % number for number in range(slots)]
    for word in words[1:]:
        cryptsetup.add(b"0", word)
    key, data = cryptsetup.volume_key(b"0"), cryptsetup.image.read_bytes()[2 << 20 :]

    def check(version: int) -> None:
        assert f"Version:       \t{version}" in cryptsetup.dump()
        assert all(map(cryptsetup.opens, words))
        assert cryptsetup.volume_key(words[-1]) == key
        assert cryptsetup.image.read_bytes()[2 << 20 :] == data

    for forth, back in ((ours_to_luks2, theirs_to_luks1), (theirs_to_luks2, ours_to_luks1)):
        forth(cryptsetup, device)
        check(2)
        back(cryptsetup, device)
        check(1)
    assert ours_opens(cryptsetup.image, words[-1]) == key


def ours_to_luks2(cryptsetup: Cryptsetup, device: Open) -> None:
    del cryptsetup
    opened = device()
    to_luks2(luks1.read_header(opened), opened)
    opened.close()


def ours_to_luks1(cryptsetup: Cryptsetup, device: Open) -> None:
    del cryptsetup
    opened = device()
    to_luks1(luks2.read_header(opened), opened)
    opened.close()


def theirs_to_luks2(cryptsetup: Cryptsetup, device: Open) -> None:
    del device
    cryptsetup.must("convert", "--type", "luks2", cryptsetup.image)


def theirs_to_luks1(cryptsetup: Cryptsetup, device: Open) -> None:
    del device
    cryptsetup.must("convert", "--type", "luks1", cryptsetup.image)
