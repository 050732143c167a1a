"""Tokens of known types: enrolled together with their keyslot, and forgotten with it.

What lies outside of the header comes first and goes last, so that no keyslot is left whose secret nobody has.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vault.errors import KeyslotError, TokenUnavailable, VaultError
from vault.events import OnEvent, Warned
from vault.keys.hints import typed
from vault.keys.keyslots import PRIORITIES
from vault.options import KeyslotChange

if TYPE_CHECKING:
    from vault.tokens.base import Enrolled, TokenType, Whose
    from vault.volume import UnlockedVolume, Volume

NO_SLOT = -1
"""The keyslot of a token that has none left, as after another program removed it."""


def enrol(
    unlocked: "UnlockedVolume", token_type: "TokenType", change: KeyslotChange, on_event: OnEvent
) -> "tuple[int, Enrolled]":
    """The number of the keyslot that was added for a new token of this type, and its secret, which the caller wipes.

    Keyslot, token and the name in ``change`` come with one update of the header. Raises TokenUnavailable, KeyslotError,
    UnsupportedFeature where the format has no tokens, BackendError; what was stored outside is forgotten then, unless
    the header may speak of it.
    """
    from vault.tokens.base import Whose

    volume = unlocked.volume
    _check_tokens(volume)
    keyslots, header = volume.luks.keyslots, volume.luks.header
    whose = Whose(volume.uuid, keyslots.free_slot(header, change.new_slot))
    enrolled = token_type.enrol(whose)
    try:
        keyslots.add_keyslot(
            header,
            volume.container.header_device,
            unlocked.volume_key,
            enrolled.secret,
            token_type.cost,
            slot=whose.slot,
            priority=PRIORITIES[change.priority],
            token={**enrolled.members, "type": token_type.kind},
            name=change.name,
            on_event=on_event,
        )
    except BaseException:
        enrolled.secret.wipe()
        if not _may_be_stored(volume, whose.slot):
            _forget_outside(token_type, enrolled.members, whose, on_event)
        raise
    return whose.slot, enrolled


def _may_be_stored(volume: "Volume", slot: int) -> bool:
    """Whether the header on the medium may have the keyslot: then its secret must stay, whatever else failed."""
    from vault.formats.luks2.header import read_header

    try:
        return slot in read_header(volume.container.header_device, limits=volume.luks.limits).keyslots
    except (VaultError, OSError):
        return True


def forget_token(
    volume: "Volume",
    token_type: "TokenType",
    slot: int | None,
    on_event: OnEvent,
    *,
    force: bool = False,
) -> tuple[int | None, bool]:
    """The number of the keyslot that went with its token of this type, None where another program had removed it; and
    whether nothing of it is left outside of the header.

    Without ``slot`` it is the volume's only such token, or the only one that answers here. The header forgets it
    first; what lies outside goes then, and is warned of when it cannot. Raises KeyslotError when there is no such
    token, when there are several, or when the keyslot is the last way in and ``force`` is not given.
    """
    _check_tokens(volume)
    number = _token_number(volume, token_type, slot)
    keyslots, header, device = volume.luks.keyslots, volume.luks.header, volume.container.header_device
    members = header.tokens[number]
    holders = sorted(map(int, members["keyslots"]))
    found = holders[0] if slot is None and holders else slot
    if found in header.keyslots or found in header.foreign_keyslots:
        header = keyslots.remove_keyslot(header, device, found, force=force, on_event=on_event)
        gone = found
    else:
        header, gone = keyslots.remove_token(header, device, number), None
    if number in header.tokens:
        return gone, False
    from vault.tokens.base import Whose

    whose = Whose(volume.uuid, NO_SLOT if found is None else found)
    return gone, _forget_outside(token_type, members, whose, on_event)


def forget_dangling(volume: "Volume", token_type: "TokenType", on_event: OnEvent) -> int:
    """How many tokens of this type were removed: all whose keyslots another program had removed before.

    The volume's header is not the one on the medium any more when there were any.
    """
    _check_tokens(volume)
    header = volume.luks.header
    found = {n: each for n, each in tokens_of_type(volume, token_type).items() if is_dangling(volume, each[0])}
    for number, (members, whose) in found.items():
        header = volume.luks.keyslots.remove_token(header, volume.container.header_device, number)
        _forget_outside(token_type, members, whose, on_event)
    return len(found)


def tokens_of_type(volume: "Volume", token_type: "TokenType") -> "dict[int, tuple[Mapping[str, Any], Whose]]":
    """The tokens of this type by number: members and first keyslot of each, ``NO_SLOT`` where it has none."""
    from vault.tokens.base import Whose

    return {
        number: (token, Whose(volume.uuid, min(map(int, token["keyslots"]), default=NO_SLOT)))
        for number, token in sorted(volume.luks.header.tokens.items())
        if token["type"] == token_type.kind
    }


def is_dangling(volume: "Volume", members: Mapping[str, Any]) -> bool:
    """Whether no keyslot of the token is there any more."""
    header = volume.luks.header
    return not set(map(int, members["keyslots"])) & (header.keyslots.keys() | header.foreign_keyslots.keys())


def _token_number(volume: "Volume", token_type: "TokenType", slot: int | None) -> int:
    tokens = tokens_of_type(volume, token_type)
    if slot is not None:
        tokens = {number: found for number, found in tokens.items() if str(slot) in found[0]["keyslots"]}
    else:
        tokens = {number: found for number, found in tokens.items() if not is_dangling(volume, found[0])} or tokens
    if not tokens:
        which = "no keyslot is" if slot is None else f"keyslot {slot} is not"
        raise KeyslotError(
            f"{which} opened by {token_type.name}", hint=f"vault keyslot list {typed(volume)} shows what there is"
        )
    if len(tokens) > 1:
        here = [number for number, found in tokens.items() if token_type.status(*found).state == "ready"]
        if len(here) != 1:
            slots = ", ".join(str(whose.slot) for _, whose in tokens.values())
            raise KeyslotError(f"several keyslots are opened by {token_type.name}", hint=f"name one of them: {slots}")
        return here[0]
    (number,) = tokens
    return number


def _forget_outside(token_type: "TokenType", members: Mapping[str, Any], whose: "Whose", on_event: OnEvent) -> bool:
    """Whether nothing is left outside of the header; what stays there is warned of."""
    try:
        token_type.forget(members, whose)
    except TokenUnavailable as error:
        which = "a keyslot that is gone" if whose.slot == NO_SLOT else f"keyslot {whose.slot}"
        on_event(Warned(f"what {token_type.name} has of {which} stays there: {error}", hint=error.hint))
        return False
    return True


def _check_tokens(volume: "Volume") -> None:
    from vault.formats.luks1.keyslots import luks2_only

    if volume.format == "luks1":
        raise luks2_only("tokens")
