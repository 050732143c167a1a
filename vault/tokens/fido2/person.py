"""Who holds a security key: asked once for its PIN, which is kept as long as something is done with the key."""

from types import TracebackType
from typing import TYPE_CHECKING, Self

from vault.crypto.secret import Secret
from vault.errors import CredentialError, TokenUnavailable
from vault.events import OnEvent, Warned
from vault.tokens.fido2.key import Key
from vault.tokens.fido2.package import PIN_INVALID, REFUSALS, refused

if TYPE_CHECKING:
    from vault.credentials import Prompt

MOST_TRIES = 8
"""How often a PIN is asked for: no key takes more wrong ones."""


class Person:
    """Types the PIN of a key, once; it is wiped at the end of the ``with`` block."""

    def __init__(self, key: Key, prompt: "Prompt | None", on_event: OnEvent) -> None:
        self.key = key
        self._prompt = prompt
        self._on_event = on_event
        self._pin: Secret | None = None
        self._refusal: TokenUnavailable | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._forget()

    def allows(self, permission: int) -> bytes:
        """What allows one further request to the key; a wrong PIN is told, and asked for again.

        Raises TokenUnavailable when there is no PIN, or the key takes no further one, and Cancelled.
        """
        for _ in range(MOST_TRIES):
            if self._pin is None:
                self._pin = self._asked()
            token = self.key.pin_token(self._pin, permission)
            if token is not None:
                return token
            self._forget()
            self._on_event(Warned(REFUSALS[PIN_INVALID][0].format(self.key.name)))
        raise refused(self.key.name, PIN_INVALID)

    def _asked(self) -> Secret:
        if self._refusal is not None:
            raise self._refusal  # whoever typed none is not asked again
        try:
            return self._typed()
        except TokenUnavailable as error:
            self._refusal = error
            raise

    def _typed(self) -> Secret:
        if not self.key.has_pin:
            raise TokenUnavailable(f"{self.key.name} has no PIN", hint="fido2-token -S sets one")
        left = self.key.tries()
        if self._prompt is None:
            raise TokenUnavailable(f"there is nobody to ask for the PIN of {self.key.name}")
        try:
            return self._prompt.pin(self.key.name, left)
        except CredentialError as error:
            raise TokenUnavailable(str(error), hint=error.hint) from error

    def _forget(self) -> None:
        if self._pin is not None:
            self._pin.wipe()
            self._pin = None
