"""Small, cheap LUKS2 volumes in memory and in files, for tests of what is done with them."""

from pathlib import Path

from vault.blockdev.base import BlockDevice
from vault.crypto.kdf import ARGON2ID, Argon2Cost, Cost, Pbkdf2Cost
from vault.crypto.random import random_bytes
from vault.crypto.secret import Secret
from vault.errors import WrongCredential
from vault.formats.luks2.create import CreateOptions, create
from vault.formats.luks2.header import read_header
from vault.formats.luks2.keyslots import unlock
from vault.formats.luks2.model import Header
from vault.newcontainer import new_container

CHEAP_PBKDF2 = Pbkdf2Cost("sha256", 1000)
CHEAP_ARGON2 = Argon2Cost(ARGON2ID, 4, 32, 1)
AREA_SIZE = 258048
"""Bytes of a keyslot area for a key of 64 bytes."""


def small_options(*, keyslots: int = 3, cost: Cost = CHEAP_PBKDF2, **more: object) -> CreateOptions:
    """Options for a header with room for that many keyslots, whose KDF costs next to nothing."""
    values: dict[str, object] = {
        "cost": cost,
        "digest_iterations": 1000,
        "sector_size": 512,
        "keyslots_size": keyslots * AREA_SIZE,
    }
    return CreateOptions(**{**values, **more})  # type: ignore[arg-type]


def small_header(device: BlockDevice, credential: bytes, options: CreateOptions | None = None) -> Header:
    """A header on ``device``, just made, that opens with the credential."""
    with Secret(credential) as secret:
        return create(device, options or small_options(detached=True), secret)


def opens(device: BlockDevice, credential: bytes) -> bytes | None:
    """The volume key of the header on ``device``, read anew, or None when the credential is wrong."""
    with Secret(credential) as secret:
        try:
            _, key = unlock(read_header(device), device, secret)
        except WrongCredential:
            return None
    return bytes(key.view())


def write_volume(path: Path, credential: bytes, *, size: int, options: CreateOptions | None = None) -> bytes:
    """Make a container of ``size`` bytes whose plaintext is random; the plaintext."""
    with Secret(credential) as secret, new_container(path, size, options or small_options(), secret) as unlocked:
        device = unlocked.device()
        plaintext = random_bytes(device.size)
        device.write(0, plaintext)
        device.close()
    return plaintext
