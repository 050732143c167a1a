"""New containers: complete or not there at all, private, never over somebody's data."""

import errno
import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vault.blockdev import newfile
from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import BackendError, BusyError, NoSpace, UsageError, VaultError
from vault.events import Event, Settled
from vault.newcontainer import _Undo, check_target, new_container
from vault.testing.volumes import small_options, write_volume
from vault.volume import Volume

SIZE = 2 << 20
OPTIONS = small_options(keyslots=1)


class Stop(Exception):
    """Something that goes wrong while a file system is made."""


def make(path: Path, size: int | None = SIZE, **more: object) -> None:
    with new_container(path, size, OPTIONS, Secret(b"pass"), **more):  # type: ignore[arg-type]
        pass


def opens(path: Path) -> bool:
    with Volume.open(Container.open(path)) as volume:
        volume.unlock(Secret(b"pass")).close()
    return True


@pytest.fixture(params=["nameless", "temporary name"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How the file is made: as a file system with files without names has it, and as others do."""
    if request.param == "temporary name":
        real = os.open

        def without_nameless(path, flags, *more, **options):
            if flags & os.O_TMPFILE == os.O_TMPFILE:
                raise OSError(errno.EOPNOTSUPP, "no nameless files here")
            return real(path, flags, *more, **options)

        monkeypatch.setattr(os, "open", without_nameless)


@pytest.mark.usefixtures("way")
def test_a_new_container_is_private_whole_and_has_its_space(tmp_path: Path) -> None:
    path = tmp_path / "new"
    old = os.umask(0)
    try:
        make(path, SIZE - 511)
    finally:
        os.umask(old)
    found = path.stat()
    assert (found.st_mode & 0o777, found.st_size, found.st_nlink) == (0o600, SIZE - 511 + 511, 1)
    assert found.st_blocks * 512 >= SIZE
    assert os.listdir(tmp_path) == ["new"]
    assert opens(path)


def test_a_sparse_container_takes_only_the_space_of_its_header(tmp_path: Path) -> None:
    make(tmp_path / "new", 1 << 30, sparse=True)
    found = (tmp_path / "new").stat()
    assert found.st_size == 1 << 30
    assert found.st_blocks * 512 < 4 << 20
    assert opens(tmp_path / "new")


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("error", [Stop, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("header", [False, True], ids=["header inside", "header detached"])
def test_a_failure_before_the_end_leaves_nothing(tmp_path: Path, error: type[BaseException], header: bool) -> None:
    before = len(os.listdir("/proc/self/fd"))
    more = {"header": tmp_path / "header"} if header else {}
    making = new_container(tmp_path / "new", SIZE, OPTIONS, Secret(b"pass"), **more)
    with pytest.raises(error), making as unlocked:  # noqa: PT012
        unlocked.device().write(0, bytes(512))
        assert not (tmp_path / "new").exists()
        raise error
    assert os.listdir(tmp_path) == []
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("call", ["fsync", "close"])
@pytest.mark.parametrize("header", [False, True], ids=["header inside", "header detached"])
def test_a_signal_that_comes_when_it_has_its_name_takes_that_away(
    tmp_path: Path, call: str, header: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is heard of at each call that follows on the naming, one after the other, until none is left."""
    before, real = len(os.listdir("/proc/self/fd")), getattr(os, call)
    for number in itertools.count():
        calls = itertools.count()

        def interrupted(fd: int, calls: Iterator[int] = calls, last: int = number) -> None:
            real(fd)
            if (tmp_path / "new").exists() and next(calls) == last:
                signal.raise_signal(signal.SIGINT)

        monkeypatch.setattr(os, call, interrupted)
        try:
            make(tmp_path / "new", **({"header": tmp_path / "header"} if header else {}))
        except KeyboardInterrupt:
            assert os.listdir(tmp_path) == []
        else:
            break
        finally:
            monkeypatch.setattr(os, call, real)
    assert number > 0, "no call followed"
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("header", [False, True])
def test_who_hears_that_it_stays_and_hears_no_signal_then_is_told_the_truth(tmp_path: Path, header: bool) -> None:
    """A signal comes at each line of its last steps, one after the other: it is made, or nothing is left of it."""
    code = {each.__code__ for each in (_Undo.__exit__, _Undo.hold_back, newfile._name, newfile.take_away)}
    more = {"header": tmp_path / "header"} if header else {}
    ends = set()
    for number in itertools.count():
        lines = itertools.count()

        def traced(frame: Any, event: str, _: object, lines: Iterator[int] = lines, last: int = number) -> Any:
            if event == "line" and next(lines) == last:
                signal.raise_signal(signal.SIGINT)
            return traced if frame.f_code in code else None

        def heard(event: Event) -> None:
            if isinstance(event, Settled):
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

        mask = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        tracing = sys.gettrace()
        sys.settrace(traced)
        try:
            make(tmp_path / "new", **more, on_event=heard)
        except KeyboardInterrupt:
            made = False
        else:
            made = True
        finally:
            sys.settrace(tracing)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # which forgets the one that waits
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        assert sorted(os.listdir(tmp_path)) == (sorted(["new", *more]) if made else [])
        ends.add(made)
        for path in tmp_path.iterdir():
            path.unlink()
        if next(lines) <= number:
            break
    assert ends == {False, True}


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("name", ["new", "header"])
def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path, name: str) -> None:
    path, header = tmp_path / "new", tmp_path / "header"
    making = new_container(path, SIZE, OPTIONS, Secret(b"pass"), header=header)
    with pytest.raises(UsageError, match="exists already"), making:
        (tmp_path / name).write_bytes(b"somebody else's")
    assert os.listdir(tmp_path) == [name]
    assert (tmp_path / name).read_bytes() == b"somebody else's"


@pytest.mark.parametrize(
    ("content", "named"), [(b"data" * 512, "data"), (bytes(4096), "zeros"), (b"", "zeros"), (None, "luks2")]
)
def test_what_exists_is_refused_and_named_unless_forced(tmp_path: Path, content: bytes | None, named: str) -> None:
    path = tmp_path / "old"
    if content is None:
        write_volume(path, b"old", size=SIZE, options=OPTIONS)
    else:
        path.write_bytes(content)
    before, inode = path.read_bytes(), path.stat().st_ino
    for act in (lambda: make(path), lambda: check_target(path)):
        with pytest.raises(UsageError, match=f"exists already and holds.*{named}") as caught:
            act()
        assert "--force" in caught.value.hint
    assert path.read_bytes() == before
    check_target(path, force=True)
    make(path, SIZE, force=True)
    assert opens(path)
    assert (path.stat().st_ino, path.stat().st_size) == (inode, SIZE)


def test_a_forced_container_without_a_size_keeps_its_own(tmp_path: Path) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"x" * (3 << 20))
    make(path, None, force=True)
    assert path.stat().st_size == 3 << 20
    assert opens(path)


