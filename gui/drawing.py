"""The page of a recovery key, drawn on the screen and on paper."""

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QPainter
from PyQt6.QtSvg import QSvgRenderer


def draw_page(page: QSvgRenderer, painter: QPainter, room: QRectF) -> None:
    """Draw it as large as it fits there, in the middle."""
    size = page.defaultSize().toSizeF()
    size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(room.center().x() - size.width() / 2, room.center().y() - size.height() / 2, 0, 0)
    place.setSize(size)
    page.render(painter, place)
