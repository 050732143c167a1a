"""Random operations on an attached file of fixed size, each compared with a byte array that is changed alike."""

import ctypes
import errno
import mmap
import os
from collections import deque
from collections.abc import Callable
from pathlib import Path
from random import Random

from vault.testing.attach_contract import errno_of

KEEP_SIZE, PUNCH_HOLE, COLLAPSE_RANGE, ZERO_RANGE, INSERT_RANGE = 0x01, 0x02, 0x08, 0x10, 0x20
ZEROING = (KEEP_SIZE | PUNCH_HOLE, ZERO_RANGE, ZERO_RANGE | KEEP_SIZE)
LENGTHS = (1, 7, 511, 512, 513, 4095, 4096, 4097, 16384, 65536, 131072, 300_000)
REFUSALS = {errno.EPERM, errno.EACCES, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSPC, errno.EFBIG}
_libc = ctypes.CDLL(None, use_errno=True)


class FileTorture:
    """The file at ``path`` and its model.

    ``consumer`` and ``discards`` are those with which it was attached; ``stored`` gives the plaintext in the container,
    past all caches. Every failure names the last operations.
    """

    def __init__(
        self, path: Path, chance: Random, *, consumer: str, discards: bool, stored: Callable[[], bytes]
    ) -> None:
        self.model = bytearray(path.read_bytes())
        self.size = len(self.model)
        self._path, self._chance, self._stored = path, chance, stored
        self._consumer, self._discards = consumer, discards
        self._log: deque[str] = deque(maxlen=25)
        self._operations: list[Callable[[], None]] = [
            *[self._write] * 6,
            *[self._write_direct] * 3,
            *[self._write_vector] * 2,
            *[self._read] * 4,
            *[self._read_direct] * 3,
            *[self._map] * 3,
            *[self._zero] * 2,
            self._copy,
            self._sync,
            self._reopen,
            self._drop,
            self._refused,
            self._past_the_end,
            self._seek,
        ]
        self._open()

    def step(self) -> None:
        """One random operation."""
        operation = self._chance.choice(self._operations)
        try:
            operation()
            assert os.fstat(self._fd).st_size == self.size
        except (AssertionError, OSError) as error:
            lines = "\n".join(self._log)
            raise AssertionError(f"{error!r} as {self._consumer}, after:\n{lines}") from error

    def close(self) -> None:
        """Compare the whole file and close it."""
        os.close(self._direct)
        os.close(self._fd)
        assert self._path.read_bytes() == self.model, f"the file as {self._consumer}, after {list(self._log)}"

    def _open(self) -> None:
        flags = self._chance.choice((0, 0, os.O_SYNC, os.O_DSYNC)) | os.O_RDWR | os.O_CLOEXEC
        self._fd = os.open(self._path, flags)
        self._direct = os.open(self._path, flags | os.O_DIRECT)

    def _place(self, unit: int = 1) -> tuple[int, int]:
        """Offset and length of a random range of whole units, often at a border of sectors, pages or the file."""
        chance, units = self._chance, self.size // unit
        offset = chance.randrange(units) * unit
        if chance.random() < 0.3:
            offset = offset // 4096 * 4096
        length = max(chance.choice(LENGTHS), chance.randrange(1 << chance.choice((0, 0, 17, 20))))
        length = min(max(length // unit * unit, unit), self.size - offset)
        if chance.random() < 0.05:
            offset = self.size - length
        return offset, length

    def _note(self, what: str, offset: int = 0, length: int = 0) -> None:
        self._log.append(f"{what} {offset}+{length}")

    def _same(self, got: bytes | bytearray | memoryview, offset: int, length: int) -> None:
        expected = self.model[offset : offset + length]
        if got == expected:
            return
        assert len(got) == len(expected), f"{len(got)} bytes instead of {len(expected)} at {offset}"
        first = next(at for at in range(length) if got[at] != expected[at])
        count = sum(one != two for one, two in zip(got, expected, strict=True))
        raise AssertionError(f"{count} bytes differ, the first at {offset + first}")

    def _change(self, offset: int, data: bytes | bytearray) -> None:
        self.model[offset : offset + len(data)] = data

    def _write(self) -> None:
        offset, length = self._place()
        self._note("write", offset, length)
        data = self._chance.randbytes(length)
        assert os.pwrite(self._fd, data, offset) == length
        self._change(offset, data)

    def _write_direct(self) -> None:
        offset, length = self._place(self._chance.choice((1, 512, 4096)))
        self._note("write past the cache", offset, length)
        with mmap.mmap(-1, length) as memory:  # begins at a page, as O_DIRECT may ask
            memory[:] = data = self._chance.randbytes(length)
            assert os.pwrite(self._direct, memory, offset) == length
        self._change(offset, data)

    def _write_vector(self) -> None:
        offset, length = self._place()
        self._note("write a vector", offset, length)
        data = self._chance.randbytes(length)
        cuts = sorted(self._chance.randrange(length + 1) for _ in range(4))
        parts = [data[one:two] for one, two in zip([0, *cuts], [*cuts, length], strict=True)]
        assert os.pwritev(self._fd, parts, offset) == length
        self._change(offset, data)

    def _read(self) -> None:
        offset, length = self._place()
        self._note("read", offset, length)
        self._same(os.pread(self._fd, length, offset), offset, length)

    def _read_direct(self) -> None:
        offset, length = self._place(self._chance.choice((1, 512, 4096)))
        self._note("read past the cache", offset, length)
        with mmap.mmap(-1, length) as memory:
            assert os.preadv(self._direct, [memory], offset) == length
            self._same(memory[:], offset, length)

    def _map(self) -> None:
        """Write and read through a shared mapping, which the kernel refuses where there is no cache."""
        offset, length = self._place()
        self._note("map", offset, length)
        start = offset // mmap.ALLOCATIONGRANULARITY * mmap.ALLOCATIONGRANULARITY
        try:
            mapped = mmap.mmap(self._fd, offset + length - start, offset=start)
        except OSError as error:
            assert (self._consumer, error.errno) == ("loop", errno.ENODEV)  # noqa: PT017
            return
        with mapped:
            place = slice(offset - start, offset - start + length)
            self._same(mapped[place], offset, length)
            data = self._chance.randbytes(length)
            mapped[place] = data
            self._change(offset, data)
            if self._chance.random() < 0.5:
                mapped.flush()

    def _zero(self) -> None:
        """Holes and zero ranges read as zeros, or are refused and change nothing."""
        offset, length = self._place()
        mode = self._chance.choice(ZEROING)
        self._note(f"fallocate {mode}", offset, length)
        number = self._fallocate(mode, offset, length)
        if self._discards:
            assert number == 0
            self._change(offset, bytes(length))
        else:
            assert number == errno.EOPNOTSUPP
        self._same(os.pread(self._fd, length, offset), offset, length)

    def _copy(self) -> None:
        """Copying within the file; the kernel may copy less than it was asked to."""
        offset, length = self._place()
        target = self._chance.randrange(self.size)
        length = min(length, self.size - target, abs(target - offset))
        self._note(f"copy to {target} from", offset, length)
        count = os.copy_file_range(self._fd, self._fd, length, offset, target)
        assert 0 <= count <= length
        self._change(target, self.model[offset : offset + count])

    def _sync(self) -> None:
        self._note("sync")
        self._chance.choice((os.fsync, os.fdatasync))(self._fd)
        self._same(self._stored(), 0, self.size)

    def _reopen(self) -> None:
        self._note("reopen")
        os.close(self._direct)
        os.close(self._fd)
        self._open()

    def _drop(self) -> None:
        self._note("drop the cache")
        os.posix_fadvise(self._fd, 0, 0, os.POSIX_FADV_DONTNEED)

    def _refused(self) -> None:
        """What would change the size is refused and changes nothing."""
        size = self._chance.choice((0, 1, self.size - 1, self.size + 1, self.size - 4096, self.size * 2))
        mode = self._chance.choice((COLLAPSE_RANGE, INSERT_RANGE, 0))
        self._note(f"cut to {size}, fallocate {mode}")
        assert errno_of(os.ftruncate, self._fd, size) in REFUSALS
        assert errno_of(os.truncate, self._path, size) in REFUSALS
        assert self._fallocate(mode, self.size - 4096, 8192) in REFUSALS
        assert self._path.stat().st_size == self.size
        self._same(os.pread(self._fd, self.size + 1, 0), 0, self.size)

    def _past_the_end(self) -> None:
        """Nothing is written past the end; of what reaches over it, the part before may be."""
        inside = self._chance.choice((0, 1, 100, 5000))
        offset = self.size - inside
        self._note("write past the end", offset, inside + 3000)
        if self._consumer == "driver":
            return  # a write-back cache takes it and only fails later, so a driver has to know the size
        data = self._chance.randbytes(inside + 3000)
        try:
            assert os.pwrite(self._fd, data, offset) <= inside
        except OSError as error:
            assert error.errno == errno.ENOSPC  # noqa: PT017 - a short write would do as well
        found = os.pread(self._fd, inside + 3000, offset)
        assert len(found) == inside
        before = self.model[offset:]
        assert all(byte in (old, new) for byte, old, new in zip(found, before, data[:inside], strict=True))
        self._change(offset, found)

    def _seek(self) -> None:
        """No byte is in a hole before the end."""
        offset = self._chance.randrange(self.size)
        self._note("seek", offset)
        assert os.lseek(self._fd, offset, os.SEEK_DATA) == offset
        assert os.lseek(self._fd, offset, os.SEEK_HOLE) == self.size

    def _fallocate(self, mode: int, offset: int, length: int) -> int:
        if _libc.fallocate64(self._fd, mode, ctypes.c_int64(offset), ctypes.c_int64(length)) == 0:
            return 0
        return ctypes.get_errno()
