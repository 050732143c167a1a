"""The ciphers of FreeOTFE volumes in its modes: XTS as everybody's, CBC with IVs of its own, and LRW in another field.

The block ciphers are the libraries'. LRW is put together from their CBC: taking the chaining off again leaves single
blocks. Its tweaks multiply as those of GCM do, not as in the draft standard that dm-crypt follows.

References: LibreCrypt documentation, Critical Data Block layout 3; NIST SP 800-38D, 6.3; spec/freeotfe-format.md
"""

from dataclasses import dataclass
from typing import Protocol

from vault.crypto.ciphers import CIPHERS, SMALL_BLOCKS, CipherSpec, SectorCipher, sector_cipher
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, UnsupportedFeature
from vault.formats.freeotfe import layout
from vault.formats.freeotfe.hashes import hash_bytes
from vault.formats.freeotfe.layout import SECTOR_SIZE

BLOCK = 16
SMALL_BLOCK = 8
BLOCKS_PER_SECTOR = SECTOR_SIZE // BLOCK
FIELD = 0xE1 << 120
MODES = ("xts", "cbc", "lrw")


@dataclass(frozen=True, slots=True)
class Cipher:
    """A block cipher and a mode of FreeOTFE; ``key_size`` is bytes of all keys together."""

    name: str
    mode: str
    key_size: int

    @property
    def block(self) -> int:
        """Bytes of the cipher's block."""
        return SMALL_BLOCK if self.name in SMALL_BLOCKS else BLOCK

    def __str__(self) -> str:
        return f"{self.name}-{self.mode}"


def _known() -> tuple[Cipher, ...]:
    found = []
    for name in ("aes", "twofish", "serpent"):
        for size in CIPHERS[name]:
            found += [Cipher(name, "cbc", size), Cipher(name, "lrw", size + BLOCK)]
        found += [Cipher(name, "xts", size) for size in CipherSpec(name).key_sizes]
    for name in ("blowfish", "des3", "cast5"):
        found += [Cipher(name, "cbc", size) for size in CIPHERS[name]]
    return tuple(found)


KNOWN = _known()
"""What FreeOTFE has and this machine's libraries may have."""


class Decryptor(Protocol):
    """Decrypts runs of sectors in place; ``first`` is the number of the first."""

    def decrypt(self, first: int, data: bytearray | memoryview) -> None:
        """Turn ciphertext into plaintext. Raises BackendError."""

    def close(self) -> None:
        """Wipe the keys."""


@dataclass(frozen=True, slots=True)
class IvRule:
    """How the IV of a CBC sector is made; ``volume_iv`` is added to it."""

    method: int = layout.IV_NULL
    hash: str = ""
    volume_iv: bytes = b""


def decryptor(cipher: Cipher, key: Secret, rule: IvRule) -> Decryptor:
    """A decryptor with keys of its own. Raises DamagedHeader for a key that does not fit, UnsupportedFeature."""
    if len(key) != cipher.key_size:
        raise DamagedHeader(f"a key of {len(key)} bytes does not fit the cipher {cipher}")
    if cipher.mode == "xts":
        return sector_cipher(CipherSpec(cipher.name), key, SECTOR_SIZE)
    if cipher.mode == "lrw":
        return Lrw(cipher, key)
    return Cbc(cipher, key, rule)


