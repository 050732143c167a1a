"""LUKS1 and LUKS2 as formats of volumes: what both have in common, as one header model is read from both."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

from vault.blockdev.base import BlockDevice
from vault.crypto.secret import Secret
from vault.events import OnEvent
from vault.formats.base import Place, Segment, Unlocked
from vault.formats.luks1 import describe as luks1_describe
from vault.formats.luks1 import header as luks1_header
from vault.formats.luks1 import keyslots as luks1_keyslots
from vault.formats.luks2 import describe as luks2_describe
from vault.formats.luks2 import header as luks2_header
from vault.formats.luks2 import keyslots as luks2_keyslots
from vault.formats.luks2.authenticated import AuthenticatedSegment
from vault.formats.luks2.limits import Limits
from vault.formats.luks2.model import Header
from vault.formats.luks2.validate import check_openable, check_placement
from vault.options import Inspection, OpenOptions


@dataclass(frozen=True, slots=True)
class LuksLocked:
    """A header that was validated, and its data segment.

    ``keyslots`` is the module that opens, adds, changes and removes its keyslots.
    """

    header: Header
    plaintext: Segment | AuthenticatedSegment
    device: BlockDevice
    limits: Limits
    keyslots: ModuleType
    needs_credential: bool = True

    @property
    def uuid(self) -> str:
        """The UUID in the header."""
        return self.header.uuid

    @property
    def flags(self) -> tuple[str, ...]:
        """The persistent flags."""
        return self.header.flags

    @property
    def read_only_reason(self) -> str:
        """Ciphers of another age are only read."""
        cipher = self.plaintext.cipher
        return f"{cipher} is only read, never written" if cipher.legacy else ""

    def unlock(
        self, credential: Secret, *, raw: bool, slot: int | None, trail: Mapping[str, str], on_event: OnEvent
    ) -> Unlocked:
        """The volume key, from the keyslot ``slot`` or the first that opens."""
        del raw, trail
        number, key = self.keyslots.unlock(
            self.header, self.device, credential, slot=slot, limits=self.limits, on_event=on_event
        )
        return Unlocked(number, key, self.plaintext)


@dataclass(frozen=True, slots=True)
class LuksFormat:
    """One of the two versions, as a format that volumes are opened by."""

    name: str
    mapping: str
    header: ModuleType
    keyslots: ModuleType
    description: ModuleType
    takes: frozenset[str] = frozenset()

    def probe(self, device: BlockDevice) -> bool:
        """Whether there is a header of this version, be it damaged."""
        found: bool = self.header.probe(device)
        return found

    def read(self, place: Place, options: OpenOptions, limits: Limits) -> LuksLocked:
        """The header, of a volume that can be opened."""
        del options
        header: Header = self.header.read_header(place.header, limits=limits)
        check_openable(header)
        check_placement(header, detached=place.header is not place.device)
        segment = header.data_segment()
        if isinstance(segment, AuthenticatedSegment):
            segment = segment.within(place.device)
        return LuksLocked(header, segment, place.header, limits, self.keyslots)

    def describe(self, place: Place, options: OpenOptions) -> Inspection:
        """Everything the header says."""
        del options
        header = self.header.read_header(place.header)
        found: Inspection = self.description.describe(place.path, place.header_path, place.device.size, header)
        return found


LUKS2 = LuksFormat("luks2", "CRYPT-LUKS2", luks2_header, luks2_keyslots, luks2_describe)
LUKS1 = LuksFormat("luks1", "CRYPT-LUKS1", luks1_header, luks1_keyslots, luks1_describe)
