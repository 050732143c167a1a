"""The formats that vault knows, in the order in which they are tried."""

from dataclasses import dataclass
from typing import Protocol

from vault.blockdev.base import BlockDevice
from vault.crypto.secret import Secret
from vault.events import OnEvent, ignore
from vault.formats.luks2.header import probe, read_header
from vault.formats.luks2.keyslots import unlock
from vault.formats.luks2.limits import DEFAULT_LIMITS, Limits
from vault.formats.luks2.model import Header


class Read(Protocol):
    """Reads and validates the header; never writes."""

    def __call__(self, device: BlockDevice, *, limits: Limits = DEFAULT_LIMITS) -> Header:
        """The header; raises FormatError, BackendError."""


class Unlock(Protocol):
    """Opens a keyslot."""

    def __call__(
        self,
        header: Header,
        device: BlockDevice,
        credential: Secret,
        *,
        slot: int | None = None,
        limits: Limits = DEFAULT_LIMITS,
        on_event: OnEvent = ignore,
    ) -> tuple[int, Secret]:
        """The keyslot that opened and the volume key; raises WrongCredential, FormatError, BackendError."""


class Probe(Protocol):
    """Tells by its magic whether a device holds the format."""

    def __call__(self, device: BlockDevice) -> bool:
        """Whether ``read`` should be tried; raises BackendError."""


@dataclass(frozen=True, slots=True)
class VolumeFormat:
    """What a format must be able to do for a volume of it to be opened."""

    name: str
    probe: Probe
    read: Read
    unlock: Unlock


FORMATS = (VolumeFormat("luks2", probe, read_header, unlock),)
