"""Copying a device and comparing: any two sector sizes, zeros behind the end, differences found wherever they are."""

import hashlib

import pytest

from vault.blockdev import journal
from vault.blockdev.copying import copy, verify
from vault.blockdev.journal import Journal
from vault.blockdev.memory import MemoryDevice
from vault.errors import BackendError, FormatError, UsageError
from vault.events import Event, Progress
from vault.testing.copies import MARK_EVERY, PLAINTEXT, STEP, TARGET_SIZE, check_copied, new_target


@pytest.fixture
def record() -> Journal:
    return Journal.create(MemoryDevice(journal.SIZE), {"of": "a test"})


def plaintext(size: int = len(PLAINTEXT), sector_size: int = 512) -> MemoryDevice:
    return MemoryDevice(size, sector_size, data=bytearray(PLAINTEXT.ljust(size, b"\x01")))


@pytest.mark.parametrize(
    ("size", "sector_size", "target_size", "target_sector"),
    [
        (len(PLAINTEXT), 512, TARGET_SIZE, 512),
        (len(PLAINTEXT), 512, len(PLAINTEXT), 512),
        (len(PLAINTEXT), 512, 20480, 4096),
        (len(PLAINTEXT), 512, 32768, 4096),
        (20480, 4096, 20480, 512),
        (20480, 4096, 20992, 512),
        (20480, 4096, 24576, 4096),
    ],
)
def test_the_copy_is_the_plaintext_and_zeros_behind_it(
    record: Journal, size: int, sector_size: int, target_size: int, target_sector: int
) -> None:
    source = plaintext(size, sector_size)
    source.read_only = True
    target = MemoryDevice(target_size, target_sector, data=bytearray(b"\xff" * target_size))
    seen: list[Event] = []
    copy(source, target, record, on_event=seen.append, step=4096, mark_every=8192)
    digest = verify(source, target, record, on_event=seen.append, step=4096)
    assert digest == hashlib.sha256(source.data).hexdigest()
    assert target.data == source.data.ljust(target_size, b"\0")
    assert record.done == target_size
    for what in ("copying", "verifying"):
        told = [event for event in seen if isinstance(event, Progress) and event.what == what]
        assert [event.done for event in told] == [*range(4096, target_size, 4096), target_size]


def test_it_goes_on_where_the_journal_says(record: Journal) -> None:
    record.mark(MARK_EVERY)
    target = MemoryDevice(TARGET_SIZE, data=new_target())
    target.data[:MARK_EVERY] = PLAINTEXT[:MARK_EVERY]
    source = plaintext()
    source.data[:MARK_EVERY] = bytes(MARK_EVERY)  # not read again
    copy(source, target, record, step=STEP, mark_every=MARK_EVERY)
    check_copied(target.data)
    assert Journal.open(record.device).done == TARGET_SIZE


@pytest.mark.parametrize("at", [0, STEP, 11000, len(PLAINTEXT) - 1, len(PLAINTEXT), TARGET_SIZE - 1])
def test_one_wrong_byte_is_found_and_copied_again(record: Journal, at: int) -> None:
    source, target = plaintext(), MemoryDevice(TARGET_SIZE, data=new_target())
    copy(source, target, record, step=STEP)
    target.data[at] ^= 1
    with pytest.raises(BackendError, match="differs from the old one") as caught:
        verify(source, target, record, step=STEP)
    assert str(at // STEP * STEP) in str(caught.value)
    assert Journal.open(record.device).done == at // STEP * STEP
    copy(source, target, record, step=STEP)
    verify(source, target, record, step=STEP)
    check_copied(target.data)


def test_too_small_a_target_is_not_touched(record: Journal) -> None:
    target = MemoryDevice(len(PLAINTEXT) - 512)
    with pytest.raises(UsageError, match="only"):
        copy(plaintext(), target, record)
    assert not any(target.data)


@pytest.mark.parametrize("done", [-512, 511, TARGET_SIZE + 512])
def test_a_journal_that_cannot_be_of_this_copy_is_refused(record: Journal, done: int) -> None:
    record.mark(done)
    target = MemoryDevice(TARGET_SIZE)
    with pytest.raises(FormatError, match="cannot be"):
        copy(plaintext(), target, record)
    assert not any(target.data)
