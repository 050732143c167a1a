"""Volumes go both ways between vault and cryptsetup: made, written, and their keyslots changed by either side."""

import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from vault.container import Container
from vault.crypto.ciphers import CipherSpec
from vault.crypto.kdf import ARGON2I, Argon2Cost, Cost
from vault.crypto.secret import Secret
from vault.errors import BusyError, KeyslotError, WrongCredential
from vault.formats.luks2.create import CreateOptions
from vault.formats.luks2.keyslots import add_keyslot, change_keyslot, remove_keyslot
from vault.newcontainer import new_container
from vault.testing.reference_ciphers import crypt
from vault.testing.volumes import CHEAP_ARGON2, CHEAP_PBKDF2, write_volume
from vault.volume import Volume

PROGRAM = Path("/usr/sbin/cryptsetup")
CHEAP_ARGON2I = Argon2Cost(ARGON2I, 4, 32, 1)
MIB = 1 << 20
SAMPLE = 64 * 1024
DEADLINE_S = 120

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="cryptsetup is not installed")


@dataclass(frozen=True)
class Cryptsetup:
    """The program, with passphrases handed over in files below ``folder``."""

    folder: Path

    def key(self, passphrase: bytes) -> Path:
        path = self.folder / f"key-{passphrase.hex()}"
        path.write_bytes(passphrase)
        return path

    def try_(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PROGRAM, "--batch-mode", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=DEADLINE_S,
            check=False,
            env={"LC_ALL": "C", "PATH": "/usr/sbin:/usr/bin"},
        )

    def run(self, *arguments: object) -> str:
        done = self.try_(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def opens(self, image: Path, passphrase: bytes, *more: object) -> bool:
        done = self.try_("open", "--test-passphrase", "--key-file", self.key(passphrase), *more, image)
        assert done.returncode in (0, 2), done.stderr
        return done.returncode == 0

    def volume_key(self, image: Path, passphrase: bytes) -> bytes:
        path = self.folder / "volume-key"
        path.unlink(missing_ok=True)
        key = self.key(passphrase)
        self.run("luksDump", "--dump-volume-key", "--volume-key-file", path, "--key-file", key, image)
        return path.read_bytes()

    def document(self, image: Path) -> dict[str, Any]:
        result: dict[str, Any] = json.loads(self.run("luksDump", "--dump-json-metadata", image))
        return result


@pytest.fixture
def cryptsetup(tmp_path: Path) -> Cryptsetup:
    return Cryptsetup(tmp_path)


@dataclass(frozen=True)
class Profile:
    """A kind of volume, as options of both programs."""

    cost: Cost = CHEAP_PBKDF2
    cipher: str = "aes-xts-plain64"
    key_bits: int = 512
    sector_size: int = 512
    metadata_kib: int = 16
    keyslots_kib: int = 0
    label: str = ""
    subsystem: str = ""

    @property
    def options(self) -> CreateOptions:
        return CreateOptions(
            cipher=CipherSpec.parse(self.cipher),
            key_size=self.key_bits // 8,
            sector_size=self.sector_size,
            label=self.label,
            subsystem=self.subsystem,
            cost=self.cost,
            digest_iterations=1000,
            metadata_size=self.metadata_kib * 1024,
            keyslots_size=self.keyslots_kib * 1024 or None,
        )

    @property
    def arguments(self) -> list[object]:
        words: list[object] = ["--type", "luks2", "--cipher", self.cipher, "--key-size", self.key_bits]
        words += ["--sector-size", self.sector_size, "--luks2-metadata-size", f"{self.metadata_kib}k"]
        words += ["--luks2-keyslots-size", f"{self.keyslots_kib}k"] if self.keyslots_kib else []
        words += ["--label", self.label] if self.label else []
        words += ["--subsystem", self.subsystem] if self.subsystem else []
        return words + kdf_arguments(self.cost)


def kdf_arguments(cost: Cost) -> list[object]:
    if isinstance(cost, Argon2Cost):
        memory = ["--pbkdf-memory", cost.memory_kib, "--pbkdf-parallel", cost.lanes]
        return ["--pbkdf", cost.kind, *memory, "--pbkdf-force-iterations", cost.time]
    return ["--pbkdf", cost.kind, "--hash", cost.hash, "--pbkdf-force-iterations", cost.iterations]


PROFILES = {
    "argon2id": Profile(cost=CHEAP_ARGON2, sector_size=4096),
    "argon2i": Profile(cost=CHEAP_ARGON2I),
    "xts-256": Profile(key_bits=256, sector_size=1024),
    "cbc-essiv": Profile(cipher="aes-cbc-essiv:sha256", key_bits=256),
    "cbc-plain64": Profile(cipher="aes-cbc-plain64", key_bits=128, sector_size=2048),
    "metadata-64k": Profile(metadata_kib=64, label="ein Name", subsystem="sub"),
    "metadata-4m": Profile(metadata_kib=4096, sector_size=4096),
    "keyslots-512k": Profile(keyslots_kib=512),
}
profiles = pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)


