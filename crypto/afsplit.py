"""LUKS's anti-forensic splitter: a key spread over many stripes, of which losing any one loses the key.

References: LUKS1 On-Disk Format Specification 1.2.3, 2.4; C. Fruhwirth, New Methods in Hard Disk Encryption, 5.2.1
"""

from collections.abc import Callable

from vault.crypto.digest import hash_size, hasher
from vault.crypto.random import random_secret
from vault.crypto.secret import Secret


def split(key: Secret, stripes: int, hash_: str) -> Secret:
    """``stripes`` times the key's length: random stripes and a last one that makes them merge to the key."""
    assert key
    assert stripes > 0
    size = len(key)
    data = random_secret(size * stripes)
    view = data.view()
    state = _merge_all_but_last(view, size, stripes, hash_)
    _xor_into(view[-size:], state, key.view())
    return data


def merge(data: Secret, key_size: int, stripes: int, hash_: str) -> Secret:
    """The key, ``key_size`` bytes, from ``key_size * stripes`` bytes; wrong data gives a wrong key, not an error."""
    assert key_size > 0
    assert len(data) == key_size * stripes > 0
    view = data.view()
    key = Secret.zeros(key_size)
    _xor_into(key.view(), _merge_all_but_last(view, key_size, stripes, hash_), view[-key_size:])
    return key


def _merge_all_but_last(view: memoryview, size: int, stripes: int, hash_: str) -> bytes:
    blocks, hashed = _blocks(size, hash_size(hash_)), hasher(hash_)
    state = bytes(size)
    for start in range(0, size * (stripes - 1), size):
        mixed = int.from_bytes(state, "little") ^ int.from_bytes(view[start : start + size], "little")
        state = _diffuse(hashed, mixed.to_bytes(size, "little"), blocks)
    return state


def _blocks(size: int, digest_size: int) -> list[tuple[bytes, slice]]:
    """What goes before each block of a stripe when it is hashed, and where the block is; the last may be short."""
    return [
        (number.to_bytes(4, "big"), slice(start, min(start + digest_size, size)))
        for number, start in enumerate(range(0, size, digest_size))
    ]


def _diffuse(hashed: Callable[[bytes], bytes], data: bytes, blocks: list[tuple[bytes, slice]]) -> bytes:
    """Each block replaced by the hash of its number and itself, cut to its length."""
    return b"".join([hashed(prefix + data[where]) for prefix, where in blocks])[: len(data)]


def _xor_into(target: memoryview, left: bytes | memoryview, right: bytes | memoryview) -> None:
    """Byte by byte, so that the key itself never becomes a Python object that cannot be wiped."""
    for index, (a, b) in enumerate(zip(left, right, strict=True)):
        target[index] = a ^ b
