"""Asking the security keys that are plugged in for secrets, as long as one volume is opened.

The keys stay open and what they answered is kept meanwhile, so that nobody types a PIN or touches a key again for what
is known already. A header may list as many tokens as it likes: how often a person is asked for them is bounded.

References: FIDO CTAP 2.1, 6.2 (authenticatorGetAssertion); spec/tokens.md, "Security keys"
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from vault.crypto.secret import Secret
from vault.errors import TokenUnavailable
from vault.events import OnEvent, Warned
from vault.system.hid import device_at, fido_devices
from vault.tokens.base import Whose
from vault.tokens.fido2.key import GET_ASSERTION, Key
from vault.tokens.fido2.package import (
    NEEDS_PIN,
    NEEDS_TOUCH,
    NO_CREDENTIALS,
    UNSUPPORTED_OPTION,
    UV_BLOCKED,
    UV_INVALID,
    lost,
    status_of,
)
from vault.tokens.fido2.person import Person
from vault.tokens.fido2.record import Record, read

if TYPE_CHECKING:
    from vault.credentials import Prompt

NONE_THERE = "no security key is plugged in"
NAME = "the security key"
MOST_ASKED = 8
"""How often keys are asked for a secret, each with a touch perhaps, while one volume is opened."""


class NotTheirs(TokenUnavailable):
    """No key is there, or none that fits."""


class Asking:
    """The keys that are plugged in, or the one at ``device``; open, and their PINs kept, until the ``with`` block ends.

    ``keyslots`` is the number that the volume has: no more tokens can be of use.
    """

    def __init__(
        self, prompt: "Prompt | None", on_event: OnEvent, device: Path | None = None, keyslots: int = MOST_ASKED
    ) -> None:
        self._prompt = prompt
        self._on_event = on_event
        self._device = device
        self._most_records = min(keyslots, MOST_ASKED)
        self._stack = ExitStack()
        self._people: list[Person] | None = None
        self._errors: list[TokenUnavailable] = []
        self._known: dict[tuple[Person, Record], bool | None] = {}
        self._secrets: dict[tuple[Person, Record], Secret] = {}
        self._asked: list[tuple[Person, Record]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stack.close()

    def answers(self, members: Mapping[str, Any], whose: Whose) -> Iterator[tuple[str, Secret]]:
        """What each key computes that may be the token's, in order, with what people call it; the caller wipes it.

        Each may wait for a touch and ask for the PIN. One that fails is warned of where another one is left. Raises
        TokenUnavailable.
        """
        record = read(members)
        people = self.fitting(record, whose.slot)
        if len(people) > 1 and self._known[people[0], record]:
            self._warn_of_several(people, whose.slot)
        answered = False
        for person in people:
            self._check_bounds(person, record)
            try:
                secret = self._secret(person, record)
            except TokenUnavailable as error:
                if status_of(error) == NO_CREDENTIALS:
                    continue
                if person is people[-1]:
                    raise
                self._on_event(Warned(str(error), error.hint))
            else:
                answered = True
                yield (person.key.name if len(people) > 1 else NAME), secret
        if not answered:
            raise self._not_theirs(whose.slot)

    def fitting(self, record: Record, slot: int) -> list[Person]:
        """Who holds a key that says it knows the credential, or else one that does not tell; asks nobody.

        Raises TokenUnavailable: NotTheirs, or why the only key cannot be used.
        """
        for person in list(self._there()):
            if (person, record) not in self._known:
                try:
                    self._known[person, record] = person.key.knows(record)
                except TokenUnavailable as error:
                    self._drop(person, error)
                    if self._there():
                        self._on_event(Warned(str(error), error.hint))
        people = self._there()
        known = [person for person in people if self._known[person, record]]
        found = known or [person for person in people if self._known[person, record] is None]
        if not found:
            raise self._not_theirs(slot)
        return found

    def _secret(self, person: Person, record: Record) -> Secret:
        """A copy of what the key computes, asked for it once."""
        asked = person, record
        if asked not in self._secrets:
            self._asked.append(asked)
            try:
                self._secrets[asked] = self._stack.enter_context(computed(person, record)[0])
            except TokenUnavailable as error:
                if lost(error):
                    self._drop(person, error)
                raise
        return Secret(self._secrets[asked].view())

    def _check_bounds(self, person: Person, record: Record) -> None:
        """Raise TokenUnavailable where this one would be one too many."""
        records = {each for _, each in self._asked} | {record}
        if (person, record) in self._secrets:
            return
        if len(self._asked) >= MOST_ASKED or len(records) > self._most_records:
            raise TokenUnavailable("the header has more tokens for security keys than are tried")

    def _there(self) -> list[Person]:
        """Who holds the keys that can be used. Raises TokenUnavailable when there is none, with the first reason."""
        if self._people is None:
            self._people = list(self._opened())
        if not self._people:
            raise self._errors[0] if self._errors else NotTheirs(NONE_THERE)
        return self._people

    def _opened(self) -> Iterator[Person]:
        for device in fido_devices() if self._device is None else (device_at(self._device),):
            try:
                key = self._stack.enter_context(Key(device, self._on_event))
                key.check()
            except TokenUnavailable as error:
                self._errors.append(error)
            else:
                yield self._stack.enter_context(Person(key, self._prompt, self._on_event))

    def _drop(self, person: Person, error: TokenUnavailable) -> None:
        """Leave alone from now on a key that fails, whatever else would be asked of it."""
        self._errors.append(error)
        self._there().remove(person)

    def _warn_of_several(self, people: list[Person], slot: int) -> None:
        names = ", ".join(person.key.name for person in people)
        self._on_event(
            Warned(
                f"several keys say that they open keyslot {slot}: {names}",
                "where one of them is not yours, pull it out before you type a PIN",
            )
        )

    def _not_theirs(self, slot: int) -> NotTheirs:
        people = self._there()
        if len(people) == 1:
            return NotTheirs(f"{people[0].key.name} is not the security key of keyslot {slot}")
        return NotTheirs(f"none of the security keys that are plugged in is that of keyslot {slot}")


def computed(person: Person, record: Record) -> tuple[Secret, Record]:
    """The secret, and the token's rules as the key had them: it may insist on more than they say.

    That it insists on the PIN where they say that there is none is an error, as its secret is another one then.
    """
    key = person.key
    pin, verify, touch = bool(record.pin), bool(record.verify) and not record.pin, record.touch is not False
    while True:
        try:
            secret = key.secret(record, person.allows(GET_ASSERTION) if pin else None, touch=touch, verify=verify)
        except TokenUnavailable as error:
            status = status_of(error)
            if status in (NEEDS_TOUCH, UNSUPPORTED_OPTION) and not touch:
                touch = True
            elif status in (UV_BLOCKED, UV_INVALID) and verify and key.has_pin:
                pin, verify = True, False  # to the key both are its user
            elif status == NEEDS_PIN and not pin and not verify and record.pin is None:
                pin, verify = key.has_pin, not key.has_pin
            elif status == NEEDS_PIN and not pin and not verify:
                raise TokenUnavailable(
                    f"{key.name} does nothing without its PIN now, and its keyslot was made without",
                    hint="vault security-key enroll makes another one",
                ) from error
            else:
                raise
        else:
            return secret, replace(record, pin=pin, verify=verify or record.verify, touch=touch)
