"""Unlocking a BitLocker volume: a credential opens a protector, that the volume master key, that the volume key.

References: libbde, BitLocker Drive Encryption (BDE) format; spec/bitlocker-format.md, "Unlocking"
"""

import hmac
import struct
from collections.abc import Callable

from vault.crypto.keywrap import ccm_open
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, KeyslotError, UnsupportedFeature, WrongCredential
from vault.events import KdfStarted, KeyslotTried, OnEvent, Warned, ignore
from vault.formats.base import Unlocked
from vault.formats.bitlocker import layout
from vault.formats.bitlocker.credentials import passphrase_digest, recovery_digest, startup_key, stretch
from vault.formats.bitlocker.extents import VolumeMap, check_openable
from vault.formats.bitlocker.model import PASSPHRASE, RECOVERY_PASSWORD, STARTUP_KEY, Header, Method, Protector, Sealed
from vault.formats.bitlocker.protectors import KEY_SIZE

KDF = "bitlocker"
KEY_VERSION = 1
DIGEST_METHOD = 0x2005
DIGEST_DATUM = struct.Struct("<4H2H32s")

Key = Callable[[Protector], Secret]


def unlock(
    header: Header, credential: Secret | None, *, slot: int | None = None, on_event: OnEvent = ignore
) -> Unlocked:
    """The volume key and the map of the plaintext; ``slot`` is the number of the protector that opened it.

    A credential is taken for what it looks like: the bytes of a .bek file, a recovery password, else a passphrase in
    UTF-8. A suspended volume opens with any credential or None. Raises WrongCredential when no protector opens,
    KeyslotError when there is none to try or no such ``slot``, UnsupportedFeature, DamagedHeader, BackendError.
    """
    check_openable(header)
    tried = 0
    for protector, key_of in _candidates(header, credential, slot):
        tried += 1
        if protector.salt:
            on_event(KdfStarted(protector.number, KDF))
        try:
            with key_of(protector) as key, _open(protector, key) as master_key:
                on_event(KeyslotTried(protector.number, opened=True))
                if protector.clear_key is not None:
                    on_event(Warned("the volume is suspended: the key to it lies unprotected in its metadata"))
                volume_key = open_volume_key(header, master_key)
        except WrongCredential:
            on_event(KeyslotTried(protector.number, opened=False))
            continue
        return Unlocked(protector.number, volume_key, VolumeMap.of(header))
    which = "no protector" if slot is None else f"protector {slot}"
    verb = "opens" if slot is None else "does not open"
    raise WrongCredential(f"{which} {verb} with this credential", attempts=max(tried, 1), hint="; ".join(_left(header)))


def open_volume_key(header: Header, master_key: Secret) -> Secret:
    """The volume key in the order that the cipher takes it, once the master key has confirmed all of the metadata.

    Raises DamagedHeader when the metadata is not what was sealed, or the keys are not of the right size.
    """
    assert header.method is not None
    if header.validation is None or header.volume_key is None:
        raise DamagedHeader("the metadata has no volume key or no digest")
    with _unseal(header.validation, master_key, "digest of the metadata") as opened:
        if len(opened) != DIGEST_DATUM.size:
            raise DamagedHeader("the digest of the metadata has a wrong size")
        size, role, kind, _, method, _, digest = DIGEST_DATUM.unpack(opened.view())
        if (size, role, kind) != (len(opened), layout.ROLE_PROPERTY, layout.KIND_KEY) or method != DIGEST_METHOD:
            raise UnsupportedFeature("the metadata has a digest of an unknown kind")
        if not hmac.compare_digest(digest, header.digest):
            raise DamagedHeader("the metadata was changed by somebody who has not its key")
    with _unseal(header.volume_key, master_key, "volume key") as opened:
        method, key = _key(opened)
        if method != header.method_code or len(key) != header.method.stored_size:
            raise DamagedHeader("the volume key does not fit the encryption method")
        return _ordered(header.method, key)


