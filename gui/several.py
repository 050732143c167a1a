"""Containers that are asked for at once: a dialog for the first few, a sentence for the rest."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QCoreApplication, QTimer

from vault.gui.kept import is_possible
from vault.gui.widgets.outside import impossible_text

if TYPE_CHECKING:
    from vault.gui.app import App

MOST = 8
"""Dialogs that are opened at once."""


def unlock_each(app: "App", containers: Iterable[Path], left: int = 0) -> bool:
    """Open dialogs one after the other, so that the window is not held up; what has none is told by ``app.note``.

    Whether each has one. ``left`` is how many more there were than these.
    """
    containers = list(dict.fromkeys(containers))
    possible = [each for each in containers if is_possible(each)]
    _open_next(app, possible[:MOST])
    said = []
    if wrong := [each for each in containers if not is_possible(each)]:
        said.append(impossible_text(wrong[0]))
    if (left := left + max(0, len(possible) - MOST)) > 0:
        text = QCoreApplication.translate("text", "Only {most} files are opened at once; {left} were left out.")
        said.append(text.format(most=MOST, left=left))
    if said:
        app.note(" ".join(said))
    return not said


def _open_next(app: "App", containers: list[Path]) -> None:
    if containers:
        app.unlock(containers[0], app.favourites.find(containers[0]))
        timer = QTimer(app)
        timer.setSingleShot(True)
        timer.timeout.connect(lambda: _open_next(app, containers[1:]))
        timer.timeout.connect(timer.deleteLater)
        timer.start()
