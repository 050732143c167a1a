"""Whether a volume was used, and how much: numbers that grow with each request to it and that its user may read.

A server lets nobody read its counters of input and output (it is not dumpable), but how often its threads waited for
something is told of every process, and it waits for nothing but requests.

References: proc(5), /proc/[pid]/status and /proc/[pid]/io; Linux, Documentation/admin-guide/iostats.rst
"""

from collections.abc import Iterable
from pathlib import Path

PROC, SYSFS, DEVICES = Path("/proc"), Path("/sys/block"), Path("/sys/dev/block")
SWITCHES = b"voluntary_ctxt_switches:"
COUNTED = (0, 4, 11)
"""Fields of a block device's statistics: reads, writes and discards that were done."""
READ, WRITTEN, SECTOR = 2, 6, 512
"""Fields with the sectors that were read and written, and the bytes of one, whatever the device's own are."""


def of_process(pid: int, proc: Path = PROC) -> int | None:
    """How often the threads of the process waited for something; None when it is gone."""
    found = [_switches(path) for path in sorted(proc.glob(f"{pid}/task/*/status"))]
    return sum(found) if found else None


def of_mapping(device: str, sysfs: Path = SYSFS) -> int | None:
    """How many requests the mapping ``major:minor`` has done; None when it is gone."""
    try:
        fields = sysfs.joinpath(f"dm-{device.partition(':')[2]}", "stat").read_text().split()
    except OSError:
        return None
    return sum(int(fields[number]) for number in COUNTED if number < len(fields))


def bytes_of_device(device: str, devices: Path = DEVICES) -> tuple[int, int] | None:
    """Bytes read from and written to the block device ``major:minor``, since it was made; None when it is gone.

    A loop device is made once and used again.
    """
    try:
        fields = devices.joinpath(device, "stat").read_text().split()
    except OSError:
        return None
    return int(fields[READ]) * SECTOR, int(fields[WRITTEN]) * SECTOR


def bytes_of_process(pid: int, proc: Path = PROC) -> int | None:
    """Bytes that went through a server or driver of FUSE, both ways; None when it is gone or does not let us see.

    What programs write it reads from the kernel, and writes on; what they read it reads below, and writes to the
    kernel. So each byte counts twice, and nothing tells which way it went.
    """
    try:
        lines = proc.joinpath(str(pid), "io").read_text().splitlines()
    except OSError:
        return None
    counts = dict(line.split(": ") for line in lines)
    return (int(counts["rchar"]) + int(counts["wchar"])) // 2


def total(counts: Iterable[int | None]) -> int | None:
    """The sum of those that there are; None when there are none."""
    found = [count for count in counts if count is not None]
    return sum(found) if found else None


def _switches(status: Path) -> int:
    try:
        lines = status.read_bytes().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(SWITCHES))
