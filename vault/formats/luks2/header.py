"""Finding and reading the LUKS2 header of a container; nothing here ever writes.

References: LUKS2 On-Disk Format Specification 1.1.4, section 2; spec/volume-format.md, "Which copy counts".
"""

import struct
from dataclasses import dataclass

from vault.blockdev.base import BlockDevice
from vault.errors import DamagedHeader, FormatError, UnknownFormat, from_os
from vault.formats.luks2.jsontext import decode
from vault.formats.luks2.layout import (
    BINARY_HEADER_SIZE,
    MAGIC_PRIMARY,
    SECONDARY_OFFSETS,
    BinaryHeader,
    looks_like,
    unpack,
    verify,
)
from vault.formats.luks2.limits import DEFAULT_LIMITS, Limits
from vault.formats.luks2.model import Copies, CopyState, Header
from vault.formats.luks2.validate import Contents, parse_document

NAMES = ("primary", "secondary")


@dataclass(frozen=True, slots=True)
class Copy:
    """One header copy that kept all rules."""

    binary: BinaryHeader
    document: dict[str, object]
    contents: Contents


def probe(device: BlockDevice) -> bool:
    """Whether there is a LUKS2 header, be it damaged: magic and version 2 where a copy can begin.

    Raises BackendError. A LUKS1 header at the start decides for itself, whatever is left of an older LUKS2 one.
    """
    failure: OSError | None = None
    for offset in (0, *SECONDARY_OFFSETS):
        try:
            block = _block(device, offset)
        except OSError as error:
            failure = failure or error
            continue
        if offset == 0 and _is_luks1(block):
            return False
        if looks_like(block, secondary=offset > 0):
            return True
    if failure is not None:
        raise from_os(failure, "cannot read the container") from failure
    return False


def read_header(device: BlockDevice, *, limits: Limits = DEFAULT_LIMITS) -> Header:
    """The header of the valid copy with the higher sequence id, the primary one when both are equal.

    A copy that is damaged or old is a warning. Raises UnknownFormat when there is no LUKS2 header, DamagedHeader when
    no copy is valid, UnsupportedFeature or LimitExceeded when a sound copy asks for what is refused, BackendError when
    nothing can be read.
    """
    if not probe(device):
        raise UnknownFormat("the container has no LUKS2 header")
    found = _read_copies(device, limits)
    for copy in found:
        if isinstance(copy, Exception) and _refused(copy):
            raise copy
    copies = [copy for copy in found if isinstance(copy, Copy)]
    if not copies:
        raise _both_bad(found)
    best = max(copies, key=lambda copy: copy.binary.seqid)
    header = _header(best, *_judge(found, best))
    if device.size < header.size:
        raise DamagedHeader(
            f"the container holds {device.size} bytes, its header alone has {header.size}",
            hint="it was cut short; restore it from a copy",
        )
    return header


def _read_copies(device: BlockDevice, limits: Limits) -> list[Copy | Exception]:
    """The primary and the secondary copy, or what is wrong with each."""
    size: int | None = None
    try:
        binary, area = _sealed(device, 0)
        size = binary.hdr_size
        primary: Copy | Exception = _copy(binary, area, limits)
    except (FormatError, OSError) as error:
        primary = error
    offsets = SECONDARY_OFFSETS if size is None else (size,)
    secondary: Copy | Exception = DamagedHeader("it is not there")
    for offset in offsets:
        try:
            secondary = _copy(*_sealed(device, offset), limits)
        except (FormatError, OSError) as error:
            if _begins_copy(device, offset) or size is not None:
                secondary = error
        if isinstance(secondary, Copy) or _refused(secondary):
            break
    return [primary, secondary]


def _refused(found: Exception) -> bool:
    """Whether the copy is sound but asks for what is refused, which no other copy may make up for."""
    return isinstance(found, FormatError) and not isinstance(found, DamagedHeader)


def _begins_copy(device: BlockDevice, offset: int) -> bool:
    try:
        return looks_like(_block(device, offset), secondary=True)
    except OSError:
        return True


def _sealed(device: BlockDevice, offset: int) -> tuple[BinaryHeader, bytes]:
    """The binary header and the JSON area at ``offset``, whose checksum fits; raises DamagedHeader or OSError."""
    block = _block(device, offset)
    if not block:
        raise DamagedHeader("the container ends before it")
    binary = unpack(block, offset=offset)
    if offset + binary.hdr_size > device.size:
        raise DamagedHeader("the container ends inside it")
    start = offset + BINARY_HEADER_SIZE
    area = bytes(device.read(start, binary.hdr_size - BINARY_HEADER_SIZE))
    verify(binary, block, area)
    return binary, area


def _copy(binary: BinaryHeader, area: bytes, limits: Limits) -> Copy:
    document = decode(area)
    return Copy(binary, document, parse_document(document, binary.hdr_size, limits=limits))


def _block(device: BlockDevice, offset: int) -> bytes:
    """The bytes where a binary header may be, none at all when the container ends before its end."""
    if offset + BINARY_HEADER_SIZE > device.size:
        return b""
    return bytes(device.read(offset, BINARY_HEADER_SIZE))


def _is_luks1(block: bytes) -> bool:
    return block[:8] == MAGIC_PRIMARY + struct.pack(">H", 1)


def _both_bad(found: list[Copy | Exception]) -> Exception:
    for name, error in zip(NAMES, found, strict=True):
        if isinstance(error, OSError):
            return from_os(error, f"cannot read the {name} header")
    primary, secondary = map(str, found)
    reason = primary if primary == secondary else f"primary: {primary}; secondary: {secondary}"
    return DamagedHeader(f"no copy of the header is valid ({reason})", hint="restore the header from a backup")


def _judge(found: list[Copy | Exception], best: Copy) -> tuple[Copies, tuple[str, ...]]:
    """The state of each copy beside the best one, and what to tell the user about it."""
    states, warnings = [], []
    for name, copy in zip(NAMES, found, strict=True):
        state = CopyState.GOOD
        if not isinstance(copy, Copy):
            state = CopyState.DAMAGED
            reason = str(copy) if isinstance(copy, FormatError) else "it cannot be read"
            warnings.append(f"the {name} header is damaged ({reason}); the other copy is used")
        elif copy.binary.seqid < best.binary.seqid:
            state = CopyState.OLD
            warnings.append(f"the {name} header is older than the other copy, which is used")
        elif _substance(copy) != _substance(best):
            state = CopyState.DAMAGED
            warnings.append(f"the {name} header says something else than the primary one, which is used")
        states.append(state)
    return Copies(*states), tuple(warnings)


def _substance(copy: Copy) -> tuple[object, ...]:
    binary = copy.binary
    return binary.uuid, binary.label, binary.subsystem, binary.hdr_size, copy.document


def _header(copy: Copy, copies: Copies, warnings: tuple[str, ...]) -> Header:
    binary, contents = copy.binary, copy.contents._asdict()
    contents["warnings"] = (*warnings, *copy.contents.warnings)
    return Header(
        uuid=binary.uuid,
        label=binary.label,
        subsystem=binary.subsystem,
        sequence_id=binary.seqid,
        metadata_size=binary.hdr_size,
        checksum=binary.csum_alg,
        salt=binary.salt,
        document=copy.document,
        copies=copies,
        **contents,
    )
