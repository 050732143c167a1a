"""Text from outside, such as a path or a label: what cannot be seen is written out, and long words may be broken."""

import re
import unicodedata
from html import escape
from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QLabel, QWidget

BREAK = "\u200b"
LONGEST = 16
"""Characters of a word after which a line may end."""
_LONG = re.compile(rf"([^\s{BREAK}]{{{LONGEST}}})(?=\S)")
MOST = 8192
"""Characters that are shown at the most, which has room for every path; shaping more would hold up the window."""
MOST_IN_LINE = 1024
"""The same for one line."""
SHORT = 64
"""The same for what is no path."""
HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Unicode's categories of what cannot be seen, or turns the text around it."""


def visible(text: str) -> str:
    """The text with what cannot be seen written out, such as ``\\x1b``, but for the ends of lines; short enough."""
    text = cut(text, MOST)
    return "".join(
        character
        if character == "\n" or unicodedata.category(character) not in HIDDEN
        else character.encode("unicode_escape", "surrogatepass").decode()
        for character in text
    )


def cut(text: str, most: int) -> str:
    """The text, without its middle when it is longer than this."""
    return text if len(text) <= most else f"{text[: most // 2]}…{text[-(most // 2) :]}"


def tip(text: str) -> str:
    """A tooltip of plain text, which Qt would take for marked up when it looks like that."""
    return "<qt>" + escape(breakable(text)).replace("\n", "<br>") + "</qt>" if text else ""


def breakable(text: str) -> str:
    """The text with places in long words, such as paths, where a label may begin a new line."""
    return _LONG.sub(rf"\1{BREAK}", re.sub(r"([/_.-])(?=\w{3})", rf"\1{BREAK}", visible(text)))


def whole(text: str) -> str:
    """What ``breakable`` was given, without these places: no other text has such characters."""
    return text.replace(BREAK, "")


def show(label: QLabel, text: str) -> None:
    """Show a text with such places; who hears it hears nothing of them."""
    label.setText(text)
    label.setAccessibleName(whole(text))


def set_tip(widget: QWidget, text: str) -> None:
    """Have this as tooltip; who hears it hears no markup, with which Qt would describe the widget."""
    widget.setToolTip(tip(text))
    widget.setAccessibleDescription(visible(text))


def impossible_text(path: Path) -> str:
    """What to say of a path with which there can be no file."""
    name = cut(visible(str(path)).replace("\n", "\\n"), SHORT)
    return QCoreApplication.translate("text", "There can be no file with this name: {name}").format(name=name)


class ElidedLabel(QLabel):
    """One line of text from outside, cut short in the middle where it does not fit; the tooltip has all of it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(1)
        self._whole = self._short = self._key = ""
        self.say(text)

    def say(self, text: str) -> None:
        """Show this."""
        self._whole = visible(text).replace("\n", "\\n")
        self._short = cut(self._whole, MOST_IN_LINE)
        self.setAccessibleName(self._whole)
        self.updateGeometry()
        self._cut()

    def whole(self) -> str:
        """What it would show if there were room."""
        return self._whole

    def lead_to(self, buddy: QWidget, key: str) -> None:
        """Give the focus to another widget by Alt and this key, which is underlined where it is seen."""
        self._key = key
        self.setBuddy(buddy)
        self._cut()

    def sizeHint(self) -> QSize:
        """As wide as all of the text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._short) + 2, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(1, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Cut it anew."""
        super().resizeEvent(event)
        self._cut()

    def event(self, event: QEvent | None) -> bool:
        """Give the focus away; Qt would press a button as well."""
        buddy = self.buddy()
        if event is not None and event.type() == QEvent.Type.Shortcut and buddy is not None:
            buddy.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent | None) -> None:
        """Cut it anew for another font."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._short, Qt.TextElideMode.ElideMiddle, max(self.width(), 1))
        self.setText(shown.replace("&", "&&").replace(self._key, f"&{self._key}", 1) if self._key else shown)
        set_tip(self, "" if shown == self._whole else self._whole)
