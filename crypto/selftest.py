"""Known answers that ciphers and KDFs have to give once before they are used; a wrong one stops everything.

References: IEEE 1619-2007, annex B, vectors 4 and 10; RFC 6070; RFC 7914, 11; libargon2, src/test.c
"""

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from vault.crypto.kdf import ARGON2I, ARGON2ID, Argon2Cost, Cost, Pbkdf2Cost, derive_untested
from vault.crypto.secret import Secret
from vault.errors import BackendError

if TYPE_CHECKING:
    from vault.crypto._sectors import Sectors

_PLAINTEXT = bytes(range(256)) * 2
_E_DIGITS = "2718281828459045235360287471352662497757247093699959574966967627"
_PI_DIGITS = "3141592653589793238462643383279502884197169399375105820974944592"

SECTORS = (
    # mode, IV, key, number of the sector, SHA-256 of the encrypted sector
    (
        "xts",
        "plain64",
        _E_DIGITS[:32] + _PI_DIGITS[:32],
        0x00,
        "ebee4d64dd2395bb2d6a2d37a0a48ecb2bf4913cfc99d27c2214f2f4144715ea",
    ),
    (
        "xts",
        "plain64",
        _E_DIGITS + _PI_DIGITS,
        0xFF,
        "e97e974fa393af794f7a4684395814cf820de60a01eaec677d87b452e316b364",
    ),
    (
        "cbc",
        "essiv:sha256",
        _E_DIGITS,
        0xFF,
        "107a5ea44878cdc552dfdc4d66c0e9f4f0cfe993a65bbe65e6bf25d59120d69a",
    ),
)

_ARGON2 = (2, 256, 1)

KDFS: tuple[tuple[Cost, bytes, bytes, str], ...] = (
    # cost, credential, salt, key
    (Pbkdf2Cost("sha1", 2), b"password", b"salt", "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"),
    (
        Pbkdf2Cost("sha256", 1),
        b"passwd",
        b"salt",
        "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc",
    ),
    (
        Argon2Cost(ARGON2ID, *_ARGON2),
        b"password",
        b"somesalt",
        "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
    ),
    (
        Argon2Cost(ARGON2I, *_ARGON2),
        b"password",
        b"somesalt",
        "89e9029f4637b295beb027056a7336c414fadd43f6b208645281cb214a56452f",
    ),
)


@cache
def check_cipher(sectors: "type[Sectors]", name: str, mode: str) -> None:
    """Return when the cipher gives the known answers both ways; raise BackendError when it does not."""
    if name != "aes":
        return
    for mode, iv, key, number, wanted in SECTORS:
        cipher = sectors(((name, len(key) // 2),), mode, iv, bytes.fromhex(key), 512, False)
        data = bytearray(_PLAINTEXT)
        cipher.crypt(True, number, data)
        _expect(f"aes-{mode}-{iv}", hashlib.sha256(data).hexdigest(), wanted)
        cipher.crypt(False, number, data)
        _expect(f"aes-{mode}-{iv}", data.hex(), _PLAINTEXT.hex())
        cipher.close()


@cache
def check_kdf(kind: str) -> None:
    """Return when the KDF gives the known answers; raise BackendError when it does not."""
    for cost, credential, salt, wanted in KDFS:
        if cost.kind != kind:
            continue
        key = derive_untested(cost, Secret(credential), salt, len(wanted) // 2)
        _expect(kind, key.view().hex(), wanted)


def _expect(what: str, answer: str, wanted: str) -> None:
    if answer != wanted:
        raise BackendError(
            f"the self-test of {what} failed: the cryptographic library gives wrong answers",
            hint="repair or update the system's OpenSSL or libargon2; nothing was encrypted or decrypted",
        )
