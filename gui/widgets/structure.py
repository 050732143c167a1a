"""A drawing of what a container consists of: its regions one below the other, with patterns, names and sizes."""

from PyQt6.QtCore import QPointF, QRect, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QBrush, QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PyQt6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from vault.gui.look import GAP, icon
from vault.gui.widgets.outside import set_tip
from vault.gui.widgets.regions import Kind, Region
from vault.gui.widgets.reveal import reveal

STRIPE = 4
"""How many times as wide as the letter M the drawn container is; the texts stand beside it."""
LINES: dict[Kind, float] = {"data": 4.5, "hidden": 3.5, "unknown": 4.5}
"""How high a region is drawn at least, in lines: the large ones look larger, which is all that is to scale."""
PATTERNS: dict[Kind, Qt.BrushStyle] = {
    "header": Qt.BrushStyle.SolidPattern,
    "backup": Qt.BrushStyle.BDiagPattern,
    "keyslots": Qt.BrushStyle.CrossPattern,
    "data": Qt.BrushStyle.Dense6Pattern,
    "hidden": Qt.BrushStyle.DiagCrossPattern,
    "unused": Qt.BrushStyle.NoBrush,
    "unknown": Qt.BrushStyle.Dense6Pattern,
}


class Band(QWidget):
    """One region."""

    moved = pyqtSignal(int)
    """The arrow keys: one further, one back, or more than there are for the first and the last."""

    def __init__(self, region: Region, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.region = region
        self.setAccessibleName(region.text)
        set_tip(self, region.text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Go to another region."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}
        if event is not None and event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As for a width that is usual."""
        width = 24 * self._em
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow ones wrap their texts."""
        return QSize(3 * STRIPE * self._em, self.fontMetrics().lineSpacing())

    def hasHeightForWidth(self) -> bool:
        """Texts wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is then."""
        least = LINES.get(self.region.kind, 0) * self.fontMetrics().lineSpacing()
        return int(max(least, self._lay_out(width)[-1].bottom() + 1 + GAP // 2))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        self._draw_stripe(painter)
        name, said, slots = self._lay_out(self.width())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.setFont(self._bold)
        painter.drawText(name, Qt.TextFlag.TextWordWrap, self.region.name)
        painter.setFont(self.font())
        painter.drawText(said, Qt.TextFlag.TextWordWrap, self.region.details)
        self._draw_slots(painter, slots)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    @property
    def _em(self) -> int:
        return self.fontMetrics().horizontalAdvance("M")

    @property
    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _lay_out(self, width: int) -> tuple[QRect, QRect, QRect]:
        """Where the name, the text below it and the keyslots are."""
        left = STRIPE * self._em + 2 * GAP
        room = QRect(left, GAP // 2, max(self._em, width - left - GAP // 2), 10_000)
        name = QFontMetrics(self._bold).boundingRect(room, Qt.TextFlag.TextWordWrap, self.region.name)
        room.setTop(name.bottom() + 1)
        said = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.region.details)
        top = (said if self.region.details else name).bottom() + 1
        rows = -(-self.region.most // self._in_row(room.width()))
        slots = QRect(room.left(), top, room.width(), rows * self._step + GAP // 2 if rows else 0)
        for each in (name, said):
            each.setWidth(room.width())
        return name, said, slots

    @property
    def _step(self) -> int:
        return self.fontMetrics().height() + self._em // 2

    def _in_row(self, width: int) -> int:
        """How many keyslots stand in a row: all, or as a rule a number that divides 32."""
        fitting = max(1, width // self._step)
        return fitting if fitting < 8 else fitting // 8 * 8

    def _draw_stripe(self, painter: QPainter) -> None:
        palette = self.palette()
        line = palette.color(QPalette.ColorRole.WindowText)
        role = QPalette.ColorRole.Highlight if self.region.kind != "unknown" else QPalette.ColorRole.Mid
        rect = QRectF(GAP / 2 + 0.5, 0.5, STRIPE * self._em, self.height() - 1)
        painter.fillRect(rect, palette.color(QPalette.ColorRole.Base))
        painter.setBrush(QBrush(palette.color(role), PATTERNS[self.region.kind]))
        style = Qt.PenStyle.DashLine if self.region.kind == "unused" or self.region.flaw else Qt.PenStyle.SolidLine
        painter.setPen(QPen(line, 1, style))
        painter.drawRect(rect)
        if self.region.flaw:
            side = self.fontMetrics().height()
            where = QRect(0, 0, side, side)
            where.moveCenter(rect.center().toPoint())
            painter.fillRect(where.adjusted(-3, -3, 3, 3), palette.color(QPalette.ColorRole.Base))
            icon("warning").paint(painter, where)

    def _draw_slots(self, painter: QPainter, room: QRect) -> None:
        """Squares: those that are used are full, with their number."""
        palette = self.palette()
        side = self._step - self._em // 2
        in_row = self._in_row(room.width())
        small = QFont(self.font())
        small.setPointSizeF(max(1.0, self.font().pointSizeF() * 0.8))
        painter.setFont(small)
        for number in range(self.region.most):
            row, column = divmod(number, in_row)
            corner = QPointF(room.left() + column * self._step + 0.5, room.top() + row * self._step + GAP / 2 + 0.5)
            square = QRectF(corner.x(), corner.y(), side - 1, side - 1)
            is_used = number in self.region.slots
            if is_used:
                painter.setPen(palette.color(QPalette.ColorRole.WindowText))
                painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            else:
                faint = QColor(palette.color(QPalette.ColorRole.WindowText))
                faint.setAlpha(110)
                painter.setPen(QPen(faint, 1, Qt.PenStyle.DotLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(square)
            if is_used:
                painter.setPen(palette.color(QPalette.ColorRole.HighlightedText))
                painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(number))


class Structure(QWidget):
    """All regions; the arrow keys go from one to the next, and Tab to what comes after them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bands: list[Band] = []
        self.setAccessibleName(self.tr("Structure of the container"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)

    def show_regions(self, regions: tuple[Region, ...]) -> None:
        """Draw these."""
        if regions == tuple(band.region for band in self.bands):
            return
        layout = self.layout()
        assert layout is not None
        had_focus = any(band.hasFocus() for band in self.bands)
        for band in self.bands:
            layout.removeWidget(band)
            band.deleteLater()
            band.hide()
        self.bands = [Band(region, self) for region in regions]
        for at, band in enumerate(self.bands):
            band.moved.connect(lambda step, at=at: self._go(at + step))
            layout.addWidget(band)
            band.show()  # now, so that it can have the focus
        self._take_focus(0)
        if had_focus and self.bands:
            self.bands[0].setFocus()
        self.setAccessibleDescription(self.text())

    def text(self) -> str:
        """What is drawn, in words."""
        return "\n".join(band.region.text for band in self.bands)

    def _go(self, at: int) -> None:
        at = max(0, min(at, len(self.bands) - 1))
        self._take_focus(at)
        self.bands[at].setFocus(Qt.FocusReason.OtherFocusReason)
        reveal(self.bands[at])

    def _take_focus(self, at: int) -> None:
        """Have Tab come to this one."""
        for number, band in enumerate(self.bands):
            band.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == at else Qt.FocusPolicy.ClickFocus)
