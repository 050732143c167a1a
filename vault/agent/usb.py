"""USB devices whose removal closes volumes, as a source of the agent's events."""

from pathlib import Path
from typing import Protocol

from vault.agent.events import Event, UsbRemoved
from vault.system import usb


class Wakes(Protocol):
    """What can be read when devices have come or gone; ``vault.system.usb.Uevents``."""

    def fileno(self) -> int:
        """What can be read then."""

    def about_usb(self) -> bool:
        """Whether that may have been USB devices."""

    def close(self) -> None:
        """Tell no more."""


class UsbDevices:
    """Tells of each USB device that was there and is removed; a source."""

    name = "the USB devices"
    tells = False
    """It says nothing of a locked screen."""

    def __init__(self, wakes: Wakes | None = None, sysfs: Path = usb.SYSFS) -> None:
        """Begin to watch. Raises BackendError."""
        self._sysfs = sysfs
        self._wakes = wakes or usb.Uevents()
        self._there = usb.devices(sysfs)

    def fileno(self) -> int:
        """What can be read when devices have come or gone."""
        return self._wakes.fileno()

    def events(self) -> list[Event]:
        """What was removed by now. Raises BackendError."""
        if not self._wakes.about_usb():
            return []
        before, self._there = self._there, usb.devices(self._sysfs)
        return [UsbRemoved(self.name, device) for device in usb.removed(before, self._there)]

    def close(self) -> None:
        """Watch nothing more."""
        self._wakes.close()


def is_device(removed: str, chosen: str) -> bool:
    """Whether the device that was removed is the chosen one, which may name no serial number."""
    return bool(chosen) and (removed == chosen or removed.startswith(f"{chosen}:"))
