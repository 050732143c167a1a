"""The whole stack without root under random file operations: as a model says, after every mount and every kill."""

import json
import os
import signal
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest

from vault.system import programs
from vault.system.processes import wait_for_end
from vault.testing.soak import Budget, budgets

DEADLINE_S = 120.0
MODULE = "vault.testing.treeops"

CLOSE_AND_REMOVE = """
import os, sys
from concurrent.futures import ThreadPoolExecutor

def work(lane):
    for number in range(150):
        folder = f"{sys.argv[1]}/{lane}-{number}"
        os.mkdir(folder)
        with open(f"{folder}/file", "wb") as file:
            file.write(bytes(5000))
        os.unlink(f"{folder}/file")
        assert os.listdir(folder) == []
        os.rmdir(folder)

with ThreadPoolExecutor(3) as pool:
    list(pool.map(work, range(3)))
print("done")
"""

pytestmark = [
    pytest.mark.skipif(programs.find("fuse2fs") is None, reason="fuse2fs is not installed"),
    pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="/dev/fuse cannot be opened"),
]


def check(desk: Any, folder: Path, expected: bytes) -> None:
    """What is in the folder is what the work said."""
    done = desk.user.run("-m", MODULE, "check", folder, program=str(desk.user.python), data=expected)
    assert done.returncode == 0, f"{done.stdout.decode()}\n{done.stderr.decode()}"


def check_file_system(desk: Any) -> None:
    """The file system of the dismounted volume is clean."""
    path = desk.unlock("attach", desk.container).stdout.decode().strip()
    done = desk.user.run("-fn", path, program="/usr/sbin/e2fsck")
    desk.dismount()
    assert done.returncode == 0, done.stdout.decode()


def new_folder(desk: Any, point: Path, turn: int) -> Path:
    """An empty folder in the volume; that of the turn before is removed with all that is in it."""
    old, new = point / f"turn{turn - 1}", point / f"turn{turn}"
    done = desk.shell(f"rm -rf '{old}'; mkdir '{new}'")
    assert done.returncode == 0, done.stderr.decode()
    return new


def pids(desk: Any) -> dict[str, int]:
    """The server and the driver of the one volume that is mounted, by its record."""
    [record] = (desk.user.home / "run" / "vault" / "sessions").glob("*.json")
    session = json.loads(record.read_text())
    return {"server": session["attachment"]["server"], "driver": session["mounted"]["driver"]}


@pytest.mark.parametrize("budget", budgets(short=1))
def test_a_tree_of_files_is_as_the_model_says(desk: Any, budget: Budget) -> None:
    chance = budget.chance()
    desk.create(size="96M")
    for turn in budget.turns():
        work = ("work", new_folder(desk, desk.mount(), turn), "--seed", chance.randrange(1 << 32), "--steps", 600)
        done = desk.user.run("-m", MODULE, *work, program=str(desk.user.python))
        assert done.returncode == 0, f"{done.stdout.decode()[-2000:]}\n{done.stderr.decode()}"
        said = done.stdout.splitlines()[-1]
        assert json.loads(said)["error"] == ""
        desk.dismount()
        check(desk, desk.mount() / f"turn{turn}", said)
        desk.dismount()
        check_file_system(desk)


def test_what_was_closed_and_removed_is_gone_at_once(desk: Any) -> None:
    desk.create(size="96M")
    done = desk.user.run("-c", CLOSE_AND_REMOVE, desk.mount(), program=str(desk.user.python))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"done\n", b"")


def work_until_killed(desk: Any, folder: Path, chance: Random) -> bytes:
    """What the work said when the server or the driver, or both, were killed under it."""
    who = chance.choice((["server"], ["driver"], ["server", "driver"]))
    at = chance.randrange(1, 120)
    victims = [pids(desk)[name] for name in who]
    print(f"kills {who} after {at} lines")
    words = ("-m", MODULE, "work", folder, "--seed", chance.randrange(1 << 32))
    number, last = -1, b""
    with desk.user.popen(*words, program=str(desk.user.python), stdout=subprocess.PIPE) as process:
        try:
            for number, line in enumerate(process.stdout):
                last = line
                if number == at:
                    for pid in victims:
                        os.kill(pid, signal.SIGKILL)
            process.wait(DEADLINE_S)
        finally:
            process.kill()
    said = json.loads(last)
    assert number >= at, f"the work ended before the kill: {said}"
    assert said.get("error"), f"the work ended with {process.returncode} and heard nothing of the kill: {said}"
    for pid in victims:
        assert wait_for_end(pid, DEADLINE_S)
    return last


@pytest.mark.attack(31)
@pytest.mark.skipif(os.getuid() != 0, reason="only root may kill the driver of another user")
@pytest.mark.parametrize("budget", budgets(short=1))
def test_what_was_synced_survives_kills_at_random_moments(desk: Any, budget: Budget) -> None:
    chance = budget.chance()
    desk.create(size="96M")
    for turn in budget.turns():
        said = work_until_killed(desk, new_folder(desk, desk.mount(), turn), chance)
        desk.user.run("dismount", desk.container, "--force")
        assert desk.sessions() == []
        check(desk, desk.mount() / f"turn{turn}", said)
        desk.dismount()
        check_file_system(desk)
