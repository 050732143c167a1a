"""Names, tokens and priorities of keyslots, keys of their own, and that nothing of another program is changed."""

import copy
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.cli.keyslot_text import keyslot_table
from vault.crypto.kdf import Pbkdf2Cost
from vault.crypto.secret import Secret
from vault.errors import KeyslotError, LimitExceeded, UnsupportedFeature, UsageError, WrongCredential
from vault.events import Event, Warned
from vault.formats.luks2.create import create
from vault.formats.luks2.describe import describe
from vault.formats.luks2.header import read_header
from vault.formats.luks2.jsontext import Number, encode
from vault.formats.luks2.keyslots import (
    add_keyslot,
    add_token,
    add_unbound,
    change_keyslot,
    convert_keyslot,
    edited,
    name_of,
    open_unbound,
    remove_keyslot,
    remove_token,
    set_name,
    set_priority,
    unlock,
)
from vault.formats.luks2.limits import Limits
from vault.formats.luks2.model import PRIORITY_IGNORE, PRIORITY_NORMAL, PRIORITY_PREFER, Header
from vault.formats.luks2.write import write_header
from vault.testing.headerwork import KEY, OPTIONS, OWN_KEY, TOKEN
from vault.testing.volumes import CHEAP_ARGON2, CHEAP_PBKDF2, opens

RECOVERY = {"type": "systemd-recovery"}
FOREIGN_TOKENS = {
    "3": {"type": "luksmeta", "keyslots": ["0"], "big": 2**64 - 1, "small": -(2**63), "list": [1, None, True, {}]},
    "7": {"keyslots": [], "type": "x/y", "text": 'ä"\\/\n\u2028', "": {"deep": {"er": [[], [0]]}}},
    "9": {"type": "odd", "keyslots": [], "list": [Number("1.50"), Number("-0"), Number("NaN")], "text": "a\0b\udcff"},
    "31": {"type": "systemd-old", "keyslots": ["9"], "note": "of a keyslot that is not there"},
}


@pytest.fixture
def device() -> MemoryDevice:
    """A header with room for three keyslots, of which 0 opens with ``zero``."""
    result = MemoryDevice(OPTIONS.header_size)
    create(result, OPTIONS, Secret(b"zero"), volume_key=Secret(KEY))
    return result


def add(device: MemoryDevice, credential: bytes, **more: Any) -> int:
    return add_keyslot(read_header(device), device, Secret(KEY), Secret(credential), CHEAP_PBKDF2, **more)[1]


def add_own(device: MemoryDevice, key: bytes = OWN_KEY, **more: Any) -> int:
    return add_unbound(read_header(device), device, Secret(key), Secret(b"own"), CHEAP_PBKDF2, **more)[1]


def own_key(device: MemoryDevice, slot: int, credential: bytes = b"own", **more: Any) -> bytes:
    with open_unbound(read_header(device), device, slot, Secret(credential), **more) as key:
        return bytes(key.view())


def rewrite(device: MemoryDevice, edit: Any) -> Header:
    return write_header(device, edited(read_header(device), edit))


def remove(device: MemoryDevice, slot: int, **more: Any) -> list[Warned]:
    events: list[Event] = []
    remove_keyslot(read_header(device), device, slot, on_event=events.append, **more)
    return [event for event in events if isinstance(event, Warned)]


def kinds(device: MemoryDevice) -> dict[int, tuple[str, list[str]]]:
    return {number: (token["type"], token["keyslots"]) for number, token in read_header(device).tokens.items()}


def test_a_keyslot_its_token_and_its_name_come_with_one_update(device: MemoryDevice) -> None:
    before = read_header(device).sequence_id
    slot = add(device, b"two", token={**TOKEN, "keyslots": ["0"]}, name="Küche, oben", priority=PRIORITY_PREFER)
    header = read_header(device)
    assert header.sequence_id == before + 1
    assert header.tokens[0] == {**TOKEN, "keyslots": [str(slot)]}
    assert header.tokens[1] == {"type": "vault-name", "keyslots": [str(slot)], "name": "Küche, oben"}
    assert (name_of(header, slot), name_of(header, 0)) == ("Küche, oben", "")
    assert header.keyslots[slot].priority == PRIORITY_PREFER


