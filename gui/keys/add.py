"""Let another passphrase or key file open the volume."""

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QComboBox, QLineEdit, QWidget

from vault.errors import VaultError
from vault.gui.keys.base import KeyDialog, Subject, form_layout
from vault.gui.keys.cost import CostEdit
from vault.gui.keys.credential import PresentCredential
from vault.gui.keys.new import NewCredential
from vault.gui.keys.words import priority_text
from vault.gui.widgets.fold import Fold
from vault.options.keys import Priority

if TYPE_CHECKING:
    from vault.gui.app import App

NAME_LIMIT = 64
"""Letters of a keyslot's name."""
PRIORITIES: tuple[Priority, ...] = ("normal", "prefer", "ignore")


class AddDialog(KeyDialog):
    """Asks what opens it now and what is to open it too."""

    def __init__(self, app: "App", subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self.setWindowTitle(self.tr("Add a passphrase"))
        self.primary.setText(self.tr("A&dd"))
        self.intro.setText(self.tr("What opens the volume now goes on opening it."))
        self.present = PresentCredential(self.tr("Prese&nt passphrase:"), parent=self)
        self.new = NewCredential(app, self)
        self.name = QLineEdit(self)
        self.name.setMaxLength(NAME_LIMIT)
        self.name.setPlaceholderText(self.tr("For you, such as “laptop”"))
        self.priority = QComboBox(self)
        for each in PRIORITIES:
            self.priority.addItem(priority_text(each), each)
        self.body.addWidget(self.present)
        self.body.addWidget(self.new)
        more = QWidget(self)
        form = form_layout(more)
        if subject.format == "luks2":
            named = form_layout()
            named.addRow(self.tr("Na&me:"), self.name)
            self.body.addLayout(named)
            form.addRow(self.tr("&When it is tried:"), self.priority)
        else:
            self.name.hide()
            self.priority.hide()
        self.cost = CostEdit(pbkdf2_only=subject.format == "luks1", form=form, parent=more)
        self.body.addWidget(Fold(self.tr("Cos&t of guessing"), more, self))
        self.asks(self.present, self.new)
        self.present.submitted.connect(self.new.passphrase.setFocus)
        self.new.submitted.connect(self.submit)
        self.refresh()

    def begin(self) -> None:
        """Add it."""
        change = self.subject.change(
            name=self.name.text().strip(), priority=self.priority.currentData(), **self.cost.chosen()
        )
        with self.present.source() as present, self.new.source() as new:
            self.run(self.tr("Adding it…"), "keyslot_add", change, present, new)

    def _did(self, slot: int) -> None:
        self.finish(self.tr("Keyslot {number} opens the volume from now on.").format(number=slot))

    def _failed(self, error: VaultError) -> None:
        super()._failed(error)
        if error.code == "wrong-credential":
            self.error.say(self.tr("The present passphrase does not open the volume."))
            self.present.again()
