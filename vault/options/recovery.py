"""Recovery keys: what is asked for and what is answered."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vault.options.keys import KeyslotChange

if TYPE_CHECKING:
    from vault.crypto.secret import Secret


@dataclass(frozen=True, slots=True)
class RecoveryRequest:
    """A recovery key to make, and the new files for its printable page.

    Of ``change`` count the container with its header, the keyslot that the present credential opens, and the number of
    the new one; the KDF is always the one that fits 256 random bits. With ``page`` whoever is shown the key gets its
    page as well, which then need not be in any file.
    """

    change: KeyslotChange
    svg: Path | None = None
    pdf: Path | None = None
    title: str = ""
    page: bool = False


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """A recovery key that was just made, and the files its page is in.

    ``key`` is ASCII text, ``page`` the page as SVG where it was asked for; whoever made them wipes both.
    """

    container: Path
    header: Path | None
    uuid: str
    keyslot: int
    key: "Secret"
    svg: Path | None
    pdf: Path | None
    page: "Secret | None" = None
