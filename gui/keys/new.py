"""What is to open the volume from now on: a new passphrase or a key file."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from vault.gui.keys.base import form_layout
from vault.gui.widgets.paths import PathEdit
from vault.gui.widgets.strength import NewPassphrase
from vault.gui.wire import Typed
from vault.options.credentials import KeyFile

if TYPE_CHECKING:
    from vault.gui.app import App


class NewCredential(QWidget):
    """A choice of the two, and the fields of the one that was chosen."""

    changed = pyqtSignal()
    submitted = pyqtSignal()

    def __init__(self, app: "App", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by_passphrase = QRadioButton(self.tr("A new p&assphrase"), self)
        self.by_file = QRadioButton(self.tr("An existing &key file"), self)
        self.by_passphrase.setChecked(True)
        self.passphrase = NewPassphrase(app, self)
        self.passphrase.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
        self.file = PathEdit(self.tr("Key file"))
        file_page = QWidget(self)
        form = form_layout(file_page)
        form.addRow(self.tr("Key &file:"), self.file)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.passphrase)
        self._pages.addWidget(file_page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.by_passphrase)
        layout.addWidget(self.by_file)
        layout.addWidget(self._pages)
        self.by_file.toggled.connect(self._choose)
        self.passphrase.changed.connect(self.changed)
        self.passphrase.submitted.connect(self.submitted)
        self.file.changed.connect(self.changed)

    @property
    def is_ready(self) -> bool:
        """Whether all of it is there."""
        return self.file.path() is not None if self.by_file.isChecked() else bool(self.passphrase.is_ready)

    @contextmanager
    def source(self) -> Iterator[Typed | KeyFile]:
        """What a use case takes; what was typed is wiped at the end."""
        path = self.file.path()
        if self.by_file.isChecked() and path is not None:
            yield KeyFile(path)
            return
        with self.passphrase.secret() as secret:
            yield Typed(secret)

    def forget(self) -> None:
        """Clear the passphrase."""
        self.passphrase.forget()

    def _choose(self, by_file: bool) -> None:
        self._pages.setCurrentIndex(int(by_file))
        self.changed.emit()
