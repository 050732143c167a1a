"""Processes that are killed in the middle of the work: what was synced is there, and nothing is left over."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.jobs.conftest import CHEAP, PASSPHRASE
from vault.system.processes import start_time

SYNCED = 40
"""Files that are written and synced before the kill."""

COPY = """
import os, sys
folder = sys.argv[1]
for number in range(100000):
    path = f"{folder}/{number}"
    with open(path, "wb") as stream:
        stream.write(bytes([number % 251]) * (3000 + number * 37 % 60000))
        stream.flush()
        os.fsync(stream.fileno())
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
    print(number, flush=True)
"""


def content(number: int) -> bytes:
    return bytes([number % 251]) * (3000 + number * 37 % 60000)


def copy_until_killed(desk, point: Path, kill: list[int]) -> int:
    """The number of the last file that was synced before the processes were killed."""
    child = desk.user.popen(
        "-c", COPY, point, program=str(desk.user.python), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    last = -1
    for line in child.stdout:
        last = int(line)
        if last == SYNCED:
            for pid in kill:
                os.kill(pid, signal.SIGKILL)
            kill = []
    child.stdout.close()
    child.stderr.close()
    assert child.wait(120) != 0, "the copy heard of it"
    assert last >= SYNCED
    return last


def driver_of(point: Path) -> int:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if words[0].endswith(b"fuse2fs") and os.fsencode(point) in words:
                return int(entry.name)
    raise AssertionError("no driver is found")


@pytest.mark.attack(31)
@pytest.mark.skipif(os.getuid() != 0, reason="only root sees the processes of the test's user")
@pytest.mark.parametrize("which", ["server", "driver", pytest.param("both", marks=pytest.mark.soak)])
def test_what_was_synced_is_there_after_a_kill(desk, which: str) -> None:
    desk.create(size="128M")
    point = desk.mount()
    server, driver = desk.sessions()[0]["server"], driver_of(point)
    last = copy_until_killed(desk, point, {"server": [server], "driver": [driver], "both": [server, driver]}[which])
    desk.user.run("dismount", desk.container, "--force")
    assert desk.sessions() == []
    point = desk.mount()
    for number in range(last + 1):
        done = desk.user.run(point / str(number), program="/usr/bin/cat")
        assert done.stdout == content(number), f"file {number} of {last} is not what was synced: {done.stderr!r}"
    desk.dismount()
    path = desk.unlock("attach", desk.container).stdout.decode().strip()
    done = desk.user.run("-fn", path, program="/usr/sbin/e2fsck")
    assert done.returncode == 0, done.stdout.decode()


def test_a_dead_server_is_shown_and_taken_away(desk) -> None:
    desk.create()
    desk.mount()
    [session] = desk.sessions()
    subprocess.run(["/bin/kill", "-9", str(session["server"])], check=True)
    for _ in range(600):
        [session] = desk.sessions() or [{"state": "gone"}]
        if session["state"] == "dead":
            break
    assert session["state"] == "dead"
    desk.vault("dismount", "--all", "--force")
    assert desk.sessions() == []
    desk.mount()


def test_a_container_cut_short_under_the_mount_is_an_error_and_never_zeros(desk) -> None:
    desk.create(desk.container, "64M", "--filesystem", "none")
    path = Path(desk.unlock("attach", desk.container).stdout.decode().strip())
    with desk.container.open("r+b") as stream:
        stream.truncate(40 << 20)
    size = (64 - 16) << 20
    for offset in ((30 << 20), size - 4096):
        done = desk.user.run(f"if={path}", "bs=4096", "count=1", f"skip={offset // 4096}", program="/usr/bin/dd")
        assert done.returncode != 0 and b"Input/output error" in done.stderr
    done = desk.user.run(f"if={path}", "bs=4096", "count=1", program="/usr/bin/dd")
    assert done.returncode == 0


DIES = """
import os, signal, sys
from vault.cli.main import main
from vault.filesystem.userspace import UserSpaceMounter

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

mount = UserSpaceMounter.mount
UserSpaceMounter.mount = die if sys.argv.pop(1) == "before" else lambda *all: die(mount(*all))
main()
"""


@pytest.mark.attack(44, 47)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_command_that_is_killed_leaves_a_volume_that_can_be_closed(desk, when: str) -> None:
    desk.create()
    arguments = ["-c", DIES, when, "mount", desk.container, "--passphrase-fd", "0"]
    done = desk.user.run(*arguments, program=str(desk.user.python), data=PASSPHRASE)
    assert done.returncode == -signal.SIGKILL
    [session] = desk.sessions()
    mounted = when == "after"
    assert session["state"] == ("mounted" if mounted else "attached")
    assert session["mount_point"] == (str(desk.mounted) if mounted else None)
    desk.dismount()
    assert desk.sessions() == []
    assert not desk.mounted.exists()
    assert start_time(session["server"]) == 0, "the server has ended, and the key is gone"
    desk.mount()


DIES_MAKING = """
import os, signal
from vault.cli.main import main
from vault.filesystem import make

make.make = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
main()
"""


@pytest.mark.attack(47)
def test_a_creation_that_is_killed_can_be_closed_and_has_no_name(desk) -> None:
    arguments = ["-c", DIES_MAKING, "create", desk.container, "--size", "64M", *CHEAP, "--passphrase-fd", "0"]
    done = desk.user.run(*arguments, program=str(desk.user.python), data=PASSPHRASE)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert list(desk.folder.iterdir()) == []
    [session] = desk.sessions()
    desk.vault("dismount", "--all")
    assert desk.sessions() == []
    assert start_time(session["server"]) == 0, "the server has ended, and the key is gone"


@pytest.mark.skipif(os.getuid() != 0, reason="only root sees the processes of the test's user")
def test_a_dead_driver_is_shown_and_taken_away_with_a_warning(desk) -> None:
    desk.create()
    point = desk.mount()
    driver = driver_of(point)
    os.kill(driver, signal.SIGKILL)
    while start_time(driver):
        continue  # the test's own time limit ends this
    assert desk.sessions()[0]["state"] == "dead"
    done = desk.vault("dismount", desk.container)
    assert "may be lost" in done.stderr.decode()
    assert desk.sessions() == []
    assert desk.mount() == point
