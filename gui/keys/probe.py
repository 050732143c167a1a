"""Find out whether a passphrase opens the volume, and which keyslot; nothing is changed."""

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QDialogButtonBox, QWidget

from vault.errors import VaultError
from vault.gui.keys.base import KeyDialog, Subject
from vault.gui.keys.credential import PresentCredential
from vault.gui.keys.words import slot_title
from vault.options.keys import KeyslotInfo

if TYPE_CHECKING:
    from vault.gui.app import App


class ProbeDialog(KeyDialog):
    """Tells the answer and stays, for the next one; ``slot`` is the only one to try."""

    def __init__(
        self, app: "App", subject: Subject, slot: KeyslotInfo | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(app, subject, parent)
        self.slot = slot
        self.setWindowTitle(self.tr("Test a passphrase"))
        self.primary.setText(self.tr("&Test"))
        close = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        if close is not None:
            close.setText(self.tr("&Close"))
        self.intro.setText(
            self.tr("Tells which keyslot a passphrase opens. Nothing is changed, and nothing is mounted.")
            if subject.is_luks
            else self.tr("Tells whether a passphrase opens the volume. Nothing is changed, and nothing is mounted.")
        )
        if slot is not None:
            said = self.tr("Tells whether a passphrase opens {keyslot}. Nothing is changed, and nothing is mounted.")
            self.intro.setText(said.format(keyslot=slot_title(slot)))
        self.present = PresentCredential(self.tr("&Passphrase:"), veracrypt=not subject.is_luks, parent=self)
        self.body.addWidget(self.present)
        self.asks(self.present)
        self.present.submitted.connect(self.submit)
        self.refresh()

    def begin(self) -> None:
        """Try it."""
        number = None if self.slot is None else self.slot.number
        change = self.subject.change(slot=number, opening=self.present.opening())
        with self.present.source() as source:
            self.run(self.tr("Trying it…"), "keyslot_test", change, source)

    def _did(self, slot: int | None) -> None:
        self._stopped()
        self.present.again()
        if slot is None:
            self.error.say(self.tr("This opens the volume."), icon_name="done")
            return
        found = next((each for each in self.subject.keyslots if each.number == slot), None)
        title = self.tr("Keyslot {number}").format(number=slot) if found is None else slot_title(found)
        self.error.say(self.tr("{keyslot} opens with this.").format(keyslot=title), icon_name="done")

    def _failed(self, error: VaultError) -> None:
        super()._failed(error)
        if error.code == "wrong-credential":
            self.error.say(
                self.tr("This opens no keyslot.") if self.subject.is_luks else self.tr("This opens nothing.")
            )
            self.present.again()
