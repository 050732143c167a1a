"""How a security key verifies its user: the command about PINs, fingers, and the token that stands for either.

References: FIDO CTAP 2.1, 6.5 (authenticatorClientPIN)
"""

from enum import IntEnum
from typing import Any

from fido2.ctap import CtapError

from vault.testing.authenticator.ctaphid import Waiter
from vault.testing.authenticator.person import Person
from vault.testing.authenticator.pinprotocols import Agreement, Shared
from vault.testing.authenticator.pins import Permission, Pin, Token
from vault.testing.authenticator.traits import Request, Traits, need

ERR = CtapError.ERR
MAKE_AND_ASSERT = Permission.MAKE_CREDENTIAL | Permission.GET_ASSERTION
"""What a token of CTAP 2.0 permits."""


class Subcommand(IntEnum):
    """What authenticatorClientPIN does."""

    PIN_TRIES = 1
    AGREE = 2
    SET_PIN = 3
    CHANGE_PIN = 4
    TOKEN = 5
    TOKEN_BY_FINGER = 6
    FINGER_TRIES = 7
    TOKEN_BY_PIN = 9


class ClientPin:
    """The key's ``pin``, and the ``token`` that was got last."""

    def __init__(self, traits: Traits, pin: str | None, person: Person) -> None:
        self.pin = Pin(pin)
        self._traits = traits
        self._person = person
        self.power_on()

    def power_on(self) -> None:
        """What is lost without power is new; a PIN that was blocked until then is not."""
        self.pin.mismatches = 0
        self.token = Token()
        self._agreement = Agreement()

    def protocol(self, number: object) -> int:
        """The number of a protocol that the key has. Raises CtapError."""
        if number is None:
            raise CtapError(ERR.MISSING_PARAMETER)
        if not isinstance(number, int) or number not in self._traits.protocols:
            raise CtapError(ERR.INVALID_PARAMETER)
        return number

    def shared(self, protocol: object, peer: object) -> Shared:
        """The secret that is shared with the holder of a public key. Raises CtapError."""
        if not isinstance(peer, dict):
            raise CtapError(ERR.CBOR_UNEXPECTED_TYPE)
        return self._agreement.shared(self.protocol(protocol), peer)

    def answer(self, request: Request, wait: Waiter) -> dict[int, Any]:
        """The reply to one of the subcommands. Raises CtapError."""
        number = need(request, 2, int)
        if number not in self._subcommands():
            raise CtapError(ERR.INVALID_SUBCOMMAND)
        subcommand = Subcommand(number)
        if subcommand is Subcommand.PIN_TRIES:
            return {3: self.pin.tries, 4: self.pin.until_power_cycle}
        if subcommand is Subcommand.FINGER_TRIES:
            return {5: self._person.finger_tries}
        if subcommand is Subcommand.AGREE:
            self.protocol(request.get(1))
            return {1: self._agreement.public}
        shared = self.shared(request.get(1), need(request, 3, dict))
        if subcommand in (Subcommand.SET_PIN, Subcommand.CHANGE_PIN):
            self._change_pin(request, shared, first=subcommand is Subcommand.SET_PIN)
            return {}
        by_finger, permissions = subcommand is Subcommand.TOKEN_BY_FINGER, int(MAKE_AND_ASSERT)
        if subcommand is not Subcommand.TOKEN:
            permissions = need(request, 9, int)
        if by_finger:
            self._person.show_finger(wait, ERR.UV_INVALID)
        else:
            self._check_pin(request, shared)
        self.token = Token(shared.protocol, permissions, request.get(10), touched=by_finger)
        return {2: shared.encrypt(self.token.value)}

    def _subcommands(self) -> set[Subcommand]:
        """Those that the key has."""
        known = {Subcommand.PIN_TRIES, Subcommand.AGREE}
        if self._traits.pins:
            known |= {Subcommand.SET_PIN, Subcommand.CHANGE_PIN, Subcommand.TOKEN}
            known |= {Subcommand.TOKEN_BY_PIN} if self._traits.permissions else set()
        if self._traits.fingerprints and self._traits.permissions:
            known |= {Subcommand.FINGER_TRIES, Subcommand.TOKEN_BY_FINGER}
        return known

    def _change_pin(self, request: Request, shared: Shared, *, first: bool) -> None:
        if first and self.pin.is_set:
            raise CtapError(ERR.PIN_AUTH_INVALID)
        sealed = need(request, 5, bytes)
        shared.check(sealed + (b"" if first else need(request, 6, bytes)), need(request, 4, bytes))
        if not first:
            self._check_pin(request, shared)
        self.pin.change(shared.decrypt(sealed))
        self.token = Token()

    def _check_pin(self, request: Request, shared: Shared) -> None:
        """Raise CtapError unless the PIN is right; after a wrong one hosts agree on a secret anew."""
        self.pin.check_usable()
        try:
            self.pin.check(shared.decrypt(need(request, 6, bytes)))
        except CtapError:
            self._agreement = Agreement()
            raise
