"""The hashes that headers may name, and digests that tell whether a key is the right one.

References: LUKS2 On-Disk Format Specification 1.1.4, 3.2.4; RFC 8018, 5.2
"""

import hashlib

from vault.crypto.secret import Bytes, Secret
from vault.errors import UnsupportedFeature, WrongCredential

HASHES = {
    "sha1": "sha1",
    "sha224": "sha224",
    "sha256": "sha256",
    "sha384": "sha384",
    "sha512": "sha512",
    "sha3-256": "sha3_256",
    "sha3-512": "sha3_512",
    "blake2b-512": "blake2b",
    "blake2s-256": "blake2s",
    "ripemd160": "ripemd160",
}
"""Each hash as cryptsetup names it and as Python does."""


def hash_name(name: str) -> str:
    """Python's name of a hash. Raises UnsupportedFeature when the list or the system's libcrypto lacks it."""
    found = HASHES.get(name)
    if found is None or found not in hashlib.algorithms_available:
        raise UnsupportedFeature(
            f"the hash {name!a:.80} is not supported", hint=f"supported are {', '.join(HASHES)}", hash=name
        )
    return found


def hash_size(name: str) -> int:
    """Bytes of the hash's result. Raises UnsupportedFeature."""
    return hashlib.new(hash_name(name)).digest_size


def pbkdf2_digest(key: Secret, salt: Bytes, hash_: str, iterations: int, length: int) -> bytes:
    """PBKDF2 of a key, ``length`` bytes that a header may store. Raises UnsupportedFeature for the hash."""
    return hashlib.pbkdf2_hmac(hash_name(hash_), key.view(), salt, iterations, length)


def verify(key: Secret, digest: Bytes, salt: Bytes, hash_: str, iterations: int) -> None:
    """Return when the digest is the key's, compared in constant time; raise WrongCredential when it is not."""
    from hmac import compare_digest

    if not compare_digest(pbkdf2_digest(key, salt, hash_, iterations, len(digest)), digest):
        raise WrongCredential("the key does not match its digest")
