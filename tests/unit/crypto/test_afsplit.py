"""The anti-forensic splitter: there and back, and that every stripe counts."""

import pytest

from vault.crypto.afsplit import merge, split
from vault.crypto.digest import HASHES
from vault.crypto.random import random_secret
from vault.errors import UnsupportedFeature


@pytest.mark.parametrize("name", HASHES)
@pytest.mark.parametrize("size", [16, 32, 33, 64])
def test_key_survives_splitting(name, size):
    key = random_secret(size)
    data = split(key, 5, name)
    assert len(data) == 5 * size
    assert merge(data, size, 5, name) == key
    assert bytes(key.view()) not in bytes(data.view())


@pytest.mark.parametrize("stripes", [1, 2, 4000])
def test_any_number_of_stripes_will_do(stripes):
    key = random_secret(64)
    assert merge(split(key, stripes, "sha256"), 64, stripes, "sha256") == key


def test_splitting_twice_gives_different_stripes():
    key = random_secret(32)
    assert split(key, 4, "sha256") != split(key, 4, "sha256")


@pytest.mark.attack(36)
@pytest.mark.parametrize("place", [0, 31, 32, 100, 127])
def test_one_changed_bit_anywhere_changes_the_key(place):
    key = random_secret(32)
    data = split(key, 4, "sha256")
    data.view()[place] ^= 1
    assert merge(data, 32, 4, "sha256") != key


def test_unknown_hash_is_refused():
    with pytest.raises(UnsupportedFeature):
        split(random_secret(32), 4, "md5")
