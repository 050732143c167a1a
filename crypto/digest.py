"""The hashes that headers may name, and digests that tell whether a key is the right one; all of libgcrypt.

References: LUKS2 On-Disk Format Specification 1.1.4, 3.2.4; RFC 8018, 5.2
"""

from collections.abc import Callable

from vault.crypto import gcrypt
from vault.crypto.secret import Bytes, Secret
from vault.errors import DamagedHeader, UnsupportedFeature, WrongCredential

HASHES = {
    "sha1": "SHA1",
    "sha224": "SHA224",
    "sha256": "SHA256",
    "sha384": "SHA384",
    "sha512": "SHA512",
    "sha3-256": "SHA3-256",
    "sha3-512": "SHA3-512",
    "blake2b-512": "BLAKE2B_512",
    "blake2s-256": "BLAKE2S_256",
    "ripemd160": "RIPEMD160",
    "whirlpool": "WHIRLPOOL",
    "streebog256": "STRIBOG256",
    "streebog512": "STRIBOG512",
    "stribog256": "STRIBOG256",
    "stribog512": "STRIBOG512",
}
"""Each hash as cryptsetup or the kernel names it and as libgcrypt does."""
BROKEN = {"md4": "MD4", "md5": "MD5", "tiger": "TIGER"}
"""Hashes that nothing new may use, which old volumes make keys with directly."""


def hash_name(name: str) -> str:
    """libgcrypt's name of a hash. Raises UnsupportedFeature when the list or the library lacks it."""
    return _name(name, HASHES)


def _name(name: str, known: dict[str, str]) -> str:
    found = known.get(name)
    if found is None or not gcrypt.has_hash(found):
        raise UnsupportedFeature(
            f"the hash {name!a:.80} is not supported", hint=f"supported are {', '.join(known)}", hash=name
        )
    return found


def hash_size(name: str) -> int:
    """Bytes of the hash's result. Raises UnsupportedFeature."""
    return gcrypt.digest_size(hash_name(name))


def hash_bytes(name: str, data: Bytes) -> bytes:
    """The hash of the data, with any hash of the lists, broken ones too. Raises UnsupportedFeature.

    Data in writable memory is hashed where it is.
    """
    return gcrypt.hash_bytes(_name(name, HASHES | BROKEN), data)


def hasher(name: str) -> Callable[[bytes], bytes]:
    """What ``hash_bytes`` does, for thousands of small pieces of data. Raises UnsupportedFeature."""
    return gcrypt.hasher(_name(name, HASHES | BROKEN))


def pbkdf2(hash_: str, key: Secret, salt: Bytes, iterations: int, length: int) -> Secret:
    """``length`` bytes, more than none, by PBKDF2 with HMAC of this hash.

    Raises UnsupportedFeature for the hash, DamagedHeader when there is no salt, BackendError.
    """
    result = Secret.zeros(length)
    pbkdf2_into(result, hash_, key, salt, iterations)
    return result


def pbkdf2_into(result: Secret, hash_: str, key: Secret, salt: Bytes, iterations: int) -> None:
    """The same into ``result``, which libgcrypt fills from its start, block by block as they are done."""
    name = hash_name(hash_)
    if not salt:
        raise DamagedHeader("there is no salt to derive a key with")
    gcrypt.pbkdf2(name, key.view(), salt, iterations, result.view())


def pbkdf2_digest(key: Secret, salt: Bytes, hash_: str, iterations: int, length: int) -> bytes:
    """PBKDF2 of a key, ``length`` bytes that a header may store. Raises UnsupportedFeature for the hash."""
    return bytes(pbkdf2(hash_, key, salt, iterations, length).view())


def verify(key: Secret, digest: Bytes, salt: Bytes, hash_: str, iterations: int) -> None:
    """Return when the digest is the key's, compared in constant time; raise WrongCredential when it is not."""
    from hmac import compare_digest

    if not compare_digest(pbkdf2_digest(key, salt, hash_, iterations, len(digest)), digest):
        raise WrongCredential("the key does not match its digest")