@pytest.mark.parametrize("name", ["x" * 65, "a\nb", "\x1b[31m", "a\u202eb", "\ud800"])
@pytest.mark.parametrize("how", ["add", "unbound", "set"])
def test_a_name_that_cannot_be_is_refused_before_anything_is_written(device: MemoryDevice, name: str, how: str) -> None:
    work: dict[str, Callable[[], object]] = {
        "add": lambda: add(device, b"another", name=name),
        "unbound": lambda: add_own(device, name=name),
        "set": lambda: set_name(read_header(device), device, 0, name),
    }
    before = bytes(device.data)
    with pytest.raises(UsageError, match="64 characters"):
        work[how]()
    assert device.data == before


def test_a_name_is_changed_and_taken_away(device: MemoryDevice) -> None:
    for name, tokens in (("first", 1), ("x" * 64, 1), ("", 0), ("", 0)):
        set_name(read_header(device), device, 0, name)
        header = read_header(device)
        assert (name_of(header, 0), len(header.tokens)) == (name, tokens)
    with pytest.raises(KeyslotError, match="no keyslot 8"):
        set_name(read_header(device), device, 8, "nobody")


@pytest.mark.parametrize("value", ["a\nb", "", "x" * 65, 7, None, ["a"]])
def test_a_name_of_another_program_that_cannot_be_is_none(device: MemoryDevice, value: object) -> None:
    token = {"type": "vault-name", "keyslots": ["0"], "name": value}
    rewrite(device, lambda document: document["tokens"].update({"5": token}))
    assert name_of(read_header(device), 0) == ""
    set_name(read_header(device), device, 0, "good")
    assert name_of(read_header(device), 0) == "good"


def test_names_tokens_and_keys_of_their_own_are_described(device: MemoryDevice) -> None:
    add(device, b"one", name="one", token=RECOVERY, priority=PRIORITY_IGNORE)
    add_own(device)
    add_token(read_header(device), device, {"type": "theirs"}, (0, 1))
    found = describe(Path("x"), None, 0, read_header(device)).keyslots
    assert [(slot.name, slot.unbound, slot.priority, slot.tokens, slot.token_kinds) for slot in found] == [
        ("", False, "normal", (2,), ("theirs",)),
        ("one", False, "ignore", (0, 1, 2), ("systemd-recovery", "theirs")),
        ("", True, "normal", (), ()),
    ]


def test_a_keyslot_of_an_unknown_type_is_described_as_taken(device: MemoryDevice) -> None:
    slot = add(device, b"one", name="theirs")
    rewrite(device, lambda document: document["keyslots"][str(slot)].update(type="of others"))
    found = describe(Path("x"), None, 0, read_header(device)).keyslots
    assert [(each.number, each.name, each.kdf, each.cipher, each.unsupported) for each in found] == [
        (0, "", "pbkdf2", "aes-xts-plain64", ""),
        (1, "theirs", "unknown", "unknown", "its type is 'of others'"),
    ]
    assert re.split("  +", keyslot_table(found).splitlines()[-1])[:4] == ["1", "theirs", "-", "unknown"]
    with pytest.raises(KeyslotError, match="taken"):
        add(device, b"two", slot=slot)


def test_one_name_that_two_keyslots_have_becomes_two(device: MemoryDevice) -> None:
    add(device, b"one")
    token = {"type": "vault-name", "keyslots": ["0", "1"], "name": "both"}
    rewrite(device, lambda document: document["tokens"].update({"5": token}))
    set_name(read_header(device), device, 1, "one")
    header = read_header(device)
    assert [name_of(header, slot) for slot in (0, 1)] == ["both", "one"]


