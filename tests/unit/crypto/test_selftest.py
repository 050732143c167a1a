"""The self-test passes here and stops everything when the library gives a wrong answer."""

import pytest

from vault.crypto import selftest
from vault.crypto._sectors import Sectors
from vault.crypto.kdf import KINDS
from vault.errors import BackendError


def test_passes_with_this_library():
    selftest.check_cipher(Sectors, "aes", "xts")
    for kind in KINDS:
        selftest.check_kdf(kind)


@pytest.mark.parametrize("broken", [True, False], ids=["encrypting", "decrypting"])
def test_a_wrong_sector_is_noticed_every_time(broken):
    class Broken(Sectors):
        def crypt(self, encrypt, sector, data):
            super().crypt(encrypt, sector, data)
            data[100] ^= encrypt is broken

    for _ in range(2):
        with pytest.raises(BackendError, match=r"self-test of aes-xts-plain64 failed"):
            selftest.check_cipher(Broken, "aes", "xts")


def test_every_kdf_has_a_known_answer():
    assert {cost.kind for cost, *_ in selftest.KDFS} == set(KINDS)


def test_a_wrong_key_is_noticed(monkeypatch):
    cost, credential, salt, _ = selftest.KDFS[0]
    monkeypatch.setattr(selftest, "KDFS", ((cost, credential, salt, "00" * 20),))
    with pytest.raises(BackendError, match=r"self-test of pbkdf2 failed"):
        selftest.check_kdf.__wrapped__(cost.kind)
