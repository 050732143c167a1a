"""What every format is read into: what is known of a volume before it is unlocked, and what unlocking gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from vault.blockdev.base import BlockDevice
from vault.blockdev.crypt import CryptDevice
from vault.blockdev.slice import Slice
from vault.crypto.ciphers import CipherSpec
from vault.crypto.secret import Secret
from vault.errors import DamagedHeader
from vault.events import OnEvent
from vault.options import Inspection, OpenOptions

DM_SECTOR = 512


@dataclass(frozen=True, slots=True)
class Segment:
    """Where the ciphertext of a volume lies in its container and how it is encrypted.

    ``offset`` and ``length`` are bytes, ``length`` is None for "to the end of the container". ``iv_offset`` counts
    512-byte sectors and is added to a sector's number before the IV is made of it. With ``iv_large_sectors`` the IV
    counts sectors of ``sector_size`` instead of 512 bytes.
    """

    offset: int
    length: int | None
    cipher: CipherSpec
    key_size: int
    sector_size: int
    iv_offset: int = 0
    iv_large_sectors: bool = False

    def size_within(self, container_size: int) -> int:
        """Bytes of plaintext, whole sectors, in a container of this many bytes; raises DamagedHeader when none."""
        end = container_size if self.length is None else self.offset + self.length
        if end > container_size:
            raise DamagedHeader(
                f"the container holds {container_size} bytes but its header promises {end}",
                hint="it was cut short; restore it from a copy",
            )
        size = (end - self.offset) // self.sector_size * self.sector_size
        if size <= 0:
            raise DamagedHeader(
                "the container ends before its data begins", hint="it was cut short; restore it from a copy"
            )
        return size

    def device(self, lower: BlockDevice, volume_key: Secret) -> CryptDevice:
        """The plaintext as a device over the whole container ``lower``."""
        return CryptDevice(
            Slice(lower, self.offset, self.size_within(lower.size), self.sector_size),
            self.cipher,
            volume_key,
            iv_offset=self.iv_offset,
            iv_large_sectors=self.iv_large_sectors,
        )

    def dm_table(
        self, key: str, device: str, container_size: int, *, discards: bool = False, flags: Sequence[str] = ()
    ) -> str:
        """The line of the kernel's dm-crypt target that maps the same plaintext.

        ``key`` is hex or a keyring reference, ``device`` a path or ``major:minor``, ``flags`` are further optional
        parameters without a value, such as ``no_read_workqueue``.

        References: Linux, Documentation/admin-guide/device-mapper/dm-crypt.rst
        """
        options = ["allow_discards"] * discards + list(flags)
        if self.sector_size != DM_SECTOR:
            options.append(f"sector_size:{self.sector_size}")
        if self.iv_large_sectors:
            options.append("iv_large_sectors")
        line = (
            f"0 {self.size_within(container_size) // DM_SECTOR} crypt {self.cipher} {key} {self.iv_offset} "
            f"{device} {self.offset // DM_SECTOR}"
        )
        return " ".join([line, str(len(options)), *options] if options else [line])


class Plaintext(Protocol):
    """What maps a container to its plaintext: a Segment, or a map of extents with a device of its own."""

    def size_within(self, container_size: int) -> int:
        """Bytes of plaintext in a container of this many bytes; raises DamagedHeader when none."""

    def device(self, lower: BlockDevice, volume_key: Secret) -> BlockDevice:
        """The plaintext as a device over the whole container ``lower``."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a credential opened: ``slot`` (0 where a format has one only), the volume key, and what it decrypts.

    The volume key belongs to whoever holds this, and is wiped by it. ``format`` is its name where that is known only
    now. ``trail`` says how it was found where that took a
    search, so that the next one begins there; nothing in it is secret.
    """

    slot: int
    volume_key: Secret
    plaintext: Plaintext
    format: str = field(default="", kw_only=True)
    trail: Mapping[str, str] = field(default_factory=dict, kw_only=True)


@dataclass(frozen=True, slots=True)
class Place:
    """The open devices that a volume is read from: the container, and what holds its header, often the same."""

    path: Path
    device: BlockDevice
    header: BlockDevice
    header_path: Path | None = None


class Locked(Protocol):
    """What a format says of a container without a credential, read once and validated."""

    @property
    def uuid(self) -> str:
        """What names the volume, or nothing where its format has no such thing."""

    @property
    def flags(self) -> Sequence[str]:
        """How the header wants the volume to be opened, in the words of LUKS2."""

    @property
    def plaintext(self) -> Plaintext | None:
        """What is decrypted, where that is known already. Raises UnsupportedFeature when it cannot be."""

    @property
    def read_only_reason(self) -> str:
        """Why it is never written to, or nothing."""

    @property
    def needs_credential(self) -> bool:
        """Whether anything is asked for at all."""

    def unlock(
        self, credential: Secret, *, raw: bool, slot: int | None, trail: Mapping[str, str], on_event: OnEvent
    ) -> Unlocked:
        """The volume with its key; ``raw`` says that the credential is a key file's, ``trail`` is of an earlier time.

        Raises WrongCredential, another CredentialError, FormatError, BackendError.
        """


class VolumeFormat(Protocol):
    """What a format must be able to do for a volume of it to be opened; it has no state."""

    @property
    def name(self) -> str:
        """What users call it."""

    @property
    def mapping(self) -> str:
        """What cryptsetup puts before the UUID of a mapping."""

    @property
    def takes(self) -> frozenset[str]:
        """The members of OpenOptions that mean something to it."""

    def probe(self, device: BlockDevice) -> bool:
        """Whether the format's magic is there; never where it has none. Raises BackendError."""

    def read(self, place: Place, options: OpenOptions, limits: Any) -> Locked:
        """What is known before a credential. Raises UsageError, FormatError, BackendError."""

    def describe(self, place: Place, options: OpenOptions) -> Inspection:
        """What ``inspect`` shows. Raises as ``read`` does, but not for what could only not be opened."""


class NewVolume(Protocol):
    """What a new volume is to be like, in one of the formats that are created."""

    @property
    def format(self) -> str:
        """What users call the format."""

    @property
    def sector_size(self) -> int:
        """Bytes of the sectors that the volume consists of."""

    @property
    def header_size(self) -> int:
        """Bytes of its header, which a detached header takes."""

    @property
    def overhead(self) -> int:
        """Bytes of its container that hold no plaintext."""

    @property
    def smallest(self) -> int:
        """Bytes of plaintext that it has at least."""

    def with_detached_header(self) -> "NewVolume":
        """The same with its header elsewhere. Raises UsageError where the format has no detached headers."""

    def check(self) -> None:
        """Raise UsageError or UnsupportedFeature when there can be no such volume."""

    def make(
        self, data: BlockDevice, header: BlockDevice, credential: Secret, *, blank: bool, on_event: OnEvent
    ) -> Unlocked:
        """The new volume in ``data``, whose header is on ``header``, often the same device; what was there is lost.

        ``blank`` says that ``header`` was made just now and holds zeros. Raises CredentialError, UsageError,
        BackendError.
        """
