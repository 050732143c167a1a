"""Finding and reading the metadata of a FileVault 2 volume; nothing here ever writes.

References: libfvde, FileVault Drive Encryption (FVDE); spec/fvault2-format.md
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from vault.blockdev.base import BlockDevice
from vault.blockdev.unaligned import read_at
from vault.crypto.secret import Secret
from vault.crypto.xtsunit import xts_decrypt
from vault.errors import DamagedHeader, LimitExceeded, UnknownFormat, UnsupportedFeature, from_os
from vault.formats.fvault2 import layout
from vault.formats.fvault2.layout import BLOCK_SIZE, piece, unpack
from vault.formats.fvault2.model import SECTOR_SIZE, Header, User
from vault.formats.fvault2.plist import member, parse

ITERATIONS_MAX = 100_000_000
USERS_MAX = 64
COMPLETE = "Complete"
NO_ALGORITHM = "None"
XTS = "AES-XTS"
U63_MAX = 2**63 - 1


def probe(device: BlockDevice) -> bool:
    """Whether there is a volume header of Core Storage, be it damaged. Raises BackendError."""
    if device.size < layout.VOLUME_HEADER_SIZE:
        return False
    data = _read(device, 0, layout.VOLUME_HEADER_SIZE)
    values = unpack(layout.VOLUME_HEADER, data)
    return (
        piece(layout.VOLUME_HEADER, "magic", data) == layout.MAGIC
        and (values["version"], values["type"]) == (layout.VERSION, layout.TYPE_VOLUME_HEADER)
        and values["checksum_seed"] == layout.CHECKSUM_SEED
    )


def read_header(device: BlockDevice) -> Header:
    """The metadata, from blocks whose checksums are right.

    Raises UnknownFormat when it is no Core Storage volume, DamagedHeader, UnsupportedFeature, LimitExceeded before
    anything is done that the metadata asks too much of, and BackendError when it cannot be read.
    """
    if not probe(device):
        raise UnknownFormat("the container has no Core Storage header")
    data = _read(device, 0, layout.VOLUME_HEADER_SIZE)
    layout.check_block(data, layout.TYPE_VOLUME_HEADER)
    values = unpack(layout.VOLUME_HEADER, data)
    _check_volume_header(values)
    start, count = _descriptor(device, values)
    with Secret(piece(layout.VOLUME_HEADER, "key", data) + piece(layout.VOLUME_HEADER, "uuid", data)) as key:
        blocks = list(_encrypted_blocks(device, key, start, count))
    return _header(values, layout.uuid(piece(layout.VOLUME_HEADER, "uuid", data)), blocks)


def _read(device: BlockDevice, offset: int, length: int) -> bytes:
    """Bytes of the container; raises DamagedHeader when it ends before them, BackendError."""
    if offset < 0 or offset + length > device.size:
        raise DamagedHeader(
            f"the metadata would lie at {offset}, outside the container",
            hint="it was cut short; restore it from a copy",
        )
    try:
        return bytes(read_at(device, offset, length))
    except OSError as error:
        raise from_os(error, "cannot read the container") from error


def _check_volume_header(values: dict[str, int]) -> None:
    if values["checksum_algorithm"] != layout.CHECKSUM_CRC32C or values["cipher"] != layout.CIPHER_AES_XTS:
        raise UnsupportedFeature("the volume header names an unknown checksum or cipher")
    if values["key_size"] != layout.KEY_SIZE:
        raise DamagedHeader(f"the volume header has a key of {values['key_size']} bytes")
    if values["block_size"] not in layout.BLOCK_SIZES:
        raise DamagedHeader(f"{values['block_size']} is not a block size of Core Storage")
    if not BLOCK_SIZE <= values["metadata_size"] <= layout.METADATA_SIZE_MAX:
        raise LimitExceeded(f"the volume has {values['metadata_size']} bytes of metadata")


def _descriptor(device: BlockDevice, values: dict[str, int]) -> tuple[int, int]:
    """Offset of the encrypted metadata and the number of its blocks."""
    offset = values["label_block"] * values["block_size"]
    label = _read(device, offset, BLOCK_SIZE)
    layout.check_block(label, layout.TYPE_LABEL)
    inner = unpack(layout.LABEL, label)["descriptor_offset"]
    if inner + layout.DESCRIPTOR_SIZE > values["metadata_size"]:
        raise DamagedHeader("the volume group's descriptor lies outside the metadata")
    found = unpack(layout.DESCRIPTOR, _read(device, offset + inner, layout.DESCRIPTOR_SIZE))
    if found["physical_volume"]:
        raise UnsupportedFeature("the volume group has several disks, and its metadata is on another one")
    return found["encrypted_block"] * values["block_size"], found["encrypted_blocks"]


def _encrypted_blocks(device: BlockDevice, key: Secret, start: int, count: int) -> Iterator[tuple[int, bytes]]:
    """Type and plaintext of the metadata blocks, up to the first that is all zeros."""
    for number in range(count):
        if number >= layout.ENCRYPTED_BLOCKS_MAX:
            raise LimitExceeded(f"the volume has more than {layout.ENCRYPTED_BLOCKS_MAX} blocks of metadata")
        data = _read(device, start + number * BLOCK_SIZE, BLOCK_SIZE)
        if not any(data):
            return
        data = xts_decrypt(key, number, data)
        yield layout.check_block(data), data


def _header(values: dict[str, int], physical_volume: UUID, blocks: list[tuple[int, bytes]]) -> Header:
    family = _newest(blocks, layout.TYPE_FAMILY, layout.FAMILY, "com.apple.corestorage.lvf.sequence")
    volume = _newest(blocks, layout.TYPE_VOLUME, layout.VOLUME, "com.apple.corestorage.lv.sequence")
    identifier = member(volume, "com.apple.corestorage.lv.familyUUID", str)
    size = member(volume, "com.apple.corestorage.lv.size", int)
    offset = _offset(blocks, values["block_size"], size)
    context = member(family, "com.apple.corestorage.lvf.encryption.context", dict)
    conversion = member(context, "ConversionInfo", dict)
    return Header(
        physical_volume=physical_volume,
        family=_uuid(identifier),
        logical_volume=str(volume.get("com.apple.corestorage.lv.uuid", "")),
        name=str(volume.get("com.apple.corestorage.lv.name", "")),
        block_size=values["block_size"],
        offset=offset,
        size=size,
        conversion=member(conversion, "ConversionStatus", str),
        users=_users(context),
        wrapped_volume_keys=_volume_keys(context),
    )


def _newest(
    blocks: list[tuple[int, bytes]], kind: int, fields: tuple[layout.Field, ...], sequence: str
) -> dict[str, Any]:
    """The property list with the highest sequence number among the blocks of one type, the last of equal ones."""
    found = [_property_list(data, fields) for each, data in blocks if each == kind]
    if not found:
        raise DamagedHeader(f"the metadata has no block of type {kind:#06x}")
    return max(reversed(found), key=lambda values: int(member(values, sequence, int)))


def _property_list(data: bytes, fields: tuple[layout.Field, ...]) -> dict[str, Any]:
    values = unpack(fields, data)
    offset, size = values["xml_offset"], values["xml_size"]
    if values.get("compressed_size") != values.get("uncompressed_size"):
        raise UnsupportedFeature("the metadata of the volume is compressed")
    if offset >= BLOCK_SIZE or size > BLOCK_SIZE - offset:
        raise DamagedHeader("a property list of the metadata lies outside its block")
    return parse(data[offset : offset + size])


def _offset(blocks: list[tuple[int, bytes]], block_size: int, size: int) -> int:
    """Where the logical volume begins; raises UnsupportedFeature when it is not in one piece."""
    found = [data for kind, data in blocks if kind == layout.TYPE_EXTENTS]
    if not found:
        raise DamagedHeader("the metadata does not say where the logical volume is")
    values = unpack(layout.EXTENTS, found[-1])
    if values["entries"] != 1 or values["logical_block"] or values["physical_volume"]:
        raise UnsupportedFeature("the logical volume is in several pieces or on several disks")
    if not 0 < size <= values["blocks"] * block_size or size % SECTOR_SIZE:
        raise DamagedHeader(f"a logical volume of {size} bytes does not fit its {values['blocks']} blocks")
    offset = values["physical_block"] * block_size
    if offset + size > U63_MAX or not offset:
        raise DamagedHeader(f"the logical volume cannot lie at {offset}")
    return offset


def _users(context: dict[str, Any]) -> tuple[User, ...]:
    """Those that have a passphrase."""
    found: list[User] = []
    for values in _dicts(context, "CryptoUsers"):
        data = values.get("PassphraseWrappedKEKStruct")
        if data:
            found.append(_user(len(found), values, data))
    return tuple(found)


def _user(number: int, values: dict[str, Any], data: object) -> User:
    if not isinstance(data, bytes) or len(data) != layout.PASSPHRASE_STRUCT_SIZE:
        raise DamagedHeader(f"the wrapped key of user {number} has a wrong size")
    fields = unpack(layout.PASSPHRASE_STRUCT, data)
    if (fields["salt_size"], fields["key_size"]) != (layout.SALT_SIZE, layout.WRAPPED_KEY_SIZE):
        raise DamagedHeader(f"the wrapped key of user {number} has parts of a wrong size")
    if not 1 <= fields["iterations"] <= ITERATIONS_MAX:
        raise LimitExceeded(f"user {number} asks for {fields['iterations']} iterations, the limit is {ITERATIONS_MAX}")
    return User(
        number=number,
        id=str(values.get("UserIdent", "")),
        hint=str(values.get("PassphraseHint", "")),
        salt=piece(layout.PASSPHRASE_STRUCT, "salt", data),
        iterations=fields["iterations"],
        wrapped_key=piece(layout.PASSPHRASE_STRUCT, "key", data),
    )


def _volume_keys(context: dict[str, Any]) -> tuple[bytes, ...]:
    """The wrapped keys that AES-XTS uses; the one with no algorithm stands for the time before encryption."""
    found: list[bytes] = []
    for values in _dicts(context, "WrappedVolumeKeys"):
        algorithm = member(values, "BlockAlgorithm", str)
        if algorithm == NO_ALGORITHM:
            continue
        if algorithm != XTS:
            raise UnsupportedFeature(f"the volume is encrypted with {algorithm!a:.40}")
        data = member(values, "KEKWrappedVolumeKeyStruct", bytes)
        fields = unpack(layout.VOLUME_KEY_STRUCT, data)
        if len(data) != layout.VOLUME_KEY_STRUCT_SIZE or fields["key_size"] != layout.WRAPPED_KEY_SIZE:
            raise DamagedHeader("the wrapped volume key has a wrong size")
        found.append(piece(layout.VOLUME_KEY_STRUCT, "key", data))
    return tuple(found)


def _dicts(context: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = member(context, name, list)
    if len(found) > USERS_MAX or not all(isinstance(each, dict) for each in found):
        raise LimitExceeded(f"{name} has more than {USERS_MAX} members, or such as are no dicts")
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise DamagedHeader("the logical volume family has no proper UUID") from error
