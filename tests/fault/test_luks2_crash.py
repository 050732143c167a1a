"""A power cut at any moment of any change of a header leaves a volume that the old or the new credential opens.

Covers attacks 30, 31 and 36.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.errors import FormatError
from vault.formats.luks2.header import read_header
from vault.formats.luks2.model import Header
from vault.formats.luks2.write import write_header
from vault.testing.crash import CrashDevice, CrashPoint, Write
from vault.testing.headerwork import (
    KEY,
    OPERATIONS,
    Operation,
    VolumeLost,
    check_done,
    check_opens,
    image_before,
    image_with_one_copy,
    opens_own,
)
from vault.testing.volumes import opens

operations = pytest.mark.parametrize("operation", OPERATIONS, ids=str)
BY_NAME = {operation.name: operation for operation in OPERATIONS}


LOST_BEFORE = (
    "add",
    "remove",
    "annotate",
    "add with token and name",
    "remove a token's keyslot",
    "convert",
    "set name",
)
"""What is done once more where one copy was lost before: each order of writes that there is."""


def check_every_crash(device: CrashDevice, operation: Operation, most: int = 24) -> int:
    seen = set()
    for point in device.crash_points(most=most):
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

with_and_without = pytest.mark.parametrize("flushes", [pytest.param(True, id="with flushes"), without_flushes])


@pytest.mark.attack(31)
@with_and_without
@operations
def test_every_crash_leaves_a_volume_that_opens(operation: Operation, flushes: bool) -> None:
    """One that is being created opens as soon as its header can be read."""
    device = CrashDevice(image_before(operation), flushes=flushes)
    operation.run(device)
    check_done(bytearray(device.data), operation)
    assert check_every_crash(device, operation) >= 6


@pytest.mark.attack(31)
@pytest.mark.parametrize("name", LOST_BEFORE)
@pytest.mark.parametrize(
    ("primary", "old"),
    [
        pytest.param(True, True, id="primary good, the other old"),
        pytest.param(False, False, id="secondary good, the other damaged"),
        pytest.param(True, False, id="primary good, the other damaged", marks=pytest.mark.soak),
        pytest.param(False, True, id="secondary good, the other old", marks=pytest.mark.soak),
    ],
)
def test_a_crash_is_survived_again_when_one_copy_was_lost_before(name: str, primary: bool, old: bool) -> None:
    operation = BY_NAME[name]
    device = CrashDevice(image_with_one_copy(operation, primary=primary, old=old))
    assert len(read_header(device).warnings) == 1
    operation.run(device)
    check_done(bytearray(device.data), operation)
    assert check_every_crash(device, operation, most=12) >= 6


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


@pytest.mark.attack(31)
@with_and_without
@pytest.mark.parametrize("name", ["add with token and name", "add unbound"])
def test_a_keyslot_that_the_header_names_opens_at_once(name: str, flushes: bool) -> None:
    operation = BY_NAME[name]
    device = CrashDevice(image_before(operation), flushes=flushes)
    operation.run(device)
    there = 0
    for point, header in readable(device):
        after = MemoryDevice(len(point.image), data=point.image)
        if 1 in header.keyslots:
            there += 1
            if not (opens_own(header, after) if name == "add unbound" else opens(after, b"two") == KEY):
                raise VolumeLost(f"{point}: keyslot 1 does not open")
    assert there


@pytest.mark.attack(36)
@with_and_without
@pytest.mark.parametrize(
    ("name", "slot"),
    [
        ("remove", 0),
        ("change", 0),
        ("change the number too", 0),
        ("convert", 0),
        ("remove unbound", 1),
        ("remove a token's keyslot", 1),
    ],
)
def test_old_key_material_is_overwritten_before_the_header_forgets_it(name: str, slot: int, flushes: bool) -> None:
    operation = BY_NAME[name]
    device = CrashDevice(image_before(operation), flushes=flushes)
    area = read_header(device).keyslots[slot].area
    before = bytes(device.read(area.offset, area.size))
    operation.run(device)
    assert _equal_sectors(before, bytes(device.read(area.offset, area.size))) == 0
    for point, header in readable(device):
        if area not in [slot.area for slot in header.keyslots.values()]:
            now = bytes(point.image[area.offset : area.offset + area.size])
            if _equal_sectors(before, now):
                raise VolumeLost(f"{point}: the header forgot key material that is still there")


def readable(device: CrashDevice) -> Iterator[tuple[CrashPoint, Header]]:
    """The crash points that have a header; where none is left, other tests tell."""
    for point in device.crash_points(most=8):
        try:
            yield point, read_header(MemoryDevice(len(point.image), data=point.image))
        except FormatError:
            continue


def _equal_sectors(one: bytes, other: bytes) -> int:
    return sum(one[at : at + 512] == other[at : at + 512] for at in range(0, len(one), 512))


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


EACH_STEP = """
import os, signal, sys
from vault.blockdev.image import ImageFile
from vault.testing.headerwork import OPERATIONS, check_opens, image_before

path, names, deaths = sys.argv[1], sys.argv[2:], 0


class Deadly(ImageFile):
    left = -1

    def write(self, offset, data):
        self.count()
        super().write(offset, data)

    def flush(self):
        self.count()
        super().flush()

    def count(self):
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def dies(operation, step):
    with open(path, "wb") as file:
        file.write(image_before(operation))
    child = os.fork()
    if child == 0:
        device = Deadly.open(path, read_only=False)
        device.left = step
        operation.run(device)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, -signal.SIGKILL), f"{operation}, step {step}: {code}"
    with open(path, "rb") as file:
        check_opens(bytearray(file.read()), operation)
    return code != 0


for operation in [each for each in OPERATIONS if each.name in names]:
    step = 0
    while dies(operation, step):
        step += 1
        deaths += 1
print(deaths)
"""


@pytest.mark.attack(31)
@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["create", "add", "change", "remove"], id="some"),
        pytest.param(list(BY_NAME), id="all", marks=pytest.mark.soak),
    ],
)
def test_a_process_that_is_killed_at_any_step_leaves_a_volume_that_opens(tmp_path: Path, names: list[str]) -> None:
    words = [sys.executable, "-c", EACH_STEP, str(tmp_path / "header"), *names]
    done = subprocess.run(words, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 4 * len(names)
