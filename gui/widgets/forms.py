"""What the forms of dialogs have in common."""

from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from vault.gui.look import GAP

LEAST = 16
"""Letters of a choice that are seen at the least; with less room it goes below its label."""


class FormLabel(QLabel):
    """What stands before a field: on one line, and on more where there is no room for that."""

    def __init__(self, text: str, buddy: QWidget) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setBuddy(buddy)

    def sizeHint(self) -> QSize:
        """One line, or as many as it takes at the most; Qt would have a text of some words narrower."""
        most, line = self.maximumWidth(), self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return line + QSize(1, 0) if line.width() < most else QSize(most, self.heightForWidth(most))


class Form(QFormLayout):
    """Rows of a label and a field, which go below each other where there is little room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(GAP)
        self.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def addRow(self, *row: object) -> None:
        """Add a row as Qt does, with a label that can be narrow."""
        match row:
            case (str(label), QWidget() as field):
                super().addRow(FormLabel(label, field), field)
            case _:
                super().addRow(*row)  # type: ignore[call-overload]

    def setGeometry(self, rect: QRect) -> None:
        """Lay it out; Qt would have a label that goes above its field wider than the form."""
        for row in range(self.rowCount()):
            item = self.itemAt(row, QFormLayout.ItemRole.LabelRole)
            label = item.widget() if item is not None else None
            if label is not None:
                label.setMaximumWidth(max(rect.width(), 1))
        super().setGeometry(rect)

    def show_row(self, field: QWidget, shown: bool) -> None:
        """Show or hide a field with its label."""
        self.setRowVisible(field, shown)


def choice(entries: list[tuple[str, object]], parent: QWidget | None = None) -> QComboBox:
    """A list of which one entry is chosen, by its text and what it stands for; it may be narrower than its texts."""
    box = QComboBox(parent)
    for text, value in entries:
        box.addItem(text, value)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(LEAST)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel scrolls the dialog and not what is chosen
    return box


def choose(box: QComboBox, value: object) -> None:
    """Choose the entry that stands for this; what is not listed is the first one."""
    found = (row for row in range(box.count()) if box.itemData(row) == value)
    box.setCurrentIndex(next(found, 0))


class NumberEdit(QLineEdit):
    """A field for a number that may be left empty."""

    def __init__(self, most_digits: int = 9, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(most_digits)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.textEdited.connect(self._only_digits)

    def number(self) -> int | None:
        """The number; None when the field is empty."""
        return int(self.text()) if self.text() else None

    def set_number(self, number: int | None) -> None:
        """Show it."""
        self.setText("" if number is None else str(number))

    def _only_digits(self, text: str) -> None:
        digits = "".join(character for character in text if character in "0123456789")
        if digits != text:
            self.setText(digits)
