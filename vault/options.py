"""What the engine is asked for and what it answers: frozen values, the same for every frontend."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

# --- credentials --------------------------------------------------------------------------------------------


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
    """Ask the user through the frontend's ``Prompt``; twice and with a strength estimate when ``confirm``."""

    confirm: bool = False


CredentialSource = PassphraseFd | KeyFile | Ask


# --- how a volume is opened ---------------------------------------------------------------------------------


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


# --- requests -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outer:
    """The outer volume in which a hidden one is made, and what opens it."""

    credential: CredentialSource
    opening: OpenOptions = OpenOptions()


@dataclass(frozen=True, slots=True)
class CreateOptions:
    """A new container of ``size`` bytes, header included; None keeps the size of an existing file or device.

    ``format`` is luks2, luks1 or veracrypt; what means nothing to it is refused, and None is its default.
    ``filesystem`` None makes none. ``key_size`` is in bits, ``sector_size`` None lets the engine choose,
    ``metadata_size`` and ``keyslots_size`` are in bytes. ``pbkdf_iterations`` fixes the cost (the time cost
    of Argon2) and switches the calibration to ``iter_time_ms`` off; memory and lanes are for Argon2 only,
    None means calibrated. ``force`` overwrites an existing container. ``sparse`` leaves holes instead of
    reserving the space.

    ``pim``, ``keyfiles`` and ``prf`` go with VeraCrypt's passphrase. With ``quick`` its container is not filled with
    random data. ``outer`` makes a hidden volume of ``size`` bytes in the container, which is there; ``force`` then
    makes it although nobody can tell that the outer volume's files do not lie there.
    """

    container: Path
    size: int | None
    filesystem: str | None = "ext4"
    label: str = ""
    cipher: str | None = None
    key_size: int | None = None
    sector_size: int | None = None
    pbkdf: str | None = None
    pbkdf_memory_kib: int | None = None
    pbkdf_parallel: int | None = None
    pbkdf_iterations: int | None = None
    iter_time_ms: int | None = None
    header: Path | None = None
    metadata_size: int | None = None
    keyslots_size: int | None = None
    force: bool = False
    sparse: bool = False
    format: str = "luks2"
    pim: int | None = None
    keyfiles: tuple[Path, ...] = ()
    prf: str | None = None
    quick: bool = False
    outer: Outer | None = None


@dataclass(frozen=True, slots=True)
class AttachRequest:
    """Show the plaintext of a container as a file or device. ``attach_way`` names a way, None is free.

    ``dm_flags`` are optional parameters of dm-crypt that only it has (``no_read_workqueue`` and so on);
    ``header_flags`` takes those, and discards, that the header names as persistent as well. ``protect`` names the
    hidden volume that writes must not reach.
    """

    container: Path
    header: Path | None = None
    key_slot: int | None = None
    read_only: bool = False
    allow_discards: bool = False
    raise_kdf_limit: bool = False
    attach_way: str | None = None
    dm_flags: tuple[str, ...] = ()
    header_flags: bool = False
    opening: OpenOptions = OpenOptions()
    protect: Protection | None = None


@dataclass(frozen=True, slots=True)
class MountRequest:
    """Attach and mount. ``mount_point`` None is a folder named after the container in the user's ``Vaults``.

    ``attach_way`` and ``mount_way`` name an attacher and a mounter, None is free. ``owner`` is the user id
    that the files of a file system without owners belong to; None is the caller. ``dm_flags``, ``header_flags``
    and ``protect`` are as in AttachRequest; ``noexec`` lets no program on it be executed.
    """

    container: Path
    mount_point: Path | None = None
    header: Path | None = None
    key_slot: int | None = None
    read_only: bool = False
    allow_discards: bool = False
    raise_kdf_limit: bool = False
    attach_way: str | None = None
    mount_way: str | None = None
    owner: int | None = None
    noexec: bool = False
    dm_flags: tuple[str, ...] = ()
    header_flags: bool = False
    opening: OpenOptions = OpenOptions()
    protect: Protection | None = None


@dataclass(frozen=True, slots=True)
class KeyslotChange:
    """A keyslot to add, or to change.

    ``slot`` is the keyslot that the present credential opens (None: any); ``new_slot`` is the number of the
    new one (None: the first free one when adding, the same one when changing). The KDF is said as in
    CreateOptions.

    A VeraCrypt volume has one credential and no keyslots: ``opening`` says how the present one opens it, ``new`` is
    the PIM, the keyfiles and the PRF of the new one. There is no PIM and there are no keyfiles unless it says so, and
    the PRF stays.
    """

    container: Path
    header: Path | None = None
    slot: int | None = None
    new_slot: int | None = None
    pbkdf: str | None = None
    pbkdf_memory_kib: int | None = None
    pbkdf_parallel: int | None = None
    pbkdf_iterations: int | None = None
    iter_time_ms: int | None = None
    raise_kdf_limit: bool = False
    opening: OpenOptions = OpenOptions()
    new: OpenOptions = OpenOptions()


@dataclass(frozen=True, slots=True)
class ConvertRequest:
    """Copy what the volume in ``container`` holds into the new container ``new``.

    ``header``, ``key_slot``, ``raise_kdf_limit`` and ``opening`` are for the old volume. The new one has the format
    ``to``, luks2 or veracrypt; its KDF is said as in CreateOptions for LUKS2, and by ``recipe`` (PRF, PIM, keyfiles,
    cipher) for VeraCrypt. ``cipher`` is the cipher spec of LUKS2, ``key_size`` in bits; ``sector_size`` None takes that
    of the old volume, for which its file system was made. ``force`` overwrites a device, ``journal`` is where the
    journal is kept, and ``resume`` goes on with a conversion that was interrupted.
    """

    container: Path
    new: Path
    to: str = "luks2"
    header: Path | None = None
    key_slot: int | None = None
    raise_kdf_limit: bool = False
    opening: OpenOptions = OpenOptions()
    label: str = ""
    cipher: str = "aes-xts-plain64"
    key_size: int = 512
    sector_size: int | None = None
    pbkdf: str | None = None
    pbkdf_memory_kib: int | None = None
    pbkdf_parallel: int | None = None
    pbkdf_iterations: int | None = None
    iter_time_ms: int | None = None
    recipe: OpenOptions = OpenOptions()
    journal: Path | None = None
    force: bool = False
    resume: bool = False


