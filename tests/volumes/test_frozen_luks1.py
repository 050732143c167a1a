"""LUKS1 and plain volumes that an earlier version wrote open for ever."""

import hashlib
import json
import lzma
from pathlib import Path
from typing import Any

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.formats.luks1.header import read_header
from vault.formats.luks1.keyslots import unlock
from vault.formats.plain.key import unlock as unlock_plain
from vault.formats.plain.options import PlainOptions

FROZEN = Path(__file__).parent / "frozen"


def load(name: str) -> tuple[MemoryDevice, dict[str, Any]]:
    image = bytearray(lzma.decompress((FROZEN / f"{name}.vol.xz").read_bytes()))
    return MemoryDevice(len(image), data=image), json.loads((FROZEN / f"{name}.json").read_text())


def test_a_luks1_volume_of_an_earlier_version_opens() -> None:
    device, known = load("luks1/luks1")
    header = read_header(device)
    assert header.uuid == known["uuid"]
    with Secret(known["passphrase"].encode()) as secret:
        _, key = unlock(header, device, secret)
    plaintext = header.segment().device(device, key).read(0, 4096)
    assert hashlib.sha256(plaintext).hexdigest() == known["sha256"]


def test_a_plain_volume_of_an_earlier_version_opens() -> None:
    device, known = load("plain/plain")
    options = PlainOptions(key_size=64, hash="sha1", offset=1024, skip=8, size=4096)
    with Secret(known["passphrase"].encode()) as secret:
        unlocked = unlock_plain(options, secret)
    assert bytes(unlocked.volume_key.view()).hex() == known["key"]
    plaintext = unlocked.plaintext.device(device, unlocked.volume_key).read(0, 4096)
    assert hashlib.sha256(plaintext).hexdigest() == known["sha256"]
