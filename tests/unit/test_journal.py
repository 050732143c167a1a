"""The journal: the last mark or the one before, whatever became of a slot."""

import hashlib
import json

import pytest

from vault.blockdev.journal import SIZE, SLOT, Journal
from vault.blockdev.memory import MemoryDevice
from vault.errors import FormatError

SUBJECT = {"source": {"size": 5}, "target": {"uuid": "x"}}


@pytest.fixture
def device() -> MemoryDevice:
    return MemoryDevice(SIZE)


def test_what_was_marked_last_is_read_again_also_when_it_is_less(device: MemoryDevice) -> None:
    journal = Journal.create(device, SUBJECT)
    for done in (100, 200, 50):
        journal.mark(done)
        again = Journal.open(device)
        assert (again.done, again.subject) == (done, SUBJECT)
    again.mark(60)
    assert Journal.open(device).done == 60


@pytest.mark.parametrize("marks", [1, 2])
def test_a_damaged_slot_leaves_the_mark_before(device: MemoryDevice, marks: int) -> None:
    journal = Journal.create(device, SUBJECT)
    for number in range(marks):
        journal.mark(number + 1)
    last = (marks + 1) % 2 * SLOT
    device.data[last + 20] ^= 1
    assert Journal.open(device).done == marks - 1


def slot(**changes: object) -> bytes:
    value = {"version": 1, "turn": 1, "done": 0, "subject": {}, **changes}
    record = json.dumps({name: part for name, part in value.items() if part is not None}).encode()
    return (record + b"\n" + hashlib.sha256(record).hexdigest().encode() + b"\n").ljust(SLOT, b"\n")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "damaged"),
        (slot(turn="1"), "damaged"),
        (slot(done=None), "damaged"),
        (slot(subject=[]), "damaged"),
        (slot(version=2), "another version"),
        (slot(version=None), "damaged"),
        (slot()[:40], "damaged"),
    ],
)
def test_what_is_no_journal_is_refused(device: MemoryDevice, content: bytes, reason: str) -> None:
    device.data[: len(content)] = content
    with pytest.raises(FormatError, match=reason):
        Journal.open(device)


def test_a_device_that_is_cut_short_is_refused() -> None:
    with pytest.raises(FormatError, match="damaged"):
        Journal.open(MemoryDevice(SLOT))
