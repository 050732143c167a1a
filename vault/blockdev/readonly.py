"""A device that refuses to be written, over one that might not."""

import errno
import os

from vault.blockdev.base import BlockDevice, Buffer


class ReadOnly:
    """``lower`` without its writes, which raise ``OSError(EROFS)``; ``lower`` stays its owner's to close."""

    def __init__(self, lower: BlockDevice) -> None:
        self._lower = lower
        self.size, self.sector_size, self.read_only = lower.size, lower.sector_size, True

    def read(self, offset: int, length: int) -> bytes | bytearray:
        """Exactly ``length`` bytes from ``offset``."""
        return self._lower.read(offset, length)

    def write(self, offset: int, data: Buffer) -> None:
        """Refuse."""
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    def flush(self) -> None:
        """Nothing to do: nothing was written."""

    def discard(self, offset: int, length: int) -> None:
        """Refuse."""
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    def close(self) -> None:
        """Nothing to give back."""
