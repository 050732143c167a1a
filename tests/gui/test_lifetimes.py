"""Dialogs go at any moment, and what they asked for ends later: nobody calls what Qt has freed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import vault.gui
from tests.gui.conftest import PASSPHRASE
from tests.gui.programs import surroundings
from tests.gui.test_keys import fill
from tests.gui.test_main_window import favourite, mounted

if TYPE_CHECKING:
    from tests.gui.conftest import Desk

LIVE_ON = ("app", "volumes", "favourites", "settings", "tasks", "job", "after", "leaving")
"""What outlives a dialog."""
FREE = {"app.py", "main.py", "callers.py", "notices.py", "panel.py", "several.py"}
"""Modules whose objects live as long as the program."""


def lambdas(path: Path) -> list[str]:
    """Connections of a signal of something that lives on with what Qt never disconnects."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "connect":
            continue
        words = ast.unparse(node.func.value).replace("_", ".").split(".")
        loose = isinstance(node.args[0], ast.Lambda) or ast.unparse(node.args[0]).startswith("partial(")
        if loose and (set(words) & set(LIVE_ON) or words == ["changed"]):
            found.append(f"{path.name}:{node.lineno}")
    return found


def test_no_lambda_hears_of_what_outlives_its_dialog() -> None:
    folder = Path(next(iter(vault.gui.__path__)))
    paths = [path for path in folder.rglob("*.py") if path.name not in FREE]
    assert len(paths) > 50
    assert [found for path in paths for found in lambdas(path)] == []


def openers(desk: Desk, container: Path) -> dict[str, Callable[[], Any]]:
    app = desk.app
    return {
        "settings": app.edit_settings,
        "unlock": lambda: app.unlock(container),
        "keys": lambda: app.keys(container),
        "details": lambda: app.details(container),
        "create": app.create,
        "favourite": lambda: app.edit_favourite(app.favourites.list[0]),
    }


@pytest.mark.parametrize("rounds", [0, 1, 5, 40])
def test_a_dialog_may_be_closed_at_any_moment(desk: Desk, rounds: int) -> None:
    """At once, or after so many rounds of events; then a volume comes and goes, which all of them would hear of."""
    container = desk.volume()
    favourite(desk, container)
    for open_ in openers(desk, container).values():
        window = open_()
        for _ in range(rounds):
            desk.qt.processEvents()
        window.close()
    desk.until(lambda: not desk.app._windows, "all to be freed")
    if rounds == 5:
        record = mounted(desk, container)
        desk.until(lambda: desk.app.volumes.of(container), "open")
        desk.app.dismount(record)
        desk.until(lambda: not desk.app.volumes.of(container), "closed")
    desk.until(lambda: not desk.app.tasks.running, "all jobs to end")


def test_a_dialog_of_keys_may_be_closed_while_it_works(desk: Desk) -> None:
    container = desk.volume()
    window: Any = desk.app.keys(container)
    desk.until(lambda: window.is_settled)
    desk.click(window.keys.add)
    dialog = window.dialog
    desk.type(dialog.present.edit.field, PASSPHRASE)
    fill(desk, dialog, "another one of tests")
    desk.click(dialog.primary)
    window.close()
    desk.until(lambda: not desk.app._windows and not desk.app.tasks.running, "all to end")


CHILD = """
import sys
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication, QWidget
from vault.gui.app import App, prepare
from vault.gui.last_resort import LastResort
qt = QApplication(["x"])
prepare(qt)
app = App()
other = QWidget()
other.show()
last = LastResort(app)
def fails():
    raise ValueError("a secret")
def closes():
    texts = last.box.text() + last.box.informativeText()
    assert "ValueError" in texts and "a secret" not in texts
    last.box.close()
    QTimer.singleShot(0, lambda: qt.exit(7))
QTimer.singleShot(0, fails)
QTimer.singleShot(0, fails)
QTimer.singleShot(0, closes)
code = qt.exec()
app.tasks.close()
sys.exit(code)
"""


def test_a_mistake_in_the_program_is_told_without_values_and_ends_nothing(display: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD], env=surroundings(display, tmp_path), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 7, done.stderr
    assert done.stderr.count("internal error: ValueError in") == 2
    assert "a secret" not in done.stderr
