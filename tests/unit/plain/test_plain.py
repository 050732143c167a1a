"""Plain volumes: key and segment from the parameters, as cryptsetup and spec/plain-format.md have them."""

import hashlib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.ciphers import SECTOR_SIZES, CipherSpec, sector_cipher
from vault.crypto.secret import Secret
from vault.errors import CredentialError, DamagedHeader, UnsupportedFeature, UsageError, VaultError
from vault.formats.plain.key import unlock, volume_key
from vault.formats.plain.options import PlainOptions

PAGE = Path(__file__).resolve().parents[3] / "spec" / "plain-format.md"
XTS = CipherSpec()
CBC = CipherSpec.parse("aes-cbc-essiv:sha256")


def rows(heading: str) -> list[tuple[str, ...]]:
    """The rows of the table after a heading, as plain text."""
    found: list[tuple[str, ...]] = []
    section = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            section = line.lstrip("# ")
        elif section == heading and line.startswith("|"):
            found.append(tuple(cell.strip().strip("`") for cell in line.strip("|").split("|")))
    return found[2:]


RULES = {rule: error for rule, _, error in rows("What must be refused")}


def options(**changes: Any) -> PlainOptions:
    return PlainOptions(**{"cipher": XTS, "key_size": 64, **changes})


def key(credential: bytes, *, key_file: bool = False, **changes: Any) -> bytes:
    with Secret(credential) as secret, volume_key(options(**changes), secret, key_file=key_file) as found:
        return bytes(found.view())


def sha1(data: bytes) -> bytes:
    return hashlib.sha1(data).digest()


PHRASE = b"correct horse"
HEX = b"0123456789abcdef"
KEYS = (
    ("shorter than the hash", {"key_size": 32, "hash": "sha512"}, hashlib.sha512(PHRASE).digest()[:32]),
    ("as long as the hash", {"key_size": 64, "hash": "sha512"}, hashlib.sha512(PHRASE).digest()),
    (
        "longer than the hash",
        {"key_size": 64, "hash": "sha1"},
        (sha1(PHRASE) + sha1(b"A" + PHRASE) + sha1(b"AA" + PHRASE) + sha1(b"AAA" + PHRASE))[:64],
    ),
    ("a part of the hash", {"key_size": 32, "hash": "sha1:16"}, sha1(PHRASE)[:16] + bytes(16)),
    ("more than one hash", {"key_size": 32, "hash": "sha1:24"}, (sha1(PHRASE) + sha1(b"A" + PHRASE))[:24] + bytes(8)),
    ("no hash", {"key_size": 32, "hash": "plain"}, PHRASE.ljust(32, b"\0")),
    ("no hash and a part", {"key_size": 32, "hash": "plain:7"}, PHRASE[:7].ljust(32, b"\0")),
)


@pytest.mark.parametrize(("name", "changes", "expected"), KEYS, ids=[name for name, *_ in KEYS])
def test_a_passphrase_becomes_the_key_as_in_cryptsetup(name: str, changes: dict[str, Any], expected: bytes) -> None:
    assert name
    assert key(PHRASE, **changes) == expected


def test_a_passphrase_that_is_longer_than_the_key_is_cut_off_when_it_is_not_hashed() -> None:
    assert key(bytes(range(70)), hash="plain") == bytes(range(64))


def test_a_key_file_is_the_key_whatever_the_hash() -> None:
    assert key(bytes(range(64)) + b"more", key_file=True) == bytes(range(64))
    for ignored in ("sha1:4", "unknown*"):
        options(hash=ignored).check(key_file=True)
        assert key(bytes(range(64)), key_file=True, hash=ignored) == bytes(range(64))


