"""The credentials that a volume is tried with, in order: remembered, from its tokens, and then what is asked for.

What cannot be had is told in one line, and the next one is tried.
"""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vault.container import typed
from vault.credentials import Prompt, obtain
from vault.crypto.secret import Secret
from vault.errors import KeyslotError, TokenUnavailable, UnsupportedFeature, UsageError, WrongCredential
from vault.events import OnEvent, Warned
from vault.formats.luks import LuksLocked
from vault.options import Ask, CredentialSource, FromToken, KeyFile, OpenOptions
from vault.remembered import Remembered
from vault.tokens import keyring, recovery
from vault.tokens.base import TokenType, Whose
from vault.tokens.fido2 import KIND as SECURITY_KEY
from vault.tokens.fido2 import Asking
from vault.tokens.registry import token_type, token_types
from vault.volume import Volume

if TYPE_CHECKING:
    from vault.formats.luks2.model import Header


@dataclass(frozen=True, slots=True)
class Offer:
    """A credential, which whoever takes it wipes, and the only keyslot it is for (None: any).

    ``what`` names its source, and is empty for what the user gave: then nothing else is tried if it is wrong.
    """

    secret: Secret
    slot: int | None = None
    raw: bool = False
    what: str = ""


def offers(
    volume: Volume,
    source: CredentialSource,
    options: OpenOptions,
    slot: int | None,
    prompt: Prompt | None,
    on_event: OnEvent,
) -> Generator[Offer, None, None]:
    """One credential after the other; only when none before it opened the volume is the user asked.

    To be closed by whoever takes no more of them: until then the PIN of a security key is kept. Raises what ``obtain``
    does, and WrongCredential when nobody was to be asked and nothing else opened the volume.
    """
    if not volume.locked.needs_credential and isinstance(source, Ask | FromToken):
        yield Offer(Secret(b""), slot)
        return
    if isinstance(source, FromToken) or (isinstance(source, Ask) and source.look_first):
        yield from _found(volume, source, slot, prompt, on_event)
    if isinstance(source, FromToken):
        raise _nothing_opens(volume.container.path.name, source)
    question = f"Passphrase for {volume.container.path.name}"
    secret = obtain(source, prompt, question, may_be_empty=bool(options.keyfiles))
    if isinstance(source, KeyFile):
        yield Offer(secret, slot, raw=True)
        return
    try:
        yield from _as_recovery_key(volume, secret, slot)
    except BaseException:  # also when it opened the volume, which ends this here
        secret.wipe()
        raise
    yield Offer(secret, slot)


def _nothing_opens(name: str, source: FromToken) -> WrongCredential:
    if source.number is not None:
        what = f"token {source.number} does not open {name}"
    elif source.security_key:
        what = f"no security key opens {name}"
    else:
        what = f"nothing that is remembered and no token opens {name}"
    return WrongCredential(what, hint="without --token-only, --token-id and --security-key the passphrase is asked for")


def _found(
    volume: Volume, source: Ask | FromToken, slot: int | None, prompt: Prompt | None, on_event: OnEvent
) -> Iterator[Offer]:
    """What needs no typing: the remembered credential, then what the tokens answer."""
    wanted = source if isinstance(source, FromToken) else FromToken()
    if wanted == FromToken():
        remembered = Remembered(on_event).recall(volume)
        if remembered is not None:
            secret, raw = remembered
            yield Offer(secret, slot, raw, what="the remembered credential")
            if slot is None:
                Remembered(on_event).forget(volume)  # as it opened nothing
    if isinstance(volume.locked, LuksLocked):
        yield from _from_tokens(volume, volume.locked.header, wanted, slot, prompt, on_event)
    elif wanted != FromToken():
        raise UsageError(f"a {volume.format} volume has no tokens")
    else:
        yield from _from_keyring(volume, on_event)


