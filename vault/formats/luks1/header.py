"""Finding and reading the LUKS1 header of a container; nothing here ever writes.

References: LUKS1 On-Disk Format Specification 1.2.3, sections 4.3 and 5; spec/luks1-format.md.
"""

import struct

from vault.blockdev.base import BlockDevice
from vault.blockdev.unaligned import read_at
from vault.errors import DamagedHeader, UnknownFormat, UnsupportedFeature, from_os
from vault.formats.luks1.layout import HEADER_SIZE, MAGIC, MAGIC_REENCRYPTING, VERSION, unpack
from vault.formats.luks1.model import REENCRYPTING, REENCRYPTING_HINT, Luks1Header, normalise
from vault.formats.luks2.limits import DEFAULT_LIMITS, Limits

REENCRYPTION_LOG = b"# LUKS reencryption log"
_VERSION = struct.pack(">H", VERSION)


def probe(device: BlockDevice) -> bool:
    """Whether there is a LUKS1 header, be it damaged, or what an interrupted re-encryption made of one.

    Raises BackendError.
    """
    block = _block(device)
    return block.startswith(MAGIC + _VERSION) or _is_reencrypting(block)


def read_header(device: BlockDevice, *, limits: Limits = DEFAULT_LIMITS) -> Luks1Header:
    """The header, every field checked.

    Raises UnknownFormat when there is none, UnsupportedFeature, LimitExceeded, BackendError, and DamagedHeader for a
    broken rule or a container that ends before its keyslots do.
    """
    block = _block(device)
    if _is_reencrypting(block):
        raise UnsupportedFeature(REENCRYPTING, hint=REENCRYPTING_HINT)
    if not block.startswith(MAGIC + _VERSION):
        raise UnknownFormat("the container has no LUKS1 header")
    header = normalise(unpack(block), limits=limits)
    if device.size < header.size:
        raise DamagedHeader(
            f"the container holds {device.size} bytes, its header alone has {header.size}",
            hint="it was cut short; restore it from a copy",
        )
    return header


def _is_reencrypting(block: bytes) -> bool:
    return block.startswith((MAGIC_REENCRYPTING + _VERSION, REENCRYPTION_LOG))


def _block(device: BlockDevice) -> bytes:
    """The bytes where a header may be, fewer when the container is shorter."""
    try:
        return bytes(read_at(device, 0, min(HEADER_SIZE, device.size)))
    except OSError as error:
        raise from_os(error, "cannot read the container") from error
