"""Let the desktop's keyring open the volume, or have it forget that."""

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QCheckBox, QWidget

from vault.errors import VaultError
from vault.gui.keys.base import KeyDialog, Subject
from vault.gui.keys.credential import PresentCredential
from vault.gui.keys.words import KEYRING, plain, slot_list
from vault.gui.text import engine_sentence
from vault.options.keys import Forgotten, KeyringStatus

if TYPE_CHECKING:
    from vault.gui.app import App


class EnrollDialog(KeyDialog):
    """Asks for what opens the volume; where there are no keyslots the passphrase itself is stored, which it says."""

    def __init__(self, app: "App", subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self.setWindowTitle(self.tr("Let the desktop keyring open it"))
        self.primary.setText(self.tr("&Allow"))
        self.itself = QCheckBox(self.tr("&Store the passphrase itself"), self)
        self.present = PresentCredential(self.tr("&Passphrase:"), veracrypt=not subject.is_luks, parent=self)
        self.body.addWidget(self.present)
        self.body.addWidget(self.itself)
        if subject.is_luks:
            self.itself.hide()
            self.intro.setText(
                self.tr(
                    "The volume gets a keyslot with a random key of its own, which the keyring keeps. Whoever is "
                    "logged in with the keyring unlocked opens the volume without typing."
                )
            )
        else:
            self.intro.setText(
                self.tr(
                    "This volume has no keyslot for a key of the keyring’s own: the keyring keeps the passphrase "
                    "itself. Whoever reads it there opens the volume, and every copy of it."
                )
            )
        self.asks(self.present)
        self.present.submitted.connect(self.submit)
        self.itself.toggled.connect(self.refresh)
        self.refresh()

    def is_ready(self) -> bool:
        """Whether there is a credential, and what is stored was agreed to."""
        return self.present.is_ready and (self.subject.is_luks or self.itself.isChecked())

    def begin(self) -> None:
        """Store it."""
        change = self.subject.change(opening=self.present.opening())
        with self.present.source() as source:
            said = self.tr("Waiting for the keyring…")
            self.run(said, "keyring_enroll", change, source, itself=not self.subject.is_luks)

    def _did(self, slot: int | None) -> None:
        if slot is None:
            self.finish(self.tr("The keyring opens the volume."))
        else:
            self.finish(self.tr("The keyring opens the volume with keyslot {number}.").format(number=slot))

    def _failed(self, error: VaultError) -> None:
        super()._failed(error)
        if error.code == "wrong-credential":
            self.error.say(self.tr("This does not open the volume."))
            self.present.again()


class ForgetDialog(KeyDialog):
    """Says what goes and what stays; needs no passphrase."""

    def __init__(self, app: "App", subject: Subject, status: KeyringStatus, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self.setWindowTitle(self.tr("Forget it in the keyring"))
        self.primary.setText(self.tr("&Forget"))
        mine = [each.keyslot for each in status.tokens if each.keyslot is not None and each.number is not None]
        self.slot = mine[0] if len(mine) > 1 else None
        left = [
            each
            for each in subject.keyslots
            if KEYRING not in each.token_kinds and not each.unbound and not each.unsupported
        ]
        self.is_last = subject.is_luks and bool(mine) and not left
        self.sure = QCheckBox(self.tr("&Lose all that is in the volume"), self)
        self.sure.setVisible(self.is_last)
        self.left_over = QCheckBox(self.tr("Also what the header does not &speak of"), self)
        self.left_over.setToolTip(self.tr("A copy of this volume, or its header before a restore, may still need it."))
        self.left_over.setVisible(
            subject.is_luks and any(each.state == "left over" and each.number is None for each in status.tokens)
        )
        self.body.addWidget(self.left_over)
        self.body.addWidget(self.sure)
        self.sure.toggled.connect(self.refresh)
        if self.is_last:
            self.intro.setText(
                self.tr("Only the keyring opens the volume. Without it, all that is in the volume is lost for ever.")
            )
        elif subject.is_luks:
            said = self.tr("The keyring opens the volume no more, and its keyslot is removed. These stay: {left}.")
            self.intro.setText(said.format(left=slot_list(left) or "–"))
        else:
            self.intro.setText(self.tr("The passphrase is removed from the keyring. It still opens the volume."))
        self.refresh()

    def is_ready(self) -> bool:
        """Whether the loss of the last way in was agreed to."""
        return not self.is_last or self.sure.isChecked()

    def begin(self) -> None:
        """Forget it."""
        self.run(
            self.tr("Waiting for the keyring…"),
            "keyring_forget",
            self.subject.container,
            self.subject.header,
            slot=self.slot,
            left_over=self.left_over.isChecked(),
            force=self.is_last,
        )

    def _did(self, done: Forgotten) -> None:
        del done
        self.finish(self.tr("The keyring opens the volume no more."))


def why_not(status: KeyringStatus) -> str:
    """Why the keyring cannot be asked, as a sentence."""
    return plain(engine_sentence(status.reason))
