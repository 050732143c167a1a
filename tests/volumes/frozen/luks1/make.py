"""Make the frozen LUKS1 and plain volumes anew: python tests/volumes/frozen/luks1/make.py"""

import hashlib
import json
import lzma
from pathlib import Path
from typing import Any

from vault.blockdev.memory import MemoryDevice
from vault.crypto.ciphers import CipherSpec
from vault.crypto.secret import Secret
from vault.formats.luks1.create import CreateOptions, create
from vault.formats.luks1.keyslots import unlock
from vault.formats.plain.key import unlock as unlock_plain
from vault.formats.plain.options import PlainOptions

FOLDER = Path(__file__).parents[1]
PASSPHRASE = "frozen passphrase"
PLAINTEXT = b"vault keeps what it was given. " * 132 + b"....."
"""4097 bytes, of which whole sectors are taken."""


def save(name: str, device: MemoryDevice, plaintext: bytes, **more: Any) -> None:
    packed = lzma.compress(bytes(device.data), preset=9)
    (FOLDER / f"{name}.vol.xz").write_bytes(packed)
    known = {"passphrase": PASSPHRASE, "sha256": hashlib.sha256(plaintext).hexdigest(), **more}
    (FOLDER / f"{name}.json").write_text(json.dumps(known, indent=2) + "\n")


def main() -> None:
    """Write all four files."""
    plaintext = PLAINTEXT[:4096]
    options = CreateOptions(
        cipher=CipherSpec.parse("aes-cbc-essiv:sha256"), key_size=16, iterations=1000, digest_iterations=1000
    )
    device = MemoryDevice(options.data_start + len(plaintext))
    with Secret(PASSPHRASE.encode()) as secret:
        header = create(device, options, secret, blank=True)
        _, key = unlock(header, device, secret)
    header.segment().device(device, key).write(0, plaintext)
    save("luks1/luks1", device, plaintext, uuid=header.uuid)

    plain = PlainOptions(key_size=64, hash="sha1", offset=1024, skip=8, size=4096)
    device = MemoryDevice(8192)
    with Secret(PASSPHRASE.encode()) as secret:
        unlocked = unlock_plain(plain, secret)
    unlocked.plaintext.device(device, unlocked.volume_key).write(0, plaintext)
    save("plain/plain", device, plaintext, key=bytes(unlocked.volume_key.view()).hex())


if __name__ == "__main__":
    main()
