"""Text from outside, such as a path or a label: what cannot be seen is written out, and long words may be broken."""

import re
import unicodedata

from PyQt6.QtCore import QEvent, QSize, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QLabel, QWidget

BREAK = "\u200b"
LONGEST = 16
"""Characters of a word after which a line may end."""
_LONG = re.compile(rf"([^\s{BREAK}]{{{LONGEST}}})(?=\S)")
HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Unicode's categories of what cannot be seen, or turns the text around it."""


def visible(text: str) -> str:
    """The text with what cannot be seen written out, such as ``\\x1b``, but for the ends of lines."""
    return "".join(
        character
        if character == "\n" or unicodedata.category(character) not in HIDDEN
        else character.encode("unicode_escape", "surrogatepass").decode()
        for character in text
    )


def breakable(text: str) -> str:
    """The text with places in long words, such as paths, where a label may begin a new line."""
    return _LONG.sub(rf"\1{BREAK}", re.sub(r"([/_.-])(?=\w{3})", rf"\1{BREAK}", visible(text)))


class ElidedLabel(QLabel):
    """One line of text from outside, cut short in the middle where it does not fit; the tooltip has all of it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(1)
        self._whole = ""
        self.say(text)

    def say(self, text: str) -> None:
        """Show this."""
        self._whole = visible(text).replace("\n", "\\n")
        self.setAccessibleName(self._whole)
        self.updateGeometry()
        self._cut()

    def whole(self) -> str:
        """What it would show if there were room."""
        return self._whole

    def sizeHint(self) -> QSize:
        """As wide as all of the text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(1, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Cut it anew."""
        super().resizeEvent(event)
        self._cut()

    def changeEvent(self, event: QEvent | None) -> None:
        """Cut it anew for another font."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, max(self.width(), 1))
        self.setText(shown)
        self.setToolTip("" if shown == self._whole else breakable(self._whole))
