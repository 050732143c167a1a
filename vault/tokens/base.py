"""What a type of token is: a means that opens a keyslot and that the header has a record of.

A token is data. Its type is looked up in a fixed table, and nothing that a header names is loaded or run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from vault.crypto.kdf import Cost, Pbkdf2Cost
from vault.crypto.secret import Secret

SECRET_SIZE = 32
"""Bytes of a secret that a token type makes up."""
RANDOM_COST = Pbkdf2Cost("sha512", 1000)
"""The KDF for a secret of 256 random bits, as systemd has it: nobody can guess it, so that nothing has to be slow."""


@dataclass(frozen=True, slots=True)
class Whose:
    """The keyslot that a token is for: the volume's UUID, as its header has it, and the keyslot's number."""

    uuid: str
    slot: int


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What enrolling gave: the bytes that open the new keyslot, and what the token keeps beside type and keyslots.

    The caller owns ``secret`` and wipes it. ``members`` is JSON and holds nothing secret.
    """

    secret: Secret
    members: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TokenStatus:
    """Whether a token could answer now, and one lower-case line of why not (empty when it is ready)."""

    state: Literal["ready", "locked", "missing", "unavailable"]
    reason: str = ""


class TokenType(Protocol):
    """A type of token. It keeps nothing of its own: ``members`` come from the header and are not trusted."""

    @property
    def kind(self) -> str:
        """The type as the header has it, such as ``vault-keyring``."""

    @property
    def name(self) -> str:
        """What people call it, such as ``the desktop keyring``."""

    @property
    def asks(self) -> bool:
        """Whether ``answer`` has a person type the secret, so that it is only used when it is named."""

    @property
    def cost(self) -> Cost:
        """The KDF for a keyslot that it enrols."""

    def enrol(self, whose: Whose) -> Enrolled:
        """A new secret, kept where this type keeps it, for a keyslot that is added next.

        What is kept has to be forgotten again when the keyslot is not added after all. Raises TokenUnavailable, or
        UnsupportedFeature for a type that is only read.
        """

    def answer(self, members: Mapping[str, Any], whose: Whose) -> Secret:
        """The bytes that open the keyslot, which the caller wipes; may ask the user. Raises TokenUnavailable."""

    def forget(self, members: Mapping[str, Any], whose: Whose) -> None:
        """Remove what lies outside of the header; harmless when there is nothing. Raises TokenUnavailable."""

    def status(self, members: Mapping[str, Any], whose: Whose) -> TokenStatus:
        """Whether it could answer; never asks anybody and never raises TokenUnavailable."""
