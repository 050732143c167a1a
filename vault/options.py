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


# --- requests -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CreateOptions:
    """A new container of ``size`` bytes, header included; None keeps the size of an existing file or device.

    ``filesystem`` None makes none. ``key_size`` is in bits, ``sector_size`` None lets the engine choose,
    ``metadata_size`` and ``keyslots_size`` are in bytes. ``pbkdf_iterations`` fixes the cost (the time cost
    of Argon2) and switches the calibration to ``iter_time_ms`` off; memory and lanes are for Argon2 only,
    None means calibrated. ``force`` overwrites an existing container. ``sparse`` leaves holes instead of
    reserving the space.
    """

    container: Path
    size: int | None
    filesystem: str | None = "ext4"
    label: str = ""
    cipher: str = "aes-xts-plain64"
    key_size: int = 512
    sector_size: int | None = None
    pbkdf: str = "argon2id"
    pbkdf_memory_kib: int | None = None
    pbkdf_parallel: int | None = None
    pbkdf_iterations: int | None = None
    iter_time_ms: int = 2000
    header: Path | None = None
    metadata_size: int | None = None
    keyslots_size: int | None = None
    force: bool = False
    sparse: bool = False


@dataclass(frozen=True, slots=True)
class AttachRequest:
    """Show the plaintext of a container as a file or device. ``attach_way`` names a way, None is free.

    ``dm_flags`` are optional parameters of dm-crypt that only it has (``no_read_workqueue`` and so on);
    ``header_flags`` takes those, and discards, that the header names as persistent as well.
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


@dataclass(frozen=True, slots=True)
class MountRequest:
    """Attach and mount. ``mount_point`` None is a folder named after the container in the user's ``Vaults``.

    ``attach_way`` and ``mount_way`` name an attacher and a mounter, None is free. ``owner`` is the user id
    that the files of a file system without owners belong to; None is the caller. ``dm_flags`` and ``header_flags``
    are as in AttachRequest; ``noexec`` lets no program on it be executed.
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


@dataclass(frozen=True, slots=True)
class KeyslotChange:
    """A keyslot to add, or to change.

    ``slot`` is the keyslot that the present credential opens (None: any); ``new_slot`` is the number of the
    new one (None: the first free one when adding, the same one when changing). The KDF is said as in
    CreateOptions.
    """

    container: Path
    header: Path | None = None
    slot: int | None = None
    new_slot: int | None = None
    pbkdf: str = "argon2id"
    pbkdf_memory_kib: int | None = None
    pbkdf_parallel: int | None = None
    pbkdf_iterations: int | None = None
    iter_time_ms: int = 2000
    raise_kdf_limit: bool = False


# --- answers ------------------------------------------------------------------------------------------------

SessionState = Literal["mounted", "attached", "suspended", "dead"]


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

    ``size`` and all offsets are in bytes, ``key_size`` in bits.
    """

    container: Path
    header: Path | None
    format: str
    size: int
    uuid: str
    label: str
    subsystem: str
    sequence_id: int
    cipher: str
    key_size: int
    sector_size: int
    segment_offset: int
    segment_length: int | None
    metadata_size: int
    keyslots_size: int
    copies: tuple[HeaderCopy, ...]
    keyslots: tuple[KeyslotInfo, ...]
    digests: tuple[DigestInfo, ...]
    tokens: tuple[TokenInfo, ...]
    flags: tuple[str, ...]
    requirements: tuple[str, ...]
    warnings: tuple[str, ...]


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
