"""A run of bytes of another device as a device of its own."""

from vault.blockdev.base import BlockDevice, Buffer
from vault.blockdev.unaligned import check_request


class Slice:
    """``size`` bytes of ``lower`` from ``offset``; ``lower`` stays its owner's to close.

    ``offset`` and ``sector_size`` are multiples of the lower device's sector size, ``size`` of ``sector_size``.
    """

    def __init__(self, lower: BlockDevice, offset: int, size: int, sector_size: int) -> None:
        check_request(lower, offset, size)
        assert sector_size % lower.sector_size == 0, "a sector smaller than the device's"
        assert size % sector_size == 0, "not whole sectors"
        self._lower = lower
        self._offset = offset
        self.size = size
        self.sector_size = sector_size
        self.read_only = lower.read_only

    def read(self, offset: int, length: int) -> bytes | bytearray:
        """Exactly ``length`` bytes from ``offset``."""
        check_request(self, offset, length)
        return self._lower.read(self._offset + offset, length)

    def write(self, offset: int, data: Buffer) -> None:
        """Store all of ``data`` at ``offset``."""
        check_request(self, offset, len(data))
        self._lower.write(self._offset + offset, data)

    def flush(self) -> None:
        """Make everything written so far durable."""
        self._lower.flush()

    def discard(self, offset: int, length: int) -> None:
        """Tell the medium that these bytes no longer matter."""
        check_request(self, offset, length)
        self._lower.discard(self._offset + offset, length)

    def close(self) -> None:
        """Nothing to give back."""
