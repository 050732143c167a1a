"""Volumes that open, change and close are told as it happens, whatever was under way when the watch began."""

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from vault.agent.volumes import Volumes
from vault.attach.base import Attachment
from vault.errors import BackendError
from vault.filesystem.base import Mounted
from vault.options.watching import VolumeChanged, VolumeClosed, VolumeEvent, VolumeOpened
from vault.session import Session, SessionStore
from vault.system import mappings
from vault.system.inotify import Inotify
from vault.system.processes import start_time
from vault.watching import Watch, events, touch

LIMIT_MS = 60_000
MOUNT, UMOUNT = "/usr/bin/mount", "/usr/bin/umount"


@pytest.fixture
def store(tmp_path: Path) -> SessionStore:
    return SessionStore(tmp_path / "sessions")


@pytest.fixture
def watch(store: SessionStore) -> Iterator[Watch]:
    with Watch(store) as watch:
        yield watch


@pytest.fixture
def process() -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """A process that runs until it is killed."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))
        return started[-1]

    yield start
    for one in started:
        one.communicate()


def session(tmp_path: Path, name: str = "secret", server: int = 0, **changes: object) -> Session:
    """An open volume served by a process, this one where none is given."""
    server = server or os.getpid()
    attachment = Attachment("fusefile", tmp_path / "plain", tmp_path / "attached", server, 4096, False)
    made = Session(
        name=name, container=tmp_path / f"{name}.vol", identity=(1, 2), header=None, format="luks2", uuid="u",
        attachment=attachment, server_start=start_time(server), mounted=None, made_mount_point=False, started=5,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def heard(watch: Watch) -> list[VolumeEvent]:
    """What is told next, waited for."""
    waiting = select.poll()
    waiting.register(watch, select.POLLIN)
    while not (found := watch.events()):
        assert waiting.poll(LIMIT_MS), "nothing was told"
    return found


def told(found: list[VolumeEvent]) -> list[tuple[type, str, str]]:
    return [(type(event), event.volume.name, event.volume.state) for event in found]


def quiet(watch: Watch) -> bool:
    """Whether a loop may sleep, once it has looked at what is no news (somebody else's mounts are among it)."""
    waiting = select.poll()
    waiting.register(watch, select.POLLIN)
    for _ in range(1000):
        assert watch.events() == []
        if not waiting.poll(0):
            return True
    return False


def test_what_is_open_already_is_told_first(store: SessionStore, tmp_path: Path) -> None:
    store.add(session(tmp_path, "one"))
    store.add(session(tmp_path, "two", started=6))
    with Watch(store) as watch:
        store.add(session(tmp_path, "three", started=7))  # after it began, before the first look
        assert [event.volume.name for event in watch.events()] == ["one", "two", "three"]
        assert watch.events() == []
        assert quiet(watch)


def test_opening_and_closing_are_told(store: SessionStore, watch: Watch, tmp_path: Path) -> None:
    assert quiet(watch)
    made = store.add(session(tmp_path))
    assert told(heard(watch)) == [(VolumeOpened, "secret", "attached")]
    store.remove(made)
    assert told(heard(watch)) == [(VolumeClosed, "secret", "attached")]
    assert quiet(watch)


def test_a_volume_under_the_name_of_another_is_told_as_another(
    store: SessionStore, watch: Watch, tmp_path: Path
) -> None:
    made = store.add(session(tmp_path))
    heard(watch)
    store.remove(made)
    store.add(session(tmp_path, started=6))
    assert told(heard(watch)) == [(VolumeClosed, "secret", "attached"), (VolumeOpened, "secret", "attached")]


def test_one_that_is_coming_is_told_when_it_is_there(store: SessionStore, watch: Watch, tmp_path: Path) -> None:
    own = os.getpid()
    made = store.add(session(tmp_path, opener=own, opener_start=start_time(own)))
    waiting = select.poll()
    waiting.register(watch, select.POLLIN)
    assert waiting.poll(LIMIT_MS)
    assert watch.events() == []
    store.update(replace(made, opener=0, opener_start=0))
    assert told(heard(watch)) == [(VolumeOpened, "secret", "attached")]


def test_what_is_gone_before_it_was_looked_at_is_never_told(store: SessionStore, watch: Watch, tmp_path: Path) -> None:
    store.remove(store.add(session(tmp_path)))
    store.add(session(tmp_path, "next"))
    assert told(heard(watch)) == [(VolumeOpened, "next", "attached")]


def test_a_server_that_is_killed_is_heard_of(
    store: SessionStore, watch: Watch, tmp_path: Path, process: Callable[[], subprocess.Popen[bytes]]
) -> None:
    server = process()
    store.add(session(tmp_path, server=server.pid))
    heard(watch)
    server.send_signal(signal.SIGKILL)
    assert told(heard(watch)) == [(VolumeClosed, "secret", "attached")]  # it had no mount that would be left
    assert list(store.folder.glob("*.json")) == []
    assert quiet(watch)


def test_an_opener_that_is_killed_is_heard_of(
    store: SessionStore, watch: Watch, tmp_path: Path, process: Callable[[], subprocess.Popen[bytes]]
) -> None:
    opener = process()
    store.add(session(tmp_path, opener=opener.pid, opener_start=start_time(opener.pid)))
    assert quiet(watch)
    opener.send_signal(signal.SIGKILL)
    assert told(heard(watch)) == [(VolumeOpened, "secret", "attached")]  # what it had attached is there


@pytest.fixture
def mount_point(tmp_path: Path) -> Iterator[Path]:
    if os.getuid() != 0:
        pytest.skip("only root may mount a tmpfs")
    point = tmp_path / "mnt"
    point.mkdir()
    yield point
    while os.path.ismount(point):
        subprocess.run([UMOUNT, point], check=True)


def test_a_mount_that_comes_and_goes_by_other_hands_is_told(
    store: SessionStore, watch: Watch, tmp_path: Path, mount_point: Path
) -> None:
    mounted = Mounted("kernel", "tmpfs", mount_point, 0, "vault-test", False)
    store.add(session(tmp_path, mounted=mounted))
    assert told(heard(watch)) == [(VolumeOpened, "secret", "attached")]
    assert quiet(watch)
    subprocess.run([MOUNT, "-t", "tmpfs", "vault-test", mount_point], check=True)
    (event,) = heard(watch)
    assert isinstance(event, VolumeChanged)
    assert (event.before, event.volume.state) == ("attached", "mounted")
    subprocess.run([UMOUNT, mount_point], check=True)
    assert told(heard(watch)) == [(VolumeChanged, "secret", "attached")]
    assert quiet(watch)


def test_a_folder_of_records_that_is_removed_is_watched_anew(store: SessionStore, watch: Watch, tmp_path: Path) -> None:
    store.add(session(tmp_path))
    heard(watch)
    for path in store.folder.iterdir():
        path.unlink()
    store.folder.rmdir()
    assert told(heard(watch)) == [(VolumeClosed, "secret", "attached")]
    assert quiet(watch)
    store.add(session(tmp_path, "next"))
    assert told(heard(watch)) == [(VolumeOpened, "next", "attached")]


def test_what_nothing_else_tells_of_is_told_by_a_touch(
    store: SessionStore, watch: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sysfs = tmp_path / "dm-0"
    (sysfs / "dm").mkdir(parents=True)
    for name, text in (("dm/name", "x"), ("dm/uuid", "CRYPT-x"), ("dm/suspended", "0"), ("dev", "253:0")):
        (sysfs / name).write_text(f"{text}\n")
    monkeypatch.setattr(mappings.all_mappings, "__defaults__", (tmp_path,))
    monkeypatch.setattr(mappings.mapping, "__defaults__", (tmp_path,))
    attachment = Attachment("devmapper", tmp_path / "x", None, 0, 4096, False, mapping="CRYPT-x")
    store.add(session(tmp_path, attachment=attachment, server_start=0))
    assert told(heard(watch)) == [(VolumeOpened, "secret", "attached")]
    assert quiet(watch)
    (sysfs / "dm/suspended").write_text("1\n")
    touch(store, "secret")
    touch(store, "another")
    assert told(heard(watch)) == [(VolumeChanged, "secret", "suspended")]
    assert quiet(watch)


def watching() -> list[str]:
    """The kinds of this process's descriptors that a watch has."""
    with os.scandir("/proc/self/fd") as entries:
        kinds = [os.readlink(entry.path) for entry in entries if entry.is_symlink() and entry.name.isdigit()]
    return sorted(kind for kind in kinds if kind.startswith("anon_inode") or kind.endswith("/mountinfo"))


def test_nothing_is_left_of_a_watch(store: SessionStore, tmp_path: Path) -> None:
    before = watching()
    with Watch(store) as watch:
        store.add(session(tmp_path))
        heard(watch)
        assert len(watching()) == len(before) + 4  # the records, the mounts, a process, and all of them
    assert watching() == before


def test_the_stream_ends_with_its_reader(store: SessionStore, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    store.add(session(tmp_path))
    stream = events(store, writing)
    assert told([next(stream)]) == [(VolumeOpened, "secret", "attached")]
    closing = threading.Thread(target=os.close, args=(reading,))
    closing.start()
    assert list(stream) == []
    closing.join()
    os.close(writing)


def test_what_is_no_folder_cannot_be_watched(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for path, reason in ((tmp_path / "nowhere", "no such file"), (file, "not a directory")):
        with pytest.raises(BackendError, match=reason):
            Inotify(path)


def test_a_file_that_is_only_written_to_is_no_change(tmp_path: Path) -> None:
    watch = Inotify(tmp_path)
    (tmp_path / "new").write_text("half")
    assert select.select([watch], [], [], 0)[0] == []
    (tmp_path / "new").replace(tmp_path / "name\n")
    assert select.select([watch], [], [], 0)[0] == [watch]
    assert not watch.lost()
    (tmp_path / "name\n").unlink()
    tmp_path.rename(tmp_path.with_name("elsewhere"))
    assert watch.lost()
    tmp_path.with_name("elsewhere").rename(tmp_path)
    watch.close()
    watch.close()


# --- the agent's source


def turned(source: Volumes, found: list[VolumeEvent], count: int) -> None:
    """Until so many events were handed on."""
    waiting = select.poll()
    waiting.register(source.fileno(), select.POLLIN)
    while len(found) < count:
        assert waiting.poll(LIMIT_MS), "nothing was told"
        assert source.events() == []


def test_the_agent_s_listeners_are_told_in_its_own_thread(store: SessionStore, tmp_path: Path) -> None:
    store.add(session(tmp_path))
    first: list[VolumeEvent] = []
    threads: set[int] = set()
    source = Volumes(store, [first.append, lambda _: threads.add(threading.get_ident())])
    assert not source.tells
    turned(source, first, 1)
    store.add(session(tmp_path, "next", started=6))
    turned(source, first, 2)
    assert [event.volume.name for event in first] == ["secret", "next"]
    assert threads == {threading.get_ident()}
    source.close()


def test_the_agent_hears_when_nothing_more_is_heard(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    source = Volumes(SessionStore(tmp_path / "run" / "sessions"), [])
    moved = (tmp_path / "run").rename(tmp_path / "moved")
    (moved / "sessions").rename(tmp_path / "sessions")
    waiting = select.poll()
    waiting.register(source.fileno(), select.POLLIN)
    assert waiting.poll(LIMIT_MS), "nothing was told"
    with pytest.raises(BackendError, match="watch"):
        source.events()
    source.close()
