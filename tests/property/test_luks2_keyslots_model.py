"""Any sequence of updates of keyslots and tokens leaves exactly what plain dictionaries say."""

from dataclasses import dataclass, field, replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import KeyslotError
from vault.formats.luks2.create import create
from vault.formats.luks2.header import read_header
from vault.formats.luks2.keyslots import (
    add_keyslot,
    add_token,
    add_unbound,
    change_keyslot,
    convert_keyslot,
    name_of,
    open_unbound,
    remove_keyslot,
    remove_token,
    set_name,
    set_priority,
    unlock,
)
from vault.formats.luks2.model import PRIORITY_NORMAL, Header
from vault.testing.headerwork import KEY, OPTIONS
from vault.testing.volumes import CHEAP_ARGON2, CHEAP_PBKDF2

ROOM = 3
"""Keyslots that the header's area holds."""
KINDS = ("vault-keyring", "systemd-recovery", "luks2-keyring", "theirs")
slots = st.integers(0, 3)
words = st.binary(max_size=4)
names = st.text(st.characters(categories=("L", "N")), max_size=6)
priorities = st.integers(0, 2)
own_keys = st.integers(0, 255).map(lambda byte: bytes([byte]) * len(KEY))
"""As long as the volume key, so that every keyslot takes the same room."""


@dataclass
class Slot:
    """A keyslot as it should be: ``key`` is that of the data, or its own."""

    word: bytes
    key: bytes = KEY
    name: str = ""
    priority: int = PRIORITY_NORMAL
    cost: object = CHEAP_PBKDF2


@dataclass
class Token:
    """A token as it should be."""

    kind: str
    slots: list[int] = field(default_factory=list)


