"""What the desktop's keyring has of a volume: what is to be stored checked, what is there told and taken back."""

from vault.errors import KeyslotError, TokenUnavailable, UsageError
from vault.events import OnEvent, Warned
from vault.formats.luks1.keyslots import luks2_only
from vault.keys import check_new, forget_dangling, forget_token, is_dangling, tokens_of_type
from vault.keys.hints import typed
from vault.options import Forgotten, KeyringStatus, KeyringToken, KeyslotChange
from vault.tokens import keyring
from vault.tokens.base import RANDOM_COST
from vault.tokens.keyring.store import chosen
from vault.unlocking import keyring_identifier
from vault.volume import Volume


def check(volume: Volume, change: KeyslotChange, on_event: OnEvent, *, itself: bool) -> None:
    """Raise what can be told of enrolling before a credential is asked for; never makes the keyring ask.

    UnsupportedFeature for LUKS1, UsageError where ``itself``, that the credential is to be stored, does not fit the
    format, KeyslotError, TokenUnavailable.
    """
    if volume.format == "luks1":
        raise luks2_only("tokens")
    if volume.format == "luks2":
        if itself:
            raise UsageError("the keyring gets a keyslot of its own here", hint="leave out --store-passphrase")
        check_new(volume, change)
    elif not itself:
        raise UsageError(
            "the volume has no keyslot for a secret of the keyring's own",
            hint="the keyring would have the passphrase itself: --store-passphrase allows that",
        )
    chosen(on_event)


def drop_credential(identifier: str, on_event: OnEvent) -> None:
    """Remove the stored credential of a volume that has another one now, and tell that; asks only where there is one.

    A failure is a warning.
    """
    if keyring.credential_status(identifier, on_event).state not in ("ready", "locked"):
        return
    try:
        if keyring.forget_credential(identifier, on_event):
            on_event(
                Warned(
                    "the desktop keyring had the former passphrase, which was removed there",
                    hint="vault keyring enroll CONTAINER --store-passphrase stores the new one",
                )
            )
    except TokenUnavailable as error:
        on_event(Warned(f"the former passphrase may still be in the desktop keyring: {error}", error.hint))


def status(volume: Volume, remembered: bool, on_event: OnEvent) -> KeyringStatus:
    """The volume's tokens of the keyring, and what the keyring has beyond them; never makes it ask anybody."""
    if volume.format != "luks2":
        found = keyring.credential_status(keyring_identifier(volume), on_event)
        itself = () if found.state in ("missing", "unavailable") else (KeyringToken(None, None, found.state),)
        return KeyringStatus(itself, remembered, found.reason if found.state == "unavailable" else "")
    kind = keyring.DesktopKeyring(on_event)
    tokens = []
    for number, (members, whose) in tokens_of_type(volume, kind).items():
        if is_dangling(volume, members):
            tokens.append(KeyringToken(number, None, "left over", "another program has removed its keyslot"))
            continue
        state = kind.status(members, whose)
        tokens.append(KeyringToken(number, whose.slot, state.state, state.reason))
    try:
        orphans = keyring.orphans(volume.uuid, _known(volume), on_event)
    except TokenUnavailable as error:
        return KeyringStatus(tuple(tokens), remembered, str(error))
    tokens += [
        KeyringToken(None, each.slot, "left over", "the header does not speak of it any more") for each in orphans
    ]
    return KeyringStatus(tuple(tokens), remembered)


def forget(
    volume: Volume, slot: int | None, remembered: bool, *, left_over: bool, force: bool, on_event: OnEvent
) -> Forgotten:
    """What was taken back: a keyslot of the keyring's and its token, and then what the keyring itself has of that.

    Tokens whose keyslots another program has removed go too, unless ``slot`` names another. What the keyring has under
    the volume's UUID and the header does not speak of goes with ``left_over`` only: a copy of the volume may need it,
    and whoever makes a header can give it any UUID.

    ``slot`` is needed where several keyslots are opened by keyrings and not just one by this. Raises KeyslotError when
    there is nothing to forget, and when the keyslot is the last way in and ``force`` is not given.
    """
    if volume.format != "luks2":
        gone = _forget_credential(volume, on_event)
        if not gone and not remembered:
            raise KeyslotError("nothing is known of the volume's credential", hint=_status_hint(volume))
        return Forgotten((), gone, remembered)
    kind = keyring.DesktopKeyring(on_event)
    known = _known(volume)
    members = [each for each, _ in tokens_of_type(volume, kind).values()]
    ids = [str(each.get("id", "")) for each in members if is_dangling(volume, each)] if slot is None else []
    dangling = forget_dangling(volume, kind, on_event) if slot is None else 0
    if dangling:
        volume = Volume.open(volume.container, limits=volume.luks.limits)
    number, outside = _forget_keyslot(volume, kind, slot, dangling, force=force, on_event=on_event)
    secrets = int(number is not None and outside)
    if outside:  # else its dialog was just dismissed
        try:
            secrets += keyring.forget_ids(volume.uuid, ids, on_event)
            if left_over:
                secrets += keyring.forget_orphans(volume.uuid, _known(volume), on_event)
        except TokenUnavailable as error:
            if not known and not remembered:
                raise
            on_event(Warned(f"the keyring was not searched for what is left over: {error}", error.hint))
    if not known and not secrets and not remembered:
        raise KeyslotError("the header speaks of no secret in a desktop keyring", hint=_status_hint(volume))
    return Forgotten(() if number is None else (number,), secrets, remembered, dangling)


def _forget_keyslot(
    volume: Volume, kind: keyring.DesktopKeyring, slot: int | None, dangling: int, *, force: bool, on_event: OnEvent
) -> tuple[int | None, bool]:
    """As ``forget_token``, where there is anything to forget; that some tokens have gone is told where this fails."""
    try:
        if slot is None:
            _check_own(volume, kind)
            if not tokens_of_type(volume, kind):
                return None, True
        for _, whose in tokens_of_type(volume, kind).values():
            if slot in (None, whose.slot) and not force:
                _check_made_for_keyring(volume, whose.slot)
        return forget_token(volume, kind, slot, on_event, force=force)
    except KeyslotError:
        if dangling:
            on_event(Warned("only tokens without a keyslot were removed"))
        raise


def _status_hint(volume: Volume) -> str:
    return f"vault keyring status {typed(volume)} shows what there is"


def _check_own(volume: Volume, kind: keyring.DesktopKeyring) -> None:
    """Raise KeyslotError where the only keyslot of a keyring is not one of this: another computer may need it."""
    found = list(tokens_of_type(volume, kind).values())
    if len(found) == 1 and kind.status(*found[0]).state == "missing":
        slot = found[0][1].slot
        raise KeyslotError(
            f"the secret of keyslot {slot} is not in this keyring: it may be another computer's",
            hint=f"--key-slot {slot} removes it nevertheless",
            keyslot=slot,
        )


def _check_made_for_keyring(volume: Volume, slot: int) -> None:
    """Raise KeyslotError for a keyslot whose key derivation is one for what people type, whoever wrote its token."""
    keyslot = volume.luks.header.keyslots.get(slot)
    if keyslot is not None and keyslot.kdf.cost != RANDOM_COST:
        raise KeyslotError(
            f"a token says that keyslot {slot} is a keyring's, and its key derivation is that of a passphrase",
            hint=f"vault keyslot remove {typed(volume)} {slot} removes it, if it is not needed",
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
