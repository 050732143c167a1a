"""Cryptoloop volumes that other programs made: the key and the plaintext that the kernel's dm-crypt gave."""

import hashlib
import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.ciphers import CipherSpec
from vault.crypto.secret import Secret
from vault.formats.plain.key import unlock
from vault.formats.plain.options import PlainOptions

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"


def entries() -> list[Any]:
    manifest = CORPUS / "manifest.json"
    if not manifest.is_file():
        return [pytest.param(None, id="none")]
    found = [entry for entry in json.loads(manifest.read_text()) if entry["kind"] == "cryptoloop"]
    return [pytest.param(entry, id=Path(entry["path"]).name) for entry in found]


@pytest.mark.parametrize("entry", entries())
def test_a_cryptoloop_volume_of_the_corpus(corpus: Path, entry: dict[str, Any]) -> None:
    cipher, bits = entry["cipher"].split()
    golden = entry["golden"]
    with lzma.open(corpus / entry["path"]) as packed:
        image = bytearray(packed.read())
    options = PlainOptions(CipherSpec.parse(cipher), int(bits) // 8, entry["hash"])
    with Secret(entry["passphrases"][0].encode()) as secret:
        unlocked = unlock(options, secret)
    with unlocked.volume_key as key:
        assert str(options.cipher) == golden["dm_crypt"][0]["cipher"]
        assert bytes(key.view()).hex() == golden["dm_crypt"][0]["key"]
        device = unlocked.plaintext.device(MemoryDevice(len(image), data=image), key)
        assert device.size == golden["plain_size"]
        assert hashlib.sha256(device.read(0, device.size)).hexdigest() == golden["plain_sha256"]
        device.close()
