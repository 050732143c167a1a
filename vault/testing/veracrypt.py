"""VeraCrypt and TrueCrypt headers of any content, well sealed, and small volumes with cheap derivations."""

import random
from dataclasses import replace

from vault.blockdev.memory import MemoryDevice
from vault.crypto.kdf import Pbkdf2Cost, derive
from vault.crypto.secret import Secret
from vault.formats.veracrypt.chains import Chain
from vault.formats.veracrypt.create import create
from vault.formats.veracrypt.crypt import encrypt_area
from vault.formats.veracrypt.layout import HEADERS_SIZE, KEYS_SIZE, SALT_SIZE, Fields, Kind, Location, encode
from vault.formats.veracrypt.open import VeraCryptUnlocked
from vault.formats.veracrypt.prf import TABLES, cost
from vault.formats.veracrypt.seal import Recipe

PASSPHRASE = b"a passphrase"
CHEAP = Recipe("sha256", pim=1)
SIZE = 512 * 1024
DATA_SIZE = SIZE - 2 * HEADERS_SIZE
GOOD = Fields(
    magic=b"VERA",
    version=5,
    program_version=0x010B,
    hidden_size=0,
    volume_size=DATA_SIZE,
    area_offset=HEADERS_SIZE,
    area_size=DATA_SIZE,
    flags=0,
    sector_size=512,
)
"""The fields of a standard volume that fills a container of ``SIZE`` bytes."""


def noise(size: int, seed: int = 1) -> bytes:
    """Random-looking bytes, the same in every run."""
    return random.Random(seed).randbytes(size)


def chain(name: str = "aes", mode: str = "xts") -> Chain:
    """A chain, such as ``aes-twofish``."""
    return Chain(tuple(name.split("-")), mode)


def sealed(
    fields: Fields = GOOD,
    *,
    kind: Kind = Kind.VERACRYPT,
    prf: str = "sha256",
    pim: int | None = 1,
    system: bool = False,
    cipher: str = "aes",
    keys: bytes | None = None,
    passphrase: bytes = PASSPHRASE,
    spoil: int | None = None,
    seed: int = 2,
) -> bytes:
    """A header with these fields; ``keys`` is the key area, ``spoil`` the offset in the header of a byte to change."""
    derivation = next(cost(kind, each, pim, system=system) for each in TABLES[kind] if each.name == prf)
    assert isinstance(derivation, Pbkdf2Cost), "no such derivation"
    area = encode(fields, (keys or noise(KEYS_SIZE, seed)).ljust(KEYS_SIZE, b"\0"))
    if spoil is not None:
        area[spoil - SALT_SIZE] ^= 1
    salt = noise(SALT_SIZE, seed + 1)
    used = chain(cipher)
    with Secret(passphrase) as secret, derive(derivation, secret, salt, used.keys_size) as derived:
        return salt + encrypt_area(used, derived, area)


def container(header: bytes, location: Location = Location.STANDARD, size: int = SIZE) -> MemoryDevice:
    """A container of zeros with one header in it."""
    device = MemoryDevice(size)
    offset = location.offset_in(size)
    assert offset is not None, "too small"
    device.write(offset, header)
    return device


def small_volume(
    size: int = SIZE, recipe: Recipe = CHEAP, cipher: str = "aes"
) -> tuple[MemoryDevice, VeraCryptUnlocked]:
    """A new container in memory and its standard volume, unlocked."""
    device = MemoryDevice(size)
    with Secret(PASSPHRASE) as passphrase:
        return device, create(device, passphrase, recipe=recipe, cipher=cipher)


def changed(**fields: int | bytes) -> Fields:
    """Good fields, but for these."""
    return replace(GOOD, **fields)  # type: ignore[arg-type]
