"""A form that only shows: rows of a name and a text from outside."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFormLayout, QLabel, QWidget

from vault.gui.widgets.forms import Form
from vault.gui.widgets.selectable import SelectableLabel

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
                empty = SelectableLabel(self)
                self._form.addRow(self.tr("{name}:").format(name=name), empty)
                label = self._form.labelForField(empty)
                if isinstance(label, QLabel):
                    label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        for at, (name, text) in enumerate(rows):
            item = self._form.itemAt(at, QFormLayout.ItemRole.FieldRole)
            field = item.widget() if item is not None else None
            if isinstance(field, SelectableLabel) and field.accessibleName() != f"{name}: {text}":
                field.say(text)
                field.setAccessibleName(f"{name}: {text}")
