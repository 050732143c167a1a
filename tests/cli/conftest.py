"""A vault command in a pipe and one on a terminal, both with a home and a runtime folder of their own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

DEADLINE_S = 120


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A clean environment whose runtime folder is private."""
    run = tmp_path / "run"
    run.mkdir(mode=0o700)
    home = tmp_path / "home"
    home.mkdir()
    return {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "XDG_RUNTIME_DIR": str(run),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
    }


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The working folder of the commands."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def vault(environment: dict[str, str], work: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``vault`` in pipes and without a controlling terminal; ``data`` is its standard input."""

    def run(*arguments: object, data: bytes = b"", **more: Any) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "vault", *map(str, arguments)],
            **({"input": data} if "stdin" not in more else {}),
            stdout=more.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            env=environment,
            cwd=work,
            timeout=DEADLINE_S,
            start_new_session=True,
            check=False,
            **more,
        )
        out, err = (stream.decode() if stream is not None else "" for stream in (done.stdout, done.stderr))
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run


@pytest.fixture
def terminal(environment: dict[str, str], work: Path) -> Iterator[Callable[..., pexpect.spawn]]:
    """Start ``vault`` (or another Python command line) on a terminal of its own."""
    children = []

    def start(*arguments: object, python: tuple[str, ...] = ("-m", "vault")) -> pexpect.spawn:
        child = pexpect.spawn(
            sys.executable,
            [*python, *map(str, arguments)],
            env=environment,
            cwd=str(work),
            timeout=DEADLINE_S,
            encoding="utf-8",
            dimensions=(40, 200),
        )
        child.delaybeforesend = None
        children.append(child)
        return child

    yield start
    for child in children:
        child.close(force=True)


@pytest.fixture
def end_code() -> Callable[[pexpect.spawn], tuple[int | None, str]]:
    """Wait until a command on a terminal ended: its exit code and what it printed since the last look."""

    def wait(child: pexpect.spawn) -> tuple[int | None, str]:
        child.expect(pexpect.EOF)
        text = child.before or ""
        child.wait()
        return child.exitstatus, text.replace("\r\n", "\n")

    return wait


@pytest.fixture
def descriptor() -> Iterator[Callable[[bytes], int]]:
    """A descriptor from which the given bytes can be read to the end; for ``pass_fds``."""
    opened = []

    def make(data: bytes) -> int:
        reader, writer = os.pipe()
        opened.append(reader)
        os.write(writer, data)
        os.close(writer)
        return reader

    yield make
    for fd in opened:
        os.close(fd)
