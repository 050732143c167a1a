"""A small plot of the last minute, with lines that differ in style and not only in colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from vault.gui.look import GAP
from vault.gui.text import size_text

SPAN_S = 60.0
LEAST = 64 * 1024
"""What the whole height stands for at least, in bytes per second."""
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)
ROLES = (QPalette.ColorRole.Highlight, QPalette.ColorRole.WindowText)
LINES = 8
SAMPLE = 3
"""How wide the sample of a line in the legend is, in letters M."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Bytes per second at a time in seconds, one number for each line."""

    at_s: float
    rates: tuple[float, ...]


class Plot(QWidget):
    """Lines over time; ``show_samples`` gives it all of them anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.samples: Sequence[Sample] = ()
        self.names: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_samples(self, samples: Sequence[Sample], names: tuple[str, ...]) -> None:
        """Draw these; ``names`` says what the lines are."""
        self.samples, self.names = samples, names
        self.update()

    def sizeHint(self) -> QSize:
        """A few lines high."""
        return QSize(24 * self._em, LINES * self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """As narrow as may be."""
        return QSize(12 * self._em, self.sizeHint().height())

    def top(self) -> int:
        """Bytes per second that the whole height stands for: a power of two."""
        most = max((rate for sample in self.samples for rate in sample.rates), default=0)
        return max(LEAST, 1 << max(0, int(most) - 1).bit_length())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw frame, lines and legend."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, line = self.palette(), self.fontMetrics().lineSpacing()
        text = palette.color(QPalette.ColorRole.WindowText)
        frame = QRectF(0.5, line + 0.5, self.width() - 1, self.height() - 2 * line - 2 * GAP)
        painter.fillRect(frame, palette.color(QPalette.ColorRole.Base))
        faint = QColor(text)
        faint.setAlpha(90)
        painter.setPen(QPen(faint, 1))
        painter.drawRect(frame)
        middle = round(frame.center().y()) + 0.5
        painter.setPen(QPen(faint, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(frame.left(), middle), QPointF(frame.right(), middle))
        painter.setPen(text)
        row = QRectF(0, 0, self.width(), line)
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft, self.tr("{rate}/s").format(rate=size_text(self.top())))
        painter.drawText(row, Qt.AlignmentFlag.AlignRight, self.tr("the last minute"))
        painter.setClipRect(frame)
        for number in range(len(self.names)):
            painter.setPen(self._pen(number))
            painter.drawPolyline(self._line(number, frame))
        painter.setClipping(False)
        self._draw_legend(painter, frame.bottom() + GAP)

    @property
    def _em(self) -> int:
        return self.fontMetrics().horizontalAdvance("M")

    def _pen(self, number: int) -> QPen:
        return QPen(self.palette().color(ROLES[number]), 2, STYLES[number])

    def _line(self, number: int, frame: QRectF) -> QPolygonF:
        """The newest sample is at the right end."""
        now, top = (self.samples[-1].at_s if self.samples else 0.0), self.top()
        return QPolygonF(
            QPointF(
                frame.right() - (now - sample.at_s) / SPAN_S * frame.width(),
                frame.bottom() - 1 - sample.rates[number] / top * (frame.height() - 2),
            )
            for sample in self.samples
        )

    def _draw_legend(self, painter: QPainter, top: float) -> None:
        left, line = 0, self.fontMetrics().lineSpacing()
        for number, name in enumerate(self.names):
            painter.setPen(self._pen(number))
            middle = top + line / 2
            painter.drawLine(QPointF(left, middle), QPointF(left + SAMPLE * self._em, middle))
            left += SAMPLE * self._em + GAP
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            width = self.fontMetrics().horizontalAdvance(name)
            painter.drawText(QRectF(left, top, width + 1, line), Qt.AlignmentFlag.AlignLeft, name)
            left += width + 2 * GAP
