"""The hashes that FreeOTFE volumes use, with HMAC and PBKDF2 of those that no library has them of.

``ripemd160-twice`` is what old loop-AES tools made of RIPEMD-160: the hash of the data, and that of the letter A and
the data's first 129 bytes. It is the libraries' RIPEMD-160, only put together here.

References: RFC 2104; RFC 8018, 5.2
"""

from vault.crypto import digest, kdf
from vault.crypto.secret import Secret
from vault.system.background import in_background

TWICE = "ripemd160-twice"
TWICE_ROOM = 129
BLOCK_SIZES = {
    "sha512": 128,
    "sha256": 64,
    "whirlpool": 64,
    "ripemd160": 64,
    "sha1": 64,
    "sha384": 128,
    "sha224": 64,
    TWICE: 64,
    "tiger": 64,
    "md5": 64,
    "md4": 64,
}
"""Bytes of the block of each hash, in the order in which they are tried."""
BY_HAND = (TWICE, "tiger", "md5", "md4")
"""Those whose PBKDF2 the KDFs for volumes of today refuse."""


def hash_bytes(name: str, data: bytes) -> bytes:
    """The hash; raises UnsupportedFeature when the machine's libraries lack it."""
    if name == TWICE:
        return digest.hash_bytes("ripemd160", data) + digest.hash_bytes("ripemd160", b"A" + data[:TWICE_ROOM])
    return digest.hash_bytes(name, data)


def hmac(name: str, key: bytes, data: bytes) -> bytes:
    """HMAC of the data."""
    inner, outer = _pads(name, key)
    return hash_bytes(name, outer + hash_bytes(name, inner + data))


def derive(name: str, credential: Secret, salt: bytes, iterations: int, length: int) -> Secret:
    """PBKDF2 with HMAC of that hash; raises UnsupportedFeature when the machine's libraries lack it."""
    if name not in BY_HAND:
        return kdf.derive(kdf.Pbkdf2Cost(name, iterations), credential, salt, length)
    return in_background(lambda: _derive(name, credential, salt, iterations, length))


def _derive(name: str, credential: Secret, salt: bytes, iterations: int, length: int) -> Secret:
    inner, outer = _pads(name, bytes(credential.view()))
    size = len(hash_bytes(name, b""))
    key = bytearray()
    for number in range(1, -(-length // size) + 1):
        value, total = salt + number.to_bytes(4, "big"), 0
        for _ in range(iterations):
            value = hash_bytes(name, outer + hash_bytes(name, inner + value))
            total ^= int.from_bytes(value, "big")
        key += total.to_bytes(size, "big")
    del key[length:]
    return Secret(key, wipe_source=True)


def _pads(name: str, key: bytes) -> tuple[bytes, bytes]:
    size = BLOCK_SIZES[name]
    if len(key) > size:
        key = hash_bytes(name, key)
    key = key.ljust(size, b"\0")
    return bytes(octet ^ 0x36 for octet in key), bytes(octet ^ 0x5C for octet in key)
