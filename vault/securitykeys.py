"""Security keys of a volume: enrolled together with the keyslot that they open, and what there is told."""

from typing import TYPE_CHECKING

from vault.errors import TokenUnavailable, UnsupportedFeature
from vault.events import OnEvent, Warned
from vault.formats.luks import LuksLocked
from vault.formats.luks1.keyslots import luks2_only
from vault.keys import check_new, enrol
from vault.options import KeyslotChange, SecurityKeyRequest, SecurityKeyStatus, SecurityKeyToken
from vault.tokens.fido2 import KIND, Record, SecurityKeys, plugged_in, read
from vault.volume import UnlockedVolume, Volume

if TYPE_CHECKING:
    from vault.credentials import Prompt


def checked(
    volume: Volume, change: KeyslotChange, request: SecurityKeyRequest, prompt: "Prompt | None", on_event: OnEvent
) -> SecurityKeys:
    """What enrols the key. Raises what can be told before a credential is asked for: UnsupportedFeature, UsageError,
    KeyslotError, TokenUnavailable.
    """
    if volume.format == "luks1":
        raise luks2_only("tokens")
    if volume.format != "luks2":
        raise UnsupportedFeature(f"a {volume.format} volume has no keyslot that a security key could open")
    check_new(volume, change)
    kind = SecurityKeys(prompt, on_event, request)
    kind.check((slot, record) for _, slot, record in _records(volume, on_event))
    return kind


def enroll(unlocked: UnlockedVolume, kind: SecurityKeys, change: KeyslotChange, on_event: OnEvent) -> int:
    """The number of the keyslot that the security key opens from now on.

    Raises TokenUnavailable, KeyslotError, LimitExceeded, BackendError.
    """
    number, enrolled = enrol(unlocked, kind, change, on_event)
    enrolled.secret.wipe()
    return number


def status(volume: Volume, on_event: OnEvent) -> SecurityKeyStatus:
    """The volume's tokens for security keys, and which of those plugged in open it; asks for no touch.

    A token that no security key could answer is warned of and left out.
    """
    found = _records(volume, on_event)
    tokens = tuple(SecurityKeyToken(each, slot, *record.asks) for each, slot, record in found)
    try:
        keys = plugged_in(on_event, [record for _, _, record in found])
    except TokenUnavailable as error:
        return SecurityKeyStatus(tokens, (), str(error))
    return SecurityKeyStatus(tokens, keys)


def _records(volume: Volume, on_event: OnEvent) -> list[tuple[int, int, Record]]:
    """Number of the token, a keyslot that is there, and what the token says."""
    if not isinstance(volume.locked, LuksLocked):
        return []
    header = volume.locked.header
    found = []
    for number, members in sorted(header.tokens.items()):
        if members.get("type") != KIND:
            continue
        try:
            record = read(members)
        except TokenUnavailable as error:
            on_event(Warned(f"token {number} is of no use: {error}"))
            continue
        slots = sorted(map(int, members["keyslots"]))
        found += [(number, slot, record) for slot in slots if slot in header.keyslots]
    return found
