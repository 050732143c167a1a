"""The native server as a process: its threads, its independence of the interpreter, and what it leaves behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.attach.fusefile.unmount import unmount
from vault.system.mounts import SERVER_DIED
from vault.testing.served import DEADLINE_S, served

pytestmark = pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="/dev/fuse cannot be opened")

SIZE = 256 << 10


@pytest.fixture
def container(tmp_path: Path) -> Path:
    path = tmp_path / "container"
    path.write_bytes(bytes(SIZE))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "attached"
    path.mkdir()
    return path


def status(pid: int, thread: str, field: str) -> str:
    lines = Path(f"/proc/{pid}/task/{thread}/status").read_text().splitlines()
    return next(line.split()[1] for line in lines if line.startswith(field + ":"))


def test_the_workers_block_every_signal_that_can_be_blocked(container: Path, folder: Path) -> None:
    with served(container, folder) as file:
        pid = file.process.pid
        workers = [thread for thread in os.listdir(f"/proc/{pid}/task") if int(thread) != pid]
        blocked = [int(status(pid, thread, "SigBlk"), 16) for thread in workers]
        assert len(workers) >= 2
        for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
            assert all(mask >> (number - 1) & 1 for mask in blocked), number
        assert status(pid, str(pid), "SigBlk") == status(os.getpid(), str(os.getpid()), "SigBlk")


def test_a_python_thread_that_computes_does_not_stop_the_service(container: Path, folder: Path) -> None:
    with served(container, folder, busy=True, consumer="loop") as file:
        fd = os.open(file.path, os.O_RDWR)
        for number in range(2000):
            os.pwrite(fd, number.to_bytes(4, "big") * 1024, number % 64 * 4096)
            assert os.pread(fd, 4, number % 64 * 4096) == number.to_bytes(4, "big")
        os.close(fd)
        assert file.finish() == ""


def test_a_file_that_is_open_keeps_the_server_after_a_lazy_unmount(container: Path, folder: Path) -> None:
    with served(container, folder) as file:
        fd = os.open(file.path, os.O_RDWR)
        unmount(folder, lazy=True)
        os.pwrite(fd, b"still there", 100)
        os.fsync(fd)
        assert os.pread(fd, 11, 100) == b"still there"
        assert file.process.poll() is None
        os.close(fd)
        assert file.wait() == ""
        assert file.process.returncode == 0


@pytest.fixture
def connections(tmp_path: Path) -> Iterator[Path]:
    """The kernel's FUSE connections as files."""
    if os.geteuid() != 0:
        pytest.skip("only root mounts the file system fusectl")
    path = tmp_path / "connections"
    path.mkdir()
    subprocess.run(["/bin/mount", "-t", "fusectl", "fusectl", path], check=True)
    try:
        yield path
    finally:
        subprocess.run(["/bin/umount", "-l", path], check=True)


def test_a_connection_that_is_aborted_ends_the_server(container: Path, folder: Path, connections: Path) -> None:
    with served(container, folder) as file:
        (connections / str(os.minor(folder.stat().st_dev)) / "abort").write_text("1")
        assert file.process.wait(timeout=DEADLINE_S) == 0


def test_what_was_fsynced_survives_the_death_of_the_server(container: Path, folder: Path) -> None:
    data = os.urandom(100_000)
    with served(container, folder, consumer="driver") as file:
        fd = os.open(file.path, os.O_RDWR)
        os.pwrite(fd, data, 50_001)
        os.fsync(fd)
        file.process.kill()
        file.process.wait()
        with pytest.raises(OSError, check=lambda error: error.errno in SERVER_DIED):
            os.close(fd)
    with served(container, folder) as file:
        assert file.path.read_bytes()[50_001:150_001] == data


CYCLES = """
import os, sys, resource
from pathlib import Path
from vault.attach.fusefile.native import serve
from vault.attach.fusefile.unmount import unmount
from vault.crypto.secret import Secret
from vault.testing.served import KEY, _defaults, serve_request

container, folder = map(Path, sys.argv[1:])

def cycle():
    key = Secret(KEY)
    serve(
        serve_request(**_defaults(container, folder, {})),
        os.open(container, os.O_RDWR),
        key,
        lambda: ((folder / "plain").read_bytes(), unmount(folder)),
    )
    try:
        key.view()
    except ValueError:
        return
    raise AssertionError("the key was not wiped")

def size():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")

for _ in range(15):
    cycle()
before = len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task")), size()
for _ in range(40):
    cycle()
after = len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task")), size()
assert before[:2] == after[:2], (before, after)
assert after[2] - before[2] < 6 << 20, (before, after)
print("done")
"""


def test_serving_again_and_again_leaks_no_descriptor_no_thread_no_memory_and_wipes_the_key(
    container: Path, folder: Path
) -> None:
    """Forty volumes in one process; one forgotten buffer of a worker alone would be forty mebibytes."""
    done = subprocess.run(
        [sys.executable, "-c", CYCLES, container, folder], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.strip() == "done", done.stderr
