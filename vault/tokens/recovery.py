"""Recovery keys as systemd makes them: 256 random bits in letters that can be written down and typed again.

The letters are those of modhex, which lie at the same place on most keyboards. What opens the keyslot is the text:
eight groups of eight small letters with dashes between them. Whoever types it may leave the dashes out, use capitals,
and put blanks and new lines wherever the paper has them.

References: systemd-cryptenroll(1), --recovery-key; systemd's src/shared/recovery-key.c; spec/tokens.md, "Recovery key"
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vault.crypto.kdf import Cost
from vault.crypto.random import random_secret
from vault.crypto.secret import Secret
from vault.errors import CredentialError, TokenUnavailable, WrongCredential
from vault.tokens.base import RANDOM_COST, SECRET_SIZE, Enrolled, TokenStatus, Whose

if TYPE_CHECKING:
    from vault.credentials import Prompt

KIND = "systemd-recovery"
ALPHABET = b"cbdefghijklnrtuv"
GROUPS, GROUP = 8, 8
LETTERS = GROUPS * GROUP
SIZE = LETTERS + GROUPS - 1
"""Bytes of the text with its dashes."""
DASH = ord("-")
BLANKS = frozenset(b" \t\r\n\v\f")

_CANONICAL = {letter: small for small in ALPHABET for letter in (small, small - 32)}


class RecoveryKeys:
    """The type of token for keys on paper: nothing is kept anywhere, and whoever has the paper types the answer."""

    kind = KIND
    name = "the recovery key"
    asks = True
    cost: Cost = RANDOM_COST

    def __init__(self, prompt: "Prompt | None") -> None:
        self._prompt = prompt

    def enrol(self, whose: Whose) -> Enrolled:
        """A new recovery key; whoever enrols it has to show it, since nobody else knows it."""
        del whose
        return Enrolled(make(), {})

    def answer(self, members: Mapping[str, Any], whose: Whose) -> Secret:
        """The key as it was typed, in its canonical form. Raises TokenUnavailable, also for what is no recovery key."""
        del members
        if self._prompt is None:
            raise TokenUnavailable("there is nobody to ask for the recovery key")
        question = f"Recovery key of keyslot {whose.slot}"
        try:
            with self._prompt.passphrase(question, confirm=False, may_be_empty=False) as typed:
                return canonical(typed)
        except CredentialError as error:
            raise TokenUnavailable(str(error), hint=error.hint) from error

    def forget(self, members: Mapping[str, Any], whose: Whose) -> None:
        """Nothing: paper is beyond reach."""

    def status(self, members: Mapping[str, Any], whose: Whose) -> TokenStatus:
        """Ready while there is somebody to ask."""
        del members, whose
        return TokenStatus("ready") if self._prompt else TokenStatus("unavailable", "there is nobody to ask for it")


def make() -> Secret:
    """A new recovery key: ASCII text of ``SIZE`` bytes in its canonical form."""
    with random_secret(SECRET_SIZE) as random, Secret.zeros(LETTERS) as letters:
        for index, octet in enumerate(random.view()):
            letters.view()[2 * index] = ALPHABET[octet >> 4]
            letters.view()[2 * index + 1] = ALPHABET[octet & 0xF]
        return _grouped(letters)


def normalised(typed: Secret) -> Secret | None:
    """The canonical form of what was typed, or None when it has not the form of a recovery key."""
    with Secret.zeros(LETTERS) as letters:
        count = 0
        for octet in typed.view():
            if octet == DASH or octet in BLANKS:
                continue
            if count == LETTERS or octet not in _CANONICAL:
                return None
            letters.view()[count] = _CANONICAL[octet]
            count += 1
        return _grouped(letters) if count == LETTERS else None


def canonical(typed: Secret) -> Secret:
    """As ``normalised``; raises WrongCredential that tells in which group the mistake is, and never a letter."""
    found = normalised(typed)
    if found is None:
        hint = f"it has {GROUPS} groups of {GROUP} of these letters: {ALPHABET.decode()}"
        raise WrongCredential(_mistake(typed), attempts=0, hint=hint)
    return found


def recovery_slots(tokens: Mapping[int, Mapping[str, Any]]) -> tuple[int, ...]:
    """The keyslots, by number, that the header's tokens say a recovery key opens."""
    found = {int(slot) for token in tokens.values() if token.get("type") == KIND for slot in token["keyslots"]}
    return tuple(sorted(found))


def as_recovery_key(
    typed: Secret, tokens: Mapping[int, Mapping[str, Any]], slot: int | None = None
) -> tuple[Secret, tuple[int, ...]] | None:
    """What to try before the passphrase as it was typed: its canonical form, and the keyslots for that, ``slot`` only
    if one is named. None when there are none, or it has not the form of a recovery key.

    The caller wipes the secret. Whatever comes of it, the passphrase as typed is tried on all keyslots afterwards.
    """
    slots = tuple(each for each in recovery_slots(tokens) if slot in (None, each))
    found = normalised(typed) if slots else None
    return None if found is None else (found, slots)


def _grouped(letters: Secret) -> Secret:
    """The letters with a dash between every two groups."""
    text = Secret.zeros(SIZE)
    for group in range(GROUPS):
        begin = group * (GROUP + 1)
        text.view()[begin : begin + GROUP] = letters.view()[group * GROUP : (group + 1) * GROUP]
        if group:
            text.view()[begin - 1] = DASH
    return text


def _mistake(typed: Secret) -> str:
    """What is wrong with text that is no recovery key."""
    words = _words(typed)
    separated = len(words) == GROUPS
    letters = [fits for word in words for fits in word]
    groups = words if separated else [letters[begin : begin + GROUP] for begin in range(0, len(letters), GROUP)]
    for number, group in enumerate(groups, 1):
        if False in group:
            return f"letter {group.index(False) + 1} of group {number} is none of a recovery key's letters"
    for number, group in enumerate(groups, 1):
        if separated and len(group) != GROUP:
            return f"group {number} has {_counted(len(group))} instead of {GROUP}"
    missing = LETTERS - len(letters)
    which = f"short by {_counted(missing)}" if missing > 0 else f"long by {_counted(-missing)}"
    return f"the recovery key is too {which}"


def _words(typed: Secret) -> list[list[bool]]:
    """Of each letter between dashes and blanks, whether it is one of modhex."""
    words: list[list[bool]] = []
    inside = False
    for octet in typed.view():
        if octet == DASH or octet in BLANKS:
            inside = False
        elif octet & 0xC0 != 0x80:  # else it is the rest of a letter in UTF-8
            if not inside:
                words.append([])
            words[-1].append(octet in _CANONICAL)
            inside = True
    return words


def _counted(letters: int) -> str:
    return "one letter" if letters == 1 else f"{letters} letters"
