"""Finding and reading the metadata of a BitLocker volume; nothing here ever writes.

References: libbde, BitLocker Drive Encryption (BDE) format; spec/bitlocker-format.md, "Which copy counts"
"""

import hashlib
import zlib
from uuid import UUID

from vault.blockdev.base import BlockDevice
from vault.blockdev.unaligned import read_at
from vault.errors import DamagedHeader, FormatError, UnknownFormat, UnsupportedFeature, from_os
from vault.formats.bitlocker import layout
from vault.formats.bitlocker.layout import METADATA_SIZE
from vault.formats.bitlocker.model import METHODS, STATE_DECRYPTED, Header, Sealed
from vault.formats.bitlocker.protectors import Dataset, read_dataset, sealed


def probe(device: BlockDevice) -> bool:
    """Whether the first sector is that of a BitLocker volume. Raises BackendError.

    A volume "to go" shows the signature of a FAT file system, so its identifier has to be there too.
    """
    try:
        sector = _first_sector(device)
    except OSError as error:
        raise from_os(error, "cannot read the container") from error
    if len(sector) < layout.BOOT_SECTOR_SIZE:
        return False
    signature = sector[3:11]
    if signature == layout.SIGNATURE:
        return sector[:3] in (layout.BOOT, layout.BOOT_VISTA)
    if signature != layout.SIGNATURE_TO_GO or sector[:3] != layout.BOOT:
        return False
    return _identifier(sector) in (layout.ID_NORMAL, layout.ID_ENCRYPT_ON_WRITE)


def read_header(device: BlockDevice) -> Header:
    """The first copy of the metadata that is valid; copies that are not are warnings.

    Raises UnknownFormat when it is no BitLocker volume, DamagedHeader when no copy is valid, UnsupportedFeature or
    LimitExceeded when a sound copy asks for what is refused, BackendError when nothing can be read.
    """
    if not probe(device):
        raise UnknownFormat("the container has no BitLocker signature")
    sector = _first_sector(device)
    if sector[:3] == layout.BOOT_VISTA:
        raise UnsupportedFeature(
            "the volume has the metadata of Windows Vista, which cannot be verified",
            hint="upgrade it in a newer Windows with: manage-bde -upgrade",
        )
    sector_size = layout.unpack(layout.BOOT_SECTOR, sector)["bytes_per_sector"] or layout.SECTOR_SIZES[0]
    if sector_size not in layout.SECTOR_SIZES:
        raise DamagedHeader(f"{sector_size} is not a sector size of BitLocker", sector_size=sector_size)
    failures: list[str] = []
    for number, offset in enumerate(_offsets(sector, layout.IDENTIFIER_OFFSETS[sector[3:11]], layout.IDENTIFIER), 1):
        try:
            metadata = _copy(device, offset)
        except (FormatError, OSError) as error:
            failures.append(f"copy {number} of the metadata is damaged: {error}")
            continue
        return _header(metadata, sector, sector_size, offset, tuple(failures))
    raise DamagedHeader(f"no copy of the metadata is valid: {failures[0]}")


def _first_sector(device: BlockDevice) -> bytes:
    return bytes(read_at(device, 0, min(layout.BOOT_SECTOR_SIZE, device.size)))


def _identifier(sector: bytes) -> UUID:
    return layout.guid(sector[layout.IDENTIFIER_OFFSETS[sector[3:11]] :])


def _offsets(data: bytes, start: int, fields: tuple[layout.Field, ...]) -> tuple[int, ...]:
    values = layout.unpack(fields, data[start:])
    return tuple(values[f"metadata_offset_{number}"] for number in range(1, layout.METADATA_COPIES + 1))


