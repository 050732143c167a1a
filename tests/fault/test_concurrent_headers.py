"""Several processes change one header at once, of a closed and of an open volume: no result is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import WrongCredential
from vault.formats.luks1 import create as luks1
from vault.newcontainer import new_container
from vault.opening import key_digest
from vault.session import Session, SessionStore
from vault.testing.volumes import small_options
from vault.volume import Volume

SIZE = 5 << 20
DEADLINE_S = 120
DONE, BUSY = 0, 5
CHEAP = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000")
CRYPTSETUP = Path("/usr/sbin/cryptsetup")
OPTIONS = {"luks2": small_options(keyslots=9), "luks1": luks1.CreateOptions(iterations=1000, digest_iterations=1000)}

needs_fuse = pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="/dev/fuse cannot be opened")
needs_cryptsetup = pytest.mark.skipif(not CRYPTSETUP.exists(), reason="cryptsetup is not installed")

CHANGER = """
import sys
from pathlib import Path
from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import BusyError, VaultError
from vault.formats.luks2 import locking
from vault.session import SessionStore, open_header
from vault.testing.volumes import CHEAP_PBKDF2
from vault.volume import Volume

locking.WAIT_S = 120.0

def opened(path):
    try:
        return Container.open(path)
    except BusyError:
        return open_header(SessionStore().find(str(path)))

def change(volume, action, old, *new):
    luks = volume.luks
    with Secret(old.encode()) as secret, volume.unlock(secret) as unlocked:
        if action == "remove":
            return luks.keyslots.remove_keyslot(luks.header, luks.device, unlocked.slot)
        with Secret(new[0].encode()) as secret:
            rest = (unlocked.volume_key, secret, CHEAP_PBKDF2)
            if action == "add":
                return luks.keyslots.add_keyslot(luks.header, luks.device, *rest)
            return luks.keyslots.change_keyslot(luks.header, luks.device, unlocked.slot, *rest)

def main(path, *words):
    print("begun", flush=True)
    with Volume.open(opened(Path(path))) as volume:
        print("locked", flush=True)
        sys.stdin.readline()
        change(volume, *words)

try:
    main(*sys.argv[1:])
except VaultError as error:
    sys.exit(error.exit_code)
"""
"""Changes the header of a container, open or closed, once its input has a line or ends."""


@dataclass
class Desk:
    """A container that ``zero``, ``one`` and ``two`` open, and the processes that work on it."""

    folder: Path
    path: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
        }

    def start(self, *command: object, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        words = [str(word) for word in command]
        process = subprocess.Popen(
            words,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self.environment,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def vault(self, *words: object) -> subprocess.Popen[bytes]:
        return self.start(sys.executable, "-m", "vault", *words)

    def key(self, credential: str) -> Path:
        path = self.folder / f"{credential}.key"
        path.write_text(credential)
        return path

    def add(self, new: str) -> subprocess.Popen[bytes]:
        keys = ("--key-file", self.key("zero"), "--new-key-file", self.key(new))
        return self.vault("keyslot", "add", self.path, *keys, *CHEAP)

    def theirs(self, new: str) -> subprocess.Popen[bytes]:
        """cryptsetup adds a keyslot."""
        keys = (self.path, self.key(new))
        return self.start(CRYPTSETUP, "luksAddKey", "--batch-mode", *CHEAP, "--key-file", self.key("zero"), *keys)

    def change(self, *words: str) -> subprocess.Popen[bytes]:
        return self.start(sys.executable, "-c", CHANGER, self.path, *words)

    def begin(self, *words: str, until: bytes = b"locked") -> subprocess.Popen[bytes]:
        """The same, which has come that far and changes nothing before it is told to."""
        process = self.start(sys.executable, "-c", CHANGER, self.path, *words, stdin=subprocess.PIPE)
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == until:
                return process
        raise AssertionError(f"it ended with {process.wait(DEADLINE_S)}")

    def opens(self, credential: str) -> bool:
        with Volume.open(Container.open(self.path, read_only=True)) as volume, Secret(credential.encode()) as secret:
            try:
                volume.unlock(secret).close()
            except WrongCredential:
                return False
        return True

    def opening(self, *credentials: str) -> set[str]:
        """Those of the credentials that open the volume; nothing else but ``zero``, ``one`` and ``two`` does."""
        found = {credential for credential in (*credentials, "zero", "one", "two") if self.opens(credential)}
        with Volume.open(Container.open(self.path, read_only=True)) as volume:
            assert len(volume.luks.header.keyslots) == len(found)
            assert not volume.luks.header.warnings
        return found

    def attach(self) -> Session:
        attached = self.vault("attach", self.path, "--attach", "fusefile", "--key-file", self.key("zero"), "--json")
        assert ended(attached) == DONE
        return SessionStore(self.folder / "run" / "vault" / "sessions").find(str(self.path))

    def detach(self) -> None:
        assert ended(self.vault("detach", self.path)) == DONE


def ended(process: subprocess.Popen[bytes]) -> int:
    """Its exit code; it waits for no more input."""
    process.communicate(timeout=DEADLINE_S)
    return process.returncode


def all_done(processes: list[subprocess.Popen[bytes]]) -> bool:
    """Whether all succeed; none of them waits for more input."""
    for process in processes:
        if process.stdin is not None:
            process.stdin.close()
            process.stdin = None
    return [ended(process) for process in processes] == [DONE] * len(processes)


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The bytes of a container of that format."""
    made: dict[str, bytes] = {}

    def content(kind: str) -> bytes:
        if kind not in made:
            desk = Desk(folder := tmp_path_factory.mktemp(kind), folder / "volume")
            with Secret(b"zero") as secret, new_container(desk.path, SIZE, OPTIONS[kind], secret):
                pass
            assert [ended(desk.change("add", "zero", new)) for new in ("one", "two")] == [DONE, DONE]
            made[kind] = desk.path.read_bytes()
        return made[kind]

    return content


