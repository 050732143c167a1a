"""Check a header that only its passphrase tells from noise."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from vault.gui.keys.base import KeyDialog, Subject
from vault.gui.keys.credential import PresentCredential
from vault.gui.keys.header_words import verdict
from vault.options.headers import HeaderCheck

if TYPE_CHECKING:
    from vault.gui.app import App


class CheckDialog(KeyDialog):
    """Asks for what opens the volume; ``checked`` carries what was found."""

    checked = pyqtSignal(object)

    def __init__(self, app: "App", subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self.setWindowTitle(self.tr("Check the header"))
        self.primary.setText(self.tr("C&heck"))
        self.intro.setText(self.tr("Only the passphrase tells this header from noise. Nothing is changed."))
        self.present = PresentCredential(self.tr("&Passphrase:"), veracrypt=not subject.is_luks, parent=self)
        self.body.addWidget(self.present)
        self.asks(self.present)
        self.present.submitted.connect(self.submit)
        self.refresh()

    def begin(self) -> None:
        """Check it."""
        where = (self.subject.container, self.subject.header, self.present.opening())
        with self.present.source() as source:
            self.run(self.tr("Checking the header…"), "header_check", *where, source)

    def _did(self, found: HeaderCheck) -> None:
        if found.opened is False:
            self._stopped()
            self.error.say(verdict(found))
            self.present.again()
            return
        self.checked.emit(found)
        self.forget()
        self.accept()