def make_theirs(cryptsetup: Cryptsetup, image: Path, passphrase: bytes, profile: Profile, *more: object) -> None:
    image.write_bytes(os.urandom(SAMPLE))
    os.truncate(image, 17 * MIB)
    cryptsetup.run("luksFormat", *profile.arguments, *more, image, cryptsetup.key(passphrase))


def read_ours(image: Path, passphrase: bytes, *, header: Path | None = None) -> bytes:
    container = Container.open(image, read_only=True, header=header)
    with Volume.open(container) as volume, Secret(passphrase) as secret, volume.unlock(secret) as unlocked:
        device = unlocked.device()
        plaintext = bytes(device.read(0, min(device.size, SAMPLE)))
        device.close()
        return plaintext


def opens_ours(image: Path, passphrase: bytes) -> bool:
    try:
        read_ours(image, passphrase)
    except WrongCredential:
        return False
    return True


def decrypt_beside(image: Path, volume_key: bytes, profile: Profile, offset: int) -> bytes:
    """The first bytes of plaintext by another implementation of the cipher."""
    with image.open("rb") as file:
        file.seek(offset)
        ciphertext = file.read(SAMPLE)
    return crypt(profile.cipher, volume_key, profile.sector_size, 0, ciphertext, encrypt=False)


@profiles
def test_a_volume_of_cryptsetup_reads_and_writes_as_an_independent_cipher_says(
    cryptsetup: Cryptsetup, tmp_path: Path, profile: Profile
) -> None:
    image = tmp_path / "theirs"
    make_theirs(cryptsetup, image, b"theirs", profile)
    offset = int(cryptsetup.document(image)["segments"]["0"]["offset"])
    with image.open("r+b") as file:
        file.seek(offset)
        file.write(os.urandom(SAMPLE))
    key = cryptsetup.volume_key(image, b"theirs")
    assert read_ours(image, b"theirs") == decrypt_beside(image, key, profile, offset)
    with Secret(b"theirs") as secret, Volume.open(Container.open(image)) as volume:
        assert volume.luks.header.label == profile.label
        with volume.unlock(secret) as unlocked:
            assert bytes(unlocked.volume_key.view()) == key
            plaintext = os.urandom(SAMPLE)
            unlocked.device().write(0, plaintext)
    assert decrypt_beside(image, key, profile, offset) == plaintext
    assert not opens_ours(image, b"wrong")
    assert cryptsetup.opens(image, b"theirs")


@profiles
def test_a_volume_of_ours_opens_in_cryptsetup_and_decrypts_to_the_same_bytes(
    cryptsetup: Cryptsetup, tmp_path: Path, profile: Profile
) -> None:
    image = tmp_path / "ours"
    plaintext = write_volume(image, b"ours", size=17 * MIB, options=profile.options)
    assert cryptsetup.opens(image, b"ours")
    assert not cryptsetup.opens(image, b"wrong")
    key = cryptsetup.volume_key(image, b"ours")
    assert decrypt_beside(image, key, profile, profile.options.data_start) == plaintext[:SAMPLE]
    dump = cryptsetup.run("luksDump", image)
    assert f"Metadata area: \t{profile.metadata_kib * 1024} [bytes]" in dump
    assert f"Label:         \t{profile.label or '(no label)'}\n" in dump
    assert f"Subsystem:     \t{profile.subsystem or '(no subsystem)'}\n" in dump


@profiles
def test_our_metadata_is_what_cryptsetup_writes_for_the_same_options(
    cryptsetup: Cryptsetup, tmp_path: Path, profile: Profile
) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    make_theirs(cryptsetup, theirs, b"same", profile)
    write_volume(ours, b"same", size=17 * MIB, options=profile.options)
    assert without_random(cryptsetup.document(ours)) == without_random(cryptsetup.document(theirs))


def without_random(value: Any) -> Any:
    """The JSON with salts and digests replaced by their lengths."""
    if isinstance(value, dict):
        hidden = ("salt", "digest")
        return {key: len(item) if key in hidden else without_random(item) for key, item in value.items()}
    return value


