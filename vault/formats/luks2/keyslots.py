"""Keyslots: opening one with a credential, and adding, changing and removing them so that no cut loses the volume.

New key material is written and flushed before the header speaks of it; old key material is overwritten and flushed
before the header forgets it, and never before another keyslot is safe on the medium.

References: LUKS2 On-Disk Format Specification 1.1.4, sections 3.2 and 4; spec/volume-format.md, "Keyslots".
"""

import copy
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from vault.blockdev.base import BlockDevice
from vault.crypto import afsplit, digest
from vault.crypto.ciphers import CipherSpec, sector_cipher
from vault.crypto.kdf import Cost, Pbkdf2Cost, derive
from vault.crypto.random import random_bytes
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, KeyslotError, UnsupportedFeature, WrongCredential
from vault.events import KdfStarted, KeyslotTried, OnEvent, Progress, Step, Warned, ignore
from vault.formats.base import Segment
from vault.formats.luks2.limits import AF_STRIPES, DEFAULT_LIMITS, OBJECTS_MAX, Limits, check_kdf, check_kdfs, is_weak
from vault.formats.luks2.model import PRIORITY_IGNORE, PRIORITY_NORMAL, Area, Header, Kdf, Keyslot
from vault.formats.luks2.validate import check_openable
from vault.formats.luks2.write import check_current, telling, write_header

AREA_SECTOR = 512
AREA_ALIGNMENT = 4096
SALT_SIZE = 32
AF_HASH = "sha256"
WIPE_STEP = 1 << 20


def unlock(
    header: Header,
    device: BlockDevice,
    credential: Secret,
    *,
    slot: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
    on_event: OnEvent = ignore,
) -> tuple[int, Secret]:
    """The number of the keyslot that the credential opens and the volume key, which fits the data segment.

    Keyslots are tried by priority, then number; one with priority ignore only when it is named by ``slot``. Raises
    WrongCredential when none opens, KeyslotError when there is none to try, LimitExceeded before a key is derived,
    UnsupportedFeature, DamagedHeader, BackendError.
    """
    check_openable(header)
    tried = _to_try(header) if slot is None else (_named(header, slot),)
    check_kdfs(tried, limits)
    for keyslot in tried:
        on_event(KdfStarted(keyslot.number, keyslot.kdf.cost.kind))
        try:
            key = open_keyslot(header, device, keyslot, credential)
        except WrongCredential:
            on_event(KeyslotTried(keyslot.number, opened=False))
            continue
        on_event(KeyslotTried(keyslot.number, opened=True))
        if is_weak(keyslot):
            on_event(
                Warned(
                    f"the key derivation of keyslot {keyslot.number} is so cheap that the passphrase is easily guessed",
                    f"vault keyslot change --key-slot {keyslot.number} makes it anew",
                )
            )
        return keyslot.number, key
    which = "no keyslot" if slot is None else f"keyslot {slot}"
    verb = "opens" if slot is None else "does not open"
    hint = "; ".join(f"keyslot {f.number} was not tried: {f.reason}" for f in header.foreign_keyslots.values())
    raise WrongCredential(f"{which} {verb} with this passphrase or key file", attempts=len(tried), hint=hint)


def open_keyslot(header: Header, device: BlockDevice, keyslot: Keyslot, credential: Secret) -> Secret:
    """The volume key that the keyslot holds, checked against its digest and the cipher of the data segment.

    Raises WrongCredential when the digest does not fit, DamagedHeader for a key that the cipher cannot use.
    """
    segment = header.data_segment()
    # PBKDF2 folds long keys, so a key of another length could have the same digest: lengths are compared first.
    if keyslot.key_size != segment.key_size or keyslot.key_size not in segment.cipher.key_sizes:
        raise DamagedHeader(f"keyslot {keyslot.number} holds a key that does not fit the cipher {segment.cipher}")
    own = header.digest_of_segment()
    with derive(keyslot.kdf.cost, credential, keyslot.kdf.salt, keyslot.area.key_size) as area_key:
        key = _read_area(device, keyslot, area_key)
    try:
        digest.verify(key, own.digest, own.salt, own.hash, own.iterations)
        if isinstance(segment, Segment):
            sector_cipher(segment.cipher, key, segment.sector_size).close()
        else:
            segment.check_key(key)
    except BaseException:
        key.wipe()
        raise
    return key


