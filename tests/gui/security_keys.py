"""Security keys in software for the window: plugged in where its workers look, and enrolled."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

from tests.gui.conftest import passphrase_fd
from vault import Engine, KeyslotChange
from vault.crypto.secret import Secret
from vault.options import SecurityKeyRequest
from vault.testing.authenticator import Authenticator, plugged_in
from vault.testing.hidraw import Slots

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from tests.gui.conftest import Desk

NAME = "Solo 2"
PIN = "13579"
PROGRAM = """#!{python}
import runpy, sys
{slots}
sys.executable = {python!r}
del sys.argv[: sys.argv.index("-m") + 1]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""
"""Runs a module, as ``python -m`` does."""


class Usb:
    """Where keys are plugged in; ``python`` is a program whose workers find them there and nowhere else."""

    def __init__(self, folder: Path) -> None:
        self._slots = Slots(folder)
        self._in: dict[str, ExitStack] = {}
        self.python = folder / "python"
        self.python.write_text(PROGRAM.format(python=sys.executable, slots=self._slots.program))
        self.python.chmod(0o700)

    def __enter__(self) -> Usb:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in list(self._in):
            self.pull(name)

    def plug(self, key: Authenticator, name: str = NAME) -> None:
        """Plug a key in."""
        self._in[name] = stack = ExitStack()
        stack.enter_context(self._slots.plugged(key, name))

    def pull(self, name: str = NAME) -> None:
        """Pull it out."""
        self._in.pop(name).close()


@contextmanager
def usb_of(desk: Desk) -> Iterator[Usb]:
    """Where the workers of a window look that is there already: those that it has are followed by others."""
    folder = desk.folder / "usb"
    folder.mkdir()
    nursery, before = desk.app.tasks._nursery, set(desk.app.tasks._workers)
    with Usb(folder) as usb:
        with patch("vault.gui.processes.sys.executable", str(usb.python)):
            nursery.close()
            nursery._start()
        desk.until(lambda: not before & desk.app.tasks._workers, "the workers to hear of it")
        yield usb


class _Prompt:
    """Knows the PIN."""

    def passphrase(self, question: str, *, confirm: bool, may_be_empty: bool) -> Secret:
        raise AssertionError(question)

    def pin(self, device: str, left: int | None) -> Secret:
        return Secret(PIN.encode())


def enrolled(desk: Desk, key: Authenticator, **more: object) -> Path:
    """A new volume that the key opens, with its PIN if it has one."""
    container = desk.volume("letters.vol", **more)
    with passphrase_fd() as source, plugged_in(key) as slot:
        request = SecurityKeyRequest(slot.path, pin=key.pin.is_set)
        Engine(prompt=_Prompt()).security_key_enroll(KeyslotChange(container), source, request)
    return container
