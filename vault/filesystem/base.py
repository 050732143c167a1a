"""The role of a mounter, and what it hands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vault.attach.base import Attachment, Availability
    from vault.events import OnEvent


def _tell_nobody(_mounted: Mounted) -> None:
    """Announce nothing."""


@dataclass(frozen=True, slots=True)
class MountOptions:
    """How a file system is to be mounted; ``nosuid,nodev`` come on top always."""

    read_only: bool = False
    owner_uid: int = 0
    owner_gid: int = 0
    noexec: bool = False
    announce: Callable[[Mounted], object] = _tell_nobody
    """Called just before a mount is made, so that it can be recorded and undone; a driver's process is not known then.

    Where others choose the folder it is called as soon as that is known.
    """


@dataclass(frozen=True, slots=True)
class Mounted:
    """A file system that is mounted: at ``mount_point``, by the driver process ``driver`` (0: the kernel).

    ``device`` is the loop device below it, empty for a user-space driver.
    """

    way: str
    filesystem: str
    mount_point: Path
    driver: int
    device: str
    read_only: bool


class Mounter(Protocol):
    """One way of mounting a file system of a shown plaintext."""

    name: str
    consumer: str
    """What ``AttachOptions.consumer`` should be for this mounter."""
    attachers: frozenset[str]
    """The names of the attachers whose plaintext it can mount."""

    def probe(self, filesystem: str, *, read_only: bool) -> Availability:
        """Whether this way can mount that file system here; changes nothing."""

    def mount(self, attachment: Attachment, filesystem: str, mount_point: Path, options: MountOptions) -> Mounted:
        """The file system, checked before by the caller, mounted with nosuid and nodev.

        Raises MountError or BackendError and leaves nothing behind.
        """

    def dismount(self, mounted: Mounted, *, force: bool, timeout_s: float) -> None:
        """Write everything back and take the mount away; returns when the driver and loop device are gone.

        Raises BusyError (with ``holders``) while somebody uses it and ``force`` is off.
        """


@runtime_checkable
class CheckingMounter(Mounter, Protocol):
    """A mounter that checks file systems itself, because nobody else can read the plaintext."""

    def check(self, attachment: Attachment, *, read_only: bool, on_event: OnEvent) -> None:
        """Return when the file system may be mounted. Raises FileSystemDamaged, MountError or BackendError."""
