"""A device that remembers writes and flushes in order and shows what a power cut would leave at any point."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random

from vault.blockdev.base import Buffer
from vault.blockdev.memory import MemoryDevice

TEAR = 512
"""Bytes that a medium writes whole or not at all."""


@dataclass(frozen=True, slots=True)
class Write:
    """A write that was handed to the medium."""

    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Flush:
    """A flush that returned."""


@dataclass(frozen=True, slots=True)
class CrashPoint:
    """What the medium may hold when power fails, after how many operations, and each unflushed write's fate."""

    operations: int
    fates: tuple[str, ...]
    image: bytearray

    def __str__(self) -> str:
        """Names the point so that a failing test can be understood."""
        return f"after {self.operations} operations, unflushed writes: {', '.join(self.fates) or 'none'}"


class CrashDevice(MemoryDevice):
    """A device in memory whose ``crash_points`` are the images that a power cut may leave.

    With ``flushes=False`` a flush does nothing, which a test of crash safety must notice.
    """

    def __init__(self, image: bytes | bytearray, sector_size: int = 512, *, flushes: bool = True) -> None:
        super().__init__(len(image), sector_size, data=bytearray(image))
        self.initial = bytes(image)
        self.log: list[Write | Flush] = []
        self._flushes = flushes

    def write(self, offset: int, data: Buffer) -> None:
        """Store ``data`` and remember it as not yet durable."""
        super().write(offset, data)
        self.log.append(Write(offset, bytes(data)))

    def discard(self, offset: int, length: int) -> None:
        """Zero the bytes, as a write that is not yet durable."""
        self.write(offset, bytes(length))

    def flush(self) -> None:
        """Make what was written so far durable."""
        if self._flushes:
            self.log.append(Flush())

    def crash_points(self, *, most: int = 64) -> Iterator[CrashPoint]:
        """Every point after an operation, each unflushed write kept, dropped or torn, in all combinations.

        Where they are more than ``most`` at one point, that many are drawn, always the same ones, the first of
        them "all dropped" and "all kept".
        """
        durable = bytearray(self.initial)
        pending: list[Write] = []
        for count, operation in enumerate([None, *self.log]):
            if isinstance(operation, Write):
                pending.append(operation)
            elif isinstance(operation, Flush):
                for write in pending:
                    _apply(durable, write, write.data)
                pending = []
            for fates in _combinations(pending, most, seed=count):
                image = bytearray(durable)
                for write, (_, kept) in zip(pending, fates, strict=True):
                    for start, stop in kept:
                        _apply(image, Write(write.offset + start, b""), write.data[start:stop])
                yield CrashPoint(count, tuple(name for name, _ in fates), image)


_Fate = tuple[str, tuple[tuple[int, int], ...]]


def _fates(write: Write) -> list[_Fate]:
    """What may become of one write, as the ranges of it that reached the medium."""
    length = len(write.data)
    sectors = length // TEAR
    result: list[_Fate] = [("dropped", ()), ("kept", ((0, length),))]
    for cut in sorted({1, sectors // 2, sectors - 1} - {0, sectors}) if sectors > 1 else ():
        result.append((f"first {cut} of {sectors} sectors", ((0, cut * TEAR),)))
        result.append((f"last {sectors - cut} of {sectors} sectors", ((cut * TEAR, length),)))
    return result


def _combinations(pending: list[Write], most: int, *, seed: int) -> list[tuple[_Fate, ...]]:
    choices = [_fates(write) for write in pending]
    total = 1
    for choice in choices:
        total *= len(choice)
    if total <= most:
        return list(product(*choices))
    draw = Random(seed)
    drawn = [tuple(draw.choice(choice) for choice in choices) for _ in range(most - 2)]
    return [tuple(choice[0] for choice in choices), tuple(choice[1] for choice in choices), *drawn]


def _apply(image: bytearray, write: Write, data: bytes) -> None:
    image[write.offset : write.offset + len(data)] = data
