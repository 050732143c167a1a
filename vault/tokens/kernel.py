"""cryptsetup's own token: the credential is a key of the type ``user`` in the kernel's keyring, put there by others.

References: cryptsetup-token(8); LUKS2 On-Disk Format Specification 1.1.4, 3.5.1
"""

import shlex
from collections.abc import Mapping
from typing import Any

from vault.crypto.kdf import Cost
from vault.crypto.secret import Secret
from vault.errors import NotAvailable, TokenUnavailable, UnsupportedFeature
from vault.system.keyring import read_user_key
from vault.tokens.base import RANDOM_COST, Enrolled, TokenStatus, Whose

MOST_DESCRIPTION = 255
"""Bytes of a description that are looked up; the kernel takes 4095, and nobody types as many."""
RESERVED = "vault:"
"""How descriptions of what vault itself keeps begin: a header could name what was kept for another volume."""


class KernelKeyring:
    """Looks the key up by its description and nothing else; it never asks, and it stores nothing."""

    kind = "luks2-keyring"
    name = "the kernel's keyring"
    asks = False
    cost: Cost = RANDOM_COST

    def enrol(self, whose: Whose) -> Enrolled:
        """Not done here: who puts the key there enrols it. Raises UnsupportedFeature."""
        raise UnsupportedFeature(
            f"a token for a key in {self.name} is not made by vault",
            hint="cryptsetup token add --key-description DESCRIPTION makes one, and vault uses it",
        )

    def answer(self, members: Mapping[str, Any], whose: Whose) -> Secret:
        """The key's bytes. Raises TokenUnavailable."""
        description = _description(members)
        try:
            secret = read_user_key(description, Secret.zeros)
        except NotAvailable as error:
            raise TokenUnavailable(
                str(error), hint=f"keyctl padd user {shlex.quote(description)} @u puts it there"
            ) from error
        if not secret:
            raise TokenUnavailable(f"the key '{description}' in {self.name} is empty")
        return secret

    def forget(self, members: Mapping[str, Any], whose: Whose) -> None:
        """Nothing: the key is not vault's, and other volumes may use it."""

    def status(self, members: Mapping[str, Any], whose: Whose) -> TokenStatus:
        """``ready`` or ``missing``."""
        try:
            self.answer(members, whose).wipe()
        except TokenUnavailable as error:
            return TokenStatus("missing", str(error))
        return TokenStatus("ready")


def _description(members: Mapping[str, Any]) -> str:
    """The description, which a header may say anything for."""
    found = members.get("key_description")
    if not isinstance(found, str) or not found:
        raise TokenUnavailable("the token names no key in the kernel's keyring")
    if len(found.encode(errors="replace")) > MOST_DESCRIPTION or not found.isprintable():
        raise TokenUnavailable("the token's description of a key is too long or cannot be printed")
    if found.startswith(RESERVED):
        raise TokenUnavailable(f"the token names a key that vault keeps for itself, '{found}'")
    return found
