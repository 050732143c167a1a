"""FreeOTFE volumes made from scratch open in every layout; crafted blocks give typed errors, their MACs being right."""

import hashlib
import hmac as reference
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import (
    DamagedHeader,
    LimitExceeded,
    UnknownFormat,
    UnsupportedFeature,
    UsageError,
    VaultError,
    WrongCredential,
)
from vault.formats.freeotfe.describe import describe
from vault.formats.freeotfe.hashes import TWICE, derive, hash_bytes, hmac
from vault.formats.freeotfe.layout import parse_details
from vault.formats.freeotfe.unlock import read_header, unlock
from vault.testing.freeotfe import PASSPHRASE, VOLUME_IV, Volume


def device(image: bytearray) -> MemoryDevice:
    return MemoryDevice(len(image), data=image)


def opened(lower: MemoryDevice, passphrase: bytes = PASSPHRASE, **more: Any) -> bytes:
    found = unlock(read_header(lower, iterations=100, **more), Secret(passphrase))
    plaintext = found.plaintext.device(lower, found.volume_key)
    assert plaintext.read_only
    data = bytes(plaintext.read(0, plaintext.size))
    assert plaintext.read(1024, 512) == data[1024:1536]
    return data


VOLUMES = [
    Volume(),
    Volume(layout=3),
    Volume(layout=2, hash="sha256"),
    Volume(layout=1, mode="cbc", hash="sha1"),
    Volume(layout=2, mode="cbc", flags=1, volume_iv=VOLUME_IV),
    Volume(layout=2, mode="cbc", flags=9),
    Volume(flags=2),
    Volume(mode="cbc", flags=2, iv_method=2, volume_iv=VOLUME_IV),
    *(Volume(mode="cbc", iv_method=method, volume_iv=VOLUME_IV, hash="sha256") for method in range(6)),
    Volume(hash="md5"),
]


@pytest.mark.parametrize("volume", VOLUMES, ids=lambda volume: f"{volume.layout}-{volume.mode}-{volume.hash}")
def test_a_volume_reads_back(volume: Volume) -> None:
    lower = device(volume.image())
    assert opened(lower) == volume.plaintext()


def test_a_hidden_volume_and_a_key_file() -> None:
    volume = Volume()
    image = volume.image()
    assert opened(device(bytearray(4096) + image), offset=4096) == volume.plaintext()
    key_file = Volume(passphrase=b"secret", salt=bytes(range(7, 39))).block()
    lower = device(image)
    assert opened(lower, b"secret", key_file=key_file, data_offset=512) == volume.plaintext()
    with pytest.raises(WrongCredential):
        opened(lower, b"secret")


def test_a_salt_of_another_length_has_to_be_named() -> None:
    volume = Volume(salt=bytes(range(16)))
    lower = device(volume.image())
    assert opened(lower, salt_bits=128) == volume.plaintext()
    with pytest.raises(WrongCredential):
        opened(lower)


def test_a_passphrase_may_be_what_windows_wrote() -> None:
    volume = Volume(passphrase="pässwörd £".encode("cp1252"))
    assert opened(device(volume.image()), "pässwörd £".encode()) == volume.plaintext()


def test_writes_are_refused() -> None:
    lower = device(Volume().image())
    found = unlock(read_header(lower, iterations=100), Secret(PASSPHRASE))
    plaintext = found.plaintext.device(lower, found.volume_key)
    with pytest.raises(OSError, match="only read"):
        plaintext.write(0, bytes(512))
    plaintext.close()
    with pytest.raises(ValueError):
        plaintext.read(0, 512)


def test_the_description_promises_nothing() -> None:
    lower = device(Volume().image())
    found = describe(Path("volume"), lower.size, read_header(lower))
    assert (found.format, found.cipher, found.uuid) == ("freeotfe", "", "")
    assert "may be" in found.warnings[0]


