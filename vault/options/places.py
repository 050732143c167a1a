"""Where a new container can be, and what can be in it: what is answered before it is made."""

from dataclasses import dataclass
from pathlib import Path

_WRITTEN = {"exfat": "exFAT", "vfat": "FAT", "ntfs": "NTFS", "xfs": "XFS", "btrfs": "Btrfs"}


def filesystem_name(name: str) -> str:
    """A file system's name as people write it; ``name`` is how the kernel has it."""
    return _WRITTEN.get(name, name)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a container is to be made: ``folder`` is what it would lie in, ``exists`` says whether the name is taken.

    ``size`` is that of the file or device that is there, None where there is none. ``free`` is what the user has left
    on the folder's ``filesystem`` (its type, empty where it is not told), ``largest`` the most bytes that a file may
    have there, None where that is no limit to speak of; ``writable`` says whether files can be made in the folder,
    ``has_folder`` whether that is there. ``is_folder`` and ``is_file`` tell what else than a device has the name.
    """

    container: Path
    folder: Path
    exists: bool
    is_device: bool
    size: int | None
    writable: bool
    free: int
    filesystem: str
    largest: int | None
    has_folder: bool
    is_folder: bool
    is_file: bool


@dataclass(frozen=True, slots=True)
class NewFileSystem:
    """A file system that can be made: the least bytes that it needs, and how many characters its label may have.

    ``mountable`` are the formats of new volumes in which this user can mount it on this computer.
    """

    name: str
    minimum: int
    label_limit: int
    mountable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HiddenRoom:
    """How many bytes a hidden volume can have in an outer volume of ``volume_size`` bytes that holds ``filesystem``.

    ``is_sure`` says whether the outer volume is known to have no files there; ``is_covered`` whether it is full of
    random data, as it has to be for nobody to see that there is a hidden volume.
    """

    largest: int
    volume_size: int
    filesystem: str
    is_sure: bool
    is_covered: bool
