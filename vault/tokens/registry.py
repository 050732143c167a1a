"""The types of token that vault knows: a fixed table, to which nothing is added by name."""

from typing import TYPE_CHECKING

from vault.events import OnEvent
from vault.tokens.base import TokenType

if TYPE_CHECKING:
    from vault.credentials import Prompt


def token_types(prompt: "Prompt | None", on_event: OnEvent) -> tuple[TokenType, ...]:
    """One of each type, in the order in which they are tried."""
    from vault.tokens.kernel import KernelKeyring
    from vault.tokens.keyring import DesktopKeyring
    from vault.tokens.recovery import RecoveryKeys

    return (KernelKeyring(), DesktopKeyring(on_event), RecoveryKeys(prompt))


def token_type(kind: str, types: tuple[TokenType, ...]) -> TokenType | None:
    """The one of that kind, or None: tokens of unknown types are left alone."""
    return next((each for each in types if each.kind == kind), None)