def _candidates(header: Header, credential: Secret | None, slot: int | None) -> list[tuple[Protector, Key]]:
    """The protectors that the credential may open and how each one's key is made, the free ones first."""
    protectors = [each for each in header.protectors if slot in (None, each.number)]
    if not protectors:
        raise KeyslotError("the volume has no protector" if slot is None else f"the volume has no protector {slot}")
    found: list[tuple[Protector, Key]] = [
        (each, _copy_of(each.clear_key)) for each in protectors if each.clear_key is not None
    ]
    usable = [each for each in protectors if each.sealed is not None and not each.problem]
    if not found and not any(each.clear_key is None for each in usable):
        raise UnsupportedFeature("no protector of the volume can be opened here", hint="; ".join(_left(header)))
    if credential is None or found:
        return found
    external = startup_key(credential)
    if external is not None:
        if external.volume not in (None, header.id):
            raise WrongCredential("the startup key file is that of another volume")
        return [
            (each, _copy_of(external.key))
            for each in usable
            if each.protection == STARTUP_KEY and each.id == external.protector
        ]
    recovery = [each for each in usable if each.protection == RECOVERY_PASSWORD]
    passphrase = [each for each in usable if each.protection == PASSPHRASE]
    digest = _recovery(credential, fallback=bool(passphrase)) if recovery else None
    if digest is not None:
        return [(each, _stretched(digest)) for each in recovery]
    digest = passphrase_digest(credential) if passphrase else None
    return [] if digest is None else [(each, _stretched(digest)) for each in passphrase]


def _recovery(credential: Secret, *, fallback: bool) -> Secret | None:
    """A mistyped recovery password may still be a passphrase where the volume has one."""
    try:
        return recovery_digest(credential)
    except WrongCredential:
        if fallback:
            return None
        raise


def _copy_of(key: Secret) -> Key:
    return lambda _protector: Secret(key.view())


def _stretched(digest: Secret) -> Key:
    return lambda protector: stretch(digest, protector.salt)


def _open(protector: Protector, key: Secret) -> Secret:
    """The volume master key that the protector holds; raises WrongCredential, DamagedHeader."""
    assert protector.sealed is not None
    with ccm_open(key, protector.sealed.nonce, protector.sealed.tag, protector.sealed.ciphertext) as opened:
        _, master_key = _key(opened)
        if len(master_key) != KEY_SIZE:
            raise DamagedHeader(f"protector {protector.number} holds a key of a wrong size")
        return Secret(master_key)


def _unseal(sealed: Sealed, master_key: Secret, what: str) -> Secret:
    """What the master key sealed; it opened its protector, so a failure here is damage."""
    try:
        return ccm_open(master_key, sealed.nonce, sealed.tag, sealed.ciphertext)
    except WrongCredential as error:
        raise DamagedHeader(f"the {what} does not open with the volume master key") from error


def _key(opened: Secret) -> tuple[int, memoryview]:
    """The encryption method and the bytes of a key as it lies in what was sealed."""
    view = opened.view()
    size, version, _, method, _ = struct.unpack_from("<IHHHH", view)
    if size != len(view) or version != KEY_VERSION:
        raise DamagedHeader("an encrypted key of the metadata contradicts itself")
    return method, view[layout.KEY_HEADER_SIZE :]


def _ordered(method: Method, stored: memoryview) -> Secret:
    """The keys of cipher and diffuser have 32 bytes of room each, of which AES-128 uses 16."""
    if not method.has_diffuser:
        return Secret(stored)
    half, room = method.key_size // 2, method.stored_size // 2
    key = Secret.zeros(method.key_size)
    key.view()[:half] = stored[:half]
    key.view()[half:] = stored[room : room + half]
    return key


def _left(header: Header) -> list[str]:
    """What else the volume could be opened with."""
    return [f"protector {each.number} is a {each.protection}" for each in header.protectors]
