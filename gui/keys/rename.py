"""Give a keyslot a name, and say when it is tried."""

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QLineEdit, QWidget

from vault.gui.keys.add import NAME_LIMIT, PRIORITIES
from vault.gui.keys.base import KeyDialog, Subject, form_layout
from vault.gui.keys.words import priority_text, slot_kind
from vault.gui.widgets.forms import choice
from vault.options.keys import KeyslotInfo

if TYPE_CHECKING:
    from vault.gui.app import App


class RenameDialog(KeyDialog):
    """Name and priority; needs no passphrase."""

    def __init__(self, app: "App", subject: Subject, slot: KeyslotInfo, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self.slot = slot
        self._named = False
        self.setWindowTitle(self.tr("Keyslot {number}").format(number=slot.number))
        self.primary.setText(self.tr("&Save"))
        self.intro.setText(slot_kind(slot))
        self.name = QLineEdit(slot.name, self)
        self.name.setMaxLength(NAME_LIMIT)
        self.name.selectAll()
        self.priority = choice([(priority_text(each), each) for each in PRIORITIES], self)
        self.priority.setCurrentIndex(PRIORITIES.index(slot.priority))
        form = form_layout()
        form.addRow(self.tr("&Name:"), self.name)
        form.addRow(self.tr("&When it is tried:"), self.priority)
        self.body.addLayout(form)
        self.refresh()

    def begin(self) -> None:
        """Write what is different."""
        where = (self.subject.container, self.subject.header, self.slot.number)
        name = self.name.text().strip()
        if name != self.slot.name and not self._named:
            self._named = True
            self.run(self.tr("Writing the name…"), "keyslot_name", *where, name)
        elif self.priority.currentData() != self.slot.priority:
            self.run(self.tr("Writing the priority…"), "keyslot_priority", *where, self.priority.currentData())
            self._named = False
        else:
            self.finish(self.tr("Keyslot {number} was changed.").format(number=self.slot.number))

    def _did(self, _answer: object) -> None:
        self._stopped()
        if self._named and self.priority.currentData() != self.slot.priority:
            self.begin()
        else:
            self.finish(self.tr("Keyslot {number} was changed.").format(number=self.slot.number))