def _from_tokens(
    volume: Volume, header: "Header", wanted: FromToken, slot: int | None, prompt: Prompt | None, on_event: OnEvent
) -> Iterator[Offer]:
    """What the tokens answer, keyslot by keyslot, and the security keys last, as they may want to be touched.

    Why those do not answer is told when none of them opened it, as several may be tried until one fits; it is raised
    where nothing else was to.
    """
    types = token_types(prompt, on_event, wanted.device)
    absent: dict[str, TokenUnavailable] = {}
    with Asking(prompt, on_event, wanted.device, len(header.keyslots)) as security_keys:
        for found, members, keyslot in _wanted(volume, header, wanted, slot, types):
            whose = Whose(header.uuid, keyslot)
            try:
                if found.kind == SECURITY_KEY:
                    for name, secret in security_keys.answers(members, whose):
                        yield Offer(secret, keyslot, what=name)
                else:
                    yield Offer(found.answer(members, whose), keyslot, what=found.name)
            except TokenUnavailable as error:
                if found.kind == SECURITY_KEY:
                    absent[str(error)] = error
                else:
                    on_event(Warned(str(error), error.hint))
    last = absent.popitem()[1] if absent and wanted.security_key else None
    for each in absent.values():
        on_event(Warned(str(each), each.hint))
    if last is not None:
        raise last


def _wanted(
    volume: Volume, header: "Header", wanted: FromToken, slot: int | None, types: tuple[TokenType, ...]
) -> list[tuple[TokenType, Mapping[str, Any], int]]:
    """What to ask, in order: type and members of a token, and a keyslot of it. Those that have a person type are only
    used by their number.
    """
    number = wanted.number
    if number is not None and number not in header.tokens:
        there = ", ".join(map(str, sorted(header.tokens))) or "none"
        raise UsageError(f"there is no token {number}", hint=f"there are: {there}")
    chosen = []
    for each in sorted(header.tokens) if number is None else [number]:
        members = header.tokens[each]
        kind = str(members.get("type", ""))
        found = token_type(kind, types)
        if number is not None and found is None:
            raise UnsupportedFeature(f"token {number} is of the type {kind!a:.60}, which is not known here")
        if found is None or (number is None and found.asks) or (wanted.security_key and kind != SECURITY_KEY):
            continue
        for keyslot in sorted(map(int, members["keyslots"])):
            if slot in (None, keyslot) and keyslot in header.keyslots:
                chosen.append((found, members, keyslot))
    if wanted.security_key and not chosen:
        path = volume.container.path
        raise KeyslotError(
            f"no keyslot of {path.name} is opened by a security key",
            hint=f"vault security-key enroll {typed(path, volume.container.header_path)} adds one",
        )
    return sorted(chosen, key=lambda each: each[0].kind == SECURITY_KEY)


def _from_keyring(volume: Volume, on_event: OnEvent) -> Iterator[Offer]:
    """The credential itself, if the user has stored it in the desktop's keyring; without one nothing is told."""
    if volume.format == "plain":
        return
    identifier = keyring_identifier(volume)
    if keyring.credential_status(identifier, on_event).state not in ("ready", "locked"):
        return
    try:
        yield Offer(keyring.find_credential(identifier, on_event), what="the credential in the desktop keyring")
    except TokenUnavailable as error:
        on_event(Warned(str(error), error.hint))


def keyring_identifier(volume: Volume) -> str:
    """What names a volume without keyslots in the keyring, wherever its container lies: its UUID, or a hash of the
    first bytes of its header, which are its salt.
    """
    return f"{volume.kind.name} {volume.uuid or volume.fingerprint()}"


def _as_recovery_key(volume: Volume, typed: Secret, slot: int | None) -> Iterator[Offer]:
    """What was typed as a recovery key, however it was spelled, for each keyslot that is for one."""
    if not isinstance(volume.locked, LuksLocked):
        return
    found = recovery.as_recovery_key(typed, volume.locked.header.tokens, slot)
    if found is None:
        return
    secret, slots = found
    with secret:
        for each in slots:
            yield Offer(Secret(secret.view()), each, what="the recovery key")
