"""Cipher specs and the sector ciphers made of them, by AES of libcrypto.

References: Linux, Documentation/admin-guide/device-mapper/dm-crypt.rst; IEEE 1619-2018; NIST SP 800-38A
"""

from dataclasses import dataclass
from typing import Self

from vault.crypto.secret import Secret
from vault.errors import BackendError, DamagedHeader, NotAvailable, UnsupportedFeature

try:
    from vault.crypto._sectors import Sectors
except ImportError as error:
    raise NotAvailable(
        "the compiled part of vault is missing",
        hint="build it with: pip install . (it needs a C compiler, pkg-config and libssl-dev)",
    ) from error

SECTOR_SIZES = (512, 1024, 2048, 4096)
KEY_SIZES = {"xts": (32, 64), "cbc": (16, 24, 32)}
IVS = ("plain", "plain64", "plain64be", "essiv:sha256")


@dataclass(frozen=True, slots=True)
class CipherSpec:
    """Which cipher in which mode, and how a sector's number becomes its IV; ``str`` gives dm-crypt's text for it.

    ``plain`` is the number in 32 bits little endian, so it repeats every 2 TiB; ``plain64`` and ``plain64be`` have all
    64 bits; ``essiv:sha256`` is ``plain64`` encrypted by AES-256 with the SHA-256 of the key.
    """

    cipher: str = "aes"
    mode: str = "xts"
    iv: str = "plain64"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The spec that reads ``cipher-mode-iv``. Raises UnsupportedFeature for all that is not on the list."""
        cipher, _, rest = text.partition("-")
        mode, _, iv = rest.partition("-")
        if cipher != "aes" or mode not in KEY_SIZES or iv not in IVS:
            raise UnsupportedFeature(
                f"the cipher {text!a:.80} is not supported",
                hint=f"supported are aes-xts and aes-cbc with the IVs {', '.join(IVS)}",
                cipher=text,
            )
        return cls(cipher, mode, iv)

    @property
    def key_sizes(self) -> tuple[int, ...]:
        """The lengths that a key may have, in bytes, shortest first; XTS keys are two in one."""
        return KEY_SIZES[self.mode]

    def __str__(self) -> str:
        return f"{self.cipher}-{self.mode}-{self.iv}"


class SectorCipher:
    """Encrypts and decrypts runs of whole sectors in place; threads may share it.

    ``sector`` is the number of the first sector in units of 512 bytes, below 2**64, with any offset of the IV already
    added. Data of a length that is not whole sectors, and use after ``close``, raise ValueError.
    """

    def __init__(self, sectors: Sectors, sector_size: int) -> None:
        self.sector_size = sector_size
        self._sectors = sectors

    def encrypt(self, sector: int, data: bytearray | memoryview) -> None:
        """Turn plaintext into ciphertext. Raises BackendError when libcrypto fails; the data is worthless then."""
        self._crypt(True, sector, data)

    def decrypt(self, sector: int, data: bytearray | memoryview) -> None:
        """Turn ciphertext into plaintext. Raises BackendError when libcrypto fails; the data is worthless then."""
        self._crypt(False, sector, data)

    def _crypt(self, encrypt: bool, sector: int, data: bytearray | memoryview) -> None:
        try:
            self._sectors.crypt(encrypt, sector, data)
        except RuntimeError as error:
            raise BackendError(f"cannot {'en' if encrypt else 'de'}crypt sectors: {error}") from error

    def close(self) -> None:
        """Wipe the keys; closing twice is harmless."""
        self._sectors.close()


def sector_cipher(spec: CipherSpec, key: Secret, sector_size: int, *, iv_large_sectors: bool = False) -> SectorCipher:
    """A sector cipher with a key of its own, so ``key`` may be wiped; ``sector_size`` is bytes.

    With ``iv_large_sectors`` the IV counts sectors of ``sector_size``, else always 512-byte units. Raises DamagedHeader
    when the length of the key or the sector size does not fit or the halves of an XTS key are equal, BackendError when
    libcrypto fails or gives wrong answers.
    """
    if len(key) not in spec.key_sizes:
        raise DamagedHeader(f"a key of {len(key)} bytes does not fit the cipher {spec}")
    if sector_size not in SECTOR_SIZES:
        raise DamagedHeader(f"{sector_size} is not a sector size", sector_size=sector_size)
    if spec.mode == "xts" and _halves_are_equal(key):
        raise DamagedHeader("the two halves of the XTS key are equal, which makes it weak")
    from vault.crypto import selftest  # here, because KDFs come with it

    selftest.check_sectors(Sectors)
    try:
        sectors = Sectors(spec.mode, spec.iv, key.view(), sector_size, iv_large_sectors)
    except ValueError as error:
        raise BackendError(f"the cipher {spec} cannot be used: {error}") from error
    return SectorCipher(sectors, sector_size)


def _halves_are_equal(key: Secret) -> bool:
    from hmac import compare_digest

    half = len(key) // 2
    return compare_digest(key.view()[:half], key.view()[half:])
