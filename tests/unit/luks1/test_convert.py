"""Headers are converted between LUKS1 and LUKS2 with every keyslot, or refused with the reason and left alone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.ciphers import CipherSpec
from vault.crypto.kdf import Cost, Pbkdf2Cost
from vault.crypto.secret import Secret
from vault.errors import BusyError, KeyslotError, UnsupportedFeature
from vault.events import Event, Warned
from vault.formats.convert_luks import to_luks1, to_luks2
from vault.formats.luks1 import header as luks1
from vault.formats.luks1.create import CreateOptions as Options1
from vault.formats.luks1.create import create as create1
from vault.formats.luks1.keyslots import add_keyslot as add1
from vault.formats.luks1.keyslots import remove_keyslot as remove1
from vault.formats.luks1.model import Luks1Header
from vault.formats.luks2 import header as luks2
from vault.formats.luks2.create import CreateOptions as Options2
from vault.formats.luks2.create import create as create2
from vault.formats.luks2.keyslots import add_keyslot as add2
from vault.formats.luks2.keyslots import edited, unlock
from vault.formats.luks2.model import Header
from vault.formats.luks2.write import write_header
from vault.formats.relocate_luks import overlaps, plan_moves
from vault.testing.volumes import CHEAP_ARGON2, CHEAP_PBKDF2, small_options

KEYS = {32: bytes(range(32)), 64: bytes(range(64))}


def luks1_volume(slots: tuple[int, ...], key_size: int = 32, **more: Any) -> MemoryDevice:
    """A volume whose keyslots open with their own number."""
    options = Options1(key_size=key_size, iterations=1000, digest_iterations=1000, **more)
    device = MemoryDevice((options.data_start or options.header_size + 65536) + 4096)
    with Secret(KEYS[key_size]) as key, Secret(b"0") as secret:
        create1(device, options, secret, volume_key=key)
    for slot in slots:
        if slot:
            with Secret(KEYS[key_size]) as key, Secret(b"%d" % slot) as secret:
                add1(luks1.read_header(device), device, key, secret, CHEAP_PBKDF2, slot=slot)
    if 0 not in slots:
        remove1(luks1.read_header(device), device, 0)
    return device


def luks2_volume(slots: int = 1, *, cost: Cost = CHEAP_PBKDF2, options: Options2 | None = None) -> MemoryDevice:
    options = options or small_options(key_size=32, keyslots=8)
    device = MemoryDevice(options.data_start + (options.header_size if options.detached else 0) + 4096)
    with Secret(KEYS[options.key_size]) as key:
        with Secret(b"0") as secret:
            create2(device, options, secret, volume_key=key)
        for number in range(1, slots):
            with Secret(b"%d" % number) as secret:
                add2(luks2.read_header(device), device, key, secret, cost)
    return device


def opening(header: Header, device: MemoryDevice) -> dict[int, bytes]:
    """What each keyslot gives for the credential that is its number."""
    found = {}
    for number in header.keyslots:
        with Secret(b"%d" % number) as secret:
            _, key = unlock(header, device, secret, slot=number)
        found[number] = bytes(key.view())
    return found


@pytest.mark.parametrize("slots", [(0,), (3,), (7,), (0, 7), (0, 1, 2, 5), (0, 1, 2, 3, 4, 5)])
@pytest.mark.parametrize(
    ("key_size", "detached"),
    [
        (32, False),
        (64, True),
        pytest.param(32, True, marks=pytest.mark.soak),
        pytest.param(64, False, marks=pytest.mark.soak),
    ],
)
def test_luks1_becomes_luks2_and_luks1_again(slots: tuple[int, ...], key_size: int, detached: bool) -> None:
    device = luks1_volume(slots, key_size, detached=detached)
    first = luks1.read_header(device)
    tail = bytes(device.data[first.segment().offset :]) if not detached else b""
    second = to_luks2(first, device)
    assert second == luks2.read_header(device)
    assert opening(second, device) == dict.fromkeys(slots, KEYS[key_size])
    third = to_luks1(second, device)
    assert third == luks1.read_header(device)
    assert opening(third, device) == dict.fromkeys(slots, KEYS[key_size])
    for header in (second, third):
        assert (header.uuid, header.segment()) == (first.uuid, first.segment())
    assert detached or bytes(device.data[first.segment().offset :]) == tail
    assert not luks2.probe(device)


@pytest.mark.parametrize("slots", [1, 8])
def test_luks2_becomes_luks1_whose_first_area_is_where_cryptsetup_wants_it(slots: int) -> None:
    device = luks2_volume(slots)
    header = to_luks1(luks2.read_header(device), device)
    assert header.area_offset(0) == 4096
    assert set(opening(header, device)) == set(range(slots))


@pytest.mark.attack(36)
def test_no_copy_of_a_keyslots_area_is_left_behind() -> None:
    device = luks1_volume((0,), 64)
    header = luks1.read_header(device)
    sectors = {bytes(device.read(at, 512)) for at in range(4096, 4096 + header.binary.area_size, 512)}
    for _ in range(2):
        second = to_luks2(luks1.read_header(device), device)
        assert copies(device, sectors) == len(sectors)
        to_luks1(second, device)
        assert copies(device, sectors) == len(sectors)


def copies(device: MemoryDevice, sectors: set[bytes]) -> int:
    return sum(bytes(device.read(at, 512)) in sectors for at in range(0, device.size, 512))


def test_all_eight_keyslots_without_room_for_another_are_refused() -> None:
    device = luks1_volume(tuple(range(8)), 64)
    check_refused(to_luks2, luks1.read_header(device), device, "no room")


def test_luksmeta_behind_the_keyslots_is_not_overwritten() -> None:
    device = luks1_volume((0,), 32)
    header = luks1.read_header(device)
    end = -(-header.size // 4096) * 4096
    device.data[end : end + 8] = b"LUKSMETA"
    check_refused(to_luks2, header, device, "LUKSMeta")


def test_a_legacy_cipher_is_refused() -> None:
    device = luks1_volume((0,), 32)
    header = luks1.read_header(device)
    (segment,) = header.segments.values()
    assert segment.cipher == CipherSpec()
    device.data[40:72] = b"lrw-plain64".ljust(32, b"\0")
    check_refused(to_luks2, luks1.read_header(device), device, "cannot become LUKS2")


def test_a_volume_without_keyslots_is_refused() -> None:
    device = luks1_volume((0,), 32)
    header = remove1(luks1.read_header(device), device, 0, force=True)
    with pytest.raises(KeyslotError):
        to_luks2(header, device)


def check_refused(
    convert: Callable[[Any, MemoryDevice], object], header: Header, device: MemoryDevice, message: str
) -> None:
    before = bytes(device.data)
    with pytest.raises(UnsupportedFeature, match=message):
        convert(header, device)
    assert bytes(device.data) == before


def with_edit(edit: Callable[[dict[str, Any]], None]) -> MemoryDevice:
    device = luks2_volume()
    write_header(device, edited(luks2.read_header(device), edit))
    return device


def slot0(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["keyslots"]["0"]
    return found


REFUSED: dict[str, tuple[str, Callable[[], MemoryDevice]]] = {
    "sectors": ("4096 bytes, not 512", lambda: luks2_volume(options=small_options(key_size=32, sector_size=4096))),
    "argon2": ("uses argon2id", lambda: luks2_volume(2, cost=CHEAP_ARGON2)),
    "another hash": ("another hash", lambda: luks2_volume(2, cost=Pbkdf2Cost("sha512", 1000))),
    "stripes": ("anti-forensic", lambda: with_edit(lambda d: slot0(d)["af"].update(hash="sha512"))),
    "keyslot cipher": (
        "is encrypted with aes-xts-plain,",
        lambda: with_edit(lambda d: slot0(d)["area"].update(encryption="aes-xts-plain")),
    ),
    "token": ("1 tokens", lambda: with_edit(lambda d: d["tokens"].update({"0": {"type": "x", "keyslots": []}}))),
    "tweak": ("IV", lambda: with_edit(lambda d: d["segments"]["0"].update(iv_tweak="8"))),
    "size": ("end of the container", lambda: with_edit(lambda d: d["segments"]["0"].update(size="4096"))),
    "salt": ("salt", lambda: with_edit(lambda d: slot0(d)["kdf"].update(salt="AAAAAAAAAAA="))),
    "number": ("keyslot 8 is in use", lambda: luks2_volume(9, options=small_options(key_size=32, keyslots=9))),
    "room": (
        "room",
        lambda: luks2_volume(options=small_options(key_size=32, detached=True, keyslots_size=131072)),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_luks1_cannot_have_is_refused(name: str) -> None:
    message, make = REFUSED[name]
    device = make()
    check_refused(to_luks1, luks2.read_header(device), device, message)


def test_what_is_lost_is_told() -> None:
    device = luks2_volume(options=small_options(key_size=32, keyslots=8, label="name", subsystem="sub"))
    events: list[Event] = []
    to_luks1(luks2.read_header(device), device, on_event=events.append)
    told = [event.message for event in events if isinstance(event, Warned)]
    assert [message.split()[-1] for message in told] == ["label", "subsystem"]


@pytest.mark.attack(32)
def test_a_header_that_has_changed_meanwhile_is_not_converted() -> None:
    device = luks1_volume((0,))
    stale: Luks1Header = luks1.read_header(device)
    with Secret(KEYS[32]) as key, Secret(b"1") as secret:
        add1(stale, device, key, secret, CHEAP_PBKDF2)
    with pytest.raises(BusyError):
        to_luks2(stale, device)
    other = luks2_volume()
    old = luks2.read_header(other)
    write_header(other, replace(old))
    with pytest.raises(BusyError):
        to_luks1(old, other)


@pytest.mark.parametrize(
    ("places", "room"),
    [
        ({0: 4, 1: 1, 2: 2, 3: 3}, 6),
        ({0: 1, 1: 0}, 3),
        ({0: 0, 1: 1}, 2),
        ({5: 0}, 6),
        ({0: 3, 1: 2, 2: 1, 3: 0}, 5),
    ],
)
def test_areas_are_moved_only_to_places_that_are_free(places: dict[int, int], room: int) -> None:
    size = 8192
    now = {number: place * size for number, place in places.items()}
    targets = {number: number * size for number in places}
    for number, offset in plan_moves(now, targets, size, 0, room * size):
        assert not overlaps(offset, size, [(used, size) for used in now.values()])
        now[number] = offset
    assert now == targets


def test_areas_stay_when_there_is_no_room_to_move_them() -> None:
    assert plan_moves({0: 8192, 1: 0}, {0: 0, 1: 8192}, 8192, 0, 16384) == []
    assert plan_moves({0: 0}, {0: 8192}, 8192, 0, 12288) == []
