"""The self-test passes here and stops everything when the library gives a wrong answer."""

import pytest

from vault.crypto import selftest
from vault.crypto._sectors import Sectors, available
from vault.crypto.ciphers import CIPHERS
from vault.crypto.digest import HASHES
from vault.crypto.kdf import KINDS, Pbkdf2Cost
from vault.errors import BackendError

KEYS = sorted({(cipher, size) for cipher, size, *_ in selftest.SECTORS})


@pytest.mark.parametrize(("cipher", "size"), KEYS)
def test_ciphers_pass_with_these_libraries(cipher, size):
    if not available(cipher, size):
        pytest.skip(f"this machine's libraries lack {cipher} with {size} bytes of key")
    selftest.check_cipher(Sectors, cipher, size)


@pytest.mark.parametrize("hash_", HASHES)
def test_pbkdf2_passes_with_every_hash(hash_):
    selftest.check_kdf("pbkdf2", hash_)


@pytest.mark.parametrize("kind", KINDS)
def test_kdfs_pass(kind):
    selftest.check_kdf(kind, "sha256")


def test_every_cipher_has_a_known_answer_for_each_length_of_key():
    assert set(KEYS) == {(cipher, size) for cipher, sizes in CIPHERS.items() for size in sizes}


@pytest.mark.parametrize("broken", [True, False], ids=["encrypting", "decrypting"])
@pytest.mark.parametrize("cipher", ["aes", "serpent"])
def test_a_wrong_sector_is_noticed_every_time(cipher, broken):
    class Broken(Sectors):
        def crypt(self, encrypt, sector, data):
            super().crypt(encrypt, sector, data)
            data[100] ^= encrypt is broken

    for _ in range(2):
        with pytest.raises(BackendError, match=f"self-test of {cipher}-xts-plain64 failed"):
            selftest.check_cipher(Broken, cipher, 32)


def test_every_kdf_and_hash_has_a_known_answer():
    assert {cost.kind for cost, *_ in selftest.KDFS} == set(KINDS)
    tested = {HASHES[cost.hash] for cost, *_ in selftest.KDFS if isinstance(cost, Pbkdf2Cost)}
    assert tested == set(HASHES.values())


def test_a_wrong_key_is_noticed(monkeypatch):
    cost, credential, salt, _ = selftest.KDFS[0]
    monkeypatch.setattr(selftest, "KDFS", ((cost, credential, salt, "00" * 20),))
    with pytest.raises(BackendError, match=r"self-test of pbkdf2 failed"):
        selftest.check_kdf.__wrapped__(cost.kind, cost.hash)
