"""What opens a volume, as it is typed: the passphrase, and folded away below it all that may go with it."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from vault.gui.keys.base import plain_label
from vault.gui.look import GAP
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.fold import Fold
from vault.gui.widgets.forms import Form
from vault.gui.widgets.open_options import OpenOptionsForm
from vault.gui.widgets.outside import breakable, show
from vault.gui.widgets.passphrase import PassphraseEdit
from vault.gui.widgets.told import told
from vault.gui.wire import Typed


class CredentialForm(QWidget):
    """``failure`` is the line that says why the last try opened nothing."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.passphrase = PassphraseEdit(self.tr("Passphrase"), self)
        self.failure = ErrorLine(self)
        self.options = OpenOptionsForm()
        self.fold = Fold(self.tr("&Options"), self.options, self, scrolls=True)
        self.told = plain_label(parent=self)
        self.told.hide()
        row = Form()
        row.addRow(self.tr("&Passphrase:"), self.passphrase)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(row)
        layout.addWidget(self.failure)
        layout.addWidget(self.told)
        layout.addWidget(self.fold, 1)
        self.setFocusProxy(self.passphrase)
        self.passphrase.changed.connect(self.changed)
        self.options.changed.connect(self.changed)
        for changed in (self.options.changed, self.options.changed_way, self.fold.button.toggled):
            changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        """Say what of the options cannot be seen, and is not as for most."""
        said = "" if self.fold.button.isChecked() else told(self.options.request(Path()))
        show(self.told, breakable(said))
        self.told.setVisible(bool(said))

    def has_credential(self) -> bool:
        """Whether there is something to try."""
        return not self.passphrase.is_empty() or not self.options.needs_passphrase()

    def is_sound(self) -> bool:
        """Whether what is typed can be taken, as far as it goes."""
        return not self.passphrase.field.is_too_long() and self.options.is_complete()

    def credential(self, stack: ExitStack) -> Any:
        """What the engine takes; the stack wipes it."""
        return self.options.key_file() or Typed(stack.enter_context(self.passphrase.secret()))

    def offer_passphrase(self, offers: bool, *, instead: QWidget) -> None:
        """Let it be typed, or not; the focus that it had goes to what can be done ``instead``, and comes back."""
        if self.passphrase.isEnabledTo(self) == offers:
            return
        field, window = self.passphrase.field, self.window()
        follows = window is not None and window.focusWidget() is (instead if offers else field)
        self.passphrase.setEnabled(offers)
        if follows:
            (field if offers else instead).setFocus()

    def try_again(self, *, hidden: bool = False) -> None:
        """Have the passphrase typed over; ``hidden`` that of the hidden volume which is to be protected."""
        if hidden:
            self.fold.unfold()
        edit = self.options.protection.passphrase if hidden else self.passphrase
        edit.setFocus()
        edit.field.selectAll()

    def forget(self) -> None:
        """Clear what is secret."""
        self.passphrase.forget()
        self.options.forget()
