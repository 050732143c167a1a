"""Conversion of a header between LUKS1 and LUKS2: the data, the volume key and the keyslots stay what they are.

No keyslot area that is in use is ever overwritten while the header in force needs it, and one write of one sector,
the first, decides which format the header is in. So a power cut at any moment leaves a volume that opens, in the one
format or the other. cryptsetup shifts all areas over each other by 28 KiB, and a cut while it does so loses the volume.

References: cryptsetup-convert(8); spec/luks1-format.md, "Conversion".
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from vault.blockdev.base import BlockDevice
from vault.crypto.kdf import Pbkdf2Cost
from vault.crypto.random import random_bytes
from vault.errors import FormatError, UnsupportedFeature
from vault.events import OnEvent, Step, Warned, ignore
from vault.formats.luks1 import layout as v1
from vault.formats.luks1.model import Luks1Header, normalise
from vault.formats.luks1.write import check_current as check_current_v1
from vault.formats.luks1.write import write_header as write_header_v1
from vault.formats.luks2 import jsontext
from vault.formats.luks2 import layout as v2
from vault.formats.luks2.header import read_header as read_header_v2
from vault.formats.luks2.keyslots import keyslot_json, wipe_area
from vault.formats.luks2.limits import KEYSLOTS_SIZE_MAX, KEYSLOTS_SIZE_STEP, METADATA_SIZES, NO_LIMITS, U32_MAX
from vault.formats.luks2.model import BOTH_GOOD, PRIORITY_NORMAL, Digest, Header, Keyslot, json_area_size
from vault.formats.luks2.validate import check_openable
from vault.formats.luks2.write import check_current as check_current_v2
from vault.formats.luks2.write import telling
from vault.formats.luks2.write import write_header as write_header_v2
from vault.formats.relocate_luks import AREA_STEP, copy_area, gaps, overlaps, relocate, round_up, settle

METADATA_SIZE = METADATA_SIZES[0]
AREAS_START = 2 * METADATA_SIZE
"""Where the keyslots area of LUKS2 begins: after both copies of its header."""
LUKSMETA = b"LUKSMETA"


def to_luks2(header: Luks1Header, device: BlockDevice, *, on_event: OnEvent = ignore) -> Header:
    """The LUKS2 header that is in place of the LUKS1 one.

    The caller holds the lock. Raises UnsupportedFeature with the reason when the volume cannot be converted, and
    KeyslotError when it has no keyslot; nothing was changed then. Raises BusyError, BackendError.
    """
    check_openable(header)
    check_current_v1(device, header)
    end = header.segment().offset or device.size
    _check_luks1(header, device, end)
    moved = next((number for number in header.keyslots if header.area_offset(number) < AREAS_START), None)
    target = None if moved is None else _new_place(header, moved, end)
    offsets = {number: header.area_offset(number) for number in header.keyslots}
    if moved is not None and target is not None:
        offsets[moved] = target
    new = _luks2_header(header, offsets, end)
    on_event(Step("converting the header to LUKS2"))
    if moved is not None and target is not None:
        copy_area(device, moved, header.area_offset(moved), target, header.binary.area_size)
        # Without this the keyslot is out of use until the format has changed; others then fill the first sector's
        # places and open the volume.
        if binary := _with_area(header, moved, target):
            write_header_v1(device, header, binary)
    _replace_luks1(device, new)
    if moved is not None:
        old_end = header.area_offset(moved) + header.binary.area_size
        wipe_area(device, AREAS_START, old_end - AREAS_START, on_event=on_event)
    return settle(read_header_v2(device, limits=NO_LIMITS), device, AREAS_START, on_event=on_event)


def to_luks1(header: Header, device: BlockDevice, *, on_event: OnEvent = ignore) -> Luks1Header:
    """The LUKS1 header that is in place of the LUKS2 one; what LUKS1 cannot hold, such as the label, is warned of.

    The caller holds the lock. Raises UnsupportedFeature with the reason when the volume cannot be converted, and
    KeyslotError when it has no keyslot; nothing was changed then. Raises BusyError, BackendError.
    """
    check_openable(header)
    check_current_v2(device, header)
    end = header.segment().offset or device.size
    _luks1_binary(header, end)
    for what in _lost(header):
        on_event(Warned(f"LUKS1 has no place for {what}"))
    on_event(Step("converting the header to LUKS1"))
    if header.copies != BOTH_GOOD:
        header = write_header_v2(device, header)
    header = _clear_first_place(header, device, on_event=on_event)
    new = normalise(_luks1_binary(header, end), limits=NO_LIMITS)
    block = v1.pack(new.binary).ljust(max(v1.RESERVED_SIZE, device.sector_size), b"\0")
    with telling("write the header"):
        # From here the secondary copy of LUKS2 counts, until the first sector says LUKS1.
        for start in range(len(block) - device.sector_size, -1, -device.sector_size):
            device.write(start, block[start : start + device.sector_size])
            device.flush()
    wipe_area(device, len(block), 2 * header.metadata_size - len(block), on_event=on_event)
    return _take_first_place(new, device, on_event=on_event)


def _clear_first_place(header: Header, device: BlockDevice, *, on_event: OnEvent) -> Header:
    """The header, as stored, with no area where the first of LUKS1 is to be, from 4096 on, if there is room.

    The areas go to the second and later places of LUKS1, or, when they do not all fit, one goes out of the way.
    """
    number = min(header.keyslots)
    header = settle(header, device, AREA_STEP, skip=0 if number else 1, on_event=on_event)
    end = round_up(AREA_STEP + v1.area_size(header.segment().key_size))
    for slot in header.keyslots.values():
        if slot.area.offset < end:
            start = max(end, header.keyslots_offset)
            for place in gaps(header.used_areas(), slot.area.size, header.size, AREA_STEP, start=start):
                return relocate(header, device, slot.number, place, on_event=on_event)
    return header


def _take_first_place(header: Luks1Header, device: BlockDevice, *, on_event: OnEvent) -> Luks1Header:
    """The header, as stored, with the first keyslot's area at 4096, if it is free and one write can say so."""
    number, size = min(header.keyslots), header.binary.area_size
    offset = header.area_offset(number)
    binary = _with_area(header, number, AREA_STEP)
    if binary is None or overlaps(AREA_STEP, size, [(header.area_offset(other), size) for other in header.keyslots]):
        return header
    copy_area(device, number, offset, AREA_STEP, size)
    header = write_header_v1(device, header, binary)
    wipe_area(device, offset, size, on_event=on_event)
    return header


