"""What tells which volume a header is of, and which volume key it holds, without opening it.

Many containers can have one UUID: copies, clones, and those that somebody made so. The digest of the volume key tells
them apart, and lives as long as the key: changes of keyslots, and conversions between LUKS1 and LUKS2, leave it.

References: spec/runtime.md, "Backups of headers"; spec/header-safety.md, "Restoring"
"""

from contextlib import suppress
from dataclasses import dataclass

from vault.blockdev.base import BlockDevice
from vault.errors import FormatError
from vault.formats.base import Segment
from vault.formats.luks2.limits import NO_LIMITS
from vault.formats.luks2.model import Header
from vault.headers.remains import uuids_of
from vault.headers.saved import luks_kind


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose header lies somewhere: every UUID that is legible, and the name of the volume key, empty when it is not."""

    uuids: tuple[str, ...]
    key: str = ""


def owner_of(device: BlockDevice) -> Owner:
    """Whose LUKS header lies on the device, be it damaged. Raises BackendError."""
    kind, uuids = luks_kind(device), uuids_of(device)
    if kind is not None:
        with suppress(FormatError):
            header: Header = kind.header.read_header(device, limits=NO_LIMITS)
            # Copies of two volumes, or what is left of an older header: nobody can tell which of them is this one's.
            uuids = (header.uuid,) if kind.name == "luks1" else uuids_of(device, header.metadata_size)
            if uuids == (header.uuid,):
                return Owner(uuids, key_name(header))
    return Owner(uuids)


def key_name(header: Header) -> str:
    """What names the volume key without telling it: a hash of its digest, in hex; empty when there is none."""
    found = next((each for each in header.digests.values() if each.segments), None)
    return "" if found is None else found.key_name


def traits(header: Header) -> dict[str, str]:
    """What makes ciphertext what it is, by its name for people: with another one of these the data is noise."""
    found = {"volume key": key_name(header)[:16]}
    for segment in header.segments.values():
        found |= {"cipher": str(segment.cipher), "sector size": str(segment.sector_size)}
        if isinstance(segment, Segment):
            counted = " in large sectors" if segment.iv_large_sectors else ""
            found["iv offset"] = f"{segment.iv_offset}{counted}"
    return found
