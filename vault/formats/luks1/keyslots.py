"""LUKS1 keyslots: opening one as in LUKS2, and adding, changing and removing them so that no cut loses the volume.

Key material is written and flushed before the header enables its keyslot, and overwritten and flushed before the
header disables it. Every update of the header changes one keyslot. There is no place for names, priorities, tokens and
keys other than the volume key: these are refused, in the same words as LUKS2 takes them.

References: LUKS1 On-Disk Format Specification 1.2.3, section 4; spec/luks1-format.md, "Keyslots".
"""

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from vault.blockdev.base import BlockDevice
from vault.crypto import digest
from vault.crypto.kdf import Cost, Pbkdf2Cost
from vault.crypto.random import random_bytes
from vault.crypto.secret import Secret
from vault.errors import KeyslotError, UnsupportedFeature, UsageError
from vault.events import OnEvent, ignore
from vault.formats.luks1.layout import AF_STRIPES, ENABLED, KEYSLOTS, SALT_SIZE, KeyslotEntry
from vault.formats.luks1.model import Luks1Header
from vault.formats.luks1.write import check_current, write_header
from vault.formats.luks2.changes import without_warnings
from vault.formats.luks2.keyslots import name_of, unlock, wipe_area, write_area
from vault.formats.luks2.limits import DEFAULT_LIMITS, Limits, check_kdf
from vault.formats.luks2.model import PRIORITY_NORMAL, Area, Kdf, Keyslot
from vault.formats.luks2.validate import check_openable

__all__ = [
    "add_keyslot",
    "add_token",
    "add_unbound",
    "change_keyslot",
    "check_cost",
    "convert_keyslot",
    "free_slot",
    "name_of",
    "open_unbound",
    "plan_keyslot",
    "remove_keyslot",
    "remove_token",
    "set_name",
    "set_priority",
    "unlock",
]


def add_keyslot(
    header: Luks1Header,
    device: BlockDevice,
    volume_key: Secret,
    credential: Secret,
    cost: Cost,
    *,
    slot: int | None = None,
    priority: int = PRIORITY_NORMAL,
    token: Mapping[str, Any] | None = None,
    name: str = "",
    on_event: OnEvent = ignore,
) -> tuple[Luks1Header, int]:
    """The header with a further keyslot for ``credential``, as stored, and the keyslot's number, free or the given one.

    ``cost`` is PBKDF2 with the header's own hash. Raises UsageError for another, UnsupportedFeature for a priority, a
    token or a name, KeyslotError when the number is taken or there is none left, LimitExceeded, BackendError.
    """
    for wanted, what in ((priority != PRIORITY_NORMAL, "priorities"), (token is not None, "tokens"), (name, "names")):
        if wanted:
            raise luks2_only(what)
    own = header.digest_of_segment()
    digest.verify(volume_key, own.digest, own.salt, own.hash, own.iterations)
    checked = check_cost(header, cost)
    check_current(device, header)
    number = free_slot(header, slot)
    keyslot = plan_keyslot(header, number, checked)
    write_area(device, keyslot, volume_key, credential, on_event=on_event)
    entry = KeyslotEntry(
        ENABLED, checked.iterations, keyslot.kdf.salt, header.binary.keyslots[number].key_material_offset
    )
    return write_header(device, header, header.binary.with_keyslot(number, entry)), number


def change_keyslot(
    header: Luks1Header,
    device: BlockDevice,
    slot: int,
    volume_key: Secret,
    credential: Secret,
    cost: Cost,
    *,
    new_slot: int | None = None,
    on_event: OnEvent = ignore,
) -> Luks1Header:
    """The header, as stored, with a keyslot for ``credential`` in place of ``slot``, under its number or a new one.

    A keyslot's number and its area belong together, so keeping the number means that a free keyslot holds the new
    credential while the old one is overwritten and made anew: two derivations. At each moment the old or the new
    credential opens the volume. Raises KeyslotError when there is no free keyslot for that.
    """
    check_openable(header)
    _check_exists(header, slot)
    stays = new_slot in (None, slot)
    target = None if stays else new_slot
    header, number = add_keyslot(header, device, volume_key, credential, cost, slot=target, on_event=on_event)
    header = remove_keyslot(header, device, slot, on_event=on_event)
    if not stays:
        return header
    header, _ = add_keyslot(header, device, volume_key, credential, cost, slot=slot, on_event=on_event)
    return remove_keyslot(header, device, number, on_event=on_event)


