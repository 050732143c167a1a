"""Keyslots: added and changed at the cost that the user asked for, removed with a proof of another."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from vault.crypto.random import random_secret
from vault.crypto.secret import Secret
from vault.errors import UsageError, WrongCredential
from vault.events import OnEvent
from vault.keys.costs import cost_in
from vault.options import KeyslotChange, OpenOptions

if TYPE_CHECKING:
    from vault.options.keys import Priority
    from vault.volume import UnlockedVolume, Volume

UNBOUND = "keys other than the volume key"
PRIORITIES: "dict[Priority, int]" = {"ignore": 0, "normal": 1, "prefer": 2}


WITH_KEYSLOTS = frozenset(("luks1", "luks2", "bitlocker", "fvault2"))
"""Formats whose credentials have numbers; the others have one only."""


def check_new(volume: "Volume", change: KeyslotChange) -> None:
    """Raise what can be told of a new keyslot before a credential is asked for: UsageError, KeyslotError,
    UnsupportedFeature.
    """
    if change.key_file is not None and not change.unbound:
        raise UsageError("a key can only be given for an unbound keyslot", hint="the others hold the volume key")
    if volume.format == "luks1":
        from vault.formats.luks1.keyslots import luks2_only

        wanted = (change.name, "names"), (change.priority != "normal", "priorities"), (change.unbound, UNBOUND)
        for asked, what in wanted:
            if asked:
                raise luks2_only(what)
    else:
        from vault.formats.luks2.tokens import check_name

        check_name(change.name)
    volume.luks.keyslots.free_slot(volume.luks.header, change.new_slot)


def add(
    unlocked: "UnlockedVolume", new: Secret, change: KeyslotChange, on_event: OnEvent, *, key: Secret | None = None
) -> int:
    """The number of the keyslot that was added for ``new``, with the name and the priority of ``change``.

    An unbound one holds ``key``, which stays the caller's to wipe, or a random one.
    """
    volume = unlocked.volume
    keyslots = volume.luks.keyslots
    if key is not None and not change.unbound:
        raise UsageError("a key can only be given for an unbound keyslot", hint="the others hold the volume key")
    add_one = keyslots.add_unbound if change.unbound else keyslots.add_keyslot
    with _random_key(change) if change.unbound and key is None else Secret(b"") as own:
        held = (key or own) if change.unbound else unlocked.volume_key
        _, number = add_one(
            volume.luks.header,
            volume.container.header_device,
            held,
            new,
            cost_in(volume, change, on_event),
            slot=change.new_slot,
            priority=PRIORITIES[change.priority],
            name=change.name,
            on_event=on_event,
        )
    return int(number)


def _random_key(change: KeyslotChange) -> Secret:
    if change.key_size <= 0 or change.key_size % 8:
        raise UsageError(f"a key cannot have {change.key_size} bits", hint="name a multiple of 8")
    return random_secret(change.key_size // 8)


def change(unlocked: "UnlockedVolume", new: Secret, change: KeyslotChange, on_event: OnEvent) -> int:
    """The number of the keyslot that opens with ``new`` instead of the credential that unlocked the volume.

    Its name and its priority stay. Raises UsageError when ``change`` gives others, KeyslotError for the keyslot of a
    token.
    """
    if change.name or change.priority != "normal" or change.unbound:
        raise UsageError(
            "a changed keyslot keeps its name and its priority",
            hint="vault keyslot name and vault keyslot priority set them",
        )
    volume = unlocked.volume
    volume.luks.keyslots.change_keyslot(
        volume.luks.header,
        volume.container.header_device,
        unlocked.slot,
        unlocked.volume_key,
        new,
        cost_in(volume, change, on_event),
        new_slot=change.new_slot,
        on_event=on_event,
    )
    return unlocked.slot if change.new_slot is None else change.new_slot


def convert(volume: "Volume", credential: Secret, change: KeyslotChange, on_event: OnEvent) -> int:
    """The number of the keyslot that has another KDF or cost: ``change.slot``, or the first that opens.

    The credential, the name, the priority and the tokens stay. Raises WrongCredential, KeyslotError.
    """
    slot = test(volume, credential, None, on_event) if change.slot is None else change.slot
    assert slot is not None, "the format has keyslots"
    volume.luks.keyslots.convert_keyslot(
        volume.luks.header,
        volume.container.header_device,
        slot,
        credential,
        cost_in(volume, change, on_event),
        limits=volume.luks.limits,
        on_event=on_event,
    )
    return slot


def test(volume: "Volume", credential: Secret, slot: int | None, on_event: OnEvent) -> int | None:
    """The number of the keyslot that the credential opens, None where the format has no keyslots; an unbound one is
    tried when ``slot`` names it.

    Raises WrongCredential, KeyslotError, LimitExceeded.
    """
    if slot is not None and _is_unbound(volume, slot):
        extract(volume, credential, slot, on_event).wipe()
        return slot
    with volume.unlock(credential, key_slot=slot, on_event=on_event) as unlocked:
        return unlocked.slot if volume.kind.name in WITH_KEYSLOTS else None


def extract(volume: "Volume", credential: Secret, slot: int, on_event: OnEvent) -> Secret:
    """The key that an unbound keyslot holds, which the caller wipes; never the volume key.

    Raises WrongCredential, KeyslotError, UnsupportedFeature where the format has no such keyslots.
    """
    found: Secret = volume.luks.keyslots.open_unbound(
        volume.luks.header,
        volume.container.header_device,
        slot,
        credential,
        limits=volume.luks.limits,
        on_event=on_event,
    )
    return found


def _is_unbound(volume: "Volume", slot: int) -> bool:
    header = volume.luks.header
    return slot in header.keyslots and slot not in header.digest_of_segment().keyslots


def set_priority(volume: "Volume", slot: int, priority: "Priority", on_event: OnEvent) -> None:
    """Have the keyslot tried first, as usual, or only when it is named. Raises KeyslotError, UnsupportedFeature."""
    volume.luks.keyslots.set_priority(
        volume.luks.header, volume.container.header_device, slot, PRIORITIES[priority], on_event=on_event
    )


def set_name(volume: "Volume", slot: int, name: str) -> None:
    """Give the keyslot a name, or none when it is empty. Raises UsageError, KeyslotError, UnsupportedFeature."""
    volume.luks.keyslots.set_name(volume.luks.header, volume.container.header_device, slot, name)


def remove(
    volume: "Volume", slot: int, credential: Callable[[], Secret] | None, *, force: bool, on_event: OnEvent
) -> None:
    """Overwrite the keyslot and forget it, once ``credential`` (None: no proof) has opened another one.

    Raises KeyslotError for a keyslot that is not there, or that is the last one that opens the data unless ``force``.
    """
    header = volume.luks.header
    others = sorted(set(header.digest_of_segment().keyslots) & header.keyslots.keys() - {slot})
    if credential is not None and others and (slot in header.keyslots or slot in header.foreign_keyslots):
        with credential() as secret:
            _prove(volume, others, secret, on_event)
    volume.luks.keyslots.remove_keyslot(header, volume.container.header_device, slot, force=force, on_event=on_event)


def _prove(volume: "Volume", others: list[int], credential: Secret, on_event: OnEvent) -> None:
    """Return when the credential, a recovery key in any spelling too, opens one of these; raises WrongCredential."""
    from vault.tokens.recovery import as_recovery_key

    found = as_recovery_key(credential, volume.luks.header.tokens)
    with found[0] if found else Secret(b"") as key:
        attempts = [(key, slot) for slot in (found[1] if found else ()) if slot in others]
        for secret, slot in [*attempts, *((credential, other) for other in others)]:
            try:
                volume.unlock(secret, key_slot=slot, on_event=on_event).close()
            except WrongCredential:
                continue
            return
    raise WrongCredential(
        "the passphrase opens no keyslot that would be left",
        attempts=len(others),
        hint="give one that will still open the volume, or use --force",
    )


def check_keyslot(change: KeyslotChange) -> None:
    """Raise UsageError for what is said of a keyslot and means nothing to it."""
    if change.new != OpenOptions():
        raise UsageError(
            "a new PIM, keyfiles and a new PRF are for VeraCrypt volumes", hint="leave them out, or name the format"
        )
