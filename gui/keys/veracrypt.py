"""Change what opens a VeraCrypt volume: passphrase, PIM, keyfiles and PRF, all at once."""

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QWidget

from vault.errors import VaultError
from vault.gui.keys.base import KeyDialog, Subject
from vault.gui.keys.credential import PresentCredential, VeraCryptParts
from vault.gui.widgets.fold import Fold
from vault.gui.widgets.strength import NewPassphrase
from vault.gui.wire import Typed

if TYPE_CHECKING:
    from vault.gui.app import App


class VeraCryptDialog(KeyDialog):
    """Asks for the present ones and the new ones; a hidden volume is the one that the present passphrase opens."""

    def __init__(self, app: "App", subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self.setWindowTitle(self.tr("Change the passphrase"))
        self.primary.setText(self.tr("C&hange"))
        self.intro.setText(
            self.tr(
                "The volume that the present passphrase opens, outer or hidden, opens with the new one only. PIM and "
                "key files that are not named for the new one are not needed any more."
            )
        )
        self.present = PresentCredential(self.tr("Prese&nt passphrase:"), veracrypt=True, parent=self)
        self.new = NewPassphrase(app, self)
        self.parts = VeraCryptParts(self.tr("As before"), self, are_new=True)
        self.fold = Fold(self.tr("New PIM, key deri&vation and key files"), self.parts, self)
        for widget in (self.present, self.new, self.fold):
            self.body.addWidget(widget)
        self.asks(self.present, self.new)
        self.parts.changed.connect(self.refresh)
        self.present.submitted.connect(self.new.setFocus)
        self.new.submitted.connect(self.submit)
        self.refresh()

    def is_ready(self) -> bool:
        """Whether both are there."""
        only_files = bool(self.parts.keyfiles.paths()) and self.new.is_empty()
        return self.present.is_ready and (self.new.is_ready or only_files)

    def begin(self) -> None:
        """Change it."""
        change = self.subject.change(opening=self.present.opening(), new=self.parts.opening())
        with self.present.source() as present, self.new.secret() as secret:
            self.run(self.tr("Looking for the header…"), "keyslot_change", change, present, Typed(secret))

    def _did(self, _answer: object) -> None:
        self.finish(self.tr("The volume opens with the new passphrase."))

    def _failed(self, error: VaultError) -> None:
        super()._failed(error)
        if error.code == "wrong-credential":
            self.error.say(
                self.tr("The present passphrase does not open the volume, with this PIM and these key files.")
            )
            self.present.again()
