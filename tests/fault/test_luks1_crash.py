"""A power cut at any moment of any change of a LUKS1 header leaves a volume that the old or the new credential opens.

Covers attacks 30, 31 and 36.
"""

from collections.abc import Sequence

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.formats.luks1.header import read_header
from vault.formats.luks1.layout import HEADER_SIZE
from vault.testing.crash import CrashDevice, Flush, Write
from vault.testing.headerwork import KEY, Operation, VolumeLost
from vault.testing.luks1work import (
    CONVERSIONS,
    OPERATIONS,
    check_converted,
    check_done,
    check_opens,
    image_before,
    image_to_convert,
    opens,
)

BY_NAME = {operation.name: operation for operation in OPERATIONS}
operations = pytest.mark.parametrize("operation", OPERATIONS, ids=str)
NEEDS_FLUSHES = ("create", "change", "change the number too", "convert")
"""The others never touch the one keyslot that opens the volume before and after."""
without_flushes = pytest.mark.xfail(reason="the flushes are what makes it safe", raises=VolumeLost)


def cases() -> Sequence[object]:
    found = [pytest.param(operation, True, id=operation.name) for operation in OPERATIONS]
    return found + [
        pytest.param(BY_NAME[name], False, id=f"{name} without flushes", marks=without_flushes)
        for name in NEEDS_FLUSHES
    ]


def check_every_crash(device: CrashDevice, operation: Operation) -> int:
    seen = set()
    for point in device.crash_points(most=16):
        image = bytes(point.image)
        if image in seen:
            continue
        seen.add(image)
        try:
            check_opens(point.image, operation)
        except VolumeLost as error:
            raise VolumeLost(f"{point}: {error}") from error
    return len(seen)


@pytest.mark.attack(31)
@pytest.mark.parametrize(("operation", "flushes"), cases())
def test_every_crash_leaves_a_volume_that_opens(operation: Operation, flushes: bool) -> None:
    """One that is being created opens as soon as its header can be read."""
    device = CrashDevice(image_before(operation), flushes=flushes)
    operation.run(device)
    check_done(bytearray(device.data), operation)
    assert check_every_crash(device, operation) >= 6


@pytest.mark.attack(31)
@pytest.mark.parametrize("flushes", [True, pytest.param(False, marks=without_flushes)])
def test_a_keyslot_that_the_header_names_opens_at_once(flushes: bool) -> None:
    operation = BY_NAME["add"]
    device = CrashDevice(image_before(operation), flushes=flushes)
    operation.run(device)
    named = 0
    for point in device.crash_points(most=16):
        after = MemoryDevice(len(point.image), data=point.image)
        if 1 in read_header(after).keyslots:
            named += 1
            if opens(after, b"two") != KEY:
                raise VolumeLost(f"{point}: keyslot 1 does not open")
    assert named


@pytest.mark.attack(36)
@pytest.mark.parametrize("name", ["remove", "change", "change the number too", "convert"])
def test_old_key_material_is_overwritten_before_the_header_forgets_it(name: str) -> None:
    operation = BY_NAME[name]
    device = CrashDevice(image_before(operation))
    header = read_header(device)
    offset, size, salt = header.area_offset(0), header.binary.area_size, header.keyslots[0].kdf.salt
    before = bytes(device.read(offset, size))
    operation.run(device)
    forgotten = 0
    for point in device.crash_points(most=8):
        after = MemoryDevice(len(point.image), data=point.image)
        slot = read_header(after).keyslots.get(0)
        if slot is None or slot.kdf.salt != salt:
            forgotten += 1
            now = bytes(after.read(offset, size))
            assert not any(before[at : at + 512] == now[at : at + 512] for at in range(0, size, 512)), str(point)
    assert forgotten


@operations
def test_each_update_of_the_header_is_one_write_between_flushes_and_changes_one_keyslot(operation: Operation) -> None:
    device = CrashDevice(image_before(operation))
    operation.run(device)
    image = bytearray(device.initial)
    updates = 0
    for at, entry in enumerate(device.log):
        if not isinstance(entry, Write):
            continue
        before = bytes(image[:HEADER_SIZE])
        image[entry.offset : entry.offset + len(entry.data)] = entry.data
        if entry.offset == 0 and entry.data.startswith(b"LUKS"):
            updates += 1
            assert isinstance(device.log[at - 1], Flush)
            assert isinstance(device.log[at + 1], Flush)
            if operation.before:
                assert _keyslots_that_differ(before, bytes(image[:HEADER_SIZE])) == 1
    assert updates


@pytest.mark.attack(31)
@pytest.mark.parametrize("flushes", [True, pytest.param(False, marks=without_flushes)])
@pytest.mark.parametrize("name", CONVERSIONS)
def test_every_crash_of_a_conversion_leaves_all_keyslots_whole(name: str, flushes: bool) -> None:
    """Where the only free place is in the other sector of the header, one keyslot is out of use for a moment."""
    slots, convert = CONVERSIONS[name]
    device = CrashDevice(image_to_convert(name), flushes=flushes)
    convert(device)
    check_converted(bytearray(device.data), slots, all_of_them=True)
    seen = set()
    for point in device.crash_points(most=6):
        image = bytes(point.image)
        if image in seen:
            continue
        seen.add(image)
        try:
            check_converted(point.image, slots, all_of_them=len(slots) < 7)
        except VolumeLost as error:
            raise VolumeLost(f"{point}: {error}") from error
    assert len(seen) > 10


def _keyslots_that_differ(before: bytes, after: bytes) -> int:
    assert before[:208] == after[:208]
    return sum(before[at : at + 48] != after[at : at + 48] for at in range(208, HEADER_SIZE, 48))
