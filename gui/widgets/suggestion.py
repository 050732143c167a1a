"""Random words that are shown to be taken as a passphrase."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from vault.gui.look import icon
from vault.options import NewPassphrase as Generated


class Suggestion(QWidget):
    """Random words that can be taken as the passphrase; they stay to be written down until they are forgotten."""

    taken = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = plain_label(self)
        font = self._label.font()
        font.setBold(True)
        self._label.setFont(font)
        self._note = plain_label(self)
        self.use = QPushButton(icon("check"), self.tr("&Use this"), self)
        self.use.setAutoDefault(False)
        self.use.clicked.connect(self.taken)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label)
        layout.addWidget(self._note)
        layout.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def words(self) -> str:
        """The words that are shown."""
        return self._label.text()

    def show_words(self, made: Generated) -> None:
        """Show a passphrase, which is wiped."""
        with made.passphrase as secret:
            self._label.setText(str(secret.view(), "ascii"))
        self._note.setText(
            self.tr("Chosen at random, with a strength of {bits} bits.").format(bits=round(made.entropy_bits))
        )
        self.use.setEnabled(True)
        self.show()

    def was_taken(self) -> None:
        """Say that it is the passphrase now."""
        self.use.setEnabled(False)
        self._note.setText(self.tr("This is the passphrase now. Remember it, or write it down before you go on."))

    def forget(self) -> None:
        """Show none."""
        self._label.clear()
        self.hide()


def plain_label(parent: QWidget) -> QLabel:
    """A label for plain text that wraps."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
