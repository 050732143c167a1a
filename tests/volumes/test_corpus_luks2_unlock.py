"""LUKS2 volumes that other programs made open with their credentials and give the plaintext that the kernel gives."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.volumes.corpus import STEP, rows, unpacked
from vault.blockdev.image import ImageFile
from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, KeyslotError, WrongCredential
from vault.formats.luks2.header import read_header
from vault.formats.luks2.keyslots import unlock
from vault.volume import Volume


@pytest.mark.parametrize("entry", rows("luks2"))
def test_a_luks2_volume_of_the_corpus(corpus: Path, entry: dict[str, Any], tmp_path: Path) -> None:
    image = unpacked(entry, tmp_path)
    before = hashlib.sha256(image.read_bytes()).hexdigest()
    assert before == entry["sha256"]
    _check_keyslots(image, entry)
    if "golden" in entry:
        _check_plaintext(image, entry)
    elif "too small" in entry["expected"]:
        container = Container.open(image, read_only=True)
        with container, pytest.raises(DamagedHeader):
            Volume.open(container)
    assert hashlib.sha256(image.read_bytes()).hexdigest() == before


def _check_keyslots(image: Path, entry: dict[str, Any]) -> None:
    device = ImageFile.open(image, read_only=True)
    header = read_header(device)
    assert header.uuid == entry.get("uuid", header.uuid)
    assert str(header.segment().cipher) == entry["cipher"]
    wanted = [(None, passphrase) for passphrase in entry["passphrases"]]
    wanted += [(int(slot), passphrase) for slot, passphrase in entry.get("slots", {}).items()]
    for slot, passphrase in wanted:
        with Secret(passphrase.encode()) as secret:
            if slot is not None and slot not in header.digest_of_segment().keyslots:
                with pytest.raises(KeyslotError, match="does not hold the volume key"):
                    unlock(header, device, secret, slot=slot)
                continue
            found, key = unlock(header, device, secret, slot=slot)
        assert slot in (None, found)
        if "volume_key" in entry:
            assert bytes(key.view()).hex() == entry["volume_key"]
    if wanted:
        with Secret(b"not the passphrase") as secret, pytest.raises(WrongCredential):
            unlock(header, device, secret, slot=header.digest_of_segment().keyslots[0])
    device.close()


def _check_plaintext(image: Path, entry: dict[str, Any]) -> None:
    golden, digest = entry["golden"], hashlib.sha256()
    secret = Secret(entry["passphrases"][0].encode())
    with Volume.open(Container.open(image, read_only=True)) as volume, volume.unlock(secret) as unlocked:
        assert volume.size == golden["plain_size"]
        device = unlocked.device()
        for offset in range(0, device.size, STEP):
            digest.update(device.read(offset, min(STEP, device.size - offset)))
        device.close()
    assert digest.hexdigest() == golden["plain_sha256"]
