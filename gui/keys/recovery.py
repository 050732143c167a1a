"""Make a recovery key: shown once with a page to print, and taken back unless somebody says that it was kept."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLineEdit, QWidget

from vault.errors import VaultError
from vault.gui.keys.base import KeyDialog, Subject, form_layout
from vault.gui.keys.credential import PresentCredential
from vault.gui.keys.sheet import SheetView
from vault.gui.keys.sheet_text import page_texts
from vault.gui.widgets.fold import Fold
from vault.gui.widgets.paths import PathEdit
from vault.options.recovery import RecoveryKey, RecoveryRequest

if TYPE_CHECKING:
    from vault.gui.app import App


class RecoveryDialog(KeyDialog):
    """First asks for what opens the volume, then shows the key; ``made`` is emitted when it is there to stay."""

    made = pyqtSignal()
    not_kept = pyqtSignal(object)
    """It was closed with the key shown; carries the job, which takes the key back."""

    def __init__(self, app: "App", subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self._is_kept = False
        self.setWindowTitle(self.tr("Recovery key"))
        self.primary.setText(self.tr("&Make the key"))
        self.intro.setText(
            self.tr(
                "A recovery key is a long random key on paper. It opens the volume when the passphrase is lost, and is "
                "shown only once."
            )
        )
        self.present = PresentCredential(self.tr("&Passphrase:"), parent=self)
        self.title = QLineEdit(self)
        self.title.setPlaceholderText(self.tr("Recovery key"))
        self.pdf = PathEdit(self.tr("New PDF file"), "save", filters="PDF (*.pdf)")
        form = form_layout()
        form.addRow(self.tr("&Title of the page:"), self.title)
        self.body.addWidget(self.present)
        self.body.addLayout(form)
        self.pdf_fold = Fold(self.tr("Also save the page as a PDF file"), self.pdf, self)
        self.body.addWidget(self.pdf_fold)
        self.sheet = SheetView(self)
        self.sheet.hide()
        self.column.insertWidget(1, self.sheet, 1)
        self.asks(self.present)
        self.present.submitted.connect(self.submit)
        self.refresh()

    @property
    def is_shown(self) -> bool:
        """Whether the key can be seen."""
        return self.sheet.isVisibleTo(self)

    def begin(self) -> None:
        """Make it; or when it is shown, keep it."""
        if self.is_shown:
            self._kept()
            return
        request = RecoveryRequest(
            self.subject.change(), pdf=self.pdf.path(), title=self.title.text().strip(), page=True, texts=page_texts()
        )
        with self.present.source() as source:
            job = self.run(self.tr("Making the key…"), "recovery_create", request, source)
        job.shown.connect(self._show)

    def forget(self) -> None:
        """Clear the passphrase and the key."""
        super().forget()
        self.sheet.forget()

    def _show(self, made: RecoveryKey) -> None:
        self.present.forget()
        self.work.hide()
        self.inside.hide()
        self.intro.setText(
            self.tr(
                "Print this page or write the key down now: it is kept nowhere else. If you close this window without "
                "keeping it, the key is taken back and opens nothing."
            )
        )
        self.sheet.show_key(made)
        self.primary.setText(self.tr("I have &kept it"))
        self.primary.setEnabled(True)
        self.sheet.print_.setFocus()
        self.fit()

    def _kept(self) -> None:
        self._is_kept = True
        self.primary.setEnabled(False)
        if self.job is not None:
            self.job.answer_shown(True)

    def _did(self, slot: int) -> None:
        self.finish(self.tr("Keyslot {number} opens with the recovery key.").format(number=slot))
        self.made.emit()

    def _failed(self, error: VaultError) -> None:
        super()._failed(error)
        self._is_kept = False
        if self.is_shown and error.code != "cancelled":
            self._broke_off()
            return
        self.sheet.forget()
        self.sheet.hide()
        self.inside.show()
        self.primary.setText(self.tr("&Make the key"))
        if error.code == "wrong-credential":
            self.error.say(self.tr("This does not open the volume."))
            self.present.again()

    def _broke_off(self) -> None:
        """Nobody is left to take the key back, which a keyslot may have by now: leave it on the screen."""
        self.intro.setText(
            self.tr(
                "Making the key broke off while it was shown. A keyslot may open with it all the same: keep this key, "
                "or close this window and remove that keyslot from the list."
            )
        )
        self.primary.hide()
        self.fit()

    def _can_stay(self) -> bool:
        return not self.is_shown

    def _leave(self) -> None:
        if not self.is_shown:
            super()._leave()
            return
        if self.job is not None and not self._is_kept:
            self.not_kept.emit(self.job)
            self.job.answer_shown(False)  # which takes it back
        self.forget()
