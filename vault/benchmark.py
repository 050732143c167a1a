"""How fast ciphers and key derivations are on this machine, measured in memory.

A figure says what the processor can do; a mounted volume also pays for the file system, FUSE and the disk.
"""

import time
from collections.abc import Callable

from vault.errors import UnsupportedFeature
from vault.options import Benchmark, CipherSpeed, KdfSpeed

MIB = 1024 * 1024
REQUEST = MIB
"""Bytes of one call: the largest request that a mounted volume sees."""
CIPHERS = (
    ("aes-xts-plain64", 512, 4096),
    ("aes-xts-plain64", 512, 512),
    ("aes-xts-plain64", 256, 4096),
    ("aes-xts-plain64", 256, 512),
    ("aes-cbc-essiv:sha256", 256, 512),
    ("serpent-xts-plain64", 512, 512),
    ("twofish-xts-plain64", 512, 512),
    ("camellia-xts-plain64", 512, 512),
    ("kuznyechik-xts-plain64", 512, 512),
    ("aes-twofish-serpent-xts-plain64", 1536, 512),
)
KDFS = ("argon2id", "argon2i", "pbkdf2")


def measure(seconds: float) -> Benchmark:
    """All ciphers that there are here and all KDFs, each for about ``seconds``."""
    found = (_cipher(name, bits, sector_size, seconds) for name, bits, sector_size in CIPHERS)
    return Benchmark(
        ciphers=tuple(speed for speed in found if speed is not None),
        kdfs=tuple(_kdf(name, seconds) for name in KDFS),
    )


def _cipher(name: str, key_bits: int, sector_size: int, seconds: float) -> CipherSpeed | None:
    """The speed, or None where this machine's libraries lack the cipher."""
    from vault.crypto.ciphers import CipherSpec, sector_cipher
    from vault.crypto.random import random_secret

    data = bytearray(REQUEST)
    with random_secret(key_bits // 8) as key:
        try:
            cipher = sector_cipher(CipherSpec.parse(name), key, sector_size)
        except UnsupportedFeature:
            return None
        try:
            encrypt = _mib_per_second(lambda: cipher.encrypt(0, data), seconds / 2)
            decrypt = _mib_per_second(lambda: cipher.decrypt(0, data), seconds / 2)
        finally:
            cipher.close()
    return CipherSpeed(name, key_bits, sector_size, encrypt, decrypt)


def _mib_per_second(work: Callable[[], None], seconds: float) -> float:
    work()
    calls, start = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - start) < seconds:
        work()
        calls += 1
    return round(calls * REQUEST / MIB / elapsed, 1)


def _kdf(name: str, seconds: float) -> KdfSpeed:
    """The cost that a new keyslot would get for this time, and the time it really takes."""
    from vault.crypto.kdf import Argon2Cost, calibrate, derive
    from vault.crypto.secret import Secret

    cost = calibrate(name, iter_time_ms=max(1, round(seconds * 1000)))
    start = time.perf_counter()
    with Secret(b"benchmark") as credential:
        derive(cost, credential, bytes(32), 64).wipe()
    time_ms = round((time.perf_counter() - start) * 1000, 1)
    if isinstance(cost, Argon2Cost):
        return KdfSpeed(name, cost.time, cost.memory_kib, cost.lanes, time_ms)
    return KdfSpeed(name, cost.iterations, None, None, time_ms)
