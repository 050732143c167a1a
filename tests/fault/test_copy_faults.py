"""A copy that is cut off at any moment is gone on with, and what is found at the end is what the source holds.

Covers attacks 30 and 31.
"""

import pytest

from vault.blockdev import journal
from vault.blockdev.base import BlockDevice, Buffer
from vault.blockdev.copying import copy, verify
from vault.blockdev.journal import Journal
from vault.blockdev.memory import MemoryDevice
from vault.blockdev.slice import Slice
from vault.errors import BackendError, NoSpace
from vault.testing.copies import MARK_EVERY, PLAINTEXT, STEP, TARGET_SIZE, check_copied, new_target
from vault.testing.crash import CrashDevice
from vault.testing.faulty import Fault, FaultyDevice

PACE = {"step": STEP, "mark_every": MARK_EVERY}
without_flushes = pytest.mark.xfail(reason="the flushes are what makes it safe", raises=BackendError)


def source() -> MemoryDevice:
    return MemoryDevice(len(PLAINTEXT), data=bytearray(PLAINTEXT))


def begun() -> bytes:
    """A target full of noise, and behind it the journal of a copy that begins."""
    image = new_target() + bytearray(journal.SIZE)
    Journal.create(_parts(MemoryDevice(len(image), data=image))[1], {})
    return bytes(image)


def _parts(device: MemoryDevice) -> tuple[Slice, Slice]:
    return Slice(device, 0, TARGET_SIZE, 512), Slice(device, TARGET_SIZE, journal.SIZE, 512)


def go_on(device: MemoryDevice) -> None:
    target, record = _parts(device)
    opened = Journal.open(record)
    copy(source(), target, opened, **PACE)
    verify(source(), target, opened, step=STEP)
    check_copied(device.data[:TARGET_SIZE])


@pytest.mark.attack(31)
@pytest.mark.parametrize("flushes", [True, pytest.param(False, marks=without_flushes)])
def test_every_crash_can_be_gone_on_from(flushes: bool) -> None:
    """Target and journal are on one medium here, whose flush is for both."""
    device = CrashDevice(begun(), flushes=flushes)
    go_on(device)
    progress = set()
    for point in device.crash_points(most=16):
        after = MemoryDevice(len(point.image), data=point.image)
        progress.add(Journal.open(_parts(after)[1]).done)
        go_on(after)
    assert progress == {*range(0, TARGET_SIZE, MARK_EVERY), TARGET_SIZE}


class Logged(MemoryDevice):
    """Writes its name into a log with each write, and in capitals with each flush."""

    def __init__(self, name: str, log: list[str], data: bytearray) -> None:
        super().__init__(len(data), data=data)
        self._name, self._log = name, log

    def write(self, offset: int, data: Buffer) -> None:
        super().write(offset, data)
        self._log.append(self._name)

    def flush(self) -> None:
        self._log.append(self._name.upper())


def test_on_two_media_the_target_is_flushed_before_the_journal_is_told() -> None:
    log: list[str] = []
    record = Logged("journal", log, bytearray(journal.SIZE))
    copy(source(), Logged("target", log, new_target()), Journal.create(record, {}), **PACE)
    assert log[:2] == ["journal", "JOURNAL"]
    one_mark = ["target"] * (MARK_EVERY // STEP) + ["TARGET", "journal", "JOURNAL"]
    whole = len(one_mark) * (TARGET_SIZE // MARK_EVERY)
    assert log[2 : 2 + whole] == one_mark * (TARGET_SIZE // MARK_EVERY)
    assert log[2 + whole :] == ["target", "TARGET", "journal", "JOURNAL"]


def run(image: bytearray, which: str, at: int | None, fault: Fault) -> FaultyDevice:
    """Copy and compare with one device whose call number ``at`` fails."""
    target, record = _parts(MemoryDevice(len(image), data=image))
    devices: dict[str, BlockDevice] = {"source": source(), "target": target, "journal": record}
    faulty = devices[which] = FaultyDevice(devices[which], at=at, fault=fault)
    opened = Journal.open(devices["journal"])
    copy(devices["source"], devices["target"], opened, **PACE)
    verify(devices["source"], devices["target"], opened, step=STEP)
    return faulty


@pytest.mark.attack(30)
@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.value)
@pytest.mark.parametrize("which", ["source", "target", "journal"])
def test_a_fault_at_any_step_is_reported_and_gone_on_from(which: str, fault: Fault) -> None:
    calls = run(bytearray(begun()), which, None, fault).calls
    assert len(calls) > 10
    for step, call in enumerate(calls):
        if fault is Fault.ENOSPC and call == "read":
            continue
        image = bytearray(begun())
        with pytest.raises(NoSpace if fault is Fault.ENOSPC else BackendError):
            run(image, which, step, fault)
        go_on(MemoryDevice(len(image), data=image))
