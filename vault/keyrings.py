"""What the desktop's keyring has of a volume, told and taken back."""

from vault.errors import KeyslotError, TokenUnavailable
from vault.events import OnEvent, Warned
from vault.keys import forget_token, tokens_of_type
from vault.keys.tokens import NO_SLOT
from vault.options import Forgotten, KeyringStatus, KeyringToken
from vault.tokens import keyring
from vault.unlocking import keyring_identifier
from vault.volume import Volume


def status(volume: Volume, remembered: bool, on_event: OnEvent) -> KeyringStatus:
    """The volume's tokens of the keyring, and what the keyring has beyond them; never makes it ask anybody."""
    if volume.format != "luks2":
        found = keyring.credential_status(keyring_identifier(volume), on_event)
        itself = () if found.state in ("missing", "unavailable") else (KeyringToken(None, None, found.state),)
        return KeyringStatus(itself, remembered, found.reason if found.state == "unavailable" else "")
    kind = keyring.DesktopKeyring(on_event)
    tokens = []
    for number, (members, whose) in tokens_of_type(volume, kind).items():
        state = kind.status(members, whose)
        slot = None if whose.slot == NO_SLOT else whose.slot
        tokens.append(KeyringToken(number, slot, state.state, state.reason))
    try:
        orphans = keyring.orphans(volume.uuid, _known(volume), on_event)
    except TokenUnavailable as error:
        return KeyringStatus(tuple(tokens), remembered, str(error))
    tokens += [
        KeyringToken(None, each.slot, "left over", "the header does not speak of it any more") for each in orphans
    ]
    return KeyringStatus(tuple(tokens), remembered)


def forget(volume: Volume, slot: int | None, remembered: bool, *, force: bool, on_event: OnEvent) -> Forgotten:
    """What was taken back: a keyslot of the keyring's and its token, and then what the keyring itself has.

    ``slot`` is needed where several keyslots are opened by keyrings and not just one by this. Raises KeyslotError when
    there is nothing to forget, and when the keyslot is the last way in and ``force`` is not given.
    """
    if volume.format != "luks2":
        gone = _forget_credential(volume, on_event)
        if not gone and not remembered:
            raise KeyslotError("nothing is known of the volume's credential")
        return Forgotten((), gone, remembered)
    kind = keyring.DesktopKeyring(on_event)
    known = _known(volume)
    slots: tuple[int, ...] = ()
    if known or slot is not None:
        if slot is None:
            _check_own(volume, kind)
        number = forget_token(volume, kind, slot, on_event, force=force)
        slots = () if number is None else (number,)
    secrets = 0
    try:
        secrets = keyring.forget_orphans(volume.uuid, known, on_event)
    except TokenUnavailable as error:
        if not known and not remembered:
            raise
        on_event(Warned(f"the keyring was not searched for what is left over: {error}", error.hint))
    if not known and not secrets and not remembered:
        raise KeyslotError("the desktop keyring has nothing of this volume", hint="vault keyring status shows it")
    return Forgotten(slots, secrets + len(slots), remembered)


def _check_own(volume: Volume, kind: keyring.DesktopKeyring) -> None:
    """Raise KeyslotError where the only keyslot of a keyring is not one of this: another computer may need it."""
    found = list(tokens_of_type(volume, kind).values())
    if len(found) == 1 and found[0][1].slot != NO_SLOT and kind.status(*found[0]).state == "missing":
        slot = found[0][1].slot
        raise KeyslotError(
            f"the secret of keyslot {slot} is not in this keyring: it may be another computer's",
            hint=f"--key-slot {slot} removes it nevertheless",
            keyslot=slot,
        )


def _forget_credential(volume: Volume, on_event: OnEvent) -> int:
    try:
        return int(keyring.forget_credential(keyring_identifier(volume), on_event))
    except TokenUnavailable as error:
        on_event(Warned(f"the keyring was not searched for the credential: {error}", error.hint))
        return 0


def _known(volume: Volume) -> list[tuple[int, str]]:
    """Keyslot and id of each of the volume's tokens of the keyring."""
    found = tokens_of_type(volume, keyring.DesktopKeyring(lambda _event: None)).values()
    return [(whose.slot, str(members.get("id", ""))) for members, whose in found]
