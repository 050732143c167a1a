"""VeraCrypt volumes that an earlier version made still open, with the keys and the plaintext they had."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.formats.veracrypt.open import unlock

FROZEN = json.loads((Path(__file__).parent / "frozen" / "veracrypt" / "volumes.json").read_text())


@pytest.mark.parametrize("row", FROZEN["volumes"], ids=lambda row: f"{row['prf']}-{row['cipher']}")
@pytest.mark.parametrize("backup", [False, True], ids=["header", "backup"])
def test_a_frozen_volume_opens(row: dict[str, Any], backup: bool) -> None:
    device = MemoryDevice(row["size"])
    for offset, data in row["bytes"].items():
        device.write(int(offset), base64.b64decode(data))
    for name, passphrase in (("outer", row["passphrase"]), ("hidden", row["hidden_passphrase"])):
        with Secret(passphrase.encode()) as secret:
            found = unlock(
                device,
                secret,
                pim=row["pim"],
                prf=row["prf"],
                cipher=row["cipher"],
                hidden=name == "hidden",
                backup=backup,
            )
        assert found.volume_key.view().hex() == row[f"{name}_key"]
        plain = found.plaintext.device(device, found.volume_key)
        assert plain.read(0, 512) == FROZEN["plain"].encode()
