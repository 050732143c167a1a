"""A FileVault 2 volume in the words of a frontend."""

from pathlib import Path

from vault.crypto.kdf import PBKDF2
from vault.errors import UnsupportedFeature
from vault.formats.fvault2.layout import KEY_SIZE
from vault.formats.fvault2.model import Header, User
from vault.formats.fvault2.unlock import HASH, READ_ONLY_REASON, check_openable
from vault.options import Inspection, KeyslotInfo


def describe(container: Path, container_size: int, header: Header) -> Inspection:
    """Everything the metadata says; the users' passphrases are keyslots."""
    warnings = [*header.warnings, READ_ONLY_REASON]
    try:
        check_openable(header)
    except UnsupportedFeature as error:
        warnings.append(str(error))
    segment = header.segment
    return Inspection(
        container=container,
        header=None,
        format="fvault2",
        size=container_size,
        uuid=str(header.physical_volume),
        label=header.name,
        cipher=str(segment.cipher),
        key_size=segment.key_size * 8,
        sector_size=segment.sector_size,
        segment_offset=segment.offset,
        segment_length=segment.length,
        keyslots=tuple(_keyslot(user) for user in header.users),
        flags=(header.conversion,),
        warnings=tuple(warnings),
    )


def _keyslot(user: User) -> KeyslotInfo:
    return KeyslotInfo(
        number=user.number,
        priority="normal",
        kdf=PBKDF2,
        hash=HASH,
        iterations=user.iterations,
        memory_kib=None,
        lanes=None,
        cipher="aes-wrap",
        key_size=KEY_SIZE * 8,
        digest=None,
        tokens=(),
    )
