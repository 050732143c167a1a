"""The whole program as a process of its own, beside the test."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LIMIT_S = 60.0
PROGRAM = [sys.executable, "-P", "-m", "vault.gui.main"]
NO_BUS = "unix:path=/nonexistent"


def surroundings(display: str, folder: Path, **more: str) -> dict[str, str]:
    """The environment of a user of one's own; what is open is in ``folder`` as well."""
    places = {}
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        (folder / name.lower()).mkdir(mode=0o700, exist_ok=True)
        places[name] = str(folder / name.lower())
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPATH") if name in os.environ}
    bus = {"DBUS_SESSION_BUS_ADDRESS": NO_BUS, "QT_QPA_PLATFORM": "xcb", "NO_AT_BRIDGE": "1"}
    return {**kept, **places, **bus, "DISPLAY": display, **more}


@contextmanager
def program(environment: dict[str, str], *words: str) -> Iterator[subprocess.Popen[str]]:
    """The program, which is ended at last."""
    pipe = subprocess.PIPE
    process = subprocess.Popen([*PROGRAM, *words], env=environment, stdout=pipe, stderr=pipe, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(ready: Callable[[], Any], what: str) -> Any:
    """Wait until something is so; what that is."""
    end = time.monotonic() + LIMIT_S
    while time.monotonic() < end:
        if found := ready():
            return found
        time.sleep(0.01)
    raise AssertionError(f"did not come to be within {LIMIT_S:.0f} s: {what}")