@pytest.mark.parametrize(
    "token",
    [
        {"type": "x", "value": 0.5},
        {"type": "x", "value": 2**64},
        {"type": "x", "value": "\ud800"},
        {"type": "x", 1: "a"},
        {"type": "x", "value": (1, 2)},
        {"type": "x", "value": set()},
        {"type": 7},
        {},
    ],
    ids=repr,
)
def test_a_token_that_no_header_can_hold_is_refused_before_anything_is_written(
    device: MemoryDevice, token: dict[Any, Any]
) -> None:
    before = bytes(device.data)
    with pytest.raises(UsageError, match="token"):
        add_token(read_header(device), device, token)
    with pytest.raises(UsageError, match="token"):
        add(device, b"one", token=token)
    assert device.data == before


def test_tokens_are_added_and_removed_and_limited_in_number(device: MemoryDevice) -> None:
    for number in range(32):
        assert add_token(read_header(device), device, {"type": "x", "n": number}, (0,))[1] == number
    before = bytes(device.data)
    with pytest.raises(KeyslotError, match="all tokens are taken"):
        add_token(read_header(device), device, {"type": "x"})
    with pytest.raises(KeyslotError, match="all tokens are taken"):
        add(device, b"one", name="one")
    with pytest.raises(KeyslotError, match="no keyslot 4"):
        add_token(read_header(device), device, {"type": "x"}, (4,))
    with pytest.raises(KeyslotError, match="no token 32"):
        remove_token(read_header(device), device, 32)
    assert device.data == before
    remove_token(read_header(device), device, 4)
    assert add_token(read_header(device), device, TOKEN, (0,))[1] == 4
    assert opens(device, b"zero") == KEY


def test_a_token_that_does_not_fit_is_refused_before_the_keyslot_is_written(device: MemoryDevice) -> None:
    before = bytes(device.data)
    with pytest.raises(LimitExceeded, match="JSON"):
        add(device, b"one", token={"type": "x", "text": "y" * 12000})
    assert device.data == before


def test_a_removed_keyslot_takes_its_own_tokens_along_and_no_others(device: MemoryDevice) -> None:
    add(device, b"one", token=RECOVERY, name="one")
    for token in (TOKEN, {"type": "mine", "odd": [1]}, {"type": "luks2-keyring", "key_description": "k"}):
        add_token(read_header(device), device, token, (0, 1))
    remove(device, 1)
    assert kinds(device) == {2: ("vault-keyring", ["0"]), 3: ("mine", ["0"]), 4: ("luks2-keyring", ["0"])}
    remove(device, 0, force=True)
    assert kinds(device) == {3: ("mine", []), 4: ("luks2-keyring", [])}
    assert len(read_header(device).digests) == 1


@pytest.mark.parametrize("kind", ["vault-hashicorp", "vault-name-2", "vault-", "systemd-old", "Vault-name", "systemd"])
def test_a_type_that_begins_like_a_known_one_is_of_another_program(device: MemoryDevice, kind: str) -> None:
    token = {"type": kind, "keyslots": ["1"], "name": "theirs"}
    rewrite(device, lambda document: document["tokens"].update({"4": token}))
    assert add(device, b"one") == 1
    assert read_header(device).tokens[4] == token
    change_keyslot(read_header(device), device, 1, Secret(KEY), Secret(b"new"), CHEAP_PBKDF2)
    assert read_header(device).tokens[4] == token
    remove(device, 1)
    assert read_header(device).tokens[4] == {**token, "keyslots": []}


def test_a_dangling_token_does_not_answer_for_the_next_keyslot_of_that_number(device: MemoryDevice) -> None:
    dangling = {
        "0": {"type": "vault-keyring", "keyslots": ["1"]},
        "1": {"type": "vault-name", "keyslots": ["0", "1"], "name": "old"},
        "2": {"type": "mine", "keyslots": ["1"]},
    }
    rewrite(device, lambda document: document["tokens"].update(dangling))
    assert add(device, b"one", token=RECOVERY) == 1
    assert kinds(device) == {
        0: ("systemd-recovery", ["1"]),
        1: ("vault-name", ["0"]),
        2: ("mine", ["1"]),
    }


