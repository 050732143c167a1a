"""A field for a passphrase that keeps it to itself, and the way out of it as a ``Secret``.

Qt copies a line's text on every key press, keeps it for undo, and tells it key by key to assistive programs, even
where it draws dots. So the line that Qt has holds stand-ins only, and what is typed goes to memory of our own. Nothing
of it reaches the clipboard, the primary selection, an input method, drag and drop, or the spelling help.

Only while the user has it shown does Qt have the text itself; a screen reader reads it aloud then, as it has to.
"""

from collections.abc import Callable
from enum import Enum

from PyQt6.QtCore import QEvent, QSize, Qt, QVariant, pyqtSignal
from PyQt6.QtGui import (
    QAction,
    QClipboard,
    QContextMenuEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PyQt6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from vault.crypto.secret import Secret
from vault.gui.keyboard import CapsLock, layout_name, layout_number
from vault.gui.look import icon
from vault.gui.widgets.typed import MOST, TypedText
from vault.gui.widgets.utf16 import characters, has_half, units, without_halves

LIMIT_BYTES = 512
PIN_LIMIT_BYTES = 63
"""The same for the PIN of a security key."""
STAND_IN = "x"
_Key = QKeySequence.StandardKey
REFUSED = (_Key.Copy, _Key.Cut, _Key.Undo, _Key.Redo)
PRIVATE = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)
SELECTING: dict[QKeySequence.StandardKey, Callable[[QLineEdit], object]] = {
    _Key.SelectAll: lambda line: line.selectAll(),
    _Key.SelectNextChar: lambda line: line.cursorForward(True),
    _Key.SelectPreviousChar: lambda line: line.cursorBackward(True),
    _Key.SelectNextWord: lambda line: line.cursorWordForward(True),
    _Key.SelectPreviousWord: lambda line: line.cursorWordBackward(True),
    _Key.SelectStartOfLine: lambda line: line.home(True),
    _Key.SelectStartOfBlock: lambda line: line.home(True),
    _Key.SelectStartOfDocument: lambda line: line.home(True),
    _Key.SelectEndOfLine: lambda line: line.end(True),
    _Key.SelectEndOfBlock: lambda line: line.end(True),
    _Key.SelectEndOfDocument: lambda line: line.end(True),
}
"""Keys that select: with its own way of doing that Qt would make it X11's primary selection."""
_Query = Qt.InputMethodQuery
UNTOLD = (_Query.ImSurroundingText, _Query.ImCurrentSelection, _Query.ImTextBeforeCursor, _Query.ImTextAfterCursor)
"""What an input method asks for and is not told."""


class Refusal(Enum):
    """Why something is not taken: there would be too much, or a part of it is half a character."""

    TOO_MUCH = "too much"
    HALF = "half"


