"""What is done about a mistake in the program itself: it is told, without what values were, and the program goes on."""

import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from vault.gui.app import App


class LastResort(QObject):
    """Python's ``excepthook`` from now on until ``close``; without one PyQt would end the program at once."""

    def __init__(self, app: "App") -> None:
        super().__init__(app)
        self._app = app
        self.box: QMessageBox | None = None
        self._before = sys.excepthook
        sys.excepthook = self._raised

    def close(self) -> None:
        """Leave it to Python again."""
        sys.excepthook = self._before

    def _raised(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        del error  # it may have anything in it, also what is secret
        if issubclass(kind, KeyboardInterrupt):
            self._app.quit()
            return
        frames = traceback.extract_tb(trace)[-3:]
        places = " < ".join(f"{Path(each.filename).name}:{each.lineno}" for each in reversed(frames))
        said = f"{kind.__name__} in {places}"
        print(f"vault-gui: internal error: {said}", file=sys.stderr)
        if self.box is None:
            self._show(said)

    def _show(self, said: str) -> None:
        title = self.tr("A mistake in the program")
        text = self.tr("Something went wrong in the window. What is open stays open. Please report it.")
        self.box = self._app.say(title, text, said)
        self.box.destroyed.connect(self._is_read)

    def _is_read(self) -> None:
        self.box = None
