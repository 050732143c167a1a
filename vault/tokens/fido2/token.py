"""Security keys as tokens: one that is plugged in and knows the credential is asked, by the rules of the token.

References: systemd-cryptenroll(1), --fido2-device=; spec/tokens.md, "Security keys"
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from vault.crypto.kdf import Cost
from vault.crypto.random import random_bytes
from vault.crypto.secret import Secret
from vault.errors import TokenUnavailable
from vault.events import OnEvent, Warned
from vault.options import SecurityKeyRequest
from vault.system.hid import HidDevice, device_at, fido_devices
from vault.tokens.base import RANDOM_COST, SECRET_SIZE, Enrolled, TokenStatus, Whose
from vault.tokens.fido2.asking import NAME, NONE_THERE, Asking, NotTheirs, computed
from vault.tokens.fido2.key import MAKE_CREDENTIAL, Key
from vault.tokens.fido2.package import NEEDS_PIN, status_of
from vault.tokens.fido2.person import Person
from vault.tokens.fido2.record import KIND, Record, read

if TYPE_CHECKING:
    from vault.credentials import Prompt


class SecurityKeys:
    """The type of token for security keys. Nothing is kept anywhere: the key computes the secret each time."""

    kind = KIND
    name = NAME
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
            secret, record = computed(person, record)
            try:
                with computed(person, record)[0] as again:
                    if again != secret:
                        raise TokenUnavailable(f"{key.name} computed another secret the second time")
            except BaseException:
                secret.wipe()
                raise
        return Enrolled(secret, record.members)

    def answer(self, members: Mapping[str, Any], whose: Whose) -> Secret:
        """What the key computes; waits for its user to touch it, and asks for the PIN. Raises TokenUnavailable."""
        with self._asking() as asking:
            return next(asking.answers(members, whose))[1]

    def forget(self, members: Mapping[str, Any], whose: Whose) -> None:
        """Nothing: the key keeps nothing."""

    def status(self, members: Mapping[str, Any], whose: Whose) -> TokenStatus:
        """``ready`` with a key that may be the one; ``missing`` without."""
        try:
            with self._asking() as asking:
                asking.fitting(read(members), whose.slot)
                return TokenStatus("ready")
        except NotTheirs as error:
            return TokenStatus("missing", str(error))
        except TokenUnavailable as error:
            return TokenStatus("unavailable", str(error))

    def _asking(self) -> Asking:
        return Asking(self._prompt, self._on_event, self._request.device)

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
