"""USB devices that are there, and being woken when one is plugged in or removed.

The kernel tells every process of every device that comes and goes; what is there is then looked up in sysfs, so that
nothing a message says has to be believed.

References: Linux, Documentation/ABI/testing/sysfs-bus-usb; netlink(7), NETLINK_KOBJECT_UEVENT
"""

import errno
import socket
from collections.abc import Mapping
from pathlib import Path

from vault.errors import from_os

SYSFS = Path("/sys/bus/usb/devices")
NETLINK_KOBJECT_UEVENT = 15
FROM_KERNEL = 1
"""The group of messages that the kernel sends; udev has another one for its own."""
LONGEST = 1 << 14

Key = tuple[str, str]
"""Where a device is plugged in, and the number that it got there."""


def devices(sysfs: Path = SYSFS) -> dict[Key, str]:
    """Each USB device that is there as VID:PID or VID:PID:SERIAL."""
    found = {}
    for folder in sorted(sysfs.glob("*")):
        try:
            vendor, product, number = (
                folder.joinpath(name).read_text().strip() for name in ("idVendor", "idProduct", "devnum")
            )
        except OSError:
            continue  # an interface, a hub's port, or gone meanwhile
        try:
            serial = folder.joinpath("serial").read_text(errors="replace").strip()
        except OSError:
            serial = ""
        found[folder.name, number] = ":".join(filter(None, (vendor.lower(), product.lower(), serial)))
    return found


def removed(before: Mapping[Key, str], now: Mapping[Key, str]) -> list[str]:
    """The devices that are not where they were; one that was plugged in anew has another number."""
    return [device for key, device in before.items() if key not in now]


class Uevents:
    """A socket that can be read when a device of any kind has come or gone."""

    def __init__(self) -> None:
        """Begin to listen, as every user may. Raises BackendError."""
        try:
            self._socket = socket.socket(
                socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT
            )
        except OSError as error:
            raise from_os(error, "the kernel does not tell of devices") from error
        try:
            self._socket.bind((0, FROM_KERNEL))
        except OSError as error:
            self._socket.close()
            raise from_os(error, "the kernel does not tell of devices") from error

    def fileno(self) -> int:
        """The socket."""
        return self._socket.fileno()

    def close(self) -> None:
        """Listen no more."""
        self._socket.close()

    def about_usb(self) -> bool:
        """Whether any of what was told by now may be about a USB device; all of it is taken."""
        found = False
        while True:
            try:
                found |= b"SUBSYSTEM=usb\0" in self._socket.recv(LONGEST)
            except BlockingIOError:
                return found
            except OSError as error:
                if error.errno != errno.ENOBUFS:  # something was missed
                    raise from_os(error, "the kernel tells no more of devices") from error
                found = True
