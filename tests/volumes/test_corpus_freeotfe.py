"""FreeOTFE volumes that LibreCrypt made open with their passphrases and hold a FAT file system."""

import lzma
from pathlib import Path
from typing import Any

import pytest

from tests.volumes.corpus import rows
from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import WrongCredential
from vault.formats.freeotfe.unlock import read_header, unlock

LACKING = ("ripemd-320",)
"""What no library of this machine has."""


@pytest.mark.parametrize("entry", rows("freeotfe"))
def test_a_freeotfe_volume_of_the_corpus(corpus: Path, entry: dict[str, Any]) -> None:
    with lzma.open(corpus / entry["path"]) as packed:
        data = bytearray(packed.read())
    device = MemoryDevice(len(data), data=data)
    header = read_header(device)
    with Secret(entry["passphrases"][0].encode()) as credential:
        if any(name in entry["cipher"] for name in LACKING):
            with pytest.raises(WrongCredential, match="no hash and cipher fit") as caught:
                unlock(header, credential)
            assert "RIPEMD" in caught.value.hint
            return
        unlocked = unlock(header, credential)
    assert unlocked.plaintext.cipher.split("-")[0] in entry["cipher"].replace("3des", "des3")  # type: ignore[attr-defined]
    plaintext = unlocked.plaintext.device(device, unlocked.volume_key)
    _check_fat(bytes(plaintext.read(0, plaintext.size)))


def _check_fat(data: bytes) -> None:
    """Boot sector, two equal tables and a root folder with names in it, all at the places that the first one names."""
    assert data[510:512] == b"\x55\xaa"
    assert data[54:57] == b"FAT"
    sector, reserved, entries, size = (int.from_bytes(data[at : at + 2], "little") for at in (11, 14, 17, 22))
    tables = [data[(reserved + number * size) * sector :][: size * sector] for number in range(2)]
    assert tables[0] == tables[1]
    assert tables[0][0] == data[21]
    root = data[(reserved + 2 * size) * sector :][: entries * 32]
    names = [root[at : at + 11] for at in range(0, len(root), 32) if root[at] not in (0, 0xE5) and root[at + 11] != 15]
    assert names
    assert all(32 <= octet < 127 for name in names for octet in name)
