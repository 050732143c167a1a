"""How it looks: icons in the colour of the text around them, and the few distances that all dialogs share.

Colours, fonts and light or dark are the desktop's; nothing here sets them.
"""

from functools import cache
from importlib.resources import files

from PyQt6.QtCore import QByteArray, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PyQt6.QtSvg import QSvgRenderer
from PyQt6.QtWidgets import QApplication

GAP = 8
MARGIN = 16
NARROWEST = 480
"""Pixels that every window can be made as small as."""
APP = "io.github.vault.Gui"
"""What names the program to the desktop: its .desktop file, icon and D-Bus name."""


@cache
def _drawing(name: str) -> bytes:
    return (files("vault.gui") / "icons" / f"{name}.svg").read_bytes()


class _Engine(QIconEngine):
    """Draws an SVG, whose ``currentColor`` becomes that of the text: sharp at any scale, right in light and dark."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def paint(self, painter: QPainter | None, rect: object, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it into the rectangle."""
        del state
        palette = QApplication.palette()
        group = QPalette.ColorGroup.Disabled if mode == QIcon.Mode.Disabled else QPalette.ColorGroup.Normal
        role = QPalette.ColorRole.HighlightedText if mode == QIcon.Mode.Selected else QPalette.ColorRole.WindowText
        colour: QColor = palette.color(group, role)
        drawing = _drawing(self._name).replace(b"currentColor", colour.name().encode())
        QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(rect))  # type: ignore[call-overload]

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """It as a picture."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Another one of it."""
        return _Engine(self._name)


@cache
def _engine(name: str) -> _Engine:
    return _Engine(name)  # Python has to keep it as long as the icon, which only C++ does


def icon(name: str) -> QIcon:
    """The drawing ``icons/NAME.svg``."""
    return QIcon(_engine(name).clone())


def app_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    return icon(APP)