def _copy(device: BlockDevice, offset: int) -> bytes:
    """One copy with what follows it, its checksum verified; raises DamagedHeader or OSError."""
    if offset < layout.BOOT_SECTOR_SIZE or offset > device.size - METADATA_SIZE:
        raise DamagedHeader(f"it would lie at {offset}, outside the container")
    data = bytes(read_at(device, offset, METADATA_SIZE))
    values = layout.unpack(layout.METADATA, data)
    if data[:8] != layout.SIGNATURE or values["version"] != layout.METADATA_VERSION:
        raise DamagedHeader("its signature or version is wrong")
    size = values["size"] * layout.METADATA_UNIT
    validation = data[size:]
    if size < layout.ENTRIES_OFFSET or len(validation) < layout.ENTRY_HEADER_SIZE:
        raise DamagedHeader(f"a size of {size} bytes is not possible")
    if zlib.crc32(data[:size]) != layout.unpack(layout.VALIDATION, validation)["crc32"]:
        raise DamagedHeader("its checksum is wrong")
    return data


def _header(data: bytes, sector: bytes, sector_size: int, offset: int, failures: tuple[str, ...]) -> Header:
    values = layout.unpack(layout.METADATA, data)
    offsets = _offsets(data, 0, layout.METADATA)
    if offset not in offsets:
        raise DamagedHeader("the metadata does not lie where it says itself")
    size = values["size"] * layout.METADATA_UNIT
    dataset = read_dataset(data[:size], values)
    header = Header(
        id=layout.guid(data[80:]),
        kind=_identifier(sector),
        to_go=sector[3:11] == layout.SIGNATURE_TO_GO,
        sector_size=sector_size,
        state=values["state"],
        next_state=values["next_state"],
        encrypted_size=values["encrypted_size"],
        conversion_size=values["conversion_size"],
        metadata_offsets=offsets,
        header_offset=values["header_offset"],
        header_size=values["header_sectors"] * sector_size,
        method=METHODS.get(values["method"]),
        method_code=values["method"],
        created=values["created"],
        description=dataset.description,
        protectors=dataset.protectors,
        volume_key=dataset.volume_key,
        validation=None if values["state"] == STATE_DECRYPTED else _validation(data[size:]),
        digest=hashlib.sha256(data[:size]).digest(),
        warnings=(*failures, *_warnings(dataset)),
    )
    _check_areas(header, dataset)
    return header


def _validation(data: bytes) -> Sealed:
    """The sealed digest of the metadata that follows the checksum."""
    values = layout.unpack(layout.VALIDATION, data)
    if values["version"] not in layout.VALIDATION_VERSIONS:
        raise UnsupportedFeature(f"the validation of the metadata has version {values['version']}")
    entries = list(layout.Entries().read(memoryview(data)[layout.ENTRY_HEADER_SIZE : values["size"]]))
    if not entries or (entries[0].role, entries[0].kind) != (layout.ROLE_PROPERTY, layout.KIND_SEALED):
        raise DamagedHeader("the metadata has no digest sealed with the volume master key")
    return sealed(entries[0].data)


def _check_areas(header: Header, dataset: Dataset) -> None:
    """All areas at once: whole sectors, none over another, none over the first sectors that are stored elsewhere."""
    if dataset.header_block not in (None, (header.header_offset, header.header_size)):
        raise DamagedHeader("the metadata names two places for the first sectors of the volume")
    if not header.header_size:
        raise DamagedHeader("the metadata does not say where the first sectors of the volume are")
    end = header.header_size
    for offset, length in header.hidden:
        if offset % header.sector_size:
            raise DamagedHeader(f"an area of the metadata begins at {offset}, which is not a whole sector")
        if offset < end:
            raise DamagedHeader(f"two areas of the metadata overlap at {offset}")
        end = offset + length
    if end >= 1 << 63:
        raise DamagedHeader("an area of the metadata lies beyond all containers")


def _warnings(dataset: Dataset) -> list[str]:
    return [
        f"protector {protector.number} ({protector.protection}) cannot be used: {protector.problem}"
        for protector in dataset.protectors
        if protector.problem
    ]
