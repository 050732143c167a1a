"""A power cut at any moment of any change of a header leaves a volume that the old or the new credential opens.

Covers attacks 30, 31 and 36.
"""

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.formats.luks2.header import read_header
from vault.formats.luks2.write import write_header
from vault.testing.crash import CrashDevice, Write
from vault.testing.headerwork import (
    OPERATIONS,
    Operation,
    VolumeLost,
    check_done,
    check_opens,
    image_before,
    image_with_one_copy,
)

operations = pytest.mark.parametrize("operation", OPERATIONS, ids=str)
BY_NAME = {operation.name: operation for operation in OPERATIONS}


def check_every_crash(device: CrashDevice, operation: Operation) -> int:
    seen = set()
    for point in device.crash_points(most=24):
        image = bytes(point.image)
        if image in seen:
            continue
        seen.add(image)
        try:
            check_opens(point.image, operation)
        except VolumeLost as error:
            raise VolumeLost(f"{point}: {error}") from error
    return len(seen)


without_flushes = pytest.param(
    False, marks=pytest.mark.xfail(reason="the flushes are what makes it safe", raises=VolumeLost), id="without flushes"
)


@pytest.mark.attack(31)
@pytest.mark.parametrize("flushes", [pytest.param(True, id="with flushes"), without_flushes])
@operations
def test_every_crash_leaves_a_volume_that_opens(operation: Operation, flushes: bool) -> None:
    """One that is being created opens as soon as its header can be read."""
    device = CrashDevice(image_before(operation), flushes=flushes)
    operation.run(device)
    check_done(bytearray(device.data), operation)
    assert check_every_crash(device, operation) >= 6


@pytest.mark.attack(31)
@pytest.mark.parametrize("name", ["add", "remove", "annotate"])
@pytest.mark.parametrize("primary", [True, False], ids=["primary good", "secondary good"])
@pytest.mark.parametrize("old", [True, False], ids=["the other old", "the other damaged"])
def test_a_crash_is_survived_again_when_one_copy_was_lost_before(name: str, primary: bool, old: bool) -> None:
    operation = BY_NAME[name]
    device = CrashDevice(image_with_one_copy(operation, primary=primary, old=old))
    assert len(read_header(device).warnings) == 1
    operation.run(device)
    check_done(bytearray(device.data), operation)
    assert check_every_crash(device, operation) >= 6


@pytest.mark.parametrize("name", ["add", "remove", "change"])
def test_after_any_crash_the_next_update_makes_both_copies_good_again(name: str) -> None:
    operation = BY_NAME[name]
    device = CrashDevice(image_before(operation))
    operation.run(device)
    mended = 0
    for point in device.crash_points(most=8):
        after = MemoryDevice(len(point.image), data=point.image)
        header = read_header(after)
        written = write_header(after, header)
        again = read_header(after)
        assert not again.warnings
        assert again.document == header.document
        assert again.sequence_id == written.sequence_id == header.sequence_id + 1
        mended += bool(header.warnings)
    assert mended > 2


@pytest.mark.attack(36)
@pytest.mark.parametrize("name", ["remove", "change", "change the number too"])
def test_old_key_material_is_overwritten_before_the_header_forgets_it(name: str) -> None:
    operation = BY_NAME[name]
    device = CrashDevice(image_before(operation))
    area = read_header(device).keyslots[0].area
    before = bytes(device.read(area.offset, area.size))
    operation.run(device)
    assert _equal_sectors(before, bytes(device.read(area.offset, area.size))) == 0
    for point in device.crash_points(most=8):
        after = MemoryDevice(len(point.image), data=point.image)
        used = [slot.area for slot in read_header(after).keyslots.values()]
        if area not in used:
            assert _equal_sectors(before, bytes(after.read(area.offset, area.size))) == 0, str(point)


def _equal_sectors(one: bytes, other: bytes) -> int:
    return sum(one[at : at + 512] == other[at : at + 512] for at in range(0, 128000, 512))


@operations
def test_each_copy_is_written_in_one_piece_and_never_both_before_a_flush(operation: Operation) -> None:
    device = CrashDevice(image_before(operation))
    operation.run(device)
    headers = [
        (at, entry.offset) for at, entry in enumerate(device.log) if isinstance(entry, Write) and _is_copy(entry)
    ]
    assert headers
    assert len(headers) % 2 == 0
    for at, _ in headers:
        assert not isinstance(device.log[at - 1], Write)
        assert not isinstance(device.log[at + 1], Write)


def _is_copy(write: Write) -> bool:
    return write.data[:4] in (b"LUKS", b"SKUL")
