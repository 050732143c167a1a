"""What opens the hidden volume that must not be damaged while the outer one is written to."""

from contextlib import ExitStack

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from vault.gui.look import GAP, MARGIN
from vault.gui.widgets.forms import Form, NumberEdit
from vault.gui.widgets.keyfiles import KeyfileList
from vault.gui.widgets.passphrase import PassphraseEdit
from vault.gui.wire import Typed
from vault.options import OpenOptions, Protection


class ProtectionForm(QWidget):
    """A switch, and below it the passphrase, keyfiles and PIM of the hidden volume."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = QCheckBox(self.tr("Protect the hidden &volume in it"), self)
        self.wanted.setAccessibleDescription(self.tr("What is written to the outer volume cannot damage it then."))
        self.wanted.setToolTip(self.wanted.accessibleDescription())
        self._inside = QWidget(self)
        self.passphrase = PassphraseEdit(self.tr("Passphrase of the hidden volume"))
        self.keyfiles = KeyfileList(self.tr("Key files of the hidden volume"))
        self.pim = NumberEdit()
        self.pim.setAccessibleName(self.tr("PIM of the hidden volume"))
        form = Form(self._inside)
        form.addRow(self.tr("Its passphrase:"), self.passphrase)
        form.addRow(self.tr("Its key files:"), self.keyfiles)
        form.addRow(self.tr("Its PIM:"), self.pim)
        form.setContentsMargins(MARGIN, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.wanted)
        layout.addWidget(self._inside)
        self.wanted.toggled.connect(self._inside.setVisible)
        self._inside.hide()
        for signal in (self.wanted.toggled, self.passphrase.changed, self.keyfiles.changed):
            signal.connect(self.changed)

    def is_complete(self) -> bool:
        """Whether nothing is missing that it needs."""
        return not self.wanted.isChecked() or not self.passphrase.is_empty() or bool(self.keyfiles.paths())

    def protection(self, stack: ExitStack) -> Protection | None:
        """What the engine is asked for; the stack wipes its passphrase."""
        if not self.wanted.isChecked():
            return None
        typed = Typed(stack.enter_context(self.passphrase.secret()))
        opening = OpenOptions(pim=self.pim.number(), keyfiles=self.keyfiles.paths(), hidden=True)
        return Protection(typed, opening)  # type: ignore[arg-type] # it arrives as what the engine takes

    def reset(self) -> None:
        """Want none."""
        self.wanted.setChecked(False)
        self.keyfiles.set_paths(())
        self.pim.set_number(None)
        self.forget()

    def forget(self) -> None:
        """Clear the passphrase."""
        self.passphrase.forget()