CRYPTSETUPS = (
    ("ripemd160", 32, b"xxx", "aeb26d1f69eb6dddfb9381eed4d7299f091e99aa5d3ff06866d4ce9f620f7aca"),
    ("ripemd160", 16, b"xxx", "aeb26d1f69eb6dddfb9381eed4d7299f"),
    ("sha1", 32, b"xxx", "b60d121b438a380c343d5ec3c2037564b82ffef30b1e0a6ad9af7a73aa91c197"),
    ("sha256", 32, b"xxx", "cd2eb0837c9b4c962c22d2ff8b5441b7b45805887f051d39bf133b583baf6860"),
    ("sha256", 32, b"xxx\n", "042aea10a0f14f2d391373599be69d53a75dde9951fc3d3cd10b6100aa7a9f24"),
    ("sha256:20", 32, b"xxx", "cd2eb0837c9b4c962c22d2ff8b5441b7b4580588000000000000000000000000"),
    ("sha256:32", 32, b"xxx", "cd2eb0837c9b4c962c22d2ff8b5441b7b45805887f051d39bf133b583baf6860"),
    ("plain", 32, b"x" * 8, "7878787878787878000000000000000000000000000000000000000000000000"),
    ("plain:2", 32, b"x" * 8, "7878000000000000000000000000000000000000000000000000000000000000"),
    ("sha224", 32, HEX, "7330215f6741fd2bacbd3658681a70f65e2e90a02887989018974ce83775a568"),
    ("sha384", 32, HEX, "fc6304023487cb6f85ac80e47817760c6b153c02da46c6429649e963b031e525"),
    ("sha512", 32, HEX, "1c043fbe4bca7c7920dae536c680fd44c15d71ec12cd82a2a9491b0043b57f4d"),
    ("whirlpool", 32, HEX, "b21fc274d47d79ba45f94d67077f0846f75a7acc1a4dc560eacca300179cc142"),
    ("sha3-256", 32, HEX, "a5df4caae9fdb5dbacf667075b709a2f30a115c43168af332062b42d4b0da01f"),
    ("sha3-512", 32, HEX, "59d06155d25dffdb982729de8dce9d7855ca094d8bab8124b347c40668477056"),
    ("stribog512", 32, HEX, "ab1284a64c2325c0ad52494e696df9aa9b92e701605a9a1258b58be08e8240ea"),
)
"""Keys that cryptsetup gave to the kernel, as its own test password-hash-test has them."""


@pytest.mark.parametrize(("hash_", "size", "passphrase", "expected"), CRYPTSETUPS)
def test_the_key_is_the_one_that_cryptsetup_makes(hash_: str, size: int, passphrase: bytes, expected: str) -> None:
    assert key(passphrase, cipher=CBC, key_size=size, hash=hash_).hex() == expected


REFUSED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("K1", {"key_size": 48}),
    ("K1", {"cipher": CBC, "key_size": 64}),
    ("K2", {"sector_size": 513}),
    ("K2", {"sector_size": 8192}),
    ("K2", {"sector_size": 0}),
    ("K3", {"offset": 100}),
    ("K3", {"offset": -512}),
    ("K4", {"skip": -1}),
    ("K4", {"skip": 2**63}),
    ("K4", {"skip": 4, "sector_size": 4096}),
    ("K5", {"size": 0}),
    ("K5", {"size": 1000}),
    ("K5", {"size": 512, "sector_size": 4096}),
    ("K5", {"size": 2**64}),
    ("K6", {"iv_large_sectors": True}),
    ("K7", {"hash": "sha1:65"}),
    ("K7", {"hash": "sha1:0"}),
    ("K7", {"hash": "sha1:"}),
    ("K7", {"hash": "sha1:-3"}),
    ("K7", {"hash": "sha1:" + "9" * 5000}),
    ("K8", {"hash": "crc32"}),
    ("K8", {"hash": ""}),
)


@pytest.mark.parametrize(("rule", "changes"), REFUSED)
def test_impossible_parameters_are_refused(rule: str, changes: dict[str, Any]) -> None:
    with pytest.raises((UsageError, UnsupportedFeature)) as raised:
        options(**changes).check()
    assert raised.value.code == RULES[rule]


CREDENTIALS: tuple[tuple[str, bytes, bool, dict[str, Any]], ...] = (
    ("K9", bytes(63), True, {}),
    ("K9", b"xxxxxxxx", False, {"hash": "plain:9", "cipher": CBC, "key_size": 32}),
    ("K9", b"short", False, {"hash": "plain:6"}),
    ("K10", bytes(64), True, {}),
    ("K10", b"", False, {"hash": "plain"}),
)


