"""A line in a dialog that says what went wrong, where it went wrong."""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from vault.errors import VaultError
from vault.gui.look import GAP, icon
from vault.gui.text import error_sentences, error_text
from vault.gui.widgets.selectable import SelectableLabel


class ErrorLine(QWidget):
    """An icon and a sentence with its details; takes no room while it is empty. Screen readers are told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self.icon_name = ""
        """What is beside the sentence now."""
        self._icon = QLabel(self)
        self._label = SelectableLabel(self)
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._label, 1)
        self._row = layout
        self.hide()

    def closable(self) -> QToolButton:
        """A button beside the sentence with which the user puts it away."""
        button = QToolButton(self)
        button.setIcon(icon("close"))
        button.setAutoRaise(True)
        button.setToolTip(self.tr("Put it away"))
        button.setAccessibleName(button.toolTip())
        button.clicked.connect(self.clear)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def text(self) -> str:
        """What it says now."""
        return self._said

    def show_error(self, error: VaultError, *, details: bool = True) -> None:
        """Say what went wrong."""
        self.say(error_sentences(error) if details else error_text(error))

    def say(self, text: str, *, icon_name: str = "warning") -> None:
        """Say something; ``info`` and ``done`` are icons as well."""
        size = self.fontMetrics().height()
        self._icon.setPixmap(icon(icon_name).pixmap(QSize(size, size), self.devicePixelRatioF()))
        self._said, self.icon_name = text, icon_name
        self._label.say(text)
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        self._said = ""
        self._label.clear()
        self.hide()
