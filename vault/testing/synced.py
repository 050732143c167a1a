"""Writers that remember what was synced when, so that after a crash every byte that is found can be accounted for."""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Condition, Thread

LARGEST = 30_000
GAP = 600


@dataclass
class Slot:
    """A range of the file that one writer has for itself, what is durable there, and what was written since."""

    offset: int
    durable: bytes
    later: list[bytes] = field(default_factory=list)

    def wrong_bytes(self, found: bytes) -> int:
        """How many bytes are neither what was synced nor anything that was written after it."""
        texts = (self.durable, *self.later)
        if found in texts:
            return 0
        return sum(byte not in allowed for byte, *allowed in zip(found, *texts, strict=True))


class Load:
    """Writers of a file that holds ``content``: each writes its own slots, which share sectors, and syncs at times.

    ``start`` them, ``wait_for`` operations, take the file away from them, ``join`` them and ask for ``losses``.
    ``synced`` counts the slots that became durable.
    """

    def __init__(self, path: Path, content: bytes, chance: Random, *, lanes: int = 3) -> None:
        self._path, self._content = path, content
        self._done = 0
        self.synced = 0
        self._running = lanes
        self._changed = Condition()
        slots: list[list[Slot]] = [[] for _ in range(lanes)]
        offset = 0
        while offset < len(content):
            slot = Slot(offset, content[offset : offset + chance.randrange(1, LARGEST)])
            slots[chance.randrange(lanes)].append(slot)
            offset += len(slot.durable) + chance.choice((0, chance.randrange(GAP)))
        self._slots = sorted((slot for lane in slots for slot in lane), key=lambda slot: slot.offset)
        self._threads = [
            Thread(target=self._work, args=(lane, Random(chance.random())), daemon=True) for lane in slots if lane
        ]
        self._running = len(self._threads)

    def start(self) -> None:
        """Let the writers write."""
        for thread in self._threads:
            thread.start()

    def wait_for(self, operations: int, timeout_s: float) -> bool:
        """Whether so many writes and syncs were done in that time, before every writer had failed."""
        with self._changed:
            self._changed.wait_for(lambda: self._done >= operations or not self._running, timeout_s)
            return self._done >= operations

    def join(self, timeout_s: float) -> None:
        """Wait until every writer has failed."""
        for thread in self._threads:
            thread.join(timeout_s)
            assert not thread.is_alive(), "a writer hangs"

    def losses(self, found: bytes) -> list[str]:
        """What is neither as it was synced nor written after that, nor between the slots as it always was."""
        wrong, end = [], 0
        for slot in self._slots:
            if found[end : slot.offset] != self._content[end : slot.offset]:
                wrong.append(f"what nobody wrote has changed from {end} to {slot.offset}")
            end = slot.offset + len(slot.durable)
            count = slot.wrong_bytes(found[slot.offset : end])
            if count:
                wrong.append(f"{count} of {len(slot.durable)} synced bytes at {slot.offset} are lost")
        if found[end:] != self._content[end:]:
            wrong.append(f"what nobody wrote has changed from {end} on")
        return wrong

    def _work(self, slots: list[Slot], chance: Random) -> None:
        try:
            fd = os.open(self._path, os.O_RDWR | os.O_CLOEXEC)
            try:
                while True:
                    self._operate(fd, slots, chance)
                    with self._changed:
                        self._done += 1
                        self._changed.notify_all()
            finally:
                with suppress(OSError):
                    os.close(fd)
        except OSError:
            pass  # the file was taken away: the end of the work
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def _operate(self, fd: int, slots: list[Slot], chance: Random) -> None:
        """Write one slot, or sync and know that what was last written is durable."""
        if chance.random() < 0.15:
            os.fsync(fd)
            for slot in slots:
                if slot.later:
                    slot.durable, slot.later = slot.later[-1], []
                    self.synced += 1
            return
        slot = chance.choice(slots)
        data = chance.randbytes(len(slot.durable))
        slot.later.append(data)
        if os.pwrite(fd, data, slot.offset) != len(data):
            raise OSError("a short write")
