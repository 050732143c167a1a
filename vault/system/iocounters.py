"""Whether a volume was used: numbers that grow with each request to it and that its user may always read.

A server lets nobody read its counters of input and output (it is not dumpable), but how often its threads waited for
something is told of every process, and it waits for nothing but requests.

References: proc(5), /proc/[pid]/status; Linux, Documentation/admin-guide/iostats.rst
"""

from collections.abc import Iterable
from pathlib import Path

PROC, SYSFS = Path("/proc"), Path("/sys/block")
SWITCHES = b"voluntary_ctxt_switches:"
COUNTED = (0, 4, 11)
"""Fields of a block device's statistics: reads, writes and discards that were done."""


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
