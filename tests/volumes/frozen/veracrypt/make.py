"""Makes volumes.json: headers of our own with their credentials, keys, and the first sector as it reads.

Run once for each change of the format that adds something; what is in the file stays.
"""

import base64
import json
from pathlib import Path

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.formats.veracrypt.create import create, create_hidden
from vault.formats.veracrypt.layout import HEADER_SIZE, Location
from vault.formats.veracrypt.seal import Recipe

SIZE = 512 * 1024
HIDDEN_SIZE = 64 * 1024
PLAIN = b"frozen".ljust(512, b".")
EACH = (
    ("sha512", 1, "aes"),
    ("sha256", 2, "aes-twofish-serpent"),
    ("blake2s", 1, "serpent-aes"),
    ("whirlpool", 1, "camellia"),
    ("streebog", 1, "twofish-serpent"),
    ("argon2id", 1, "serpent"),
    ("sha512", 1, "kuznyechik-serpent-camellia"),
)


def volume(prf: str, pim: int, cipher: str) -> dict[str, object]:
    device = MemoryDevice(SIZE)
    found: dict[str, object] = {"prf": prf, "pim": pim, "cipher": cipher, "size": SIZE, "passphrase": "frozen"}
    with Secret(b"frozen") as passphrase, Secret(b"frozen and hidden") as second:
        outer = create(device, passphrase, recipe=Recipe(prf, pim), cipher=cipher)
        hidden = create_hidden(device, second, HIDDEN_SIZE, outer=outer, recipe=Recipe(prf, pim), cipher=cipher)
    found["hidden_passphrase"] = "frozen and hidden"
    pieces = {}
    for name, opened in (("outer", outer), ("hidden", hidden)):
        opened.plaintext.device(device, opened.volume_key).write(0, PLAIN)
        found[f"{name}_key"] = opened.volume_key.view().hex()
        pieces[opened.header.area_offset] = 512
    for location in (Location.STANDARD, Location.HIDDEN, Location.BACKUP, Location.HIDDEN_BACKUP):
        offset = location.offset_in(SIZE)
        assert offset is not None
        pieces[offset] = HEADER_SIZE
    found["bytes"] = {
        str(offset): base64.b64encode(device.read(offset, size)).decode() for offset, size in sorted(pieces.items())
    }
    return found


if __name__ == "__main__":
    text = json.dumps({"plain": PLAIN.decode(), "volumes": [volume(*each) for each in EACH]}, indent=1)
    Path(__file__).with_name("volumes.json").write_text(text + "\n")
