"""Recovery keys: what is asked for and what is answered."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vault.options.keys import KeyslotChange

if TYPE_CHECKING:
    from vault.crypto.secret import Secret


@dataclass(frozen=True, slots=True)
class PageTexts:
    """What is printed on the page of a recovery key beside names and the key, in whatever language.

    Sentences are wrapped; a name is put for ``{word}``. With ``has_commands`` those of ``vault`` stand below what they
    do; the command for where there is no ``vault`` is there in any case.
    """

    title: str = "Recovery key"
    about: str = (
        "This key opens the volume named here without its passphrase. Whoever has this page and a copy of the "
        "container reads all that is in it, while the keyslot is in the header or in a backup of the header."
    )
    about_header: str = "The key needs the header too, which is in a file of its own: without it nothing opens."
    volume: str = "Volume"
    header: str = "Header"
    label: str = "Label"
    uuid: str = "UUID"
    keyslot: str = "Keyslot"
    created: str = "Created"
    key: str = "Key"
    test: str = "Now: is it right?"
    how_to_test: str = ""
    mount: str = "To open the volume"
    how_to_mount: str = "Type the key where the passphrase is asked for. Capitals, blanks and dashes do not matter."
    without: str = "Without vault"
    how_to_do_without: str = "Type it as it is here: small letters, with dashes."
    remove: str = "To take the key back"
    how_to_remove: str = "Note this elsewhere: it is for when this page is lost."
    stands_for_container: str = "{word} is the path of the container, whose name is above."
    stands_for_header: str = "{word} is the path of the header, whose name is above."
    notes: str = "Notes"
    storing: str = "Storing"
    how_to_store: str = (
        "Fold the page with the text inside, and keep it in a safe place that is not where the computer is. The file "
        "of this page is as secret as the key: delete it once it is printed. Printers may keep a copy."
    )
    has_commands: bool = True


@dataclass(frozen=True, slots=True)
class RecoveryRequest:
    """A recovery key to make, and the new files for its printable page.

    Of ``change`` count the container with its header, the keyslot that the present credential opens, and the number of
    the new one; the KDF is always the one that fits 256 random bits. With ``page`` whoever is shown the key gets its
    page as well, which then need not be in any file. ``title`` goes before that of ``texts``.
    """

    change: KeyslotChange
    svg: Path | None = None
    pdf: Path | None = None
    title: str = ""
    page: bool = False
    texts: PageTexts = PageTexts()


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
