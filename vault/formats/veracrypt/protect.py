"""The outer volume with its hidden volume protected: the first write towards it makes the whole read-only.

References: VeraCrypt documentation, "Protection of Hidden Volumes Against Damage"
"""

import errno
import os
import threading
from dataclasses import dataclass
from typing import Self

from vault.blockdev.base import BlockDevice, Buffer
from vault.crypto.ciphers import CipherSpec
from vault.crypto.secret import Secret
from vault.errors import UsageError
from vault.events import OnEvent, Warned, ignore
from vault.formats.base import Segment
from vault.formats.veracrypt.layout import Location
from vault.formats.veracrypt.open import VeraCryptUnlocked


@dataclass(frozen=True, slots=True)
class HiddenVolumeProtected(Warned):
    """A write of ``length`` bytes at ``offset`` of the outer volume was refused; it is read-only from now on."""

    offset: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True)
class ProtectedSegment:
    """The outer volume's ``segment``, of whose plaintext bytes ``start`` to ``end`` are never written."""

    segment: Segment
    start: int
    end: int

    @classmethod
    def of(cls, outer: Segment, hidden: VeraCryptUnlocked) -> Self:
        """The outer volume with this hidden volume protected.

        Raises UsageError when the two are not an outer volume and the hidden volume in it.
        """
        assert outer.length is not None
        start = hidden.header.area_offset - outer.offset
        end = start + hidden.header.area_size
        if not hidden.header.hidden or start <= 0 or end > outer.length:
            raise UsageError("the volume to protect is not a hidden volume within this one")
        # The hidden header of old volumes lies behind the hidden data, where the outer volume could write too.
        return cls(outer, start, outer.length if hidden.found.location is Location.OLD_HIDDEN else end)

    @property
    def cipher(self) -> CipherSpec:
        """How the outer volume is encrypted."""
        return self.segment.cipher

    @property
    def sector_size(self) -> int:
        """Bytes of a sector."""
        return self.segment.sector_size

    def size_within(self, container_size: int) -> int:
        """Bytes of plaintext in a container of this many bytes; raises DamagedHeader when it is too short."""
        return self.segment.size_within(container_size)

    def device(self, lower: BlockDevice, volume_key: Secret) -> "Protected":
        """The plaintext as a device over the whole container ``lower``."""
        return Protected(self.segment.device(lower, volume_key), self.start, self.end)


class Protected:
    """``lower``, an outer volume's plaintext, of which bytes ``start`` to ``end`` are never written; thread safe.

    The first request that would change one of them is refused as a whole with ``OSError(EROFS)``, and so are all
    writes after it. Discards are always refused, since they would show where data is. Closing closes ``lower``.
    """

    def __init__(self, lower: BlockDevice, start: int, end: int, *, on_event: OnEvent = ignore) -> None:
        assert 0 <= start < end <= lower.size, "not within the device"
        self._lower = lower
        self._start, self._end = start, end
        self._on_event = on_event
        self._lock = threading.Lock()
        self._tripped = False
        self.size, self.sector_size = lower.size, lower.sector_size

    @property
    def read_only(self) -> bool:
        """Whether writes are refused: from the start, or since one was."""
        return self._tripped or self._lower.read_only

    def read(self, offset: int, length: int) -> bytes | bytearray:
        """Exactly ``length`` bytes from ``offset``; the hidden volume reads as noise."""
        return self._lower.read(offset, length)

    def write(self, offset: int, data: Buffer) -> None:
        """Store all of ``data`` at ``offset``, or nothing of it."""
        length = len(data)
        if length and offset < self._end and offset + length > self._start:
            self._trip(offset, length)
        if self._tripped:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        self._lower.write(offset, data)

    def flush(self) -> None:
        """Make everything written so far durable."""
        self._lower.flush()

    def discard(self, offset: int, length: int) -> None:
        """Refuse."""
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    def close(self) -> None:
        """Close ``lower``."""
        self._lower.close()

    def _trip(self, offset: int, length: int) -> None:
        with self._lock:
            first, self._tripped = not self._tripped, True
        if first:
            self._on_event(
                HiddenVolumeProtected(
                    "a write would have damaged the hidden volume, so the outer volume is read-only now",
                    hint="dismount it; what was written last may be lost, the hidden volume is intact",
                    offset=offset,
                    length=length,
                )
            )