def test_a_detached_header_goes_both_ways(cryptsetup: Cryptsetup, tmp_path: Path) -> None:
    profile = Profile()
    theirs, their_header = tmp_path / "theirs", tmp_path / "their-header"
    make_theirs(cryptsetup, theirs, b"theirs", profile, "--header", their_header)
    key = cryptsetup.volume_key(their_header, b"theirs")
    assert read_ours(theirs, b"theirs", header=their_header) == decrypt_beside(theirs, key, profile, 0)

    ours, our_header = tmp_path / "ours", tmp_path / "our-header"
    secret = Secret(b"ours")
    with new_container(ours, MIB, profile.options, secret, header=our_header) as unlocked:
        plaintext = os.urandom(unlocked.volume.size)
        unlocked.device().write(0, plaintext)
    assert len(plaintext) == ours.stat().st_size == MIB
    assert cryptsetup.opens(ours, b"ours", "--header", our_header)
    key = cryptsetup.volume_key(our_header, b"ours")
    assert decrypt_beside(ours, key, profile, 0) == plaintext[:SAMPLE]


def edit_ours(image: Path, credential: bytes, act: Any) -> Any:
    """Unlock with the credential and call ``act(header, device, volume key)``."""
    secret = Secret(credential)
    with Volume.open(Container.open(image)) as volume, volume.unlock(secret) as unlocked:
        return act(volume.luks.header, volume.container.header_device, unlocked.volume_key)


def add_ours(image: Path, present: bytes, new: bytes, cost: Cost, slot: int | None = None) -> int:
    with Secret(new) as secret:
        add = lambda header, device, key: add_keyslot(header, device, key, secret, cost, slot=slot)  # noqa: E731
        number: int = edit_ours(image, present, add)[1]
        return number


def change_ours(image: Path, slot: int, present: bytes, new: bytes, cost: Cost) -> None:
    with Secret(new) as secret:
        edit_ours(image, present, lambda header, device, key: change_keyslot(header, device, slot, key, secret, cost))


def remove_ours(image: Path, slot: int, present: bytes) -> None:
    edit_ours(image, present, lambda header, device, key: remove_keyslot(header, device, slot))


@pytest.mark.parametrize("maker", ["theirs", "ours"])
def test_keyslots_are_added_changed_and_removed_by_either_side(
    cryptsetup: Cryptsetup, tmp_path: Path, maker: str
) -> None:
    image = tmp_path / "image"
    profile = Profile(cost=CHEAP_ARGON2)
    if maker == "theirs":
        make_theirs(cryptsetup, image, b"zero", profile)
    else:
        write_volume(image, b"zero", size=17 * MIB, options=profile.options)
    key, plaintext = cryptsetup.volume_key(image, b"zero"), read_ours(image, b"zero")
    their_kdf = kdf_arguments(CHEAP_PBKDF2)

    def expect(*passphrases: bytes, gone: tuple[bytes, ...] = ()) -> None:
        for passphrase in passphrases:
            assert read_ours(image, passphrase) == plaintext
            assert cryptsetup.opens(image, passphrase)
        for passphrase in gone:
            assert not opens_ours(image, passphrase)
            assert not cryptsetup.opens(image, passphrase)

    assert add_ours(image, b"zero", b"one", CHEAP_ARGON2) == 1
    cryptsetup.run("luksAddKey", *their_kdf, "--key-file", cryptsetup.key(b"one"), image, cryptsetup.key(b"two"))
    assert add_ours(image, b"two", b"seven", CHEAP_PBKDF2, slot=7) == 7
    expect(b"zero", b"one", b"two", b"seven")

    change_ours(image, 2, b"two", b"two'", CHEAP_ARGON2I)
    changed = ["--key-file", cryptsetup.key(b"one"), image, cryptsetup.key(b"one'")]
    cryptsetup.run("luksChangeKey", *their_kdf, *changed)
    expect(b"zero", b"one'", b"two'", b"seven", gone=(b"one", b"two"))

    remove_ours(image, 0, b"seven")
    cryptsetup.run("luksKillSlot", "--key-file", cryptsetup.key(b"two'"), image, 7)
    expect(b"one'", b"two'", gone=(b"zero", b"seven"))
    cryptsetup.run("luksAddKey", *their_kdf, "--key-file", cryptsetup.key(b"two'"), image, cryptsetup.key(b"zero"))
    expect(b"zero", b"one'", b"two'")
    assert sorted(cryptsetup.document(image)["keyslots"]) == ["0", "1", "2"]
    assert cryptsetup.volume_key(image, b"zero") == key

    remove_ours(image, 0, b"one'")
    remove_ours(image, 1, b"two'")
    with pytest.raises(KeyslotError, match="last"):
        remove_ours(image, 2, b"two'")
    expect(b"two'")