class PassphraseField(QLineEdit):
    """One line, shown as dots unless the user asks to see it. ``text()`` is the text only while it is shown.

    Qt counts places in UTF-16 units and knows nothing of pairs of them. Here they are counted in characters, and the
    line that Qt has, stand-ins of one unit or the text itself, says what each is in the other.
    """

    changed = pyqtSignal()
    """What is typed has changed; ``textChanged`` comes before it has, or not at all."""
    refused = pyqtSignal(Refusal)
    """Something was not taken, not even in part."""

    def __init__(self, parent: QWidget | None = None, *, is_pin: bool = False) -> None:
        super().__init__(parent)
        self._is_pin = is_pin
        self._typed = TypedText()
        self.setMaxLength(2 * MOST)  # units: Qt would cut a character in two, so it is counted here and not there
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._show(False)

    @property
    def is_shown(self) -> bool:
        """Whether the text itself is to be seen."""
        return self._eye.isChecked()

    def secret(self) -> Secret:
        """What is typed, as UTF-8; the caller wipes it."""
        return self._typed.secret()

    def count(self) -> int:
        """How many characters are typed."""
        return len(self._typed)

    def is_too_long(self) -> bool:
        """Whether it has more bytes than a passphrase, or a PIN, may have."""
        return self._typed.size() > (PIN_LIMIT_BYTES if self._is_pin else LIMIT_BYTES)

    def setText(self, text: str | None) -> None:
        """Put this in the place of what is typed."""
        text = _printable(text or "")
        if has_half(text):
            self.refused.emit(Refusal.HALF)
            return
        self._typed.clear()
        self._typed.replace(0, 0, text)
        self._fill()
        self.changed.emit()

    def forget(self) -> None:
        """Clear it, and what could be undone."""
        self._eye.setChecked(False)
        self.setText("")

    def insert(self, text: str | None) -> None:
        """Put this in the place of what is selected, or where the cursor is."""
        text = _printable(text or "")
        self._edit(text, lambda: super(PassphraseField, self).insert(self._stand_in(text)))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Type; what would copy, cut, undo or redo is left out."""
        if event is None or any(event.matches(key) for key in REFUSED):
            return
        if event.matches(_Key.Paste):
            self._paste(QClipboard.Mode.Clipboard)
        elif select := next((found for key, found in SELECTING.items() if event.matches(key)), None):
            select(self)
        elif event.matches(_Key.DeleteCompleteLine):  # Qt would copy what these two take away
            self.setText("")
        elif event.matches(_Key.DeleteEndOfLine):
            self.deselect()
            self._edit("", self._cut_off)
        else:
            text = event.text() if _printable(event.text()) == event.text() else ""
            if text:
                shown = self._stand_in(text)
                event = QKeyEvent(event.type(), event.key(), event.modifiers(), shown, event.isAutoRepeat())
            self._edit(text, lambda: super(PassphraseField, self).keyPressEvent(event))

    def inputMethodEvent(self, event: QInputMethodEvent | None) -> None:
        """Take what an input method, or a dead key, has made."""
        if event is None:
            return
        text = _printable(event.commitString())
        if event.commitString():
            event.setCommitString(self._stand_in(text))  # without a place: nothing before the cursor is replaced
        self._edit(text, lambda: super(PassphraseField, self).inputMethodEvent(event))

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: object = None) -> object:
        """What an input method may know: not the text around the cursor."""
        if query in UNTOLD:
            return QVariant()
        if query == _Query.ImHints:
            return PRIVATE
        return super().inputMethodQuery(query) if argument is None else super().inputMethodQuery(query, argument)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Paste with the middle button; what is selected does not become X11's primary selection."""
        if event is not None and event.button() == Qt.MouseButton.MiddleButton:
            self.setCursorPosition(self.cursorPositionAt(event.pos()))
            self._paste(QClipboard.Mode.Selection)
        elif not self.hasSelectedText():
            super().mouseReleaseEvent(event)

    def createStandardContextMenu(self) -> None:
        """There is none: it would copy."""

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Show no menu."""
        if event is not None:
            event.ignore()

    def _edit(self, text: str, change: Callable[[], object]) -> None:
        """Have Qt change the line, and do the same to what is typed; ``text`` is what goes in, or nothing."""
        if has_half(text):
            self.refused.emit(Refusal.HALF)
            return
        length, (start, end) = len(self._line()), self._select_whole()
        if length - (end - start) + len(text) > MOST:
            self.refused.emit(Refusal.TOO_MUCH)
            return
        change()
        self._mend()
        now = len(self._line())
        if self.is_shown:
            self._typed.replace(0, len(self._typed), self._line())
        elif text and (start == end or not self.hasSelectedText()):
            self._typed.replace(start, end, text[: now - (length - (end - start))])
        elif now < length and start == end:  # Backspace or Delete, of a character or more
            start = self._place()
            self._typed.replace(start, start + length - now, "")
        elif now < length:
            self._typed.replace(start, end, "")
        if text or now != length:
            self.changed.emit()

    def _select_whole(self) -> tuple[int, int]:
        """The characters from where to where are selected, or twice where the cursor is; no pair is cut any more."""
        line, cursor = self._line(), self.cursorPosition()
        if not self.hasSelectedText():
            place = self._place()
            if units(line, place) != cursor:
                self._set_place(place)
            return place, place
        first, last = self.selectionStart(), self.selectionEnd()
        start, end = characters(line, first), characters(line, last)
        end += units(line, end) < last
        whole = units(line, start), units(line, end)
        if whole != (first, last):
            anchor, moved = whole if cursor == last else whole[::-1]
            self.setSelection(anchor, moved - anchor)
        return start, end

    def _mend(self) -> None:
        """Take away what is left of a character of which others, such as an input method, had Qt take one half."""
        line = self._line()
        if has_half(line):
            place = len(without_halves(line[: self._place()]))
            super().setText(without_halves(line))
            self._set_place(place)

    def _place(self) -> int:
        """How many characters there are before the cursor."""
        return characters(self._line(), self.cursorPosition())

    def _set_place(self, place: int) -> None:
        self.setCursorPosition(units(self._line(), place))

    def _line(self) -> str:
        """What Qt has: stand-ins, or the text where it is shown."""
        return super().text()

    def _stand_in(self, text: str) -> str:
        return text if self.is_shown else STAND_IN * len(text)

    def _fill(self) -> None:
        """Have Qt show what is typed; unlike ``clear`` this leaves nothing for undo."""
        super().setText(self._typed.text() if self.is_shown else STAND_IN * len(self._typed))

    def _cut_off(self) -> None:
        """Remove what follows the cursor."""
        line = self._line()
        self.setSelection(self.cursorPosition(), units(line, len(line)))
        self.del_()

    def _paste(self, mode: QClipboard.Mode) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            text = clipboard.text(mode)
            self.insert(text if len(text) <= 2 * MOST else STAND_IN * (MOST + 1))  # which is too much, too

    def _show(self, shown: bool) -> None:
        place = self._place()
        if not shown:
            self._fill()  # before Qt is asked to draw dots: it never tells more than it draws
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.setInputMethodHints(PRIVATE)  # the mode has just changed them
        self._fill()
        self._set_place(place)
        self._eye.setIcon(icon("hide" if shown else "show"))
        if self._is_pin:
            self._eye.setText(self.tr("Hide the PIN") if shown else self.tr("Show the PIN"))
        else:
            self._eye.setText(self.tr("Hide the passphrase") if shown else self.tr("Show the passphrase"))
        self._eye.setToolTip(self._eye.text())


class PassphraseEdit(QWidget):
    """The field, and a line below it that tells of Caps Lock and of the keyboard's layout while it has the focus."""

    changed = pyqtSignal()
    submitted = pyqtSignal()

    def __init__(self, name: str, parent: QWidget | None = None, *, is_pin: bool = False) -> None:
        """``name`` is what is asked for, for who cannot see the label."""
        super().__init__(parent)
        self.field = PassphraseField(self, is_pin=is_pin)
        self.field.setAccessibleName(name)
        self.field.changed.connect(self._taken)
        self.field.changed.connect(self.changed)
        self.field.refused.connect(self._refuse)
        self.field.returnPressed.connect(self.submitted)
        self.field.installEventFilter(self)
        self._caps_lock = CapsLock()
        self._layout_number = 0
        self._refusal: Refusal | None = None
        self._hint = QLabel(self)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.setMinimumSize(QSize(0, self._hint.fontMetrics().height()))
        self._hint.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)
        layout.addWidget(self._hint)
        self.setFocusProxy(self.field)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the key of its label would do nothing

    def secret(self) -> Secret:
        """What is typed; the caller wipes it."""
        return self.field.secret()

    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return self.field.count() == 0

    def forget(self) -> None:
        """Clear it."""
        self.field.forget()

    def hint(self) -> str:
        """What the line below says now."""
        return self._hint.text()

    def eventFilter(self, watched: object, event: QEvent | None) -> bool:
        """Look at the keyboard whenever a key or the focus may have changed something."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._caps_lock.press(event)
            self._layout_number = layout_number(event)
        if event is not None and event.type() in (
            QEvent.Type.KeyPress,
            QEvent.Type.FocusIn,
            QEvent.Type.FocusOut,
            QEvent.Type.KeyboardLayoutChange,
        ):
            self._look(focused=event.type() != QEvent.Type.FocusOut and self.field.hasFocus())
        return False

    def _refuse(self, why: Refusal) -> None:
        self._refusal = why
        self._look(focused=self.field.hasFocus())

    def _taken(self) -> None:
        if self._refusal is not None:
            self._refusal = None
            self._look(focused=self.field.hasFocus())

    def _look(self, *, focused: bool) -> None:
        said = []
        if self._refusal is Refusal.TOO_MUCH:
            said.append(self.tr("This was not taken: there is room for 512 characters, and it would be more."))
        elif self._refusal is Refusal.HALF:
            said.append(self.tr("This was not taken: there is half a character in it, which nobody could type again."))
        if focused and self._caps_lock.is_on:
            said.append(self.tr("Caps Lock is on."))
        if focused and (layout := layout_name()):
            said.append(self.tr("Keyboard: {layout}.").format(layout=layout))
        elif focused and self._layout_number > 1:
            said.append(self.tr("Keyboard layout {number} is in use.").format(number=self._layout_number))
        self._hint.setText("  ".join(said))
        if said:
            self._hint.show()  # and it stays, so that nothing jumps any more
        self.field.setAccessibleDescription(self._hint.text())


def _printable(text: str) -> str:
    """The text without control characters: the end of a line that was copied along, above all."""
    return "".join(character for character in text if character >= " " and character != "\x7f")
