"""A row of widgets that goes on in the next line where it does not fit."""

from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QStyle, QWidget

from vault.gui.look import GAP


class FlowLayout(QLayout):
    """Lays out as words of a text are."""

    def __init__(self, parent: QWidget | None = None, *, trailing: bool = False) -> None:
        """With ``trailing`` each line ends where the others do."""
        super().__init__(parent)
        self._trailing = trailing
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(GAP)

    def addItem(self, item: QLayoutItem | None) -> None:
        """Add it at the end."""
        if item is not None:
            self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove one of them."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """None."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """It is higher where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is then."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place all."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """The widest of them."""
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _place(self, rect: QRect, *, move: bool) -> int:
        """The height that it takes."""
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        height, lines = self.sizeHint().height(), self._lines(rect.width())
        for number, line in enumerate(lines):
            x = rect.left() + (max(0, rect.width() - self._width(line)) if self._trailing else 0)
            for item in line if move else ():
                place = QPoint(x, rect.top() + number * (height + self.spacing()))
                size = QSize(item.sizeHint().width(), height)
                item.setGeometry(QStyle.visualRect(direction, rect, QRect(place, size)))
                x += size.width() + self.spacing()
        return len(lines) * (height + self.spacing()) - self.spacing() if lines else 0

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """What is shown, line by line."""
        lines: list[list[QLayoutItem]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            if lines and self._width([*lines[-1], item]) <= width:
                lines[-1].append(item)
            else:
                lines.append([item])
        return lines

    def _width(self, line: list[QLayoutItem]) -> int:
        return sum(item.sizeHint().width() for item in line) + self.spacing() * (len(line) - 1)


def flow(*widgets: QWidget, trailing: bool = False) -> QWidget:
    """These widgets, one after the other."""
    whole = QWidget()
    layout = FlowLayout(whole, trailing=trailing)
    for widget in widgets:
        layout.addWidget(widget)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    whole.setSizePolicy(policy)
    return whole
