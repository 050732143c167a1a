"""LUKS1 volumes that other programs made open with their credentials, or are refused, as the corpus says."""

import hashlib
import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, FormatError, KeyslotError, UnsupportedFeature, WrongCredential
from vault.formats.convert_luks import to_luks1, to_luks2
from vault.formats.luks1 import header as luks1
from vault.formats.luks2 import header as luks2
from vault.formats.luks2.keyslots import unlock
from vault.formats.luks2.model import Header
from vault.formats.luks2.validate import check_openable, check_placement

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
STEP = 1 << 20


def entries(*kinds: str) -> list[Any]:
    manifest = CORPUS / "manifest.json"
    if not manifest.is_file():
        return [pytest.param(None, id="none")]
    found = [entry for entry in json.loads(manifest.read_text()) if entry["kind"] in kinds]
    return [pytest.param(entry, id=Path(entry["path"]).name) for entry in found]


def load(corpus: Path, entry: dict[str, Any]) -> MemoryDevice:
    with lzma.open(corpus / entry["path"]) as packed:
        image = bytearray(packed.read())
    return MemoryDevice(len(image), data=image)


def read(device: MemoryDevice) -> Header:
    """One of the images listed as LUKS1 is LUKS2."""
    return luks1.read_header(device) if luks1.probe(device) else luks2.read_header(device)


def credentials(corpus: Path, entry: dict[str, Any]) -> list[tuple[int | None, bytes]]:
    found: list[tuple[int | None, bytes]] = [(None, text.encode()) for text in entry["passphrases"]]
    found += [(None, (corpus / name).read_bytes()) for name in entry.get("keyfiles", ())]
    return found + [(int(slot), text.encode()) for slot, text in entry.get("slots", {}).items()]


@pytest.mark.parametrize("entry", entries("luks1"))
def test_a_luks1_volume_of_the_corpus(corpus: Path, entry: dict[str, Any]) -> None:
    device = load(corpus, entry)
    before = hashlib.sha256(device.data).hexdigest()
    assert before == entry["sha256"]
    header = read(device)
    assert header.uuid == entry["uuid"]
    assert str(header.segment().cipher).replace("essiv:", "essiv-") == entry["cipher"].replace("essiv:", "essiv-")
    if "no known passphrase" in entry["expected"]:
        with pytest.raises(WrongCredential), Secret(b"aaablabl") as secret:
            unlock(header, device, secret)
        return
    for slot, credential in credentials(corpus, entry):
        with Secret(credential) as secret:
            found, key = unlock(header, device, secret, slot=slot)
        assert slot in (None, found)
        if "volume_key" in entry:
            assert bytes(key.view()).hex() == entry["volume_key"]
        if "golden" in entry:
            check_plaintext(header, device, key, entry["golden"])
    assert hashlib.sha256(device.data).hexdigest() == before


def check_plaintext(header: Header, lower: MemoryDevice, key: Secret, golden: dict[str, Any]) -> None:
    assert bytes(key.view()).hex() == golden["dm_crypt"][0]["key"]
    device, digest = header.segment().device(lower, key), hashlib.sha256()
    assert device.size == golden["plain_size"]
    for offset in range(0, device.size, STEP):
        digest.update(device.read(offset, min(STEP, device.size - offset)))
    device.close()
    assert digest.hexdigest() == golden["plain_sha256"]


@pytest.mark.parametrize("name", ["l1_128b_det", "l1_512b", "l1_512b_det"])
def test_a_volume_without_data_is_not_opened(corpus: Path, name: str) -> None:
    device = load(corpus, {"path": f"conversion/{name}.xz"})
    header = read(device)
    with pytest.raises(DamagedHeader):
        open_at_once(header, device)


def open_at_once(header: Header, device: MemoryDevice) -> None:
    check_placement(header, detached=False)
    header.segment().size_within(device.size)


def test_a_header_without_keyslots_loads_and_opens_nothing(corpus: Path) -> None:
    device = load(corpus, {"path": "luks1_evil/valid_header_file.xz"})
    with pytest.raises(KeyslotError):
        check_openable(read(device))


@pytest.mark.attack(6, 21)
@pytest.mark.parametrize("entry", entries("luks1-evil", "legacy-reencrypt"))
def test_what_must_be_refused_is_refused(corpus: Path, entry: dict[str, Any]) -> None:
    device = load(corpus, entry)
    assert luks1.probe(device)
    expected: type[FormatError] = DamagedHeader if entry["kind"] == "luks1-evil" else UnsupportedFeature
    with pytest.raises(expected) as raised:
        luks1.read_header(device)
    if entry["kind"] == "legacy-reencrypt":
        assert "cryptsetup" in raised.value.hint


SLOTS = ((0, b"aaablabl"), (7, b"bbbblabl"))


def keys(header: Header, device: MemoryDevice) -> list[bytes]:
    found = []
    for slot, text in SLOTS:
        with Secret(text) as secret:
            number, key = unlock(header, device, secret)
        assert number == slot
        found.append(bytes(key.view()))
    return found


@pytest.mark.parametrize("name", ["l1_128b", "l1_128b_det", "l1_512b", "l1_512b_det"])
def test_a_luks1_header_of_the_corpus_becomes_luks2(corpus: Path, name: str) -> None:
    device = load(corpus, {"path": f"conversion/{name}.xz"})
    old = luks1.read_header(device)
    before = keys(old, device)
    header = to_luks2(old, device)
    assert header == luks2.read_header(device)
    assert (header.uuid, header.segment(), header.warnings) == (old.uuid, old.segment(), old.warnings)
    assert keys(header, device) == before


@pytest.mark.parametrize(
    "name", [f"l2_{bits}b{kind}" for bits in (128, 512) for kind in ("", "_det", "_full", "_det_full")]
)
def test_a_luks2_header_of_the_corpus_becomes_luks1(corpus: Path, name: str) -> None:
    device = load(corpus, {"path": f"conversion/{name}.xz"})
    old = luks2.read_header(device)
    before = keys(old, device)
    header = to_luks1(old, device)
    assert header == luks1.read_header(device)
    assert (header.uuid, header.segment()) == (old.uuid, old.segment())
    assert keys(header, device) == before


def test_a_header_whose_keyslots_are_not_aligned_is_not_converted(corpus: Path) -> None:
    device = load(corpus, {"path": "conversion/l1_256b_legacy_offset.xz"})
    before = bytes(device.data)
    with pytest.raises(UnsupportedFeature, match="does not begin at a multiple of 4096"):
        to_luks2(luks1.read_header(device), device)
    assert bytes(device.data) == before
