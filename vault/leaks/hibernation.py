"""Hibernation, which writes all memory to a medium.

References: Linux, Documentation/ABI/testing/sysfs-power (``state``, ``disk``, ``resume``); systemd-sleep.conf(5)
"""

from collections.abc import Iterator
from pathlib import Path

from vault.leaks.blocks import device_at, is_encrypted
from vault.leaks.places import Places
from vault.leaks.reading import read_table
from vault.leaks.scope import Scope
from vault.leaks.swap import open_swaps
from vault.options.leaks import Leak

TELLS = "hibernation would write all memory here, which is not known to be encrypted"
HINT = "systemctl mask hibernate.target hybrid-sleep.target suspend-then-hibernate.target"
NONE = ("", "0:0")


def find(scope: Scope, places: Places) -> Iterator[Leak]:
    """Where an image of the memory could be written unencrypted: the device to resume from, else the swap space."""
    del scope
    power = places.sys / "power"
    if b"disk" not in read_table(power / "state").split() or b"[disabled]" in read_table(power / "disk").split():
        return
    resume = read_table(power / "resume").decode("ascii", "replace").strip()
    if resume not in NONE:
        device = device_at(resume, places.sys)
        if not is_encrypted(device, places.sys):
            yield Leak("hibernation", Path("/dev", device) if device else power / "resume", TELLS, hint=HINT)
        return
    for path, _ in open_swaps(places):
        yield Leak("hibernation", path, TELLS, hint=HINT)
