"""A real systemd-logind tells the agent what happens: volumes are closed, and what is remembered is gone."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kernel.guest.conftest import AsUser
from tests.kernel.guest.desktop.desk import (
    Desk,
    inhibited,
    judged,
    parts,
    processes,
    sessions_of_alice,
    until,
)
from vault.agent.api import INTERFACE, NAME, PATH

ENDS_SESSIONS = True
KEEP_AND_LOCK = """
import json, subprocess, sys
from dataclasses import asdict
from vault.system import agent, keyring
from vault.system.processes import wait_for_end
keyring.put_user_key("vault:remembered:guest", memoryview(bytearray(b"secret")), 3600)
status = agent.ensure()
before = keyring.user_keys("vault:remembered:")
subprocess.run(sys.argv[1:], check=True)
print(json.dumps([status.watching, before, wait_for_end(status.pid, 120), keyring.user_keys("vault:remembered:")]))
"""
SESSION = ("org.freedesktop.login1", "/org/freedesktop/login1/session/auto", "org.freedesktop.login1.Session")
MANAGER = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
SIGNAL = ("sh", "-c", "loginctl lock-session $XDG_SESSION_ID")
HINT = ("busctl", "call", *SESSION, "SetLockedHint", "b", "true")
ON_SLEEP = """
[Service]
ExecStart=
ExecStart=/bin/sh -c 'cat /proc/self/mountinfo >/run/asleep.part; ls /dev/mapper >>/run/asleep.part'
ExecStart=/bin/mv /run/asleep.part /run/asleep
"""
OFF_TARGET = "[Unit]\nDefaultDependencies=no\nAllowIsolate=yes\nWants=guest-off.service\nAfter=guest-off.service\n"
OFF_SERVICE = """
[Unit]
DefaultDependencies=no
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'cp /run/store/secret.vol /run/off.vol; umount /run/store; echo $$? >/run/off.code'
"""
USB = ("idVendor", "1234"), ("idProduct", "abcd"), ("devnum", "7"), ("serial", "S1")
UEVENT = "change fe4d7c9d-b8c6-4a70-9ef1-3d8a58d18eed SUBSYSTEM=usb"
DESK = "[Unit]\nBindsTo=graphical-session.target\n"


@pytest.mark.parametrize("lock", [SIGNAL, HINT], ids=["lock-session", "hint"])
def test_a_locked_session_drops_what_is_remembered(as_desktop_user: AsUser, lock: tuple[str, ...]) -> None:
    done = as_desktop_user("python3", "-c", KEEP_AND_LOCK, *lock)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout) == [["systemd-logind"], ["vault:remembered:guest"], True, []]


@pytest.mark.parametrize(
    ("way", "lock"),
    [("udisks", SIGNAL), ("fusefile", SIGNAL), ("fusefile", HINT)],
    ids=["udisks", "fuse", "fuse-hint"],
)
def test_a_lock_closes_a_volume_with_all_that_was_written(desk: Desk, way: str, lock: tuple[str, ...]) -> None:
    record = desk.mount(way)
    assert record["attach_way"] == way
    content = os.urandom(20_000).hex()
    desk.shell(f"cat > '{record['mount_point']}/unsaved'", data=content)
    began = time.monotonic()
    assert desk.login.run(*lock).returncode == 0
    told = time.monotonic()
    until(lambda: not parts(), lambda: [parts(), desk.log()])
    print(f"{way}: all gone {time.monotonic() - told:.3f} s after the lock was told, which took {told - began:.3f} s")
    assert desk.sessions() == []
    until(lambda: not processes("vault.agent"), desk.log)
    assert "volumes closed, and looked after: 1; still open: 0" in desk.log()
    assert judged(desk.container, "unsaved") == content.encode()


def test_an_unlock_within_the_grace_period_leaves_the_volume_open(desk: Desk) -> None:
    desk.vault("policy", "set", desk.container, "grace=1h")
    path = desk.mount("udisks")["path"]
    (agent,) = processes("vault.agent")
    desk.lock()
    until(lambda: "the screen is locked, says systemd-logind" in desk.log(), desk.log)
    # From now on only the lock that is pending keeps the agent there.
    desk.vault(
        "policy", "set", desk.container, *(f"{each}=nothing" for each in ("lock", "sleep", "logout", "shutdown"))
    )
    assert desk.login.run("udisksctl", "unmount", "-b", path).returncode == 0
    until(lambda: not inhibited(), desk.log)
    assert processes("vault.agent") == [agent]
    subprocess.run(["loginctl", "unlock-session", desk.login.id], check=True)
    until(lambda: not processes("vault.agent"), desk.log)
    assert "the screen is unlocked, says systemd-logind" in desk.log()
    assert "volumes closed" not in desk.log()
    assert [session["state"] for session in desk.sessions()] == ["attached"]


def test_a_volume_in_use_is_named_and_closed_when_it_is_let_go(desk: Desk) -> None:
    point = desk.mount("fusefile")["mount_point"]
    desk.shell(f"echo kept > '{point}/file'; sleep infinity < '{point}/file' > /dev/null 2>&1 & echo $! > holder")
    holder = int((desk.home / "holder").read_text())
    try:
        desk.lock()
        until(lambda: "a volume is still open: busy, in use by " in desk.log(), desk.log)
        assert [session["state"] for session in desk.sessions()] == ["mounted"]
        called = desk.login.run("busctl", "--user", "--json=short", "call", NAME, PATH, INTERFACE, "LockAll")
        assert json.loads(called.stdout)["data"] == [[], ["secret"]], called.stderr
        asked = desk.login.run("vault", "lock-all")
        assert f"sleep (process {holder}" in asked.stdout + asked.stderr
    finally:
        os.kill(holder, signal.SIGKILL)
    until(lambda: not parts(), lambda: [parts(), desk.log()])
    assert desk.sessions() == []
    assert judged(desk.container, "file") == b"kept\n"


@pytest.fixture
def asleep() -> Iterator[Path]:
    """The file with the mounts and mappings that there are when logind has the kernel sleep, which it does not do here.

    The guest's kernel knows states to sleep in, but nothing in the guest would wake it.
    """
    drop_in = Path("/run/systemd/system/systemd-suspend.service.d/guest.conf")
    drop_in.parent.mkdir(parents=True)
    drop_in.write_text(ON_SLEEP)
    subprocess.run(["systemctl", "daemon-reload"], check=True)
    path = Path("/run/asleep")
    yield path
    shutil.rmtree(drop_in.parent)
    subprocess.run(["systemctl", "daemon-reload"], check=True)
    path.unlink(missing_ok=True)


def preparing(what: str = "Sleep") -> bool:
    shown = subprocess.check_output(["busctl", "get-property", *MANAGER, f"PreparingFor{what}"], text=True)
    return shown.strip() != "b false"


def test_sleep_waits_until_the_volume_is_closed(desk: Desk, asleep: Path) -> None:
    point = desk.mount("udisks")["mount_point"]
    desk.shell(f"echo kept > '{point}/file'")
    listed = subprocess.check_output(["systemd-inhibit", "--list", "--no-legend"], text=True)
    assert "vault" in listed and "delay" in listed and "sleep" in listed
    subprocess.run(["systemctl", "suspend"], check=True)
    until(asleep.exists, desk.log)
    was_open = point in asleep.read_text() or "luks-" in asleep.read_text()
    until(lambda: not preparing(), desk.log)
    assert "the machine goes to sleep, says systemd-logind" in desk.log()
    # A guest may be slower than the few seconds that logind waits: then the agent has said so.
    assert was_open == ("let go although not all is closed" in desk.log()), desk.log()
    until(lambda: was_open or not (parts() or inhibited()), lambda: [parts(), desk.log()])
    if not was_open:
        assert desk.sessions() == []
        assert judged(desk.container, "file") == b"kept\n"


@pytest.fixture
def store(desk: Desk) -> Iterator[Path]:
    """The file system that the container lies on, which goes at shutdown; but the guest's power stays on."""
    path, units = Path("/run/store"), Path("/run/systemd/system")
    path.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", path], check=True)
    desk.container = Path(shutil.copy(desk.container, path))
    shutil.chown(desk.container, "alice", "alice")
    made = [units / "poweroff.target", units / "guest-off.service"]
    for unit, text in zip(made, (OFF_TARGET, OFF_SERVICE), strict=True):
        unit.write_text(text)
    subprocess.run(["systemctl", "daemon-reload"], check=True)
    yield path
    for unit in made:
        unit.unlink()
    subprocess.run(["systemctl", "daemon-reload"], check=True)
    subprocess.run(["umount", "--lazy", path], check=False, stderr=subprocess.DEVNULL)
    path.rmdir()
    for left in Path("/run").glob("off.*"):
        left.unlink()


