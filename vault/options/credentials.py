"""Where a credential comes from, and how a volume is opened whose container does not say."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class PassphraseFd:
    """Read the passphrase from an open descriptor to its end; one trailing newline is dropped."""

    fd: int


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Take the bytes of a file as they are: ``size`` bytes (to the end when None) from ``offset``.

    ``-`` is standard input.
    """

    path: Path
    offset: int = 0
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the user through the frontend's ``Prompt``; twice and with a strength estimate when ``confirm``.

    With ``look_first`` nothing is asked where a remembered credential or one of the volume's tokens opens it.
    """

    confirm: bool = False
    look_first: bool = False


@dataclass(frozen=True, slots=True)
class FromToken:
    """Take what is remembered or what a token of the volume answers, and ask for no passphrase.

    ``number`` is the only token. With ``security_key`` only a security key opens it, and only the one at ``device``
    where that is given; nothing remembered does.
    """

    number: int | None = None
    security_key: bool = False
    device: Path | None = None


CredentialSource = PassphraseFd | KeyFile | Ask | FromToken


@dataclass(frozen=True, slots=True)
class Remember:
    """Keep the credential once it has opened the volume, so that it is not asked for the next time.

    ``session`` is the kernel's memory, for ``for_s`` seconds (None: until logout), and never longer than until the
    screen is locked. ``keyring`` is the desktop's keyring, which gets a secret of a keyslot of its own.
    """

    where: Literal["session", "keyring"]
    for_s: int | None = None


@dataclass(frozen=True, slots=True)
class OpenOptions:
    """How a volume is opened where its container does not say; what its format does not know is refused.

    ``format`` None tries all that can be recognised, and VeraCrypt and TrueCrypt on what looks random. ``pim``,
    ``keyfiles`` (files and folders mixed into the passphrase) and ``prf`` are of VeraCrypt; ``cipher`` narrows its
    search and is the cipher spec of a plain volume. ``hidden`` opens the hidden volume and no other,
    ``backup_header`` the copy of the header at the end of the container, ``system`` a drive of system encryption.

    ``offset`` (bytes) is where a plain or FreeOTFE volume begins in the container, or a partition on the drive of
    system encryption. ``skip`` (512-byte sectors), ``hash``, ``key_size`` (bits), ``size`` and ``sector_size`` (bytes)
    are of plain volumes. ``remember`` lets what a search found be tried first the next time.
    """

    format: str | None = None
    pim: int | None = None
    keyfiles: tuple[Path, ...] = ()
    prf: str | None = None
    cipher: str | None = None
    hidden: bool = False
    backup_header: bool = False
    system: bool = False
    offset: int | None = None
    skip: int | None = None
    hash: str | None = None
    key_size: int | None = None
    size: int | None = None
    sector_size: int | None = None
    remember: bool = True


@dataclass(frozen=True, slots=True)
class Protection:
    """The hidden volume that must not be damaged while the outer one is written to, and what opens it."""

    credential: CredentialSource
    opening: OpenOptions = OpenOptions(hidden=True)


@dataclass(frozen=True, slots=True)
class Outer:
    """The outer volume in which a hidden one is made, and what opens it."""

    credential: CredentialSource
    opening: OpenOptions = OpenOptions()
