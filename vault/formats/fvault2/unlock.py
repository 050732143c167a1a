"""Unlocking a FileVault 2 volume: a passphrase unwraps a key, that the volume key; the tweak key is derived from it.

References: libfvde, FileVault Drive Encryption (FVDE); RFC 3394; spec/fvault2-format.md, "Unlocking"
"""

import hashlib

from vault.crypto.kdf import PBKDF2, Pbkdf2Cost, derive
from vault.crypto.keywrap import aes_unwrap
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, KeyslotError, UnsupportedFeature, WrongCredential
from vault.events import KdfStarted, KeyslotTried, OnEvent, ignore
from vault.formats.base import Unlocked
from vault.formats.fvault2.header import COMPLETE
from vault.formats.fvault2.layout import KEY_SIZE
from vault.formats.fvault2.model import VOLUME_KEY_SIZE, Header, User
from vault.formats.readonly import ReadOnlySegment

HASH = "sha256"
READ_ONLY_REASON = "FileVault 2 volumes are only read: macOS keeps state in Core Storage that vault does not write"


def unlock(header: Header, credential: Secret, *, slot: int | None = None, on_event: OnEvent = ignore) -> Unlocked:
    """The volume key and its segment; ``slot`` is the number of the user whose passphrase it was.

    Raises WrongCredential when no user's key opens, KeyslotError when there is none to try or no such ``slot``,
    UnsupportedFeature for a volume that is not fully encrypted, DamagedHeader, BackendError.
    """
    check_openable(header)
    users = [user for user in header.users if slot in (None, user.number)]
    if not users:
        raise KeyslotError("the volume has no passphrase" if slot is None else f"the volume has no user {slot}")
    for user in users:
        on_event(KdfStarted(user.number, PBKDF2))
        try:
            wrapping_key = _unwrap_user(user, credential)
        except WrongCredential:
            on_event(KeyslotTried(user.number, opened=False))
            continue
        on_event(KeyslotTried(user.number, opened=True))
        with wrapping_key:
            key = _volume_key(header, wrapping_key)
        return Unlocked(user.number, key, ReadOnlySegment(header.segment, READ_ONLY_REASON))
    raise WrongCredential("no user of the volume has this passphrase", attempts=len(users))


def check_openable(header: Header) -> None:
    """Raise UnsupportedFeature for a volume whose plaintext cannot be told, before any key is derived."""
    if header.conversion != COMPLETE:
        raise UnsupportedFeature(
            f"the volume is not fully encrypted ({header.conversion!a:.40})", hint="let macOS finish that first"
        )
    if not header.wrapped_volume_keys:
        raise UnsupportedFeature("the metadata of the volume holds no key of it")


def _unwrap_user(user: User, credential: Secret) -> Secret:
    with derive(Pbkdf2Cost(HASH, user.iterations), credential, user.salt, KEY_SIZE) as key:
        return aes_unwrap(key, user.wrapped_key)


def _volume_key(header: Header, wrapping_key: Secret) -> Secret:
    """The two XTS keys: the one that was wrapped, and the start of its hash together with the family's identifier."""
    for wrapped in header.wrapped_volume_keys:
        try:
            with aes_unwrap(wrapping_key, wrapped) as first, Secret.zeros(VOLUME_KEY_SIZE) as whole:
                whole.view()[:KEY_SIZE] = first.view()
                digest = hashlib.sha256(first.view())
                digest.update(header.family.bytes)
                whole.view()[KEY_SIZE:] = digest.digest()[:KEY_SIZE]
                return Secret(whole.view())
        except WrongCredential:
            continue
    raise DamagedHeader("the passphrase is right, but no volume key opens with it")