def convert_keyslot(
    header: Luks1Header,
    device: BlockDevice,
    slot: int,
    credential: Secret,
    cost: Cost,
    *,
    limits: Limits = DEFAULT_LIMITS,
    on_event: OnEvent = ignore,
) -> Luks1Header:
    """The header, as stored, where the keyslot has another cost; the same credential opens it at each moment.

    Raises WrongCredential, and as ``change_keyslot``.
    """
    checked = check_cost(header, cost)
    _, key = unlock(header, device, credential, slot=slot, limits=limits, on_event=without_warnings(on_event))
    with key:
        return change_keyslot(header, device, slot, key, credential, checked, on_event=on_event)


def remove_keyslot(
    header: Luks1Header, device: BlockDevice, slot: int, *, force: bool = False, on_event: OnEvent = ignore
) -> Luks1Header:
    """The header without the keyslot, as stored; its area is overwritten with random bytes.

    Nothing revokes what others copied before: an old copy of the header still opens with the old credential. Raises
    KeyslotError when there is no such keyslot, or when it is the last and ``force`` is not given.
    """
    _check_exists(header, slot)
    if len(header.keyslots) == 1 and not force:
        raise KeyslotError(
            f"keyslot {slot} is the last one, without it the data is lost for ever",
            hint="add another keyslot first",
            keyslot=slot,
        )
    check_current(device, header)
    wipe_area(device, header.area_offset(slot), header.binary.area_size, on_event=on_event)
    entry = header.binary.keyslots[slot].disabled()
    return write_header(device, header, header.binary.with_keyslot(slot, entry))


def free_slot(header: Luks1Header, slot: int | None = None) -> int:
    """The lowest free keyslot number, or ``slot`` if that is free. Raises KeyslotError."""
    if slot is None:
        free = [number for number in range(KEYSLOTS) if number not in header.keyslots]
        if not free:
            raise KeyslotError(f"all {KEYSLOTS} keyslots are taken", hint="remove one first")
        return free[0]
    if not 0 <= slot < KEYSLOTS:
        raise KeyslotError(f"there is no keyslot {slot}", hint=f"keyslots go from 0 to {KEYSLOTS - 1}")
    if slot in header.keyslots:
        raise KeyslotError(f"keyslot {slot} is taken", hint="change it, or remove it first", keyslot=slot)
    return slot


def check_cost(header: Luks1Header, cost: Cost) -> Pbkdf2Cost:
    """The cost, if a keyslot of this header can have it; raises UsageError."""
    if not isinstance(cost, Pbkdf2Cost):
        raise UsageError(f"LUKS1 has no {cost.kind} keyslots", hint="use PBKDF2, or convert the volume to LUKS2")
    if cost.hash != header.binary.hash_spec:
        raise UsageError(
            f"the volume's one hash is {header.binary.hash_spec}, a keyslot cannot have {cost.hash}",
            hint="leave the hash out",
        )
    return cost


def plan_keyslot(header: Luks1Header, number: int, cost: Pbkdf2Cost) -> Keyslot:
    """A keyslot of that number with a fresh salt, in its own area. Raises LimitExceeded."""
    binary, cipher = header.binary, header.segment().cipher
    area = Area(header.area_offset(number), binary.area_size, cipher, binary.key_bytes)
    kdf = Kdf(cost, random_bytes(SALT_SIZE))
    keyslot = Keyslot(number, binary.key_bytes, kdf, area, AF_STRIPES, binary.hash_spec)
    check_kdf(keyslot)
    return keyslot


def _check_exists(header: Luks1Header, slot: int) -> None:
    if slot not in header.keyslots:
        there = ", ".join(map(str, sorted(header.keyslots)))
        raise KeyslotError(f"there is no keyslot {slot}", hint=f"there are: {there or 'none'}", keyslot=slot)


def luks2_only(what: str) -> UnsupportedFeature:
    """The error for what there is no place for."""
    return UnsupportedFeature(
        f"a LUKS1 volume has no {what}",
        hint="vault convert CONTAINER --to luks2 converts its header to one that has them",
    )


def _refusing(what: str) -> Callable[..., NoReturn]:
    """A function for what there is in LUKS2 only."""

    def refuse(*_arguments: object, **_options: object) -> NoReturn:
        raise luks2_only(what)

    return refuse


set_priority = _refusing("priorities")
set_name = _refusing("names")
add_unbound = _refusing("keys other than the volume key")
open_unbound = _refusing("keys other than the volume key")
add_token = _refusing("tokens")
remove_token = _refusing("tokens")
