"""The plaintext of an encrypted device: ciphertext below, plaintext above."""

from vault.blockdev.base import BlockDevice, Buffer
from vault.blockdev.unaligned import check_request
from vault.crypto.ciphers import CipherSpec, sector_cipher
from vault.crypto.secret import Secret

IV_UNIT = 512


class CryptDevice:
    """Decrypts what it reads from ``lower`` and encrypts what it writes, sector by sector; thread safe.

    ``key`` is copied into a cipher of its own and stays its owner's to wipe, as ``lower`` stays its owner's
    to close. With a legacy cipher spec it is read only. ``iv_offset`` counts 512-byte sectors and is added to a
    sector's number before the IV is made.
    """

    def __init__(
        self,
        lower: BlockDevice,
        spec: CipherSpec,
        key: Secret,
        *,
        iv_offset: int = 0,
        iv_large_sectors: bool = False,
    ) -> None:
        self._lower = lower
        self.size, self.sector_size, self.read_only = lower.size, lower.sector_size, lower.read_only or spec.legacy
        self._iv_offset = iv_offset
        self._cipher = sector_cipher(spec, key, lower.sector_size, iv_large_sectors=iv_large_sectors)

    def read(self, offset: int, length: int) -> bytearray:
        """Exactly ``length`` bytes of plaintext from ``offset``."""
        data = self._lower.read(offset, length)
        if not isinstance(data, bytearray):
            data = bytearray(data)
        self._cipher.decrypt(offset // IV_UNIT + self._iv_offset, data)
        return data

    def write(self, offset: int, data: Buffer) -> None:
        """Encrypt a copy of ``data`` and store it at ``offset``."""
        check_request(self, offset, len(data))
        ciphertext = bytearray(data)
        self._cipher.encrypt(offset // IV_UNIT + self._iv_offset, ciphertext)
        self._lower.write(offset, ciphertext)

    def flush(self) -> None:
        """Make everything written so far durable."""
        self._lower.flush()

    def discard(self, offset: int, length: int) -> None:
        """Tell the medium that these bytes no longer matter; they read as noise afterwards."""
        self._lower.discard(offset, length)

    def close(self) -> None:
        """Wipe the cipher's keys; reads and writes fail from now on."""
        self._cipher.close()
