"""Serpent, Twofish and Camellia made of blocks give what libgcrypt's modes give, and Kuznyechik what openssl does."""

import ctypes
import hashlib
import random
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.crypto import gcrypt
from vault.crypto.ciphers import SECTOR_SIZES, CipherSpec, sector_cipher
from vault.crypto.secret import Secret
from vault.errors import UnsupportedFeature

LIBRARY = ctypes.CDLL("libgcrypt.so.20")
CBC, XTS = 3, 13
NUMBERS = {
    "serpent": {16: 304, 24: 305, 32: 306},
    "twofish": {16: 303, 32: 10},
    "camellia": {16: 310, 24: 311, 32: 312},
}
EDGES = [0, 2**23, 2**32, 2**40, 2**63]
KEYED = [(name, size) for name, sizes in NUMBERS.items() for size in sizes]


def whole_mode(number: int, mode: int, key: bytes, iv: bytes, data: bytes, *, encrypt: bool) -> bytes:
    """One sector by the library's own mode."""
    assert gcrypt.has_hash("SHA1"), "which starts the library"
    handle, out = ctypes.c_void_p(), ctypes.create_string_buffer(data, len(data))
    crypt = LIBRARY.gcry_cipher_encrypt if encrypt else LIBRARY.gcry_cipher_decrypt
    assert LIBRARY.gcry_cipher_open(ctypes.byref(handle), number, mode, 0) == 0
    try:
        assert LIBRARY.gcry_cipher_setkey(handle, key, ctypes.c_size_t(len(key))) == 0
        assert LIBRARY.gcry_cipher_setiv(handle, iv, ctypes.c_size_t(16)) == 0
        assert crypt(handle, out, ctypes.c_size_t(len(data)), None, ctypes.c_size_t(0)) == 0
    finally:
        LIBRARY.gcry_cipher_close(handle)
    return out.raw


def new_key(source: random.Random, size: int) -> bytes:
    """A key whose halves differ, whatever the source is."""
    return hashlib.shake_256(source.randbytes(16)).digest(size)


@settings(max_examples=200)
@given(data=st.data())
def test_composed_modes_are_those_of_the_library(data):
    name, size = data.draw(st.sampled_from(KEYED))
    mode = data.draw(st.sampled_from(["cbc"] if size == 24 else ["xts", "cbc"]))
    sector_size = data.draw(st.sampled_from(SECTOR_SIZES))
    count = data.draw(st.integers(1, 40 if sector_size == 512 else 5))
    sector = data.draw(st.sampled_from(EDGES)) + data.draw(st.integers(0, 40))
    source = data.draw(st.randoms(use_true_random=False))
    key, plain = new_key(source, 2 * size if mode == "xts" else size), source.randbytes(sector_size * count)
    wanted = b"".join(
        whole_mode(
            NUMBERS[name][size],
            XTS if mode == "xts" else CBC,
            key,
            (sector + start // 512).to_bytes(16, "little"),
            plain[start : start + sector_size],
            encrypt=True,
        )
        for start in range(0, len(plain), sector_size)
    )
    cipher = sector_cipher(CipherSpec(name, mode), Secret(key), sector_size)
    buffer = bytearray(plain)
    cipher.encrypt(sector, buffer)
    assert buffer == wanted
    cipher.decrypt(sector, buffer)
    assert buffer == plain


@given(data=st.data())
def test_a_cascade_is_its_ciphers_one_after_the_other(data):
    names = data.draw(st.permutations(["aes", "serpent", "twofish", "camellia"]))[: data.draw(st.integers(2, 3))]
    source = data.draw(st.randoms(use_true_random=False))
    keys, plain = [new_key(source, 64) for _ in names], source.randbytes(512 * data.draw(st.integers(1, 40)))
    whole = sector_cipher(CipherSpec("-".join(names)), Secret(b"".join(keys)), 512)
    buffer, wanted = bytearray(plain), bytearray(plain)
    whole.encrypt(7, buffer)
    for name, key in reversed(list(zip(names, keys, strict=True))):
        sector_cipher(CipherSpec(name), Secret(key), 512).encrypt(7, wanted)
    assert buffer == wanted
    whole.decrypt(7, buffer)
    assert buffer == plain


def test_kuznyechik_is_that_of_the_program_openssl():
    """With a tweak of zeros, which nobody can make, XTS would be ECB; so its tweaks are made by the program as well."""
    first, second, plain = bytes(range(32)), bytes(range(32, 64)), bytes(range(256)) * 4
    try:
        cipher = sector_cipher(CipherSpec("kuznyechik"), Secret(first + second), 1024)
    except UnsupportedFeature as error:
        pytest.skip(str(error))
    tweak, tweaks = int.from_bytes(ecb(second, (9).to_bytes(16, "little")), "little"), b""
    for _ in range(64):
        tweaks += tweak.to_bytes(16, "little")
        tweak = tweak << 1 ^ (tweak >> 127) * (1 << 128 | 0x87)
    masked = bytes(a ^ b for a, b in zip(plain, tweaks, strict=True))
    wanted = bytes(a ^ b for a, b in zip(ecb(first, masked), tweaks, strict=True))
    buffer = bytearray(plain)
    cipher.encrypt(9, buffer)
    assert buffer == wanted


def ecb(key: bytes, data: bytes) -> bytes:
    command = ["/usr/bin/openssl", "enc", "-e", "-kuznyechik-ecb", "-nopad", "-K", key.hex()]
    providers = ["-provider", "gostprov", "-provider", "default"]
    return subprocess.run([*command, *providers], input=data, check=True, capture_output=True, timeout=120).stdout
