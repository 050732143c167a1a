"""The page of cards: one for each keyslot, one for the desktop's keyring, and a count of what is free."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from vault.errors import VaultError
from vault.gui.keys.base import Subject, plain_label
from vault.gui.keys.cards import Card, KeyringCard, KeyslotCard, VeraCryptCard
from vault.gui.keys.header_words import sentence
from vault.gui.keys.words import used_text
from vault.gui.look import GAP, MARGIN, icon
from vault.gui.text import error_sentences
from vault.gui.widgets.flow import flow
from vault.gui.widgets.fold import scrolled
from vault.options.keys import KeyringStatus


class KeysPage(QWidget):
    """Cards below a row of buttons. ``asked`` names the dialog that a button is for, and what it is about."""

    asked = pyqtSignal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._status: KeyringStatus | None = None
        self.slots: dict[int, KeyslotCard] = {}
        self.veracrypt: VeraCryptCard | None = None
        self.keyring: KeyringCard | None = None
        self.used = plain_label(parent=self)
        self.message = plain_label(parent=self)
        self.add = self._button("add", self.tr("&Add a passphrase…"), "add")
        self.security_key = self._button("security-key", self.tr("Add a &security key…"), "security-key")
        self.recovery = self._button("print", self.tr("&Recovery key…"), "recovery")
        self.test = self._button("check", self.tr("&Test…"), "test")
        inside = QWidget()
        self._cards = QVBoxLayout(inside)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(GAP)
        self._cards.addStretch(1)
        self.area = scrolled(inside)
        self.area.setAccessibleName(self.tr("What opens the volume"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(flow(self.add, self.security_key, self.recovery, self.test))
        layout.addWidget(self.used)
        layout.addWidget(self.message)
        layout.addWidget(self.area, 1)
        self.message.setText(self.tr("Reading the header…"))
        for widget in (self.add, self.security_key, self.recovery, self.test, self.used):
            widget.hide()

    def show_subject(self, subject: Subject) -> None:
        """Show the keyslots; cards stay as they are when nothing changed."""
        shown = (subject.format, subject.keyslots, subject.may_be_veracrypt, subject.found is None)
        self.message.setVisible(not subject.is_luks and not subject.may_be_veracrypt)
        if subject.found is not None and not subject.found.format:
            said = self.tr("There is no header with keyslots here.")
            self.message.setText(f"{said}\n{sentence(subject.found.holds)}")
        elif not subject.is_luks:
            self.message.setText(self.tr("What opens this volume can only be changed by the system that made it."))
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        for each in subject.keyslots:
            self.slots[each.number] = KeyslotCard(each, subject.format)
            self._put(self.slots[each.number])
        if subject.may_be_veracrypt:
            self.veracrypt = VeraCryptCard()
            self._put(self.veracrypt)
        self.add.setVisible(subject.is_luks)
        self.test.setVisible(subject.is_luks)
        for button in (self.security_key, self.recovery):
            button.setVisible(subject.format == "luks2")
        self.used.setVisible(subject.is_luks)
        self.used.setText(used_text(len(subject.keyslots), subject.format))

    def show_keyring(self, status: KeyringStatus | None) -> None:
        """Show what the keyring has; None where it can have nothing."""
        if self.keyring is not None and status == self._status:
            return
        self._status = status
        if self.keyring is not None:
            self.keyring.deleteLater()
            self.keyring = None
        if status is not None:
            self.keyring = KeyringCard(status)
            self._put(self.keyring)

    def show_error(self, error: VaultError) -> None:
        """Say why there is nothing to show."""
        self.message.setText(error_sentences(error))
        self.message.show()

    def _put(self, card: Card) -> None:
        card.asked.connect(self.asked)
        self._cards.insertWidget(self._cards.count() - 1, card)

    def _clear(self) -> None:
        for card in (*self.slots.values(), self.veracrypt, self.keyring):
            if card is not None:
                card.hide()
                card.deleteLater()
        self.slots, self.veracrypt, self.keyring = {}, None, None

    def _button(self, icon_name: str, text: str, what: str) -> QPushButton:
        button = QPushButton(icon(icon_name), text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.asked.emit(what, None))
        return button
