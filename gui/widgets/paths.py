"""A field for the name of a file or folder, with a button that lets one choose it."""

from pathlib import Path
from typing import Literal

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QValidator
from PyQt6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from vault.gui.kept import is_possible
from vault.gui.look import GAP, icon
from vault.gui.widgets.choosing import choose
from vault.gui.widgets.error import ErrorLine

LEAST = 20
"""Characters of a path that are seen at the least; with less room the field goes below its label."""
Kind = Literal["open", "save", "folder"]


class _Possible(QValidator):
    """Takes what may be the name of a file."""

    def validate(self, text: str | None, at: int) -> tuple[QValidator.State, str, int]:
        """Whether it is one."""
        state = QValidator.State.Acceptable if not text or is_possible(text) else QValidator.State.Invalid
        return state, text or "", at


class PathEdit(QWidget):
    """``kind`` says what is chosen: a file that is there, a new one, or a folder.

    What can be no name of a file is not taken, which a line below says.
    """

    changed = pyqtSignal()
    _shown_last = ""
    """The folder in which something was chosen last, here or in another one of these."""

    def __init__(self, name: str, kind: Kind = "open", *, filters: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._name, self._filters = kind, name, filters
        self.line = QLineEdit(self)
        self.line.setAccessibleName(name)
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumWidth(LEAST * self.line.fontMetrics().averageCharWidth())
        self.line.setValidator(_Possible(self))
        self.line.inputRejected.connect(self._refuse)
        self.line.textChanged.connect(self._taken)
        self.button = QToolButton(self)
        self.button.setIcon(icon("folder"))
        self.button.setAccessibleName(self.tr("Choose: {name}").format(name=name))
        self.button.setToolTip(self.button.accessibleName())
        self.button.clicked.connect(self._choose)
        self.refused = ErrorLine(self)
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(row)
        layout.addWidget(self.refused)
        self.setFocusProxy(self.line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the key of its label would do nothing

    def path(self) -> Path | None:
        """What is named, to the last blank, with ``~`` for the home folder; None when nothing is."""
        text = self.line.text()
        try:
            return Path(text).expanduser() if text.strip() else None
        except RuntimeError:  # there is no user of that name
            return Path(text)

    def set_path(self, path: Path | None) -> None:
        """Name it."""
        self.line.setText("" if path is None else str(path))

    def _refuse(self) -> None:
        self.refused.say(self.tr("There can be no file with such a name. It was not taken."))

    def _taken(self) -> None:
        self.refused.clear()
        self.changed.emit()

    def _choose(self) -> None:
        # The dialog looks into its first folder at once: never one that was only typed, and may be on a network.
        first = PathEdit._shown_last or str(Path.home())
        choose(self, self._name, self._kind, first, self._filters, self._chosen, self.refused.say)

    def _chosen(self, paths: list[Path]) -> None:
        PathEdit._shown_last = str(paths[0].parent)
        self.set_path(paths[0])
