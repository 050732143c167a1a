"""What a key press tells of the keyboard: Caps Lock, and the layout.

X11 and Wayland send the state of the keyboard with every key, in the same bit for Caps Lock. Where there is none, a
letter that comes in the other case than Shift asks for tells it.

References: X11 Protocol, "KeyPress" (state); XKB Protocol, section 2.2.2 (the group in a core event's state)
"""

from PyQt6.QtCore import QLocale, Qt
from PyQt6.QtGui import QGuiApplication, QKeyEvent

LOCK = 1 << 1
GROUP_SHIFT, GROUP_MASK = 13, 3


class CapsLock:
    """Whether Caps Lock is on, as far as key presses told."""

    def __init__(self) -> None:
        self.is_on = False

    def press(self, event: QKeyEvent) -> None:
        """Learn from a key that was pressed."""
        text = event.text()
        is_native = event.nativeScanCode() != 0
        if event.key() == Qt.Key.Key_CapsLock:
            before = bool(event.nativeModifiers() & LOCK) if is_native else self.is_on
            self.is_on = not before
        elif is_native:
            self.is_on = bool(event.nativeModifiers() & LOCK)
        elif len(text) == 1 and text.isalpha() and text.upper() != text.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.is_on = text.isupper() != shifted


def layout_number(event: QKeyEvent) -> int:
    """Which of the user's layouts the key was pressed in, from 1; 0 where it is not told."""
    if QGuiApplication.platformName() != "xcb" or event.nativeScanCode() == 0:
        return 0
    return (event.nativeModifiers() >> GROUP_SHIFT & GROUP_MASK) + 1


def layout_name() -> str:
    """The keyboard's layout in words, such as "Deutsch (Schweiz)", where an input method tells it.

    Empty where it is not known: Qt then answers with the language of the desktop, which says nothing of the keyboard.
    """
    method = QGuiApplication.inputMethod()
    locale = method.locale() if method is not None else None
    if locale is None or locale.language() == QLocale.Language.C or locale == QLocale.system():
        return ""
    return f"{locale.nativeLanguageName()} ({locale.nativeTerritoryName()})"
