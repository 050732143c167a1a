"""Makes the frozen volume of the present version: run once per release, and keep what it wrote for ever.

python tests/volumes/frozen/make.py tests/volumes/frozen
"""

import hashlib
import json
import lzma
import sys
import tempfile
from pathlib import Path

from vault import VERSION, CreateOptions, Engine, PassphraseFd
from vault.container import Container
from vault.crypto.secret import Secret
from vault.volume import Volume

PASSPHRASE = b"frozen"


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as work:
        container = Path(work, "frozen.vol")
        given = Path(work, "passphrase")
        given.write_bytes(PASSPHRASE)
        options = CreateOptions(
            container,
            2 << 20,
            filesystem=None,
            label="frozen",
            key_size=256,
            pbkdf_iterations=4,
            pbkdf_memory_kib=1024,
            pbkdf_parallel=1,
            keyslots_size=256 << 10,
        )
        with given.open("rb") as stream:
            Engine().create(options, PassphraseFd(stream.fileno()))
        with (
            Container.open(container) as opened,
            Volume.open(opened) as volume,
            Secret(PASSPHRASE) as credential,
            volume.unlock(credential) as unlocked,
        ):
            device = unlocked.device()
            for offset in range(0, 64 << 10, device.sector_size):
                device.write(offset, f"sector at {offset}\n".encode().ljust(device.sector_size, b"."))
            device.flush()
            plaintext = bytes(device.read(0, 64 << 10))
            device.close()
        (folder / f"{VERSION}.vol.xz").write_bytes(lzma.compress(container.read_bytes(), preset=9))
    known = {
        "passphrase": PASSPHRASE.decode(),
        "label": "frozen",
        "sha256_of_first_64_kib": hashlib.sha256(plaintext).hexdigest(),
    }
    (folder / f"{VERSION}.json").write_text(json.dumps(known, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
