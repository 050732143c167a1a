"""The formats that vault knows, in the order in which they are tried."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from vault.blockdev.base import BlockDevice
from vault.crypto.secret import Secret
from vault.events import OnEvent, ignore
from vault.formats.luks1 import describe as luks1_describe
from vault.formats.luks1 import header as luks1_header
from vault.formats.luks1 import keyslots as luks1_keyslots
from vault.formats.luks2 import describe as luks2_describe
from vault.formats.luks2 import header as luks2_header
from vault.formats.luks2 import keyslots as luks2_keyslots
from vault.formats.luks2.limits import DEFAULT_LIMITS, Limits
from vault.formats.luks2.model import Header
from vault.options import Inspection


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
    describe: Callable[[Path, Path | None, int, Any], Inspection]
    """What ``inspect`` shows, of the container's path, its header's, its size and the header read."""
    keyslots: Any
    """The module with ``add_keyslot``, ``change_keyslot`` and ``remove_keyslot``, which take the header read."""
    mapping: str
    """What cryptsetup puts into the UUID of a mapping."""


FORMATS = (
    VolumeFormat(
        "luks2",
        luks2_header.probe,
        luks2_header.read_header,
        luks2_keyslots.unlock,
        luks2_describe.describe,
        luks2_keyslots,
        "CRYPT-LUKS2",
    ),
    VolumeFormat(
        "luks1",
        luks1_header.probe,
        luks1_header.read_header,
        luks1_keyslots.unlock,
        luks1_describe.describe,
        luks1_keyslots,
        "CRYPT-LUKS1",
    ),
)
