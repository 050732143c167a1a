"""Writes ciphers.json: sectors, split keys and derived keys as the package cryptography and hashlib have them.

Serpent, Twofish and Camellia are libnettle's; the other block ciphers are those of the program openssl, which needs the
provider of libengine-gost-openssl for Kuznyechik. The modes are plain Python. Nothing of vault is used. Run it without
arguments; the result is the same every time.
"""

import ctypes
import hashlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
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
    ("serpent-xts-plain64", 64),
    ("serpent-xts-plain", 48),
    ("serpent-cbc-essiv:sha256", 32),
    ("serpent-cbc-plain64be", 16),
    ("twofish-xts-plain64", 64),
    ("twofish-xts-plain64be", 32),
    ("twofish-cbc-essiv:sha256", 16),
    ("twofish-cbc-plain", 24),
    ("twofish-xts-plain64", 48),
    ("camellia-xts-plain64", 64),
    ("camellia-xts-essiv:sha256", 48),
    ("camellia-cbc-essiv:sha256", 32),
    ("camellia-cbc-plain64", 24),
    ("kuznyechik-xts-plain64", 64),
    ("aes-twofish-serpent-xts-plain64", 192),
    ("kuznyechik-serpent-camellia-xts-plain64", 192),
)
READ_ONLY = (
    ("aes-cbc-null", 32),
    ("aes-lrw-benbi", 48),
    ("serpent-lrw-benbi", 32),
    ("twofish-lrw-plain64", 48),
    ("serpent-twofish-aes-lrw-benbi", 144),
    ("aes-cbc-tcw", 64),
    ("twofish-cbc-tcw", 64),
    ("blowfish-cbc-plain64", 16),
    ("blowfish-cbc-null", 56),
    ("blowfish_le-cbc-tcw", 80),
    ("cast5-cbc-tcw", 40),
    ("des3-cbc-tcw", 48),
    ("aes-blowfish_le-serpent-cbc-tcw", 208),
    ("aes-twofish-serpent-cbci-tcw", 128),
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


NETTLE = ctypes.CDLL("libnettle.so.8")
OPENSSL = {
    "kuznyechik": ("kuznyechik-ecb", "gostprov"),
    "blowfish": ("bf-ecb", "legacy"),
    "cast5": ("cast5-ecb", "legacy"),
    "des3": ("des-ede3", "default"),
}
Blocks = Callable[[bytes, bytes, bool], bytes]
"""Blocks that a cipher encrypts or, with True, decrypts, each for itself: key, data."""


def aes(key: bytes, data: bytes, decrypt: bool) -> bytes:
    cipher = Cipher(AES(key), ECB())
    return (cipher.decryptor() if decrypt else cipher.encryptor()).update(data)


def nettle(name: str) -> Blocks:
    def run(key: bytes, data: bytes, decrypt: bool) -> bytes:
        keyed, out = ctypes.create_string_buffer(8192), ctypes.create_string_buffer(len(data))
        bits, way = 8 * len(key), "decrypt" if decrypt else "encrypt"
        if name == "camellia":
            shape = 128 if bits == 128 else 256
            getattr(NETTLE, f"nettle_camellia{bits}_set_{way}_key")(keyed, key)
            getattr(NETTLE, f"nettle_camellia{shape}_crypt")(keyed, ctypes.c_size_t(len(data)), out, data)
        else:
            getattr(NETTLE, f"nettle_{name}{bits}_set_key")(keyed, key)
            getattr(NETTLE, f"nettle_{name}_{way}")(keyed, ctypes.c_size_t(len(data)), out, data)
        return out.raw

    return run


def openssl(name: str) -> Blocks:
    def run(key: bytes, data: bytes, decrypt: bool) -> bytes:
        cipher, provider = OPENSSL[name]
        command = ["/usr/bin/openssl", "enc", "-d" if decrypt else "-e", f"-{cipher}", "-nopad", "-K", key.hex()]
        command += ["-provider", provider, "-provider", "default"]
        if name == "blowfish" and len(key) != 16:
            return blowfish(key, data, decrypt)
        return subprocess.run(command, input=data, check=True, stdout=subprocess.PIPE).stdout

    return run


def blowfish(key: bytes, data: bytes, decrypt: bool) -> bytes:
    """With any length of key, which the program openssl does not take."""
    from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish

    cipher = Cipher(Blowfish(key), ECB())
    return (cipher.decryptor() if decrypt else cipher.encryptor()).update(data)


def blowfish_le(key: bytes, data: bytes, decrypt: bool) -> bytes:
    return swap(blowfish(key, swap(data), decrypt))


def swap(data: bytes) -> bytes:
    return b"".join(data[at : at + 4][::-1] for at in range(0, len(data), 4))


CIPHER: dict[str, Blocks] = {
    "aes": aes,
    "blowfish_le": blowfish_le,
    **{name: nettle(name) for name in ("serpent", "twofish", "camellia")},
    **{name: openssl(name) for name in OPENSSL},
}


def block_size(name: str) -> int:
    return 8 if name in ("blowfish", "blowfish_le", "cast5", "des3") else 16


def xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def iv(rule: str, name: str, key: bytes, number: int) -> bytes:
    size = block_size(name)
    if rule == "null":
        return bytes(size)
    if rule == "plain":
        return (number & 0xFFFFFFFF).to_bytes(size, "little")
    if rule == "plain64be":
        return number.to_bytes(size, "big")
    if rule == "benbi":
        return (number * 32 + 1).to_bytes(size, "big")
    plain = number.to_bytes(size, "little")
    if rule == "plain64":
        return plain
    if rule == "tcw":
        return xor(key[-16 - size : -16], number.to_bytes(8, "little") * (size // 8))
    return CIPHER[name](hashlib.sha256(key).digest(), plain, False)


def xts_tweaks(first: bytes, count: int) -> bytes:
    value, result = int.from_bytes(first, "little"), b""
    for _ in range(count):
        result += value.to_bytes(16, "little")
        value = value << 1 ^ (value >> 127) * (1 << 128 | 0x87)
    return result


def lrw_tweaks(key: bytes, first: bytes, count: int) -> bytes:
    result = b""
    for index in range(count):
        number, power, total = int.from_bytes(first, "big") + index, int.from_bytes(key, "big"), 0
        while number:
            total ^= power * (number & 1)
            power = power << 1 ^ (power >> 127) * (1 << 128 | 0x87)
            number >>= 1
        result += total.to_bytes(16, "big")
    return result


def cbc(name: str, key: bytes, start: bytes, data: bytes, decrypt: bool) -> bytes:
    """With several names joined by dashes and keys of 32 bytes, each block is encrypted by all, the last one first."""
    size, names = len(start), name.split("-")
    keys = [key] if len(names) == 1 else [key[at : at + 32] for at in range(0, len(key), 32)]
    if decrypt:
        plain = data
        for each, own in zip(names, keys, strict=True):
            plain = CIPHER[each](own, plain, True)
        return xor(plain, start + data[:-size])
    result = b""
    for at in range(0, len(data), size):
        start = CIPHER[name](key, xor(start, data[at : at + size]), False)
        result += start
    return result


def whiten(seed: bytes, number: int, data: bytes) -> bytes:
    """What dm-crypt's tcw adds to CBC; CRC-32 is without its usual inversions."""
    mixed = xor(seed, number.to_bytes(8, "little") * 2)
    sums = []
    for at in range(0, 16, 4):
        crc = int.from_bytes(mixed[at : at + 4], "little")
        for _ in range(32):
            crc = crc >> 1 ^ 0xEDB88320 * (crc & 1)
        sums.append(crc)
    words = (sums[0] ^ sums[3]).to_bytes(4, "little") + (sums[1] ^ sums[2]).to_bytes(4, "little")
    return xor(data, words * (len(data) // 8))


def one(name: str, mode: str, rule: str, key: bytes, number: int, data: bytes, decrypt: bool) -> bytes:
    """One sector by one cipher or, in mode cbci, by several."""
    start = iv(rule, name.split("-")[0], key, number)
    if mode in ("xts", "lrw"):
        if mode == "xts":
            key, second = key[: len(key) // 2], key[len(key) // 2 :]
            tweaks = xts_tweaks(CIPHER[name](second, start, False), len(data) // 16)
        else:
            key, tweaks = key[:-16], lrw_tweaks(key[-16:], start, len(data) // 16)
        return xor(CIPHER[name](key, xor(data, tweaks), decrypt), tweaks)
    if rule == "tcw":
        data = whiten(key[-16:], number, data)
        key = key[: -16 - len(start)]
    return cbc(name, key, start, data, decrypt)


def layers(spec: str, key: bytes) -> list[tuple[str, bytes]]:
    """Each cipher of a cascade with its key, the one that decrypts first at the start."""
    *names, mode, rule = spec.split("-")
    if mode == "cbci" or len(names) == 1:
        return [("-".join(names), key)]
    result = []
    for name in names:
        own = {"blowfish": 56, "blowfish_le": 56, "cast5": 16, "des3": 24}.get(name, 32)
        own += {"xts": own, "lrw": 16}.get(mode, 16 + block_size(name) if rule == "tcw" else 0)
        result.append((name, key[:own]))
        key = key[own:]
    assert not key
    return result


def crypt(spec: str, key: bytes, size: int, first: int, large: bool, data: bytes, *, decrypt: bool = False) -> bytes:
    *_, mode, rule = spec.split("-")
    result = b""
    for index in range(len(data) // size):
        number = first + index * size // 512
        number = number * 512 // size if large else number
        sector = data[index * size : (index + 1) * size]
        for name, own in layers(spec, key)[:: 1 if decrypt else -1]:
            sector = one(name, mode, rule, own, number, sector, decrypt)
        result += sector
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
                    "ciphertext_sha256": hashlib.sha256(crypt(spec, key, size, first, large, data)).hexdigest(),
                }
            )
    return result


def read_only() -> list[dict[str, object]]:
    """What the ciphers and modes of old volumes decrypt data to that is random to them."""
    result = []
    for spec, key_size in READ_ONLY:
        for first in (0, 2**32 - 1):
            key, data = stream(f"key {spec} {key_size} {first}", key_size), stream("data", 1024)
            plain = crypt(spec, key, 512, first, False, data, decrypt=True)
            result.append(
                {
                    "cipher": spec,
                    "key": key.hex(),
                    "sector": first,
                    "ciphertext": "shake256('data')",
                    "length": len(data),
                    "plaintext_sha256": hashlib.sha256(plain).hexdigest(),
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
        ("sha384", hashes.SHA384()),
        ("sha224", hashes.SHA224()),
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
    document = {"sectors": sectors(), "read_only": read_only(), "splits": splits(), "keys": keys()}
    Path(__file__).with_name("ciphers.json").write_text(json.dumps(document, indent=1) + "\n")
