"""The desktop keyring: a keyslot's own secret, or a credential itself, kept where the desktop keeps secrets.

Nothing outside of this package speaks to a keyring; the packages for it are loaded when one is asked.
"""

from vault.tokens.keyring.credentials import credential_status, find_credential, forget_credential, store_credential
from vault.tokens.keyring.token import DesktopKeyring, Orphan, forget_ids, forget_orphans, orphans

__all__ = [
    "DesktopKeyring",
    "Orphan",
    "credential_status",
    "find_credential",
    "forget_credential",
    "forget_ids",
    "forget_orphans",
    "orphans",
    "store_credential",
]
