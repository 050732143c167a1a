"""Volumes that root opened, by sudo in alice's session or without any: dm-crypt below what does not always let go."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.conftest import Ordinary
from tests.kernel.guest.desktop.desk import LIMIT_S, PASSPHRASE, Desk, RootDesk, inhibited, judged, parts, until
from tests.kernel.guest.open_things import LOGON
from vault.engine import Engine
from vault.errors import BusyError
from vault.filesystem import frozen as frozen_check
from vault.session import SessionStore

ENDS_SESSIONS = True
VAULT = str(Path(sys.executable).with_name("vault"))
SUDOERS = Path("/etc/sudoers.d/vault-agent")
CONTENT = "what a program has written"


@pytest.fixture(scope="module", autouse=True)
def sudoers() -> Iterator[None]:
    """Alice may become root."""
    if shutil.which("sudo") is None:
        pytest.skip("sudo is not installed")
    SUDOERS.write_text("alice ALL=(ALL) NOPASSWD: ALL\n")
    SUDOERS.chmod(0o440)
    yield
    SUDOERS.unlink()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A small file system without direct I/O, for containers and what fills it."""
    path = Path("/run/vault-agent-root")
    path.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20M", "tmpfs", path], check=True)
    yield path
    subprocess.run(["umount", path], check=True)
    path.rmdir()


@pytest.fixture
def root_desk(alice: Ordinary, made: Path, folder: Path) -> Iterator[RootDesk]:
    """Alice at her desktop, who may become root."""
    container = folder / "secret.vol"
    subprocess.run(["cp", "--sparse=always", made, container], check=True)
    desk = RootDesk(alice, container)
    yield desk
    desk.end()


def key_in_kernel() -> str:
    """The key of the one mapping as dm-crypt shows it to root: zeros when it is wiped."""
    shown = subprocess.check_output(["/usr/sbin/dmsetup", "table", "--target", "crypt", "--showkeys"], text=True)
    (line,) = shown.splitlines()
    return line.partition(" crypt ")[2].split()[1]


def state(desk: RootDesk) -> str:
    (session,) = SessionStore(desk.runtime / "sessions").all()
    return session.state


@contextmanager
def frozen(point: Path) -> Iterator[None]:
    """Somebody has frozen the file system, as for a snapshot of it."""
    subprocess.run(["/usr/sbin/fsfreeze", "--freeze", point], check=True)
    try:
        yield
    finally:
        subprocess.run(["/usr/sbin/fsfreeze", "--unfreeze", point], check=False, stderr=subprocess.DEVNULL)


def test_a_lock_suspends_and_the_volume_comes_back_with_all_that_was_written(root_desk: RootDesk) -> None:
    point = Path(root_desk.mount("devmapper", "--on-lock", "suspend")["mount_point"])
    (point / "file").write_text(CONTENT)
    assert set(key_in_kernel()) != {"0"}
    root_desk.lock()
    until(lambda: "looked after: 1; still open: 0" in root_desk.log(), root_desk.log)
    assert key_in_kernel() == "0" * 128
    assert LOGON.findall(Path("/proc/keys").read_text()) == []
    with subprocess.Popen(["sh", "-c", f"echo later >> {point}/file"]) as writer:
        assert state(root_desk) == "suspended"
        assert writer.poll() is None, "it is still mounted, and who writes waits"
        root_desk.vault("resume", "secret", "--passphrase-fd", "0", data=PASSPHRASE)
        assert writer.wait(LIMIT_S) == 0
    assert state(root_desk) == "mounted"
    Engine().dismount("secret")
    assert judged(root_desk.container, "file").decode() == f"{CONTENT}later\n"


