"""The runner of guests: exit codes, output, what the machine keeps, and where it can be started."""

import contextlib
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Ordinary
from tests.kernel.uml import guests, runner
from tests.kernel.uml.runner import NO_RESULT, ROOT, TIMED_OUT, Job, run

pytestmark = pytest.mark.usefixtures("kernel")
SMALL = "512M"
HERE = ROOT / "tests" / "kernel" / "uml"


@pytest.fixture
def hidden() -> Iterator[Path]:
    """A folder of one's own where the guest has a fresh file system."""
    with tempfile.TemporaryDirectory(prefix="vault-hidden-", dir="/tmp") as folder:
        yield Path(folder)


@pytest.mark.soak
def test_the_output_is_exact_and_the_exit_code_the_command_s(hidden: Path) -> None:
    data = bytes(range(256)) * 1024 + b"\r\n\r\n\x04\x03end"
    (hidden / "bytes").write_bytes(data)
    output = io.BytesIO()
    result = run(Job(["sh", "-c", "cat bytes; exit 7"], directory=hidden, memory=SMALL), output)
    assert (result.code, result.log) == (7, "")
    assert output.getvalue() == data


def test_the_machine_keeps_only_what_lies_in_the_way_out(hidden: Path, tmp_path: Path) -> None:
    (hidden / "kept").write_text("as it was")
    script = (
        "echo 1 >/var/tmp/vault-written && echo 2 >kept && echo 3 >new && rm /etc/passwd && echo 4 >/etc/vault-written "
        "&& echo 5 >/run/vault-guest/artefact"
    )
    result = run(Job(["sh", "-c", script], directory=hidden, memory=SMALL), io.BytesIO(), tmp_path / "out")
    assert result.code == 0
    assert (tmp_path / "out" / "artefact").read_text() == "5\n"
    assert (hidden / "kept").read_text() == "as it was"
    assert os.listdir(hidden) == ["kept"]
    assert Path("/etc/passwd").exists()
    assert not Path("/var/tmp/vault-written").exists()
    assert not Path("/etc/vault-written").exists()


def test_a_guest_that_dies_gives_no_result() -> None:
    output = io.BytesIO()
    result = run(Job(["sh", "-c", "echo begun; echo c >/proc/sysrq-trigger; sleep 600"], memory=SMALL), output)
    assert result.code == NO_RESULT
    assert "Kernel panic" in result.log


@pytest.mark.soak
def test_the_usual_limit_on_open_files_is_not_the_guest_s() -> None:
    usual = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, usual[1]))
    try:
        script = "find /usr/bin /usr/lib -type f | head -n 600 >/tmp/names && xargs cat </tmp/names >/dev/null"
        result = run(Job(["sh", "-c", script], memory=SMALL), io.BytesIO())
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, usual)
    assert (result.code, result.log) == (0, "")


@pytest.mark.soak
def test_a_guest_that_takes_too_long_is_ended() -> None:
    result = run(Job(["sleep", "600"], seconds=1, memory=SMALL), io.BytesIO())
    assert result.code == TIMED_OUT
    assert result.log


def _copied(folder: Path) -> None:
    shutil.copytree(HERE, folder / "tests" / "kernel" / "uml", ignore=shutil.ignore_patterns("__pycache__"))


def test_it_starts_from_a_hidden_checkout_with_nothing_around_it(hidden: Path) -> None:
    """As a job of CI: a private folder, no environment, no input, signals ignored, and others reach it in the guest."""
    _copied(hidden)
    (hidden / "file").write_text("reached")
    words = "-m tests.kernel.uml -m 512M setpriv --reuid 4101 --regid 4101 --clear-groups cat file"
    done = subprocess.run(
        ["/bin/sh", "-c", f"trap '' HUP INT QUIT TERM; exec /usr/bin/env -i {sys.executable} {words}"],
        cwd=hidden,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"reached", b"")


@pytest.mark.soak
def test_it_starts_for_an_ordinary_user(ordinary: Ordinary) -> None:
    _copied(ordinary.home)
    done = ordinary.run("-m", "tests.kernel.uml", "-m", "512M", "id", "-u", program=str(ordinary.python))
    assert (done.returncode, done.stdout) == (0, b"0\n"), done.stderr


def test_the_command_line_says_when_there_is_no_room() -> None:
    words = [sys.executable, "-m", "tests.kernel.uml", "-m", "900000G", "true"]
    done = subprocess.run(words, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert done.returncode == NO_RESULT
    assert b"no folder has room" in done.stderr


@pytest.mark.soak
def test_no_file_is_left_of_a_guest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "SCRATCH", tmp_path)
    run(Job(["true"], seconds=1, memory=SMALL), io.BytesIO())
    assert os.listdir(tmp_path) == []


def _processes(word: str) -> list[list[str]]:
    """The command lines of kernels that have this word."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = path.read_bytes().decode(errors="replace").split("\0")
            found += [words] if words[0] == runner.KERNEL and word in words else []
    return found


def test_no_process_is_left_when_the_runner_is_killed(tmp_path: Path) -> None:
    word = f"vault_test={tmp_path.name}-{os.getpid()}"
    words = [sys.executable, "-m", "tests.kernel.uml", "-m", "512M", "-a", word, "sh", "-c", "echo begun; sleep 600"]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        kernels = _processes(word)
        process.kill()
    assert kernels
    folder = next(text for text in kernels[0] if text.startswith("uml_dir=")).partition("=")[2]
    shutil.rmtree(folder)
    deadline = time.monotonic() + 60
    while _processes(word) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _processes(word) == []


@pytest.mark.parametrize(
    ("path", "variant"),
    [
        ("tests/kernel/guest/plain/test_a.py", "plain"),
        ("tests/kernel/guest/desktop/test_a.py", "desktop"),
        ("tests/kernel/test_runner.py", None),
    ],
)
def test_the_folder_tells_the_variant(path: str, variant: str | None) -> None:
    assert guests.variant_of(ROOT / path) == variant
