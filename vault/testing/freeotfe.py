"""A writer of small FreeOTFE volumes for tests, with AES only: every layout and IV method, and what breaks a rule."""

import hashlib
import hmac
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PASSPHRASE = b"a passphrase"
SALT = bytes(range(32))
VOLUME_IV = bytes(range(100, 116))


def octets(label: str, size: int) -> bytes:
    """Bytes that look random and are the same in every run."""
    return hashlib.shake_256(label.encode()).digest(size)


@dataclass
class Volume:
    """What to write. ``flags`` are those of layouts 1 and 2; ``details`` replaces the volume details block."""

    mode: str = "xts"
    layout: int = 4
    hash: str = "sha512"
    iterations: int = 100
    length: int = 8192
    flags: int = 0
    iv_method: int = 0
    volume_iv: bytes = b""
    details: bytes | None = None
    passphrase: bytes = PASSPHRASE
    salt: bytes = SALT

    @property
    def key(self) -> bytes:
        """The master key."""
        return octets("key", 64 if self.mode == "xts" else 32)

    def plaintext(self) -> bytes:
        """The partition image."""
        return octets("plaintext", self.length)

    def details_block(self) -> bytes:
        """What the block says of the volume."""
        if self.details is not None:
            return self.details
        data = bytes([self.layout]) + self.flags.to_bytes(4, "big") + self.length.to_bytes(8, "big")
        data += (len(self.key) * 8).to_bytes(4, "big") + self.key + b"\0"
        if self.layout > 1:
            data += (len(self.volume_iv) * 8).to_bytes(4, "big") + self.volume_iv
        if self.layout > 2:
            data += bytes([self.iv_method])
        return data

    def block(self) -> bytes:
        """The critical data block."""
        size, room = len(self.key), (512 - len(self.salt)) // 16 * 16
        if self.layout == 1:
            key = hashlib.new(self.hash, self.passphrase + self.salt).digest().ljust(size, b"\0")[:size]
            check = hashlib.new(self.hash).digest_size
            details = self.details_block().ljust(room - check, b"\x5a")
            data = hashlib.new(self.hash, details).digest() + details
        else:
            key = hashlib.pbkdf2_hmac(self.hash, self.passphrase, self.salt, self.iterations, size)
            details = self.details_block().ljust(room - 64, b"\x5a")
            data = hmac.new(key, details, self.hash).digest().ljust(64, b"\xa5") + details
        return (self.salt + self._encrypted(key, 0, data, bytes(16))).ljust(512, b"\x77")

    def image(self) -> bytearray:
        """The whole volume."""
        plain, first = self.plaintext(), 1 if self.flags & 2 else 0
        sectors = (
            self._encrypted(self.key, number + first, plain[number * 512 :][:512], self.iv(number + first))
            for number in range(self.length // 512)
        )
        return bytearray(self.block() + b"".join(sectors))

    def iv(self, number: int) -> bytes:
        """The IV of a CBC sector."""
        method = self.iv_method
        if self.layout < 3:
            method = 0 if not self.flags & 1 else 4 if self.flags & 8 else 2
        data = number.to_bytes(4 if method in (1, 3) else 8, "little")
        if method == 5:
            key = hashlib.new(self.hash, self.key).digest()[: len(self.key)].ljust(len(self.key), b"\0")
            data = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(data.ljust(16, b"\0"))
        elif method in (3, 4):
            data = hashlib.new(self.hash, data).digest()
        value = int.from_bytes((b"" if method == 0 else data)[:16], "little")
        return (value ^ int.from_bytes(self.volume_iv, "little")).to_bytes(16, "little")

    def _encrypted(self, key: bytes, number: int, data: bytes, iv: bytes) -> bytes:
        mode = modes.XTS(number.to_bytes(16, "little")) if self.mode == "xts" else modes.CBC(iv)
        return Cipher(algorithms.AES(key), mode).encryptor().update(data)
