"""Writes ciphers.json: sectors, split keys and derived keys as the package cryptography and hashlib have them.

Nothing of vault is used. Run it without arguments; the result is the same every time.
"""

import hashlib
import json
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB, XTS
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

CIPHERS = (
    ("aes-xts-plain64", 64),
    ("aes-xts-plain64", 32),
    ("aes-xts-plain", 64),
    ("aes-cbc-essiv:sha256", 32),
    ("aes-cbc-essiv:sha256", 16),
    ("aes-cbc-plain64", 24),
    ("aes-cbc-plain64be", 32),
    ("aes-cbc-plain", 16),
)
PLACES = (
    # sector size, first sector, IV counts whole sectors
    (512, 0, False),
    (512, 2**32 - 1, False),
    (1024, 2, True),
    (2048, 2**34 - 4, True),
    (4096, 2**32 - 8, False),
    (4096, 2**40, True),
)


def stream(label: str, length: int) -> bytes:
    """Bytes that look random and are the same every time."""
    return hashlib.shake_256(label.encode()).digest(length)


def iv(rule: str, key: bytes, number: int) -> bytes:
    if rule == "plain":
        return (number & 0xFFFFFFFF).to_bytes(16, "little")
    if rule == "plain64be":
        return number.to_bytes(16, "big")
    plain = number.to_bytes(16, "little")
    if rule == "plain64":
        return plain
    return Cipher(AES(hashlib.sha256(key).digest()), ECB()).encryptor().update(plain)


def encrypt(spec: str, key: bytes, size: int, first: int, large: bool, data: bytes) -> bytes:
    _, mode, rule = spec.split("-")
    result = b""
    for index in range(len(data) // size):
        number = first + index * size // 512
        number = number * 512 // size if large else number
        tweak = iv(rule, key, number)
        context = Cipher(AES(key), XTS(tweak) if mode == "xts" else CBC(tweak)).encryptor()
        result += context.update(data[index * size : (index + 1) * size])
    return result


def sectors() -> list[dict[str, object]]:
    result = []
    for spec, key_size in CIPHERS:
        for size, first, large in PLACES:
            label = f"{spec} {key_size} {size} {first} {large}"
            key, data = stream("key " + label, key_size), stream("data", 2 * size)
            result.append(
                {
                    "cipher": spec,
                    "key": key.hex(),
                    "sector_size": size,
                    "sector": first,
                    "iv_large_sectors": large,
                    "plaintext": "shake256('data')",
                    "length": len(data),
                    "ciphertext_sha256": hashlib.sha256(encrypt(spec, key, size, first, large, data)).hexdigest(),
                }
            )
    return result


def diffuse(name: str, data: bytes) -> bytes:
    size = hashlib.new(name).digest_size
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    return b"".join(
        hashlib.new(name, number.to_bytes(4, "big") + piece).digest()[: len(piece)]
        for number, piece in enumerate(pieces)
    )


def splits() -> list[dict[str, object]]:
    """Random-looking data and the key that it merges to."""
    result = []
    for name, size, stripes in (("sha256", 64, 4000), ("sha1", 32, 10), ("sha512", 16, 3), ("sha256", 33, 2)):
        data = stream(f"stripes {name} {size}", size * stripes)
        state = bytes(size)
        for index in range(stripes):
            stripe = data[index * size : (index + 1) * size]
            state = bytes(a ^ b for a, b in zip(state, stripe, strict=True))
            if index < stripes - 1:
                state = diffuse(name, state)
        result.append({"hash": name, "key_size": size, "stripes": stripes, "key": state.hex()})
    return result


def keys() -> list[dict[str, object]]:
    credential, salt = b"correct horse", stream("salt", 32)
    known = {"credential": credential.decode(), "salt": salt.hex()}
    result: list[dict[str, object]] = []
    for name, algorithm in (
        ("sha1", hashes.SHA1()),
        ("sha256", hashes.SHA256()),
        ("sha512", hashes.SHA512()),
        ("sha3-256", hashes.SHA3_256()),
        ("blake2b-512", hashes.BLAKE2b(64)),
        ("blake2s-256", hashes.BLAKE2s(32)),
    ):
        key = PBKDF2HMAC(algorithm, 40, salt, 1000).derive(credential)
        result.append({**known, "kdf": "pbkdf2", "hash": name, "iterations": 1000, "key": key.hex()})
    for time, memory, lanes, length in ((4, 32, 1, 32), (5, 4096, 4, 64)):
        argon2 = Argon2id(salt=salt, length=length, iterations=time, lanes=lanes, memory_cost=memory)
        key = argon2.derive(credential)
        result.append(
            {**known, "kdf": "argon2id", "time": time, "memory_kib": memory, "lanes": lanes, "key": key.hex()}
        )
    return result


if __name__ == "__main__":
    document = {"sectors": sectors(), "splits": splits(), "keys": keys()}
    Path(__file__).with_name("ciphers.json").write_text(json.dumps(document, indent=1) + "\n")