def test_shutdown_waits_until_the_volume_is_closed_and_takes_its_store_then(desk: Desk, store: Path) -> None:
    point = desk.mount("fusefile")["mount_point"]
    desk.shell(f"echo kept > '{point}/file'")
    subprocess.run(["busctl", "--quiet", "call", *MANAGER, "PowerOff", "b", "false"], check=True)
    until(Path("/run/off.code").exists, desk.log)
    until(lambda: not preparing("Shutdown"), desk.log)
    assert "the machine shuts down, says systemd-logind" in desk.log()
    until(lambda: not (parts() or inhibited()), lambda: [parts(), desk.log()])
    if "let go although not all is closed" in desk.log():
        return  # a guest may be slower than the few seconds that logind waits: then the agent has said so
    assert Path("/run/off.code").read_text() == "0\n", "nobody had the store in use any more"
    assert not store.is_mount()
    assert judged(Path("/run/off.vol"), "file") == b"kept\n"


def test_an_agent_that_comes_later_closes_what_was_open_and_locked_before(desk: Desk) -> None:
    point = desk.mount("fusefile")["mount_point"]
    desk.shell(f"echo kept > '{point}/file'")
    (agent,) = processes("vault.agent")
    os.kill(int(agent), signal.SIGKILL)
    until(lambda: not processes("vault.agent"))
    assert desk.login.run(*HINT).returncode == 0
    assert [session["state"] for session in desk.sessions()] == ["mounted"]
    desk.shell(f"{sys.executable} -P -m vault.agent >/dev/null 2>>{desk.log_path}")
    until(lambda: not parts(), lambda: [parts(), desk.log()])
    assert desk.sessions() == []
    until(lambda: not processes("vault.agent"), desk.log)
    assert judged(desk.container, "file") == b"kept\n"


