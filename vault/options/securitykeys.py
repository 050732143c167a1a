"""Security keys (FIDO2): which are plugged in, which keyslots they open, and how one is enrolled."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SecurityKey:
    """A security key that is plugged in, and whether it can open a volume; ``reason`` says why not."""

    path: Path
    name: str
    has_pin: bool
    usable: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SecurityKeyToken:
    """A token of a volume, the keyslot that its security key opens, and what the key asks its user for."""

    number: int
    slot: int
    needs_pin: bool
    needs_touch: bool


@dataclass(frozen=True, slots=True)
class SecurityKeyStatus:
    """What a volume has for security keys, and which are plugged in; ``reason`` says why none can be looked for."""

    tokens: tuple[SecurityKeyToken, ...]
    keys: tuple[SecurityKey, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SecurityKeyRequest:
    """How a security key is enrolled: ``device`` None takes the only one that is plugged in.

    ``pin``, ``touch`` and ``verify`` (the key recognises its user itself, by a finger) are what it asks for at every
    unlocking; without a PIN a key is as good as the metal it is made of.
    """

    device: Path | None = None
    pin: bool = True
    touch: bool = True
    verify: bool = False