@pytest.mark.parametrize("kind", ["vault-keyring", "systemd-pkcs11", "systemd-recovery", "luks2-keyring"])
def test_a_keyslot_that_a_token_opens_is_not_changed_but_converted(device: MemoryDevice, kind: str) -> None:
    slot = add(device, b"one", token={"type": kind})
    before = bytes(device.data)
    with pytest.raises(KeyslotError, match=kind) as caught:
        change_keyslot(read_header(device), device, slot, Secret(KEY), Secret(b"new"), CHEAP_PBKDF2)
    assert "remove that keyslot" in caught.value.hint
    assert device.data == before
    convert_keyslot(read_header(device), device, slot, Secret(b"one"), CHEAP_ARGON2)
    header = read_header(device)
    assert header.keyslots[slot].kdf.cost == CHEAP_ARGON2
    assert kinds(device) == {0: (kind, [str(slot)])}
    assert unlock(header, device, Secret(b"one"), slot=slot)[0] == slot


@pytest.mark.parametrize("new_slot", [None, 5])
def test_a_changed_keyslot_keeps_its_name_and_warns_of_unknown_tokens(
    device: MemoryDevice, new_slot: int | None
) -> None:
    set_name(read_header(device), device, 0, "mine")
    add_token(read_header(device), device, {"type": "theirs"}, (0,))
    events: list[Event] = []
    change_keyslot(
        read_header(device),
        device,
        0,
        Secret(KEY),
        Secret(b"new"),
        CHEAP_PBKDF2,
        new_slot=new_slot,
        on_event=events.append,
    )
    slot = new_slot or 0
    assert name_of(read_header(device), slot) == "mine"
    assert kinds(device)[1] == ("theirs", [] if new_slot else ["0"])
    assert [event.message for event in events if isinstance(event, Warned)] == [
        "token 1 of type theirs may no longer fit keyslot 0"
    ]


def test_a_keyslot_is_converted_by_its_own_credential_only(device: MemoryDevice) -> None:
    add(device, b"one", priority=PRIORITY_IGNORE, name="one")
    before = bytes(device.data)
    with pytest.raises(WrongCredential):
        convert_keyslot(read_header(device), device, 1, Secret(b"zero"), CHEAP_ARGON2)
    with pytest.raises(LimitExceeded):
        convert_keyslot(
            read_header(device), device, 1, Secret(b"one"), CHEAP_ARGON2, limits=Limits(pbkdf2_iterations=999)
        )
    assert device.data == before
    events: list[Event] = []
    convert_keyslot(read_header(device), device, 1, Secret(b"one"), CHEAP_ARGON2, on_event=events.append)
    header = read_header(device)
    assert (header.keyslots[1].priority, name_of(header, 1)) == (PRIORITY_IGNORE, "one")
    assert header.keyslots[1].kdf.cost == CHEAP_ARGON2
    assert not [event for event in events if isinstance(event, Warned)]


def test_priorities_are_set_as_cryptsetup_sets_them(device: MemoryDevice) -> None:
    add(device, b"one")
    for priority, member in ((PRIORITY_PREFER, 2), (PRIORITY_IGNORE, 0), (PRIORITY_NORMAL, None)):
        set_priority(read_header(device), device, 1, priority)
        header = read_header(device)
        assert header.keyslots[1].priority == priority
        assert header.document["keyslots"]["1"].get("priority") == member
    with pytest.raises(KeyslotError, match="no keyslot 3"):
        set_priority(read_header(device), device, 3, PRIORITY_PREFER)


def test_it_is_told_when_no_keyslot_is_tried_unnamed_any_more(device: MemoryDevice) -> None:
    add(device, b"one")
    add_own(device)
    events: list[Event] = []
    for slot in (1, 0):
        assert events == []
        set_priority(read_header(device), device, slot, PRIORITY_IGNORE, on_event=events.append)
    assert [type(event) for event in events] == [Warned]
    assert unlock(read_header(device), device, Secret(b"zero"), slot=0)[0] == 0


