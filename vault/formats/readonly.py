"""A segment of a format that vault reads and never writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from vault.blockdev.base import BlockDevice
from vault.blockdev.crypt import CryptDevice
from vault.blockdev.readonly import ReadOnly
from vault.crypto.secret import Secret
from vault.formats.base import Segment


@dataclass(frozen=True, slots=True)
class ReadOnlySegment:
    """``segment`` without its writes; ``read_only_reason`` is the sentence for whoever wants to write."""

    segment: Segment
    read_only_reason: str

    @property
    def cipher(self) -> str:
        """dm-crypt's name of the cipher."""
        return str(self.segment.cipher)

    @property
    def sector_size(self) -> int:
        """Bytes of a sector."""
        return self.segment.sector_size

    def size_within(self, container_size: int) -> int:
        """Bytes of plaintext in a container of this many bytes; raises DamagedHeader when it is too short."""
        return self.segment.size_within(container_size)

    def device(self, lower: BlockDevice, volume_key: Secret) -> CryptDevice:
        """The plaintext as a device over the whole container; writes raise ``OSError(EROFS)``."""
        return self.segment.device(ReadOnly(lower), volume_key)

    def dm_table(
        self, key: str, device: str, container_size: int, *, discards: bool = False, flags: Sequence[str] = ()
    ) -> str:
        """The line of the kernel's dm-crypt target; the mapping has to be made read-only."""
        return self.segment.dm_table(key, device, container_size, discards=discards, flags=flags)
