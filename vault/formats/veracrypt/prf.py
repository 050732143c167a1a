"""The key derivations of VeraCrypt and TrueCrypt headers and what a PIM does to their cost.

References: VeraCrypt documentation, "Header Key Derivation, Salt, and Iteration Count", "PIM", "Argon2id"
"""

from dataclasses import dataclass

from vault.crypto.kdf import ARGON2ID, Argon2Cost, Cost, Pbkdf2Cost
from vault.errors import UsageError
from vault.formats.veracrypt.layout import Kind

PIM_MAX = 2147468
"""The largest PIM whose iterations fit 31 bits."""
SYSTEM_PIM_MAX = 65535
ARGON2_DEFAULT_PIM = 12
LONGEST_KEYS = 192
"""Bytes of header keys for a chain of three ciphers."""
_ARGON2_LAST_MEMORY_PIM = 31
_ARGON2_LANES = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """How often PBKDF2 iterates: ``iterations`` by default, ``base + factor * pim`` with a PIM."""

    iterations: int
    base: int = 0
    factor: int = 0


@dataclass(frozen=True, slots=True)
class Prf:
    """A key derivation by the name that users give it.

    ``hash`` is PBKDF2's, or empty for Argon2id. ``standard`` and ``system`` are the rules for volumes and for system
    encryption, None where there is no such use.
    """

    name: str
    hash: str
    standard: Rule | None
    system: Rule | None = None


_VOLUME = Rule(500_000, 15_000, 1000)
_BOOT = Rule(200_000, 0, 2048)

VERACRYPT = (
    Prf("sha512", "sha512", _VOLUME, _VOLUME),
    Prf("sha256", "sha256", _VOLUME, _BOOT),
    Prf("blake2s", "blake2s-256", _VOLUME, _BOOT),
    Prf("whirlpool", "whirlpool", _VOLUME, _VOLUME),
    Prf(ARGON2ID, "", None),
    Prf("streebog", "streebog512", _VOLUME, _BOOT),
    Prf("ripemd160", "ripemd160", Rule(655_331, 15_000, 1000), Rule(327_661, 0, 2048)),
)
"""In the order of the search: cheapest first, but for RIPEMD-160, which is no longer made."""
TRUECRYPT = (
    Prf("ripemd160", "ripemd160", Rule(2000), Rule(1000)),
    Prf("sha512", "sha512", Rule(1000)),
    Prf("whirlpool", "whirlpool", Rule(1000)),
    Prf("sha1", "sha1", Rule(2000)),
)
TABLES = {Kind.VERACRYPT: VERACRYPT, Kind.TRUECRYPT: TRUECRYPT}
NAMES = tuple(dict.fromkeys(prf.name for table in TABLES.values() for prf in table))
ALIASES = {"blake2s256": "blake2s", "stribog512": "streebog", "streebog512": "streebog", "argon2": ARGON2ID}


def prf_name(text: str) -> str:
    """The name of the PRF that a user means; case and hyphens do not count. Raises UsageError."""
    plain = text.lower().replace("-", "")
    name = ALIASES.get(plain, plain)
    if name not in NAMES:
        raise UsageError(f"there is no PRF {text!a:.80}", hint=f"there are: {', '.join(NAMES)}")
    return name


def check_pim(pim: int | None, *, system: bool) -> None:
    """Raise UsageError when it is no PIM; None stands for the default."""
    most = SYSTEM_PIM_MAX if system else PIM_MAX
    if pim is not None and not 1 <= pim <= most:
        raise UsageError(
            f"{pim} is no PIM: it goes from 1 to {most}", hint="leave it out for VeraCrypt's default", pim=pim
        )


def cost(kind: Kind, prf: Prf, pim: int | None, *, system: bool) -> Cost | None:
    """What deriving a header key costs, or None when the PRF is not used there or knows no PIM and one is given."""
    if prf.name == ARGON2ID:
        return None if system else argon2_cost(ARGON2_DEFAULT_PIM if pim is None else pim)
    rule = prf.system if system else prf.standard
    if rule is None:
        return None
    if pim is None:
        return Pbkdf2Cost(prf.hash, rule.iterations)
    if kind is Kind.TRUECRYPT:
        return None
    return Pbkdf2Cost(prf.hash, rule.base + rule.factor * pim)


def argon2_cost(pim: int) -> Argon2Cost:
    """Argon2id's cost for a PIM: memory grows up to 1 GiB at PIM 31, then only the passes do."""
    if pim <= _ARGON2_LAST_MEMORY_PIM:
        return Argon2Cost(ARGON2ID, 3 + (pim - 1) // 3, (64 + 32 * (pim - 1)) * 1024, _ARGON2_LANES)
    return Argon2Cost(ARGON2ID, 13 + pim - _ARGON2_LAST_MEMORY_PIM, 1024 * 1024, _ARGON2_LANES)


def derived_size(cost_: Cost, wanted: int) -> int:
    """How many bytes to derive when the first ``wanted`` are.

    PBKDF2 begins the same whatever its length. Argon2id does not: it always gives the keys of the longest chain.
    """
    return wanted if isinstance(cost_, Pbkdf2Cost) else LONGEST_KEYS
