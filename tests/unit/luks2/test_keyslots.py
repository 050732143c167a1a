"""Keyslots: which are tried and in what order, what is refused before it is too late, and what an update keeps."""

import errno
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.kdf import Argon2Cost, Pbkdf2Cost
from vault.crypto.secret import Secret
from vault.errors import BusyError, DamagedHeader, KeyslotError, LimitExceeded, UnsupportedFeature, WrongCredential
from vault.events import Event, KdfStarted, KeyslotTried, Warned
from vault.formats.luks2.create import create
from vault.formats.luks2.header import read_header
from vault.formats.luks2.keyslots import add_keyslot, change_keyslot, edited, remove_keyslot, set_priority, unlock
from vault.formats.luks2.limits import WEAK_PBKDF2_ITERATIONS, Limits
from vault.formats.luks2.model import PRIORITY_IGNORE, PRIORITY_PREFER, Header
from vault.formats.luks2.write import store, write_header
from vault.testing.headerwork import KEY, OPTIONS
from vault.testing.volumes import CHEAP_ARGON2, CHEAP_PBKDF2, opens


@pytest.fixture
def device() -> MemoryDevice:
    """A header with room for three keyslots, of which 0 opens with ``zero``."""
    result = MemoryDevice(OPTIONS.header_size)
    create(result, OPTIONS, Secret(b"zero"), volume_key=Secret(KEY))
    return result


def add(device: MemoryDevice, credential: bytes, **more: Any) -> int:
    header = read_header(device)
    return add_keyslot(header, device, Secret(KEY), Secret(credential), CHEAP_PBKDF2, **more)[1]


