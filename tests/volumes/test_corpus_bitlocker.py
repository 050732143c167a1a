"""BitLocker volumes that Windows made open with their credentials and give the published plaintext."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.volumes.corpus import STEP, rows, unpacked
from vault.blockdev.base import BlockDevice
from vault.blockdev.image import ImageFile
from vault.crypto.secret import Secret
from vault.errors import UnsupportedFeature, WrongCredential
from vault.formats.bitlocker.describe import describe
from vault.formats.bitlocker.header import probe, read_header
from vault.formats.bitlocker.unlock import unlock

MFT = 0x2000
QUICK = ("cbc-128-4k", "xts-256", "togo-aes-cbc", "clearkey", "256_diffuser", "recovery_key", "partial", "vista", "crc")


@pytest.mark.parametrize(
    "entry", rows("bitlk", slow=lambda _number, row: not any(name in row["path"] for name in QUICK))
)
def test_a_bitlocker_volume_of_the_corpus(corpus: Path, entry: dict[str, Any], tmp_path: Path) -> None:
    device = ImageFile.open(unpacked(entry, tmp_path), read_only=True)
    assert probe(device)
    if entry["expected"] != "opens":
        with pytest.raises(UnsupportedFeature):
            unlock(read_header(device), Secret(b"anything"))
        return
    header = read_header(device)
    found = describe(Path("volume"), device.size, header)
    assert (found.uuid, found.cipher) == (entry["uuid"], entry["cipher"])
    credentials: list[bytes | None] = [text.encode() for text in entry["passphrases"]]
    credentials += [(corpus / name).read_bytes() for name in entry.get("keyfiles", ())]
    digests = set()
    for credential in credentials or [None]:
        unlocked = unlock(header, None if credential is None else Secret(credential))
        if "volume_key" in entry:
            assert bytes(unlocked.volume_key.view()).hex() == entry["volume_key"]
        if not digests:
            plaintext = unlocked.plaintext.device(device, unlocked.volume_key)
            digests.add(_digest(plaintext))
            _check_file_system(plaintext)
    assert digests == {entry.get("plain_sha256_upstream") or digests.copy().pop()}
    if not header.suspended:
        with Secret(b"\xff not text") as wrong, pytest.raises(WrongCredential):
            unlock(header, wrong)


def _digest(device: BlockDevice) -> str:
    digest = hashlib.sha256()
    for offset in range(0, device.size, STEP):
        digest.update(device.read(offset, min(STEP, device.size - offset)))
    return digest.hexdigest()


def _check_file_system(plaintext: BlockDevice) -> None:
    sector = bytes(plaintext.read(0, 4096))
    assert sector[510:512] == b"\x55\xaa"
    assert sector[3:11] in (b"NTFS    ", b"MSDOS5.0")
    if sector[3:7] == b"NTFS":
        cluster = int.from_bytes(sector[11:13], "little") * sector[13]
        mirror = int.from_bytes(sector[56:64], "little") * cluster
        assert bytes(plaintext.read(mirror, 4096))[:4] == b"FILE"
