"""A field for the name of a file or folder, with a button that lets one choose it."""

from pathlib import Path
from typing import Literal

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QToolButton, QWidget

from vault.gui.look import icon

LEAST = 20
"""Characters of a path that are seen at the least; with less room the field goes below its label."""
Kind = Literal["open", "save", "folder"]


class PathEdit(QWidget):
    """``kind`` says what is chosen: a file that is there, a new one, or a folder."""

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
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.button = QToolButton(self)
        self.button.setIcon(icon("folder"))
        self.button.setAccessibleName(self.tr("Choose: {name}").format(name=name))
        self.button.setToolTip(self.button.accessibleName())
        self.button.clicked.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.line)

    def path(self) -> Path | None:
        """What is named, with ``~`` for the home folder; None when nothing is."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def set_path(self, path: Path | None) -> None:
        """Name it."""
        self.line.setText("" if path is None else str(path))

    def _choose(self) -> None:
        # It looks into its first folder at once: never one that was only typed, and may be on a network that hangs.
        first = PathEdit._shown_last or str(Path.home())
        dialog = QFileDialog(self.window(), self._name, first, self._filters)
        modes = {
            "open": QFileDialog.FileMode.ExistingFile,
            "save": QFileDialog.FileMode.AnyFile,
            "folder": QFileDialog.FileMode.Directory,
        }
        dialog.setFileMode(modes[self._kind])
        if self._kind == "save":
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()  # not exec: nothing waits

    def _chosen(self, path: str) -> None:
        PathEdit._shown_last = str(Path(path).parent)
        self.line.setText(path)