@pytest.mark.parametrize(("rule", "credential", "key_file", "changes"), CREDENTIALS)
def test_a_credential_that_makes_no_key_is_told(
    rule: str, credential: bytes, key_file: bool, changes: dict[str, Any]
) -> None:
    with Secret(credential) as secret, pytest.raises(CredentialError) as raised:
        unlock(options(**changes), secret, key_file=key_file)
    assert raised.value.code == RULES[rule]


def test_a_container_that_ends_early_is_told() -> None:
    for changes in ({"offset": 1 << 20}, {"size": 1 << 21}):
        with pytest.raises(DamagedHeader) as raised:
            options(**changes).segment().size_within(1 << 20)
        assert raised.value.code == RULES["K11"]


def test_every_rule_is_tested() -> None:
    tested = {rule for rule, _ in REFUSED} | {rule for rule, *_ in CREDENTIALS} | {"K11"}
    assert tested == RULES.keys()


def test_the_defaults_and_parameters_are_those_of_the_table() -> None:
    table = rows("Parameters")
    assert [(name, default) for name, default, *_ in table] == [
        (field.name, str(getattr(PlainOptions(), field.name))) for field in fields(PlainOptions)
    ]
    allowed = {name: text for name, *_, text in table}
    assert tuple(map(int, allowed["sector_size"].split(", "))) == SECTOR_SIZES


def test_the_line_for_the_kernel_has_offset_skip_size_and_sectors() -> None:
    made = options(offset=1 << 20, skip=4096, size=1 << 20, sector_size=4096, iv_large_sectors=True).segment()
    line = made.dm_table("KEY", "7:0", 4 << 20)
    assert line == "0 2048 crypt aes-xts-plain64 KEY 4096 7:0 2048 2 sector_size:4096 iv_large_sectors"


@pytest.mark.parametrize("skip", [0, 8, 2**32 - 8])
def test_data_is_where_the_offset_says_and_encrypted_as_the_skip_says(skip: int) -> None:
    container = MemoryDevice(1 << 16)
    with Secret(PHRASE) as secret:
        unlocked = unlock(options(offset=4096, skip=skip, hash="sha512"), secret)
    device = unlocked.plaintext.device(container, unlocked.volume_key)
    assert device.size == (1 << 16) - 4096
    device.write(0, b"plaintext".ljust(1024))
    expected = bytearray(b"plaintext".ljust(1024))
    sector_cipher(XTS, unlocked.volume_key, 512).encrypt(skip, expected)
    assert container.data[4096:5120] == expected
    assert not any(container.data[:4096])
    unlocked.volume_key.wipe()


def test_a_wrong_passphrase_gives_other_bytes_and_no_error() -> None:
    container = MemoryDevice(4096)
    found = []
    for credential in (b"one", b"two"):
        with Secret(credential) as secret:
            unlocked = unlock(options(), secret)
        device = unlocked.plaintext.device(container, unlocked.volume_key)
        found.append(bytes(device.read(0, 4096)))
    assert found[0] != found[1]


@pytest.mark.parametrize("cipher", ["aes-lrw-benbi", "blowfish-cbc-plain"])
def test_a_legacy_cipher_is_only_read(cipher: str) -> None:
    spec = CipherSpec.parse(cipher)
    container = MemoryDevice(4096)
    with Secret(PHRASE) as secret:
        unlocked = unlock(options(cipher=spec, key_size=spec.key_sizes[0]), secret)
    device = unlocked.plaintext.device(container, unlocked.volume_key)
    assert device.read_only
    assert len(device.read(0, 4096)) == 4096
    with pytest.raises(UnsupportedFeature, match="only read"):
        device.write(0, bytes(512))
    assert not any(container.data)


def test_no_error_shows_the_credential() -> None:
    with Secret(b"geheim") as secret, pytest.raises(VaultError) as raised:
        unlock(options(), secret, key_file=True)
    assert "geheim" not in str(raised.value) + raised.value.hint + repr(raised.value.data)
