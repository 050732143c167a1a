"""What a token says of its security key, in systemd's words; a header may say anything, so that all of it is checked.

References: systemd's src/cryptsetup/cryptsetup-tokens/luks2-fido2.c; spec/tokens.md, "Security keys"
"""

import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vault.errors import TokenUnavailable

KIND = "systemd-fido2"
RELYING_PARTY = "io.systemd.cryptsetup"
"""Whom a key knows its credential by: no other name is taken, as those are of web sites."""
SALT_SIZES = (32, 64)
MOST_CREDENTIAL = 1023
"""Bytes of a credential's id, as WebAuthn has it."""
CREDENTIAL, SALT, PARTY = "fido2-credential", "fido2-salt", "fido2-rp"
PIN, TOUCH, VERIFY = "fido2-clientPin-required", "fido2-up-required", "fido2-uv-required"


@dataclass(frozen=True, slots=True)
class Record:
    """The credential's id, what its secret is computed from, and what the key asks its user for.

    None is a token of systemd 248, which left that to the key.
    """

    credential: bytes
    salt: bytes
    pin: bool | None
    touch: bool | None
    verify: bool | None

    @property
    def asks(self) -> tuple[bool, bool]:
        """Whether its user types a PIN, as far as it says so, and whether the key waits to be touched."""
        return self.pin is True, self.touch is not False or self.verify is True

    @property
    def members(self) -> dict[str, Any]:
        """As the header has it, beside type and keyslots."""
        return {
            CREDENTIAL: _text(self.credential),
            SALT: _text(self.salt),
            PARTY: RELYING_PARTY,
            PIN: bool(self.pin),
            TOUCH: bool(self.touch),
            VERIFY: bool(self.verify),
        }


def read(members: Mapping[str, Any]) -> Record:
    """What a token says. Raises TokenUnavailable for what no token of a security key says."""
    party = members.get(PARTY, RELYING_PARTY)
    if party != RELYING_PARTY:
        raise TokenUnavailable(
            "the token is not one for volumes: it would have the security key speak to somebody else"
        )
    salt = _bytes(members, SALT, max(SALT_SIZES))
    if len(salt) not in SALT_SIZES:
        raise TokenUnavailable(f"the token's {SALT} has {len(salt)} bytes, which no security key takes")
    return Record(
        credential=_bytes(members, CREDENTIAL, MOST_CREDENTIAL),
        salt=salt,
        pin=_flag(members, PIN),
        touch=_flag(members, TOUCH),
        verify=_flag(members, VERIFY),
    )


def _bytes(members: Mapping[str, Any], name: str, most: int) -> bytes:
    text = members.get(name)
    if not isinstance(text, str) or not 0 < len(text) <= (most + 2) // 3 * 4:
        raise TokenUnavailable(f"the token's {name} is missing, or of no use")
    try:
        found = binascii.a2b_base64(text, strict_mode=True)
    except ValueError as error:
        raise TokenUnavailable(f"the token's {name} is no base64") from error
    if not 0 < len(found) <= most or _text(found) != text:
        raise TokenUnavailable(f"the token's {name} is missing, or of no use")
    return found


def _flag(members: Mapping[str, Any], name: str) -> bool | None:
    found = members.get(name)
    if found is not None and not isinstance(found, bool):
        raise TokenUnavailable(f"the token's {name} is neither true nor false")
    return found


def _text(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode()
