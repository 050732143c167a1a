"""Devices that refuse to be written: for formats that are only read, and over a device that might be written."""

import errno
import os

from vault.blockdev.base import BlockDevice, Buffer


class NeverWritten:
    """The half of a device that only reads: writes raise ``OSError(EROFS)`` with ``refusal`` as its sentence."""

    read_only = True
    refusal = os.strerror(errno.EROFS)

    def write(self, offset: int, data: Buffer) -> None:
        """Refuse."""
        raise OSError(errno.EROFS, self.refusal)

    def flush(self) -> None:
        """Nothing to do: nothing was written."""

    def discard(self, offset: int, length: int) -> None:
        """Refuse."""
        raise OSError(errno.EROFS, self.refusal)


class ReadOnly(NeverWritten):
    """``lower`` without its writes; ``lower`` stays its owner's to close."""

    def __init__(self, lower: BlockDevice) -> None:
        self._lower = lower
        self.size, self.sector_size = lower.size, lower.sector_size

    def read(self, offset: int, length: int) -> bytes | bytearray:
        """Exactly ``length`` bytes from ``offset``."""
        return self._lower.read(offset, length)

    def close(self) -> None:
        """Nothing to give back."""
