"""Remove a keyslot: what it says remains, and the last one needs an explicit word."""

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QCheckBox, QWidget

from vault.errors import VaultError
from vault.gui.keys.base import KeyDialog, Subject
from vault.gui.keys.credential import PresentCredential
from vault.gui.keys.words import slot_kind, slot_list, slot_title
from vault.options.keys import KeyslotInfo

if TYPE_CHECKING:
    from vault.gui.app import App


class RemoveDialog(KeyDialog):
    """Asks for what opens another keyslot, as the proof that the volume stays open to its owner."""

    def __init__(self, app: "App", subject: Subject, slot: KeyslotInfo, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self.slot = slot
        self.left = [
            each
            for each in subject.keyslots
            if each.number != slot.number and not each.unbound and not each.unsupported
        ]
        self.is_last = not self.left and not slot.unbound
        self.setWindowTitle(self.tr("Remove keyslot {number}").format(number=slot.number))
        self.primary.setText(self.tr("&Remove"))
        self.present = PresentCredential(self.tr("&Passphrase of another keyslot:"), parent=self)
        self.sure = QCheckBox(self)
        self.body.addWidget(self.present)
        self.body.addWidget(self.sure)
        if self.is_last:
            self.present.hide()
            self.intro.setText(
                self.tr(
                    "{keyslot} is the last one that opens the volume. Without it, all that is in the volume is lost "
                    "for ever, unless you have a backup of the header."
                ).format(keyslot=slot_title(slot))
            )
            self.sure.setText(self.tr("&Lose all that is in the volume"))
        else:
            said = self.tr("{keyslot} ({kind}) will open the volume no more. These stay: {left}.")
            kind = slot_kind(slot).rstrip(".")
            self.intro.setText(said.format(keyslot=slot_title(slot), kind=kind, left=slot_list(self.left) or "–"))
            self.sure.setText(self.tr("Remove it &without this proof"))
            self.sure.setToolTip(self.tr("Only if you are sure that you can open one of those that stay."))
        self.asks(self.present)
        self.present.submitted.connect(self.submit)
        self.sure.toggled.connect(self._sure)
        self.refresh()

    def is_ready(self) -> bool:
        """Whether it was proved or confirmed."""
        return self.sure.isChecked() or (not self.is_last and self.present.is_ready)

    def begin(self) -> None:
        """Remove it."""
        where = (self.subject.container, self.subject.header, self.slot.number)
        said = self.tr("Overwriting the keyslot…")
        if self.sure.isChecked():
            self.run(said, "keyslot_remove", *where, None, force=self.is_last)
            return
        with self.present.source() as source:
            self.run(said, "keyslot_remove", *where, source)

    def _sure(self, is_sure: bool) -> None:
        self.present.setEnabled(not is_sure)
        self.refresh()

    def _did(self, _answer: object) -> None:
        self.finish(self.tr("Keyslot {number} was removed.").format(number=self.slot.number))

    def _failed(self, error: VaultError) -> None:
        super()._failed(error)
        if error.code == "wrong-credential":
            self.error.say(self.tr("This opens none of the keyslots that stay."))
            self.present.again()
