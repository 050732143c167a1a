"""A FileVault 2 volume that macOS made opens with its passphrase and gives the plaintext that the kernel gives."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.volumes.corpus import STEP, rows, unpacked
from vault.blockdev.image import ImageFile
from vault.crypto.secret import Secret
from vault.errors import WrongCredential
from vault.formats.fvault2.describe import describe
from vault.formats.fvault2.header import probe, read_header
from vault.formats.fvault2.unlock import unlock


@pytest.mark.parametrize("entry", rows("fvault2", slow=lambda number, _row: number > 0))
def test_a_filevault2_volume_of_the_corpus(corpus: Path, entry: dict[str, Any], tmp_path: Path) -> None:
    image = unpacked(entry, tmp_path)
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
