"""Results and messages go where the specification says; progress is drawn on terminals only."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from vault.cli.app import App
from vault.cli.console import Console, plain
from vault.errors import BusyError, WrongCredential
from vault.events import Event, KdfStarted, KeyslotTried, Progress, Step, Waiting, Warned


@dataclass(frozen=True)
class Inner:
    path: Path
    numbers: tuple[int, ...]


def test_json_has_the_names_of_the_dataclass() -> None:
    value = {"inner": Inner(Path("/a\x1bb"), (1, 2)), "none": None, "flag": True}
    assert plain(value) == {"inner": {"path": "/a\x1bb", "numbers": [1, 2]}, "none": None, "flag": True}


def test_json_is_one_line_of_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    Console().result_json("list", {"name": "ä\x1b\n\udcff"})
    out = capsys.readouterr().out
    assert out.isascii()
    assert out.count("\n") == 1
    assert json.loads(out) == {"version": 1, "command": "list", "name": "ä\x1b\n\udcff"}


@pytest.mark.parametrize(
    ("event", "shown"),
    [
        (Warned("the disk is slow", "buy another"), "warning: the disk is slow\n  hint: buy another\n"),
        (Waiting("secret", ("vim (12, eve\x1b)",)), "waiting for secret, in use by vim (12, eve\\x1b)\n"),
        (Waiting("secret", ()), "waiting for secret\n"),
        (Progress("writing", 1, 2), ""),
        (Step("attaching"), ""),
        (KdfStarted(0, "argon2id"), ""),
        (KeyslotTried(0, True), ""),
    ],
)
def test_events_in_a_pipe_are_lines_or_nothing(event: Event, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    Console().on_event(event)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", shown)


def test_an_error_is_a_line_and_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    code = App().failed(BusyError("it is\nin use", hint="close vim"))
    captured = capsys.readouterr()
    assert (code, captured.out, captured.err) == (5, "", "vault: it is\\nin use\n  hint: close vim\n")


def test_an_error_with_json_is_an_object_too(capsys: pytest.CaptureFixture[str]) -> None:
    code = App(json=True).failed(WrongCredential("no keyslot opens", attempts=2))
    captured = capsys.readouterr()
    error = {"code": "wrong-credential", "message": "no keyslot opens", "hint": "", "data": {"attempts": 2}}
    assert json.loads(captured.out) == {"version": 1, "command": "", "error": error}
    assert (code, captured.err) == (3, "vault: no keyslot opens\n")


def test_a_fault_of_the_program_names_its_place_and_no_values(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        int("secret value")
    except ValueError as error:
        code = App().broke(error)
    err = capsys.readouterr().err
    assert code == 1
    assert "ValueError in test_console.py" in err
    assert "secret" not in err
    assert "Traceback" not in err


SHOW = """
import sys
from vault.cli.console import Console
from vault.events import Progress, Step
console = Console()
console.on_event(Step("attaching"))
for done in range(0, 101, 50):
    console.on_event(Progress("writing [bold]\\x1b[1m", done, 100))
console.result("result")
"""


def test_progress_is_drawn_on_a_terminal_and_names_are_no_markup(terminal, end_code) -> None:
    child = terminal(SHOW, python=("-c",))
    child.expect_exact("writing [bold]\\x1b[1m")
    child.expect("100%")
    child.expect("result")
    assert end_code(child)[0] == 0


def test_a_signal_after_the_work_does_not_change_the_exit_code() -> None:
    script = (
        "import os, signal, sys; from vault.cli import main\n"
        "flushed = main._flushed\n"
        "def late(code):\n"
        "    for number in main.ENDING: os.kill(os.getpid(), number)\n"
        "    return flushed(code)\n"
        "main._flushed = late; sys.argv = ['vault', 'version']; main.main()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"vault ")
