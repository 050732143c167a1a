"""Copying one device to another and comparing both, so that it can be stopped at any moment and gone on with.

Zeros are written like everything else: what the target holds where nothing was written is no zeros once decrypted.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from vault.blockdev.base import BlockDevice
from vault.blockdev.journal import Journal
from vault.blockdev.unaligned import read_at
from vault.errors import BackendError, FormatError, UsageError, from_os
from vault.events import OnEvent, Progress, ignore

STEP = 4 << 20
"""Bytes that are read and written at once; a multiple of every sector size."""
MARK_EVERY = 64 << 20
"""Bytes after which the journal is told: at most as much is copied twice."""


def copy(
    source: BlockDevice,
    target: BlockDevice,
    journal: Journal,
    *,
    on_event: OnEvent = ignore,
    step: int = STEP,
    mark_every: int = MARK_EVERY,
) -> None:
    """Have ``target`` hold, durably, what ``source`` holds and zeros behind it, from where the journal says on.

    The journal is told only what is durable. ``source`` is never written. Raises UsageError when the target is too
    small, FormatError for a journal that cannot be of these two, NoSpace, BackendError; then it can be gone on with.
    """
    _check_fit(source, target, journal)
    done = journal.done
    while done < target.size:
        until = min(done + mark_every, target.size)
        while done < until:
            data = _read(source, done, min(step, until - done))
            with _telling("write the new volume"):
                target.write(done, data)
            done += len(data)
            on_event(Progress("copying", done, target.size))
        with _telling("write the new volume"):
            target.flush()
        journal.mark(done)


def verify(
    source: BlockDevice, target: BlockDevice, journal: Journal, *, on_event: OnEvent = ignore, step: int = STEP
) -> str:
    """The SHA-256 of all that ``source`` holds, in hex, after ``target`` was found to hold the same and zeros behind.

    All of both is read. Raises BackendError when they differ; the journal is then set back to before that place.
    """
    digest = hashlib.sha256()
    for offset in range(0, target.size, step):
        length = min(step, target.size - offset)
        expected = _read(source, offset, length)
        with _telling("read the new volume"):
            found = target.read(offset, length)
        if found != expected:
            journal.mark(offset)
            raise BackendError(
                f"the new volume differs from the old one between its bytes {offset} and {offset + length}",
                hint="a disk or the memory of this machine may be failing, or somebody writes to the old volume",
            )
        digest.update(memoryview(expected)[: max(source.size - offset, 0)])
        on_event(Progress("verifying", offset + length, target.size))
    return digest.hexdigest()


def _check_fit(source: BlockDevice, target: BlockDevice, journal: Journal) -> None:
    if target.size < source.size:
        raise UsageError(
            f"the old volume has {source.size} bytes and the new one only {target.size}", hint="make a larger one"
        )
    if not 0 <= journal.done <= target.size or journal.done % target.sector_size:
        raise FormatError(f"the journal says that {journal.done} bytes are done, which cannot be")


def _read(source: BlockDevice, offset: int, length: int) -> bytes | bytearray:
    """Bytes of the source, with zeros for what would be behind its end."""
    there = min(max(source.size - offset, 0), length)
    with _telling("read the old volume"):
        data = read_at(source, offset, there) if there else b""
    return data if there == length else bytes(data).ljust(length, b"\0")


@contextmanager
def _telling(what: str) -> Iterator[None]:
    """Raise the medium's failures as BackendErrors that say what was tried."""
    try:
        yield
    except OSError as error:
        raise from_os(error, f"cannot {what}") from error
