"""Headers made and stored: a fresh salt, a derived key, and the encrypted fields.

References: spec/veracrypt-format.md
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vault.blockdev.base import BlockDevice
from vault.blockdev.unaligned import write_at
from vault.crypto.kdf import derive
from vault.crypto.random import random_bytes
from vault.crypto.secret import Secret
from vault.errors import CredentialError, UnsupportedFeature, UsageError, from_os
from vault.events import KdfStarted, OnEvent, Warned, ignore
from vault.formats.veracrypt.chains import CHAINS, Chain, chain_named
from vault.formats.veracrypt.crypt import encrypt_area
from vault.formats.veracrypt.keyfiles import mixed
from vault.formats.veracrypt.layout import HEADER_SIZE, KEYS_SIZE, SALT_SIZE, Fields, Kind, Location, encode
from vault.formats.veracrypt.prf import VERACRYPT, Prf, check_pim, cost, derived_size, prf_name

PASSES = 3
"""How often a header's place is written when an old header has to disappear, the new header included."""
SHORT_PASSPHRASE = 20
SAFE_PIM = {"argon2id": 12}
SAFE_PIM_PBKDF2 = 485
"""VeraCrypt asks for passphrases of 20 characters below these PIMs."""

DROPPED_PRF = "ripemd160"
"""VeraCrypt 1.26 no longer opens volumes with it."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a header is encrypted: its PRF, PIM (None for the default) and the keyfiles mixed into the passphrase."""

    prf: str = "sha512"
    pim: int | None = None
    keyfiles: Sequence[Path] = ()

    def derivation(self) -> Prf:
        """The PRF, when VeraCrypt has or had it. Raises UsageError, also for the PIM."""
        check_pim(self.pim, system=False)
        name = prf_name(self.prf)
        for prf in VERACRYPT:
            if prf.name == name:
                return prf
        raise _not_made(name)

    def check_new(self) -> None:
        """Raise UsageError when VeraCrypt makes no new headers with it."""
        name = self.derivation().name
        if name == DROPPED_PRF:
            raise _not_made(name)


def _not_made(name: str) -> UsageError:
    made = ", ".join(prf.name for prf in VERACRYPT if prf.name != DROPPED_PRF)
    return UsageError(f"VeraCrypt makes no volumes with the PRF {name}", hint=f"use one of: {made}")


def creatable(cipher: str) -> Chain:
    """The chain that a user means, when new volumes may have it. Raises UsageError."""
    chain = chain_named(cipher)
    if chain not in CHAINS[Kind.VERACRYPT]:
        raise UsageError(f"VeraCrypt makes no volumes with {chain}")
    return chain


def warn_of_low_pim(credential: Secret, recipe: Recipe, on_event: OnEvent) -> None:
    """Tell when a new credential is guessed too cheaply. Raises UsageError for a PRF or PIM that does not exist."""
    safe = SAFE_PIM.get(recipe.derivation().name, SAFE_PIM_PBKDF2)
    if recipe.pim is not None and recipe.pim < safe and len(credential) < SHORT_PASSPHRASE:
        on_event(
            Warned(
                f"the PIM {recipe.pim} makes guessing a short passphrase cheap",
                hint=f"use a PIM of {safe} or more, or a passphrase of {SHORT_PASSPHRASE} characters",
            )
        )


class Sealer:
    """Makes headers with one credential; a context manager that wipes what it keeps of it."""

    def __init__(self, credential: Secret, recipe: Recipe, *, on_event: OnEvent = ignore) -> None:
        """Raises UsageError, CredentialError, LimitExceeded."""
        self._prf = recipe.derivation()
        found = cost(Kind.VERACRYPT, self._prf, recipe.pim, system=False)
        assert found is not None, "every PRF of VeraCrypt is for standard volumes"
        if not credential and not recipe.keyfiles:
            raise CredentialError("an empty passphrase needs keyfiles")
        self._cost, self._on_event = found, on_event
        self._passphrase = mixed(credential, recipe.keyfiles)

    def header(self, fields: Fields, keys: Secret, chain: Chain, location: Location) -> bytes:
        """A whole header with a salt of its own; ``keys`` is the chain's key as a cipher spec has it."""
        salt = random_bytes(SALT_SIZE)
        self._on_event(KdfStarted(location.slot, self._prf.name))
        with (
            derive(self._cost, self._passphrase, salt, derived_size(self._cost, chain.keys_size)) as derived,
            chain.keys_from(keys, KEYS_SIZE) as key_area,
            Secret(encode(fields, key_area.view()), wipe_source=True) as area,
        ):
            return salt + encrypt_area(chain, derived, area.view())

    def __enter__(self) -> "Sealer":
        return self

    def __exit__(self, *_: object) -> None:
        self._passphrase.wipe()


def store(device: BlockDevice, location: Location, header: bytes, *, passes: int = 1) -> None:
    """Write a header at its place, after ``passes - 1`` times of random bytes; durable after each. BackendError."""
    assert len(header) == HEADER_SIZE, "not a header"
    offset = location.offset_in(device.size)
    if offset is None:
        raise UnsupportedFeature(f"the container has no room for a header at the place {location}")
    try:
        for remaining in reversed(range(passes)):
            write_at(device, offset, random_bytes(HEADER_SIZE) if remaining else header)
            device.flush()
    except OSError as error:
        raise from_os(error, "cannot write the header") from error
