"""A LUKS2 header in the words of a frontend."""

from pathlib import Path
from typing import Any

from vault.crypto.kdf import Argon2Cost
from vault.errors import UnsupportedFeature
from vault.formats.luks2.authenticated import AuthenticatedSegment
from vault.formats.luks2.lookup import is_unbound
from vault.formats.luks2.model import CopyState, ForeignKeyslot, Header, Keyslot
from vault.formats.luks2.tokens import NAME, name_of, tokens_of
from vault.options import DigestInfo, HeaderCopy, Inspection, KeyslotInfo, TokenInfo

UNKNOWN = "unknown"
PRIORITIES = {0: "ignore", 1: "normal", 2: "prefer"}
STATES = {
    CopyState.GOOD: "valid",
    CopyState.OLD: "older than the other copy",
    CopyState.DAMAGED: "damaged",
}


def describe(container: Path, header_path: Path | None, container_size: int, header: Header) -> Inspection:
    """Everything the header says; a segment that cannot be opened is told among the warnings."""
    warnings = list(header.warnings)
    try:
        segment = header.data_segment()
    except UnsupportedFeature as error:
        segment = None
        warnings.append(str(error))
    return Inspection(
        container=container,
        header=header_path,
        format="luks2",
        size=container_size,
        uuid=header.uuid,
        label=header.label,
        subsystem=header.subsystem,
        sequence_id=header.sequence_id,
        cipher=str(segment.cipher) if segment else "",
        integrity=segment.cipher.integrity if isinstance(segment, AuthenticatedSegment) else "",
        key_size=segment.key_size * 8 if segment else 0,
        sector_size=segment.sector_size if segment else 0,
        segment_offset=segment.offset if segment else 0,
        segment_length=segment.length if segment else None,
        metadata_size=header.metadata_size,
        keyslots_size=header.keyslots_size,
        copies=_copies(header),
        keyslots=_keyslots(header),
        digests=tuple(
            DigestInfo(digest.number, digest.keyslots, digest.segments, digest.hash, digest.iterations)
            for digest in header.digests.values()
        ),
        tokens=tuple(
            TokenInfo(number, str(token.get("type", "")), tuple(map(int, token.get("keyslots", ()))))
            for number, token in header.tokens.items()
        ),
        flags=header.flags,
        requirements=header.requirements,
        warnings=(
            *warnings,
            *(f"keyslot {slot.number} cannot be opened: {slot.reason}" for slot in header.foreign_keyslots.values()),
        ),
    )


def _copies(header: Header) -> tuple[HeaderCopy, ...]:
    primary, secondary = header.copies
    return (
        HeaderCopy("primary", 0, STATES[primary], header.sequence_id if primary is CopyState.GOOD else None),
        HeaderCopy(
            "secondary",
            header.metadata_size,
            STATES[secondary],
            header.sequence_id if secondary is CopyState.GOOD else None,
        ),
    )


def _keyslots(header: Header) -> tuple[KeyslotInfo, ...]:
    own = [_keyslot(header, keyslot) for keyslot in header.keyslots.values()]
    foreign = [_foreign(header, keyslot) for keyslot in header.foreign_keyslots.values()]
    return tuple(sorted((*own, *foreign), key=lambda each: each.number))


def _foreign(header: Header, keyslot: ForeignKeyslot) -> KeyslotInfo:
    return KeyslotInfo(
        number=keyslot.number,
        priority="normal",
        kdf=UNKNOWN,
        hash=None,
        iterations=0,
        memory_kib=None,
        lanes=None,
        cipher=UNKNOWN,
        key_size=0,
        **_belongs(header, keyslot.number),
        unsupported=keyslot.reason,
    )


def _keyslot(header: Header, keyslot: Keyslot) -> KeyslotInfo:
    cost = keyslot.kdf.cost
    number = keyslot.number
    if isinstance(cost, Argon2Cost):
        costs: dict[str, str | int | None] = {
            "hash": None,
            "iterations": cost.time,
            "memory_kib": cost.memory_kib,
            "lanes": cost.lanes,
        }
    else:
        costs = {"hash": cost.hash, "iterations": cost.iterations, "memory_kib": None, "lanes": None}
    return KeyslotInfo(
        number=number,
        priority=PRIORITIES[keyslot.priority],  # type: ignore[arg-type]
        kdf=cost.kind,
        **costs,  # type: ignore[arg-type]
        cipher=str(keyslot.area.cipher),
        key_size=keyslot.key_size * 8,
        **_belongs(header, number),
        unbound=is_unbound(header, number),
    )


def _belongs(header: Header, number: int) -> dict[str, Any]:
    """What else of the header belongs to a keyslot, whoever can open it."""
    return {
        "digest": next((digest.number for digest in header.digests.values() if number in digest.keyslots), None),
        "tokens": tuple(token for token, _ in tokens_of(header, number)),
        "name": name_of(header, number),
        "token_kinds": tuple(kind for _, kind in tokens_of(header, number) if kind != NAME),
    }
