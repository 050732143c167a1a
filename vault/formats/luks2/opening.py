"""Opening keyslots with a credential: those of the data, in order of trial, and those of keys of their own.

References: LUKS2 On-Disk Format Specification 1.1.4, sections 3.2 and 4; spec/volume-format.md, "Keyslots".
"""

from vault.blockdev.base import BlockDevice
from vault.crypto.ciphers import sector_cipher
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader, KeyslotError, UnsupportedFeature, WrongCredential
from vault.events import KdfStarted, KeyslotTried, OnEvent, Warned, ignore
from vault.formats.base import Segment
from vault.formats.luks2.areas import read_area
from vault.formats.luks2.limits import DEFAULT_LIMITS, Limits, check_kdfs, is_weak
from vault.formats.luks2.lookup import digest_of, is_unbound, is_volume_key, named, named_of_data, verify_key, ways_in
from vault.formats.luks2.model import PRIORITY_IGNORE, Header, Keyslot
from vault.formats.luks2.tokens import has_random_secret
from vault.formats.luks2.validate import check_openable


def unlock(
    header: Header,
    device: BlockDevice,
    credential: Secret,
    *,
    slot: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
    on_event: OnEvent = ignore,
) -> tuple[int, Secret]:
    """The number of the keyslot that the credential opens and the volume key, which fits the data segment.

    Keyslots are tried by priority, then number; one with priority ignore only when it is named by ``slot``. Raises
    WrongCredential when none opens, KeyslotError when there is none to try, LimitExceeded before a key is derived,
    UnsupportedFeature, DamagedHeader, BackendError.
    """
    check_openable(header)
    tried = _to_try(header) if slot is None else (named_of_data(header, slot),)
    check_kdfs(tried, limits)
    for keyslot in tried:
        on_event(KdfStarted(keyslot.number, keyslot.kdf.cost.kind))
        try:
            key = open_keyslot(header, device, keyslot, credential)
        except WrongCredential:
            on_event(KeyslotTried(keyslot.number, opened=False))
            continue
        on_event(KeyslotTried(keyslot.number, opened=True))
        if is_weak(keyslot) and not has_random_secret(header, keyslot.number):
            on_event(
                Warned(
                    f"the key derivation of keyslot {keyslot.number} is so cheap that the passphrase is easily guessed",
                    f"vault keyslot convert CONTAINER --key-slot {keyslot.number} raises its cost",
                )
            )
        return keyslot.number, key
    raise _wrong(slot, len(tried), "" if slot is not None else _not_tried(header))


def open_keyslot(header: Header, device: BlockDevice, keyslot: Keyslot, credential: Secret) -> Secret:
    """The volume key that the keyslot holds, checked against its digest and the cipher of the data segment.

    Raises WrongCredential when the digest does not fit, DamagedHeader for a key that the cipher cannot use.
    """
    segment = header.data_segment()
    if keyslot.key_size != segment.key_size or keyslot.key_size not in segment.cipher.key_sizes:
        raise DamagedHeader(f"keyslot {keyslot.number} holds a key that does not fit the cipher {segment.cipher}")
    key = read_area(device, keyslot, credential)
    try:
        verify_key(header, header.digest_of_segment(), key)
        if isinstance(segment, Segment):
            sector_cipher(segment.cipher, key, segment.sector_size).close()
        else:
            segment.check_key(key)
    except BaseException:
        key.wipe()
        raise
    return key


def open_unbound(
    header: Header,
    device: BlockDevice,
    slot: int,
    credential: Secret,
    *,
    limits: Limits = DEFAULT_LIMITS,
    on_event: OnEvent = ignore,
) -> Secret:
    """The key of its own that the keyslot holds, checked against its digest.

    Raises WrongCredential, KeyslotError for a keyslot that is not there or that holds the volume key, LimitExceeded
    before a key is derived, UnsupportedFeature, DamagedHeader, BackendError.
    """
    check_openable(header)
    keyslot = named(header, slot)
    if not is_unbound(header, slot):
        raise _holds_volume_key(slot)
    check_kdfs((keyslot,), limits)
    on_event(KdfStarted(slot, keyslot.kdf.cost.kind))
    key = read_area(device, keyslot, credential)
    try:
        verify_key(header, digest_of(header, slot), key)
        if is_volume_key(header, key):
            raise _holds_volume_key(slot)
    except WrongCredential as error:
        key.wipe()
        on_event(KeyslotTried(slot, opened=False))
        raise _wrong(slot, 1) from error
    except BaseException:
        key.wipe()
        raise
    on_event(KeyslotTried(slot, opened=True))
    return key


def _not_tried(header: Header) -> str:
    """Which keyslots of the data were passed over as none was named, and why; nothing where there were none."""
    reasons = [
        f"keyslot {number} was not tried, as its priority is ignore: --key-slot {number} tries it"
        for number in ways_in(header)
        if header.keyslots[number].priority == PRIORITY_IGNORE
    ]
    reasons += [f"keyslot {each.number} was not tried: {each.reason}" for each in header.foreign_keyslots.values()]
    return "; ".join(reasons)


def _wrong(slot: int | None, attempts: int, hint: str = "") -> WrongCredential:
    which = "no keyslot opens" if slot is None else f"keyslot {slot} does not open"
    return WrongCredential(f"{which} with this passphrase or key file", attempts=attempts, hint=hint)


def _holds_volume_key(slot: int) -> KeyslotError:
    return KeyslotError(
        f"keyslot {slot} holds the volume key, not a key of its own", hint="name an unbound keyslot", keyslot=slot
    )


def _to_try(header: Header) -> tuple[Keyslot, ...]:
    own = header.digest_of_segment()
    found = [slot for slot in header.keyslots.values() if slot.number in own.keyslots]
    usable = [slot for slot in found if slot.priority != PRIORITY_IGNORE]
    if not usable:
        for foreign in header.foreign_keyslots.values():
            raise UnsupportedFeature(f"keyslot {foreign.number} cannot be opened: {foreign.reason}")
        hint = _not_tried(header) if found else "restore a header backup"
        raise KeyslotError("the volume has no keyslot that can be tried", hint=hint)
    return tuple(sorted(usable, key=lambda slot: (-slot.priority, slot.number)))
