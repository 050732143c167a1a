"""What holds of every window in every state: translated, named, in reading order for the keyboard, never too wide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PyQt6.QtCore import QLibraryInfo, QLocale, QPoint, Qt, QTranslator
from PyQt6.QtGui import QAction, QFont
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QTabBar,
    QWidget,
)

from tests.gui.scenes import SCENES
from tests.gui.translations import messages
from vault.gui.look import NARROWEST
from vault.gui.widgets.outside import BREAK, ElidedLabel
from vault.gui.widgets.suggestion import Suggestion

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gui.conftest import Desk

BEGIN, END = "\ufe00", "\ufe01"
"""Around what came through a catalogue: characters that take no room."""
PLACE = re.compile(r"{[^}]*}")
"""What is put there does not come through the catalogue with it."""
LARGE_LETTERS = 720
"""Pixels that every window fits on with letters that are twice as large."""
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
KEY_NAME = re.compile(r"&(\w)")
FORMATS = {"LUKS2", "LUKS1", "VeraCrypt", "TrueCrypt", "BitLocker", "FileVault", "FreeOTFE", "cryptoloop"}
ALGORITHMS = {"aes", "xts", "plain64", "pbkdf2", "sha256", "sha512", "ripemd160"}
CIPHERS = {"AES", "XTS", "Serpent", "Twofish", "Camellia", "Kuznyechik", "SHA", "BLAKE2s", "BLAKE2b", "Whirlpool"}
OTHER = {"Streebog", "Argon2id", "PBKDF2", "RIPEMD", "bit", "KiB", "MiB", "GiB", "TiB", "SERIAL", "fusefile", "kernel"}
FILE_SYSTEMS = {"ext2", "ext3", "ext4", "exFAT", "FAT", "NTFS", "Btrfs", "XFS", "btrfs", "xfs", "vfat", "ntfs"}
PROPER = FORMATS | ALGORITHMS | CIPHERS | OTHER | FILE_SYSTEMS
"""Words that are the same in every language."""
OUTSIDE = (
    r"\b([Ll]etters|laptop|Photos|Pictures|Old backup|Work 2026 with a long name|Solo 2)\b",
    r"\bpython[\d.]*",
    r"\b[cbdefghijklnrtuv]{8}\b",
    r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b",
    r"/\S*",
)
"""Names, programs, paths, and the letters of a recovery key."""


class Marking(QTranslator):
    """A catalogue whose texts are marked, and the originals of what was asked for."""

    def __init__(self, find: Callable[[str, str], str]) -> None:
        super().__init__()
        self._find = find
        self.originals: dict[str, set[str]] = {}

    def isEmpty(self) -> bool:
        """It has texts."""
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str | None:  # type: ignore[override]
        """The German text, marked; nothing where there is none."""
        del disambiguation, n
        found = self._find(context, text)
        if not found:
            return None
        self.originals.setdefault(found, set()).add(text)
        return BEGIN + PLACE.sub(lambda place: f"{END}{place[0]}{BEGIN}", found) + END


@pytest.fixture
def german(qt: QApplication) -> Iterator[Marking]:
    """German for all that is opened."""
    before = QLocale()
    texts = messages()
    base = QTranslator()
    assert base.load(QLocale("de_DE"), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    own = Marking(lambda context, text: texts.get((context, text), ""))
    qts = Marking(lambda context, text: base.translate(context, text) if text.isascii() else "")
    QLocale.setDefault(QLocale("de_DE"))
    for each in (qts, own):
        qt.installTranslator(each)
    yield own
    for each in (qts, own):
        qt.removeTranslator(each)
    QLocale.setDefault(before)


@pytest.mark.parametrize("scene", SCENES)
def test_screen(scene: str, desk: Desk, german: Marking) -> None:
    desk.app.settings.set_switch("open-folder", False)
    wrong: list[str] = []
    for name, window in SCENES[scene](desk):
        desk.qt.processEvents()
        wrong += [f"{name}: {each}" for each in _faults(window, german, desk.folder)]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def _faults(window: QWidget, german: Marking, folder: Path) -> Iterator[str]:
    for what, text in _texts(window):
        if left := _untranslated(text, folder):
            yield f"not translated: {left!r} of {what}"
    if isinstance(window, QMenu):
        yield from _twice("German", [each.text() for each in window.actions()])
        return
    if (width := window.minimumSizeHint().width()) > NARROWEST:
        yield f"{width} wide at least"
    controls = [each for each in _chain(window) if _is_control(each)]
    for control in controls:
        if not _name(control, window).strip():
            yield f"without a name: {type(control).__name__} in {type(control.parent()).__name__}"
    yield from _jumps(window, controls)
    yield from _deaf(window)
    yield from (f"spoken with places to break it: {each!r}" for each in _spoken(window) if BREAK in each)
    shown = [each for each in _mnemonics(window) if KEY_NAME.search(each)]
    yield from _twice("German", shown)
    yield from _twice("English", [text for each in shown for text in _original(each, german)])
    yield from _too_small(window)


# --- room ---------------------------------------------------------------------------------------------------------


def _too_small(window: QWidget) -> Iterator[str]:
    """What is cut off in a narrow window, and with letters twice as large, with the height that the window asks for."""
    font, before = QApplication.font(), window.size()
    larger = QFont(font)
    larger.setPointSizeF(2 * font.pointSizeF())
    for size, letters in (("narrow", font), ("large letters", larger)):
        if letters is not font:
            QApplication.setFont(letters)
        _settle(window)
        if window.width() > LARGE_LETTERS:
            yield f"{window.width()} wide with {size}"
        yield from (f"cut off, {size}: {each}" for each in _cut_off(window))
    QApplication.setFont(font)
    window.resize(before)
    QApplication.processEvents()


def _settle(window: QWidget) -> None:
    """Make it as narrow as may be, and as high as it has to be then."""
    layout = window.layout()
    for _ in range(2):  # what has wrapped asks for more
        QApplication.processEvents()
        least = window.minimumSizeHint()
        width = max(NARROWEST, least.width())
        needed = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        window.resize(width, max(window.height(), least.height(), needed))
    QApplication.processEvents()


def _cut_off(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or _is_qts(widget) or isinstance(widget, ElidedLabel):
            continue
        wanted = widget.sizeHint()
        if isinstance(widget, QLabel) and widget.text():
            wraps = widget.wordWrap() and widget.height() < widget.heightForWidth(widget.width())
            if wraps or (not widget.wordWrap() and widget.width() < wanted.width()):
                yield widget.text()
        elif isinstance(widget, QPushButton | QCheckBox | QRadioButton) and (
            widget.width() < wanted.width() or widget.height() < wanted.height()
        ):
            yield widget.text()


# --- texts ---------------------------------------------------------------------------------------------------------


def _texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """All that is said, shown or not, and what says it."""
    for widget in (window, *window.findChildren(QWidget)):
        kind = f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        if widget.objectName().startswith("qt_") or _is_qts(widget):
            continue
        for text in (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), *_own(widget)):
            yield kind, text
        if widget.isWindow():
            yield kind, widget.windowTitle()
    for action in window.findChildren(QAction):
        yield "an action", action.text()


def _is_qts(widget: QWidget) -> bool:
    """Whether Qt has put it into another widget."""
    return isinstance(widget.parent(), QComboBox | QAbstractSpinBox)


def _own(widget: QWidget) -> Iterator[str]:
    match widget:
        case ElidedLabel():
            yield widget.whole()
        case QLabel() if isinstance(widget.parent(), Suggestion) and widget.text() == widget.parent().words():
            return
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(at) for at in range(widget.count()))
        case QSpinBox() | QDoubleSpinBox():
            yield from (widget.prefix(), widget.suffix())
        case QTabBar():
            yield from (widget.tabText(at) for at in range(widget.count()))


def _untranslated(text: str, folder: Path) -> str:
    """What is left of a text without what was translated, what is from outside, and words of all languages."""
    text = text.replace(BREAK, "").replace("&", "")
    while (shorter := re.sub(f"{BEGIN}[^{BEGIN}{END}]*{END}", " ", text)) != text:
        text = shorter
    text = text.replace(str(folder), "").replace(str(folder.parent), "")
    for said in OUTSIDE:
        text = re.sub(said, "", text)
    text = re.sub("<[^>]*>", "", text)
    text = re.sub(r"\S*\.(vol|hc|img|header|pdf|png)\b", "", text)
    words = [word for word in re.findall(r"[^\W\d_]\w+", text) if word not in PROPER]
    return text.strip() if words else ""


# --- keys ----------------------------------------------------------------------------------------------------------


def _chain(window: QWidget) -> Iterator[QWidget]:
    """What Tab goes through, from the start."""
    widget = window
    while (widget := widget.nextInFocusChain()) is not window:  # type: ignore[assignment]
        yield widget


def _is_control(widget: QWidget) -> bool:
    is_qts = isinstance(widget.parent(), QComboBox | QAbstractSpinBox | QLineEdit)
    by_tab = widget.focusPolicy().value & 1
    return bool(isinstance(widget, CONTROLS) and widget.isVisible() and by_tab and not is_qts)


def _name(widget: QWidget, window: QWidget) -> str:
    """What a screen reader calls it."""
    if widget.accessibleName() or isinstance(widget, QAbstractButton):
        return widget.accessibleName() or widget.text()  # type: ignore[attr-defined]
    return next((each.text() for each in window.findChildren(QLabel) if each.buddy() is widget), "")


def _jumps(window: QWidget, controls: list[QWidget]) -> Iterator[str]:
    """Where Tab goes up instead of on, but for once: from the end to the start."""
    found = [
        f"Tab goes up from {_name(before, window)!r} to {_name(after, window)!r}"
        for before, after in zip(controls, controls[1:] + controls[:1], strict=True)
        if _bottom(after, window) <= _top(before, window) and _top(before, window) != _top(after, window)
    ]
    if len(found) > 1:
        yield from found


def _top(widget: QWidget, window: QWidget) -> int:
    return _seen(widget, window, 0)


def _bottom(widget: QWidget, window: QWidget) -> int:
    return _seen(widget, window, widget.height())


def _seen(widget: QWidget, window: QWidget, inside: int) -> int:
    """How far down that is; what is scrolled away is at the edge."""
    y = widget.mapTo(window, QPoint(0, inside)).y()
    above = widget.parentWidget()
    while above is not None and above is not window:
        if isinstance(above, QScrollArea):
            top = above.mapTo(window, QPoint(0, 0)).y()
            y = min(max(y, top), top + above.height())
        above = above.parentWidget()
    return y


def _mnemonics(window: QWidget) -> Iterator[str]:
    """Texts that may have one."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if (isinstance(widget, QLabel) and widget.buddy() is not None) or isinstance(widget, QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QTabBar):
            yield from (widget.tabText(at) for at in range(widget.count()))


def _spoken(window: QWidget) -> Iterator[str]:
    """What assistive programs are told, where Qt has them told a text or a tooltip for want of something better."""
    for widget in window.findChildren(QWidget):
        yield widget.accessibleName() or (widget.text() if isinstance(widget, QLabel | QAbstractButton) else "")
        yield widget.accessibleDescription() or widget.toolTip()


def _deaf(window: QWidget) -> Iterator[str]:
    """Labels whose key gives the focus to nothing."""
    for label in window.findChildren(QLabel):
        buddy = label.buddy()
        if buddy is not None and KEY_NAME.search(label.text()) and buddy.focusPolicy() == Qt.FocusPolicy.NoFocus:
            yield f"nothing happens at the key of {label.text()!r}"


def _original(text: str, german: Marking) -> list[str]:
    """The English text, where there is only one with another key."""
    found = german.originals.get(text.replace(BEGIN, "").replace(END, ""), set())
    return list(found) if len(found) == 1 else []


def _twice(language: str, texts: list[str]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for text in texts:
        if (key := KEY_NAME.search(text)) is None:
            continue
        letter = key[1].lower()
        if letter in seen:
            yield f"{language}: Alt+{letter} for {seen[letter]!r} and {text!r}"
        seen[letter] = text
