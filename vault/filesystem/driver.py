"""The process of a user-space file system: started without a shell, in a session of its own, and followed to its end.

Its output goes to memory that lives as long as the process, so that it never meets a closed pipe, and that another
process of the same user can still read when it dismounts the volume.
"""

import os
import re
import select
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vault.errors import BackendError, MountError
from vault.system import programs
from vault.system.mounts import MOUNTINFO, mount_at
from vault.system.processes import wait_for_end
from vault.system.signals import held_back

START_S = 600.0
"""How long a driver may take before its mount is there: large and slow volumes are read first."""
END_S = 10.0
"""How long a driver that failed may take to end before it is killed."""
OUTPUT_LIMIT = 1 << 20

_children: dict[int, subprocess.Popen[bytes]] = {}
"""Drivers that this process started and has to reap."""


FAILURE = re.compile(r"fail|error|cannot|could not|unable", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Output:
    """What a running driver has printed, by a descriptor that outlives it, and how much of that is old."""

    descriptor: int
    seen: int = 0

    def text(self) -> str:
        """What was printed since ``seen``."""
        size = min(os.fstat(self.descriptor).st_size - self.seen, OUTPUT_LIMIT)
        return os.pread(self.descriptor, max(size, 0), self.seen).decode("utf-8", "replace")

    def complaint(self) -> str:
        """The last line that tells of a failure, else the last that says anything: some go on with advice."""
        lines = [line.strip() for line in self.text().splitlines() if line.strip()]
        failures = [line for line in lines if FAILURE.search(line)]
        return (failures or lines or [""])[-1]


def start(
    program: str,
    arguments: Sequence[str],
    mount_point: Path,
    environment: Mapping[str, str],
    *,
    goes_to_background: bool = False,
) -> int:
    """The process id of the driver once its mount is there; one that ``goes_to_background`` is awaited there.

    Raises NotAvailable when it is not installed and MountError with its last words when it ends without a mount.
    """
    path = programs.need(program)
    output = os.memfd_create(f"{program}-output")
    held, marker = os.pipe()
    process = None
    try:
        with held_back():  # one that nobody knows of would mount it in the end
            process = subprocess.Popen(
                [path, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**programs.ENVIRONMENT, **environment},
                cwd="/",
                start_new_session=True,
                pass_fds=(marker,),
            )
            _children[process.pid] = process
        pid = _wait_for_mount(process, program, mount_point, Output(output), marker)
        if goes_to_background and pid == process.pid:
            process.wait(START_S)
            pid = _holder_of(marker)
        return pid
    except BaseException:
        if process is not None:
            end(process.pid, END_S)
        raise
    finally:
        os.close(held)
        os.close(marker)
        os.close(output)


def _wait_for_mount(
    process: subprocess.Popen[bytes], program: str, mount_point: Path, output: Output, marker: int
) -> int:
    deadline = time.monotonic() + START_S
    with MOUNTINFO.open("rb") as table:
        poll = select.poll()
        poll.register(table.fileno(), select.POLLERR | select.POLLPRI)
        while time.monotonic() < deadline:
            ended = process.poll() is not None
            if mount_at(mount_point) is not None:
                return _holder_of(marker) if ended and wait(process.pid, 0) else process.pid
            if ended:
                raise MountError(f"{program}: {output.complaint() or f'exit code {process.returncode}'}")
            poll.poll(20)  # the table also tells of its changes, but nothing tells of the process in the same breath
    raise BackendError(f"{program} did not mount the volume within {START_S:.0f} seconds")


def _holder_of(marker: int) -> int:
    """The process, other than this one, that has the pipe: the driver that went to the background by itself."""
    wanted = f"pipe:[{os.fstat(marker).st_ino}]"
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with suppress(OSError):
                if any(os.readlink(link) == wanted for link in (entry / "fd").iterdir()):
                    return int(entry.name)
    raise BackendError("the driver ended as soon as it had mounted the volume")


def output_of(pid: int) -> Output | None:
    """What the driver will print from now on, or None when it is not ours to see; close its descriptor in the end."""
    try:
        descriptor = os.open(f"/proc/{pid}/fd/2", os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return None
    if not os.readlink(f"/proc/self/fd/{descriptor}").startswith("/memfd:"):
        os.close(descriptor)
        return None
    return Output(descriptor, os.fstat(descriptor).st_size)


def serves(pid: int, mount_point: Path) -> bool:
    """Whether this process is the driver of that mount, and not another one that got its number later."""
    return str(mount_point) in arguments_of(pid)


def find(program: Path, mount_point: Path) -> int:
    """The process of this user that runs the program to mount there; 0 when there is none."""
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and entry.stat().st_uid == os.getuid():
                words = arguments_of(int(entry.name))
                if words[:1] == [str(program)] and str(mount_point) in words:
                    return int(entry.name)
    return 0


def arguments_of(pid: int) -> list[str]:
    """The words a process was started with; none when it is gone."""
    try:
        return os.fsdecode(Path("/proc", str(pid), "cmdline").read_bytes()).split("\0")
    except OSError:
        return []


def wait(pid: int, timeout_s: float) -> bool:
    """Whether the driver has ended within that time; reaps it when it is a child."""
    child = _children.get(pid)
    if child is None:
        return wait_for_end(pid, timeout_s)
    try:
        child.wait(timeout_s)
    except subprocess.TimeoutExpired:
        return False
    del _children[pid]
    return True


def end(pid: int, timeout_s: float) -> None:
    """Ask the driver to write back and end; kill it when it does not."""
    if wait(pid, 0):
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        if wait(pid, timeout_s):
            return


def ask_to_end(pid: int) -> None:
    """Ask the driver to write everything back and end, whoever still uses its mount."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGTERM)