def add_keyslot(
    header: Header,
    device: BlockDevice,
    volume_key: Secret,
    credential: Secret,
    cost: Cost,
    *,
    slot: int | None = None,
    priority: int = PRIORITY_NORMAL,
    on_event: OnEvent = ignore,
) -> tuple[Header, int]:
    """The header with a further keyslot for ``credential``, as stored, and the keyslot's number, free or the given one.

    Raises KeyslotError when the number is taken or there is no room, LimitExceeded, BackendError.
    """
    check_openable(header)
    check_current(device, header)
    _check_volume_key(header, volume_key)
    number = free_slot(header, slot)
    cipher, area_key_size = _area_cipher(header, volume_key)
    keyslot = plan_keyslot(header, number, cipher, len(volume_key), cost, priority, area_key_size=area_key_size)
    write_area(device, keyslot, volume_key, credential, on_event=on_event)

    def insert(document: dict[str, Any]) -> None:
        _put(document["keyslots"], number, keyslot_json(keyslot))
        _segment_digest_json(header, document)["keyslots"].append(str(number))

    return write_header(device, edited(header, insert)), number


def change_keyslot(
    header: Header,
    device: BlockDevice,
    slot: int,
    volume_key: Secret,
    credential: Secret,
    cost: Cost,
    *,
    new_slot: int | None = None,
    on_event: OnEvent = ignore,
) -> Header:
    """The header, as stored, with a keyslot for ``credential`` in place of ``slot``, under its number or a new one.

    The new key material goes to a free keyslot first, then the old is overwritten, then the new takes the old number;
    at each moment the old or the new credential opens the volume. Raises KeyslotError when there is no room for that.
    """
    check_openable(header)
    old = _named(header, slot)
    stays = new_slot in (None, slot)
    header, number = add_keyslot(
        header,
        device,
        volume_key,
        credential,
        cost,
        slot=None if stays else new_slot,
        priority=old.priority,
        on_event=on_event,
    )
    wipe_area(device, old.area.offset, old.area.size, on_event=on_event)

    def move(document: dict[str, Any]) -> None:
        moved = document["keyslots"][str(number)]
        _forget(document, number)
        document["keyslots"][str(slot)] = moved

    return write_header(device, edited(header, move if stays else lambda document: _forget(document, slot)))


def remove_keyslot(
    header: Header, device: BlockDevice, slot: int, *, force: bool = False, on_event: OnEvent = ignore
) -> Header:
    """The header without the keyslot, as stored; its area is overwritten with random bytes.

    Nothing revokes what others copied before: an old copy of the header still opens with the old credential. Raises
    KeyslotError when there is no such keyslot, or when it is the last and ``force`` is not given.
    """
    check_openable(header)
    offset, size = _area_of(header, slot)
    if header.digest_of_segment().keyslots == (slot,) and not force:
        raise KeyslotError(
            f"keyslot {slot} is the last one, without it the data is lost for ever",
            hint="add another keyslot first",
            keyslot=slot,
        )
    check_current(device, header)
    wipe_area(device, offset, size, on_event=on_event)
    return write_header(device, edited(header, lambda document: _forget(document, slot)))


def _forget(document: dict[str, Any], slot: int) -> None:
    """Take the keyslot out of the document and of every digest and token that names it."""
    del document["keyslots"][str(slot)]
    for holder in (*document["digests"].values(), *document["tokens"].values()):
        if str(slot) in holder.get("keyslots", ()):
            holder["keyslots"].remove(str(slot))


def free_slot(header: Header, slot: int | None = None) -> int:
    """The lowest free keyslot number, or ``slot`` if that is free. Raises KeyslotError."""
    taken = header.keyslots.keys() | header.foreign_keyslots.keys()
    if slot is None:
        free = [number for number in range(OBJECTS_MAX) if number not in taken]
        if not free:
            raise KeyslotError("all keyslots are taken", hint="remove one first")
        return free[0]
    if not 0 <= slot < OBJECTS_MAX:
        raise KeyslotError(f"there is no keyslot {slot}", hint=f"keyslots go from 0 to {OBJECTS_MAX - 1}")
    if slot in taken:
        raise KeyslotError(f"keyslot {slot} is taken", hint="change it, or remove it first", keyslot=slot)
    return slot