def test_a_frozen_file_system_is_told_and_is_closed_when_it_is_thawed(
    root_desk: RootDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = Path(root_desk.mount("devmapper")["mount_point"])
    (point / "file").write_text(CONTENT)
    with frozen(point):
        root_desk.lock()
        until(lambda: "still open: 1" in root_desk.log(), root_desk.log)
        assert "a volume is still open: busy, in use by whoever froze its file system" in root_desk.log()
        assert state(root_desk) == "mounted", "else nobody could thaw it"
        monkeypatch.setattr(frozen_check, "LIMIT_S", 0.5)
        with pytest.raises(BusyError, match="frozen") as caught:
            Engine().dismount("secret", force=True)
        assert f"fsfreeze --unfreeze {point}" in caught.value.hint
        assert point.is_mount()
    until(lambda: not parts(), lambda: [parts(), root_desk.log()])
    assert judged(root_desk.container, "file").decode() == CONTENT


@pytest.mark.soak
def test_a_frozen_file_system_is_suspended_as_it_is(root_desk: RootDesk) -> None:
    point = Path(root_desk.mount("devmapper", "--on-lock", "suspend")["mount_point"])
    (point / "file").write_text(CONTENT)
    with frozen(point):
        root_desk.lock()
        until(lambda: "looked after: 1; still open: 0" in root_desk.log(), root_desk.log)
        assert (key_in_kernel(), state(root_desk)) == ("0" * 128, "suspended")
        root_desk.vault("resume", "secret", "--passphrase-fd", "0", data=PASSPHRASE)
    (point / "file").write_text(CONTENT * 2)
    Engine().dismount("secret")
    assert judged(root_desk.container, "file").decode() == CONTENT * 2


def fill(folder: Path) -> Path:
    """A file that takes all that is left there."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1 << 16))
    with filler.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1 << 12))
    return filler


def unwritten(root_desk: RootDesk, point: Path, content: bytes) -> Path:
    """What fills the disk, when a program has written content for which there is no room below."""
    (point / "unwritten").touch()
    os.sync()
    filler = fill(root_desk.container.parent)
    (point / "unwritten").write_bytes(content)
    return filler


def test_on_a_full_disk_what_cannot_be_written_is_told_and_the_volume_stays_open(root_desk: RootDesk) -> None:
    point, content = Path(root_desk.mount("devmapper")["mount_point"]), os.urandom(4 << 20)
    filler = unwritten(root_desk, point, content)
    root_desk.lock()
    until(lambda: "still open: 1" in root_desk.log(), root_desk.log)
    assert "still open: failed, what programs wrote could not be written" in root_desk.log()
    root_desk.lock()
    until(lambda: root_desk.log().count("the screen is locked") == 2, root_desk.log)
    assert state(root_desk) == "mounted", "the kernel gave up what it could not write: a second attempt would lose it"
    assert "closed, and looked after: 1" not in root_desk.log()
    assert (point / "unwritten").read_bytes() == content
    filler.unlink()
    (point / "again").write_bytes((point / "unwritten").read_bytes())
    Engine().dismount("secret")
    assert judged(root_desk.container, "again") == content


@pytest.mark.soak
def test_on_a_full_disk_a_suspension_says_what_could_not_be_written(root_desk: RootDesk) -> None:
    point, content = Path(root_desk.mount("devmapper", "--on-lock", "suspend")["mount_point"]), os.urandom(4 << 20)
    filler = unwritten(root_desk, point, content)
    root_desk.lock()
    until(lambda: "looked after: 1; still open: 0" in root_desk.log(), root_desk.log)
    assert (key_in_kernel(), state(root_desk)) == ("0" * 128, "suspended")
    assert "there is a warning about a volume" in root_desk.log()
    filler.unlink()
    root_desk.vault("resume", "secret", "--passphrase-fd", "0", data=PASSPHRASE)
    assert (point / "unwritten").read_bytes() == content
    (point / "again").write_bytes(content)
    Engine().dismount("secret")
    assert judged(root_desk.container, "again") == content


def test_what_root_opened_without_a_session_is_left_alone(desk: Desk, folder: Path, made: Path) -> None:
    container, log = folder / "of-root.vol", Path("/run/vault/agent.log")
    log.unlink(missing_ok=True)
    subprocess.run(["cp", "--sparse=always", made, container], check=True)
    words = [VAULT, "mount", str(container), "--passphrase-fd", "0"]
    subprocess.run(words, input=PASSPHRASE.encode(), check=True, capture_output=True)
    try:
        until(inhibited)
        desk.mount("fusefile")
        assert [session["name"] for session in desk.sessions()] == ["secret"]
        assert desk.login.run("vault", "dismount", "of-root").returncode == 2
        until(lambda: "watching: systemd-logind" in desk.log(), desk.log)
        desk.lock()
        until(lambda: desk.sessions() == [], desk.log)
        assert Path("/root/Vaults/of-root").is_mount()
        assert "locked" not in log.read_text()
    finally:
        closed = subprocess.run([VAULT, "lock-all"], capture_output=True, text=True, check=False)
    assert closed.returncode == 0, closed.stderr
    until(lambda: not parts(), parts)
