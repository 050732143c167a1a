"""The copies of a header, each judged alone.

References: LUKS2 On-Disk Format Specification 1.1.4, section 2; spec/volume-format.md, "Which copy counts"
"""

from contextlib import suppress
from dataclasses import dataclass

from vault.blockdev.base import BlockDevice
from vault.errors import DamagedHeader, FormatError, os_reason
from vault.formats.luks2.header import NAMES
from vault.formats.luks2.jsontext import decode
from vault.formats.luks2.layout import (
    BINARY_HEADER_SIZE,
    SECONDARY_OFFSETS,
    BinaryHeader,
    looks_like,
    unpack,
    verify,
)
from vault.formats.luks2.limits import NO_LIMITS
from vault.formats.luks2.validate import parse_document
from vault.options import CopyCheck


@dataclass(frozen=True, slots=True)
class Luks2Copy:
    """One of the two copies; ``binary`` and ``area``, its JSON area as it is, of a sound one, else the ``reason``."""

    name: str
    offset: int
    binary: BinaryHeader | None
    area: bytes = b""
    reason: str = ""


def luks2_copies(device: BlockDevice) -> tuple[Luks2Copy, Luks2Copy]:
    """The primary and the secondary copy, whose place the primary one says or, if that is damaged, its magic."""
    primary = _copy(device, NAMES[0], 0)
    if primary.binary is not None:
        return primary, _copy(device, NAMES[1], primary.binary.hdr_size)
    found = [_copy(device, NAMES[1], offset) for offset in SECONDARY_OFFSETS if _begins(device, offset)]
    sound = [copy for copy in found if copy.binary is not None]
    missing = Luks2Copy(NAMES[1], SECONDARY_OFFSETS[0], None, reason="it is not there")
    return primary, (sound or found or [missing])[0]


def judged(copies: tuple[Luks2Copy, Luks2Copy]) -> tuple[CopyCheck, ...]:
    """What is told of both: an older one, and a second one that says something else, are no good either.

    Of two copies with different UUIDs nobody can tell which is the container's, so both are foreign.
    """
    best = best_of(copies)
    foreign = strangers(copies)
    checks = []
    for copy in copies:
        if copy.binary is None or best is None or best.binary is None:
            checks.append(CopyCheck(copy.name, copy.offset, "damaged", copy.reason, None))
            continue
        number = copy.binary.seqid
        if foreign:
            reason = f"it is of the volume {copy.binary.uuid}, the other copy is not"
            checks.append(CopyCheck(copy.name, copy.offset, "foreign", reason, number))
        elif number < best.binary.seqid:
            reason = f"its sequence id is {number}, that of the other copy {best.binary.seqid}"
            checks.append(CopyCheck(copy.name, copy.offset, "old", reason, number))
        elif copy is not best and not _same(copy, best):
            reason = "it says something else than the primary one"
            checks.append(CopyCheck(copy.name, copy.offset, "damaged", reason, number))
        else:
            checks.append(CopyCheck(copy.name, copy.offset, "valid", "", number))
    return tuple(checks)


def best_of(copies: tuple[Luks2Copy, Luks2Copy]) -> Luks2Copy | None:
    """The sound copy with the higher sequence id, the primary one of equals; None when both are damaged."""
    return max(
        (copy for copy in copies if copy.binary is not None),
        key=lambda copy: copy.binary.seqid if copy.binary else 0,
        default=None,
    )


def is_sealed(device: BlockDevice) -> bool:
    """Whether the checksum of a copy fits: it is as somebody wrote it, whether or not vault can read it."""
    for offset in (0, *SECONDARY_OFFSETS):
        with suppress(FormatError, OSError):
            _sealed(device, offset)
            return True
    return False


def strangers(copies: tuple[Luks2Copy, Luks2Copy]) -> str:
    """That both copies are sound and of different volumes, and of which; nothing when they are of one."""
    named = [(copy.name, copy.binary.uuid) for copy in copies if copy.binary is not None]
    if len({uuid for _, uuid in named}) < len(copies):
        return ""
    return " and ".join(f"the {name} copy is of the volume {uuid}" for name, uuid in named)


def _same(one: Luks2Copy, other: Luks2Copy) -> bool:
    assert one.binary is not None and other.binary is not None
    ours, theirs = one.binary, other.binary
    said = [(each.uuid, each.label, each.subsystem, each.hdr_size) for each in (ours, theirs)]
    return said[0] == said[1] and decode(one.area) == decode(other.area)


def _copy(device: BlockDevice, name: str, offset: int) -> Luks2Copy:
    try:
        binary, area = _sound(device, offset)
    except FormatError as error:
        return Luks2Copy(name, offset, None, reason=str(error))
    except OSError as error:
        return Luks2Copy(name, offset, None, reason=f"it cannot be read: {os_reason(error)}")
    return Luks2Copy(name, offset, binary, area)


def _sound(device: BlockDevice, offset: int) -> tuple[BinaryHeader, bytes]:
    """The binary header and the JSON area of a copy that keeps all rules. Raises FormatError, OSError."""
    binary, area = _sealed(device, offset)
    parse_document(decode(area), binary.hdr_size, limits=NO_LIMITS)
    return binary, area


def _sealed(device: BlockDevice, offset: int) -> tuple[BinaryHeader, bytes]:
    """The same of a copy whose checksum fits, whatever its JSON says."""
    if offset + BINARY_HEADER_SIZE > device.size:
        raise DamagedHeader("the container ends before it")
    block = bytes(device.read(offset, BINARY_HEADER_SIZE))
    binary = unpack(block, offset=offset)
    if offset + binary.hdr_size > device.size:
        raise DamagedHeader("the container ends inside it")
    area = bytes(device.read(offset + BINARY_HEADER_SIZE, binary.hdr_size - BINARY_HEADER_SIZE))
    verify(binary, block, area)
    return binary, area


def _begins(device: BlockDevice, offset: int) -> bool:
    if offset + BINARY_HEADER_SIZE > device.size:
        return False
    try:
        return looks_like(bytes(device.read(offset, BINARY_HEADER_SIZE)), secondary=True)
    except OSError:
        return True
