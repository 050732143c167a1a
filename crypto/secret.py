"""Secrets in memory that is locked, left out of core dumps and wiped, and that never prints itself.

What Python or a library copies out of a view is beyond reach: pass views on, do not make ``bytes`` of them.
"""

import ctypes
import mmap
from types import TracebackType
from typing import Self

Bytes = bytes | bytearray | memoryview

_libc = ctypes.CDLL(None, use_errno=True)
_libc.mlock.argtypes = (ctypes.c_void_p, ctypes.c_size_t)


def wipe(buffer: bytearray | memoryview) -> None:
    """Overwrite a writable buffer with zeros."""
    with memoryview(buffer) as view, view.cast("B") as octets:
        octets[:] = bytes(len(octets))


class _Memory(mmap.mmap):
    """Memory that is wiped when the last view of it is gone, so that a view never turns to zeros behind its user."""

    def __del__(self) -> None:
        if not self.closed:  # as it is when there was no memory to be had
            self[:] = bytes(len(self))


class Secret:
    """A fixed number of secret bytes, wiped by ``wipe`` or the end of a ``with`` block, at the latest when freed.

    The memory is locked as far as the limit on locked memory allows, so that it is not swapped out. Two secrets are
    compared in constant time. A secret cannot be printed, pickled, copied or hashed.
    """

    __slots__ = ("_length", "_view")

    def __init__(self, data: Bytes, *, wipe_source: bool = False) -> None:
        """Copy the data; ``wipe_source`` then overwrites where it came from, which has to be writable."""
        with memoryview(data) as source, source.cast("B") as octets:
            self._allocate(len(octets))
            self.view()[:] = octets
        if wipe_source:
            assert not isinstance(data, bytes)
            wipe(data)

    @classmethod
    def zeros(cls, length: int) -> Self:
        """A secret of that many zero bytes, to be filled through its view."""
        self = cls.__new__(cls)
        self._allocate(length)
        return self

    def _allocate(self, length: int) -> None:
        self._length = length
        memory = _Memory(-1, max(length, 1), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        memory.madvise(mmap.MADV_DONTDUMP)
        address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
        _libc.mlock(address, len(memory))  # best effort: ordinary users may lock a few MiB only
        self._view: memoryview | None = memoryview(memory)[:length]

    def view(self) -> memoryview:
        """The bytes themselves, writable and not copied. Raises ValueError after ``wipe``."""
        if self._view is None:
            raise ValueError("the secret has been wiped")
        return self._view

    def wipe(self) -> None:
        """Overwrite the bytes; views that others still hold show zeros. Wiping twice is harmless."""
        if self._view is None:
            return
        wipe(self._view)
        # Only the reference goes: the memory is given back when the last view of it is gone.
        self._view = None

    def __len__(self) -> int:
        return self._length

    def __bool__(self) -> bool:
        return self._length > 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.wipe()

    def __eq__(self, other: object) -> bool:
        from hmac import compare_digest  # here, because it loads libcrypto

        if not isinstance(other, Secret):
            return NotImplemented
        return compare_digest(self.view(), other.view())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Secret({self._length} bytes)"

    def __reduce__(self) -> str:
        raise TypeError("a secret cannot be pickled or copied")
