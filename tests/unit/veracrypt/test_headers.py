"""Headers that decrypt well but promise what cannot be are refused with the right error (attacks 23, 38)."""

from dataclasses import replace
from typing import Any

import pytest

from vault.crypto.secret import Secret
from vault.errors import (
    DamagedHeader,
    FormatError,
    LimitExceeded,
    UnknownFormat,
    UnsupportedFeature,
    UsageError,
    VaultError,
    WrongCredential,
)
from vault.formats.veracrypt import layout
from vault.formats.veracrypt.layout import HEADERS_SIZE, KEYS_SIZE, Kind, Location
from vault.formats.veracrypt.open import unlock
from vault.testing.veracrypt import DATA_SIZE, GOOD, PASSPHRASE, SIZE, changed, container, noise, sealed

HALF = noise(32)
HIDDEN = replace(GOOD, hidden_size=65536, volume_size=65536, area_size=65536, area_offset=SIZE - HEADERS_SIZE - 65536)

FLAWS = [
    ("sector size 0", {"sector_size": 0}, DamagedHeader),
    ("sector size 1", {"sector_size": 1}, DamagedHeader),
    ("sector size 513", {"sector_size": 513}, DamagedHeader),
    ("sector size 8192", {"sector_size": 8192}, DamagedHeader),
    ("sector size of 32 bits", {"sector_size": 2**32 - 1}, DamagedHeader),
    ("no bytes", {"area_size": 0, "volume_size": 0}, DamagedHeader),
    ("the most bytes", {"area_size": 2**64 - 1, "volume_size": 2**64 - 1}, DamagedHeader),
    ("the most sectors", {"area_size": 2**64 - 512, "volume_size": 2**64 - 512}, DamagedHeader),
    ("no whole sectors", {"area_size": 1000, "volume_size": 1000}, DamagedHeader),
    ("no whole large sectors", {"sector_size": 4096, "area_size": 512, "volume_size": 512}, DamagedHeader),
    ("start beyond the container", {"area_offset": SIZE}, DamagedHeader),
    ("start at the end of numbers", {"area_offset": 2**64 - 512}, DamagedHeader),
    ("start within the headers", {"area_offset": 65536}, DamagedHeader),
    ("start between sectors", {"area_offset": HEADERS_SIZE + 1}, DamagedHeader),
    ("one sector too long", {"area_offset": SIZE - DATA_SIZE + 512}, DamagedHeader),
    ("version 99", {"version": 99}, UnsupportedFeature),
    ("version 6", {"version": 6}, UnsupportedFeature),
    ("version 4 of VeraCrypt", {"version": 4}, DamagedHeader),
    ("version 0", {"version": 0}, DamagedHeader),
    ("newer program", {"program_version": 0x0200}, UnsupportedFeature),
    ("unknown flag", {"flags": 4}, UnsupportedFeature),
    ("all flags", {"flags": 2**32 - 1}, UnsupportedFeature),
    ("system flag in a container", {"flags": 1}, DamagedHeader),
    ("a hidden volume's header in front", {"hidden_size": DATA_SIZE}, DamagedHeader),
    ("encryption not finished", {"area_size": 4096}, UnsupportedFeature),
    ("more encrypted than there is", {"volume_size": 4096}, DamagedHeader),
]


def refused(device: Any, error: type[VaultError], **options: Any) -> VaultError:
    options = {"pim": 1, "prf": "sha256", "cipher": "aes", "hidden": False, **options}
    with Secret(PASSPHRASE) as passphrase, pytest.raises(error) as raised:
        unlock(device, passphrase, **options)
    assert type(raised.value) is error
    return raised.value


@pytest.mark.attack(23)
@pytest.mark.parametrize(("fields", "error"), [flaw[1:] for flaw in FLAWS], ids=[flaw[0] for flaw in FLAWS])
def test_a_field_that_cannot_be_is_refused(fields: dict[str, int], error: type[FormatError]) -> None:
    refused(container(sealed(changed(**fields))), error)


def test_the_header_without_a_flaw_opens() -> None:
    with Secret(PASSPHRASE) as passphrase:
        found = unlock(container(sealed()), passphrase, pim=1, prf="sha256")
    assert (found.plaintext.size_within(SIZE), found.header.area_offset) == (DATA_SIZE, HEADERS_SIZE)


@pytest.mark.parametrize("sector_size", [512, 1024, 2048, 4096])
def test_sectors_of_the_volume_are_kept_and_data_units_stay_512_bytes(sector_size: int) -> None:
    with Secret(PASSPHRASE) as passphrase:
        found = unlock(container(sealed(changed(sector_size=sector_size))), passphrase, pim=1, prf="sha256")
    assert found.header.sector_size == sector_size
    assert found.plaintext.sector_size == 512  # type: ignore[attr-defined]


@pytest.mark.attack(38)
@pytest.mark.parametrize(
    ("cipher", "keys"),
    [("aes", HALF * 2), ("aes", bytes(64))],
    ids=["the same", "zeros"],
)
def test_equal_halves_of_a_key_are_refused(cipher: str, keys: bytes) -> None:
    assert "halves" in str(refused(container(sealed(cipher=cipher, keys=keys)), DamagedHeader, cipher=cipher))


