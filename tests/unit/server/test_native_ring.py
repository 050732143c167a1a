"""When requests come through rings: where the kernel offers it and the system allows it, and else the usual way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vault.attach.fusefile.unmount import unmount
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


LATE = """
#include <dlfcn.h>
#include <errno.h>
#include <liburing.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

static int threads;
static volatile int over;
static __thread int known;

/* one thread of a ring begins only when it is let, and is told what it is if the end comes at the same moment */
int io_uring_submit_and_wait(struct io_uring *ring, unsigned wanted)
{
    int (*real)(struct io_uring *, unsigned) = dlsym(dlopen("liburing.so.2", RTLD_LAZY), "io_uring_submit_and_wait");
    int late = !known && (known = __sync_add_and_fetch(&threads, 1)) == atoi(getenv("LATE_THREAD")), result;
    struct io_uring_cqe *done;
    unsigned head;

    while (late && access(getenv("LATE_UNTIL"), F_OK))
        usleep(1000);
    result = real(ring, wanted);
    io_uring_for_each_cqe(ring, head, done)
        if (late)
            done->res = -ECONNABORTED;
    over |= late;
    return result;
}

/* and the other threads tell of the end only when it has had the time to */
int eventfd_write(int fd, uint64_t value)
{
    while (!known && !over)
        usleep(1000);
    if (!known)
        usleep(100000);
    return write(fd, &value, sizeof value) == sizeof value ? 0 : -1;
}
"""


@with_rings
@pytest.mark.usefixtures("way")
@pytest.mark.skipif((os.cpu_count() or 1) not in range(2, 5), reason="processors have two threads with 2 to 4")
def test_a_thread_that_comes_when_all_is_over_breaks_nothing(tmp_path: Path) -> None:
    folder, container, library, until = (tmp_path / name for name in ("attached", "container", "late.so", "until"))
    folder.mkdir()
    container.write_bytes(bytes(1 << 20))
    subprocess.run(["gcc", "-shared", "-fPIC", "-xc", "-", "-o", library], input=LATE.encode(), check=True)
    late = {"LD_PRELOAD": str(library), "LATE_UNTIL": str(until), "LATE_THREAD": str(2 * (os.cpu_count() or 1))}
    with served(container, folder, environment={**os.environ, **late}) as file:
        assert len(file.path.read_bytes()) == 1 << 20
        unmount(folder)
        until.touch()
        assert file.finish() == "" and file.process.returncode == 0
