"""When requests come through rings: where the kernel offers it and the system allows it, and else the usual way."""

import os
import sys
from pathlib import Path

import pytest

from vault.system.mounts import SERVER_DIED
from vault.testing.served import served

SETUP, ENTER, REGISTER = 425, 426, 427
"""Numbers of io_uring's system calls, the same on every kind of processor."""

pytestmark = pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="/dev/fuse cannot be opened")


def bound(pid: int) -> list[str]:
    """The processor of each thread that keeps to one."""
    found = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        fields = dict(line.split(":\t", 1) for line in (thread / "status").read_text().splitlines())
        if fields["Cpus_allowed_list"].isdigit():
            found.append(fields["Cpus_allowed_list"])
    return sorted(found)


def round_trip(tmp_path: Path, wrapper: tuple[str, ...] = ()) -> list[str]:
    """The processors that threads of a server keep to, after it has shown that it serves."""
    folder, container, data = tmp_path / "attached", tmp_path / "container", os.urandom(100_000)
    folder.mkdir()
    container.write_bytes(bytes(1 << 20))
    with served(container, folder, consumer="loop", wrapper=wrapper) as file:
        with file.path.open("r+b", buffering=0) as stream:
            assert os.pwrite(stream.fileno(), data, 777) == len(data)
            assert os.pread(stream.fileno(), len(data), 777) == data
        found = bound(file.process.pid)
        assert file.finish() == ""
    return found


@pytest.mark.skipif(
    len(os.sched_getaffinity(0)) != os.sysconf("SC_NPROCESSORS_CONF"), reason="not all processors are ours"
)
@pytest.mark.skipif((os.cpu_count() or 1) not in range(2, 5), reason="threads keep to their processors with 2 to 4")
def test_each_processor_has_two_threads_where_the_kernel_offers_rings(tmp_path: Path, way: str) -> None:
    wanted = sorted(str(number) for number in range(os.cpu_count() or 1) for _ in range(2))
    assert round_trip(tmp_path) == (wanted if way == "ring" else [])


FORBIDDING = """
import ctypes, os, struct, sys
# a filter for system calls: this one is EPERM, all others are allowed
rules = [(0x20, 0, 0, 0), (0x15, 0, 1, int(sys.argv.pop(1))), (0x06, 0, 0, 0x00050001), (0x06, 0, 0, 0x7FFF0000)]
program = b"".join(struct.pack("HBBI", *rule) for rule in rules)
buffer = ctypes.create_string_buffer(program)
libc = ctypes.CDLL(None, use_errno=True)
assert libc.prctl(38, 1, 0, 0, 0) == 0
filter = struct.pack("HxxxxxxP", len(rules), ctypes.addressof(buffer))
assert libc.prctl(22, 2, ctypes.create_string_buffer(filter)) == 0
os.execv(sys.argv[1], sys.argv[1:])
"""


def forbidding(call: int) -> tuple[str, ...]:
    """What is put before a command line for which this system call is refused."""
    return sys.executable, "-c", FORBIDDING, str(call)


is_root = pytest.mark.skipif(os.geteuid() != 0, reason="fusermount3 gains no privileges below a filter of system calls")
with_rings = pytest.mark.parametrize("way", ["ring"], indirect=True, scope="module")


@is_root
@with_rings
@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("call", [SETUP, REGISTER], ids=["setup", "register"])
def test_a_system_that_makes_no_rings_is_served_all_the_same(tmp_path: Path, call: int) -> None:
    assert round_trip(tmp_path, forbidding(call)) == []


@is_root
@with_rings
@pytest.mark.usefixtures("way")
def test_rings_that_fail_leave_nobody_waiting(tmp_path: Path) -> None:
    (tmp_path / "attached").mkdir()
    (tmp_path / "container").write_bytes(bytes(1 << 20))
    with served(tmp_path / "container", tmp_path / "attached", wrapper=forbidding(ENTER)) as file:
        with pytest.raises(OSError, check=lambda error: error.errno in SERVER_DIED):
            file.path.read_bytes()
        assert "operation not permitted" in file.wait() or file.process.returncode == os.EX_IOERR