@pytest.mark.parametrize("key", [b"k", OWN_KEY, bytes(32)], ids=len)
def test_an_unbound_keyslot_holds_a_key_of_its_own(device: MemoryDevice, key: bytes) -> None:
    slot = add_own(device, key, name="backup key", priority=PRIORITY_PREFER)
    header = read_header(device)
    assert header.digests[1].keyslots == (slot,)
    assert header.digests[1].segments == ()
    assert name_of(header, slot) == "backup key"
    assert own_key(device, slot) == key
    assert opens(device, b"own") is None
    assert opens(device, b"zero") == KEY
    if len(key) > 1:  # one byte comes out right by chance in one of 256 runs
        with pytest.raises(WrongCredential, match=f"keyslot {slot} does not open"):
            own_key(device, slot, b"zero")
    with pytest.raises(LimitExceeded):
        own_key(device, slot, limits=Limits(pbkdf2_iterations=999))
    convert_keyslot(header, device, slot, Secret(b"own"), CHEAP_ARGON2)
    change_keyslot(read_header(device), device, slot, Secret(key), Secret(b"own'"), CHEAP_PBKDF2)
    assert own_key(device, slot, b"own'") == key
    remove(device, slot)
    header = read_header(device)
    assert (list(header.digests), list(header.keyslots), dict(header.tokens)) == ([0], [0], {})


def test_the_volume_key_is_no_key_of_its_own_and_is_never_shown(device: MemoryDevice) -> None:
    before = bytes(device.data)
    with pytest.raises(UsageError, match="volume key"):
        add_own(device, KEY)
    for size in (0, 513):
        with pytest.raises(UsageError, match="512 bytes"):
            add_own(device, bytes(size))
    with pytest.raises(KeyslotError, match="holds the volume key"):
        own_key(device, 0, b"zero")
    assert device.data == before

    def divide(document: dict[str, Any]) -> None:
        twin = copy.deepcopy(document["digests"]["0"])
        document["digests"]["0"]["keyslots"].remove("1")
        document["digests"]["1"] = {**twin, "keyslots": ["1"], "segments": []}

    add(device, b"one")
    rewrite(device, divide)
    with pytest.raises(KeyslotError, match="holds the volume key"):
        own_key(device, 1, b"one")


def test_the_last_keyslot_of_the_data_is_the_last_whatever_else_there_is(device: MemoryDevice) -> None:
    add_own(device)
    with pytest.raises(KeyslotError, match="last one"):
        remove(device, 0)
    add(device, b"two", priority=PRIORITY_IGNORE)
    assert remove(device, 0) == []
    assert unlock(read_header(device), device, Secret(b"two"), slot=2)[0] == 2
    with pytest.raises(KeyslotError, match="last one"):
        remove(device, 2)


def test_a_keyslot_that_only_others_can_open_is_no_way_in(device: MemoryDevice) -> None:
    add(device, b"one")
    rewrite(device, lambda document: document["keyslots"]["1"]["kdf"].update(type="scrypt"))
    with pytest.raises(KeyslotError, match="last one"):
        remove(device, 0)
    assert remove(device, 1) == []


def test_it_is_told_when_only_keyslots_of_tokens_are_left(device: MemoryDevice) -> None:
    add(device, b"one", token=TOKEN)
    add(device, b"two", token=RECOVERY)
    [warned] = remove(device, 0)
    assert "systemd-recovery, vault-keyring" in warned.message
    assert "vault keyslot add" in warned.hint
    assert remove(device, 1) == []