def plan_keyslot(
    header: Header,
    number: int,
    cipher: CipherSpec,
    key_size: int,
    cost: Cost,
    priority: int = PRIORITY_NORMAL,
    *,
    area_key_size: int | None = None,
) -> Keyslot:
    """A keyslot for a key of ``key_size`` bytes in the first gap of the keyslots area. Raises KeyslotError.

    The area's own key, for ``cipher``, has the same length unless ``area_key_size`` says another.
    """
    size = -(-key_size * AF_STRIPES // AREA_ALIGNMENT) * AREA_ALIGNMENT
    keyslot = Keyslot(
        number=number,
        key_size=key_size,
        kdf=Kdf(cost, random_bytes(SALT_SIZE)),
        area=Area(_free_area(header, size), size, cipher, area_key_size or key_size),
        af_stripes=AF_STRIPES,
        af_hash=AF_HASH,
        priority=priority,
    )
    check_kdf(keyslot)
    return keyslot


def write_area(
    device: BlockDevice, keyslot: Keyslot, key: Secret, credential: Secret, *, on_event: OnEvent = ignore
) -> None:
    """Encrypt ``key`` with the credential into the keyslot's area, durably."""
    on_event(KdfStarted(keyslot.number, keyslot.kdf.cost.kind))
    with derive(keyslot.kdf.cost, credential, keyslot.kdf.salt, keyslot.area.key_size) as area_key:
        cipher = sector_cipher(keyslot.area.cipher, area_key, AREA_SECTOR)
    with Secret.zeros(_whole_sectors(keyslot)) as material:
        try:
            with afsplit.split(key, keyslot.af_stripes, keyslot.af_hash) as stripes:
                material.view()[: len(stripes)] = stripes.view()
            cipher.encrypt(0, material.view())
        finally:
            cipher.close()
        with telling(f"write keyslot {keyslot.number}"):
            device.write(keyslot.area.offset, material.view())
            device.flush()


def wipe_area(device: BlockDevice, offset: int, size: int, *, on_event: OnEvent = ignore) -> None:
    """Overwrite the area with random bytes, durably as far as the medium writes in place."""
    on_event(Step("wiping old key material"))
    with telling("overwrite old key material"):
        for start in range(offset, offset + size, WIPE_STEP):
            end = min(start + WIPE_STEP, offset + size)
            device.write(start, random_bytes(end - start))
            on_event(Progress("wiping", end - offset, size))
        device.flush()


def keyslot_json(keyslot: Keyslot) -> dict[str, Any]:
    """The keyslot as cryptsetup writes it."""
    area = keyslot.area
    result: dict[str, Any] = {
        "type": "luks2",
        "key_size": keyslot.key_size,
        "af": {"type": "luks1", "stripes": keyslot.af_stripes, "hash": keyslot.af_hash},
        "area": {
            "type": "raw",
            "offset": str(area.offset),
            "size": str(area.size),
            "encryption": str(area.cipher),
            "key_size": area.key_size,
        },
        "kdf": _kdf_json(keyslot.kdf),
    }
    if keyslot.priority != PRIORITY_NORMAL:
        result["priority"] = keyslot.priority
    return result


def edited(header: Header, edit: Callable[[dict[str, Any]], None]) -> Header:
    """The header with a changed copy of its document, validated again; all unknown fields are kept."""
    document = copy.deepcopy(dict(header.document))
    edit(document)
    return header.with_document(document)


def _kdf_json(kdf: Kdf) -> dict[str, Any]:
    cost = kdf.cost
    salt = b64encode(kdf.salt).decode()
    if isinstance(cost, Pbkdf2Cost):
        return {"type": cost.kind, "hash": cost.hash, "iterations": cost.iterations, "salt": salt}
    return {"type": cost.kind, "time": cost.time, "memory": cost.memory_kib, "cpus": cost.lanes, "salt": salt}


def _put(objects: dict[str, Any], number: int, value: dict[str, Any]) -> None:
    """Insert by number, so that a header looks the same whatever its history."""
    objects[str(number)] = value
    ordered = sorted(objects.items(), key=lambda item: int(item[0]))
    objects.clear()
    objects.update(ordered)


def _to_try(header: Header) -> tuple[Keyslot, ...]:
    own = header.digest_of_segment()
    found = [slot for slot in header.keyslots.values() if slot.number in own.keyslots]
    usable = [slot for slot in found if slot.priority != PRIORITY_IGNORE]
    if not usable:
        for foreign in header.foreign_keyslots.values():
            raise UnsupportedFeature(f"keyslot {foreign.number} cannot be opened: {foreign.reason}")
        hint = f"keyslot {found[0].number} is only tried when it is named" if found else "restore a header backup"
        raise KeyslotError("the volume has no keyslot that can be tried", hint=hint)
    return tuple(sorted(usable, key=lambda slot: (-slot.priority, slot.number)))


def _named(header: Header, slot: int) -> Keyslot:
    """The keyslot of that number, which must be one of the data segment's."""
    if slot in header.foreign_keyslots:
        raise UnsupportedFeature(f"keyslot {slot} cannot be opened: {header.foreign_keyslots[slot].reason}")
    if slot not in header.keyslots:
        raise _missing(header, slot)
    if slot not in header.digest_of_segment().keyslots:
        raise KeyslotError(f"keyslot {slot} does not hold the volume key", keyslot=slot)
    return header.keyslots[slot]


def _missing(header: Header, slot: int) -> KeyslotError:
    there = ", ".join(str(number) for number in sorted(header.keyslots.keys() | header.foreign_keyslots.keys()))
    return KeyslotError(f"there is no keyslot {slot}", hint=f"there are: {there or 'none'}", keyslot=slot)


def _area_of(header: Header, slot: int) -> tuple[int, int]:
    if slot in header.keyslots:
        area = header.keyslots[slot].area
        return area.offset, area.size
    if slot in header.foreign_keyslots:
        foreign = header.foreign_keyslots[slot]
        return foreign.offset, foreign.size
    raise _missing(header, slot)


def _segment_digest_json(header: Header, document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["digests"][str(header.digest_of_segment().number)]
    return found


def _area_cipher(header: Header, volume_key: Secret) -> tuple[CipherSpec, int]:
    """How a new keyslot is encrypted, and with how many bytes: as the data, unless that is by what has tags."""
    segment = header.data_segment()
    if isinstance(segment, Segment):
        return segment.cipher, len(volume_key)
    return CipherSpec(), CipherSpec().key_sizes[-1]


def _check_volume_key(header: Header, volume_key: Secret) -> None:
    own = header.digest_of_segment()
    digest.verify(volume_key, own.digest, own.salt, own.hash, own.iterations)


def _free_area(header: Header, size: int) -> int:
    """The offset of the first gap of ``size`` bytes in the keyslots area."""
    start = header.keyslots_offset
    for offset, length in (*header.used_areas(), (header.size, 0)):
        if start + size <= offset:
            return start
        start = max(start, -(-(offset + length) // AREA_ALIGNMENT) * AREA_ALIGNMENT)
    raise KeyslotError(
        "the keyslots area has no room for another keyslot", hint="remove one, or create volumes with a larger area"
    )


def _read_area(device: BlockDevice, keyslot: Keyslot, area_key: Secret) -> Secret:
    """The key merged from the area, right or wrong."""
    area = keyslot.area
    if area.offset + area.size > device.size:
        raise DamagedHeader(f"the container ends within keyslot {keyslot.number}", hint="it was cut short")
    cipher = sector_cipher(area.cipher, area_key, AREA_SECTOR)
    with telling(f"read keyslot {keyslot.number}"):
        ciphertext = device.read(area.offset, _whole_sectors(keyslot))
    with Secret(ciphertext) as material:
        try:
            cipher.decrypt(0, material.view())
        finally:
            cipher.close()
        with Secret(material.view()[: keyslot.key_size * keyslot.af_stripes]) as stripes:
            return afsplit.merge(stripes, keyslot.key_size, keyslot.af_stripes, keyslot.af_hash)


def _whole_sectors(keyslot: Keyslot) -> int:
    """Bytes of the area that the stripes take."""
    return -(-keyslot.key_size * keyslot.af_stripes // AREA_SECTOR) * AREA_SECTOR
