"""The token of type ``vault-keyring``: a random secret of a keyslot of its own lies in the desktop keyring.

What is stored is not the passphrase, so that forgetting it means removing the keyslot.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from typing import Any

from vault.crypto.kdf import Cost
from vault.crypto.random import random_bytes, random_secret
from vault.crypto.secret import Secret
from vault.errors import TokenUnavailable
from vault.events import OnEvent
from vault.tokens.base import RANDOM_COST, SECRET_SIZE, Enrolled, TokenStatus, Whose
from vault.tokens.keyring.store import Choose, Entry, Store, chosen

SCHEMA = "io.github.vault.Keyslot"
ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
DIGITS = -(-SECRET_SIZE * 8 // 6)
"""Digits of base64 before its one ``=``; the last of them carries four bits."""
LAST_MASK = 0b111100
ID = re.compile(r"[0-9a-f]{32}")
UUID = re.compile(r"[0-9A-Za-z-]{1,40}")


class DesktopKeyring:
    """Keeps the secret under the volume's UUID, the keyslot and an id, whatever the container's path is."""

    kind = "vault-keyring"
    name = "the desktop keyring"
    asks = False
    cost: Cost = RANDOM_COST

    def __init__(self, on_event: OnEvent, *, choose: Choose = chosen) -> None:
        self._on_event = on_event
        self._choose = choose

    def enrol(self, whose: Whose) -> Enrolled:
        """A new secret, kept in the keyring and read back once. Raises TokenUnavailable.

        Nothing stays then, unless the keyring kept it without saying so; such an item opens nothing, and is an orphan.
        """
        store = self._choose(self._on_event)
        members = {"id": random_bytes(16).hex()}
        entry = _entry(members, whose)
        with ExitStack() as undo:
            secret = random_text()
            undo.callback(secret.wipe)
            store.put(entry, secret)
            undo.callback(_take_back, store, entry)
            with store.get(entry) as kept:
                if kept != secret:
                    raise TokenUnavailable("the keyring did not keep the secret as it was given")
            undo.pop_all()
        return Enrolled(secret, members)

    def answer(self, members: Mapping[str, Any], whose: Whose) -> Secret:
        """The secret; may make the keyring ask to be unlocked. Raises TokenUnavailable."""
        entry = _entry(members, whose)
        secret = self._choose(self._on_event).get(entry)
        if not is_text(secret):
            secret.wipe()
            raise TokenUnavailable(
                f"the item for keyslot {whose.slot} in the keyring holds no secret of vault's: it was changed",
                hint="vault keyring forget and then enroll makes a new one",
            )
        return secret

    def forget(self, members: Mapping[str, Any], whose: Whose) -> None:
        """Remove the item; harmless when it has gone; may make the keyring ask. Raises TokenUnavailable."""
        entry = _entry(members, whose)
        self._choose(self._on_event).remove(entry)

    def status(self, members: Mapping[str, Any], whose: Whose) -> TokenStatus:
        """Whether the secret can be had; never makes the keyring ask."""
        try:
            entry = _entry(members, whose)
            return self._choose(self._on_event).status(entry)
        except TokenUnavailable as error:
            return TokenStatus("unavailable", str(error))


@dataclass(frozen=True, slots=True)
class Orphan:
    """An item of a volume that no token of its header speaks of; None and nothing where a locked keyring hides it."""

    slot: int | None
    id: str
    locked: bool


def orphans(
    uuid: str, known: Iterable[tuple[int, str]], on_event: OnEvent, *, choose: Choose = chosen
) -> tuple[Orphan, ...]:
    """The items of the volume but for those of the ``known`` keyslots and ids; never makes the keyring ask.

    Raises TokenUnavailable, also when the keyring cannot be searched.
    """
    store = choose(on_event)
    found = store.find(_volume(uuid), _entries(uuid, known))
    return tuple(
        Orphan(_number(each.fields.get("slot", "")), each.fields.get("id", "")[:32], each.locked) for each in found
    )


def forget_orphans(uuid: str, known: Iterable[tuple[int, str]], on_event: OnEvent, *, choose: Choose = chosen) -> int:
    """How many such items were removed; may make the keyring ask. Raises TokenUnavailable."""
    return choose(on_event).remove(_volume(uuid), _entries(uuid, known))


def forget_ids(uuid: str, ids: Iterable[str], on_event: OnEvent, *, choose: Choose = chosen) -> int:
    """How many items were removed that have one of these ids, whatever keyslot they were for; may make the keyring ask.

    Raises TokenUnavailable.
    """
    wanted = [each for each in ids if ID.fullmatch(each)]
    if not wanted:
        return 0
    store = choose(on_event)
    volume = _volume(uuid)
    return sum(store.remove(replace(volume, fields={**volume.fields, "id": each})) for each in wanted)


def random_text() -> Secret:
    """Random bytes in base64, written as such at once: there is no copy of them that could not be wiped."""
    text = random_secret(DIGITS + 1)
    view = text.view()
    view[DIGITS - 1] &= LAST_MASK
    for place in range(DIGITS):
        view[place] = ALPHABET[view[place] & 63]
    view[DIGITS] = ord("=")
    return text


def is_text(secret: Secret) -> bool:
    """Whether it is base64 of as many bytes as a secret has, in the one way to write them."""
    if len(secret) != DIGITS + 1:
        return False
    view = secret.view()
    digits = [ALPHABET.find(view[place]) for place in range(DIGITS)]
    return min(digits) >= 0 and digits[-1] & ~LAST_MASK == 0 and view[DIGITS] == ord("=")


def _take_back(store: Store, entry: Entry) -> None:
    with suppress(TokenUnavailable):  # what went wrong before is what counts
        store.remove(entry)


def _entry(members: Mapping[str, Any], whose: Whose) -> Entry:
    """The entry of a token, which a header may say anything in."""
    found = members.get("id")
    if not isinstance(found, str) or not ID.fullmatch(found):
        raise TokenUnavailable("the token has no id of an item in the keyring")
    fields = {**_volume(whose.uuid).fields, "slot": str(whose.slot), "id": found}
    return Entry(SCHEMA, f"Vault volume {whose.uuid}, keyslot {whose.slot}", fields)


def _entries(uuid: str, known: Iterable[tuple[int, str]]) -> list[Entry]:
    return [_entry({"id": each}, Whose(uuid, slot)) for slot, each in known if ID.fullmatch(each)]


def _volume(uuid: str) -> Entry:
    if not UUID.fullmatch(uuid):
        raise TokenUnavailable("the volume has no UUID by which its secret could be found in the keyring")
    return Entry(SCHEMA, f"Vault volume {uuid}", {"volume": uuid}, partial=True)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
