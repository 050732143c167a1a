"""A long-lived process that mounts and dismounts several volumes over and over leaves nothing and grows by nothing."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vault.system.mounts import mounts
from vault.testing.soak import Budget, budgets

MIB = 1 << 20
MODULE = "vault.testing.cycles"

pytestmark = pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="/dev/fuse cannot be opened")


@pytest.fixture
def folder(ordinary: Any, tmp_path: Path, *, root: bool) -> Iterator[Path]:
    """A private folder with a runtime folder, of which no mount is left, however the test ends."""
    folder = (tmp_path if root else ordinary.home) / "cycles"
    for place in (folder, folder / "run"):
        place.mkdir(mode=0o700)
        if not root:
            shutil.chown(place, ordinary.uid, ordinary.gid)
    yield folder
    for mount in reversed(mounts()):
        if folder in mount.mount_point.parents:
            subprocess.run(["/usr/bin/umount", "-l", mount.mount_point], check=False, capture_output=True)
    shutil.rmtree(folder)


def run(ordinary: Any, folder: Path, budget: Budget, *, root: bool) -> dict[str, Any]:
    """What the long-lived process says at its end."""
    limit = () if budget.seconds is None else ("--seconds", str(budget.seconds))
    words = ("-m", MODULE, str(folder), "--turns", str(budget.steps), "--seed", str(budget.seed), *limit)
    command = [sys.executable, *words] if root else ordinary.command(words, str(ordinary.python))
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**ordinary.environment, "XDG_RUNTIME_DIR": str(folder / "run")},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("budget", budgets(short=2, long=100))
@pytest.mark.parametrize("root", [False, True], ids=["user", "root"])
def test_cycles_of_several_volumes_leak_nothing(ordinary: Any, folder: Path, budget: Budget, *, root: bool) -> None:
    if root and os.getuid() != 0:
        pytest.skip("not run as root")
    print(budget)
    said = run(ordinary, folder, budget, root=root)
    before, after, turns = said["before"], said["after"], said["turns"]
    print(said)
    assert {name: found for name, found in said["left"].items() if found} == {}
    assert after["descriptors"] == before["descriptors"]
    assert after["threads"] == before["threads"]
    assert after["locked"] <= before["locked"]
    assert after["blocks"] - before["blocks"] < 500 + 10 * turns, "blocks of Python"
    assert after["resident"] - before["resident"] < 4 * MIB, "memory"
