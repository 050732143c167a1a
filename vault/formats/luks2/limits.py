"""Every number that bounds a LUKS2 header: the fixed ones of the format and the costs that can be raised.

References: LUKS2 On-Disk Format Specification 1.1.4, sections 2 and 3; spec/volume-format.md, "Limits".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from vault.errors import LimitExceeded

if TYPE_CHECKING:
    from vault.formats.luks2.model import Keyslot

KIB = 1024
MIB = 1024 * KIB
U32_MAX = 2**32 - 1
U64_MAX = 2**64 - 1
I64_MIN = -(2**63)

METADATA_SIZES = tuple(16 * KIB << power for power in range(9))
"""Bytes of one header copy (binary header and JSON area); each is also an offset of the secondary copy."""

JSON_DEPTH_MAX = 32
JSON_NUMBER_MAX = 256
KEYSLOTS_SIZE_MAX = 128 * MIB
KEYSLOTS_SIZE_STEP = 4 * KIB
OBJECTS_MAX = 32
ARGON2_LANES_MAX = 2**24 - 1
TEXT_MAX = 256
"""Characters of a type, cipher, hash or flag name."""

AREA_STEP = 512
AF_STRIPES = 4000
KEY_SIZE_MAX = 512
SALT_SIZE_MIN = 8
SALT_SIZE_MAX = 64
DIGEST_SALT_SIZE = 32
DIGEST_SIZE_MIN = 20
DIGEST_SIZE_MAX = 64
SEGMENT_STEP = 512
SECTOR_SIZES = (512, 1024, 2048, 4096)
IV_OFFSET_MAX = 2**63 - 1

WEAK_PBKDF2_ITERATIONS = 100_000
WEAK_ARGON2_PASS_KIB = 64 * KIB


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a header may ask of this machine before a key is derived; ``times`` gives laxer ones.

    One Argon2 pass over a memory block is ``time * memory_kib`` for the whole of it; a rate of 1 GiB a second and lane
    is usual. The totals bound what one wrong passphrase costs when it is tried on every keyslot.
    """

    argon2_memory_kib: int = 4 * MIB
    argon2_time: int = 100_000
    argon2_lanes: int = 16
    argon2_pass_kib: int = 256 * MIB
    argon2_pass_kib_total: int = 1024 * MIB
    pbkdf2_iterations: int = 200_000_000
    pbkdf2_iterations_total: int = 1_000_000_000
    digest_iterations: int = 20_000_000

    def times(self, factor: int) -> Limits:
        """The same limits, each ``factor`` times as high."""
        assert factor >= 1
        return Limits(**{field.name: getattr(self, field.name) * factor for field in fields(self)})


DEFAULT_LIMITS = Limits()
NO_LIMITS = Limits().times(U32_MAX)
HINT = "the header was made by somebody with a faster machine, or to tie up yours; raise the limit if you trust it"


def check_kdf(keyslot: Keyslot, limits: Limits = DEFAULT_LIMITS) -> None:
    """Raise LimitExceeded when deriving the key of this keyslot would cost more than allowed."""
    for what, value, limit in _costs(keyslot, limits):
        if value > limit:
            raise LimitExceeded(
                f"keyslot {keyslot.number} asks for {value} {what}, the limit is {limit}",
                hint=HINT,
                keyslot=keyslot.number,
                value=value,
                limit=limit,
            )


def check_kdfs(keyslots: Iterable[Keyslot], limits: Limits = DEFAULT_LIMITS) -> None:
    """Raise LimitExceeded when one of these keyslots, or trying all of them, would cost more than allowed."""
    tried = tuple(keyslots)
    for keyslot in tried:
        check_kdf(keyslot, limits)
    totals = (
        ("KiB of Argon2 memory passes", "pass_kib", limits.argon2_pass_kib_total),
        ("PBKDF2 iterations", "iterations", limits.pbkdf2_iterations_total),
    )
    for what, measure, limit in totals:
        total = sum(_effort(keyslot).get(measure, 0) for keyslot in tried)
        if total > limit:
            raise LimitExceeded(
                f"all keyslots together ask for {total} {what}, the limit is {limit}",
                hint="name one keyslot to try, or raise the limit",
                value=total,
                limit=limit,
            )


def is_weak(keyslot: Keyslot) -> bool:
    """Whether guessing the credential is so cheap that the KDF's cost ought to be raised."""
    effort = _effort(keyslot)
    return (
        effort.get("iterations", WEAK_PBKDF2_ITERATIONS) < WEAK_PBKDF2_ITERATIONS
        or effort.get("pass_kib", WEAK_ARGON2_PASS_KIB) < WEAK_ARGON2_PASS_KIB
    )


def _effort(keyslot: Keyslot) -> dict[str, int]:
    from vault.crypto.kdf import Pbkdf2Cost

    cost = keyslot.kdf.cost
    if isinstance(cost, Pbkdf2Cost):
        return {"iterations": cost.iterations}
    return {"pass_kib": cost.time * cost.memory_kib}


def _costs(keyslot: Keyslot, limits: Limits) -> tuple[tuple[str, int, int], ...]:
    from vault.crypto.kdf import Pbkdf2Cost

    cost = keyslot.kdf.cost
    if isinstance(cost, Pbkdf2Cost):
        return (("PBKDF2 iterations", cost.iterations, limits.pbkdf2_iterations),)
    return (
        ("KiB of Argon2 memory", cost.memory_kib, limits.argon2_memory_kib),
        ("Argon2 passes", cost.time, limits.argon2_time),
        ("Argon2 lanes", cost.lanes, limits.argon2_lanes),
        ("KiB of Argon2 memory passes", cost.time * cost.memory_kib, limits.argon2_pass_kib),
    )
