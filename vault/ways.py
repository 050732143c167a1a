"""All ways to attach and to mount, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from vault.errors import BackendError

if TYPE_CHECKING:
    from vault.attach.base import Attacher
    from vault.filesystem.base import Mounter


class Named(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str:
        """The name."""


Way = TypeVar("Way", bound=Named)


def attachers() -> list[Attacher]:
    """All ways to attach, the best first."""
    from vault.attach.devmapper.attacher import DeviceMapper
    from vault.attach.fusefile.attacher import FuseFile
    from vault.attach.udisks import UDisksAttacher
    from vault.privileged.attacher import HelperAttacher

    return [DeviceMapper(), UDisksAttacher(), HelperAttacher(), FuseFile()]


def mounters() -> list[Mounter]:
    """All ways to mount, the best first."""
    from vault.filesystem.kernel import KernelMounter
    from vault.filesystem.udisks import UDisksMounter
    from vault.filesystem.userspace import UserSpaceMounter
    from vault.privileged.mounter import HelperMounter

    return [KernelMounter(), UDisksMounter(), HelperMounter(), UserSpaceMounter()]


def named(ways: Sequence[Way], name: str) -> Way:
    """The way that a record names."""
    for way in ways:
        if way.name == name:
            return way
    raise BackendError(f"there is no way called {name}", hint="another version of vault opened this volume")