def test_a_container_in_use_is_not_overwritten_even_by_force(tmp_path: Path) -> None:
    path = tmp_path / "old"
    make(path)
    before = path.read_bytes()
    with Container.open(path, read_only=True):
        for act in (lambda: make(path, force=True), lambda: check_target(path, force=True)):
            with pytest.raises(BusyError):
                act()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("path", "size", "error"),
    [
        ("none/new", SIZE, UsageError),
        ("new", None, UsageError),
        ("new", 4096, UsageError),
        ("new", 1 << 20, UsageError),
        ("new", 1 << 62, BackendError),
    ],
    ids=["no folder", "no size", "tiny", "no room for data", "more than any disk"],
)
def test_an_impossible_place_or_size_leaves_nothing(
    tmp_path: Path, path: str, size: int | None, error: type[VaultError]
) -> None:
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(error) as caught:
        make(tmp_path / path, size)
    assert caught.value.hint
    assert os.listdir(tmp_path) == []
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MiB."""
    if os.getuid() != 0:
        pytest.skip("mounting a small file system needs root")
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["/usr/bin/mount", "-t", "tmpfs", "-o", "size=3m", "vault-test", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"no tmpfs here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["/usr/bin/umount", folder], check=True)


def test_a_full_disk_is_found_before_any_work_and_leaves_nothing(small_disk: Path) -> None:
    events: list[object] = []
    with pytest.raises(NoSpace):
        make(small_disk / "new", 4 << 20, on_event=events.append)
    assert events == []
    assert os.listdir(small_disk) == []
    make(small_disk / "new", SIZE)
    assert opens(small_disk / "new")


def test_a_disk_that_fills_up_under_a_sparse_container_leaves_nothing(small_disk: Path) -> None:
    with (small_disk / "filler").open("wb") as filler:
        os.posix_fallocate(filler.fileno(), 0, (3 << 20) - 65536)
    with pytest.raises(NoSpace):
        make(small_disk / "new", SIZE, sparse=True)
    assert os.listdir(small_disk) == ["filler"]
