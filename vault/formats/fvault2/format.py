"""FileVault 2 as a format of volumes."""

from collections.abc import Mapping
from dataclasses import dataclass

from vault.blockdev.base import BlockDevice
from vault.crypto.secret import Secret
from vault.events import OnEvent
from vault.formats.base import Place, Unlocked
from vault.formats.checks import no_detached_header
from vault.formats.fvault2 import describe as description
from vault.formats.fvault2 import header, unlock
from vault.formats.fvault2.model import Header
from vault.formats.fvault2.unlock import READ_ONLY_REASON, check_openable
from vault.formats.readonly import ReadOnlySegment
from vault.options import Inspection, OpenOptions


@dataclass(frozen=True, slots=True)
class FVault2Locked:
    """Metadata that was read and checked."""

    header: Header
    flags: tuple[str, ...] = ()
    read_only_reason: str = READ_ONLY_REASON
    needs_credential: bool = True

    @property
    def uuid(self) -> str:
        """The identifier of the physical volume."""
        return str(self.header.physical_volume)

    @property
    def plaintext(self) -> ReadOnlySegment:
        """The logical volume."""
        return ReadOnlySegment(self.header.segment, READ_ONLY_REASON)

    def unlock(
        self, credential: Secret, *, raw: bool, slot: int | None, trail: Mapping[str, str], on_event: OnEvent
    ) -> Unlocked:
        """The volume key, by the passphrase of a user or the recovery password."""
        del raw, trail
        return unlock.unlock(self.header, credential, slot=slot, on_event=on_event)


class FVault2Format:
    """Read only."""

    name = "fvault2"
    mapping = "CRYPT-FVAULT2"
    takes: frozenset[str] = frozenset()

    def probe(self, device: BlockDevice) -> bool:
        """Whether there is a volume header of Core Storage."""
        return header.probe(device)

    def read(self, place: Place, options: OpenOptions, limits: object) -> FVault2Locked:
        """The metadata of a volume whose plaintext can be told."""
        del options, limits
        no_detached_header(place, self.name)
        found = header.read_header(place.device)
        check_openable(found)
        return FVault2Locked(found)

    def describe(self, place: Place, options: OpenOptions) -> Inspection:
        """Everything the metadata says."""
        del options
        return description.describe(place.path, place.device.size, header.read_header(place.device))
