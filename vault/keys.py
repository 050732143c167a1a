"""Keyslots of a volume: added and changed at the cost that the user asked for, removed with a proof of another."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from vault.crypto.kdf import ARGON2I, ARGON2ID, PBKDF2, Argon2Cost, Pbkdf2Cost, calibrate
from vault.errors import UnsupportedFeature, UsageError, WrongCredential
from vault.events import OnEvent, Step, Warned
from vault.options import ConvertRequest, CreateOptions, KeyslotChange, OpenOptions

if TYPE_CHECKING:
    from vault.crypto.secret import Secret
    from vault.formats.veracrypt.format import VeraCryptLocked
    from vault.volume import UnlockedVolume, Volume

PBKDF2_HASH = "sha256"
LANES = 4
ITER_TIME_MS = 2000
"""How long a new keyslot's key derivation takes, unless the user says otherwise."""
MEMORY_KIB = 1024 * 1024
"""The most memory that a new keyslot asks for unless the user says otherwise, as cryptsetup's."""


def cost(
    wanted: CreateOptions | KeyslotChange | ConvertRequest, on_event: OnEvent, *, default: str = ARGON2ID
) -> Argon2Cost | Pbkdf2Cost:
    """The KDF, ``default`` unless one is named, and its cost: fixed by the user, or measured to the asked time.

    Raises UsageError for a KDF or a cost that cannot be meant.
    """
    kind = wanted.pbkdf or default
    if kind not in (ARGON2ID, ARGON2I, PBKDF2):
        raise UsageError(f"there is no KDF {kind}", hint=f"choose from {ARGON2ID}, {ARGON2I}, {PBKDF2}")
    if kind == PBKDF2 and (wanted.pbkdf_memory_kib or wanted.pbkdf_parallel):
        raise UsageError("pbkdf2 has no memory cost and no lanes", hint=f"use {ARGON2ID}")
    if kind == PBKDF2 and wanted.pbkdf_iterations:
        return Pbkdf2Cost(PBKDF2_HASH, wanted.pbkdf_iterations)
    if wanted.pbkdf_iterations and wanted.pbkdf_memory_kib:
        return Argon2Cost(kind, wanted.pbkdf_iterations, wanted.pbkdf_memory_kib, wanted.pbkdf_parallel or LANES)
    on_event(Step("measuring the key derivation"))
    memory_kib = wanted.pbkdf_memory_kib or MEMORY_KIB
    time_ms = wanted.iter_time_ms or ITER_TIME_MS
    found = calibrate(kind, iter_time_ms=time_ms, memory_kib=memory_kib, lanes=wanted.pbkdf_parallel)
    if isinstance(found, Argon2Cost) and wanted.pbkdf_iterations:
        return Argon2Cost(kind, wanted.pbkdf_iterations, found.memory_kib, found.lanes)
    return found


def cost_in(volume: "Volume", wanted: KeyslotChange, on_event: OnEvent) -> Argon2Cost | Pbkdf2Cost:
    """As ``cost``; a LUKS1 header allows PBKDF2 with its own hash only, which is taken unless something else is named.

    Raises UsageError.
    """
    if volume.format != "luks1":
        return cost(wanted, on_event)
    found = cost(wanted, on_event, default=PBKDF2)
    if not isinstance(found, Pbkdf2Cost):
        return found  # which the format refuses
    return Pbkdf2Cost(volume.luks.header.digest_of_segment().hash, found.iterations)


def add(unlocked: "UnlockedVolume", new: "Secret", change: KeyslotChange, on_event: OnEvent) -> int:
    """The number of the keyslot that was added for ``new``."""
    volume = unlocked.volume
    _, number = volume.luks.keyslots.add_keyslot(
        volume.luks.header,
        volume.container.header_device,
        unlocked.volume_key,
        new,
        cost_in(volume, change, on_event),
        slot=change.new_slot,
        on_event=on_event,
    )
    return int(number)


def change(unlocked: "UnlockedVolume", new: "Secret", change: KeyslotChange, on_event: OnEvent) -> int:
    """The number of the keyslot that opens with ``new`` instead of the credential that unlocked the volume."""
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


def remove(
    volume: "Volume", slot: int, credential: "Callable[[], Secret] | None", *, force: bool, on_event: OnEvent
) -> None:
    """Overwrite the keyslot and forget it, once ``credential`` (None: no proof) has opened another one.

    Raises KeyslotError for a keyslot that is not there, or that is the last one unless ``force``.
    """
    others = sorted(volume.luks.header.keyslots.keys() - {slot})
    if credential is not None and others and slot in volume.luks.header.keyslots:
        with credential() as secret:
            _prove(volume, others, secret, on_event)
    volume.luks.keyslots.remove_keyslot(
        volume.luks.header, volume.container.header_device, slot, force=force, on_event=on_event
    )


def _prove(volume: "Volume", others: list[int], credential: "Secret", on_event: OnEvent) -> None:
    """Return when the credential opens one of these keyslots; raises WrongCredential."""
    for other in others:
        try:
            volume.unlock(credential, key_slot=other, on_event=on_event).close()
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


def check_without_keyslots(change: KeyslotChange) -> None:
    """Raise UsageError for what only keyslots have, where the volume is one of VeraCrypt."""
    plain = KeyslotChange(change.container, opening=change.opening, new=change.new)
    if change != plain:
        raise UsageError(
            "a VeraCrypt volume has no keyslots, and its key derivation is said by PRF and PIM",
            hint="leave out the options for keyslots and their KDF",
        )


def change_veracrypt(
    locked: "VeraCryptLocked",
    old: "Secret",
    new: "Callable[[], Secret]",
    change: KeyslotChange,
    on_event: OnEvent,
) -> None:
    """Give the volume that ``old`` opens the credential of ``new``, which is asked for once the old one has opened it.

    Raises WrongCredential, UnsupportedFeature for a volume of TrueCrypt, UsageError, BackendError.
    """
    from vault.formats.veracrypt.change import change_credential
    from vault.formats.veracrypt.layout import Kind
    from vault.formats.veracrypt.open import Wanted
    from vault.formats.veracrypt.seal import Recipe

    opening, given = change.opening, change.new
    if given.prf is not None:
        Recipe(given.prf, given.pim).check_new()
    found = locked.find(old, on_event=on_event)
    found.volume_key.wipe()
    if found.header.kind is not Kind.VERACRYPT:
        raise UnsupportedFeature(
            "TrueCrypt volumes are opened, and never changed", hint="vault convert makes a new volume of it"
        )
    prf = found.found.prf
    wanted = Wanted(
        kind=Kind.VERACRYPT,
        hidden=found.header.hidden,
        backup=opening.backup_header,
        system=opening.system,
        pim=opening.pim,
        prf=prf,
        cipher=found.found.cipher,
        keyfiles=opening.keyfiles,
    )
    recipe = None if given == OpenOptions() else Recipe(given.prf or prf, given.pim, given.keyfiles)
    if opening.keyfiles and not given.keyfiles:
        on_event(Warned("the volume opens without keyfiles from now on", hint="--new-keyfile names new ones"))
    with new() as secret:
        change_credential(locked.place.device, old, secret, wanted=wanted, recipe=recipe, on_event=on_event)
