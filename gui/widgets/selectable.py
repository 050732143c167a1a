"""A label whose text can be copied."""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QClipboard, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PyQt6.QtWidgets import QLabel, QMenu, QWidget

from vault.gui.widgets.outside import breakable, show, whole

END_OF_LINE = "\u2029"
"""What Qt has for it in a text that is selected."""


class SelectableLabel(QLabel):
    """Text from outside, parts of which can be copied: as it was said, without the places where a line may end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def say(self, text: str) -> None:
        """Show this."""
        show(self, breakable(text))

    def copy(self, mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> None:
        """Copy what is selected; all of it where nothing is."""
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(whole(self.selectedText().replace(END_OF_LINE, "\n") or self.text()), mode)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Copy, or select all."""
        if event is not None and event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)
            self._take_selection()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin to select anew; what is selected is not dragged away, which would take the places along."""
        is_left = event is not None and event.button() == Qt.MouseButton.LeftButton
        if event is not None and is_left and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.setSelection(0, 0)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """What is selected becomes X11's primary selection."""
        super().mouseReleaseEvent(event)
        self._take_selection()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Offer to copy."""
        if event is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(self.tr("&Copy"))
        if action is not None:
            action.triggered.connect(lambda: self.copy())
        menu.popup(event.globalPos())

    def _take_selection(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None and clipboard.ownsSelection() and self.hasSelectedText():
            self.copy(QClipboard.Mode.Selection)
