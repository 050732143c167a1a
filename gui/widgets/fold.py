"""Options that most people do not need, folded away below one line."""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from vault.gui.look import GAP, MARGIN
from vault.gui.widgets.narrow import NarrowToolButton


class Fold(QWidget):
    """A button that shows and hides ``inside``; its window grows and shrinks with it.

    With ``scrolls`` what has no room is scrolled to.
    """

    def __init__(self, title: str, inside: QWidget, parent: QWidget | None = None, *, scrolls: bool = False) -> None:
        super().__init__(parent)
        self.button = NarrowToolButton(self)
        self.button.setText(title)
        self.button.setCheckable(True)
        self.button.setAutoRaise(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.inside = inside
        inside.setContentsMargins(MARGIN, 0, GAP if scrolls else 0, 0)
        self._held = scrolled(inside) if scrolls else inside
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._held, 1)
        self._folded_height = 0
        self.button.toggled.connect(self._fold)
        self._fold(False)

    def unfold(self) -> None:
        """Show what is inside."""
        self.button.setChecked(True)

    def _fold(self, is_open: bool) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        window = self.window()
        if window is None or not window.isVisible():
            self._held.setVisible(is_open)
            return
        if is_open:
            self._folded_height = window.height()
        self._held.setVisible(is_open)
        if not is_open:
            window.resize(window.width(), self._folded_height or window.height())
        fit_height(window)


def fit_height(window: QWidget) -> None:
    """Make a window that is shown as high as what is in it needs, and no higher than the screen."""
    layout, screen = window.layout(), window.screen()
    if layout is None or screen is None or not window.isVisible():
        return
    layout.activate()
    if layout.hasHeightForWidth():
        wanted = layout.totalHeightForWidth(window.width())
    else:
        wanted = layout.sizeHint().height()
    most = max(window.height(), screen.availableGeometry().height())
    window.resize(window.width(), min(max(wanted, window.height()), most))


class _Area(QScrollArea):
    def sizeHint(self) -> QSize:
        """Room for all of it, where Qt would have it scrolled."""
        inside = self.widget()
        return super().sizeHint() if inside is None else inside.sizeHint()


def scrolled(inside: QWidget) -> QScrollArea:
    """What is inside, with scroll bars where it has too little room."""
    area = _Area()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside.setAutoFillBackground(False)
    viewport = area.viewport()
    if viewport is not None:
        viewport.setAutoFillBackground(False)
    return area
