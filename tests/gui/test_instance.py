"""One window per user and desktop: what later starts hand over, and to whom they do not."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.gui.programs import PROGRAM, program, surroundings, until
from tests.gui.test_tasks import run, typed
from vault import MountRequest
from vault.gui.instance import LARGEST, TAKEN, Request, Seat, claim

if TYPE_CHECKING:
    from tests.gui.conftest import Desk

STRANGE = Path(os.fsdecode(b'/a/\xff "\n'))


def test_a_request_comes_back() -> None:
    request = Request((Path("/a"), STRANGE), True, "token")
    assert Request.unpack(request.pack()) == request
    assert request.pack().count(b"\n") == 1


REQUESTS: dict[str, Any] = {
    "no text": b"\xff\n",
    "nested": b"[" * 100_000,
    "no object": [1],
    "another version": {"version": 2, "containers": [], "token": ""},
    "no list": {"version": 1, "containers": "/a", "token": ""},
    "too many": {"version": 1, "containers": ["/a"] * 33, "token": ""},
    "a relative path": {"version": 1, "containers": ["a"], "token": ""},
    "a NUL": {"version": 1, "containers": ["/a\0"], "token": ""},
    "no path": {"version": 1, "containers": [1], "token": ""},
    "a long token": {"version": 1, "containers": [], "token": "x" * 513},
    "a line in the token": {"version": 1, "containers": [], "token": "x\n"},
}


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_what_is_no_request_is_refused(request_: Any) -> None:
    with pytest.raises(ValueError):
        Request.unpack(request_ if isinstance(request_, bytes) else json.dumps(request_).encode())


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    monkeypatch.setenv("DISPLAY", ":77")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return folder


@pytest.fixture
def seat(runtime: Path) -> Iterator[Seat]:
    found = claim(Request())
    assert isinstance(found, Seat)
    yield found
    os.close(found.lock)


def test_without_a_private_folder_it_runs_on_its_own(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (runtime / "vault").mkdir(mode=0o755)
    assert "no private folder" in str(claim(Request()))
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert "no private folder" in str(claim(Request()))


def test_each_desktop_has_its_own(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":78")
    other = claim(Request())
    assert isinstance(other, Seat) and other.socket != seat.socket
    os.close(other.lock)


def test_a_first_one_that_hears_nothing_is_told_of(seat: Seat) -> None:
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(seat.socket))
        deaf.listen()
        assert claim(Request(), 0.05) == "the window that runs already does not answer"
    assert claim(Request(), 0.05) == "the window that runs already does not answer"


class Caller:
    """A socket beside the program, which is served meanwhile; the stack closes it."""

    def __init__(self, desk: Desk, seat: Seat, stack: ExitStack) -> None:
        self._desk = desk
        self._socket = stack.enter_context(socket.socket(socket.AF_UNIX))
        self._socket.connect(str(seat.socket))
        self._socket.setblocking(False)

    def send(self, data: bytes) -> None:
        def some() -> bool:
            nonlocal data
            try:
                data = data[self._socket.send(data) :]
            except BlockingIOError:
                return False
            except (BrokenPipeError, ConnectionResetError):
                data = b""
            return not data

        self._desk.until(some, "it is sent")

    def answer(self) -> bytes:
        def some() -> bytes | None:
            try:
                return self._socket.recv(100) or b"closed"
            except BlockingIOError:
                return None
            except ConnectionResetError:
                return b"closed"

        found = self._desk.until(some, "an answer")
        assert isinstance(found, bytes)
        return found


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def test_only_whole_requests_of_a_bounded_size_are_heard(desk: Desk, seat: Seat, stack: ExitStack) -> None:
    from vault.gui.callers import Callers

    heard: list[Request] = []
    callers = Callers(seat, heard.append, desk.app)
    assert callers.is_listening
    assert seat.socket.stat().st_mode & 0o077 == 0
    request = Request((STRANGE,))
    slow = Caller(desk, seat, stack)
    slow.send(request.pack()[:10])
    for data in (b"nonsense\n", b"x" * (4 * LARGEST)):
        bad = Caller(desk, seat, stack)
        bad.send(data)
        assert bad.answer() == b"closed"
    slow.send(request.pack()[10:])
    assert slow.answer() == TAKEN
    desk.until(lambda: heard, "the request")
    assert heard == [request]
    crowd = [Caller(desk, seat, stack) for _ in range(20)]
    last = Caller(desk, seat, stack)
    assert last.answer() == b"closed"
    callers.close()
    assert [each.answer() for each in crowd] == [b"closed"] * 20


@pytest.mark.skipif(os.getuid() != 0, reason="only root becomes another user")
def test_another_user_cannot_connect(desk: Desk, stack: ExitStack, monkeypatch: pytest.MonkeyPatch) -> None:
    from vault.gui.callers import Callers

    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    folder.chmod(0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    seat = claim(Request())
    assert isinstance(seat, Seat)
    stack.callback(os.close, seat.lock)
    callers = Callers(seat, lambda _request: None, desk.app)
    words = [
        os.path.realpath(sys.executable),
        "-c",
        f"import socket; socket.socket(socket.AF_UNIX).connect({str(seat.socket)!r})",
    ]
    assert subprocess.run(words, check=False).returncode == 0
    for mode in (0o700, 0o755):  # of the folder, which is the first of two doors
        seat.socket.parent.chmod(mode)
        done = subprocess.run(
            words, user=65534, group=65534, extra_groups=[], capture_output=True, text=True, check=False
        )
        assert "PermissionError" in done.stderr
    callers.close()


def test_a_later_start_hands_over_and_ends(display: str, tmp_path: Path, stack: ExitStack) -> None:
    short = stack.enter_context(tempfile.TemporaryDirectory())  # the name of a socket has 107 bytes at most
    environment = surroundings(display, tmp_path, XDG_RUNTIME_DIR=short)
    folder = Path(environment["XDG_RUNTIME_DIR"], "vault")

    def sockets() -> list[tuple[int, int]]:
        with suppress(FileNotFoundError):  # it is just being replaced
            return [(found.st_ino, found.st_ctime_ns) for found in map(os.stat, folder.glob("gui-*.socket"))]
        return []

    with program(environment) as killed:
        until(sockets, "the first one listens")
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    left = sockets()
    assert left
    with program(environment) as first:
        until(lambda: sockets() not in ([], left), "the next one listens")
        later = subprocess.run(
            [*PROGRAM, "a.vol"], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )
        assert (later.returncode, later.stdout, later.stderr) == (0, "", "")
        assert first.poll() is None
        first.send_signal(signal.SIGSTOP)
        words = "import sys; from vault.gui.instance import Request, claim; sys.exit(claim(Request(), 0.2))"
        stopped = subprocess.run(
            [sys.executable, "-c", words], env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert stopped.stderr == "the window that runs already does not answer\n"
        first.send_signal(signal.SIGCONT)


def test_lock_all_closes_without_a_window(desk: Desk, display: str) -> None:
    container = desk.volume()
    record = run(desk, "mount", MountRequest(container), typed())[0][0]
    words = [*PROGRAM, "--lock-all"]
    done = subprocess.run(words, env=dict(os.environ), capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    desk.until(lambda: record.name not in desk.app.volumes.records, "it is closed")
    assert not record.mount_point.is_mount()