def _check_luks1(header: Luks1Header, device: BlockDevice, end: int) -> None:
    """Raise UnsupportedFeature when LUKS2 has no place for what is there; ``end`` is where the data begins."""
    for number in header.keyslots:
        if header.area_offset(number) % AREA_STEP:
            raise _refused("LUKS2", f"keyslot {number} does not begin at a multiple of {AREA_STEP} bytes")
    after = round_up(header.size)
    with telling("read the container"):
        if after + device.sector_size <= device.size:
            beyond = bytes(device.read(after // device.sector_size * device.sector_size, device.sector_size))
            if beyond[after % device.sector_size :].startswith(LUKSMETA):
                raise _refused("LUKS2", "there is LUKSMeta data behind the keyslots")
    if header.segment().cipher.legacy:
        raise _refused("LUKS2", f"volumes with {header.segment().cipher} are only read")
    if _keyslots_size(end) <= 0:
        raise _refused("LUKS2", "there is no room for its header before the data")


def _new_place(header: Luks1Header, moved: int, end: int) -> int:
    """Where the area that lies where LUKS2 has its header can go. Raises UnsupportedFeature when there is no room."""
    size = round_up(header.binary.area_size)
    limit = AREAS_START + _keyslots_size(end)
    used = [(header.area_offset(number), size) for number in header.keyslots]
    every = [(header.area_offset(number), size) for number in range(v1.KEYSLOTS)]
    free = [number for number in range(v1.KEYSLOTS) if number not in header.keyslots]
    beside = sorted(free, key=lambda number: (number > 5) != (moved > 5))
    for place in (
        *gaps(every, size, limit, AREA_STEP, start=AREAS_START),
        *(header.area_offset(number) for number in beside),
    ):
        if place % AREA_STEP == 0 and AREAS_START <= place <= limit - size and not overlaps(place, size, used):
            return place
    for place in gaps(used, size, limit, AREA_STEP, start=AREAS_START):
        return place
    raise _refused("LUKS2", "there is no room before the data to move a keyslot", hint="remove a keyslot first")


def _luks2_header(header: Luks1Header, offsets: dict[int, int], end: int) -> Header:
    """The new header, validated. Raises UnsupportedFeature when LUKS2 does not allow it."""
    bare = Header(
        uuid=header.uuid,
        label="",
        subsystem="",
        sequence_id=1,
        metadata_size=METADATA_SIZE,
        checksum="sha256",
        salt=b"",
        document={},
        keyslots={},
        digests={},
        segments={},
        tokens={},
        flags=(),
        requirements=(),
        keyslots_size=_keyslots_size(end),
    )
    try:
        new = bare.with_document(_document(header, offsets, bare))
        check_openable(new)
    except FormatError as error:
        raise _refused("LUKS2", str(error)) from error
    for slot in new.foreign_keyslots.values():
        raise _refused("LUKS2", f"keyslot {slot.number}: {slot.reason}")
    return new


def _document(header: Luks1Header, offsets: dict[int, int], bare: Header) -> dict[str, Any]:
    segment, digest = header.segment(), header.digest_of_segment()
    size = round_up(header.binary.area_size)
    return {
        "keyslots": {
            str(number): keyslot_json(replace(slot, area=replace(slot.area, offset=offsets[number], size=size)))
            for number, slot in sorted(header.keyslots.items())
        },
        "tokens": {},
        "segments": {
            "0": {
                "type": "crypt",
                "offset": str(segment.offset),
                "size": "dynamic",
                "iv_tweak": "0",
                "encryption": str(segment.cipher),
                "sector_size": segment.sector_size,
            }
        },
        "digests": {
            "0": {
                "type": "pbkdf2",
                "keyslots": [str(number) for number in sorted(digest.keyslots)],
                "segments": ["0"],
                "hash": digest.hash,
                "iterations": digest.iterations,
                "salt": b64encode(digest.salt).decode(),
                "digest": b64encode(digest.digest).decode(),
            }
        },
        "config": {
            "json_size": str(json_area_size(METADATA_SIZE)),
            "keyslots_size": str(bare.keyslots_size),
        },
    }


def _with_area(header: Luks1Header, moved: int, target: int) -> v1.BinaryHeader | None:
    """The header with a keyslot's area elsewhere; what free keyslot has that place takes the old one.

    None when that would change both sectors of the header, which no single write does.
    """
    binary, size = header.binary, header.binary.area_size
    holders = [n for n in range(v1.KEYSLOTS) if overlaps(target, size, [(header.area_offset(n), size)])]
    if len(holders) > 1 or any(_half(number) != _half(moved) for number in holders):
        return None
    for number in holders:
        left = binary.keyslots[moved].key_material_offset
        binary = binary.with_keyslot(number, replace(binary.keyslots[number], key_material_offset=left))
    entry = replace(binary.keyslots[moved], key_material_offset=target // v1.SECTOR)
    return binary.with_keyslot(moved, entry)


def _half(number: int) -> bool:
    """In which of the header's two sectors a keyslot has the offset of its area."""
    return v1.KEYSLOTS_OFFSET + number * v1.KEYSLOT_SIZE + v1.KEYSLOT_LAYOUT[3].offset >= v1.SECTOR


def _replace_luks1(device: BlockDevice, new: Header) -> None:
    """Write both copies, the secondary first; the first sector of the primary makes it LUKS2."""
    area = jsontext.encode(new.document, new.json_size)
    with telling("write the header"):
        device.write(METADATA_SIZE, _sealed(new, area, METADATA_SIZE))
        device.flush()
        primary = _sealed(new, area, 0)
        device.write(0, primary[: device.sector_size])
        device.flush()
        device.write(0, primary)
        device.flush()


def _sealed(header: Header, area: bytes, offset: int) -> bytes:
    binary = v2.BinaryHeader(
        magic=v2.MAGIC_SECONDARY if offset else v2.MAGIC_PRIMARY,
        hdr_size=header.metadata_size,
        seqid=header.sequence_id,
        hdr_offset=offset,
        uuid=header.uuid,
        salt=random_bytes(v2.BY_NAME["salt"].size),
        csum_alg=header.checksum,
    )
    return v2.seal(binary, area)


def _luks1_binary(header: Header, end: int) -> v1.BinaryHeader:
    """The new header, keyslot areas where they are. Raises UnsupportedFeature when LUKS1 does not allow it."""
    segment, digest = header.segment(), header.digest_of_segment()
    _check_segment(header)
    _check_digest(header, digest)
    for slot in header.keyslots.values():
        _check_keyslot(header, slot, digest.hash)
    mode = f"{segment.cipher.mode}-{segment.cipher.iv}"
    for name, text in (("cipher_name", segment.cipher.cipher), ("cipher_mode", mode), ("hash_spec", digest.hash)):
        if not v1.text_fits(name, text):
            raise _refused("LUKS1", f"{text!a:.40} is too long for its header")
    binary = v1.BinaryHeader(
        cipher_name=segment.cipher.cipher,
        cipher_mode=mode,
        hash_spec=digest.hash,
        payload_offset=segment.offset // v1.SECTOR,
        key_bytes=segment.key_size,
        mk_digest=digest.digest[: v1.DIGEST_SIZE],
        mk_digest_salt=digest.salt,
        mk_digest_iterations=digest.iterations,
        uuid=header.uuid,
        keyslots=_luks1_keyslots(header, segment.key_size, end),
    )
    try:
        normalise(binary, limits=NO_LIMITS)
    except FormatError as error:
        raise _refused("LUKS1", str(error)) from error
    return binary


def _luks1_keyslots(header: Header, key_size: int, end: int) -> tuple[v1.KeyslotEntry, ...]:
    size = v1.area_size(key_size)
    used = [(slot.area.offset, size) for slot in header.keyslots.values()]
    needed = v1.KEYSLOTS - len(used)
    places: list[int] = []
    for step in (AREA_STEP, v1.SECTOR):
        places = list(gaps(used, size, end, step, start=AREA_STEP))
        if len(places) >= needed:
            break
    if len(places) < needed:
        raise _refused("LUKS1", f"there is no room before the data for {v1.KEYSLOTS} keyslots")
    free = iter(places)
    return tuple(
        _entry(header.keyslots[number])
        if number in header.keyslots
        else v1.KeyslotEntry(v1.DISABLED, 0, bytes(v1.SALT_SIZE), next(free) // v1.SECTOR)
        for number in range(v1.KEYSLOTS)
    )


def _entry(slot: Keyslot) -> v1.KeyslotEntry:
    assert isinstance(slot.kdf.cost, Pbkdf2Cost)
    return v1.KeyslotEntry(v1.ENABLED, slot.kdf.cost.iterations, slot.kdf.salt, slot.area.offset // v1.SECTOR)


def _check_segment(header: Header) -> None:
    segment = header.segment()
    rules = (
        (segment.sector_size == v1.SECTOR, f"its sectors have {segment.sector_size} bytes, not {v1.SECTOR}"),
        (segment.length is None, "its data does not reach to the end of the container"),
        (segment.iv_offset == 0, "the IV of its first sector is not 0"),
        (segment.offset // v1.SECTOR <= U32_MAX, "its data begins too far from the start"),
        (not header.tokens, f"it has {len(header.tokens)} tokens"),
    )
    for kept, reason in rules:
        if not kept:
            raise _refused("LUKS1", reason)


def _check_digest(header: Header, digest: Digest) -> None:
    if len(header.digests) != 1:
        raise _refused("LUKS1", "it has keyslots that do not hold the volume key")
    for number in sorted(header.keyslots.keys() | header.foreign_keyslots.keys()):
        if number >= v1.KEYSLOTS:
            raise _refused("LUKS1", f"keyslot {number} is in use, LUKS1 has {v1.KEYSLOTS}")
        if number in header.foreign_keyslots or number not in digest.keyslots:
            raise _refused("LUKS1", f"keyslot {number} does not hold the volume key in a way that LUKS1 knows")


def _check_keyslot(header: Header, slot: Keyslot, hash_: str) -> None:
    cost, segment = slot.kdf.cost, header.segment()
    rules = (
        (isinstance(cost, Pbkdf2Cost), f"uses {cost.kind}", "change it to PBKDF2 first"),
        (isinstance(cost, Pbkdf2Cost) and cost.hash == hash_, f"has another hash than {hash_}, the digest's", ""),
        (slot.af_hash == hash_, f"has another anti-forensic hash than {hash_}, the digest's", ""),
        (slot.area.cipher == segment.cipher, f"is encrypted with {slot.area.cipher}, the data is not", ""),
        (slot.area.key_size == segment.key_size, "is encrypted with a key of another size than the data", ""),
        (len(slot.kdf.salt) == v1.SALT_SIZE, f"has a salt that is not {v1.SALT_SIZE} bytes long", ""),
    )
    for kept, reason, hint in rules:
        if not kept:
            raise _refused("LUKS1", f"keyslot {slot.number} {reason}", hint=hint)


def _lost(header: Header) -> Iterator[str]:
    if header.label:
        yield "the label"
    if header.subsystem:
        yield "the subsystem"
    if header.flags:
        yield f"the flags {', '.join(map(ascii, header.flags))}"
    if any(slot.priority != PRIORITY_NORMAL for slot in header.keyslots.values()):
        yield "the priorities of keyslots"


def _keyslots_size(end: int) -> int:
    return min(end - AREAS_START, KEYSLOTS_SIZE_MAX) // KEYSLOTS_SIZE_STEP * KEYSLOTS_SIZE_STEP


def _refused(target: str, reason: str, *, hint: str = "") -> UnsupportedFeature:
    return UnsupportedFeature(f"the volume cannot become {target}: {reason}", hint=hint)
