"""Headers saved, restored and converted: what is answered."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class HeaderBackup:
    """A header that was saved in ``file``, or restored from it; ``file`` None is the container's own backup.

    ``header`` is the file with the detached header, if it has one; ``size`` is the backup's in bytes.
    """

    container: Path
    header: Path | None
    file: Path | None
    format: str
    size: int


@dataclass(frozen=True, slots=True)
class ConvertedHeader:
    """A header that was converted in place to ``format``; ``backup`` is the file with what it was before."""

    container: Path
    header: Path | None
    format: str
    uuid: str
    backup: Path | None