@pytest.mark.parametrize(
    ("fields", "location", "options"),
    [
        (replace(HIDDEN, hidden_size=0), Location.HIDDEN, {"hidden": True}),
        (replace(HIDDEN, hidden_size=4096), Location.HIDDEN, {"hidden": True}),
        (replace(HIDDEN, area_offset=SIZE - 65536 + 512), Location.HIDDEN, {"hidden": True}),
        (replace(HIDDEN, area_offset=0), Location.HIDDEN_BACKUP, {"hidden": True, "backup": True}),
        (GOOD, Location.SYSTEM, {"system": True, "hidden": None, "prf": "sha512"}),
    ],
    ids=["no size", "two sizes", "beyond the end", "over the headers", "no system flag"],
)
def test_hidden_and_system_headers_are_checked_too(
    fields: layout.Fields, location: Location, options: dict[str, Any]
) -> None:
    system = location is Location.SYSTEM
    header = sealed(fields, system=system, prf="sha512" if system else "sha256")
    refused(container(header, location), DamagedHeader, **options)


@pytest.mark.attack(23)
@pytest.mark.parametrize(
    ("magic", "kind", "derived"),
    [(b"TRUE", Kind.VERACRYPT, {"pim": 1}), (b"VERA", Kind.TRUECRYPT, {"pim": None})],
    ids=["TRUE", "VERA"],
)
def test_the_magic_must_be_that_of_the_key_derivation(magic: bytes, kind: Kind, derived: dict[str, Any]) -> None:
    header = sealed(changed(magic=magic), kind=kind, prf="sha512", **derived)
    error = refused(container(header), DamagedHeader, kind=kind, prf="sha512", **derived)
    assert magic.decode() in str(error)


@pytest.mark.parametrize(
    ("spoil", "what"), [(511, "keys"), (256, "keys"), (72, "keys"), (131, "fields"), (252, "fields"), (200, "fields")]
)
def test_wrong_checksums_are_damage_and_not_a_wrong_passphrase(spoil: int, what: str) -> None:
    assert what in str(refused(container(sealed(spoil=spoil)), DamagedHeader))


def test_a_wrong_magic_is_a_wrong_passphrase() -> None:
    error = refused(container(sealed(changed(magic=b"VERB"))), WrongCredential)
    assert isinstance(error, WrongCredential) and error.attempts == 1


@pytest.mark.parametrize("size", [0, 512, 1024, 65536, HEADERS_SIZE, SIZE - HEADERS_SIZE - 512])
def test_a_truncated_container_is_refused(size: int) -> None:
    whole = container(sealed())
    cut = container(bytes(whole.data[:512]), size=size) if size >= 512 else type(whole)(size)
    refused(cut, DamagedHeader if size >= 512 else UnknownFormat)


@pytest.mark.parametrize("pim", [0, -1, 2147469, 2**31, 2**64])
def test_a_pim_that_cannot_be_is_refused(pim: int) -> None:
    refused(container(sealed()), UsageError, pim=pim)


def test_system_encryption_has_smaller_pims() -> None:
    refused(container(sealed()), UsageError, pim=65536, system=True, hidden=None)


@pytest.mark.parametrize(
    ("size", "options"), [(129, {}), (65, {"kind": Kind.TRUECRYPT, "pim": None, "prf": None, "cipher": None})]
)
def test_a_passphrase_longer_than_the_format_allows_is_refused(size: int, options: dict[str, Any]) -> None:
    options = {"pim": 1, "prf": "sha256", "hidden": False, **options}
    with Secret(b"x" * size) as passphrase, pytest.raises(LimitExceeded):
        unlock(container(sealed()), passphrase, **options)


@pytest.mark.parametrize("options", [{"prf": "md5"}, {"cipher": "rot13"}, {"prf": "argon2id", "system": True}])
def test_options_that_cannot_be_are_usage_errors(options: dict[str, Any]) -> None:
    refused(container(sealed()), UsageError, **{"hidden": None, "cipher": None, **options})


def test_encoding_a_decoded_header_gives_the_same_bytes() -> None:
    keys = noise(KEYS_SIZE)
    area = layout.encode(HIDDEN, keys)
    with memoryview(area) as view:
        assert layout.decode(view) == HIDDEN
        assert layout.keys_crc_fits(view) and layout.header_crc_fits(view)
    assert layout.encode(layout.decode(memoryview(area)), keys) == area


@pytest.mark.attack(25)
def test_any_changed_byte_of_the_decrypted_header_is_refused_or_harmless() -> None:
    for offset in range(64, 512, 7):
        device = container(sealed(spoil=offset))
        with Secret(PASSPHRASE) as passphrase, pytest.raises((DamagedHeader, WrongCredential)):
            unlock(device, passphrase, pim=1, prf="sha256", cipher="aes", hidden=False)
