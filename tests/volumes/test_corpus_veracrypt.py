"""VeraCrypt and TrueCrypt volumes that other programs made: each opens with its key and its plaintext."""

import hashlib
import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import VaultError, WrongCredential
from vault.events import Event, KdfStarted
from vault.formats.veracrypt.header import check
from vault.formats.veracrypt.layout import HEADER_SIZE, Kind, Location, decode
from vault.formats.veracrypt.open import VeraCryptUnlocked, Wanted, find, unlock

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = ROOT.parent / "shared" / "corpus" / "manifest.json"
VOLUMES = ("veracrypt", "veracrypt-hidden", "truecrypt", "truecrypt-hidden")
HEADERS = ("veracrypt-header", "truecrypt-header")
FAT = b"\xeb\x3c\x90MSDOS5.0"
FAT_WITHIN = {"tcrypt/sys_vc_1_mbr_full-sha256-xts-aes.xz": 2048 * 512 - 63 * 512}
"""A whole disk: its plaintext begins behind the header, the partition later."""
DISK_SIZE = 1 << 40


def entries(kinds: tuple[str, ...]) -> list[Any]:
    """Each row as a parameter; those that cost much only by ``make soak``, but one of each PRF."""
    if not MANIFEST.is_file():
        return [pytest.param(None, id="none", marks=pytest.mark.skip("the corpus is not beside the checkout"))]
    rows = [row for row in json.loads(MANIFEST.read_text()) if row["kind"] in kinds]
    params, seen = [], set()
    for row in rows:
        names = {row["hash"], row["cipher"]}
        slow = row["hash"] in ("streebog", "ripemd160") and row["kind"].endswith("header")
        dear = "vera" in row["kind"] and (names <= seen or slow)
        seen |= names if not dear else set()
        name = Path(row["path"]).name.removesuffix(".xz") + ("+hidden" if row.get("hidden") else "")
        params.append(pytest.param(row, id=name, marks=[pytest.mark.soak] if dear else []))
    return params


def kind_of(row: dict[str, Any]) -> Kind:
    return Kind.VERACRYPT if row["kind"].startswith("veracrypt") else Kind.TRUECRYPT


def unpack(corpus: Path, row: dict[str, Any]) -> MemoryDevice:
    data = bytearray(lzma.decompress((corpus / row["path"]).read_bytes()))
    assert len(data) == row["size"]
    return MemoryDevice(len(data), data=data)


def open_row(
    corpus: Path, row: dict[str, Any], device: MemoryDevice, passphrase: bytes | None = None, **options: Any
) -> VeraCryptUnlocked:
    words = row["passphrases"][0].encode() if passphrase is None else passphrase
    options = {
        "kind": kind_of(row),
        "hidden": bool(row.get("hidden")),
        "system": bool(row.get("system")),
        "pim": row.get("pim"),
        "prf": row["hash"],
        "keyfiles": [corpus / name for name in row.get("keyfiles") or ()],
        **options,
    }
    with Secret(words) as credential:
        return unlock(device, credential, **options)


@pytest.mark.parametrize("row", entries(VOLUMES))
def test_a_volume_opens_with_its_key_and_its_plaintext(corpus: Path, row: dict[str, Any]) -> None:
    device = unpack(corpus, row)
    before = hashlib.sha256(device.data).digest()
    found = open_row(corpus, row, device)
    assert found.found.kind is kind_of(row)
    assert found.found.cipher == row["cipher"]
    if row.get("volume_key"):
        assert found.volume_key.view().hex() == row["volume_key"]
    plain = found.plaintext.device(device, found.volume_key)
    golden = row.get("golden")
    if golden:
        assert plain.size == golden["plain_size"]
        assert hashlib.sha256(plain.read(0, plain.size)).hexdigest() == golden["plain_sha256"]
    elif any(device.data[512:1024]) and found.found.cipher.endswith("xts"):
        start = FAT_WITHIN.get(row["path"], 0)
        assert plain.read(start, 512)[: len(FAT)] == FAT
    assert hashlib.sha256(device.data).digest() == before  # opening and reading write nothing


