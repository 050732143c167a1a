"""The types of token that vault knows: a fixed table, to which nothing is added by name."""

from pathlib import Path
from typing import TYPE_CHECKING

from vault.events import OnEvent
from vault.options import SecurityKeyRequest
from vault.tokens.base import TokenType

if TYPE_CHECKING:
    from vault.credentials import Prompt


def token_types(prompt: "Prompt | None", on_event: OnEvent, security_key: Path | None = None) -> tuple[TokenType, ...]:
    """One of each type, in the order in which they are tried; ``security_key`` is the only one that is asked."""
    from vault.tokens.fido2 import SecurityKeys
    from vault.tokens.kernel import KernelKeyring
    from vault.tokens.keyring import DesktopKeyring
    from vault.tokens.recovery import RecoveryKeys

    keys = SecurityKeys(prompt, on_event, SecurityKeyRequest(security_key))
    return (KernelKeyring(), DesktopKeyring(on_event), keys, RecoveryKeys(prompt))


def token_type(kind: str, types: tuple[TokenType, ...]) -> TokenType | None:
    """The one of that kind, or None: tokens of unknown types are left alone."""
    return next((each for each in types if each.kind == kind), None)
