"""A login session of alice's that lasts for many commands, as a desktop's does, so that it can be locked and ended."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

SERVER = """
import json, os, subprocess, sys
os.chdir(os.environ["HOME"])
tell = lambda *what: print(json.dumps(what), flush=True)
tell(os.environ["XDG_SESSION_ID"], os.environ["XDG_RUNTIME_DIR"])
for line in sys.stdin:
    words, data = json.loads(line)
    done = subprocess.run(words, input=data, capture_output=True, text=True)
    tell(done.returncode, done.stdout, done.stderr)
"""
"""The session's first process: it runs each command that it is told, in the session, and tells its end."""
END_S = 120.0


class Login:
    """An active graphical session on seat0, or one without a seat as over SSH.

    ``id`` is logind's name of it, ``runtime`` the user's run time folder.
    """

    def __init__(self, *, seat: bool = True) -> None:
        words = [
            "systemd-run",
            "--quiet",
            "--collect",
            "--wait",
            "--pipe",
            "--uid=alice",
            "-p",
            "PAMName=vault-desktop",
        ]
        variables = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        if seat:
            variables |= {"XDG_SEAT": "seat0", "XDG_SESSION_TYPE": "wayland"}
        words += [f"--setenv={name}={text}" for name, text in variables.items()]
        self._process = subprocess.Popen(
            [*words, sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.id, runtime = self._told()
        self.runtime = Path(runtime)

    def run(self, *command: Any, data: str = "") -> subprocess.CompletedProcess[str]:
        """The end of a command in the session; what it leaves in the background must not hold its output."""
        assert self._process.stdin is not None
        words = [str(word) for word in command]
        self._process.stdin.write(json.dumps([words, data]) + "\n")
        self._process.stdin.flush()
        return subprocess.CompletedProcess(words, *self._told())

    def end(self) -> None:
        """Log out, as far as that has not happened: the first process ends."""
        assert self._process.stdin is not None and self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait(END_S)
        self._process.stdout.close()

    def _told(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the session has ended"
        return json.loads(line)
