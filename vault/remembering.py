"""Keeping a credential that has opened a volume, so that it is not asked for the next time.

That the volume is open does not depend on it: what cannot be remembered is told.
"""

from collections.abc import Callable
from dataclasses import replace
from shlex import quote

from vault.errors import UsageError, VaultError
from vault.events import OnEvent, Warned
from vault.formats.luks1.keyslots import luks2_only
from vault.keys import enrol, is_dangling, tokens_of_type
from vault.keys.hints import typed
from vault.options import AttachRequest, KeyslotChange, MountRequest, Remember
from vault.remembered import Remembered
from vault.tokens.keyring import DesktopKeyring
from vault.unlocking import Offer
from vault.volume import UnlockedVolume, Volume

Keep = Callable[[Volume], object]
"""What keeps the header as it is, before it is changed."""


def check(request: AttachRequest | MountRequest, volume: Volume) -> None:
    """Raise UsageError or UnsupportedFeature for what is to be remembered and cannot be, before anything is asked."""
    if request.remember is None:
        return
    if volume.format == "plain":
        raise UsageError("a plain volume does not tell whether a credential is right, so none is remembered")
    if request.remember.where == "session":
        return
    if volume.format != "luks2":
        if volume.format == "luks1":
            raise luks2_only("tokens")
        raise UsageError(
            "the volume has no keyslot for a secret of the keyring's own",
            hint=f"vault keyring enroll {typed(volume)} --store-passphrase has the keyring hold the passphrase itself",
        )
    if request.read_only:
        raise UsageError("a volume that is opened read-only gets no keyslot", hint="leave out --read-only")


def remember(wanted: Remember, volume: UnlockedVolume | Volume, offer: Offer, keep: Keep, on_event: OnEvent) -> None:
    """Remember what opened the volume, whose key is not here where others opened it; a failure is a warning."""
    try:
        if wanted.where == "session":
            locked = volume.volume if isinstance(volume, UnlockedVolume) else volume
            Remembered(on_event).keep(locked, offer.secret, offer.raw, wanted.for_s)
        elif isinstance(volume, UnlockedVolume):
            into_keyring(volume, KeyslotChange(volume.volume.container.path), keep, on_event)
        else:
            with volume.unlock(offer.secret, raw=offer.raw, key_slot=offer.slot, on_event=on_event) as unlocked:
                into_keyring(unlocked, KeyslotChange(volume.container.path), keep, on_event)
    except VaultError as error:
        on_event(Warned(f"the credential is not remembered: {error}", error.hint))


def into_keyring(unlocked: UnlockedVolume, change: KeyslotChange, keep: Keep, on_event: OnEvent) -> int | None:
    """The keyslot that the desktop's keyring opens from now on; None where one is there that it opens already.

    It is tried first, as that costs nothing. Raises TokenUnavailable, and what adding a keyslot does.
    """
    keyring = DesktopKeyring(on_event)
    volume = unlocked.volume
    there = [found for found in tokens_of_type(volume, keyring).values() if not is_dangling(volume, found[0])]
    states = {whose.slot: keyring.status(members, whose).state for members, whose in there}
    for slot, state in states.items():
        if state in ("ready", "locked"):
            if change.name:
                hint = f"vault keyslot name {typed(volume)} {slot} {quote(change.name)} names it"
                on_event(Warned(f"keyslot {slot}, which is there already, keeps its name", hint))
            return None
    keep(volume)
    number, enrolled = enrol(unlocked, keyring, replace(change, priority="prefer"), on_event)
    enrolled.secret.wipe()
    for slot in (slot for slot, state in states.items() if state == "missing"):
        hint = f"where it is not: vault keyring forget {typed(volume)} --key-slot {slot}"
        on_event(Warned(f"keyslot {slot} has its secret in no keyring here: it stays, as another computer's", hint))
    return number
