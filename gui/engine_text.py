"""What the engine says, in the user's language: its English sentences are known by their form.

A template of the catalogue (``vault.gui.sentences``) has numbered places for what changes, such as ``cannot open {0}``.
What a sentence has there is translated in turn where it is known, and stays as it is where it is from outside.
"""

import re
from functools import cache

from PyQt6.QtCore import QCoreApplication

CONTEXT = "engine"
LONGEST = 4096
"""Characters of a sentence that is looked up; the engine's are shorter, but for hostile paths in them."""
MOST = 64
"""How many parts of one sentence are looked up."""
TRIED = 2
"""How many templates are filled in for one part."""
JOINTS = ("; ", ": ", ", ", " (")
"""What the engine joins sentences with, the loosest first."""
MARKS = " ,;:"
AND = "and"
"""Joins as well, but only what is known: it may be in a name."""
_COMMAND = re.compile(r"; (?:vault|cryptsetup) .*$")
"""A clause at the end of a sentence that tells a command."""
_REASONS = re.compile(r"( is (?:damaged|out of date)) \([^()]*\)")
_TYPED = re.compile(
    r"\b(?:cryptsetup|fsfreeze|vault (?:agent|attach|benchmark|completion|convert|create|detach|dismount|header"
    r"|inspect|keyring|keyslot|leaks|list|lock-all|mount|passphrase|policy|recovery|resume|security-key|status|suspend"
    r"|version)) |(?:^|[ (])--[a-z]"
)
"""What a hint has that is for the command line only."""
PLACE = re.compile(r"{(\d+)}")


def without_commands(said: str) -> str:
    """The sentence without commands to be typed and what is in brackets for experts; the catalogue has it so too."""
    return _COMMAND.sub("", _REASONS.sub(r"\1", said))


def is_typed(hint: str) -> bool:
    """Whether the hint is for those who type commands; the window has its own for it, and the catalogue none."""
    return _TYPED.search(f"{hint} ") is not None


def core(said: str) -> str:
    """What is inside of the blanks and marks around a part of a sentence, and of brackets that it has not both of."""
    said = said.strip(MARKS)
    opened, closed = said.count("("), said.count(")")
    if said.startswith("(") and opened == closed + 1:
        said = said[1:]
    elif said.endswith(")") and closed == opened + 1:
        said = said[:-1]
    elif said.startswith("(") and said.endswith(")") and opened == closed == 1:
        said = said[1:-1]
    return said.strip(MARKS)


def translated(said: str) -> str:
    """What the engine says in the user's language; as it is where the catalogue does not know it."""
    if len(said) > LONGEST or _translation(AND) == AND:
        return said
    return _Reading().read(said)[1]


class _Reading:
    """One sentence that is read: by the template that knows the most of it, or by its parts."""

    def __init__(self) -> None:
        self._left = MOST
        self._read: dict[str, tuple[int, str]] = {}

    def read(self, said: str) -> tuple[int, str]:
        """How many characters are known, and the translation."""
        inside = core(said)
        if inside not in self._read:
            self._read[inside] = 0, inside  # what is met again inside of itself stays
            self._read[inside] = self._best(inside)
        known, text = self._read[inside]
        start = said.index(inside)
        return known, said[:start] + text + said[start + len(inside) :]

    def _best(self, said: str) -> tuple[int, str]:
        if not self._left or not any(map(str.isalpha, said)):
            return 0, said
        self._left -= 1
        matches = _matches(said)
        if (said, []) in matches:
            return len(said), _translation(said)
        found = [(0, said), *(self._joined(said, joint) for joint in (*JOINTS, f" {AND} ") if joint in said)]
        found += [self._filled(*match) for match in matches]  # after these, so that a reason is not put into a place
        return max(found, key=lambda each: each[0])

    def _joined(self, said: str, joint: str) -> tuple[int, str]:
        """The parts; what is between them is known as well where all of them are."""
        read = [self.read(part) for part in _split(said, joint)]
        is_known = all(known for known, _ in read)
        if joint not in JOINTS:
            if not is_known:
                return 0, said
            between = f" {_translation(AND)} "
        else:
            between = joint
        known = sum(known for known, _ in read) + is_known * len(joint) * (len(read) - 1)
        return known, between.join(text for _, text in read)

    def _filled(self, template: str, values: list[str]) -> tuple[int, str]:
        read = [self.read(value) for value in values]
        text = PLACE.sub(lambda place: read[int(place[1])][1], _translation(template))
        return len(PLACE.sub("", template)) + sum(known for known, _ in read), text


def _split(said: str, joint: str) -> list[str]:
    """The parts between the joints that are in no brackets."""
    parts: list[str] = []
    for part in said.split(joint, MOST):
        if parts and parts[-1].count("(") > parts[-1].count(")"):
            parts[-1] += joint + part
        else:
            parts.append(part)
    return parts


def _translation(template: str) -> str:
    return QCoreApplication.translate(CONTEXT, template)


def _matches(said: str) -> list[tuple[str, list[str]]]:
    """The templates that know the most of the sentence, with what it has in their places."""
    exact, templates = _catalogue()
    if said in exact:
        return [(said, [])]
    found: list[tuple[str, list[str]]] = []
    for template, pieces in templates:
        if said.startswith(pieces[0]) and said.endswith(pieces[-1]) and (values := _values(said, pieces)) is not None:
            found.append((template, values))
            if len(found) == TRIED:
                break
    return found


def _values(said: str, pieces: list[str]) -> list[str] | None:
    """What is between the pieces, each taken where it comes first: one pass, whatever the sentence is."""
    at, end, values = len(pieces[0]), len(said) - len(pieces[-1]), []
    for piece in pieces[1:-1]:
        found = said.find(piece, at, end)
        if found < 0:
            return None
        values.append(said[at:found])
        at = found + len(piece)
    return [*values, said[at:end]] if at <= end else None


@cache
def _catalogue() -> tuple[frozenset[str], list[tuple[str, list[str]]]]:
    """All sentences; and those with places, with the pieces between them, what has the longest ones first."""
    from vault.gui.sentences import SENTENCES

    templates = [(each, PLACE.split(each)[::2]) for each in SENTENCES if "{" in each]
    templates.sort(key=lambda each: -sum(map(len, each[1])))
    return frozenset(SENTENCES), templates