# --- answers ------------------------------------------------------------------------------------------------

SessionState = Literal["mounted", "attached", "protected", "suspended", "dead"]
"""``protected``: a write towards the hidden volume was refused, and no other one is taken since."""


@dataclass(frozen=True, slots=True)
class CreateResult:
    """What was made. ``size`` is the container's, ``volume_size`` the plaintext's, in bytes."""

    container: Path
    header: Path | None
    format: str
    uuid: str
    label: str
    size: int
    volume_size: int
    filesystem: str | None
    cipher: str
    key_size: int
    sector_size: int
    kdf: str


@dataclass(frozen=True, slots=True)
class HeaderBackup:
    """A header that was saved in ``file``, or restored from it; ``file`` None is the container's own backup.

    ``header`` is the file with the detached header, if it has one; ``size`` is the backup's in bytes.
    """

    container: Path
    header: Path | None
    file: Path | None
    format: str
    size: int


@dataclass(frozen=True, slots=True)
class ConvertResult:
    """What was copied. ``volume_size`` is the plaintext's in bytes, ``sha256`` that of all of it, in hex.

    The new volume may be larger by less than a sector, or by what its device has more: there are zeros.
    """

    container: Path
    container_format: str
    new: Path
    format: str
    uuid: str
    volume_size: int
    sector_size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ConvertedHeader:
    """A header that was converted in place to ``format``; ``backup`` is the file with what it was before."""

    container: Path
    header: Path | None
    format: str
    uuid: str
    backup: Path | None


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """An attached or mounted volume. ``path`` is the plaintext file or device.

    ``started`` is in Unix seconds, ``size`` in bytes; ``server`` is the process id behind the attachment, 0
    where the kernel does the work.
    """

    name: str
    container: Path
    header: Path | None
    format: str
    uuid: str
    attach_way: str
    path: Path
    mount_point: Path | None
    mount_way: str | None
    filesystem: str | None
    read_only: bool
    size: int
    started: int
    server: int
    state: SessionState


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to attach or to mount, and why it was taken or passed over."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class MountPlan:
    """What a mount would do. ``filesystem`` is None as long as it can only be known after unlocking."""

    attach: Choice
    mount: Choice
    rejected: tuple[Choice, ...]
    filesystem: str | None


@dataclass(frozen=True, slots=True)
class KeyslotInfo:
    """A keyslot. ``iterations`` is the time cost of Argon2; ``memory_kib`` and ``lanes`` are None for PBKDF2.

    ``hash`` is that of PBKDF2 and None for Argon2; ``key_size`` is in bits; ``digest`` is the number of the
    digest that proves its key, None when the keyslot is bound to none.
    """

    number: int
    priority: Literal["ignore", "normal", "prefer"]
    kdf: str
    hash: str | None
    iterations: int
    memory_kib: int | None
    lanes: int | None
    cipher: str
    key_size: int
    digest: int | None
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DigestInfo:
    """A digest: the keyslots whose key it proves, the segments that key decrypts, and its PBKDF2 cost."""

    number: int
    keyslots: tuple[int, ...]
    segments: tuple[int, ...]
    hash: str
    iterations: int


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """A token: its type and the keyslots it opens."""

    number: int
    kind: str
    keyslots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HeaderCopy:
    """One copy of the header at ``offset`` bytes: ``state`` is ``valid`` or the reason why it is not."""

    name: Literal["primary", "secondary"]
    offset: int
    state: str
    sequence_id: int | None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a container says of itself without a credential; ``segment_length`` None reaches to the end.

    ``size`` and all offsets are in bytes, ``key_size`` in bits. What a format does not have, or does not tell, is empty
    or 0. ``format`` is empty where no format is recognised: ``holds`` then says what the container holds instead, and
    ``may_be`` what it could be as far as anybody can tell.
    """

    container: Path
    header: Path | None
    format: str
    size: int
    uuid: str = ""
    label: str = ""
    subsystem: str = ""
    sequence_id: int = 0
    cipher: str = ""
    integrity: str = ""
    key_size: int = 0
    sector_size: int = 0
    segment_offset: int = 0
    segment_length: int | None = None
    metadata_size: int = 0
    keyslots_size: int = 0
    copies: tuple[HeaderCopy, ...] = ()
    keyslots: tuple[KeyslotInfo, ...] = ()
    digests: tuple[DigestInfo, ...] = ()
    tokens: tuple[TokenInfo, ...] = ()
    flags: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    holds: str = ""
    may_be: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CipherSpeed:
    """How fast this machine encrypts and decrypts in memory."""

    name: str
    key_bits: int
    sector_size: int
    encrypt_mib_s: float
    decrypt_mib_s: float


@dataclass(frozen=True, slots=True)
class KdfSpeed:
    """The cost that a KDF reaches in ``time_ms``; ``memory_kib`` and ``lanes`` are None for PBKDF2."""

    name: str
    iterations: int
    memory_kib: int | None
    lanes: int | None
    time_ms: float


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What ciphers and KDFs cost on this machine."""

    ciphers: tuple[CipherSpeed, ...]
    kdfs: tuple[KdfSpeed, ...]
