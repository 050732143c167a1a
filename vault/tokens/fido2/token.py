"""Security keys as tokens: one that is plugged in and knows the credential is asked, by the rules of the token.

References: systemd-cryptenroll(1), --fido2-device=; spec/tokens.md, "Security keys"
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vault.crypto.kdf import Cost
from vault.crypto.random import random_bytes
from vault.crypto.secret import Secret
from vault.errors import TokenUnavailable
from vault.events import OnEvent, Warned
from vault.options import SecurityKeyRequest
from vault.system.hid import HidDevice, device_at, fido_devices
from vault.tokens.base import RANDOM_COST, SECRET_SIZE, Enrolled, TokenStatus, Whose
from vault.tokens.fido2.key import GET_ASSERTION, MAKE_CREDENTIAL, Key
from vault.tokens.fido2.package import (
    NEEDS_PIN,
    NEEDS_TOUCH,
    NO_CREDENTIALS,
    UNSUPPORTED_OPTION,
    UV_BLOCKED,
    UV_INVALID,
    status_of,
)
from vault.tokens.fido2.person import Person
from vault.tokens.fido2.record import KIND, Record, read

if TYPE_CHECKING:
    from vault.credentials import Prompt

NONE_THERE = "no security key is plugged in"


class SecurityKeys:
    """The type of token for security keys. Nothing is kept anywhere: the key computes the secret each time."""

    kind = KIND
    name = "the security key"
    asks = False
    cost: Cost = RANDOM_COST

    def __init__(
        self,
        prompt: "Prompt | None",
        on_event: OnEvent,
        request: SecurityKeyRequest = SecurityKeyRequest(),  # noqa: B008 # it is frozen
    ) -> None:
        """``request`` says how one is enrolled; its ``device`` is the only one that is asked."""
        self._prompt = prompt
        self._on_event = on_event
        self._request = request

    def check(self, enrolled: Iterable[tuple[int, Record]] = ()) -> None:
        """Raise TokenUnavailable for what can be told of enrolling before a person is asked for anything.

        That the key opens a keyslot of those that are ``enrolled`` already is a warning.
        """
        with Key(self._only(), self._on_event) as key:
            self._check(key)
            for slot, record in enrolled:
                if key.knows(record):
                    hint = f"vault keyslot remove CONTAINER {slot} removes that one, if it is not needed"
                    self._on_event(Warned(f"{key.name} opens keyslot {slot} already, and gets another one", hint))

    def enrol(self, whose: Whose) -> Enrolled:
        """A secret of the only key that is plugged in, or of the one that was named, with which it opened twice.

        Waits for a touch up to three times; nothing stays when it fails. Raises TokenUnavailable.
        """
        wanted = self._request
        with Key(self._only(), self._on_event) as key, Person(key, self._prompt, self._on_event) as person:
            self._check(key)
            record = Record(
                credential=self._new_credential(key, person, whose.uuid),
                salt=random_bytes(SECRET_SIZE),
                pin=(wanted.pin and not wanted.verify) or None,
                touch=wanted.touch,
                verify=wanted.verify,
            )
            secret, record = _computed(key, person, record)
            try:
                with _computed(key, person, record)[0] as again:
                    if again != secret:
                        raise TokenUnavailable(f"{key.name} computed another secret the second time")
            except BaseException:
                secret.wipe()
                raise
        return Enrolled(secret, record.members)

    def answer(self, members: Mapping[str, Any], whose: Whose) -> Secret:
        """What the key computes; waits for its user to touch it, and asks for the PIN. Raises TokenUnavailable."""
        record = read(members)
        with self._plugged_in() as keys:
            known = {key: key.knows(record) for key in keys}
            fitting = [key for key in keys if known[key]] or [key for key in keys if known[key] is None]
            for key in fitting:
                with Person(key, self._prompt, self._on_event) as person:
                    try:
                        return _computed(key, person, record)[0]
                    except TokenUnavailable as error:
                        if status_of(error) != NO_CREDENTIALS:
                            raise
            raise TokenUnavailable(_not_theirs(keys, whose.slot))

    def forget(self, members: Mapping[str, Any], whose: Whose) -> None:
        """Nothing: the key keeps nothing."""

    def status(self, members: Mapping[str, Any], whose: Whose) -> TokenStatus:
        """``ready`` with a key that may be the one; ``missing`` without."""
        try:
            record = read(members)
            with self._plugged_in() as keys:
                if any(key.knows(record) is not False for key in keys):
                    return TokenStatus("ready")
                return TokenStatus("missing", _not_theirs(keys, whose.slot))
        except TokenUnavailable as error:
            return TokenStatus("missing" if str(error) == NONE_THERE else "unavailable", str(error))

    @contextmanager
    def _plugged_in(self) -> Iterator[list[Key]]:
        """All keys that can be used, open. Raises TokenUnavailable when there is none, with the first one's reason."""
        named = self._request.device
        devices = fido_devices() if named is None else (device_at(named),)
        keys: list[Key] = []
        errors: list[TokenUnavailable] = []
        with ExitStack() as stack:
            for device in devices:
                try:
                    key = stack.enter_context(Key(device, self._on_event))
                    key.check()
                except TokenUnavailable as error:
                    errors.append(error)
                else:
                    keys.append(key)
            if not keys:
                raise errors[0] if errors else TokenUnavailable(NONE_THERE)
            yield keys

    def _only(self) -> HidDevice:
        if self._request.device is not None:
            return device_at(self._request.device)
        devices = fido_devices()
        if not devices:
            raise TokenUnavailable(NONE_THERE, hint="plug it in, or name its device with --device")
        if len(devices) > 1:
            paths = ", ".join(str(each.path) for each in devices)
            raise TokenUnavailable("several security keys are plugged in", hint=f"--device names one of them: {paths}")
        return devices[0]

    def _check(self, key: Key) -> None:
        """Raise TokenUnavailable for a key that cannot do what is wanted of it."""
        key.check()
        wanted = self._request
        if wanted.verify and not key.can_verify:
            raise TokenUnavailable(f"{key.name} cannot recognise its user by itself", hint="leave out --verify")
        if wanted.pin and not wanted.verify and not key.has_pin:
            raise TokenUnavailable(f"{key.name} has no PIN", hint="fido2-token -S sets one; --no-pin does without")
        if wanted.touch and not key.has_touch:
            raise TokenUnavailable(f"{key.name} cannot be touched", hint="--no-touch does without")

    def _new_credential(self, key: Key, person: Person, user: str) -> bytes:
        """A new credential; a key that insists on its PIN for that gets it, also where unlocking is to do without."""
        wanted = self._request
        pin, verify = wanted.pin and not wanted.verify, False
        while True:
            try:
                return key.new_credential(user, person.allows(MAKE_CREDENTIAL) if pin else None, verify=verify)
            except TokenUnavailable as error:
                if status_of(error) != NEEDS_PIN or pin or verify:
                    raise
            pin, verify = key.has_pin, not key.has_pin


def _computed(key: Key, person: Person, record: Record) -> tuple[Secret, Record]:
    """The secret, and the token's rules as the key had them: it may insist on more than they say.

    That it insists on the PIN where they say that there is none is an error, as its secret is another one then.
    """
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


def _not_theirs(keys: list[Key], slot: int) -> str:
    if len(keys) == 1:
        return f"{keys[0].name} is not the security key of keyslot {slot}"
    return f"none of the security keys that are plugged in is that of keyslot {slot}"
