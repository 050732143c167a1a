"""The credentials of a security key in software: each is its own identifier, sealed by a secret of the key.

References: W3C WebAuthn 2, 6.1 (authenticator data), 6.5.1 (attested credential data); FIDO CTAP 2.1, 12.1, 12.5
"""

import hashlib
import hmac
import os
import struct
from dataclasses import dataclass
from enum import IntFlag
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor

from vault.testing.authenticator.pinprotocols import cose_key

AAGUID = bytes.fromhex("7661756c7420736f6674776172652031")
ES256 = -7
NONCE_SIZE, SEED_SIZE = 12, 32
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of P-256."""
UV_REQUIRED = 3
"""The level of credProtect at which a credential exists for verified users only."""


class Flag(IntFlag):
    """What authenticator data say of a request."""

    PRESENT = 0x01
    VERIFIED = 0x04
    CREDENTIAL = 0x40
    EXTENSIONS = 0x80


@dataclass(frozen=True, slots=True)
class Credential:
    """A credential of one relying party; ``secret`` says whether it has an hmac-secret, ``protection`` its level."""

    identifier: bytes
    seed: bytes
    secret: bool
    protection: int

    @property
    def private(self) -> ec.EllipticCurvePrivateKey:
        """Its key."""
        number = int.from_bytes(hmac.digest(self.seed, b"signing", "sha256"))
        return ec.derive_private_key(number % (ORDER - 1) + 1, ec.SECP256R1())

    def attested(self) -> bytes:
        """The part of authenticator data that shows it to a relying party."""
        public = cbor.encode(cose_key(self.private.public_key(), algorithm=ES256))
        return AAGUID + struct.pack(">H", len(self.identifier)) + self.identifier + public

    def sign(self, message: bytes) -> bytes:
        """The signature."""
        return self.private.sign(message, ec.ECDSA(SHA256()))

    def secrets(self, salts: bytes, *, verified: bool) -> bytes:
        """What hmac-secret gives for each salt of 32 bytes; other secrets for a user who was not verified."""
        key = hmac.digest(self.seed, b"with UV" if verified else b"without UV", "sha256")
        return b"".join(hmac.digest(key, salts[start : start + 32], "sha256") for start in range(0, len(salts), 32))


def new_credential(master: bytes, relying_party: str, *, secret: bool, protection: int) -> Credential:
    """A credential that the key with that master secret will know again."""
    seed, nonce = os.urandom(SEED_SIZE), os.urandom(NONCE_SIZE)
    sealed = AESGCM(master).encrypt(nonce, seed + bytes([secret, protection]), relying_party.encode())
    return Credential(nonce + sealed, seed, secret, protection)


def known_credential(master: bytes, relying_party: str, identifier: bytes) -> Credential | None:
    """The credential of that identifier, or None when another key or another relying party has it."""
    try:
        plain = AESGCM(master).decrypt(identifier[:NONCE_SIZE], identifier[NONCE_SIZE:], relying_party.encode())
    except (InvalidTag, ValueError):
        return None
    return Credential(identifier, plain[:SEED_SIZE], bool(plain[SEED_SIZE]), plain[SEED_SIZE + 1])


def authenticator_data(
    relying_party: str, flags: Flag, count: int, extensions: dict[str, Any], attested: bytes = b""
) -> bytes:
    """Authenticator data, the flags for what is in them added."""
    flags |= Flag.CREDENTIAL if attested else Flag(0)
    flags |= Flag.EXTENSIONS if extensions else Flag(0)
    head = hashlib.sha256(relying_party.encode()).digest() + struct.pack(">BI", flags, count)
    return head + attested + (cbor.encode(extensions) if extensions else b"")
