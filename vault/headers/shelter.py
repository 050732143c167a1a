"""The present keyslots moved out of the way of a backup's, so that one header opens the volume while it is restored.

A backup has its keyslots where others may lie now. Those are copied to places that neither header uses, and the present
header says so, before anything is overwritten. What is there afterwards is the backup, byte for byte.

References: spec/header-safety.md, "Restoring"
"""

from dataclasses import replace

from vault.blockdev.base import BlockDevice
from vault.events import OnEvent, Warned
from vault.formats.luks1.layout import KEYSLOTS
from vault.formats.luks1.model import Luks1Header
from vault.formats.luks1.write import write_header
from vault.formats.luks2.model import Header, Keyslot
from vault.formats.luks2.write import telling
from vault.formats.relocate_luks import AREA_STEP, copy_area, gaps, overlaps, relocate


def shelter(present: Header, new: Header, device: BlockDevice, data: bytearray, on_event: OnEvent) -> None:
    """Move each keyslot of the ``present`` header that writing ``new``, which is in ``data``, would destroy.

    Where there is no room it stays, and that is told: after a power cut the restore has to be done again. Raises
    BackendError, BusyError.
    """
    homeless = []
    for keyslot in _in_the_way(present, new, device, data):
        move = _move_luks1 if isinstance(present, Luks1Header) else _move_luks2
        moved = move(present, new, device, keyslot)  # type: ignore[arg-type]
        homeless += [keyslot.number] if moved is None else []
        present = moved or present
    if homeless:
        numbers = ", ".join(map(str, homeless))
        on_event(
            Warned(
                f"there is no room to keep what opens keyslot {numbers} now while the backup is written",
                hint="after a power cut, restore the header again",
            )
        )


def _in_the_way(present: Header, new: Header, device: BlockDevice, data: bytearray) -> list[Keyslot]:
    """The present keyslots whose bytes the areas of the new header change."""
    found = []
    for keyslot in present.keyslots.values():
        offset, size = keyslot.area.offset, keyslot.area.size
        with telling("read the header"):
            now = device.read(offset, size)
        if overlaps(offset, size, new.used_areas()) and now != data[offset : offset + size]:
            found.append(keyslot)
    return found


def _move_luks2(present: Header, new: Header, device: BlockDevice, keyslot: Keyslot) -> Header | None:
    """The header, as stored, with the keyslot's area elsewhere; None when there is no room."""
    used = (*present.used_areas(), *new.used_areas())
    start = max(present.keyslots_offset, new.keyslots_offset)
    place = next(gaps(used, keyslot.area.size, present.size, AREA_STEP, start=start), None)
    return None if place is None else relocate(present, device, keyslot.number, place)


def _move_luks1(present: Luks1Header, new: Header, device: BlockDevice, keyslot: Keyslot) -> Header | None:
    """The header, as stored, with a copy of the keyslot under a number that is free in both; None without one."""
    area = keyslot.area
    for number in set(range(KEYSLOTS)) - present.keyslots.keys():
        place = present.area_offset(number)
        if overlaps(place, area.size, new.used_areas()):
            continue
        copy_area(device, keyslot.number, area.offset, place, area.size)
        free = present.binary.keyslots[number]
        entry = replace(present.binary.keyslots[keyslot.number], key_material_offset=free.key_material_offset)
        return write_header(device, present, present.binary.with_keyslot(number, entry))
    return None
