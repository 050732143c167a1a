"""The FUSE file as an ordinary user has it: through fusermount3, closed to everybody else."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from vault.system.mounts import mount_at

WORK = """
import json, os, signal, subprocess, sys
from pathlib import Path
from random import Random
from vault.attach.fusefile.attacher import FuseFile
from vault.errors import BackendError, BusyError
from vault.system.mounts import mount_at
from vault.system.processes import wait_for_end
from vault.testing.attach_contract import OFFSET, SEGMENT, SIZE, Opened

def refused(path):
    try:
        Path(path).read_bytes()
    except PermissionError:
        return True
    return False

server, folder = sys.argv[1], Path(sys.argv[2])
path = folder / f"{server}.vol"
path.write_bytes(Random("noise").randbytes(OFFSET + SIZE))
opened = Opened(path, SEGMENT, Random("key").randbytes(64), FuseFile(server))
seen = {}
try:
    one = opened.attach()
    mount = mount_at(one.folder)
    seen["options"] = sorted(mount.options | mount.super_options)
    seen["hidden"] = all(refused(f"/proc/{one.server}/{name}") for name in ("environ", "maps", "mem"))
    seen["same"] = one.path.read_bytes() == opened.read(0, SIZE)
    with one.path.open("r+b") as file:
        file.seek(1000)
        file.write(b"by an ordinary user")
    with one.path.open("rb") as file, subprocess.Popen(["/bin/sleep", "1000"], stdin=file) as sleeper:
        file.close()
        try:
            opened.detach(one)
        except BusyError as error:
            seen["busy"] = [str(sleeper.pid) in holder for holder in error.data["holders"]]
        sleeper.kill()
    print(json.dumps({"folder": str(one.folder), "path": str(one.path)}), flush=True)
    sys.stdin.readline()
    opened.detach(one)
    seen["written"] = opened.read(1000, 19).decode()
    two = opened.attach(consumer="driver")
    os.kill(two.server, signal.SIGTERM)
    seen["ended"] = wait_for_end(two.server, 120)
    opened.detach(two)
    three = opened.attach()
    os.kill(three.server, signal.SIGKILL)
    wait_for_end(three.server, 120)
    try:
        opened.detach(three)
    except BackendError as error:
        seen["killed"] = str(error)
    seen["left"] = [str(place.folder) for place in (one, two, three) if place.folder.exists() or mount_at(place.folder)]
finally:
    opened.clean_up()
print(json.dumps(seen), flush=True)
"""


@pytest.mark.parametrize("server", ["native", "composed"])
def test_an_ordinary_user_attaches_and_nobody_else_sees_it(ordinary: Any, server: str) -> None:
    words = ("-c", WORK, server, str(ordinary.home))
    with ordinary.popen(*words, program=str(ordinary.python), stdin=-1, stdout=-1, stderr=-1) as process:
        try:
            first = process.stdout.readline()
            if not first:
                pytest.fail(process.communicate(timeout=120)[1].decode())
            place = {name: Path(path) for name, path in json.loads(first).items()}
            assert mount_at(place["folder"]) is not None
            if os.getuid() == 0:
                for look in (lambda: os.listdir(place["folder"]), lambda: place["path"].read_bytes()):
                    with pytest.raises(PermissionError):
                        look()
        finally:
            out, errors = process.communicate(b"\n", timeout=240)
    assert process.returncode == 0, errors.decode()
    seen = json.loads(out)
    assert {"nosuid", "nodev", "default_permissions"} <= set(seen.pop("options"))
    assert "had ended before it was detached" in seen.pop("killed")
    assert seen == {
        "hidden": True,
        "same": True,
        "busy": [True],
        "written": "by an ordinary user",
        "ended": True,
        "left": [],
    }
    assert errors == b""
