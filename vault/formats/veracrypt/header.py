"""Decrypted headers as checked values: what they promise must be possible although they decrypted.

References: spec/veracrypt-format.md, "What a reader rejects"
"""

from dataclasses import dataclass

from vault.errors import DamagedHeader, UnsupportedFeature
from vault.formats.base import Segment
from vault.formats.veracrypt.chains import Chain
from vault.formats.veracrypt.layout import (
    FLAG_IN_PLACE,
    FLAG_SYSTEM,
    HEADERS_SIZE,
    OLD_HEADER_SIZE,
    OLD_HIDDEN_OFFSET,
    Fields,
    Kind,
    Location,
)

DATA_UNIT = 512
"""Bytes that are encrypted as one, whatever the sector size of the volume."""
SECTOR_SIZES = range(512, 4097, 512)
FIRST_VERSION_WITH_BACKUPS = 4
FIRST_VERSION_WITH_SECTOR_SIZE = 5
LAST_VERSION = 5
MAX_OFFSET = 2**63 - 1
PROGRAM_VERSIONS = {Kind.VERACRYPT: 0x01FF, Kind.TRUECRYPT: 0x07FF}
"""The last version of the program that a header may ask for: 1.x of VeraCrypt, 7.x of TrueCrypt."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header whose fields make sense; sizes and offsets are bytes.

    ``area_offset`` and ``area_size`` are where the volume lies in its container, or on its disk for system encryption.
    ``sector_size`` is what the volume shows as its own; the data is always encrypted in units of 512 bytes.
    """

    kind: Kind
    location: Location
    version: int
    program_version: int
    area_offset: int
    area_size: int
    sector_size: int
    flags: int

    @property
    def hidden(self) -> bool:
        """Whether it is a hidden volume's."""
        return self.location.hidden

    def segment(self, chain: Chain, size: int, *, disk_offset: int = 0) -> Segment:
        """The volume in a device of ``size`` bytes that begins ``disk_offset`` bytes into its disk, 0 for a container.

        With system encryption the device may be the disk, the encrypted partition, or one of several on a wholly
        encrypted disk. Raises UnsupportedFeature when nothing here can decrypt it, DamagedHeader when no encrypted byte
        lies in the device.
        """
        start, end = self.area_offset, self.area_offset + self.area_size
        if self.location is Location.SYSTEM:
            start, end = max(start, disk_offset), min(end, disk_offset + size)
        if start >= end:
            raise DamagedHeader(
                "nothing of the encrypted area lies in the device", hint="check where the partition begins"
            )
        # XTS counts sectors from the start of the container or disk, LRW from the start of the volume, CBC as if the
        # volume began right behind a header.
        iv_offset = {"xts": start // DATA_UNIT, "lrw": 0, "cbc": OLD_HEADER_SIZE // DATA_UNIT}[chain.mode]
        return Segment(
            offset=start - disk_offset,
            length=end - start,
            cipher=chain.spec,
            key_size=chain.key_size,
            sector_size=DATA_UNIT,
            iv_offset=iv_offset,
        )


def check(kind: Kind, location: Location, fields: Fields, size: int) -> Header:
    """The header made of decrypted fields; ``size`` is of the container, or of the disk for system encryption.

    Raises UnsupportedFeature for what newer programs wrote and for unfinished encryption, DamagedHeader for all that
    cannot be.
    """
    _check_versions(kind, location, fields)
    unknown = fields.flags & ~(FLAG_SYSTEM | FLAG_IN_PLACE)
    if unknown and fields.version >= FIRST_VERSION_WITH_BACKUPS:
        raise UnsupportedFeature(f"the header has unknown flags ({unknown:#x})", flags=fields.flags)
    sector_size = fields.sector_size if fields.version >= FIRST_VERSION_WITH_SECTOR_SIZE else DATA_UNIT
    if sector_size not in SECTOR_SIZES:
        raise DamagedHeader(f"{sector_size} is not a sector size", sector_size=sector_size)
    if fields.version < FIRST_VERSION_WITH_BACKUPS:
        offset, length = _old_area(location, fields, size)
    else:
        _check_use(location, fields)
        offset, length = fields.area_offset, fields.volume_size
    _check_area(location, fields, offset, length, sector_size, size)
    return Header(
        kind=kind,
        location=location,
        version=fields.version,
        program_version=fields.program_version,
        area_offset=offset,
        area_size=length,
        sector_size=sector_size,
        flags=fields.flags if fields.version >= FIRST_VERSION_WITH_BACKUPS else 0,
    )


def _check_versions(kind: Kind, location: Location, fields: Fields) -> None:
    newest = PROGRAM_VERSIONS[kind]
    if fields.version > LAST_VERSION or fields.program_version > newest:
        raise UnsupportedFeature(
            f"the header has version {fields.version} and asks for version "
            f"{fields.program_version >> 8}.{fields.program_version & 0xFF:x} of {kind}, which is newer than known",
            version=fields.version,
        )
    first = LAST_VERSION if kind is Kind.VERACRYPT else 1
    if fields.version < first:
        raise DamagedHeader(f"no {kind} volume has a header of version {fields.version}", version=fields.version)
    old = fields.version < FIRST_VERSION_WITH_BACKUPS
    if location in (Location.STANDARD, Location.SYSTEM):
        return
    if old != (location is Location.OLD_HIDDEN):
        raise DamagedHeader(f"no header of version {fields.version} lies at the place {location}")


def _old_area(location: Location, fields: Fields, size: int) -> tuple[int, int]:
    """Offset and length in volumes before header version 4, whose standard volume fills the container."""
    if location is Location.OLD_HIDDEN:
        if not fields.hidden_size:
            raise DamagedHeader("the header of the hidden volume gives no size")
        return size - OLD_HIDDEN_OFFSET - fields.hidden_size, fields.hidden_size
    if location is Location.SYSTEM:
        return fields.area_offset, fields.volume_size
    if fields.hidden_size:
        raise DamagedHeader("a hidden volume's header lies where the standard volume's should")
    return OLD_HEADER_SIZE, (size - OLD_HEADER_SIZE) // DATA_UNIT * DATA_UNIT


def _check_use(location: Location, fields: Fields) -> None:
    """What the header is for must be what its place is for."""
    if bool(fields.flags & FLAG_SYSTEM) != (location is Location.SYSTEM):
        raise DamagedHeader(f"the header's flags do not fit its place ({location})", flags=fields.flags)
    if bool(fields.hidden_size) != location.hidden:
        raise DamagedHeader(f"a header with a hidden volume's size of {fields.hidden_size} bytes lies at {location}")
    if location.hidden and fields.hidden_size != fields.volume_size:
        raise DamagedHeader("the header gives two different sizes of the hidden volume")
    if fields.area_size < fields.volume_size:
        raise UnsupportedFeature(
            f"only {fields.area_size} of {fields.volume_size} bytes are encrypted",
            hint="finish the encryption with the program that began it",
        )
    # Drives of system encryption are measured once more after they were encrypted, and may have shrunk.
    if fields.area_size != fields.volume_size and location is not Location.SYSTEM:
        raise DamagedHeader("the encrypted area is larger than the volume")


def _check_area(location: Location, fields: Fields, offset: int, length: int, sector: int, size: int) -> None:
    first = OLD_HEADER_SIZE if fields.version < FIRST_VERSION_WITH_BACKUPS else HEADERS_SIZE
    if location is Location.SYSTEM:
        first = 0
    if length <= 0 or length % sector or offset % DATA_UNIT:
        raise DamagedHeader(f"{length} bytes from {offset} on are no volume", area_offset=offset, area_size=length)
    if offset < first:
        raise DamagedHeader(f"the encrypted area begins at {offset}, within the headers", area_offset=offset)
    if offset + length > min(size, MAX_OFFSET):
        raise DamagedHeader(
            f"the container holds {size} bytes but its header promises {offset + length}",
            hint="it was cut short; restore it from a copy",
            area_offset=offset,
            area_size=length,
        )
