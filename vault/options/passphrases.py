"""Passphrases that were made or estimated: what is answered."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vault.crypto.secret import Secret


@dataclass(frozen=True, slots=True)
class NewPassphrase:
    """A passphrase of random words, which the caller wipes, and how many bits of chance are in it."""

    passphrase: "Secret"
    words: int
    entropy_bits: float


@dataclass(frozen=True, slots=True)
class PassphraseStrength:
    """How hard a passphrase is to guess: ``score`` from 0 to 4 and ``strength``, the word for it.

    ``guesses_log10`` is the number of guesses as a power of ten; ``guessed_in`` how long they take at ten thousand a
    second, which is what a slow key derivation allows. ``warning`` is empty from ``score`` 2 on.
    """

    score: int
    strength: str
    guesses_log10: float
    guessed_in: str
    warning: str
    suggestions: tuple[str, ...]
