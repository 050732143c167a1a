"""Moving keyslot areas of LUKS2 within their area of the header, so that a power cut loses none.

References: spec/luks1-format.md, "Conversion".
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vault.blockdev.base import BlockDevice
from vault.events import OnEvent, ignore
from vault.formats.luks2.keyslots import edited, wipe_area
from vault.formats.luks2.model import Header
from vault.formats.luks2.write import check_current, telling, write_header

AREA_STEP = 4096
Extent = tuple[int, int]
"""Offset and length, in bytes."""


def relocate(header: Header, device: BlockDevice, number: int, offset: int, *, on_event: OnEvent = ignore) -> Header:
    """The header, as stored, with the keyslot's area at ``offset``, where no other may be; its old place is wiped."""
    area = header.keyslots[number].area
    assert not overlaps(offset, area.size, header.used_areas()), "the place is taken"
    check_current(device, header)

    def change(document: dict[str, Any]) -> None:
        document["keyslots"][str(number)]["area"]["offset"] = str(offset)

    moved = edited(header, change)
    copy_area(device, number, area.offset, offset, area.size)
    moved = write_header(device, moved)
    wipe_area(device, area.offset, area.size, on_event=on_event)
    return moved


def copy_area(device: BlockDevice, number: int, source: int, target: int, size: int) -> None:
    """Copy the ciphertext of a keyslot, durably. Raises BackendError."""
    with telling(f"move keyslot {number}"):
        device.write(target, device.read(source, size))
        device.flush()


def settle(header: Header, device: BlockDevice, start: int, *, skip: int = 0, on_event: OnEvent = ignore) -> Header:
    """The header, as stored, with its areas in equal places from ``start`` on, by the numbers of their keyslots.

    The first ``skip`` places are left free. Nothing is done when there is too little room to move one area after the
    other, or when the areas are not of one size.
    """
    sizes = {slot.area.size for slot in header.keyslots.values()}
    if len(sizes) != 1 or header.foreign_keyslots:
        return header
    (size,) = sizes
    places = {number: slot.area.offset for number, slot in header.keyslots.items()}
    targets = {number: start + (number + skip) * size for number in places}
    for number, offset in plan_moves(places, targets, size, header.keyslots_offset, header.size):
        header = relocate(header, device, number, offset, on_event=on_event)
    return header


def plan_moves(
    places: Mapping[int, int], targets: Mapping[int, int], size: int, start: int, end: int
) -> list[tuple[int, int]]:
    """Moves, each to a place that is free, that bring all areas of ``size`` bytes from ``places`` to ``targets``.

    All between ``start`` and ``end``; none at all when that does not work out.
    """
    now, moves, aside = dict(places), list[tuple[int, int]](), set[int]()
    if any(not start <= target <= end - size for target in targets.values()):
        return []
    while waiting := sorted(number for number in now if now[number] != targets[number]):
        used = [(offset, size) for offset in now.values()]
        ready = [(number, targets[number]) for number in waiting if not overlaps(targets[number], size, used)]
        if not ready:
            room = list(gaps(used, size, end, AREA_STEP, start=start))
            ready = [(number, room[-1]) for number in reversed(waiting) if number not in aside and room]
            if not ready:
                return []
            aside.add(ready[0][0])
        number, offset = ready[0]
        now[number] = offset
        moves.append((number, offset))
    return moves


def gaps(used: Iterable[Extent], size: int, end: int, step: int, *, start: int) -> Iterator[int]:
    """Offsets, multiples of ``step``, of free places of ``size`` bytes from ``start`` to ``end``, as many as fit."""
    place = round_up(start, step)
    for offset, length in (*sorted(used), (end, 0)):
        while place + size <= offset:
            yield place
            place = round_up(place + size, step)
        place = max(place, round_up(offset + length, step))


def overlaps(place: int, size: int, extents: Iterable[Extent]) -> bool:
    """Whether ``size`` bytes from ``place`` share a byte with one of the extents."""
    return any(place < offset + length and offset < place + size for offset, length in extents)


def round_up(value: int, step: int = AREA_STEP) -> int:
    """The next multiple of ``step``."""
    return -(-value // step) * step