def test_the_hash_taken_twice() -> None:
    data = bytes(range(200))
    first, second = hash_bytes("ripemd160", data), hash_bytes("ripemd160", b"A" + data[:129])
    assert hash_bytes(TWICE, data) == first + second


def test_key_derivation_by_hand_is_that_of_the_standard() -> None:
    with Secret(b"password") as secret:
        key = derive("md5", secret, b"salt", 3, 40)
    assert bytes(key.view()) == hashlib.pbkdf2_hmac("md5", b"password", b"salt", 3, 40)
    assert hmac("sha256", b"k" * 70, b"data").hex() == reference.new(b"k" * 70, b"data", "sha256").hexdigest()


def details(**changes: int) -> bytes:
    """A details block for AES-256-XTS with some numbers changed."""
    values = {"layout": 4, "flags": 0, "length": 8192, "bits": 512, "iv_bits": 0, "method": 0} | changes
    data = bytes([values["layout"]]) + values["flags"].to_bytes(4, "big") + values["length"].to_bytes(8, "big")
    data += values["bits"].to_bytes(4, "big") + bytes(range(64)) + b"\0" + values["iv_bits"].to_bytes(4, "big")
    return data + bytes([values["method"]])


REFUSED: list[tuple[dict[str, int], type[VaultError]]] = [
    ({"layout": 5}, UnsupportedFeature),
    ({"layout": 0}, UnsupportedFeature),
    ({"layout": 1}, DamagedHeader),
    ({"length": 0}, DamagedHeader),
    ({"length": 513}, DamagedHeader),
    ({"length": 2**64 - 512}, DamagedHeader),
    ({"length": 2**63}, DamagedHeader),
    ({"length": 8704}, DamagedHeader),
    ({"bits": 0}, DamagedHeader),
    ({"bits": 2**32 - 1}, DamagedHeader),
    ({"bits": 256}, DamagedHeader),
    ({"iv_bits": 2**32 - 8}, DamagedHeader),
    ({"iv_bits": 64}, DamagedHeader),
    ({"iv_bits": 7}, DamagedHeader),
    ({"method": 6}, UnsupportedFeature),
    ({"layout": 2, "flags": 8}, DamagedHeader),
]


@pytest.mark.attack(23)
@pytest.mark.parametrize(("changes", "error"), REFUSED, ids=str)
def test_details_that_break_a_rule_are_refused(changes: dict[str, int], error: type[VaultError]) -> None:
    lower = device(Volume(details=details(**changes)).image())
    with pytest.raises(error) as caught:
        opened(lower)
    assert type(caught.value) is error


@pytest.mark.attack(25)
@settings(max_examples=200)
@given(st.binary(max_size=200), st.sampled_from([16, 32, 48, 64]), st.sampled_from([8, 16]))
def test_any_details_give_values_or_typed_errors(data: bytes, key_size: int, block: int) -> None:
    try:
        found = parse_details(data, key_size, block)
    except VaultError:
        return
    assert len(found.key) == key_size


@pytest.mark.attack(22)
@pytest.mark.parametrize("size", [0, 511, 512, 1024, 8192])
def test_a_container_that_was_cut_short(size: int) -> None:
    image = Volume().image()[: size // 512 * 512]
    with pytest.raises((UnknownFormat, DamagedHeader)):
        opened(device(image))


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"salt_bits": 520}, UsageError),
        ({"salt_bits": 7}, UsageError),
        ({"salt_bits": -8}, UsageError),
        ({"offset": -512}, UsageError),
        ({"offset": 2**64}, UnknownFormat),
        ({"data_offset": 100}, UsageError),
        ({"iterations": 0}, LimitExceeded),
        ({"iterations": 2**32}, LimitExceeded),
        ({"key_file": b""}, DamagedHeader),
        ({"key_file": bytes(513)}, DamagedHeader),
    ],
)
def test_options_are_checked_first(options: dict[str, Any], error: type[VaultError]) -> None:
    with pytest.raises(error):
        read_header(device(bytearray(4096)), **options)
