"""Which keyslots a header has: by number, by what they open, and the numbers that are free."""

from vault.crypto import digest
from vault.crypto.secret import Secret
from vault.errors import KeyslotError, UnsupportedFeature, WrongCredential
from vault.formats.luks2.documents import free_number
from vault.formats.luks2.limits import OBJECTS_MAX
from vault.formats.luks2.model import Digest, Header, Keyslot


def named(header: Header, slot: int) -> Keyslot:
    """The keyslot of that number, of the data or unbound. Raises KeyslotError, UnsupportedFeature for a foreign one."""
    if slot in header.foreign_keyslots:
        raise UnsupportedFeature(f"keyslot {slot} cannot be opened: {header.foreign_keyslots[slot].reason}")
    if slot not in header.keyslots:
        raise missing(header, slot)
    return header.keyslots[slot]


def named_of_data(header: Header, slot: int) -> Keyslot:
    """The same, which must be one of the data segment's."""
    found = named(header, slot)
    if slot not in header.digest_of_segment().keyslots:
        raise KeyslotError(
            f"keyslot {slot} does not hold the volume key", hint="it holds a key of its own", keyslot=slot
        )
    return found


def check_exists(header: Header, slot: int) -> None:
    """Raise KeyslotError when there is no such keyslot, be it foreign."""
    if slot not in header.keyslots and slot not in header.foreign_keyslots:
        raise missing(header, slot)


def missing(header: Header, slot: int) -> KeyslotError:
    """The error for a keyslot that is not there."""
    there = ", ".join(str(number) for number in sorted(header.keyslots.keys() | header.foreign_keyslots.keys()))
    return KeyslotError(f"there is no keyslot {slot}", hint=f"there are: {there or 'none'}", keyslot=slot)


def ways_in(header: Header) -> tuple[int, ...]:
    """The numbers of the keyslots that open the data, those to ignore too, as they open when they are named."""
    return tuple(sorted(number for number in header.digest_of_segment().keyslots if number in header.keyslots))


def is_unbound(header: Header, slot: int) -> bool:
    """Whether the keyslot holds a key of its own, which opens no segment."""
    return not any(slot in found.keyslots and found.segments for found in header.digests.values())


def digest_of(header: Header, slot: int) -> Digest:
    """The digest of the keyslot's key; a valid header has one for each keyslot that is not foreign."""
    return next(found for found in header.digests.values() if slot in found.keyslots)


def verify_key(header: Header, own: Digest, key: Secret) -> None:
    """Raise WrongCredential unless the digest is that of the key."""
    # PBKDF2 folds long keys, so a key of another length could have the same digest: lengths are compared first.
    if any(header.keyslots[slot].key_size != len(key) for slot in own.keyslots if slot in header.keyslots):
        raise WrongCredential("the key does not match its digest")
    digest.verify(key, own.digest, own.salt, own.hash, own.iterations)


def is_volume_key(header: Header, key: Secret) -> bool:
    """Whether it is the key that opens the data."""
    if header.data_segment().key_size != len(key):
        return False
    try:
        verify_key(header, header.digest_of_segment(), key)
    except WrongCredential:
        return False
    return True


def free_slot(header: Header, slot: int | None = None) -> int:
    """The lowest free keyslot number, or ``slot`` if that is free. Raises KeyslotError."""
    taken = header.keyslots.keys() | header.foreign_keyslots.keys()
    if slot is None:
        return free_number(taken, "keyslots")
    if not 0 <= slot < OBJECTS_MAX:
        raise KeyslotError(f"there is no keyslot {slot}", hint=f"keyslots go from 0 to {OBJECTS_MAX - 1}")
    if slot in taken:
        raise KeyslotError(f"keyslot {slot} is taken", hint="change it, or remove it first", keyslot=slot)
    return slot
