"""What the metadata of a FileVault 2 volume says, as frozen values."""

from dataclasses import dataclass
from uuid import UUID

from vault.crypto.ciphers import CipherSpec
from vault.formats.base import Segment

CIPHER = CipherSpec("aes", "xts", "plain64")
VOLUME_KEY_SIZE = 32
SECTOR_SIZE = 512


@dataclass(frozen=True, slots=True)
class User:
    """One passphrase, of a user or for recovery: what the key that wraps the volume key is wrapped with."""

    number: int
    id: str
    hint: str
    salt: bytes
    iterations: int
    wrapped_key: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """The metadata of the newest transaction; offsets and sizes are bytes.

    The logical volume lies at ``offset`` of the physical one. ``wrapped_volume_keys`` are alternatives.
    """

    physical_volume: UUID
    family: UUID
    logical_volume: str
    name: str
    block_size: int
    offset: int
    size: int
    conversion: str
    users: tuple[User, ...]
    wrapped_volume_keys: tuple[bytes, ...]
    warnings: tuple[str, ...] = ()

    @property
    def segment(self) -> Segment:
        """Where the ciphertext lies and how it is encrypted."""
        return Segment(self.offset, self.size, CIPHER, VOLUME_KEY_SIZE, SECTOR_SIZE)