def test_labels_priorities_tokens_and_flags_of_cryptsetup_survive_our_updates(
    cryptsetup: Cryptsetup, tmp_path: Path
) -> None:
    image, token = tmp_path / "image", tmp_path / "token"
    make_theirs(cryptsetup, image, b"zero", Profile())
    token.write_text('{"type":"mine","keyslots":["0"],"extra":{"deep":[1,"zwei"]}}')
    cryptsetup.run("token", "import", "--json-file", token, image)
    cryptsetup.run("config", "--label", "Lager", "--subsystem", "s", image)
    cryptsetup.run("config", "--priority", "prefer", "--key-slot", 0, image)
    before, uuid = cryptsetup.document(image), cryptsetup.run("luksUUID", image)

    add_ours(image, b"zero", b"one", CHEAP_PBKDF2)
    change_ours(image, 0, b"zero", b"zero'", CHEAP_PBKDF2)
    after = cryptsetup.document(image)
    assert after["tokens"] == before["tokens"]
    assert after["config"] == before["config"]
    assert after["segments"] == before["segments"]
    assert after["keyslots"]["0"]["priority"] == 2
    assert after["digests"]["0"]["keyslots"] == ["0", "1"]
    assert cryptsetup.run("luksUUID", image) == uuid
    assert "Label:         \tLager\n" in cryptsetup.run("luksDump", image)

    remove_ours(image, 0, b"one")
    tokens = cryptsetup.document(image)["tokens"]
    assert tokens == {"0": {"type": "mine", "keyslots": [], "extra": {"deep": [1, "zwei"]}}}


def test_a_keyslot_that_cryptsetup_set_to_ignore_opens_only_when_it_is_named(
    cryptsetup: Cryptsetup, tmp_path: Path
) -> None:
    image = tmp_path / "image"
    make_theirs(cryptsetup, image, b"zero", Profile())
    add_ours(image, b"zero", b"one", CHEAP_PBKDF2)
    cryptsetup.run("config", "--priority", "ignore", "--key-slot", 0, image)
    assert not opens_ours(image, b"zero")
    with Secret(b"zero") as secret, Volume.open(Container.open(image, read_only=True)) as volume:
        assert volume.unlock(secret, key_slot=0).slot == 0


def test_a_damaged_copy_is_mended_by_our_next_update(cryptsetup: Cryptsetup, tmp_path: Path) -> None:
    image = tmp_path / "image"
    for offset in (0, 16384):
        make_theirs(cryptsetup, image, b"zero", Profile())
        with image.open("r+b") as file:
            file.seek(offset + 5000)
            file.write(b"damage")
        add_ours(image, b"zero", b"one", CHEAP_PBKDF2)
        with image.open("r+b") as file:
            file.seek(16384 - offset)
            file.write(bytes(16384))
        assert cryptsetup.opens(image, b"one")
        assert opens_ours(image, b"one")


def test_cryptsetup_waits_for_our_lock(cryptsetup: Cryptsetup, tmp_path: Path) -> None:
    image = tmp_path / "image"
    make_theirs(cryptsetup, image, b"zero", Profile())
    with Container.open(image):
        command = [PROGRAM, "luksUUID", image]
        other = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        try:
            deadline = time.monotonic() + DEADLINE_S
            while not _waits_for_a_lock(other.pid):
                assert other.poll() is None, "cryptsetup did not wait"
                assert time.monotonic() < deadline
                time.sleep(0.01)
        except BaseException:
            other.kill()
            other.wait()
            raise
    uuid, _ = other.communicate(timeout=DEADLINE_S)
    assert other.returncode == 0
    assert uuid.strip()


def _waits_for_a_lock(pid: int) -> bool:
    for line in Path("/proc/locks").read_text().splitlines():
        fields = line.split()
        if fields[1] == "->" and int(fields[5]) == pid:
            return True
    return False


def test_readers_share_and_a_writer_is_alone(tmp_path: Path) -> None:
    image = tmp_path / "image"
    write_volume(image, b"x", size=17 * MIB, options=Profile().options)
    one, two = Container.open(image, read_only=True), Container.open(image, read_only=True)
    with one, two, pytest.raises(BusyError, match="is in use by"):
        Container.open(image)
    with Container.open(image), pytest.raises(BusyError):
        Container.open(image, read_only=True)
    Container.open(image).close()
