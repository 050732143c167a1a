"""What the engine answers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vault.options.keys import KeyslotInfo, TokenInfo

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
class SessionRecord:
    """An attached or mounted volume. ``path`` is the plaintext file or device, ``mount_point`` None when not mounted.

    ``started`` is in Unix seconds, ``size`` in bytes; ``server`` is the process id behind the attachment, 0
    where the kernel does the work. ``protects``: writes do not reach the hidden volume in it.
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
    protects: bool


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
class DigestInfo:
    """A digest: the keyslots whose key it proves, the segments that key decrypts, and its PBKDF2 cost."""

    number: int
    keyslots: tuple[int, ...]
    segments: tuple[int, ...]
    hash: str
    iterations: int


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
    ``may_be`` what it could be as far as anybody can tell. ``id`` names the volume wherever it lies: its UUID, or a
    hash of its header's first bytes. ``open_as`` is the name of the session in which the container is open, if it is.
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
    id: str = ""
    open_as: str = ""


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