@pytest.fixture
def stick() -> Iterator[Path]:
    """A USB device as sysfs would show it: the guest's kernel can have none, so this lies over its folder of buses."""
    path = Path("/run/buses")
    device = path / "usb" / "devices" / "1-1"
    device.mkdir(parents=True)
    for name, text in USB:
        (device / name).write_text(f"{text}\n")
    subprocess.run(["mount", "-t", "overlay", "-o", f"lowerdir={path}:/sys/bus", "overlay", "/sys/bus"], check=True)
    yield device
    subprocess.run(["umount", "/sys/bus"], check=True)
    shutil.rmtree(path)


def test_the_kernel_tells_of_devices_and_a_usb_device_that_is_gone_closes_its_volume(desk: Desk, stick: Path) -> None:
    point = desk.mount("fusefile", "--usb-device", "1234:abcd")["mount_point"]
    desk.shell(f"echo kept > '{point}/file'")
    shutil.rmtree(stick)
    Path("/sys/class/mem/zero/uevent").write_text(UEVENT)
    until(lambda: not parts(), lambda: [parts(), desk.log()])
    assert "a USB device was removed" in desk.log()
    assert judged(desk.container, "file") == b"kept\n"


@pytest.mark.parametrize("way", [pytest.param("udisks", marks=pytest.mark.soak), "fusefile"])
@pytest.mark.parametrize(
    "terminated",
    [
        pytest.param(True, id="terminated"),
        pytest.param(False, id="logout"),
    ],
)
def test_the_end_of_the_last_session_closes_its_volumes(desk: Desk, way: str, terminated: bool) -> None:
    point = desk.mount(way)["mount_point"]
    desk.shell(f"echo kept > '{point}/file'")
    if terminated:
        subprocess.run(["loginctl", "terminate-session", desk.login.id], check=True)
    desk.login.end()
    until(lambda: not parts(), lambda: [parts(), desk.log()])
    until(lambda: not sessions_of_alice(), desk.log)
    assert judged(desk.container, "file") == b"kept\n"


def test_systemd_starts_the_agent_that_is_installed_with_the_desktop(desk: Desk) -> None:
    files = [Path(name) for name in desk.vault("agent", "install")["files"]]
    unit = desk.home / ".config" / "systemd" / "user" / "desk.target"
    assert files[0].parent == unit.parent
    desk.shell(f"printf '{DESK}' > {unit} && systemctl --user daemon-reload && systemctl --user start desk.target")
    try:
        until(lambda: desk.vault("agent", "status")["agent"], desk.log)
        shown = desk.login.run("systemctl", "--user", "show", "--property=MainPID,ActiveState", "vault-agent")
        status = desk.vault("agent", "status")["agent"]
        assert shown.stdout.split() == [f"MainPID={status['pid']}", "ActiveState=active"]
        assert "systemd-logind" in status["watching"]
        assert not inhibited()
        desk.mount("fusefile")
        desk.lock()
        until(lambda: not (parts() or inhibited()), lambda: [parts(), desk.log()])
        assert processes("vault.agent") == [str(status["pid"])]
        assert desk.vault("agent", "uninstall")["files"] == [str(path) for path in reversed(files)]
    finally:
        desk.shell(f"rm {unit}; systemctl --user stop desk.target; systemctl --user daemon-reload")
    until(lambda: not processes("vault.agent"), desk.log)
    assert not any(path.exists() for path in files)
