"""What a container with a damaged header is still known by.

References: spec/header-safety.md, "Repairing"
"""

from contextlib import closing, suppress
from pathlib import Path

from vault.blockdev.base import BlockDevice
from vault.blockdev.image import ImageFile
from vault.container import Container
from vault.errors import UnknownFormat, UsageError, VaultError
from vault.formats.luks import LUKS1, LUKS2, LuksFormat
from vault.formats.luks2.layout import BY_NAME, SECONDARY_OFFSETS, is_canonical_uuid
from vault.formats.luks2.limits import NO_LIMITS
from vault.formats.luks2.model import Header
from vault.formats.luks2.write import telling
from vault.formats.randomness import SAMPLE, looks_random
from vault.formats.veracrypt.layout import HEADERS_SIZE, Location
from vault.headers.saved import luks_kind
from vault.headers.shelf import on_shelf
from vault.options import KeptHeader, OpenOptions

NAMED = {"luks1": LUKS1, "luks2": LUKS2}
PLACES = (Location.STANDARD, Location.HIDDEN, Location.BACKUP, Location.HIDDEN_BACKUP)
GUESS = "no format shows, so it is taken for VeraCrypt; it may as well be LUKS whose header was overwritten"
GUESS_HINT = "vault header backups lists what was kept of all volumes; --format luks2 or luks1 takes it for that"


def luks_of(container: Container, options: OpenOptions) -> LuksFormat | None:
    """The version of LUKS that the options name, the container shows, its UUID is left of or that a kept backup knows
    again; None for VeraCrypt.

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
    lost = lost_header(device)
    if lost is not None:
        return kind_of(lost.file)
    if not any(_looks_random(device, place) for place in PLACES):
        raise UnknownFormat(
            f"{container.path} shows no header of LUKS, and has no place that could be one of VeraCrypt",
            hint="name the format if you know it; vault header backups lists what was kept of all volumes",
        )
    return None


def uuid_of(device: BlockDevice) -> str | None:
    """The UUID that stands where LUKS1 and both copies of LUKS2 have it, whatever else is damaged."""
    return next(iter(uuids_of(device)), None)


def uuids_of(device: BlockDevice, secondary: int | None = None) -> tuple[str, ...]:
    """The different UUIDs in those places; of the second copies only that at ``secondary``, if it is known."""
    offsets = (0, *(SECONDARY_OFFSETS if secondary is None else (secondary,)))
    found = (_uuid_at(device, offset) for offset in offsets)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def lost_header(device: BlockDevice) -> KeptHeader | None:
    """The newest automatic backup of the LUKS header that was here, of which nothing but key material is left."""
    if luks_kind(device) is not None or uuid_of(device) is not None:
        return None
    return next((each for each in on_shelf() if is_canonical_uuid(each.volume) and _knows(each, device)), None)


def kind_of(file: Path) -> LuksFormat | None:
    """The version of LUKS whose header the backup has. Raises BackendError."""
    with telling("read the kept backups"), closing(ImageFile.open(file, read_only=True)) as source:
        return luks_kind(source)


def is_left_of(header: Header, source: BlockDevice, device: BlockDevice) -> bool:
    """Whether the device still has the UUID of a ``header``, or key material that it has in ``source``.

    Only the place that a new VeraCrypt volume overwrites is looked at, since what lies beyond may be left of a volume
    that was here before. Raises BackendError.
    """
    return uuid_of(device) == header.uuid or _shares(header, source, device, HEADERS_SIZE)


def shares_key_material(kept: KeptHeader, device: BlockDevice) -> bool:
    """Whether key material of an automatic backup is still on the device, at its place."""
    # One that is damaged, or that another process removes now, knows nothing.
    with suppress(VaultError, OSError), closing(ImageFile.open(kept.file, read_only=True)) as source:
        kind = luks_kind(source)
        if kind is not None:
            header: Header = kind.header.read_header(source, limits=NO_LIMITS)
            return _shares(header, source, device, header.size)
    return False


def _shares(header: Header, source: BlockDevice, device: BlockDevice, end: int) -> bool:
    places = [offset for offset, _ in header.used_areas() if offset + SAMPLE <= min(end, device.size)]
    with telling("read the keyslots"):
        found = [(bytes(source.read(place, SAMPLE)), bytes(device.read(place, SAMPLE))) for place in places]
    return any(ours == theirs and looks_random(ours) for ours, theirs in found)


def _knows(kept: KeptHeader, device: BlockDevice) -> bool:
    # One that is damaged, or that another process removes now, knows nothing.
    with suppress(VaultError, OSError), closing(ImageFile.open(kept.file, read_only=True)) as source:
        kind = luks_kind(source)
        return kind is not None and is_left_of(kind.header.read_header(source, limits=NO_LIMITS), source, device)
    return False


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