def tried(device: MemoryDevice, credential: bytes, **more: Any) -> list[int]:
    """The keyslots that were tried, in order."""
    events: list[Event] = []
    try:
        unlock(read_header(device), device, Secret(credential), on_event=events.append, **more)
    except WrongCredential as error:
        wrong = error.attempts
        opened = [event.opened for event in events if isinstance(event, KeyslotTried)]
        if opened != [False] * wrong:
            raise
    tries = [event for event in events if not isinstance(event, Warned)]  # the KDF is as cheap as can be
    assert [type(event) for event in tries] == [KdfStarted, KeyslotTried] * (len(tries) // 2)
    return [event.slot for event in events if isinstance(event, KeyslotTried)]


def rewrite(device: MemoryDevice, edit: Any) -> Header:
    return write_header(device, edited(read_header(device), edit))


@pytest.mark.parametrize("credential", [b"", b"\0", b"\xff\xfe", "Schlüssel".encode(), b"x" * 4096], ids=repr)
@pytest.mark.parametrize("cost", [CHEAP_PBKDF2, CHEAP_ARGON2], ids=["pbkdf2", "argon2id"])
def test_a_credential_is_bytes(device: MemoryDevice, credential: bytes, cost: Any) -> None:
    add_keyslot(read_header(device), device, Secret(KEY), Secret(credential), cost)
    assert opens(device, credential) == KEY
    assert opens(device, credential + b"\n") is None


def test_keyslots_are_tried_by_priority_then_number(device: MemoryDevice) -> None:
    add(device, b"two", slot=2)
    add(device, b"seven", slot=7, priority=PRIORITY_PREFER)
    assert tried(device, b"wrong") == [7, 0, 2]
    assert tried(device, b"zero") == [7, 0]


def test_a_keyslot_to_ignore_is_tried_only_when_it_is_named(device: MemoryDevice) -> None:
    add(device, b"one", priority=PRIORITY_IGNORE)
    assert tried(device, b"one") == [0]
    assert tried(device, b"one", slot=1) == [1]
    assert opens(device, b"one") is None


def test_what_is_not_tried_as_it_is_to_be_ignored_is_told(device: MemoryDevice) -> None:
    add(device, b"one", priority=PRIORITY_IGNORE)
    header = read_header(device)
    with pytest.raises(WrongCredential) as caught:
        unlock(header, device, Secret(b"one"))
    assert "keyslot 1 was not tried" in caught.value.hint and "--key-slot 1" in caught.value.hint
    with pytest.raises(WrongCredential) as caught:
        unlock(header, device, Secret(b"one"), slot=0)
    assert not caught.value.hint
    set_priority(header, device, 0, PRIORITY_IGNORE)
    with pytest.raises(KeyslotError) as caught_all:
        unlock(read_header(device), device, Secret(b"one"))
    assert all(f"--key-slot {slot}" in caught_all.value.hint for slot in (0, 1))


def test_only_the_named_keyslot_is_tried(device: MemoryDevice) -> None:
    add(device, b"one")
    assert tried(device, b"zero", slot=1) == [1]
    with pytest.raises(WrongCredential, match="keyslot 1 does not open"):
        unlock(read_header(device), device, Secret(b"zero"), slot=1)
    with pytest.raises(KeyslotError, match="no keyslot 5") as caught:
        unlock(read_header(device), device, Secret(b"zero"), slot=5)
    assert caught.value.hint == "there are: 0, 1"


def test_a_costly_keyslot_is_refused_before_anything_is_derived(device: MemoryDevice) -> None:
    add(device, b"one", priority=PRIORITY_PREFER)
    limits = Limits(pbkdf2_iterations=999)
    events: list[Event] = []
    with pytest.raises(LimitExceeded):
        unlock(read_header(device), device, Secret(b"zero"), limits=limits, on_event=events.append)
    assert events == []
    assert unlock(read_header(device), device, Secret(b"zero"), limits=limits.times(2))[0] == 0


def test_no_keyslot_is_made_that_we_would_refuse_to_open(device: MemoryDevice) -> None:
    before = bytes(device.data)
    cost = Argon2Cost("argon2id", 4, 1 << 30, 1)
    with pytest.raises(LimitExceeded):
        add_keyslot(read_header(device), device, Secret(KEY), Secret(b"one"), cost)
    assert device.data == before


def test_a_key_with_equal_halves_is_refused_on_unlocking() -> None:
    device = MemoryDevice(OPTIONS.header_size)
    create(device, OPTIONS, Secret(b"zero"), volume_key=Secret(b"x" * 32))
    with pytest.raises(DamagedHeader, match="equal"):
        unlock(read_header(device), device, Secret(b"zero"))


@pytest.mark.parametrize("what", ["unlock", "add", "change", "remove"])
def test_a_header_with_an_unknown_requirement_is_neither_opened_nor_changed(device: MemoryDevice, what: str) -> None:
    add(device, b"one")
    header = edited(
        read_header(device), lambda document: document["config"].update(requirements={"mandatory": ["holograms"]})
    )
    store(device, header)
    before, header, key, new = bytes(device.data), read_header(device), Secret(KEY), Secret(b"new")
    work = {
        "unlock": lambda: unlock(header, device, Secret(b"zero")),
        "add": lambda: add_keyslot(header, device, key, new, CHEAP_PBKDF2),
        "change": lambda: change_keyslot(header, device, 0, key, new, CHEAP_PBKDF2),
        "remove": lambda: remove_keyslot(header, device, 0),
    }
    with pytest.raises(UnsupportedFeature, match="holograms"):
        work[what]()
    assert device.data == before


def test_only_the_volume_key_itself_can_be_added(device: MemoryDevice) -> None:
    before = bytes(device.data)
    with pytest.raises(WrongCredential):
        add_keyslot(read_header(device), device, Secret(bytes(32)), Secret(b"one"), CHEAP_PBKDF2)
    assert device.data == before


@pytest.mark.parametrize(("slot", "match"), [(0, "taken"), (32, "no keyslot 32"), (-1, "no keyslot -1")])
def test_a_keyslot_number_must_be_free_and_possible(device: MemoryDevice, slot: int, match: str) -> None:
    with pytest.raises(KeyslotError, match=match):
        add(device, b"one", slot=slot)


def test_a_full_keyslots_area_is_told_and_nothing_changes(device: MemoryDevice) -> None:
    add(device, b"one")
    add(device, b"two", slot=31)
    before = bytes(device.data)
    with pytest.raises(KeyslotError, match="no room"):
        add(device, b"three")
    with pytest.raises(KeyslotError, match="no room"):
        change_keyslot(read_header(device), device, 0, Secret(KEY), Secret(b"new"), CHEAP_PBKDF2)
    assert device.data == before
    areas = read_header(device).used_areas()
    remove_keyslot(read_header(device), device, 1)
    assert add(device, b"three") == 1
    assert read_header(device).used_areas() == areas


def test_the_last_keyslot_goes_only_by_force(device: MemoryDevice) -> None:
    before = bytes(device.data)
    with pytest.raises(KeyslotError, match="last one"):
        remove_keyslot(read_header(device), device, 0)
    assert device.data == before
    remove_keyslot(read_header(device), device, 0, force=True)
    with pytest.raises(KeyslotError):
        unlock(read_header(device), device, Secret(b"zero"))


def overwrite(device: MemoryDevice, slot: int, block: int) -> None:
    """Put text in place of a block of the keyslot's key material."""
    offset = read_header(device).keyslots[slot].area.offset + block * 512
    device.data[offset : offset + 512] = b"somebody's text".ljust(512)


@pytest.mark.parametrize("block", [0, 100, len(KEY) * 4000 // 512 - 1])
def test_the_last_sound_keyslot_goes_only_by_force(device: MemoryDevice, block: int) -> None:
    assert [add(device, b"one"), add(device, b"two")] == [1, 2]
    overwrite(device, 1, block)
    remove_keyslot(read_header(device), device, 2)
    before = bytes(device.data)
    with pytest.raises(KeyslotError, match="keyslot 1 is damaged, without keyslot 0"):
        remove_keyslot(read_header(device), device, 0)
    assert device.data == before
    assert add(device, b"two") == 2
    overwrite(device, 2, block)
    with pytest.raises(KeyslotError, match="keyslots 1, 2 are damaged, without keyslot 0") as caught:
        remove_keyslot(read_header(device), device, 0)
    assert caught.value.data["damaged"] == [1, 2]
    remove_keyslot(read_header(device), device, 0, force=True)
    assert list(read_header(device).keyslots) == [1, 2]


def test_a_keyslot_that_cannot_be_read_is_no_other_way_in(device: MemoryDevice) -> None:
    add(device, b"one")
    bad = read_header(device).keyslots[1].area.offset

    class Medium(MemoryDevice):
        """Has a sector that cannot be read."""

        def read(self, offset: int, length: int) -> bytearray:
            if offset <= bad < offset + length:
                raise OSError(errno.EIO, "bad sector")
            return super().read(offset, length)

    medium = Medium(device.size, data=device.data)
    with pytest.raises(KeyslotError, match="keyslot 1 is damaged"):
        remove_keyslot(read_header(medium), medium, 0)
    remove_keyslot(read_header(medium), medium, 1)


def test_a_keyslot_that_is_not_there_cannot_be_removed_or_changed(device: MemoryDevice) -> None:
    with pytest.raises(KeyslotError, match="no keyslot 4"):
        remove_keyslot(read_header(device), device, 4, force=True)
    with pytest.raises(KeyslotError, match="no keyslot 4"):
        change_keyslot(read_header(device), device, 4, Secret(KEY), Secret(b"new"), CHEAP_PBKDF2)


def test_a_changed_keyslot_keeps_its_number_priority_and_tokens(device: MemoryDevice) -> None:
    add(device, b"one", priority=PRIORITY_PREFER)
    token = {"type": "mine", "keyslots": ["1"], "deep": {"a": [1]}}
    rewrite(device, lambda document: document["tokens"].update({"3": token}))
    change_keyslot(read_header(device), device, 1, Secret(KEY), Secret(b"new"), CHEAP_ARGON2)
    header = read_header(device)
    assert sorted(header.keyslots) == [0, 1]
    assert header.keyslots[1].priority == PRIORITY_PREFER
    assert header.tokens[3] == token
    assert [opens(device, word) for word in (b"zero", b"one", b"new")] == [KEY, None, KEY]


def test_a_keyslot_can_move_when_it_is_changed(device: MemoryDevice) -> None:
    rewrite(device, lambda document: document["tokens"].update({"0": {"type": "mine", "keyslots": ["0"]}}))
    change_keyslot(read_header(device), device, 0, Secret(KEY), Secret(b"new"), CHEAP_PBKDF2, new_slot=5)
    header = read_header(device)
    assert list(header.keyslots) == [5]
    assert header.tokens[0]["keyslots"] == []
    assert [opens(device, word) for word in (b"zero", b"new")] == [None, KEY]


def test_unknown_members_survive_every_update(device: MemoryDevice) -> None:
    def extend(document: dict[str, Any]) -> None:
        for place in (document["keyslots"]["0"], document["digests"]["0"], document["config"]):
            place["x-unknown"] = {"list": [1, "zwei", None, True]}

    rewrite(device, extend)
    add(device, b"one")
    change_keyslot(read_header(device), device, 1, Secret(KEY), Secret(b"two"), CHEAP_PBKDF2)
    remove_keyslot(read_header(device), device, 1)
    document = read_header(device).document
    for place in (document["keyslots"]["0"], document["digests"]["0"], document["config"]):
        assert place["x-unknown"] == {"list": [1, "zwei", None, True]}


def test_each_update_raises_the_sequence_id_by_one_and_salts_both_copies_anew(device: MemoryDevice) -> None:
    first = read_header(device)
    second = write_header(device, first)
    assert second.sequence_id == first.sequence_id + 1
    salts = {first.salt, second.salt, bytes(device.data[16384 + 104 : 16384 + 168])}
    assert len(salts) == 3
    again = read_header(device)
    assert (again.sequence_id, again.salt, again.document) == (second.sequence_id, second.salt, first.document)


@pytest.mark.attack(32)
@pytest.mark.parametrize("what", ["add", "change", "remove", "write"])
def test_with_a_header_that_has_changed_since_nothing_is_touched(device: MemoryDevice, what: str) -> None:
    stale, key, new = read_header(device), Secret(KEY), Secret(b"new")
    add(device, b"one")
    before = bytes(device.data)
    work = {
        "add": lambda: add_keyslot(stale, device, key, new, CHEAP_PBKDF2),
        "change": lambda: change_keyslot(stale, device, 0, key, new, CHEAP_PBKDF2),
        "remove": lambda: remove_keyslot(stale, device, 0, force=True),
        "write": lambda: write_header(device, stale),
    }
    with pytest.raises(BusyError, match="has changed"):
        work[what]()
    assert device.data == before


def test_metadata_that_does_not_fit_is_refused_whole(device: MemoryDevice) -> None:
    before = bytes(device.data)
    with pytest.raises(LimitExceeded):
        rewrite(
            device, lambda document: document["tokens"].update({"0": {"type": "x", "keyslots": [], "y": "z" * 12288}})
        )
    assert device.data == before


def test_a_sequence_id_at_its_end_is_refused(device: MemoryDevice) -> None:
    from dataclasses import replace

    store(device, replace(read_header(device), sequence_id=2**64 - 1))
    before = bytes(device.data)
    with pytest.raises(UnsupportedFeature, match="sequence id"):
        write_header(device, read_header(device))
    assert device.data == before


def test_no_key_or_credential_is_left_in_the_header(device: MemoryDevice) -> None:
    add(device, b"a passphrase to look for")
    assert KEY not in device.data
    assert b"a passphrase to look for" not in device.data


@pytest.mark.attack(8)
@pytest.mark.parametrize(("iterations", "warned"), [(1000, True), (WEAK_PBKDF2_ITERATIONS, False)])
def test_a_key_derivation_that_is_far_too_cheap_opens_with_a_warning(
    device: MemoryDevice, iterations: int, warned: bool
) -> None:
    cost = Pbkdf2Cost("sha256", iterations)
    number = add_keyslot(read_header(device), device, Secret(KEY), Secret(b"cheap"), cost)[1]
    events: list[Event] = []
    unlock(read_header(device), device, Secret(b"cheap"), slot=number, on_event=events.append)
    assert any(isinstance(event, Warned) and f"keyslot {number}" in event.message for event in events) is warned
