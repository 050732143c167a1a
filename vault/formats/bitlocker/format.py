"""BitLocker as a format of volumes."""

from collections.abc import Mapping
from dataclasses import dataclass

from vault.blockdev.base import BlockDevice
from vault.crypto.secret import Secret
from vault.events import OnEvent
from vault.formats.base import Place, Unlocked
from vault.formats.bitlocker import describe as description
from vault.formats.bitlocker import header, unlock
from vault.formats.bitlocker.extents import READ_ONLY_REASON, VolumeMap, check_openable
from vault.formats.bitlocker.model import Header
from vault.formats.checks import no_detached_header
from vault.options import Inspection, OpenOptions


@dataclass(frozen=True, slots=True)
class BitLockerLocked:
    """Metadata that was read; what it says is confirmed when the volume is unlocked."""

    header: Header
    flags: tuple[str, ...] = ()
    read_only_reason: str = READ_ONLY_REASON

    @property
    def uuid(self) -> str:
        """The identifier of the volume."""
        return str(self.header.id)

    @property
    def plaintext(self) -> VolumeMap:
        """The map of the plaintext."""
        return VolumeMap.of(self.header)

    @property
    def needs_credential(self) -> bool:
        """Whether it is not suspended: then its key lies open in the metadata."""
        return not self.header.suspended

    def unlock(
        self, credential: Secret, *, raw: bool, slot: int | None, trail: Mapping[str, str], on_event: OnEvent
    ) -> Unlocked:
        """The volume key, by a passphrase, a recovery password or the content of a startup key."""
        del raw, trail
        return unlock.unlock(self.header, credential, slot=slot, on_event=on_event)


class BitLockerFormat:
    """Read only."""

    name = "bitlocker"
    mapping = "CRYPT-BITLK"
    takes: frozenset[str] = frozenset()

    def probe(self, device: BlockDevice) -> bool:
        """Whether the first sector is BitLocker's."""
        return header.probe(device)

    def read(self, place: Place, options: OpenOptions, limits: object) -> BitLockerLocked:
        """The metadata of a volume whose plaintext can be told."""
        del options, limits
        no_detached_header(place, self.name)
        found = header.read_header(place.device)
        check_openable(found)
        return BitLockerLocked(found)

    def describe(self, place: Place, options: OpenOptions) -> Inspection:
        """Everything the metadata says."""
        del options
        return description.describe(place.path, place.device.size, header.read_header(place.device))
