"""AES-XTS for data units of any size, for metadata whose units are larger than sectors.

References: IEEE 1619-2018
"""

from vault.crypto.secret import Secret
from vault.errors import DamagedHeader


def xts_decrypt(key: Secret, unit: int, data: bytes) -> bytes:
    """One data unit, whose number is its tweak; raises DamagedHeader when the key does not fit."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    try:
        cipher = Cipher(algorithms.AES(bytes(key.view())), modes.XTS(unit.to_bytes(16, "little")))
        return cipher.decryptor().update(data)
    except ValueError as error:
        raise DamagedHeader("the key of the metadata cannot be used for AES-XTS") from error
