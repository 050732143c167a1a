"""Writing a header so that a power cut at any moment leaves one valid copy.

One copy is written and flushed, then the other, each with a fresh salt and both with the sequence id that follows. The
copy that is damaged or behind goes first, since the other one is then all there is; otherwise the primary does, as in
cryptsetup. Copies are never repaired by reading, only by the next header update, which is always something the user
asked for; cryptsetup repairs as soon as it opens for writing.

References: LUKS2 On-Disk Format Specification 1.1.4, sections 2.2 and 2.3; spec/volume-format.md, "Header update".
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from vault.blockdev.base import BlockDevice
from vault.crypto.random import random_bytes
from vault.errors import BusyError, UsageError, from_os
from vault.formats.luks2 import jsontext, layout
from vault.formats.luks2.header import read_header
from vault.formats.luks2.model import BOTH_GOOD, Copies, CopyState, Header


def write_header(device: BlockDevice, header: Header) -> Header:
    """The header as it was stored: as given, with the next sequence id, in both copies.

    The caller holds the lock. Raises BusyError when the header on the device is not the one that ``header`` was made
    from, LimitExceeded when its JSON does not fit, and BackendError, after which the header has to be read again.
    """
    primary_first = check_current(device, header).secondary is CopyState.GOOD
    return store(device, replace(header, sequence_id=header.next_sequence_id()), primary_first=primary_first)


def check_current(device: BlockDevice, header: Header) -> Copies:
    """The state of both copies now; raises BusyError when they are not those that ``header`` was read from.

    To be called before anything is written at a place that ``header`` says is free.
    """
    current = read_header(device)
    if (current.uuid, current.sequence_id) != (header.uuid, header.sequence_id):
        raise BusyError("the header has changed since it was read", hint="open the volume again")
    return current.copies


def store(device: BlockDevice, header: Header, *, primary_first: bool = True) -> Header:
    """Write both copies with the sequence id that ``header`` has; see ``write_header`` for errors."""
    json_area = jsontext.encode(header.document, header.json_size)
    copies = [_copy(header, json_area, offset) for offset in (0, header.metadata_size)]
    with telling("write the header"):
        for copy in copies if primary_first else reversed(copies):
            device.write(copy.hdr_offset, layout.seal(copy, json_area))
            device.flush()
    return replace(header, salt=copies[0].salt, copies=BOTH_GOOD, warnings=())


@contextmanager
def telling(what: str) -> Iterator[None]:
    """Turn the medium's errors within the block into a BackendError, or NoSpace, that says what could not be done."""
    try:
        yield
    except OSError as error:
        raise from_os(error, f"cannot {what}") from error


def _copy(header: Header, json_area: bytes, offset: int) -> layout.BinaryHeader:
    for name in ("label", "subsystem"):
        try:
            layout.text_bytes(name, getattr(header, name))
        except ValueError as error:
            raise UsageError(str(error)) from error
    return layout.BinaryHeader(
        magic=layout.MAGIC_SECONDARY if offset else layout.MAGIC_PRIMARY,
        hdr_size=header.metadata_size,
        seqid=header.sequence_id,
        hdr_offset=offset,
        uuid=header.uuid,
        salt=random_bytes(layout.BY_NAME["salt"].size),
        label=header.label,
        subsystem=header.subsystem,
        csum_alg=header.checksum,
    )
