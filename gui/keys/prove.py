"""Find out whether a recovery key was written down right; nothing is changed."""

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QDialogButtonBox, QWidget

from vault.errors import VaultError
from vault.gui.keys.base import KeyDialog, Subject, form_layout
from vault.gui.text import error_details
from vault.gui.widgets.passphrase import PassphraseEdit
from vault.gui.wire import Typed

if TYPE_CHECKING:
    from vault.gui.app import App


class ProveDialog(KeyDialog):
    """Asks for the key from the paper."""

    def __init__(self, app: "App", subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self.setWindowTitle(self.tr("Test the recovery key"))
        self.primary.setText(self.tr("&Test"))
        close = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        if close is not None:
            close.setText(self.tr("&Close"))
        self.intro.setText(
            self.tr("Type the key from the paper. Capitals, blanks and dashes do not matter. Nothing is changed.")
        )
        self.edit = PassphraseEdit(self.tr("Recovery key"), self)
        form = form_layout()
        form.addRow(self.tr("&Recovery key:"), self.edit)
        self.body.addLayout(form)
        self.edit.changed.connect(self.refresh)
        self.edit.submitted.connect(self.submit)
        self.refresh()

    def is_ready(self) -> bool:
        """Whether something is typed."""
        return not self.edit.is_empty() and not self.edit.field.is_too_long()

    def begin(self) -> None:
        """Try it."""
        with self.edit.secret() as secret:
            self.run(self.tr("Trying it…"), "recovery_test", self.subject.container, self.subject.header, Typed(secret))

    def forget(self) -> None:
        """Clear the field."""
        self.edit.forget()

    def _did(self, slot: int) -> None:
        self._stopped()
        self.forget()
        said = self.tr("The recovery key is right: it opens keyslot {number}.").format(number=slot)
        self.error.say(said, icon_name="done")

    def _failed(self, error: VaultError) -> None:
        super()._failed(error)
        if error.code == "wrong-credential":
            said = self.tr("This is not the recovery key of this volume.")
            self.error.say(f"{said}\n{error_details(error)}")
            self.edit.setFocus()
