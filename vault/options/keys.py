"""Keyslots and tokens: what is asked for and what is answered."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vault.options.credentials import OpenOptions

Priority = Literal["ignore", "normal", "prefer"]
"""When a keyslot is tried: only when it is named, or after those to prefer."""


@dataclass(frozen=True, slots=True)
class KeyslotChange:
    """A keyslot to add, or to change.

    ``slot`` is the keyslot that the present credential opens (None: any); ``new_slot`` is the number of the
    new one (None: the first free one when adding, the same one when changing). ``name`` and ``priority`` are for one
    that is added; ``unbound`` has it hold a key of its own, which opens nothing here, of ``key_size`` bits or from
    ``key_file``. The KDF is said as in CreateOptions. ``backup`` keeps the header as it was before.

    A VeraCrypt volume has one credential and no keyslots: ``opening`` says how the present one opens it, ``new`` is
    the PIM, the keyfiles and the PRF of the new one. There is no PIM and there are no keyfiles unless it says so, and
    the PRF stays.
    """

    container: Path
    header: Path | None = None
    slot: int | None = None
    new_slot: int | None = None
    name: str = ""
    priority: Priority = "normal"
    unbound: bool = False
    key_size: int = 512
    key_file: Path | None = None
    pbkdf: str | None = None
    pbkdf_memory_kib: int | None = None
    pbkdf_parallel: int | None = None
    pbkdf_iterations: int | None = None
    iter_time_ms: int | None = None
    raise_kdf_limit: bool = False
    backup: bool = True
    opening: OpenOptions = OpenOptions()
    new: OpenOptions = OpenOptions()


@dataclass(frozen=True, slots=True)
class KeyslotInfo:
    """A keyslot. ``iterations`` is the time cost of Argon2; ``memory_kib`` and ``lanes`` are None for PBKDF2.

    ``hash`` is that of PBKDF2 and None for Argon2; ``key_size`` is in bits; ``digest`` is the number of the
    digest that proves its key, None when the keyslot is bound to none. ``unbound`` is one whose key opens nothing here.
    ``tokens`` are numbers, ``token_kinds`` the types of those that are more than a name. ``unsupported`` says why vault
    cannot open it, and then KDF and cipher are ``unknown`` and the numbers of both are zero.
    """

    number: int
    priority: Priority
    kdf: str
    hash: str | None
    iterations: int
    memory_kib: int | None
    lanes: int | None
    cipher: str
    key_size: int
    digest: int | None
    tokens: tuple[int, ...]
    name: str = ""
    unbound: bool = False
    token_kinds: tuple[str, ...] = ()
    unsupported: str = ""


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """A token: its type and the keyslots it opens."""

    number: int
    kind: str
    keyslots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KeyringToken:
    """A token of the desktop's keyring: whether it could answer now, and why not.

    ``keyslot`` is None where another program has removed it, and the token is left over; ``number`` is None for a
    secret that the keyring has and the header no longer speaks of, and for the credential of a volume without keyslots.
    """

    number: int | None
    keyslot: int | None
    state: Literal["ready", "locked", "missing", "unavailable", "left over"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KeyringStatus:
    """What opens a volume without typing: what the desktop's keyring has of it, and what is ``remembered`` until the
    screen is locked. ``reason`` says why the keyring cannot be asked, or is empty.
    """

    tokens: tuple[KeyringToken, ...]
    remembered: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What opens a volume no more: keyslots that were removed, secrets taken from the keyring, and whether a remembered
    credential was dropped. ``tokens`` had no keyslot any more, and were removed from the header.
    """

    keyslots: tuple[int, ...]
    secrets: int
    remembered: bool
    tokens: int = 0
