"""The entries of the metadata: protectors of the volume master key, the sealed volume key, and the description.

References: libbde, BitLocker Drive Encryption (BDE) format; spec/bitlocker-format.md, "Entries"
"""

from dataclasses import dataclass

from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, LimitExceeded
from vault.formats.bitlocker import layout
from vault.formats.bitlocker.layout import Entries, Entry
from vault.formats.bitlocker.model import CLEAR_KEY, OPENABLE, PROTECTIONS, STRETCHED, Protector, Sealed

KEY_SIZE = 32
SEALED_KEY_SIZE = layout.KEY_HEADER_SIZE + KEY_SIZE
STRETCH_METHODS = (0x1000, 0x1001)


@dataclass(frozen=True, slots=True)
class Dataset:
    """What the entries say; ``header_block`` is offset and size of the stored first sectors, None when not there."""

    description: str
    protectors: tuple[Protector, ...]
    volume_key: Sealed | None
    header_block: tuple[int, int] | None


def read_dataset(metadata: bytes, values: dict[str, int]) -> Dataset:
    """The checked entries of the metadata; raises DamagedHeader, LimitExceeded."""
    size = values["dataset_size"]
    if values["dataset_header_size"] != layout.DATASET_HEADER_SIZE or values["dataset_size_copy"] != size:
        raise DamagedHeader("the header of the data set contradicts itself")
    if not layout.DATASET_HEADER_SIZE <= size <= len(metadata) - layout.DATASET_OFFSET:
        raise DamagedHeader(f"a data set of {size} bytes is not possible")
    entries = Entries()
    data = memoryview(metadata)[layout.ENTRIES_OFFSET : layout.DATASET_OFFSET + size]
    found = list(entries.read(data))
    protectors = [entry for entry in found if entry.role == layout.ROLE_PROTECTOR]
    if len(protectors) > layout.PROTECTORS_MAX:
        raise LimitExceeded(f"the volume has {len(protectors)} protectors, the limit is {layout.PROTECTORS_MAX}")
    return Dataset(
        description=_description(found),
        protectors=tuple(_protector(number, entry, entries) for number, entry in enumerate(protectors)),
        volume_key=_volume_key(found),
        header_block=_header_block(found),
    )


def sealed(data: memoryview) -> Sealed:
    """The nonce, tag and ciphertext of a key that AES-CCM encrypted; raises DamagedHeader."""
    nonce_end, start = layout.NONCE_SIZE, layout.NONCE_SIZE + layout.TAG_SIZE
    if not start + layout.KEY_HEADER_SIZE < len(data) <= start + layout.SEALED_MAX:
        raise DamagedHeader(f"an encrypted key of the metadata has {len(data)} bytes")
    return Sealed(bytes(data[:nonce_end]), bytes(data[nonce_end:start]), bytes(data[start:]))


def text(data: memoryview) -> str:
    """UTF-16 up to its NUL; what is not UTF-16 becomes replacement characters, since it is only shown."""
    return bytes(data).decode("utf-16-le", "replace").partition("\0")[0]


def _only(found: list[Entry], role: int, kind: int) -> Entry | None:
    matching = [entry for entry in found if (entry.role, entry.kind) == (role, kind)]
    if len(matching) > 1:
        raise DamagedHeader(f"the metadata has two entries of role {role} and kind {kind}")
    return matching[0] if matching else None


def _description(found: list[Entry]) -> str:
    entry = next((entry for entry in found if entry.role == layout.ROLE_DESCRIPTION), None)
    return text(entry.data) if entry and entry.kind == layout.KIND_TEXT else ""


def _volume_key(found: list[Entry]) -> Sealed | None:
    entry = _only(found, layout.ROLE_VOLUME_KEY, layout.KIND_SEALED)
    return sealed(entry.data) if entry else None


def _header_block(found: list[Entry]) -> tuple[int, int] | None:
    entry = _only(found, layout.ROLE_HEADER_BLOCK, layout.KIND_HEADER_BLOCK)
    if entry is None:
        return None
    values = layout.unpack(layout.HEADER_BLOCK, entry.data)
    return values["offset"], values["size"]


def _protector(number: int, entry: Entry, entries: Entries) -> Protector:
    """One protector; one of a kind that cannot be used here is only named."""
    values = layout.unpack(layout.PROTECTOR, entry.data)
    identifier = layout.guid(entry.data)
    protection = PROTECTIONS.get(values["protection"], f"unknown-{values['protection']:04x}")
    properties = list(entries.read(entry.data[layout.PROTECTOR_HEADER_SIZE :], 1))
    label = next((text(each.data) for each in properties if each.kind == layout.KIND_TEXT), "")
    if entry.kind != layout.KIND_PROTECTOR or protection not in OPENABLE:
        return Protector(number, identifier, protection, label, problem="it needs hardware or software of that machine")
    key = _only(properties, layout.ROLE_PROPERTY, layout.KIND_SEALED)
    if key is None or len(key.data) != layout.NONCE_SIZE + layout.TAG_SIZE + SEALED_KEY_SIZE:
        raise DamagedHeader(f"protector {number} has no volume master key of {KEY_SIZE * 8} bits")
    salt, problem = _salt(number, properties) if protection in STRETCHED else (b"", "")
    clear = _clear_key(number, properties) if protection == CLEAR_KEY else None
    return Protector(number, identifier, protection, label, salt, clear, sealed(key.data), problem)


def _salt(number: int, properties: list[Entry]) -> tuple[bytes, str]:
    """The salt of the key derivation and why that cannot be done, which is empty when it can."""
    stretch = _only(properties, layout.ROLE_PROPERTY, layout.KIND_STRETCH)
    if stretch is None:
        raise DamagedHeader(f"protector {number} has no salt")
    values = layout.unpack(layout.STRETCH, stretch.data)
    salt = layout.piece(layout.STRETCH[2], stretch.data)
    if values["method"] not in STRETCH_METHODS or values["flags"]:
        return salt, f"its key derivation {values['method']:#06x} is not known"
    return salt, ""


def _clear_key(number: int, properties: list[Entry]) -> Secret:
    key = _only(properties, layout.ROLE_PROPERTY, layout.KIND_KEY)
    if key is None or len(key.data) != 4 + KEY_SIZE:
        raise DamagedHeader(f"protector {number} has no clear key of {KEY_SIZE * 8} bits")
    return Secret(key.data[4:])
