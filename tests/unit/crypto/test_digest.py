"""Digests of keys and the list of hashes."""

import pytest

from vault.crypto.digest import HASHES, hash_size, pbkdf2_digest, verify
from vault.crypto.secret import Secret
from vault.errors import UnsupportedFeature, WrongCredential

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
