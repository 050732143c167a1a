"""A real systemd-logind tells the agent what happens: volumes are closed, and what is remembered is gone."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ordinary
from tests.kernel.guest.conftest import AsUser
from tests.kernel.guest.desktop.login import Login
from vault.agent.api import INTERFACE, NAME, PATH

ENDS_SESSIONS = True
PASSPHRASE = "correct horse"
LIMIT_S = 120.0
KDF = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000")
SMALL = ("--offset", "2048", "--luks2-metadata-size", "16k", "--luks2-keyslots-size", "512k")
INHIBITORS = Path("/run/systemd/inhibit")
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
SIGNAL = ("sh", "-c", "loginctl lock-session $XDG_SESSION_ID")
HINT = ("busctl", "call", *SESSION, "SetLockedHint", "b", "true")
ON_SLEEP = """
[Service]
ExecStart=
ExecStart=/bin/sh -c 'cat /proc/self/mountinfo >/run/asleep.part; ls /dev/mapper >>/run/asleep.part'
ExecStart=/bin/mv /run/asleep.part /run/asleep
"""
DESK = "[Unit]\nBindsTo=graphical-session.target\n"


def until(met: Callable[[], object], what: Callable[[], object] = lambda: "it has not happened") -> None:
    deadline = time.monotonic() + LIMIT_S
    while not met():
        assert time.monotonic() < deadline, what()
        time.sleep(0.005)


def inhibited() -> bool:
    """Whether the agent holds up sleep, by logind's own files."""
    for path in INHIBITORS.iterdir():
        with suppress(FileNotFoundError):
            if path.suffix != ".ref" and "WHO=vault" in path.read_text():
                return True
    return False


def parts() -> list[str]:
    """What is there of alice's volumes: mounts, mappings, loop devices and servers."""
    mounts = [
        line for line in Path("/proc/self/mountinfo").read_text().splitlines() if "alice" in line or "fuse." in line
    ]
    mappings = [path.name for path in Path("/dev/mapper").iterdir() if path.name != "control"]
    loops = [str(path) for path in Path("/sys/block").glob("loop*/loop/backing_file")]
    return [*mounts, *mappings, *loops, *processes("vault.server")]


def processes(module: str) -> list[str]:
    """The processes that run this module of ours."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if f"\0-m\0{module}\0".encode() in path.read_bytes():
                found.append(path.parent.name)
    return found


def cryptsetup(*words: str) -> None:
    """Run it with the passphrase for a key file."""
    subprocess.run(["cryptsetup", *words, "--key-file", "-"], input=PASSPHRASE.encode(), check=True)


@contextmanager
def opened(container: Path, *options: str) -> Iterator[str]:
    """The plaintext as cryptsetup shows it."""
    cryptsetup("open", *options, str(container), "judge")
    try:
        yield "/dev/mapper/judge"
    finally:
        subprocess.run(["cryptsetup", "close", "judge"], check=True)


@pytest.fixture(scope="module")
def made(alice: Ordinary) -> Path:
    """A small ext4 volume of alice's, by cryptsetup."""
    path = alice.home / "made"
    with path.open("wb") as file:
        file.truncate(16 << 20)
    cryptsetup("luksFormat", "-q", "--type", "luks2", *KDF, *SMALL, str(path))
    with opened(path) as plain:
        subprocess.run(["mkfs.ext4", "-q", "-E", f"root_owner={alice.uid}:{alice.gid}", plain], check=True)
    return path


class Desk:
    """Alice at her desktop, with a volume ``secret.vol`` that is closed."""

    def __init__(self, alice: Ordinary, container: Path) -> None:
        self.container = container
        self.home = alice.home
        self.login = Login()
        self.log_path = self.login.runtime / "vault" / "agent.log"
        self.log_path.unlink(missing_ok=True)

    def vault(self, *words: Any, data: str = "") -> Any:
        """What a command tells as JSON."""
        done = self.login.run("vault", *words, "--json", data=data)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def shell(self, script: str, data: str = "") -> None:
        done = self.login.run("sh", "-c", script, data=data)
        assert done.returncode == 0, done.stderr

    def mount(self, way: str) -> dict[str, Any]:
        """The record of the volume, mounted, when the agent that was started for it holds up sleep."""
        record: dict[str, Any] = self.vault(
            "mount", self.container, "--attach", way, "--passphrase-fd", "0", data=PASSPHRASE
        )
        until(inhibited, self.log)
        return record

    def sessions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.vault("list")["sessions"]
        return found

    def log(self) -> str:
        return self.log_path.read_text() if self.log_path.exists() else ""

    def log_in_again(self) -> None:
        self.login.end()
        self.login = Login()

    def end(self) -> None:
        """Close what is open, and log out; when this returns there is no session of alice's any more."""
        if parts() or processes("vault.agent"):
            self.log_in_again()
            self.login.run("vault", "dismount", "--all", "--force")
            self.login.run("vault", "agent", "stop")
        self.login.end()
        until(lambda: not parts(), parts)
        until(lambda: not sessions_of_alice(), sessions_of_alice)


def sessions_of_alice() -> list[str]:
    listed = subprocess.check_output(["loginctl", "list-sessions", "--no-legend"], text=True)
    return [line for line in listed.splitlines() if "alice" in line]


@pytest.fixture
def desk(alice: Ordinary, made: Path) -> Iterator[Desk]:
    container = alice.home / "secret.vol"
    shutil.copy(made, container)
    shutil.chown(container, "alice", "alice")
    desk = Desk(alice, container)
    yield desk
    desk.end()
    container.unlink()
    shutil.rmtree(alice.home / ".config" / "vault", ignore_errors=True)


def judged(container: Path, name: str) -> bytes:
    """The file in the volume by cryptsetup and e2fsprogs, to which the file system is clean."""
    with opened(container, "--readonly") as plain:
        checked = subprocess.run(["e2fsck", "-fn", plain], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout
        return subprocess.check_output(["debugfs", "-R", f"cat {name}", plain])


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
    subprocess.run(["loginctl", "lock-session", desk.login.id], check=True)
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
        subprocess.run(["loginctl", "lock-session", desk.login.id], check=True)
        until(lambda: "a volume is still open: busy by 1 programs" in desk.log(), desk.log)
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


def preparing() -> bool:
    manager = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
    shown = subprocess.check_output(["busctl", "get-property", *manager, "PreparingForSleep"], text=True)
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
        subprocess.run(["loginctl", "lock-session", desk.login.id], check=True)
        until(lambda: not (parts() or inhibited()), lambda: [parts(), desk.log()])
        assert processes("vault.agent") == [str(status["pid"])]
        assert desk.vault("agent", "uninstall")["files"] == [str(path) for path in reversed(files)]
    finally:
        desk.shell(f"rm {unit}; systemctl --user stop desk.target; systemctl --user daemon-reload")
    until(lambda: not processes("vault.agent"), desk.log)
    assert not any(path.exists() for path in files)
