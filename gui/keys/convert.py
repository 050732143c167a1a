"""Give a keyslot another cost for who guesses; what opens it stays."""

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QWidget

from vault.errors import VaultError
from vault.gui.keys.base import KeyDialog, Subject
from vault.gui.keys.cost import CostEdit
from vault.gui.keys.credential import PresentCredential
from vault.gui.keys.words import slot_cost, slot_title
from vault.options.keys import KeyslotInfo

if TYPE_CHECKING:
    from vault.gui.app import App


class ConvertDialog(KeyDialog):
    """Asks for the credential and the new cost."""

    def __init__(self, app: "App", subject: Subject, slot: KeyslotInfo, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self.slot = slot
        self.setWindowTitle(self.tr("Cost of guessing"))
        self.primary.setText(self.tr("C&hange"))
        said = self.tr("{keyslot}: {cost} The longer it takes to open, the longer each guess takes.")
        self.intro.setText(said.format(keyslot=slot_title(slot), cost=slot_cost(slot)))
        self.present = PresentCredential(self.tr("&Passphrase:"), parent=self)
        self.cost = CostEdit(pbkdf2_only=subject.format == "luks1", parent=self)
        self.body.addWidget(self.present)
        self.body.addWidget(self.cost)
        self.asks(self.present)
        self.present.submitted.connect(self.submit)
        self.refresh()

    def begin(self) -> None:
        """Convert it."""
        change = self.subject.change(slot=self.slot.number, **self.cost.chosen())
        with self.present.source() as source:
            self.run(self.tr("Measuring this computer…"), "keyslot_convert", change, source)

    def _did(self, slot: int) -> None:
        self.finish(self.tr("Keyslot {number} has another cost.").format(number=slot))

    def _failed(self, error: VaultError) -> None:
        super()._failed(error)
        if error.code == "wrong-credential":
            self.error.say(self.tr("The passphrase does not open this keyslot."))
            self.present.again()
