"""What is said where there is no display: Qt would end the process with a signal and a text of its own."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PyQt6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from vault.errors import NotAvailable


@contextmanager
def display_needed() -> Iterator[None]:
    """A block that may find no display: the process ends then, with a sentence and the code of what is not there."""
    said: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
        if kind != QtMsgType.QtFatalMsg:
            said.append(message or "")
            return
        found = ", ".join(f"{name}={os.environ.get(name, '')!a}" for name in ("DISPLAY", "WAYLAND_DISPLAY"))
        print(f"vault-gui: there is no display to show a window on ({found})", file=sys.stderr, flush=True)
        os._exit(NotAvailable.exit_code)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    for each in said:
        print(each, file=sys.stderr)
