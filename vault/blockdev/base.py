"""The role that every store of bytes plays, and the one rule for requests that are not whole sectors."""

from typing import Protocol

Buffer = bytes | bytearray | memoryview


class BlockDevice(Protocol):
    """A fixed number of bytes, read and written in whole sectors.

    ``offset`` and ``length`` are bytes and multiples of ``sector_size``; a request beyond ``size`` is an assertion,
    since callers cut requests first. A write is durable once a ``flush`` that began after it has returned. Failures
    of the medium raise ``OSError`` with the medium's own errno, so that a server can hand it on; a medium shorter than
    it was is ``EIO``, never zeros.

    The three properties may be plain attributes, set once.
    """

    @property
    def size(self) -> int:
        """Bytes, a multiple of ``sector_size``."""

    @property
    def sector_size(self) -> int:
        """Bytes of the smallest request."""

    @property
    def read_only(self) -> bool:
        """Whether ``write`` and ``discard`` raise ``OSError(EROFS)``."""

    def read(self, offset: int, length: int) -> bytes | bytearray:
        """Exactly ``length`` bytes from ``offset``."""

    def write(self, offset: int, data: Buffer) -> None:
        """Store all of ``data`` at ``offset``."""

    def flush(self) -> None:
        """Make everything written so far durable."""

    def discard(self, offset: int, length: int) -> None:
        """Tell the medium that these bytes no longer matter; what they read as afterwards is undefined."""

    def close(self) -> None:
        """Give back what the device holds, wiping keys; closing twice is harmless."""
