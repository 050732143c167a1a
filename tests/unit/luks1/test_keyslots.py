"""What LUKS2 has of keyslots and LUKS1 has not is refused, and a keyslot gets another cost."""

from collections.abc import Callable
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.kdf import Cost, Pbkdf2Cost
from vault.crypto.secret import Secret
from vault.errors import LimitExceeded, UnsupportedFeature, UsageError, WrongCredential
from vault.formats.luks1 import keyslots
from vault.formats.luks1.create import create
from vault.formats.luks1.header import read_header
from vault.formats.luks2 import keyslots as luks2
from vault.formats.luks2.limits import Limits
from vault.testing.headerwork import KEY, TOKEN
from vault.testing.luks1work import CONVERTED, OPTIONS, opens
from vault.testing.volumes import CHEAP_ARGON2, CHEAP_PBKDF2

KINDS: dict[str, Callable[[MemoryDevice], object]] = {
    "add with a name": lambda device: add(device, name="one"),
    "add with a token": lambda device: add(device, token=TOKEN),
    "add with a priority": lambda device: add(device, priority=2),
    "set a name": lambda device: keyslots.set_name(read_header(device), device, 0, "one"),
    "set a priority": lambda device: keyslots.set_priority(read_header(device), device, 0, 2),
    "add a token": lambda device: keyslots.add_token(read_header(device), device, TOKEN, (0,)),
    "remove a token": lambda device: keyslots.remove_token(read_header(device), device, 0),
    "add an unbound key": lambda device: keyslots.add_unbound(
        read_header(device), device, Secret(b"k"), Secret(b"own"), CHEAP_PBKDF2
    ),
    "open an unbound key": lambda device: keyslots.open_unbound(read_header(device), device, 0, Secret(b"zero")),
}


@pytest.fixture
def device() -> MemoryDevice:
    """A header of which keyslot 0 opens with ``zero``."""
    result = MemoryDevice(OPTIONS.header_size)
    create(result, OPTIONS, Secret(b"zero"), volume_key=Secret(KEY))
    return result


def add(device: MemoryDevice, **more: Any) -> object:
    return keyslots.add_keyslot(read_header(device), device, Secret(KEY), Secret(b"one"), CHEAP_PBKDF2, **more)


@pytest.mark.parametrize("what", KINDS)
def test_what_luks1_has_no_place_for_is_refused_with_the_way_to_have_it(device: MemoryDevice, what: str) -> None:
    before = bytes(device.data)
    with pytest.raises(UnsupportedFeature, match="a LUKS1 volume has no") as caught:
        KINDS[what](device)
    assert "vault convert CONTAINER --to luks2" in caught.value.hint
    assert device.data == before


def test_both_formats_have_the_same_functions() -> None:
    below = {"edited", "keyslot_json", "open_keyslot", "wipe_area", "write_area"}
    assert set(luks2.__all__) - below == set(keyslots.__all__) - {"check_cost"}


def test_a_keyslot_gets_another_cost_for_the_same_credential(device: MemoryDevice) -> None:
    before = bytes(device.data)

    def convert(word: bytes, cost: Cost, **more: Any) -> None:
        keyslots.convert_keyslot(read_header(device), device, 0, Secret(word), cost, **more)

    with pytest.raises(WrongCredential):
        convert(b"wrong", CONVERTED)
    for cost in (CHEAP_ARGON2, Pbkdf2Cost("sha512", 1000)):
        with pytest.raises(UsageError):
            convert(b"zero", cost)
    with pytest.raises(LimitExceeded):
        convert(b"zero", CONVERTED, limits=Limits(pbkdf2_iterations=1))
    assert device.data == before
    convert(b"zero", CONVERTED)
    assert opens(device, b"zero") == KEY
    header = read_header(device)
    assert [slot.kdf.cost for slot in header.keyslots.values()] == [CONVERTED]
    assert keyslots.name_of(header, 0) == ""
