"""A BitLocker volume in the words of a frontend."""

from pathlib import Path

from vault.errors import UnsupportedFeature
from vault.formats.bitlocker.credentials import STRETCH_COUNT
from vault.formats.bitlocker.extents import READ_ONLY_REASON, check_openable
from vault.formats.bitlocker.layout import METADATA_SIZE
from vault.formats.bitlocker.model import OPENABLE, Header, Protector
from vault.formats.bitlocker.protectors import KEY_SIZE
from vault.formats.bitlocker.unlock import KDF
from vault.options import Inspection, KeyslotInfo, TokenInfo


def describe(container: Path, container_size: int, header: Header) -> Inspection:
    """Everything the metadata says; protectors are keyslots, and each has a token that names its kind."""
    warnings = [*header.warnings, READ_ONLY_REASON]
    try:
        check_openable(header)
    except UnsupportedFeature as error:
        warnings.append(str(error))
    method = header.method
    return Inspection(
        container=container,
        header=None,
        format="bitlocker",
        size=container_size,
        uuid=str(header.id),
        label=header.description,
        cipher=method.cipher if method else "",
        key_size=method.key_size * 8 if method else 0,
        sector_size=header.sector_size,
        segment_offset=0,
        metadata_size=METADATA_SIZE,
        keyslots=tuple(_keyslot(each) for each in header.protectors if each.protection in OPENABLE),
        tokens=tuple(TokenInfo(each.number, each.protection, (each.number,)) for each in header.protectors),
        flags=tuple(_flags(header)),
        warnings=tuple(warnings),
    )


def _keyslot(protector: Protector) -> KeyslotInfo:
    return KeyslotInfo(
        number=protector.number,
        priority="normal",
        kdf=KDF if protector.salt else "none",
        hash="sha256" if protector.salt else None,
        iterations=STRETCH_COUNT if protector.salt else 0,
        memory_kib=None,
        lanes=None,
        cipher="aes-ccm",
        key_size=KEY_SIZE * 8,
        digest=None,
        tokens=(protector.number,),
    )


def _flags(header: Header) -> list[str]:
    flags = [header.state_name]
    if header.to_go:
        flags.append("to-go")
    if header.suspended:
        flags.append("suspended")
    return flags
