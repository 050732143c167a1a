"""A sysfs and a /dev of their own, where security keys in software are plugged in and found as real ones are."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from vault.testing.authenticator import Authenticator, Plugged, plugged_in

DESCRIPTOR = bytes.fromhex("06d0f10901a1010920150026ff007508954081020921150026ff00750895409102c0")
"""What keys say of themselves: reports of 64 bytes."""
PROGRAM = """
import pathlib
import vault.system.hid as hid
hid.SYSFS, hid.DEVICES = pathlib.Path({sysfs!r}), pathlib.Path({devices!r})
"""


class Slots:
    """Where keys are plugged in; ``sysfs`` and ``devices`` take the places of SYSFS and DEVICES in vault.system.hid.

    ``program`` is Python text that has a process look there.
    """

    def __init__(self, folder: Path) -> None:
        self.sysfs, self.devices = folder / "hidraw", folder / "dev"
        self.sysfs.mkdir()
        self.devices.mkdir()
        self.program = PROGRAM.format(sysfs=str(self.sysfs), devices=str(self.devices))
        self._numbers = count()

    @contextmanager
    def plugged(self, key: Authenticator, name: str = "Solo 2") -> Iterator[Path]:
        """The path of its device, as long as it is plugged in."""
        with plugged_in(key) as slot, self.entry(slot, name) as path:
            yield path

    @contextmanager
    def entry(self, slot: Plugged, name: str = "Solo 2", descriptor: bytes = DESCRIPTOR) -> Iterator[Path]:
        """The path of the device of a key that is served already."""
        node = f"hidraw{next(self._numbers)}"
        path = self.devices / node
        path.symlink_to(slot.path)
        self.describe(node, name, descriptor)
        try:
            yield path
        finally:
            (self.sysfs / node).rename(self.sysfs.with_name(f"gone {node}"))
            path.unlink()

    def describe(self, node: str, name: str, descriptor: bytes) -> None:
        """Have sysfs speak of a device, as a whole and at once."""
        entry = self.sysfs.with_name(f"new {node}")
        (entry / "device").mkdir(parents=True)
        (entry / "uevent").write_text(f"MAJOR=241\nMINOR=0\nDEVNAME={node}\n")
        (entry / "device" / "uevent").write_text(
            f"DRIVER=hid-generic\nHID_ID=0003:00001209:0000BEEE\nHID_NAME={name}\n"
        )
        (entry / "device" / "report_descriptor").write_bytes(descriptor)
        entry.rename(self.sysfs / node)