@pytest.fixture
def kind() -> str:
    return "luks2"


both = pytest.mark.parametrize("kind", ["luks2", pytest.param("luks1", marks=pytest.mark.soak)])


@pytest.fixture
def desk(tmp_path: Path, kind: str, make: Callable[[str], bytes]) -> Iterator[Desk]:
    """A desk of which nothing stays."""
    (tmp_path / "run").mkdir(mode=0o700)
    path = tmp_path / "volume"
    path.write_bytes(make(kind))
    desk = Desk(tmp_path, path)
    yield desk
    for process in desk.processes:
        if process.poll() is None:
            process.kill()
        process.communicate()
    if str(tmp_path) in Path("/proc/self/mountinfo").read_text():
        ended(desk.vault("dismount", "--all", "--force"))


def test_a_second_change_of_a_closed_volume_is_refused_and_can_be_repeated(desk: Desk) -> None:
    first = desk.begin("add", "zero", "first")
    assert ended(desk.add("second")) == BUSY
    assert ended(first) == DONE
    assert ended(desk.add("second")) == DONE
    assert desk.opening("first", "second") == {"zero", "one", "two", "first", "second"}


@both
def test_of_many_that_add_at_once_those_that_succeeded_are_in_the_header(desk: Desk) -> None:
    adding = {name: desk.add(name) for name in "abcde"}
    codes = {name: ended(process) for name, process in adding.items()}
    assert set(codes.values()) <= {DONE, BUSY}
    assert DONE in codes.values()
    added = {name for name, code in codes.items() if code == DONE}
    assert desk.opening(*adding) == {"zero", "one", "two"} | added


@both
@needs_fuse
def test_changes_of_an_open_volume_wait_for_each_other_and_all_land(desk: Desk) -> None:
    session = desk.attach()
    plaintext = session.attachment.path
    with plaintext.open("r+b", buffering=0) as file:
        file.write(b"x" * 4096)
    first = desk.begin("add", "zero", "a")
    others = [("add", "zero", "b"), ("change", "one", "uno"), ("remove", "two"), ("add", "zero", "c")]
    waiting = [desk.begin(*words, until=b"begun") for words in others]
    assert all_done([first, *waiting])
    with plaintext.open("rb", buffering=0) as file:
        assert file.read(4096) == b"x" * 4096
    assert SessionStore(desk.folder / "run" / "vault" / "sessions").find(session.name) == session
    desk.detach()
    assert desk.opening("a", "b", "c", "uno") == {"zero", "a", "b", "c", "uno"}
    with Volume.open(Container.open(desk.path, read_only=True)) as volume:
        assert key_digest(volume) == session.key_digest, "the key that a suspended volume would be resumed with"


@needs_fuse
def test_a_change_goes_on_while_the_volume_is_closed_and_keeps_others_out(desk: Desk) -> None:
    desk.attach()
    first = desk.begin("add", "zero", "first")
    desk.detach()
    assert ended(desk.add("second")) == BUSY
    assert ended(desk.vault("attach", desk.path, "--key-file", desk.key("zero"))) == BUSY
    assert ended(first) == DONE
    assert desk.opening("first", "second") == {"zero", "one", "two", "first"}


@needs_fuse
@pytest.mark.parametrize("attached", [False, True], ids=["closed", "open"])
def test_a_killed_change_holds_nobody_up(desk: Desk, attached: bool) -> None:
    if attached:
        desk.attach()
    killed = desk.begin("add", "zero", "killed")
    killed.send_signal(signal.SIGKILL)
    assert killed.wait(DEADLINE_S) == -signal.SIGKILL
    assert ended(desk.change("add", "zero", "next")) == DONE
    if attached:
        desk.detach()
    assert desk.opening("killed", "next") == {"zero", "one", "two", "next"}


@needs_cryptsetup
def test_cryptsetup_waits_until_a_closed_volume_is_changed(desk: Desk) -> None:
    ours = desk.begin("add", "zero", "ours")
    theirs = waiting(desk.theirs("theirs"))
    assert all_done([ours, theirs])
    assert desk.opening("ours", "theirs") == {"zero", "one", "two", "ours", "theirs"}


@needs_fuse
@needs_cryptsetup
def test_cryptsetup_waits_until_the_volume_is_closed_and_finds_what_was_changed_meanwhile(desk: Desk) -> None:
    desk.attach()
    theirs = waiting(desk.theirs("theirs"))
    assert ended(desk.change("add", "zero", "ours")) == DONE
    assert theirs.poll() is None
    desk.detach()
    assert ended(theirs) == DONE
    assert desk.opening("ours", "theirs") == {"zero", "one", "two", "ours", "theirs"}


@needs_cryptsetup
def test_of_ours_and_cryptsetups_at_once_those_that_succeeded_are_in_the_header(desk: Desk) -> None:
    ours, theirs = {name: desk.add(name) for name in "ab"}, {name: desk.theirs(name) for name in "cd"}
    adding = ours | theirs
    codes = {name: ended(process) for name, process in adding.items()}
    assert {codes[name] for name in ours} <= {DONE, BUSY}
    assert desk.opening(*adding) == {"zero", "one", "two"} | {name for name, code in codes.items() if code == DONE}


def waiting(process: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    """The process, once it waits for a lock."""
    deadline = time.monotonic() + DEADLINE_S
    while not any(
        fields[1] == "->" and fields[5] == str(process.pid)
        for fields in map(str.split, Path("/proc/locks").read_text().splitlines())
    ):
        assert process.poll() is None, f"it ended with {process.returncode}"
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return process
