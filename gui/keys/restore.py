"""Write a header back from a backup: what differs is shown first."""

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QWidget

from vault.errors import VaultError
from vault.gui.keys.base import KeyDialog, Subject, form_layout, plain_label
from vault.gui.keys.credential import PresentCredential
from vault.gui.keys.header_words import comparison_text
from vault.gui.widgets.narrow import NarrowCheckBox
from vault.gui.widgets.paths import PathEdit
from vault.gui.wire import Seen
from vault.options.credentials import Ask
from vault.options.headers import HeaderComparison, HeaderRestored, KeptHeader

if TYPE_CHECKING:
    from vault.gui.app import App


class RestoreDialog(KeyDialog):
    """Compares the file first; then restores exactly what was shown. VeraCrypt has a copy of its own, too."""

    def __init__(
        self, app: "App", subject: Subject, kept: KeptHeader | None = None, parent: QWidget | None = None
    ) -> None:
        """``kept`` is the automatic backup that is meant, where one is."""
        super().__init__(app, subject, parent)
        self.found: HeaderComparison | None = None
        self.setWindowTitle(self.tr("Restore the header"))
        self.intro.setText(self.tr("The header that is there is kept as an automatic backup."))
        self.own = NarrowCheckBox(self.tr("From the copy at the &end of the container"), self)
        self.own.setVisible(subject.may_be_veracrypt)
        self.file = PathEdit(self.tr("Backup of the header"))
        self.file.set_path(kept.file if kept is not None else None)
        form = form_layout()
        form.addRow(self.tr("&Backup:"), self.file)
        self.told = plain_label(parent=self)
        self.force = NarrowCheckBox(self.tr("&Take it although it may not be of this container"), self)
        self.present = PresentCredential(self.tr("&Passphrase:"), veracrypt=True, parent=self)
        self.body.addWidget(self.own)
        self.body.addLayout(form)
        for widget in (self.told, self.present, self.force):
            self.body.addWidget(widget)
        self.force.hide()
        self.own.toggled.connect(self._choose)
        self.file.changed.connect(self._choose)
        self.file.line.returnPressed.connect(self.submit)
        self.asks(self.present)
        self.present.submitted.connect(self.submit)
        self._choose()

    def is_ready(self) -> bool:
        """Whether there is a file, and what has to open it."""
        if not self._is_compared:
            return self.file.path() is not None
        return not self._needs_credential or self.present.is_ready

    def begin(self) -> None:
        """Compare, or restore what was shown."""
        file = None if self.own.isChecked() else self.file.path()
        if not self._is_compared:
            where = (self.subject.container, file, self.subject.header)
            self.run(self.tr("Comparing both…"), "header_compare", *where)
            return
        more = {"header": self.subject.header, "agree": Seen(self.found), "force": self.force.isChecked()}
        said = self.tr("Writing the header…")
        if not self._needs_credential:
            self.run(said, "header_restore", self.subject.container, file, Ask(), **more)
            return
        with self.present.source() as source:
            opening = self.present.opening()
            self.run(said, "header_restore", self.subject.container, file, source, opening=opening, **more)

    @property
    def _is_compared(self) -> bool:
        return self.own.isChecked() or self.found is not None

    @property
    def _needs_credential(self) -> bool:
        return self.own.isChecked() or (self.found is not None and self.found.format == "veracrypt")

    def _choose(self) -> None:
        """Begin anew, since another backup was chosen."""
        self.found = None
        self.file.setEnabled(not self.own.isChecked())
        self.force.setChecked(False)
        self.force.hide()
        self._show()

    def _show(self) -> None:
        self.told.setText("" if self.found is None else comparison_text(self.found))
        self.told.setVisible(self.found is not None)
        self.present.setVisible(self._needs_credential)
        self.primary.setText(self.tr("&Restore") if self._is_compared else self.tr("&Compare"))
        self.refresh()

    def _did(self, found: HeaderComparison | HeaderRestored) -> None:
        if isinstance(found, HeaderRestored):
            self.finish(self.tr("The header was restored. What was there before is kept as an automatic backup."))
            return
        self._stopped()
        self.found = found
        self._show()
        self.be_careful()
        if self._needs_credential:
            self.present.setFocus()
        self.fit()

    def _failed(self, error: VaultError) -> None:
        super()._failed(error)
        if error.code == "wrong-credential":
            self.error.say(self.tr("This does not open the header in the backup."))
            self.present.again()
        elif error.code == "usage" and self.found is not None:
            self.force.show()
