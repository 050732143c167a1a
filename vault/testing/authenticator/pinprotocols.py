"""A security key's end of the PIN/UV auth protocols one and two.

References: FIDO CTAP 2.1, 6.5.6 and 6.5.7 (PIN/UV auth protocols)
"""

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from fido2.ctap import CtapError

ERR = CtapError.ERR
BLOCK = 16


@dataclass(frozen=True, slots=True)
class Shared:
    """What a host and the key both derived, for one protocol: encrypts, decrypts and checks."""

    protocol: int
    secret: bytes

    def encrypt(self, data: bytes) -> bytes:
        """The ciphertext, after its initialization vector in protocol two."""
        vector = os.urandom(BLOCK) if self.protocol == 2 else bytes(BLOCK)
        encryptor = self._cipher(vector).encryptor()
        return (vector if self.protocol == 2 else b"") + encryptor.update(data) + encryptor.finalize()

    def decrypt(self, data: bytes) -> bytes:
        """The plaintext. Raises CtapError when there are not whole blocks."""
        vector, data = (data[:BLOCK], data[BLOCK:]) if self.protocol == 2 else (bytes(BLOCK), data)
        if len(vector) < BLOCK or len(data) % BLOCK:
            raise CtapError(ERR.INVALID_PARAMETER)
        decryptor = self._cipher(vector).decryptor()
        return decryptor.update(data) + decryptor.finalize()

    def check(self, message: bytes, signature: bytes) -> None:
        """Raise CtapError unless it is the message's signature."""
        check_signature(self.protocol, self.secret[:32], message, signature)

    def _cipher(self, vector: bytes) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self.secret[-32:]), modes.CBC(vector))


def check_signature(protocol: int, key: bytes, message: bytes, signature: bytes) -> None:
    """Raise CtapError unless the signature is the message's under that key."""
    right = hmac.digest(key, message, "sha256")
    if not hmac.compare_digest(right if protocol == 2 else right[:16], signature):
        raise CtapError(ERR.PIN_AUTH_INVALID)


class Agreement:
    """The key with which hosts and this key agree on a secret, until it is made anew."""

    def __init__(self) -> None:
        self._private = ec.generate_private_key(ec.SECP256R1())

    @property
    def public(self) -> dict[int, Any]:
        """As COSE has it."""
        return cose_key(self._private.public_key(), algorithm=-25)

    def shared(self, protocol: int, peer: Mapping[int, Any]) -> Shared:
        """What is shared with the holder of that public key. Raises CtapError when it is none."""
        try:
            x, y = (int.from_bytes(peer[each]) for each in (-2, -3))
            z = self._private.exchange(ec.ECDH(), ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key())
        except (KeyError, TypeError, ValueError) as error:
            raise CtapError(ERR.INVALID_PARAMETER) from error
        if protocol == 1:
            return Shared(1, hashlib.sha256(z).digest())
        return Shared(2, b"".join(_derived(z, f"CTAP2 {use} key".encode()) for use in ("HMAC", "AES")))


def _derived(z: bytes, use: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=bytes(32), info=use).derive(z)


def cose_key(public: ec.EllipticCurvePublicKey, *, algorithm: int) -> dict[int, Any]:
    """A public key on P-256 as COSE has it."""
    numbers = public.public_numbers()
    return {1: 2, 3: algorithm, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
