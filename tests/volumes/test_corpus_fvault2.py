"""A FileVault 2 volume that macOS made opens with its passphrase and gives the plaintext that the kernel gives."""

import hashlib
import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.image import ImageFile
from vault.crypto.secret import Secret
from vault.errors import WrongCredential
from vault.formats.fvault2.describe import describe
from vault.formats.fvault2.header import probe, read_header
from vault.formats.fvault2.unlock import unlock

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
STEP = 1 << 20


def _entries() -> list[Any]:
    manifest = CORPUS / "manifest.json"
    if not manifest.is_file():
        return [pytest.param(None, id="none")]
    entries = [entry for entry in json.loads(manifest.read_text()) if entry["kind"] == "fvault2"]
    marks = [(), *[pytest.mark.soak] * len(entries)]
    return [pytest.param(entry, id=entry["path"], marks=mark) for entry, mark in zip(entries, marks, strict=False)]


@pytest.mark.parametrize("entry", _entries())
def test_a_filevault2_volume_of_the_corpus(corpus: Path, entry: dict[str, Any], tmp_path: Path) -> None:
    image = tmp_path / "image"
    with lzma.open(corpus / entry["path"]) as packed, image.open("wb") as file:
        while block := packed.read(STEP):
            if any(block):
                file.write(block)
            else:
                file.seek(len(block), 1)
        file.truncate(entry["size"])
    device = ImageFile.open(image, read_only=True)
    assert probe(device)
    header = read_header(device)
    assert describe(image, device.size, header).uuid == entry["uuid"]
    with Secret(b"not the passphrase") as wrong, pytest.raises(WrongCredential):
        unlock(header, wrong)
    unlocked = unlock(header, Secret(entry["passphrases"][0].encode()))
    assert bytes(unlocked.volume_key.view()).hex() == entry["volume_key"]
    plaintext, digest = unlocked.plaintext.device(device, unlocked.volume_key), hashlib.sha256()
    assert plaintext.size == entry["golden"]["plain_size"]
    for offset in range(0, plaintext.size, STEP):
        digest.update(plaintext.read(offset, STEP))
    assert digest.hexdigest() == entry["golden"]["plain_sha256"]
    with pytest.raises(OSError, match="Read-only"):
        plaintext.write(0, bytes(512))
