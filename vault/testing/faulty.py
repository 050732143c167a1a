"""A device that fails at a chosen call, once or from then on."""

import errno
import os
from enum import Enum

from vault.blockdev.base import BlockDevice, Buffer


class Fault(Enum):
    """How a call fails: nothing done, or only the first half of a write."""

    EIO = "eio"
    ENOSPC = "enospc"
    SHORT = "short"
    """Half of a write reaches the medium before it fails with EIO; other calls fail with EIO."""


class FaultyDevice:
    """``lower`` whose call number ``at`` fails with ``fault``; from 0, calls of every kind counted together.

    ``calls`` lists what was called. With ``lasting`` every later call fails as well. ENOSPC strikes only calls
    that write: a read in its place succeeds.
    """

    def __init__(
        self, lower: BlockDevice, *, at: int | None = None, fault: Fault = Fault.EIO, lasting: bool = False
    ) -> None:
        self._lower = lower
        self.size, self.sector_size, self.read_only = lower.size, lower.sector_size, lower.read_only
        self._at = at
        self._fault = fault
        self._lasting = lasting
        self.calls: list[str] = []
        self.struck = False

    def read(self, offset: int, length: int) -> bytes | bytearray:
        """Exactly ``length`` bytes from ``offset``, or the fault."""
        self._call("read", writes=False)
        return self._lower.read(offset, length)

    def write(self, offset: int, data: Buffer) -> None:
        """Store ``data`` at ``offset``, or the fault."""
        try:
            self._call("write")
        except OSError:
            if self._fault is Fault.SHORT:
                half = len(data) // 2 // self.sector_size * self.sector_size
                self._lower.write(offset, memoryview(data)[:half])
            raise
        self._lower.write(offset, data)

    def flush(self) -> None:
        """Make everything written so far durable, or the fault."""
        self._call("flush")
        self._lower.flush()

    def discard(self, offset: int, length: int) -> None:
        """Hand the discard on, or the fault."""
        self._call("discard")
        self._lower.discard(offset, length)

    def close(self) -> None:
        """Nothing to give back."""

    def _call(self, name: str, *, writes: bool = True) -> None:
        number = len(self.calls)
        self.calls.append(name)
        if self._at is None or number < self._at or (number > self._at and not self._lasting):
            return
        if self._fault is Fault.ENOSPC and not writes:
            return
        self.struck = True
        code = errno.ENOSPC if self._fault is Fault.ENOSPC else errno.EIO
        raise OSError(code, os.strerror(code))
