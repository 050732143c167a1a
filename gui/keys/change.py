"""Give a keyslot another passphrase or key file."""

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QWidget

from vault.errors import VaultError
from vault.gui.keys.base import KeyDialog, Subject
from vault.gui.keys.cost import CostEdit
from vault.gui.keys.credential import PresentCredential
from vault.gui.keys.new import NewCredential
from vault.gui.keys.words import slot_title
from vault.gui.widgets.fold import Fold
from vault.options.keys import KeyslotInfo

if TYPE_CHECKING:
    from vault.gui.app import App


class ChangeDialog(KeyDialog):
    """Asks what opens this keyslot and what is to open it instead."""

    def __init__(self, app: "App", subject: Subject, slot: KeyslotInfo, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self.slot = slot
        self.setWindowTitle(self.tr("Change the passphrase"))
        self.primary.setText(self.tr("C&hange"))
        said = self.tr("{keyslot}: the new passphrase opens it instead of the present one.")
        self.intro.setText(said.format(keyslot=slot_title(slot)))
        self.present = PresentCredential(self.tr("Prese&nt passphrase:"), parent=self)
        self.new = NewCredential(app, self)
        self.cost = CostEdit(pbkdf2_only=subject.format == "luks1", parent=self)
        self.body.addWidget(self.present)
        self.body.addWidget(self.new)
        self.body.addWidget(Fold(self.tr("Cos&t of guessing"), self.cost, self))
        self.asks(self.present, self.new)
        self.present.submitted.connect(self.new.passphrase.setFocus)
        self.new.submitted.connect(self.submit)
        self.refresh()

    def begin(self) -> None:
        """Change it."""
        change = self.subject.change(slot=self.slot.number, **self.cost.chosen())
        with self.present.source() as present, self.new.source() as new:
            self.run(self.tr("Changing it…"), "keyslot_change", change, present, new)

    def _did(self, slot: int | None) -> None:
        self.finish(self.tr("Keyslot {number} has a new passphrase.").format(number=slot))

    def _failed(self, error: VaultError) -> None:
        super()._failed(error)
        if error.code == "wrong-credential":
            self.error.say(self.tr("The present passphrase does not open this keyslot."))
            self.present.again()
