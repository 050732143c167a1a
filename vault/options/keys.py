"""Keyslots and tokens: what is asked for and what is answered."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vault.options.credentials import OpenOptions


@dataclass(frozen=True, slots=True)
class KeyslotChange:
    """A keyslot to add, or to change.

    ``slot`` is the keyslot that the present credential opens (None: any); ``new_slot`` is the number of the
    new one (None: the first free one when adding, the same one when changing). The KDF is said as in
    CreateOptions.

    A VeraCrypt volume has one credential and no keyslots: ``opening`` says how the present one opens it, ``new`` is
    the PIM, the keyfiles and the PRF of the new one. There is no PIM and there are no keyfiles unless it says so, and
    the PRF stays.
    """

    container: Path
    header: Path | None = None
    slot: int | None = None
    new_slot: int | None = None
    pbkdf: str | None = None
    pbkdf_memory_kib: int | None = None
    pbkdf_parallel: int | None = None
    pbkdf_iterations: int | None = None
    iter_time_ms: int | None = None
    raise_kdf_limit: bool = False
    opening: OpenOptions = OpenOptions()
    new: OpenOptions = OpenOptions()


@dataclass(frozen=True, slots=True)
class KeyslotInfo:
    """A keyslot. ``iterations`` is the time cost of Argon2; ``memory_kib`` and ``lanes`` are None for PBKDF2.

    ``hash`` is that of PBKDF2 and None for Argon2; ``key_size`` is in bits; ``digest`` is the number of the
    digest that proves its key, None when the keyslot is bound to none.
    """

    number: int
    priority: Literal["ignore", "normal", "prefer"]
    kdf: str
    hash: str | None
    iterations: int
    memory_kib: int | None
    lanes: int | None
    cipher: str
    key_size: int
    digest: int | None
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """A token: its type and the keyslots it opens."""

    number: int
    kind: str
    keyslots: tuple[int, ...]
