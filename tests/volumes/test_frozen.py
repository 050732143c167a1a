"""What any released version wrote opens for ever."""

import hashlib
import json
import lzma
from pathlib import Path

import pytest

from vault.container import Container
from vault.crypto.secret import Secret
from vault.volume import Volume

FROZEN = sorted((Path(__file__).parent / "frozen").glob("*.json"))


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.stem)
def test_a_volume_of_an_earlier_version_opens(path: Path, tmp_path: Path) -> None:
    known = json.loads(path.read_text())
    container = tmp_path / "frozen.vol"
    container.write_bytes(lzma.decompress(path.with_suffix(".vol.xz").read_bytes()))
    with (
        Container.open(container, read_only=True) as opened,
        Volume.open(opened) as volume,
        Secret(known["passphrase"].encode()) as credential,
        volume.unlock(credential) as unlocked,
    ):
        assert volume.luks.header.label == known["label"]
        device = unlocked.device()
        plaintext = device.read(0, 64 << 10)
        device.close()
    assert hashlib.sha256(plaintext).hexdigest() == known["sha256_of_first_64_kib"]


def test_the_present_version_has_its_frozen_volume() -> None:
    from vault import VERSION

    assert VERSION in {path.stem for path in FROZEN}