class Cbc:
    """CBC whose IVs are FreeOTFE's: decrypted with IVs of zeros, then the real ones are added to the first blocks."""

    def __init__(self, cipher: Cipher, key: Secret, rule: IvRule) -> None:
        self._block, self._rule = cipher.block, rule
        self._cipher = sector_cipher(CipherSpec(cipher.name, "cbc", "null"), key, SECTOR_SIZE)
        self._volume_iv = int.from_bytes(rule.volume_iv, "little")
        self._essiv = _essiv(cipher, key, rule) if rule.method == layout.IV_ESSIV else None

    def decrypt(self, first: int, data: bytearray | memoryview) -> None:
        """Turn ciphertext into plaintext. Raises BackendError."""
        self._cipher.decrypt(first, data)
        for at, iv in zip(range(0, len(data), SECTOR_SIZE), self._ivs(first, len(data) // SECTOR_SIZE), strict=True):
            end = at + self._block
            data[at:end] = (int.from_bytes(data[at:end], "little") ^ iv).to_bytes(self._block, "little")

    def _ivs(self, first: int, count: int) -> list[int]:
        if self._essiv is None:
            values = [self._iv(number) for number in range(first, first + count)]
        else:
            # A CBC sector of zeros whose IV is the sector's number begins with that number, encrypted.
            zeros = bytearray(count * SECTOR_SIZE)
            self._essiv.encrypt(first, zeros)
            values = [bytes(zeros[at : at + self._block]) for at in range(0, len(zeros), SECTOR_SIZE)]
        return [int.from_bytes(value[: self._block], "little") ^ self._volume_iv for value in values]

    def _iv(self, number: int) -> bytes:
        method = self._rule.method
        if method == layout.IV_NULL:
            return b""
        short = method in (layout.IV_32, layout.IV_HASH_32)
        data = (number & 0xFFFFFFFF).to_bytes(4, "little") if short else number.to_bytes(8, "little")
        return data if method in (layout.IV_32, layout.IV_64) else hash_bytes(self._rule.hash, data)

    def close(self) -> None:
        """Wipe the keys; closing twice is harmless."""
        self._cipher.close()
        if self._essiv is not None:
            self._essiv.close()


def _essiv(cipher: Cipher, key: Secret, rule: IvRule) -> SectorCipher:
    """What encrypts sector numbers: the cipher with the hash of the key, cut or filled up to the key's length."""
    if cipher.block != BLOCK:
        raise UnsupportedFeature("ESSIV with a cipher of small blocks is not supported")
    hashed = bytearray(hash_bytes(rule.hash, bytes(key.view()))[: len(key)].ljust(len(key), b"\0"))
    with Secret(hashed, wipe_source=True) as own:
        return sector_cipher(CipherSpec(cipher.name, "cbc", "plain64"), own, SECTOR_SIZE)


class Lrw:
    """LRW: each block masked before and after the cipher with the tweak key times the number of the block, from 1."""

    def __init__(self, cipher: Cipher, key: Secret) -> None:
        with Secret(key.view()[:-BLOCK]) as own:
            self._cipher = sector_cipher(CipherSpec(cipher.name, "cbc", "null"), own, SECTOR_SIZE)
        self._powers = _powers(int.from_bytes(key.view()[-BLOCK:], "big"))

    def decrypt(self, first: int, data: bytearray | memoryview) -> None:
        """Turn ciphertext into plaintext. Raises BackendError."""
        size = len(data)
        masks = self._masks(first * BLOCKS_PER_SECTOR + 1, size // BLOCK)
        masked = int.from_bytes(data, "big") ^ masks
        blocks = bytearray(masked.to_bytes(size, "big"))
        chained = bytearray(size)
        for at in range(0, size, SECTOR_SIZE):
            chained[at + BLOCK : at + SECTOR_SIZE] = blocks[at : at + SECTOR_SIZE - BLOCK]
        self._cipher.decrypt(first, blocks)
        plain = int.from_bytes(blocks, "big") ^ int.from_bytes(chained, "big") ^ masks
        data[:] = plain.to_bytes(size, "big")

    def _masks(self, number: int, count: int) -> int:
        mask = 0
        for bit, power in enumerate(self._powers):
            if number >> bit & 1:
                mask ^= power
        found = bytearray()
        for following in range(number + 1, number + 1 + count):
            found += mask.to_bytes(BLOCK, "big")
            # One number and the next differ in the lowest bits up to the one that was zero.
            for bit in range((following & -following).bit_length()):
                mask ^= self._powers[bit]
        return int.from_bytes(found, "big")

    def close(self) -> None:
        """Wipe the cipher's key and forget the tweaks; closing twice is harmless."""
        self._cipher.close()
        self._powers = []


def _powers(tweak: int) -> list[int]:
    """The tweak key times each power of two that a block's number can have, in the field of GCM, up to 2**63."""
    values = [tweak]
    for _ in range(127):
        values.append(values[-1] >> 1 ^ (FIELD if values[-1] & 1 else 0))
    return values[:63:-1]