@pytest.mark.parametrize("row", entries(HEADERS))
def test_a_header_decrypts_and_makes_sense(corpus: Path, row: dict[str, Any]) -> None:
    location = Location.SYSTEM if row.get("system") else Location.STANDARD
    device = MemoryDevice(location.value + HEADER_SIZE)
    device.write(location.value, unpack(corpus, row).data)
    wanted = Wanted(
        kind_of(row),
        hidden=None if row.get("system") else False,
        system=bool(row.get("system")),
        pim=row.get("pim"),
        prf=row["hash"],
        cipher=row["cipher"],
    )
    with Secret(row["passphrases"][0].encode()) as credential, find(device, credential, wanted).area as area:
        header = check(kind_of(row), location, decode(area.view()), DISK_SIZE)
    assert header.area_size > 0


ROWS = {param.id: param.values[0] for param in entries(VOLUMES)}


def row_named(name: str) -> dict[str, Any]:
    if name not in ROWS:
        pytest.skip("the corpus is not beside the checkout")
    return ROWS[name]


@pytest.mark.parametrize("name", ["tc_5-sha512-xts-aes", "tc_2-ripemd160-lrw-aes-hidden", "tc_1-sha1-cbc-aes"])
def test_nothing_but_the_passphrase_has_to_be_known(corpus: Path, name: str) -> None:
    row = row_named(name)
    device = unpack(corpus, row)
    events: list[Event] = []
    found = open_row(corpus, row, device, kind=None, hidden=None, prf=None, on_event=events.append)
    assert found.found.cipher == row["cipher"]
    again: list[Event] = []
    second = open_row(corpus, row, device, kind=None, prf=None, first=found.found, on_event=again.append)
    assert second.found == found.found
    assert sum(isinstance(event, KdfStarted) for event in again) == 1


@pytest.mark.parametrize("name", ["tc_4-sha512-xts-aes-hidden", "tc_5-sha512-xts-serpent-twofish-aes-hidden"])
@pytest.mark.parametrize("hidden", [False, True])
def test_backup_headers_open_the_same_volumes(corpus: Path, name: str, hidden: bool) -> None:
    row = row_named(name + ("+hidden" if hidden else ""))
    device = unpack(corpus, row)
    first, second = (open_row(corpus, row, device, backup=backup) for backup in (False, True))
    assert (first.volume_key, first.plaintext) == (second.volume_key, second.plaintext)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("tc_5-sha512-xts-aes", {"passphrase": b"wrong"}),
        ("tc_5-sha512-xts-aes", {"prf": "whirlpool"}),
        ("tc_5-sha512-xts-aes", {"hidden": True}),
        ("tc_5-sha512-xts-aes", {"keyfiles": ["tcrypt/keyfile1"]}),
        ("tc_5-sha512-xts-aes", {"cipher": "serpent"}),
        ("tc_5-sha512-xts-aes", {"kind": Kind.VERACRYPT, "pim": 1}),
    ],
    ids=["passphrase", "PRF", "hidden", "keyfile", "cipher", "program"],
)
def test_anything_wrong_is_a_wrong_credential(corpus: Path, name: str, options: dict[str, Any]) -> None:
    row = row_named(name)
    options = dict(options)
    if "keyfiles" in options:
        options["keyfiles"] = [corpus / each for each in options["keyfiles"]]
    with pytest.raises(VaultError) as raised:
        open_row(corpus, row, unpack(corpus, row), **options)
    assert type(raised.value) is WrongCredential


def test_legacy_modes_are_only_read(corpus: Path) -> None:
    row = row_named("tc_2-ripemd160-lrw-serpent")
    device = unpack(corpus, row)
    found = open_row(corpus, row, device)
    plain = found.plaintext.device(device, found.volume_key)
    before = bytes(device.data)
    with pytest.raises((OSError, VaultError)):
        plain.write(0, bytes(512))
    assert device.data == before
