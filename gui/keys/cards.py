"""Cards: each tells of one thing that opens the volume, and what can be done with it."""

from PyQt6.QtCore import QSize, pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from vault.gui.engine_text import translated
from vault.gui.keys.base import plain_label
from vault.gui.keys.keyring import why_not
from vault.gui.keys.words import (
    KEYRING,
    RECOVERY,
    SECURITY_KEY,
    is_random,
    plain,
    priority_text,
    slot_cost,
    slot_details,
    slot_kind,
    slot_title,
)
from vault.gui.look import GAP, icon
from vault.gui.widgets.flow import FlowLayout, flow
from vault.gui.widgets.outside import ElidedLabel, set_tip
from vault.options.keys import KeyringStatus, KeyringToken, KeyslotInfo

KEYS = 10
"""Keyslots whose number is one key."""


class Card(QFrame):
    """A frame with an icon, a title, lines of text and a row of buttons. ``asked`` names what a button is for."""

    asked = pyqtSignal(str, object)

    def __init__(self, icon_name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(title)
        picture = QLabel(self)
        height = self.fontMetrics().height()
        picture.setPixmap(icon(icon_name).pixmap(QSize(height, height)))
        self.title = ElidedLabel(title, self)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(picture)
        head.addWidget(self.title, 1)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        buttons = flow(trailing=True)
        self._buttons: FlowLayout = buttons.layout()  # type: ignore[assignment]
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP // 2)
        layout.addLayout(head)
        layout.addLayout(self._lines)
        layout.addWidget(buttons)

    def say(self, text: str, tooltip: str = "") -> QLabel:
        """Add a line."""
        label = plain_label(text, self)
        set_tip(label, tooltip)
        self._lines.addWidget(label)
        return label

    def offer(self, what: str, about: object, text: str, name: str) -> QPushButton:
        """Add a button; ``name`` says for what it is, to who cannot see the card around it."""
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self.asked.emit(what, about))
        self._buttons.addWidget(button)
        return button

    def text(self) -> str:
        """All that it says."""
        return "\n".join(label.text() for label in self.findChildren(QLabel) if not isinstance(label, ElidedLabel))


class KeyslotCard(Card):
    """A keyslot: what it is, what guessing costs, when it is tried."""

    def __init__(self, slot: KeyslotInfo, format_: str, parent: QWidget | None = None) -> None:
        super().__init__(_slot_icon(slot), slot_title(slot), parent)
        self.slot = slot
        self.say(slot_kind(slot))
        if cost := slot_cost(slot):
            self.say(cost, slot_details(slot))
        if slot.priority != "normal":
            self.say(priority_text(slot.priority) + ".")
        number = slot.number
        is_typed = not slot.unsupported and not slot.unbound and not is_random(slot)
        if is_typed:
            name = self.tr("Change keyslot {number}").format(number=number)
            self.change = self.offer("change", slot, self.tr("Change…"), name)
        name = self.tr("Remove keyslot {number}").format(number=number)
        self.remove = self.offer("remove", slot, self.tr("Remove…"), name)
        self.menu = QMenu(self)
        if format_ == "luks2":
            self._entry("rename", self.tr("Name and priority…"))
        if RECOVERY in slot.token_kinds:
            self._entry("prove", self.tr("Test the recovery key…"))
        elif not slot.unsupported and not is_random(slot):
            self._entry("test", self.tr("Test a passphrase…"))
        if is_typed:
            self._entry("convert", self.tr("Cost of guessing…"))
        self.more = QPushButton(self.tr("More"), self)
        self.more.setAutoDefault(False)
        self.more.setAccessibleName(self.tr("More for keyslot {number}").format(number=number))
        self.more.setMenu(self.menu)
        self.more.setVisible(not self.menu.isEmpty())
        self._buttons.addWidget(self.more)
        if number < KEYS:
            self.title.lead_to(self.change if is_typed else self.remove, str(number))

    def _entry(self, what: str, text: str) -> None:
        action = self.menu.addAction(text)
        if action is not None:
            action.setObjectName(what)
            action.triggered.connect(lambda: self.asked.emit(what, self.slot))


class VeraCryptCard(Card):
    """The one credential of a volume without keyslots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("key", "", parent)
        self.title.say(self.tr("Passphrase"))
        self.setAccessibleName(self.title.whole())
        self.say(
            self.tr(
                "This looks like a VeraCrypt volume: one passphrase opens it, with its PIM and key files. A hidden "
                "volume has one of its own."
            )
        )
        self.test = self.offer("test", None, self.tr("T&est…"), self.tr("Test the passphrase"))
        self.change = self.offer("veracrypt", None, self.tr("&Change…"), self.tr("Change the passphrase"))


class KeyringCard(Card):
    """Whether the desktop's keyring opens the volume."""

    def __init__(self, status: KeyringStatus, parent: QWidget | None = None) -> None:
        opens = any(each.state == "ready" for each in status.tokens) or status.remembered
        super().__init__("unlock" if opens else "lock", "", parent)
        self.title.say(self.tr("Desktop keyring"))
        self.setAccessibleName(self.title.whole())
        for token in status.tokens:
            self.say(self._token(token), plain(translated(token.reason)))
        if not status.tokens and not status.reason:
            self.say(self.tr("Does not open this volume."))
        if status.reason:
            self.say(self.tr("It cannot be asked now. {reason}").format(reason=why_not(status)))
        if status.remembered:
            self.say(self.tr("The passphrase is remembered until the screen is locked."))
        name = self.tr("Let the desktop keyring open it")
        self.enroll = self.offer("enroll", status, self.tr("Let it &open the volume…"), name)
        self.enroll.setEnabled(not status.reason)
        self.enroll.setVisible(not any(each.state in ("ready", "locked") for each in status.tokens))
        self.forget = self.offer("forget", status, self.tr("&Forget…"), self.tr("Forget it in the desktop keyring"))
        self.forget.setVisible(bool(status.tokens) or status.remembered)

    def _token(self, token: KeyringToken) -> str:
        where = "" if token.keyslot is None else self.tr(" (keyslot {number})").format(number=token.keyslot)
        if token.state == "left over" and token.number is None:
            return self.tr("Left over: the keyring has a key{where} of which the header does not speak.").format(
                where=where
            )
        return {
            "ready": self.tr(
                "Ready: the keyring opens the volume{where}. The key lies in your keyring on this computer."
            ),
            "locked": self.tr("Locked: the keyring opens the volume{where} once you have unlocked the keyring."),
            "missing": self.tr("Missing: the header names a key{where} that your keyring does not have."),
            "unavailable": self.tr("The keyring that has the key{where} does not run."),
            "left over": self.tr("Left over: another program has removed the keyslot that the keyring opened."),
        }[token.state].format(where=where)


def _slot_icon(slot: KeyslotInfo) -> str:
    if slot.unsupported:
        return "warning"
    if RECOVERY in slot.token_kinds:
        return "print"
    if SECURITY_KEY in slot.token_kinds:
        return "security-key"
    return "unlock" if KEYRING in slot.token_kinds else "key"
