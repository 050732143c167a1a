"""What opens a BitLocker volume, and the keys that are made of it: passphrase, recovery password, startup key file.

References: libbde, BitLocker Drive Encryption (BDE) format; spec/bitlocker-format.md, "Credentials"
"""

import hashlib
import re
from dataclasses import dataclass
from uuid import UUID

from vault.crypto.secret import Secret
from vault.errors import BackendError, DamagedHeader, FormatError, UnsupportedFeature, WrongCredential
from vault.formats.bitlocker import layout
from vault.formats.bitlocker._native import Stretch
from vault.formats.bitlocker.layout import Entries
from vault.formats.bitlocker.protectors import KEY_SIZE
from vault.system.background import in_background

STRETCH_COUNT = 1 << 20
RECOVERY_GROUPS = 8
RECOVERY_DIVISOR = 11
RECOVERY_GROUP_LIMIT = RECOVERY_DIVISOR << 16
STARTUP_KEY_SIZE_MAX = 4096
_RECOVERY = re.compile(rb"\s*(\d{6}(?:-\d{6}){7})\s*")


@dataclass(frozen=True, slots=True)
class StartupKey:
    """What a .bek file holds: which protector it is for, and its key; ``volume`` is None when it does not name one."""

    protector: UUID
    volume: UUID | None
    key: Secret


def recovery_digest(credential: Secret) -> Secret | None:
    """The hash that a recovery password is stretched from; None when the credential has not the form of one.

    Raises WrongCredential, with the number of the group, when a group breaks the checksum rule.
    """
    match = _RECOVERY.fullmatch(credential.view())
    if match is None:
        return None
    key = bytearray()
    for number, group in enumerate(map(int, match.group(1).split(b"-")), 1):
        if group % RECOVERY_DIVISOR or group >= RECOVERY_GROUP_LIMIT:
            raise WrongCredential(
                f"group {number} of the recovery password is mistyped",
                hint="each of its eight groups is divisible by 11",
                group=number,
            )
        key += (group // RECOVERY_DIVISOR).to_bytes(2, "little")
    with Secret(key, wipe_source=True) as secret:
        return Secret(hashlib.sha256(secret.view()).digest())


def passphrase_digest(credential: Secret) -> Secret | None:
    """The hash that a passphrase is stretched from; None when the credential is not UTF-8."""
    try:
        encoded = bytearray(str(credential.view(), "utf-8").encode("utf-16-le"))
    except UnicodeDecodeError:
        return None
    with Secret(encoded, wipe_source=True) as secret:
        return Secret(hashlib.sha256(hashlib.sha256(secret.view()).digest()).digest())


def stretch(digest: Secret, salt: bytes, count: int = STRETCH_COUNT) -> Secret:
    """The key that opens a protector. Takes its time; other threads run on, and a signal's exception stops it.

    Raises BackendError when libcrypto fails.
    """
    work, key = Stretch(), Secret.zeros(KEY_SIZE)
    try:
        in_background(lambda: work.run(digest.view(), salt, count, key.view()))
    except BaseException as error:
        work.stop()
        key.wipe()
        if isinstance(error, RuntimeError):
            raise BackendError(f"cannot derive the key: {error}") from error
        raise
    return key


def startup_key(credential: Secret) -> StartupKey | None:
    """What the credential says as a .bek file; None when it is none. Raises DamagedHeader, UnsupportedFeature."""
    data = credential.view()
    if not layout.DATASET_HEADER_SIZE < len(data) <= STARTUP_KEY_SIZE_MAX:
        return None
    values = layout.unpack(layout.EXTERNAL_KEY_FILE, data)
    if values["size"] != len(data) or values["header_size"] != layout.DATASET_HEADER_SIZE:
        return None
    if values["version"] != 1:
        raise UnsupportedFeature(f"the startup key file has version {values['version']}")
    try:
        return _startup_key(data)
    except FormatError as error:
        raise DamagedHeader(f"the startup key file is damaged: {error}") from error


def _startup_key(data: memoryview) -> StartupKey:
    entries = Entries()
    found = list(entries.read(data[layout.DATASET_HEADER_SIZE :]))
    if len(found) != 1 or (found[0].role, found[0].kind) != (layout.ROLE_STARTUP_KEY, layout.KIND_EXTERNAL_KEY):
        raise DamagedHeader("it does not hold exactly one startup key")
    properties = list(entries.read(found[0].data[layout.EXTERNAL_KEY_HEADER_SIZE :], 1))
    keys = [each.data[4:] for each in properties if each.kind == layout.KIND_KEY]
    volumes = [layout.guid(each.data) for each in properties if each.kind == layout.KIND_GUID]
    if len(keys) != 1 or len(keys[0]) != KEY_SIZE or len(volumes) > 1:
        raise DamagedHeader(f"it does not hold exactly one key of {KEY_SIZE * 8} bits")
    protector = layout.guid(found[0].data)
    if protector != layout.guid(data[16:]):
        raise DamagedHeader("it names two protectors")
    return StartupKey(protector, volumes[0] if volumes else None, Secret(keys[0]))