class Keyslots(RuleBasedStateMachine):
    """A header beside what it should say."""

    def __init__(self) -> None:
        super().__init__()
        self.device = MemoryDevice(OPTIONS.header_size)
        create(self.device, OPTIONS, Secret(b"first"), volume_key=Secret(KEY))
        self.slots = {0: Slot(b"first")}
        self.tokens: list[Token] = []
        self.changed = True

    @property
    def header(self) -> Header:
        return read_header(self.device)

    def attempt(self, work, *, allowed: bool) -> bool:  # type: ignore[no-untyped-def]
        """Do it; it succeeds if it is allowed, and changes nothing otherwise."""
        before = bytes(self.device.data)
        try:
            work()
        except KeyslotError:
            assert not allowed
            assert self.device.data == before
            return False
        assert allowed
        self.changed = True
        return True

    def kinds(self, slot: int) -> set[str]:
        return {token.kind for token in self.tokens if slot in token.slots}

    @rule(slot=slots, word=words, name=names, priority=priorities, kind=st.sampled_from((None, *KINDS)))
    def add(self, slot: int, word: bytes, name: str, priority: int, kind: str | None) -> None:
        token = {"type": kind} if kind else None
        work = lambda: add_keyslot(  # noqa: E731
            self.header,
            self.device,
            Secret(KEY),
            Secret(word),
            CHEAP_PBKDF2,
            slot=slot,
            name=name,
            priority=priority,
            token=token,
        )
        if self.attempt(work, allowed=slot not in self.slots and len(self.slots) < ROOM):
            self.slots[slot] = Slot(word, name=name, priority=priority)
            self.tokens += [Token(kind, [slot])] if kind else []

    @rule(slot=slots, word=words, name=names, key=own_keys)
    def add_own(self, slot: int, word: bytes, name: str, key: bytes) -> None:
        work = lambda: add_unbound(  # noqa: E731
            self.header, self.device, Secret(key), Secret(word), CHEAP_PBKDF2, slot=slot, name=name
        )
        if self.attempt(work, allowed=slot not in self.slots and len(self.slots) < ROOM):
            self.slots[slot] = Slot(word, key, name)

    @rule(slot=slots, word=words, new_slot=st.none() | slots)
    def change(self, slot: int, word: bytes, new_slot: int | None) -> None:
        old = self.slots.get(slot)
        held = old.key if old else KEY
        allowed = old is not None and len(self.slots) < ROOM and self.kinds(slot) <= {"theirs"}
        allowed &= new_slot in (None, slot) or new_slot not in self.slots
        work = lambda: change_keyslot(  # noqa: E731
            self.header, self.device, slot, Secret(held), Secret(word), CHEAP_PBKDF2, new_slot=new_slot
        )
        if self.attempt(work, allowed=allowed) and old:
            if new_slot not in (None, slot):
                self.forget(slot)
            self.slots[slot if new_slot is None else new_slot] = replace(old, word=word, cost=CHEAP_PBKDF2)

    @precondition(lambda self: len(self.slots) < ROOM)
    @rule(slot=slots)
    def convert(self, slot: int) -> None:
        word = self.slots[slot].word if slot in self.slots else b""
        work = lambda: convert_keyslot(self.header, self.device, slot, Secret(word), CHEAP_ARGON2)  # noqa: E731
        if self.attempt(work, allowed=slot in self.slots):
            self.slots[slot].cost = CHEAP_ARGON2

    @rule(slot=slots)
    def remove(self, slot: int) -> None:
        left = [number for number, each in self.slots.items() if each.key == KEY and number != slot]
        allowed = slot in self.slots and bool(left)
        if self.attempt(lambda: remove_keyslot(self.header, self.device, slot), allowed=allowed):
            self.forget(slot)

    def forget(self, slot: int) -> None:
        del self.slots[slot]
        self.tokens = [
            token for token in self.tokens if token.slots != [slot] or token.kind in ("luks2-keyring", "theirs")
        ]
        for token in self.tokens:
            token.slots = [each for each in token.slots if each != slot]

    @rule(slot=slots, name=names)
    def rename(self, slot: int, name: str) -> None:
        if self.attempt(lambda: set_name(self.header, self.device, slot, name), allowed=slot in self.slots):
            self.slots[slot].name = name

    @rule(slot=slots, priority=priorities)
    def prioritise(self, slot: int, priority: int) -> None:
        work = lambda: set_priority(self.header, self.device, slot, priority)  # noqa: E731
        if self.attempt(work, allowed=slot in self.slots):
            self.slots[slot].priority = priority

    @rule(kind=st.sampled_from(KINDS), which=st.sets(slots, max_size=2))
    def enrol(self, kind: str, which: set[int]) -> None:
        work = lambda: add_token(self.header, self.device, {"type": kind}, tuple(which))  # noqa: E731
        if self.attempt(work, allowed=which <= self.slots.keys()):
            self.tokens.append(Token(kind, list(which)))

    @precondition(lambda self: any(token.slots for token in self.tokens))
    @rule(data=st.data())
    def unenrol(self, data: st.DataObject) -> None:
        header = self.header
        there = [number for number, token in header.tokens.items() if token["type"] != "vault-name"]
        number = data.draw(st.sampled_from(sorted(there)))
        token = header.tokens[number]
        self.attempt(lambda: remove_token(header, self.device, number), allowed=True)
        gone = (token["type"], sorted(map(int, token["keyslots"])))
        self.tokens.remove(next(each for each in self.tokens if (each.kind, sorted(each.slots)) == gone))

    @invariant()
    def says_the_same(self) -> None:
        if not self.changed:
            return
        self.changed = False
        header = self.header
        assert not header.warnings
        assert header.keyslots.keys() == self.slots.keys()
        kept = sorted((each["type"], sorted(map(int, each["keyslots"]))) for each in header.tokens.values())
        names_kept = [("vault-name", [number]) for number, slot in self.slots.items() if slot.name]
        assert kept == sorted([*names_kept, *((each.kind, sorted(each.slots)) for each in self.tokens)])
        own = [slot for slot in self.slots.values() if slot.key != KEY]
        assert len(header.digests) == 1 + len(own)
        for number, slot in self.slots.items():
            found = header.keyslots[number]
            assert (name_of(header, number), found.priority, found.kdf.cost) == (slot.name, slot.priority, slot.cost)

    def teardown(self) -> None:
        """At the end every keyslot opens with its credential."""
        header = self.header
        for number, slot in self.slots.items():
            word = Secret(slot.word)
            if slot.key == KEY:
                found = unlock(header, self.device, word, slot=number)[1]
            else:
                found = open_unbound(header, self.device, number, word)
            assert bytes(found.view()) == slot.key


TestKeyslots = Keyslots.TestCase
TestKeyslots.settings = settings(max_examples=15, stateful_step_count=10, deadline=None)
