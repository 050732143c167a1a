"""Passphrases: made of random words, and estimated by how hard they are to guess. Nobody is made to take either.

References: EFF's long word list for passphrases, 2016; zxcvbn, "Low-Budget Password Strength Estimation", USENIX 2016
"""

import math
from functools import cache
from secrets import SystemRandom

from vault.crypto.secret import Secret
from vault.errors import UsageError
from vault.options import NewPassphrase, PassphraseStrength

WORDS = 6
"""Random words unless the user says otherwise: 77 bits, more than anybody can try against a key derivation."""
MOST_WORDS = 32
LONGEST_SEPARATOR = 8
ESTIMATED_CHARACTERS = 72
"""Characters that are looked at; the time that an estimate takes grows fast with them."""
SCORES = ("very weak", "weak", "fair", "good", "strong")
WEAK = 2
ATTACK = "offline_slow_hashing_1e4_per_second"


def generate(words: int = WORDS, separator: str = " ") -> NewPassphrase:
    """A passphrase of that many words, each chosen from the list independently of the others; the caller wipes it.

    No word begins with another one, so that all choices differ whatever separates them. Raises UsageError.
    """
    if not 1 <= words <= MOST_WORDS:
        raise UsageError(f"a passphrase of {words} words cannot be made", hint=f"it has 1 to {MOST_WORDS} words")
    if len(separator) > LONGEST_SEPARATOR or not (separator.isascii() and separator.isprintable()):
        raise UsageError(f"the separator is longer than {LONGEST_SEPARATOR} characters, or not printable ASCII")
    listed, random = word_list(), SystemRandom()
    text = bytearray()
    for number in range(words):
        text += (separator if number else "").encode() + listed[random.randrange(len(listed))]
    return NewPassphrase(Secret(text, wipe_source=True), words, round(words * math.log2(len(listed)), 1))


@cache
def word_list() -> tuple[bytes, ...]:
    """The words of EFF's long list: 7776, as many as five dice can throw."""
    from importlib.resources import files

    words = (files("xkcdpass") / "static" / "eff-long").read_bytes().split()
    assert len(words) == len(set(words)) == 6**5, "another word list would have another entropy"
    return tuple(words)


def estimate(passphrase: Secret) -> PassphraseStrength:
    """How hard the passphrase is to guess, by its first 72 characters; that is a guess itself."""
    from zxcvbn import zxcvbn

    # it cannot do with nothing, which is guessed like a single letter
    text = str(passphrase.view(), "utf-8", "replace")[:ESTIMATED_CHARACTERS] or "a"
    found = zxcvbn(text)
    score = int(found["score"])
    warning = found["feedback"]["warning"] or "This passphrase is easy to guess."
    return PassphraseStrength(
        score=score,
        strength=SCORES[score],
        guesses_log10=round(float(found["guesses_log10"]), 1),
        guessed_in=str(found["crack_times_display"][ATTACK]),
        warning=warning if score < WEAK else "",
        suggestions=tuple(found["feedback"]["suggestions"]),
    )
