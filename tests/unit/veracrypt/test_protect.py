"""The outer volume never reaches the hidden one: the first write towards it makes all read-only (attacks 23, 34)."""

import errno

import pytest

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import UsageError
from vault.events import Event, Warned
from vault.formats.base import Segment
from vault.formats.veracrypt.create import create_hidden
from vault.formats.veracrypt.open import VeraCryptUnlocked
from vault.formats.veracrypt.protect import HiddenVolumeProtected, Protected, ProtectedSegment
from vault.testing.veracrypt import CHEAP, DATA_SIZE, noise, small_volume

SIZE = 65536
START = DATA_SIZE - SIZE


@pytest.fixture(scope="module")
def volumes() -> tuple[MemoryDevice, VeraCryptUnlocked, VeraCryptUnlocked]:
    device, outer = small_volume()
    with Secret(b"hidden") as passphrase:
        hidden = create_hidden(device, passphrase, SIZE, outer=outer, recipe=CHEAP)
    hidden.plaintext.device(device, hidden.volume_key).write(0, noise(SIZE))
    return device, outer, hidden


def segment(unlocked: VeraCryptUnlocked) -> Segment:
    assert isinstance(unlocked.plaintext, Segment)
    return unlocked.plaintext


@pytest.mark.attack(23)
@pytest.mark.parametrize(
    ("offset", "length"),
    [
        (START, 512),
        (START - 512, 1024),
        (START + SIZE - 512, 512),
        (START - 4096, SIZE + 4096),
        (0, DATA_SIZE),
    ],
    ids=["first sector", "into it", "last sector", "over it", "everything"],
)
def test_a_write_towards_the_hidden_volume_is_refused_and_all_later_ones(
    volumes: tuple[MemoryDevice, VeraCryptUnlocked, VeraCryptUnlocked], offset: int, length: int
) -> None:
    device, outer, hidden = volumes
    events: list[Event] = []
    found = ProtectedSegment.of(segment(outer), hidden)
    assert (found.start, found.end) == (START, DATA_SIZE)
    lower = outer.plaintext.device(device, outer.volume_key)
    plain = Protected(lower, found.start, found.end, on_event=events.append)
    plain.write(START - 512, noise(512, 3))
    assert not plain.read_only and not events
    before = bytes(device.data)
    for at, size in ((offset, length), (0, 512), (offset, length)):
        with pytest.raises(OSError, match=r".") as raised:
            plain.write(at, bytes(size))
        assert raised.value.errno == errno.EROFS
    assert plain.read_only and device.data == before
    (event,) = events
    assert isinstance(event, HiddenVolumeProtected) and isinstance(event, Warned)
    assert (event.offset, event.length) == (offset, length)
    assert plain.read(START - 512, 512) == noise(512, 3)
    assert hidden.plaintext.device(device, hidden.volume_key).read(0, SIZE) == noise(SIZE)


@pytest.mark.attack(34)
def test_discards_are_refused_everywhere(volumes: tuple[MemoryDevice, VeraCryptUnlocked, VeraCryptUnlocked]) -> None:
    device, outer, hidden = volumes
    plain = ProtectedSegment.of(segment(outer), hidden).device(device, outer.volume_key)
    with pytest.raises(OSError, match=r".") as raised:
        plain.discard(0, 512)
    assert raised.value.errno == errno.EOPNOTSUPP


def test_an_empty_write_is_no_attempt(volumes: tuple[MemoryDevice, VeraCryptUnlocked, VeraCryptUnlocked]) -> None:
    device, outer, hidden = volumes
    plain = ProtectedSegment.of(segment(outer), hidden).device(device, outer.volume_key)
    plain.write(START, b"")
    assert not plain.read_only


def test_only_a_hidden_volume_within_its_outer_one_is_protected(
    volumes: tuple[MemoryDevice, VeraCryptUnlocked, VeraCryptUnlocked],
) -> None:
    _, outer, hidden = volumes
    for first, second in ((outer, outer), (hidden, hidden), (hidden, outer)):
        with pytest.raises(UsageError):
            ProtectedSegment.of(segment(first), second)
