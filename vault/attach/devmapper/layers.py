"""Mappings that lie one on the other, made from the bottom up and taken away from the top down, all or none."""

import errno
import os
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from vault.attach.devmapper import libdm, users
from vault.errors import BackendError, BusyError, from_os
from vault.system.mappings import mapping

NODES = Path("/dev/mapper")
SETTLING_S = 5.0
"""How long a device that nobody is known to use may be held, as udev does that looks into each new one."""
POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class Layer:
    """One mapping: its name and UUID, its table by the device (``major:minor``) that it lies on, and who may look."""

    name: str
    uuid: str
    table: Callable[[str], str]
    private: bool = False

    @property
    def path(self) -> Path:
        """Its node."""
        return NODES / self.name


def create(layers: Sequence[Layer], device: str, undo: ExitStack, *, read_only: bool) -> bool:
    """Whether all were made, the first on ``device``; False when a name was taken meanwhile.

    Each is taken away when ``undo`` unwinds. Raises BackendError or BusyError.
    """
    for layer in layers:
        try:
            libdm.create(layer.name, layer.uuid)
        except OSError as error:
            if error.errno == errno.EBUSY:
                return False
            raise from_os(error, "the kernel makes no mapping") from error
        undo.callback(_undo, layer)
        _activate(layer, layer.table(device), read_only=read_only)
        device = _number(layer)
    return True


def remove(uuid: str, path: Path, settling_s: float) -> None:
    """Take the mapping away, or find that somebody else did. Raises BusyError and BackendError."""
    deadline = time.monotonic() + settling_s
    while (found := mapping(uuid)) is not None:
        try:
            libdm.remove(found.name)
        except OSError as error:
            if error.errno == errno.ENXIO:
                return
            if error.errno != errno.EBUSY:
                raise from_os(error, f"{path} cannot be taken away") from error
            names = users.users_of(found)
            if names or time.monotonic() >= deadline:
                raise users.busy(path, names) from error
            time.sleep(POLL_S)


def remove_unfinished(uuid: str, path: Path) -> None:
    """Take away what a command left that was killed before it gave the mapping a table: sysfs does not show that."""
    try:
        libdm.remove_uuid(uuid)
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise from_os(error, f"{path} cannot be taken away") from error


def _undo(layer: Layer) -> None:
    remove(layer.uuid, layer.path, SETTLING_S)
    remove_unfinished(layer.uuid, layer.path)


def _activate(layer: Layer, table: str, *, read_only: bool) -> None:
    try:
        libdm.load(layer.name, table, read_only=read_only)
        libdm.resume(layer.name, private=layer.private)
    except OSError as error:
        if error.errno == errno.EBUSY:
            raise BusyError("the container is in use", hint="something claimed the device just now") from error
        hint = "the kernel's log (dmesg) says why"
        raise from_os(error, "the kernel does not take the mapping", hint=hint) from error
    if not layer.path.is_block_device():
        raise BackendError(f"{layer.path} did not appear", hint="udev makes it: see whether it works")


def _number(layer: Layer) -> str:
    found = layer.path.stat().st_rdev
    return f"{os.major(found)}:{os.minor(found)}"
