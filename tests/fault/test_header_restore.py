"""At a power cut while a header is restored or repaired, the old header or the new one opens the volume."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev.base import BlockDevice
from vault.blockdev.memory import MemoryDevice
from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import BackendError, DamagedHeader, FormatError, WrongCredential
from vault.events import ignore
from vault.formats.base import Place
from vault.formats.luks import LUKS1, LUKS2, LuksFormat
from vault.formats.luks1 import create as luks1
from vault.formats.luks2.create import create as create_luks2
from vault.formats.veracrypt.create import create_hidden
from vault.formats.veracrypt.format import VeraCryptLocked
from vault.formats.veracrypt.layout import Kind, Location
from vault.formats.veracrypt.open import unlock
from vault.headers import restore_luks
from vault.headers.repair import Repair, repair_luks, repair_veracrypt
from vault.options import OpenOptions
from vault.testing import luks1work, volumes
from vault.testing.crash import CrashDevice
from vault.testing.faulty import Fault, FaultyDevice
from vault.testing.headerwork import VolumeLost
from vault.testing.veracrypt import CHEAP, PASSPHRASE, small_volume

OLD, NEW = b"an old passphrase", b"a new passphrase"
KEY = bytes(range(32))
FORMATS: dict[str, LuksFormat] = {"luks2": LUKS2, "luks1": LUKS1}
OPENS: dict[str, Callable[[Any, bytes], bytes | None]] = {"luks2": volumes.opens, "luks1": luks1work.opens}
LUKS2_OPTIONS = volumes.small_options(key_size=32, keyslots_size=2 * 131072, data_offset=1 << 19)
LUKS1_OPTIONS = luks1.CreateOptions(key_size=32, iterations=1000, digest_iterations=1000)
without_flushes = pytest.mark.xfail(reason="the flushes are what makes it safe", raises=VolumeLost)
names = pytest.mark.parametrize("name", FORMATS)
flushes = pytest.mark.parametrize("flushes", [True, pytest.param(False, marks=without_flushes)])


def header_size(name: str) -> int:
    return LUKS2_OPTIONS.header_size if name == "luks2" else LUKS1_OPTIONS.header_size


@cache
def images(name: str) -> tuple[bytes, bytes]:
    """A volume that opens with ``NEW``, and the backup of its header from when it opened with ``OLD``.

    Both have their one keyslot at the same place, so that restoring overwrites what opens the volume now.
    """
    device = MemoryDevice(3 << 20)
    with Secret(OLD) as old, Secret(NEW) as new, Secret(KEY) as key:
        if name == "luks2":
            create_luks2(device, LUKS2_OPTIONS, old, volume_key=key)
        else:
            luks1.create(device, LUKS1_OPTIONS, old, volume_key=key)
        backup = bytes(device.data[: header_size(name)])
        kind = FORMATS[name]
        for _ in range(2 if name == "luks2" else 1):
            header = kind.header.read_header(device)
            kind.keyslots.change_keyslot(header, device, 0, key, new, volumes.CHEAP_PBKDF2)
    return bytes(device.data), backup


def in_memory(data: bytes | bytearray) -> MemoryDevice:
    return MemoryDevice(len(data), data=bytearray(data))


def check_opens(name: str, image: bytearray, where: object) -> None:
    """Raise VolumeLost unless the old or the new credential opens the volume."""
    try:
        found = [OPENS[name](in_memory(image), credential) for credential in (OLD, NEW)]
    except FormatError as error:
        raise VolumeLost(f"{where}: {error}") from error
    if KEY not in found:
        raise VolumeLost(f"{where}: no credential opens it")


def restore(device: BlockDevice, backup: bytes | bytearray) -> None:
    restore_luks(device, device, bytearray(backup), OpenOptions(), force=False, on_event=ignore)


@pytest.mark.attack(31)
@names
@flushes
def test_a_credential_opens_the_volume_at_every_moment_of_a_restore(name: str, flushes: bool) -> None:
    before, backup = images(name)
    device = CrashDevice(before, flushes=flushes)
    restore(device, backup)
    assert device.data[: len(backup)] == backup
    seen = set()
    for point in device.crash_points(most=10):
        image = bytes(point.image)
        if image in seen:
            continue
        seen.add(image)
        check_opens(name, point.image, point)
        again = in_memory(image)
        restore(again, backup)
        assert again.data == device.data, f"{point}: it cannot be done again"
    assert len(seen) > 5


@pytest.mark.parametrize(("name", "fault"), [("luks2", Fault.SHORT), ("luks2", Fault.ENOSPC), ("luks1", Fault.SHORT)])
def test_a_restore_that_fails_is_told_and_can_be_done_again(name: str, fault: Fault) -> None:
    before, backup = images(name)
    counted = FaultyDevice(in_memory(before))
    restore(counted, backup)
    for at in range(len(counted.calls)):
        memory = in_memory(before)
        device = FaultyDevice(memory, at=at, fault=fault)
        try:
            restore(device, backup)
        except BackendError:
            assert device.struck
        check_opens(name, memory.data, f"call {at}")
        restore(memory, backup)
        assert OPENS[name](memory, OLD) == KEY


def container(device: Any) -> Container:
    """A container that is only a device in memory."""
    return Container(Path("/volume"), device, device, False, (0, 0), ExitStack())


def damaged(name: str) -> bytes:
    """A volume whose header can be repaired."""
    image = bytearray(images(name)[0])
    if name == "luks2":
        image[100:110] = b"overwrites"
    else:
        image[208 + 48 + 44 : 208 + 48 + 48] = bytes(4)  # the stripes of keyslot 1
        image[208 + 7 * 48 : 208 + 8 * 48] = b"\x55" * 48
    return bytes(image)


@names
@flushes
def test_a_repair_never_touches_what_is_good_and_is_there_once_it_is_done(name: str, flushes: bool) -> None:
    kind, before = FORMATS[name], damaged(name)
    device = CrashDevice(before, flushes=flushes)
    repair = repair_luks(container(device), kind)
    assert repair.plan.steps and not device.log
    repair.write(ignore)
    done = bytes(device.data)
    assert not kind.header.read_header(in_memory(done)).warnings
    last = len(device.log)
    for point in device.crash_points(most=12):
        if name == "luks2" or point.operations == last:
            check_opens(name, point.image, point)
        if point.operations == last and bytes(point.image) != done:
            raise VolumeLost(f"{point}: it was done, and is not there")
        again = repair_luks(container(now := in_memory(point.image)), kind)
        again.write(ignore)
        assert OPENS[name](now, NEW) == KEY
        assert not kind.header.read_header(now).warnings


@names
def test_a_repair_that_fails_can_be_done_again(name: str) -> None:
    kind, before = FORMATS[name], damaged(name)
    counted = FaultyDevice(in_memory(before))
    repair_luks(container(counted), kind).write(ignore)
    for at in range(len(counted.calls)):
        memory = in_memory(before)
        device = FaultyDevice(memory, at=at, fault=Fault.SHORT)
        try:
            repair_luks(container(device), kind).write(ignore)
        except (BackendError, DamagedHeader):  # what cannot be read cannot be mended
            assert device.struck
        repair_luks(container(memory), kind).write(ignore)
        assert OPENS[name](memory, NEW) == KEY


def veracrypt(device: Any, secret: Secret, *, hidden: bool) -> Repair:
    options = OpenOptions(format="veracrypt", pim=1, prf="sha256", cipher="aes", hidden=hidden)
    locked = VeraCryptLocked(Place(Path("/volume"), device, device), options, Kind.VERACRYPT)
    return repair_veracrypt(locked, container(device), secret, ignore)


def veracrypt_opens(image: bytearray, *, hidden: bool, backup: bool) -> bool:
    with Secret(PASSPHRASE) as secret:
        try:
            found = unlock(in_memory(image), secret, prf="sha256", pim=1, cipher="aes", hidden=hidden, backup=backup)
        except (WrongCredential, DamagedHeader):
            return False
    found.volume_key.wipe()
    return True


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("backup", [False, True])
@flushes
def test_a_veracrypt_header_is_repaired_from_its_other_copy(hidden: bool, backup: bool, flushes: bool) -> None:
    before, outer = small_volume()
    with Secret(PASSPHRASE) as secret:
        if hidden:
            create_hidden(before, secret, 1 << 16, outer=outer, recipe=CHEAP)
        place = {
            (False, False): Location.STANDARD,
            (False, True): Location.BACKUP,
            (True, False): Location.HIDDEN,
            (True, True): Location.HIDDEN_BACKUP,
        }[hidden, backup]
        offset = place.offset_in(before.size)
        assert offset is not None
        before.write(offset, bytes(512))
        device = CrashDevice(before.data, flushes=flushes)
        repair = veracrypt(device, secret, hidden=hidden)
        assert [(step.offset, step.length) for step in repair.plan.steps] == [(offset, 512)] and not device.log
        repair.write(ignore)
    for point in device.crash_points():
        assert veracrypt_opens(point.image, hidden=hidden, backup=not backup), point
        there = veracrypt_opens(point.image, hidden=hidden, backup=backup)
        if point.operations == len(device.log) and not there:
            raise VolumeLost(f"{point}: it was done, and is not there")


def test_restoring_without_room_says_that_it_has_to_be_done_again() -> None:
    options = replace(LUKS2_OPTIONS, keyslots_size=131072)
    device = MemoryDevice(1 << 20)
    states = []
    uuid = "12345678-1234-4234-8234-123456789abc"
    for credential in (OLD, NEW):
        with Secret(credential) as secret, Secret(KEY) as key:
            create_luks2(device, replace(options, uuid=uuid), secret, volume_key=key)
        states.append(bytearray(device.data[: options.header_size]))
    events: list[Any] = []
    restore_luks(device, device, states[0], OpenOptions(), force=True, on_event=events.append)
    hints = [event.hint for event in events if getattr(event, "hint", "")]
    assert hints == ["after a power cut, restore the header again"]
    assert volumes.opens(device, OLD) == KEY
