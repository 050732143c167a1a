"""Alice at her desktop, and what there is of volumes in the guest: shared by the tests of the agent."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.conftest import Ordinary
from tests.kernel.guest.desktop.login import Login

PASSPHRASE = "correct horse"
LIMIT_S = 120.0
KDF = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000")
SMALL = ("--offset", "2048", "--luks2-metadata-size", "16k", "--luks2-keyslots-size", "512k")
INHIBITORS = Path("/run/systemd/inhibit")


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
    """What is there of volumes: mounts, mappings, loop devices and servers."""
    mounts = [
        line
        for line in Path("/proc/self/mountinfo").read_text().splitlines()
        if any(word in line for word in ("alice", "fuse.", "/dev/mapper/"))
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


class Desk:
    """Alice at her desktop, with a volume ``secret.vol`` that is closed."""

    program: tuple[str, ...] = ("vault",)

    def __init__(self, alice: Ordinary, container: Path) -> None:
        self.container = container
        self.home = alice.home
        self.login = Login()
        self.log_path = self.runtime / "agent.log"
        self.log_path.unlink(missing_ok=True)

    @property
    def runtime(self) -> Path:
        """Where her records and her agent's log are."""
        return self.login.runtime / "vault"

    def vault(self, *words: Any, data: str = "") -> Any:
        """What a command tells as JSON."""
        done = self.login.run(*self.program, *words, "--json", data=data)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def shell(self, script: str, data: str = "") -> None:
        done = self.login.run("sh", "-c", script, data=data)
        assert done.returncode == 0, done.stderr

    def mount(self, way: str, *options: str) -> dict[str, Any]:
        """The record of the volume, mounted, when the agent that was started for it holds up sleep."""
        record: dict[str, Any] = self.vault(
            "mount", self.container, "--attach", way, "--passphrase-fd", "0", *options, data=PASSPHRASE
        )
        until(inhibited, self.log)
        return record

    def sessions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.vault("list")["sessions"]
        return found

    def log(self) -> str:
        return self.log_path.read_text() if self.log_path.exists() else ""

    def lock(self) -> None:
        """Lock her screen."""
        subprocess.run(["loginctl", "lock-session", self.login.id], check=True)

    def log_in_again(self) -> None:
        self.login.end()
        self.login = Login()

    def end(self) -> None:
        """Close what is open, and log out; when this returns there is no session of alice's any more."""
        if parts() or processes("vault.agent"):
            self.log_in_again()
            self.login.run(*self.program, "dismount", "--all", "--force")
            self.login.run(*self.program, "agent", "stop")
        self.login.end()
        until(lambda: not parts(), parts)
        until(lambda: not sessions_of_alice(), sessions_of_alice)


def sessions_of_alice() -> list[str]:
    listed = subprocess.check_output(["loginctl", "list-sessions", "--no-legend"], text=True)
    return [line for line in listed.splitlines() if "alice" in line]


class RootDesk(Desk):
    """The same, but it is root who opens volumes, by sudo in her session."""

    program = ("sudo", str(Path(sys.executable).with_name("vault")))

    @property
    def runtime(self) -> Path:
        """Root's, since sudo says nothing of alice's."""
        return Path("/run/vault")


def judged(container: Path, name: str) -> bytes:
    """The file in the volume by cryptsetup and e2fsprogs, to which the file system is clean."""
    with opened(container, "--readonly") as plain:
        checked = subprocess.run(["e2fsck", "-fn", plain], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout
        return subprocess.check_output(["debugfs", "-R", f"cat {name}", plain])
