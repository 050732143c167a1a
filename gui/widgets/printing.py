"""Printing: a process of its own (``vault.gui.printing``), so that the window waits for no printer and no path."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PyQt6.QtCore import QProcessEnvironment
from PyQt6.QtWidgets import QWidget

from vault.crypto.secret import Secret
from vault.gui.dialog_process import DialogProcess, has_dialog

PROGRAM = [sys.executable, "-P", "-m", "vault.gui.printing"]


@dataclass(frozen=True, slots=True)
class Printed:
    """How it ended: the file that the page is in, if it went to one, or why there is none."""

    is_printed: bool = False
    file: Path | None = None
    problem: str = ""
    """A sentence; without one the user gave it up."""


def print_page(
    owner: QWidget,
    title: str,
    page: Secret,
    then: Callable[[Printed], object],
    failed: Callable[[], object],
) -> bool:
    """Let the user print a page, which is SVG, over the window of ``owner``; whether that had no such dialog already.

    ``then`` is told how it ended, and ``failed`` that it did otherwise than by itself; neither is once the owner is
    freed or its window hidden, which end the dialog, and printing with it.
    """

    def ended(said: bytes) -> None:
        found = json.loads(said)
        file = Path(found["file"]) if found["file"] else None
        then(Printed(found["is_printed"], file, found["problem"]))

    if has_dialog(owner.window() or owner):
        return False
    _PrintDialog(owner, PROGRAM, title, ended, failed).start(page, length=len(page))
    return True


class _PrintDialog(DialogProcess):
    """Has a folder of its own, in memory where possible, for the file in which Qt hands a page to CUPS."""

    def start(self, secret: Secret | None = None, **asked: object) -> None:
        runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"))
        where = runtime if runtime.is_dir() else None
        self._folder = TemporaryDirectory(prefix="vault-print-", dir=where, ignore_cleanup_errors=True)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("TMPDIR", self._folder.name)
        self.process.setProcessEnvironment(environment)
        super().start(secret, **asked)

    def freed(self) -> None:
        self._folder.cleanup()
