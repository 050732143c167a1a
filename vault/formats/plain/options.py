"""What a plain volume is like, which nothing in the container says: a wrong guess gives noise and no error.

References: cryptsetup-open(8), PLAIN; Linux, Documentation/admin-guide/device-mapper/dm-crypt.rst;
spec/plain-format.md, "Parameters".
"""

from dataclasses import dataclass, field

from vault.crypto.ciphers import SECTOR_SIZES, CipherSpec
from vault.crypto.digest import hash_bytes
from vault.errors import UsageError
from vault.formats.base import DM_SECTOR, Segment
from vault.formats.luks2.limits import IV_OFFSET_MAX, U64_MAX

NO_HASH = "plain"
"""The name that means: the passphrase itself is the key, filled up with zeros."""


@dataclass(frozen=True, slots=True)
class PlainOptions:
    """The parameters of ``cryptsetup open --type plain``, with the defaults of cryptsetup 2.7 and later.

    ``key_size``, ``offset`` (where the ciphertext begins) and ``size`` (None for all that follows) are bytes. ``skip``
    counts 512-byte sectors and is added to a sector's number before the IV is made of it. ``hash`` is ``NAME`` or
    ``NAME:BYTES``, and ``plain`` for none; key files are never hashed.
    """

    cipher: CipherSpec = field(default_factory=CipherSpec)
    key_size: int = 32
    hash: str = "sha256"
    offset: int = 0
    skip: int = 0
    size: int | None = None
    sector_size: int = DM_SECTOR
    iv_large_sectors: bool = False

    def check(self, *, key_file: bool = False) -> None:
        """Raise UsageError when the options are impossible, UnsupportedFeature for an unknown hash.

        The hash is not looked at for a ``key_file``, which needs none.
        """
        self._check_places()
        if not key_file:
            hashed_size(self.hash, self.key_size)

    def _check_places(self) -> None:
        units = self.sector_size // DM_SECTOR
        rules = (
            (self.key_size in self.cipher.key_sizes, f"{self.cipher} takes no key of {self.key_size * 8} bits"),
            (self.sector_size in SECTOR_SIZES, f"{self.sector_size} is not a sector size: {SECTOR_SIZES}"),
            (0 <= self.offset <= U64_MAX and self.offset % DM_SECTOR == 0, "the offset is not whole sectors"),
            (0 <= self.skip <= IV_OFFSET_MAX, "the number of sectors to skip is out of range"),
            (units == 0 or self.skip % units == 0, "the skipped sectors are not whole encryption sectors"),
            (self.size is None or 0 < self.size <= U64_MAX - self.offset, "the size is out of range"),
            (units == 0 or (self.size or 0) % self.sector_size == 0, "the size is not whole sectors"),
            (not self.iv_large_sectors or units > 1, "IVs count large sectors only where sectors are large"),
        )
        for kept, message in rules:
            if not kept:
                raise UsageError(message)

    def segment(self) -> Segment:
        """Where the ciphertext lies and how it is encrypted; raises UsageError."""
        self._check_places()
        return Segment(
            self.offset,
            self.size,
            self.cipher,
            self.key_size,
            self.sector_size,
            iv_offset=self.skip,
            iv_large_sectors=self.iv_large_sectors,
        )


def hashed_size(text: str, key_size: int) -> tuple[str, int]:
    """The hash's name and how many bytes of the key come from it, the rest being zeros.

    Raises UsageError for a length that is no number up to ``key_size``, UnsupportedFeature for an unknown hash.
    """
    name, colon, length = text.partition(":")
    size = key_size
    if colon:
        if not length.isascii() or not length.isdigit() or len(length) > 4 or not 0 < int(length) <= key_size:
            raise UsageError(f"the length of the hash is not a number from 1 to {key_size}")
        size = int(length)
    if name != NO_HASH:
        hash_bytes(name, b"")
    return name, size
