"""Digests of keys and the list of hashes."""

import hashlib
import subprocess
import sys

import pytest

from vault.crypto.digest import BROKEN, HASHES, hash_bytes, hash_size, pbkdf2_digest, verify
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, UnsupportedFeature, WrongCredential

KEY = bytes(range(64))
SALT = bytes(32)


@pytest.mark.parametrize("name", HASHES)
def test_digest_verifies_its_own_key_only(name):
    digest = pbkdf2_digest(Secret(KEY), SALT, name, 1000, hash_size(name))
    assert len(digest) == hash_size(name)
    verify(Secret(KEY), digest, SALT, name, 1000)
    wrong = [
        (KEY[:-1] + b"\0", digest, SALT, 1000),
        (KEY, digest[:-1] + bytes([digest[-1] ^ 1]), SALT, 1000),
        (KEY, digest, SALT + b"x", 1000),
        (KEY, digest, SALT, 1001),
    ]
    for key, expected, salt, iterations in wrong:
        with pytest.raises(WrongCredential):
            verify(Secret(key), expected, salt, name, iterations)


@pytest.mark.parametrize(
    "name", ["", "md5", "SHA256", "sha-256", "sha256\0", "sha3_256", "crc32", "tiger", "x" * 5000, "\ud800"]
)
def test_hashes_that_are_not_on_the_list_are_refused(name):
    with pytest.raises(UnsupportedFeature) as caught:
        hash_size(name)
    assert len(str(caught.value)) < 200
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(("name", "size"), [("sha1", 20), ("sha256", 32), ("sha512", 64), ("blake2s-256", 32)])
def test_sizes_are_in_bytes(name, size):
    assert hash_size(name) == size


ABC = {
    "sha1": "a9993e364706816aba3e25717850c26c9cd0d89d",
    "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "ripemd160": "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc",
    "whirlpool": "4e2448a4c6f486bb16b6562c73b4020bf3043e3a731bce721ae1b303d97e6d4c"
    "7181eebdb6c57e277d0e34957114cbd6c797fc9d95d8b582d225292076d4eef5",
    "md5": "900150983cd24fb0d6963f7d28e17f72",
    "md4": "a448017aaf21d8525fc10ae87aa6729d",
}


@pytest.mark.parametrize("name", ABC)
@pytest.mark.parametrize("kind", [bytes, bytearray, lambda data: memoryview(bytearray(data)), memoryview])
def test_hashes_are_the_published_ones(name, kind):
    assert hash_bytes(name, kind(b"abc")).hex() == ABC[name]


def test_no_data_has_a_hash_too():
    assert hash_bytes("sha1", b"") == hash_bytes("sha1", bytearray()) == hashlib.sha1(b"").digest()
    assert hash_bytes("tiger", b"").hex() == "3293ac630c13f0245f92bbb1766e16167a4e58492dde73f3"


@pytest.mark.parametrize("name", BROKEN)
def test_broken_hashes_do_not_derive_keys(name):
    with pytest.raises(UnsupportedFeature):
        pbkdf2_digest(Secret(KEY), SALT, name, 1000, 16)


@pytest.mark.parametrize(("key", "salt"), [(b"", b"salt"), (b"key", b"s"), (b"k" * 1000, b"s" * 1000)])
def test_keys_and_salts_may_be_long_and_short(key, salt):
    assert pbkdf2_digest(Secret(key), salt, "sha512", 3, 70) == hashlib.pbkdf2_hmac("sha512", key, salt, 3, 70)


def test_a_salt_is_needed():
    with pytest.raises(DamagedHeader, match="salt"):
        pbkdf2_digest(Secret(KEY), b"", "sha256", 1000, 32)


@pytest.mark.parametrize("module", ["ciphers", "digest", "kdf"])
def test_the_library_is_ready_before_any_thread_can_use_it(module):
    """Two threads that begin at once, one of them in compiled code, must not find it half initialised."""
    ready = f"import vault.crypto.{module}, ctypes; print(ctypes.CDLL('libgcrypt.so.20').gcry_control(39) != 0)"
    run = subprocess.run([sys.executable, "-c", ready], stdout=subprocess.PIPE, text=True, timeout=120, check=True)
    assert run.stdout == "True\n"