@pytest.mark.parametrize(
    ("token", "warned"),
    [(None, True), (TOKEN, False), (RECOVERY, False), ({"type": "systemd-tpm2"}, False), ({"type": "mine"}, True)],
    ids=str,
)
def test_a_cheap_key_derivation_is_not_weak_where_the_secret_is_random(
    device: MemoryDevice, token: dict[str, Any] | None, warned: bool
) -> None:
    slot = add(device, b"one", token=token)
    events: list[Event] = []
    unlock(read_header(device), device, Secret(b"one"), slot=slot, on_event=events.append)
    assert any(isinstance(event, Warned) for event in events) is warned


def test_nothing_of_another_program_is_changed_by_anything() -> None:
    """A keyslot of another type, tokens with odd members and big numbers, and members that nobody knows."""
    options = replace(OPTIONS, keyslots_size=4 * 128 * 1024)
    device = MemoryDevice(options.header_size)
    create(device, options, Secret(b"zero"), volume_key=Secret(KEY))

    def extend(document: dict[str, Any]) -> None:
        area = {"type": "datashift-journal", "offset": str(options.header_size - 4096), "size": "4096", "x": [None]}
        document["keyslots"]["30"] = {"type": "theirs", "key_size": 1, "area": area, "odd": {"n": 2**64 - 1}}
        document["tokens"].update(copy.deepcopy(FOREIGN_TOKENS))
        document["config"].update({"flags": ["x-flag"], "x": [False, {"y": -1}]})
        document["x-top"] = {"list": [[[]]], "text": "\u00e4\U0001f511"}
        for place in (document["keyslots"]["0"], document["keyslots"]["0"]["kdf"], document["digests"]["0"]):
            place["x-member"] = 2**63

    rewrite(device, extend)
    before = copy.deepcopy(dict(read_header(device).document))
    key, new = Secret(KEY), Secret(b"new")
    add(device, b"one", token=TOKEN, name="one")
    add_own(device, name="own")
    set_name(read_header(device), device, 0, "zero")
    set_priority(read_header(device), device, 0, PRIORITY_PREFER)
    remove(device, 2)
    convert_keyslot(read_header(device), device, 1, Secret(b"one"), CHEAP_ARGON2)
    remove(device, 1)
    add(device, b"two", slot=5)
    change_keyslot(read_header(device), device, 5, key, new, CHEAP_PBKDF2, new_slot=6)
    remove(device, 6)
    _, number = add_token(read_header(device), device, TOKEN, (0,))
    remove_token(read_header(device), device, number)
    set_name(read_header(device), device, 0, "")
    set_priority(read_header(device), device, 0, PRIORITY_NORMAL)
    after = read_header(device)
    assert encode(after.document, after.json_size) == encode(before, after.json_size)


@pytest.mark.parametrize("what", ["token", "untoken", "name", "priority", "unbound", "convert", "open"])
def test_a_header_with_an_unknown_requirement_is_left_alone(device: MemoryDevice, what: str) -> None:
    add_token(read_header(device), device, TOKEN, (0,))
    rewrite(device, lambda document: document["config"].update(requirements={"mandatory": ["holograms"]}))
    before, header, secret = bytes(device.data), read_header(device), Secret(b"zero")
    work: dict[str, Callable[[], object]] = {
        "token": lambda: add_token(header, device, TOKEN),
        "untoken": lambda: remove_token(header, device, 0),
        "name": lambda: set_name(header, device, 0, "x"),
        "priority": lambda: set_priority(header, device, 0, PRIORITY_PREFER),
        "unbound": lambda: add_unbound(header, device, Secret(OWN_KEY), secret, CHEAP_PBKDF2),
        "convert": lambda: convert_keyslot(header, device, 0, secret, CHEAP_PBKDF2),
        "open": lambda: open_unbound(header, device, 0, secret),
    }
    with pytest.raises(UnsupportedFeature, match="holograms"):
        work[what]()
    assert device.data == before


def test_the_digest_of_an_unbound_key_costs_as_much_as_the_volume_keys(device: MemoryDevice) -> None:
    add_own(device)
    header = read_header(device)
    assert header.digests[1].iterations == header.digests[0].iterations
    assert header.keyslots[1].kdf.cost == Pbkdf2Cost("sha256", 1000)
