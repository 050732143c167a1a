"""A form that only shows: rows of a name and a text from outside."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFormLayout, QLabel, QWidget

from vault.gui.widgets.forms import Form
from vault.gui.widgets.outside import breakable

Rows = list[tuple[str, str]]


class RowForm(QWidget):
    """Rows that may change; as long as only their texts do, the labels stay, and with them the place scrolled to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Rows = []
        self._form = Form(self)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)

    def show_rows(self, rows: Rows) -> None:
        """Show these."""
        before, self.rows = self.rows, rows
        if [name for name, _ in rows] != [name for name, _ in before]:
            while self._form.rowCount():
                self._form.removeRow(0)
            for name, _ in rows:
                self._form.addRow(self.tr("{name}:").format(name=name), self._field())
        for at, (name, text) in enumerate(rows):
            item = self._form.itemAt(at, QFormLayout.ItemRole.FieldRole)
            field = item.widget() if item is not None else None
            if isinstance(field, QLabel) and field.accessibleName() != f"{name}: {text}":
                field.setText(breakable(text))
                field.setAccessibleName(f"{name}: {text}")

    def _field(self) -> QLabel:
        field = QLabel(self)
        field.setTextFormat(Qt.TextFormat.PlainText)
        field.setWordWrap(True)
        field.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return field
