"""What a container with a damaged header is still known by.

References: spec/header-safety.md, "Repairing"
"""

from contextlib import suppress

from vault.blockdev.base import BlockDevice
from vault.container import Container
from vault.errors import UnknownFormat, UsageError
from vault.formats.luks import LUKS1, LUKS2, LuksFormat
from vault.formats.luks2.layout import BY_NAME, SECONDARY_OFFSETS, is_canonical_uuid
from vault.formats.luks2.write import telling
from vault.formats.randomness import SAMPLE, looks_random
from vault.formats.veracrypt.layout import Location
from vault.headers.saved import luks_kind
from vault.options import OpenOptions

NAMED = {"luks1": LUKS1, "luks2": LUKS2}
PLACES = (Location.STANDARD, Location.HIDDEN, Location.BACKUP, Location.HIDDEN_BACKUP)


def luks_of(container: Container, options: OpenOptions) -> LuksFormat | None:
    """The version of LUKS that the options name, the container shows or its UUID is left of; None for VeraCrypt.

    Raises UsageError for another format, UnknownFormat for a container without a place that looks like a header's.
    """
    device = container.header_device
    if options.format is not None:
        if options.format not in (*NAMED, "veracrypt"):
            raise UsageError(f"headers of {options.format} are neither checked nor repaired")
        return NAMED.get(options.format)
    shown = luks_kind(device)
    if shown is not None:
        return shown
    if any(_uuid_at(device, offset) for offset in SECONDARY_OFFSETS):
        return LUKS2
    if _uuid_at(device, 0):
        return LUKS1
    if not any(_looks_random(device, place) for place in PLACES):
        raise UnknownFormat(
            f"{container.path} shows no header of LUKS, and has no place that could be one of VeraCrypt",
            hint="name the format if you know it; vault header backups lists what was kept of all volumes",
        )
    return None


def uuid_of(device: BlockDevice) -> str | None:
    """The UUID that stands where LUKS1 and both copies of LUKS2 have it, whatever else is damaged."""
    found = (_uuid_at(device, offset) for offset in (0, *SECONDARY_OFFSETS))
    return next((each for each in found if each is not None), None)


def _uuid_at(device: BlockDevice, offset: int) -> str | None:
    field = BY_NAME["uuid"]
    if offset + SAMPLE > device.size:
        return None
    with suppress(OSError):
        sector = bytes(device.read(offset, SAMPLE))
        text = sector[field.offset : field.offset + field.size].rstrip(b"\0").decode("ascii", "replace")
        return text if is_canonical_uuid(text) else None
    return None


def _looks_random(device: BlockDevice, place: Location) -> bool:
    offset = place.offset_in(device.size)
    if offset is None:
        return False
    with telling("read the headers"):
        return looks_random(bytes(device.read(offset // SAMPLE * SAMPLE, SAMPLE)))
