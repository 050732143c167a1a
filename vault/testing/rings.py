"""Whether the kernel offers FUSE over io_uring, switched for a while by root."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vault.attach.fusefile.native import RING_OFFERED


def missing() -> str:
    """Why it cannot be switched here, or ''."""
    if not RING_OFFERED.exists():
        return "this kernel has no FUSE over io_uring"
    if not os.access(RING_OFFERED, os.W_OK):
        return "only root can have the kernel offer FUSE over io_uring"
    return ""


@contextmanager
def switched(way: Path = RING_OFFERED, *, on: bool) -> Iterator[None]:
    """New mounts are offered rings, or are not; one caller at a time, and as it was before afterwards."""
    descriptor = os.open(way, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        before = way.read_text()
        way.write_text("Y" if on else "N")
        try:
            yield
        finally:
            way.write_text(before)
    finally:
        os.close(descriptor)
