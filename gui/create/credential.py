"""The page for what is to open the new volume."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QRadioButton, QWidget

from vault.gui.create.draft import Draft
from vault.gui.create.page import Page
from vault.gui.widgets.fold import Fold
from vault.gui.widgets.forms import Form, NumberEdit
from vault.gui.widgets.keyfiles import KeyfileList
from vault.gui.widgets.paths import PathEdit
from vault.gui.widgets.strength import NewPassphrase

if TYPE_CHECKING:
    from vault.gui.app import App


class CredentialPage(Page):
    """A passphrase; for LUKS2 a key file in its place, for VeraCrypt keyfiles and a PIM beside it."""

    def __init__(self, app: "App") -> None:
        super().__init__(app, "")
        self.title = self.tr("What opens it?")
        self._is_veracrypt = False
        self.by_passphrase = QRadioButton(self.tr("A p&assphrase"), self)
        self.by_file = QRadioButton(self.tr("An existing &key file"), self)
        self.by_passphrase.setChecked(True)
        self.passphrase = NewPassphrase(app, self)
        self.file = PathEdit(self.tr("Key file"), "open", parent=self)
        self._file_row = QWidget(self)
        Form(self._file_row).addRow(self.tr("Key &file:"), self.file)
        more = QWidget()
        self.keyfiles = KeyfileList(self.tr("Key files"), more)
        self.pim = NumberEdit(parent=more)
        self.pim.setPlaceholderText(self.tr("Usual"))
        self.pim.setAccessibleDescription(self.tr("A larger number makes opening the volume, and guessing, slower."))
        form = Form(more)
        form.addRow(self.tr("Key &files:"), self.keyfiles)
        form.addRow(self.tr("P&IM:"), self.pim)
        self.more = Fold(self.tr("Key files and PI&M"), more, self)
        for button in (self.by_passphrase, self.by_file):
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.passphrase, self._file_row, self.more):
            self.column.addWidget(widget)
        self.setFocusProxy(self.passphrase)
        self.finish()
        self.by_file.toggled.connect(lambda _on: self._choose())
        self.passphrase.changed.connect(self.changed)
        self.file.changed.connect(self.changed)
        self.keyfiles.changed.connect(self.changed)
        self.arrive(Draft())

    def arrive(self, draft: Draft) -> None:
        """Offer what the format knows."""
        self._is_veracrypt = draft.is_veracrypt
        if self._is_veracrypt:
            self.by_passphrase.setChecked(True)
        self.by_passphrase.setVisible(not self._is_veracrypt)
        self.by_file.setVisible(not self._is_veracrypt)
        self.more.setVisible(self._is_veracrypt)
        self._choose()

    def is_ready(self) -> bool:
        """Whether all of it is there; keyfiles may be enough."""
        if self.by_file.isChecked():
            path = self.file.path()
            return path is not None and path.is_absolute()
        return self.passphrase.is_ready or (self.passphrase.is_empty() and bool(self._keyfiles()))

    def apply(self, draft: Draft) -> Draft:
        """The draft, opened by this."""
        key_file = self.file.path() if self.by_file.isChecked() else None
        pim = self.pim.number() if self._is_veracrypt else None
        return replace(draft, key_file=key_file, keyfiles=self._keyfiles(), pim=pim)

    def forget(self) -> None:
        """Clear the passphrase."""
        self.passphrase.forget()

    def _keyfiles(self) -> tuple[Path, ...]:
        return self.keyfiles.paths() if self._is_veracrypt else ()

    def _choose(self) -> None:
        by_file = self.by_file.isChecked()
        self.passphrase.setVisible(not by_file)
        self._file_row.setVisible(by_file)
        self.changed.emit()
