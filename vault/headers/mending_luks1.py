"""Keyslots of a LUKS1 header whose words were overwritten, computed anew where the sound ones leave no doubt.

All areas of a header have one size and lie at equal distances, and whoever frees a keyslot zeroes its salt and its
iterations. So most of the descriptors say where the others are, and salt and iterations say whether one is in use.
cryptsetup mends keyslots that are free, this also those in use, when ciphertext lies where they have to be.

References: LUKS1 On-Disk Format Specification 1.2.3, section 5; cryptsetup-repair(8)
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from vault.blockdev.base import BlockDevice
from vault.errors import FormatError
from vault.formats.luks1.layout import (
    AF_STRIPES,
    DISABLED,
    ENABLED,
    HEADER_SIZE,
    KEYSLOT_SIZE,
    KEYSLOTS,
    KEYSLOTS_OFFSET,
    RESERVED_SIZE,
    SECTOR,
    BinaryHeader,
    KeyslotEntry,
    pack,
    unpack,
)
from vault.formats.luks1.model import normalise
from vault.formats.luks2.limits import DEFAULT_LIMITS, NO_LIMITS
from vault.formats.randomness import SAMPLE
from vault.formats.relocate_luks import round_up
from vault.headers.areas import overwritten
from vault.options import RepairStep

HEADER_BYTES = RESERVED_SIZE
ALIGNMENTS = (4096, SECTOR)
"""What areas begin at multiples of: as cryptsetup has done it for long, and in its first versions."""
MAJORITY = 5
"""How many of the eight descriptors have to agree on where areas lie."""

Found = tuple[bytes | None, tuple[RepairStep, ...], tuple[str, ...]]


def mended(block: bytes, device: BlockDevice) -> Found:
    """The first sectors as they have to be, what is mended by them, and what is wrong with those that cannot be.

    ``block`` has the sectors as they are; the bytes are None when they cannot be mended. Raises BackendError.
    """
    try:
        binary = unpack(block)
    except FormatError as error:
        return None, (), (f"what is before the keyslots is damaged: {error}",)
    places = _places(binary)
    if places is None:
        return None, (), ("the keyslots contradict each other about where they are",)
    steps, left, new = [], [], binary
    for number, (entry, place) in enumerate(zip(binary.keyslots, places, strict=True)):
        right = _mended(entry, place, partial(_holds_ciphertext, device, place * SECTOR, binary.area_size))
        if right is None:
            left.append(f"nobody can tell whether keyslot {number} is in use")
            continue
        if right == entry:
            continue
        if right.enabled and overwritten(device, place * SECTOR, binary.area_size):
            left.append(f"keyslot {number} has to be at {place * SECTOR}, and there is no key material")
            continue
        new = new.with_keyslot(number, right)
        steps.append(RepairStep(_said(number, entry, right), KEYSLOTS_OFFSET + number * KEYSLOT_SIZE, KEYSLOT_SIZE))
    if left:
        return None, (), tuple(left)
    try:
        normalise(new, limits=NO_LIMITS)
    except FormatError as error:
        return None, (), (str(error),)
    return pack(new) + block[HEADER_SIZE:], tuple(steps), ()


def _places(binary: BinaryHeader) -> Sequence[int] | None:
    """Where the eight areas begin, in sectors, when most of the descriptors agree on it."""
    for alignment in ALIGNMENTS:
        step = round_up(binary.area_size, alignment) // SECTOR
        votes = Counter(entry.key_material_offset - number * step for number, entry in enumerate(binary.keyslots))
        first, count = votes.most_common(1)[0]
        if count >= MAJORITY and first * SECTOR >= RESERVED_SIZE:
            return [first + number * step for number in range(KEYSLOTS)]
    return None


def _mended(entry: KeyslotEntry, place: int, holds_ciphertext: Callable[[], bool]) -> KeyslotEntry | None:
    """The descriptor as it has to be; None when nobody can tell whether the keyslot is in use.

    Salt and iterations are never taken away from a keyslot that might need them.
    """
    right = replace(entry, key_material_offset=place, stripes=AF_STRIPES)
    if entry.active == ENABLED:
        return right if entry.iterations else None
    if entry.active == DISABLED:
        return right
    if not entry.iterations and not any(entry.salt):
        return right.disabled()
    impossible = entry.iterations > DEFAULT_LIMITS.pbkdf2_iterations
    if right != entry and (impossible or not holds_ciphertext()):
        # Begin and end were overwritten, and either the iterations between them or what they could open.
        return right.disabled()
    return replace(right, active=ENABLED) if entry.iterations and not impossible and any(entry.salt) else None


def _holds_ciphertext(device: BlockDevice, offset: int, size: int) -> bool:
    """Whether any block of an area is ciphertext, or the device ends before it."""
    if offset + size > device.size:
        return True
    return sum(run.length for run in overwritten(device, offset, size)) < size // SAMPLE * SAMPLE


def _said(number: int, old: KeyslotEntry, new: KeyslotEntry) -> str:
    """What is mended of a keyslot."""
    state = {ENABLED: "in use", DISABLED: "free"}
    parts = []
    if old.active != new.active:
        parts.append(f"it is {state[new.active]}")
    if old.key_material_offset != new.key_material_offset:
        parts.append(f"its area is at {new.key_material_offset * SECTOR}, not at {old.key_material_offset * SECTOR}")
    if old.stripes != new.stripes:
        parts.append(f"it has {new.stripes} stripes, not {old.stripes}")
    return f"keyslot {number}: {'; '.join(parts)}"
