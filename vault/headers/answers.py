"""Whether the tokens of a header still stand for a keyslot and could answer now.

References: spec/header-safety.md, "Checking"
"""

from collections.abc import Sequence

from vault.formats.luks2.model import Header
from vault.formats.luks2.tokens import NAME
from vault.options import TokenCheck
from vault.tokens.base import TokenType, Whose
from vault.tokens.registry import token_type


def token_checks(header: Header, types: tuple[TokenType, ...]) -> tuple[TokenCheck, ...]:
    """What is found of each token, in order of number; those of types that are not known are only looked at."""
    found = []
    for number in sorted(header.tokens):
        members = header.tokens[number]
        kind = str(members.get("type", ""))
        keyslots = tuple(map(int, members.get("keyslots", ())))
        state, reason = _state(header, kind, keyslots, number, types)
        found.append(TokenCheck(number, kind, keyslots, state, reason))
    return tuple(found)


def _state(
    header: Header, kind: str, keyslots: Sequence[int], number: int, types: tuple[TokenType, ...]
) -> tuple[str, str]:
    gone = [slot for slot in keyslots if slot not in header.keyslots and slot not in header.foreign_keyslots]
    if gone or not keyslots:
        return "dangling", f"keyslot {gone[0]} is not there" if gone else "it is for no keyslot"
    known = token_type(kind, types)
    if kind == NAME:
        return "ready", ""
    if known is None:
        return "unknown", ""
    status = known.status(header.tokens[number], Whose(header.uuid, keyslots[0]))
    return status.state, status.reason
