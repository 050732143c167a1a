"""The sector ciphers once more, plainly, on the package cryptography: what tests hold the compiled ones against.

References: Linux, Documentation/admin-guide/device-mapper/dm-crypt.rst; IEEE 1619-2018; NIST SP 800-38A
"""

import hashlib

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB, XTS

UNIT = 512


def iv_of(iv: str, key: bytes, number: int) -> bytes:
    """The 16 bytes of IV that the rule ``plain``, ``plain64``, ``plain64be`` or ``essiv:sha256`` makes of a number."""
    number %= 2**64
    if iv == "plain":
        return (number % 2**32).to_bytes(16, "little")
    if iv == "plain64":
        return number.to_bytes(16, "little")
    if iv == "plain64be":
        return number.to_bytes(16, "big")
    assert iv == "essiv:sha256"
    encryptor = Cipher(AES(hashlib.sha256(key).digest()), ECB()).encryptor()
    return encryptor.update(number.to_bytes(16, "little"))


def crypt(
    spec: str, key: bytes, sector_size: int, sector: int, data: bytes, *, encrypt: bool, iv_large_sectors: bool = False
) -> bytes:
    """The whole sectors in ``data``, encrypted or decrypted; ``sector`` is the first one's number in 512-byte units."""
    _, mode, iv = spec.split("-")
    done = []
    for start in range(0, len(data), sector_size):
        number = (sector * UNIT + start) // (sector_size if iv_large_sectors else UNIT)
        done.append(_one(mode, key, iv_of(iv, key, number), data[start : start + sector_size], encrypt))
    return b"".join(done)


def _one(mode: str, key: bytes, iv: bytes, data: bytes, encrypt: bool) -> bytes:
    cipher = Cipher(AES(key), XTS(iv)) if mode == "xts" else Cipher(AES(key), CBC(iv))
    context = cipher.encryptor() if encrypt else cipher.decryptor()
    return context.update(data) + context.finalize()
