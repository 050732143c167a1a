"""Mappings of the kernel's device-mapper, as sysfs shows them to everybody.

References: Linux, Documentation/ABI/testing/sysfs-block-dm
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SYSFS = Path("/sys/block")


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping: its name, its UUID, its device number as ``major:minor``, and whether its input and output is held."""

    name: str
    uuid: str
    device: str
    suspended: bool


def mapping(uuid: str, sysfs: Path = SYSFS) -> Mapping | None:
    """The mapping with this UUID, or None."""
    return next((found for found in all_mappings(sysfs) if found.uuid == uuid), None)


def all_mappings(sysfs: Path = SYSFS) -> list[Mapping]:
    """All mappings that there are now."""
    found = []
    for folder in sorted(sysfs.glob("dm-*")):
        try:
            name, uuid, suspended = (
                folder.joinpath("dm", part).read_text().strip() for part in ("name", "uuid", "suspended")
            )
            device = folder.joinpath("dev").read_text().strip()
        except OSError:
            continue  # it went away meanwhile
        found.append(Mapping(name, uuid, device, suspended == "1"))
    return found


def lower_devices(mapping: Mapping, sysfs: Path = SYSFS) -> list[Path]:
    """The nodes in /dev of the block devices that it is built on, down through other mappings."""
    return list(_below(f"dm-{mapping.device.partition(':')[2]}", sysfs))


def _below(name: str, sysfs: Path) -> Iterator[Path]:
    for path in sorted(sysfs.joinpath(name, "slaves").glob("*")):
        if path.name.startswith("dm-"):
            yield from _below(path.name, sysfs)
        else:
            yield Path("/dev", path.name)
