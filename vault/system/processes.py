"""Processes: whether one still runs, who has a file system open, and keeping secrets out of core dumps.

References: proc(5); prctl(2); pidfd_open(2)
"""

import ctypes
import os
import pwd
import resource
import select
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PR_SET_DUMPABLE = 4
M_ARENA_MAX = -8
"""From malloc.h; see mallopt(3)."""
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that uses a mounted file system, its user, and some of what it has open there."""

    pid: int
    program: str
    user: str
    open_paths: tuple[str, ...]

    def __str__(self) -> str:
        """Program, process and user on one line."""
        return f"{self.program} (process {self.pid}, {self.user})"


def forbid_core_dumps() -> None:
    """No core file and no ptrace or /proc/PID/mem for other processes of this user, from now on."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def use_one_heap() -> None:
    """Keep all allocations of C in one heap, whatever thread asks, so that ``lock_heap`` finds them."""
    ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def lock_heap() -> bool:
    """Whether the heap of C, with the key schedules in it, was locked into memory; the limit (ulimit -l) may forbid it.

    Only what is there now is locked: call it when the keys are in place.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    locked = []  # after a fork the heap grows as a mapping of its own
    for line in Path("/proc/self/maps").read_text().splitlines():
        if line.endswith("[heap]"):
            first, end = (int(part, 16) for part in line.split()[0].split("-"))
            locked.append(libc.mlock(ctypes.c_void_p(first), ctypes.c_size_t(end - first)) == 0)
    return bool(locked) and all(locked)


def start_time(pid: int) -> int:
    """When the process began, in clock ticks since boot; 0 when there is none. With the pid it names one process."""
    try:
        line = (PROC / str(pid) / "stat").read_bytes()
    except OSError:
        return 0
    fields = line[line.rindex(b")") + 2 :].split()
    return 0 if fields[0] in (b"Z", b"X") else int(fields[19])


def wait_for_end(pid: int, timeout_s: float) -> bool:
    """Whether the process has ended, waiting for it at most that long; it need not be a child."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], timeout_s)[0])
    finally:
        os.close(descriptor)


def send_signals(pid: int, start: int, *numbers: int) -> None:
    """Send the signals to the process that began then, and to no other one; nothing happens when it has ended."""
    with suppress(ProcessLookupError):
        descriptor = os.pidfd_open(pid)
        try:
            if start_time(pid) == start:
                for number in numbers:
                    signal.pidfd_send_signal(descriptor, number)
        finally:
            os.close(descriptor)


def holders(device: str, *, ignore: frozenset[int] = frozenset()) -> list[Holder]:
    """Processes that have something open, mapped or as a working folder on the file system ``major:minor``.

    Only processes that this user may look into are seen.
    """
    found = []
    for entry in PROC.iterdir():
        if not entry.name.isdigit() or int(entry.name) in ignore | {os.getpid()}:
            continue
        paths = sorted(set(_paths_on(entry, device)))
        if paths:
            found.append(described(entry, tuple(paths[:5])))
    return found


def described(process: Path, open_paths: tuple[str, ...] = ()) -> Holder:
    """The process at ``/proc/PID`` with its program and user; question marks for what is gone already."""
    return Holder(int(process.name), _program(process), _user(process), open_paths)


def _paths_on(process: Path, device: str) -> Iterator[str]:
    """Paths that the process holds on the device, judged by each descriptor's mount, so that no path is looked up."""
    mount_ids = _mount_ids(process, device)
    if not mount_ids:
        return
    try:
        numbers = os.listdir(process / "fdinfo")
    except OSError:
        return
    for number in numbers:
        try:
            info = (process / "fdinfo" / number).read_text()
            if _field(info, "mnt_id:") in mount_ids:
                yield os.readlink(process / "fd" / number)
        except OSError:
            continue
    points = tuple(mount_ids.values())
    for link in ("cwd", "root", "exe"):
        try:
            target = os.readlink(process / link)
        except OSError:
            continue
        if any(target == point or target.startswith(point + "/") for point in points):
            yield target
    yield from _mapped(process, device)


def _mapped(process: Path, device: str) -> Iterator[str]:
    major, minor = (int(part) for part in device.split(":"))
    wanted = f"{major:02x}:{minor:02x}"
    try:
        with (process / "maps").open(errors="surrogateescape") as lines:
            for line in lines:
                fields = line.rstrip("\n").split(maxsplit=5)
                if len(fields) == 6 and fields[3] == wanted:
                    yield fields[5]
    except OSError:
        return


def _mount_ids(process: Path, device: str) -> dict[str, str]:
    """Mount id to mount point of the device's mounts, as that process sees them."""
    result = {}
    try:
        lines = os.fsdecode((process / "mountinfo").read_bytes()).split("\n")
    except OSError:
        return {}
    for line in lines[:-1]:  # no other ends of lines: names may have them in them
        fields = line.split(" ")
        if fields[2] == device:
            result[fields[0]] = fields[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
    return result


def _field(text: str, name: str) -> str:
    for line in text.splitlines():
        if line.startswith(name):
            return line[len(name) :].strip()
    return ""


def _program(process: Path) -> str:
    try:
        return (process / "comm").read_text(errors="replace").strip()
    except OSError:
        return "?"


def _user(process: Path) -> str:
    try:
        uid = process.stat().st_uid
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
    except OSError:
        return "?"
