"""Writing a LUKS1 header, of which there is one copy, so that a power cut leaves the old one or the new.

A medium writes a sector of 512 bytes whole or not at all. The header has two: the first with everything up to keyslot
5, then half of keyslot 6. So one write may only change what lies in one sector, or one keyslot that is free before
or after. ``store`` is told nothing of that: those who call it change one keyslot at a time.

References: LUKS1 On-Disk Format Specification 1.2.3, section 5; spec/luks1-format.md, "Header update".
"""

from vault.blockdev.base import BlockDevice
from vault.blockdev.unaligned import write_at
from vault.errors import BusyError
from vault.formats.luks1.header import read_header
from vault.formats.luks1.layout import BinaryHeader, pack
from vault.formats.luks1.model import Luks1Header, normalise
from vault.formats.luks2.limits import NO_LIMITS
from vault.formats.luks2.write import telling


def write_header(device: BlockDevice, header: Luks1Header, binary: BinaryHeader) -> Luks1Header:
    """The header as it was stored: ``binary`` in place of what ``header`` was read from.

    The caller holds the lock. Raises BusyError when the header on the device is another one, BackendError, after which
    the header has to be read again, and what reading such a header would.
    """
    check_current(device, header)
    new = normalise(binary, limits=NO_LIMITS)
    store(device, binary)
    return new


def check_current(device: BlockDevice, header: Luks1Header) -> None:
    """Raise BusyError when the header on the device is not the one that ``header`` was read from."""
    if read_header(device, limits=NO_LIMITS).binary != header.binary:
        raise BusyError("the header has changed since it was read", hint="open the volume again")


def store(device: BlockDevice, binary: BinaryHeader) -> None:
    """Write the header, durably; what follows it in its last sector stays. Raises BackendError."""
    with telling("write the header"):
        write_at(device, 0, pack(binary))
        device.flush()
