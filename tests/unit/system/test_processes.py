import os
import subprocess
import sys
from pathlib import Path

import pytest

from vault.system import processes
from vault.system.mounts import mounts

SLEEP = [sys.executable, "-c", "import sys; print(flush=True); sys.stdin.read()"]


def started(**more: object) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(SLEEP, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **more)  # type: ignore[call-overload]
    assert child.stdout.readline() == b"\n"
    return child


def ended(child: subprocess.Popen[bytes]) -> None:
    child.communicate(timeout=60)


def test_a_process_is_known_by_its_start_and_forgotten_when_it_ends() -> None:
    child = started()
    assert processes.start_time(child.pid) >= processes.start_time(os.getpid()) > 0
    assert not processes.wait_for_end(child.pid, 0)
    child.stdin.close()
    assert processes.wait_for_end(child.pid, 60)
    assert processes.start_time(child.pid) == 0, "a zombie counts as ended"
    child.stdout.close()
    child.wait()
    assert processes.wait_for_end(child.pid, 0)


def test_a_process_that_has_a_file_open_holds_its_file_system(tmp_path: Path) -> None:
    target = tmp_path / "held"
    target.write_bytes(b"x")
    device = target.stat().st_dev
    name = f"{os.major(device)}:{os.minor(device)}"
    name = next((mount.device for mount in mounts() if mount.device == name), name)
    with target.open("rb") as opened:
        child = started(pass_fds=(opened.fileno(),))
    try:
        found = {holder.pid: holder for holder in processes.holders(name)}
        assert str(target) in found[child.pid].open_paths or len(found[child.pid].open_paths) == 5
        assert f"(process {child.pid}, " in str(found[child.pid])
    finally:
        ended(child)


@pytest.mark.parametrize("end", ["\r", "\x0b", "\x1c", "\x85", "\u2028"])
def test_a_mount_point_may_have_ends_of_lines_in_its_name(tmp_path: Path, end: str) -> None:
    (tmp_path / "mountinfo").write_bytes(f"30 22 0:39 / /home/eve/a{end}b rw - fuse.eve eve rw\n".encode())
    assert processes._mount_ids(tmp_path, "0:39") == {"30": f"/home/eve/a{end}b"}


def test_a_working_folder_holds_too_and_the_ignored_are_left_out(tmp_path: Path) -> None:
    device = tmp_path.stat().st_dev
    name = f"{os.major(device)}:{os.minor(device)}"
    child = started(cwd=tmp_path)
    try:
        assert child.pid in {holder.pid for holder in processes.holders(name)}
        assert child.pid not in {holder.pid for holder in processes.holders(name, ignore=frozenset({child.pid}))}
    finally:
        ended(child)


FORKED = """
import ctypes, os
from pathlib import Path
from vault.system.processes import lock_heap

if os.fork() > 0:
    os._exit(os.waitstatus_to_exitcode(os.wait()[1]))
kept = [ctypes.create_string_buffer(100_000) for _ in range(20)]
if lock_heap():
    maps = Path("/proc/self/smaps").read_text().split("VmFlags:")
    heap = [after.split("\\n")[0] for before, after in zip(maps, maps[1:]) if "[heap]" in before]
    print(len(heap), all(" lo " in flags for flags in heap))
else:
    print("the limit forbids it")
"""


def test_the_heap_is_locked_where_it_grew_after_a_fork_too() -> None:
    done = subprocess.run([sys.executable, "-c", FORKED], capture_output=True, text=True, check=True, timeout=60)
    if "limit" in done.stdout:
        pytest.skip("this user may not lock so much memory")
    count, locked = done.stdout.split()
    assert int(count) > 0
    assert locked == "True"
