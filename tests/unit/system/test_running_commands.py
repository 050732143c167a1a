"""Commands that hold keys: who is known, who is asked to stop, and that nobody else is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vault.system import commands
from vault.system.processes import start_time

LIMIT_S = 60.0
UNWINDS = "signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))"
WORKS = """
import signal, sys
from vault.system import commands
{handler}
with commands.recorded("convert", "an-id", resumable=True) as known:
    print(known, flush=True)
    sys.stdin.read()
"""
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(autouse=True)
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's records are."""
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return commands.folder()


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a command that works until its standard input ends."""
    started = []

    def begin(handler: str = UNWINDS, known: bool = True) -> subprocess.Popen[str]:
        words = [sys.executable, "-c", WORKS.format(handler=handler)]
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == f"{known}\n"
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def test_a_command_is_known_as_long_as_it_works(start: Start, run: Path) -> None:
    process = start()
    (found,) = commands.running()
    expected = ("convert", process.pid, start_time(process.pid), "an-id", True)
    assert (found.what, found.pid, found.start, found.volume_id, found.resumable) == expected
    assert found.file.stat().st_mode & 0o777 == 0o600
    process.communicate(timeout=LIMIT_S)
    assert found.has_ended
    assert not list(run.iterdir())


def test_a_killed_one_is_no_ghost(start: Start, run: Path) -> None:
    process = start()
    (found,) = commands.running()
    process.kill()
    process.wait(LIMIT_S)
    assert found.has_ended
    assert commands.running() == []
    assert not list(run.iterdir())
    found.stop()  # nobody is there to hear it


def test_it_unwinds_when_it_is_asked_to_stop_also_when_its_terminal_has_suspended_it(start: Start) -> None:
    process, other = start(), start()
    process.send_signal(signal.SIGSTOP)
    (found,) = (each for each in commands.running() if each.pid == process.pid)
    assert commands.stop_all([found], LIMIT_S) == []
    assert process.wait(LIMIT_S) == 7
    assert [each.pid for each in commands.running()] == [other.pid]


def test_one_that_does_not_heed_it_is_told(start: Start) -> None:
    start("signal.signal(signal.SIGTERM, lambda *_: None)")
    found = commands.running()
    assert commands.stop_all(found, 0.0) == found
    assert not found[0].has_ended


def test_a_program_that_would_only_be_killed_is_not_known(start: Start) -> None:
    start("", known=False)
    assert commands.running() == []


def test_a_process_does_not_stop_itself() -> None:
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with commands.recorded("create") as known:
            assert known
            assert commands.running() == []
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_process_that_began_later_under_the_same_number_is_left_alone(start: Start, run: Path) -> None:
    process = start()
    (found,) = commands.running()
    record = json.loads(found.file.read_text())
    found.file.write_text(json.dumps({**record, "start": record["start"] - 1}))
    assert commands.running() == []
    commands.Command("convert", process.pid, found.start - 1, "", True, run).stop()
    assert process.poll() is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 2}', '{"version": 1, "pid": "x", "start": 0}'])
def test_what_is_no_record_is_left_as_it_is(run: Path, content: str) -> None:
    path = run / f"{os.getpid()}-x.json"
    path.write_text(content)
    assert commands.running() == []
    assert path.exists()
