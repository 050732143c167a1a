"""A hunt for the passphrase, the volume key and a known plaintext, everywhere that others could look."""

import os
from pathlib import Path

import pytest

from vault.container import Container
from vault.crypto.secret import Secret
from vault.system.mounts import mounts
from vault.system.processes import start_time
from vault.volume import Volume

PASSPHRASE = b"a passphrase of tests only"
MARK = b"this very line must be found nowhere but in the volume\n"


def volume_key(container: Path) -> bytes:
    with (
        Container.open(container, read_only=True) as opened,
        Volume.open(opened) as volume,
        Secret(PASSPHRASE) as credential,
        volume.unlock(credential) as unlocked,
    ):
        return bytes(unlocked.volume_key.view())


def processes_of(uid: int) -> list[Path]:
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and b"vault" in (entry / "cmdline").read_bytes():
                status = (entry / "status").read_text()
                if f"\nUid:\t{uid}\t" in status:
                    found.append(entry)
        except OSError:
            continue
    return found


@pytest.mark.attack(46)
@pytest.mark.skipif(os.getuid() != 0, reason="only root can look into everything that others could")
def test_no_secret_is_found_outside_the_volume(desk) -> None:
    desk.create()
    secrets = {"passphrase": PASSPHRASE, "volume key": (key := volume_key(desk.container)), "plaintext": MARK.strip()}
    secrets["key in hex"] = key.hex().encode()
    printed = [desk.unlock("mount", desk.container).stderr]
    point = desk.mounted
    assert (
        desk.user.run(
            "-c", f"for n in $(seq 2000); do cat; done > '{point}/marked'", program="/bin/sh", data=MARK
        ).returncode
        == 0
    )
    marks = desk.folder.parent / "marks"
    marks.write_bytes(MARK * 2000)
    assert desk.shell(f"cp '{marks}' '{point}/marked' && sync -f '{point}'").returncode == 0
    marks.unlink()
    places: dict[str, bytes] = {}
    seen = processes_of(desk.user.uid)
    assert seen, "the server and the driver run"
    for process in seen:
        for name in ("cmdline", "environ"):
            places[f"{process.name}/{name}"] = (process / name).read_bytes()
    mounted = {mount.mount_point for mount in mounts()}
    for root, names, files in os.walk(desk.user.home):
        names[:] = [name for name in names if Path(root, name) not in mounted]
        places |= {str(path): path.read_bytes() for path in (Path(root, name) for name in files) if path.is_file()}
    desk.dismount()
    places["printed"] = b"".join(printed)
    places["the container"] = desk.container.read_bytes()
    found = [(place, what) for place, data in places.items() for what, secret in secrets.items() if secret in data]
    assert not found


@pytest.mark.attack(46)
def test_the_server_cannot_be_looked_into_and_writes_no_core(desk) -> None:
    desk.create()
    desk.mount()
    server = Path("/proc", str(desk.sessions()[0]["server"]))
    assert desk.user.run(f"{server}/mem", program="/usr/bin/head").returncode != 0
    assert desk.user.run(f"{server}/environ", program="/usr/bin/head").returncode != 0
    limits = (server / "limits").read_text()
    assert next(line for line in limits.splitlines() if line.startswith("Max core file size")).split()[4:6] == [
        "0",
        "0",
    ]


def test_the_key_is_in_locked_memory(desk) -> None:
    desk.create()
    desk.mount()
    status = Path("/proc", str(desk.sessions()[0]["server"]), "status").read_text()
    locked = next(line for line in status.splitlines() if line.startswith("VmLck:"))
    assert int(locked.split()[1]) > 0


def test_after_the_dismount_no_process_is_left(desk) -> None:
    desk.create()
    desk.mount()
    server = desk.sessions()[0]["server"]
    desk.dismount()
    assert start_time(server) == 0, "a zombie, which init takes away in its own time, counts as ended"
