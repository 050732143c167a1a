"""A field for a size: a number and a unit, or both as text, such as 1.5G."""

import re

from PyQt6.QtCore import QLocale, Qt, pyqtSignal
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

UNITS = ("KiB", "MiB", "GiB", "TiB")
GIB = UNITS.index("GiB")
LARGEST = 2**63 - 1
_TEXT = re.compile(r"(?P<number>\d{1,15}(?:[.,]\d{1,6})?)\s*(?:(?P<unit>[KMGT])(?P<base>i?B)?)?", re.IGNORECASE)


def exact_text(size: int) -> str:
    """Bytes in the user's notation, without decimals that say nothing: 10 GiB."""
    unit: int = 1024 ** max(0, (size.bit_length() - 1) // 10)
    return QLocale().formattedDataSize(size, 2 if size % unit else 0)


class SizeEdit(QWidget):
    """Text with a unit of its own goes before the unit that is chosen; K is 1024 bytes and kB is 1000."""

    changed = pyqtSignal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(name)
        self.line.setAccessibleDescription(self.tr("A number, or a number with its unit such as 10G."))
        self.unit = QComboBox(self)
        self.unit.addItems(UNITS)
        self.unit.setCurrentIndex(GIB)
        self.unit.setAccessibleName(self.tr("Unit of the size"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.unit)
        self.setFocusProxy(self.line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the key of its label would do nothing
        self.line.textChanged.connect(lambda _text: self._typed())
        self.unit.currentIndexChanged.connect(lambda _index: self.changed.emit())

    def _typed(self) -> None:
        """Show the unit that is typed with the number, as one that cannot be chosen meanwhile."""
        found = _TEXT.fullmatch(self.line.text().strip())
        unit = found["unit"] if found is not None else None
        self.unit.setEnabled(unit is None)
        if found is not None and unit is not None and (found["base"] or "").upper() != "B":
            self.unit.setCurrentIndex("KMGT".index(unit.upper()))
        self.changed.emit()

    def value(self) -> int | None:
        """The size; None for what is none."""
        found = _TEXT.fullmatch(self.line.text().strip())
        if found is None:
            return None
        number = float(found["number"].replace(",", "."))
        if found["unit"] is None:
            size = number * 1024 ** (self.unit.currentIndex() + 1)
        else:
            base = 1000 if (found["base"] or "").upper() == "B" else 1024
            size = number * base ** ("KMGT".index(found["unit"].upper()) + 1)
        return int(size) if 0 < size <= LARGEST else None

    def offer_unit(self, most: int) -> None:
        """Choose the largest unit of which there can be at least one, as long as nothing is typed."""
        if not self.line.text():
            self.unit.setCurrentIndex(max((at for at in range(len(UNITS)) if 1024 ** (at + 1) <= most), default=0))

    def set_value(self, size: int) -> None:
        """Show a size in the largest unit of which it has a whole number, or else at most three decimals, cut off."""
        power = max((each for each in range(1, 5) if size % 1024**each == 0), default=0)
        if not power:
            power = max((each for each in range(1, 5) if size >= 1024**each), default=1)
        power = max(power, 1)
        self.unit.setCurrentIndex(power - 1)
        self.line.setText(f"{int(size * 1000 / 1024**power) / 1000:.3f}".rstrip("0").rstrip("."))
