"""Keyslots of a volume: added and changed at the cost that the user asked for, removed with a proof of another."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from vault.crypto.kdf import ARGON2I, ARGON2ID, PBKDF2, Argon2Cost, Pbkdf2Cost, calibrate
from vault.errors import UsageError, WrongCredential
from vault.events import OnEvent, Step
from vault.options import CreateOptions, KeyslotChange

if TYPE_CHECKING:
    from vault.crypto.secret import Secret
    from vault.volume import UnlockedVolume, Volume

PBKDF2_HASH = "sha256"
LANES = 4
MEMORY_KIB = 1024 * 1024
"""The most memory that a new keyslot asks for unless the user says otherwise, as cryptsetup's."""


def cost(wanted: CreateOptions | KeyslotChange, on_event: OnEvent) -> Argon2Cost | Pbkdf2Cost:
    """The KDF and its cost: what was fixed by the user, measured to the asked time otherwise.

    Raises UsageError for a KDF or a cost that cannot be meant.
    """
    kind = wanted.pbkdf
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
    found = calibrate(kind, iter_time_ms=wanted.iter_time_ms, memory_kib=memory_kib, lanes=wanted.pbkdf_parallel)
    if isinstance(found, Argon2Cost) and wanted.pbkdf_iterations:
        return Argon2Cost(kind, wanted.pbkdf_iterations, found.memory_kib, found.lanes)
    return found


def cost_in(volume: "Volume", wanted: KeyslotChange, on_event: OnEvent) -> Argon2Cost | Pbkdf2Cost:
    """As ``cost``; a LUKS1 header allows PBKDF2 with its own hash only, which is taken unless something else is named.

    Raises UsageError.
    """
    if volume.format != "luks1":
        return cost(wanted, on_event)
    found = cost(replace(wanted, pbkdf=PBKDF2 if wanted.pbkdf == ARGON2ID else wanted.pbkdf), on_event)
    if not isinstance(found, Pbkdf2Cost):
        return found  # which the format refuses
    return Pbkdf2Cost(volume.header.digest_of_segment().hash, found.iterations)


def add(unlocked: "UnlockedVolume", new: "Secret", change: KeyslotChange, on_event: OnEvent) -> int:
    """The number of the keyslot that was added for ``new``."""
    volume = unlocked.volume
    _, number = volume.kind.keyslots.add_keyslot(
        volume.header,
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
    volume.kind.keyslots.change_keyslot(
        volume.header,
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
    others = sorted(volume.header.keyslots.keys() - {slot})
    if credential is not None and others and slot in volume.header.keyslots:
        with credential() as secret:
            _prove(volume, others, secret, on_event)
    volume.kind.keyslots.remove_keyslot(
        volume.header, volume.container.header_device, slot, force=force, on_event=on_event
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
