"""What the pages of the assistant have in common."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from vault.gui.create.draft import Draft
from vault.gui.look import GAP
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.forms import Form

if TYPE_CHECKING:
    from vault.gui.app import App


class Page(QWidget):
    """A step. ``changed`` is emitted when ``is_ready`` may have changed."""

    changed = pyqtSignal()

    def __init__(self, app: "App", title: str) -> None:
        super().__init__()
        self.app, self.title = app, title
        self.error = ErrorLine(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP)

    def finish(self) -> None:
        """Close the column: the error line, and the room that is left."""
        self.column.addWidget(self.error)
        self.column.addStretch(1)

    def add_form(self) -> Form:
        """A form at the end of the column."""
        form = Form()
        self.column.addLayout(form)
        return form

    def add_text(self, text: str = "") -> QLabel:
        """A paragraph at the end of the column."""
        label = paragraph(text, self)
        self.column.addWidget(label)
        return label

    def arrive(self, draft: Draft) -> None:
        """Show what fits to the choices before."""

    def is_ready(self) -> bool:
        """Whether one can go on."""
        return True

    def apply(self, draft: Draft) -> Draft:
        """The draft with what is chosen here."""
        return draft

    def forget(self) -> None:
        """Clear what is secret."""


def paragraph(text: str, parent: QWidget | None = None) -> QLabel:
    """Plain text that wraps."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
