"""What kind of key it is, what goes wrong with it, and what its commands are.

References: FIDO CTAP 2.1, 6 (authenticator API)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeVar

from fido2 import cbor
from fido2.ctap import CtapError

from vault.testing.authenticator.ctaphid import SPOILERS

WRONG_REPLIES = {
    "empty": b"",
    "garbage": b"\0\xff\xfe\xfd not CBOR at all \x9f\x9f",
    "type": b"\0" + cbor.encode("a text where a map should be"),
    "map": b"\0" + cbor.encode({1: True, 2: "odd", 3: [1], 200: {}}),
    "status": b"\xf1",
}
WRONG_SECRETS = ("no-secret", "short-secret", "other-secret")
"""hmac-secret that is missing, too short, or different each time."""
FAULTS = (*WRONG_REPLIES, *WRONG_SECRETS, *SPOILERS)

Request = Mapping[Any, Any]
_T = TypeVar("_T")


class Ctap(IntEnum):
    """The commands."""

    MAKE_CREDENTIAL = 0x01
    GET_ASSERTION = 0x02
    GET_INFO = 0x04
    CLIENT_PIN = 0x06
    RESET = 0x07
    SELECTION = 0x0B


@dataclass(frozen=True, slots=True)
class Traits:
    """What kind of key it is: by default a new one that can all this program uses, without a fingerprint reader."""

    protocols: tuple[int, ...] = (2, 1)
    permissions: bool = True
    """CTAP 2.1; a key of CTAP 2.0 has not got them."""
    pins: bool = True
    fingerprints: bool = False
    hmac_secret: bool = True
    cred_protect: bool = True
    presence: bool = True
    """It can be touched."""
    silent_secrets: bool = True
    """hmac-secret without a touch, which the specification forbids and many allow."""
    always_uv: bool = False
    pin_for_new: bool = False
    """A credential is made with the PIN only, once there is one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something of FAULTS that goes wrong with a command: each time, or the n-th time, from 1."""

    command: Ctap
    what: str
    nth: int | None = None

    def __post_init__(self) -> None:
        assert self.what in FAULTS, self.what

    @classmethod
    def parse(cls, text: str) -> "Fault":
        """From ``get-assertion:silence`` or ``get-assertion:silence:2``. Raises ValueError."""
        command, what, *nth = text.split(":")
        if what not in FAULTS or len(nth) > 1:
            raise ValueError(text)
        return cls(Ctap[command.upper().replace("-", "_")], what, int(nth[0]) if nth else None)


def need(values: Mapping[Any, Any], key: object, kind: type[_T]) -> _T:
    """The value. Raises CtapError when it is missing or of another type."""
    if key not in values:
        raise CtapError(CtapError.ERR.MISSING_PARAMETER)
    value = values[key]
    if not isinstance(value, kind):
        raise CtapError(CtapError.ERR.CBOR_UNEXPECTED_TYPE)
    return value


def part(values: Request, key: object) -> Request:
    """The map of that key, which may be absent. Raises CtapError when it is something else."""
    return need(values, key, dict) if key in values else {}
