"""A security key's PIN with the tries that are left, and the token that stands for a verified user.

References: FIDO CTAP 2.1, 6.5.2 (PIN/UV auth tokens), 6.5.5 (authenticatorClientPIN)
"""

import hashlib
import os
from enum import IntFlag

from fido2.ctap import CtapError

from vault.testing.authenticator.pinprotocols import check_signature

ERR = CtapError.ERR
MAX_PIN, MIN_PIN = 63, 4
MISMATCHES = 3
"""Wrong PINs in a row after which the key has to be pulled out and put in again."""
PADDED_PIN = 64
TRIES = 8


class Permission(IntFlag):
    """What a token may be used for."""

    MAKE_CREDENTIAL = 0x01
    GET_ASSERTION = 0x02


class Pin:
    """The PIN, or none yet; ``tries`` are left, and after some in a row it is blocked until the power was off."""

    def __init__(self, pin: str | None) -> None:
        self._digest = None if pin is None else _digest(pin.encode())
        self.tries = TRIES
        self.mismatches = 0

    @property
    def is_set(self) -> bool:
        """Whether there is one."""
        return self._digest is not None

    @property
    def until_power_cycle(self) -> bool:
        """Whether it is blocked until the power was off."""
        return self.mismatches >= MISMATCHES

    def change(self, padded: bytes) -> None:
        """Set another. Raises CtapError when it is too short, too long, or not filled up with zeros."""
        if len(padded) != PADDED_PIN:
            raise CtapError(ERR.INVALID_PARAMETER)
        pin = padded.rstrip(b"\0")
        if len(pin.decode("utf-8", "replace")) < MIN_PIN or len(pin) > MAX_PIN:
            raise CtapError(ERR.PIN_POLICY_VIOLATION)
        self._digest = _digest(pin)
        self.tries, self.mismatches = TRIES, 0

    def check_usable(self) -> None:
        """Raise CtapError when no PIN would be right."""
        if not self.is_set:
            raise CtapError(ERR.PIN_NOT_SET)
        if not self.tries:
            raise CtapError(ERR.PIN_BLOCKED)
        if self.until_power_cycle:
            raise CtapError(ERR.PIN_AUTH_BLOCKED)

    def check(self, digest: bytes) -> None:
        """Count a try, and raise CtapError unless it was right."""
        self.check_usable()
        self.tries -= 1
        if digest == self._digest:
            self.tries, self.mismatches = TRIES, 0
            return
        self.mismatches += 1
        self.check_usable()
        raise CtapError(ERR.PIN_INVALID)


def _digest(pin: bytes) -> bytes:
    return hashlib.sha256(pin).digest()[:16]


class Token:
    """A token that stands for a verified user, with what it permits and for whom; ``touched`` when it was got so."""

    def __init__(
        self, protocol: int = 0, permissions: int = 0, relying_party: str | None = None, *, touched: bool = False
    ) -> None:
        self.value = os.urandom(32)
        self.touched = touched
        self._protocol = protocol
        self._permissions = permissions
        self._relying_party = relying_party

    def check(self, protocol: int, message: bytes, signature: bytes, permission: int, relying_party: str) -> None:
        """Raise CtapError unless the signature is made with it and it permits this."""
        check_signature(protocol, self.value, message, signature)
        permitted = self._permissions & permission and self._relying_party in (None, relying_party)
        if protocol != self._protocol or not permitted:
            raise CtapError(ERR.PIN_AUTH_INVALID)
        self._relying_party = relying_party

    def spend(self) -> None:
        """Permit nothing any more: after a touch."""
        self._permissions = 0
        self.touched = False
