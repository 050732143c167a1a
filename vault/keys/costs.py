"""What a new keyslot's key derivation costs: what the user asked for, or what takes a wanted time on this machine."""

from typing import TYPE_CHECKING

from vault.crypto.kdf import ARGON2I, ARGON2ID, PBKDF2, Argon2Cost, Pbkdf2Cost, calibrate
from vault.errors import UsageError
from vault.events import OnEvent, Step
from vault.options import ConvertRequest, CreateOptions, KeyslotChange

if TYPE_CHECKING:
    from vault.volume import Volume

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
