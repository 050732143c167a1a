"""A credential itself in the desktop keyring, for volumes without keyslots; a caller warns the user first.

Who reads it there can open the volume for ever, and every copy of its header: it cannot be taken back as a keyslot can.
The identifier is the caller's and is shown by the keyring to everybody who looks: it must not tell the path.
"""

from typing import TYPE_CHECKING

from vault.errors import TokenUnavailable
from vault.events import OnEvent
from vault.tokens.base import TokenStatus
from vault.tokens.keyring.store import Choose, Entry, chosen

if TYPE_CHECKING:
    from vault.crypto.secret import Secret

SCHEMA = "io.github.vault.Credential"
MOST_IDENTIFIER = 128


def store_credential(identifier: str, secret: "Secret", on_event: OnEvent, *, choose: Choose = chosen) -> None:
    """Keep the credential, in place of the one before; any bytes will do. Raises TokenUnavailable."""
    store, entry = choose(on_event), _entry(identifier)
    store.put(entry, secret)
    with store.get(entry) as kept:
        if kept != secret:
            raise TokenUnavailable("the keyring did not keep the credential as it was given")


def find_credential(identifier: str, on_event: OnEvent, *, choose: Choose = chosen) -> "Secret":
    """The credential, which the caller wipes; may make the keyring ask. Raises TokenUnavailable."""
    return choose(on_event).get(_entry(identifier))


def forget_credential(identifier: str, on_event: OnEvent, *, choose: Choose = chosen) -> bool:
    """Whether there was one, which is removed. Raises TokenUnavailable."""
    return choose(on_event).remove(_entry(identifier)) > 0


def credential_status(identifier: str, on_event: OnEvent, *, choose: Choose = chosen) -> TokenStatus:
    """Whether it can be had; never makes the keyring ask."""
    try:
        return choose(on_event).status(_entry(identifier))
    except TokenUnavailable as error:
        return TokenStatus("unavailable", str(error))


def _entry(identifier: str) -> Entry:
    assert 0 < len(identifier) <= MOST_IDENTIFIER and identifier.isascii() and identifier.isprintable()
    return Entry(SCHEMA, f"Vault credential {identifier}", {"identifier": identifier}, text=False)
