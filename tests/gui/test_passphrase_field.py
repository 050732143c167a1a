"""A passphrase that is typed goes to the engine, and to nothing and nobody else."""

from __future__ import annotations

import ctypes
import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PyQt6.QtWidgets import QApplication, QLineEdit

    from tests.gui.conftest import Desk
    from vault.gui.widgets.passphrase import PassphraseEdit, PassphraseField

PASSPHRASE = "a passphrase of tests only"
LOCK = 2
CORE_KEYBOARD = 0x100


@pytest.fixture
def edit(qt: QApplication) -> Iterator[PassphraseEdit]:
    from vault.gui.widgets.passphrase import PassphraseEdit

    edit = PassphraseEdit("Passphrase")
    edit.show()
    edit.activateWindow()
    edit.field.setFocus()
    qt.processEvents()
    yield edit
    edit.close()
    edit.deleteLater()
    qt.processEvents()


def read(field: PassphraseField) -> str:
    with field.secret() as secret:
        return bytes(secret.view()).decode()


def press(widget: object, key: str) -> None:
    """Press what the text of a shortcut names, such as Shift+Home."""
    from PyQt6.QtGui import QKeySequence
    from PyQt6.QtTest import QTest

    combination = QKeySequence(key)[0]
    QTest.keyClick(widget, combination.key(), combination.keyboardModifiers())  # type: ignore[call-overload]


def type_(field: QLineEdit, text: str) -> None:
    """Type these characters, whichever keys they may be on."""
    from PyQt6.QtCore import QCoreApplication, QEvent, Qt
    from PyQt6.QtGui import QKeyEvent

    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
            QCoreApplication.sendEvent(field, event)


KEYS = ("Left", "Right", "Home", "End", "Shift+Left", "Shift+Right", "Shift+Home", "Shift+End", "Backspace", "Del")
MORE_KEYS = ("Ctrl+Left", "Ctrl+Shift+Right", "Ctrl+A", "Ctrl+Backspace", "Ctrl+Del", "Ctrl+K")


@pytest.mark.parametrize("shown", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_editing_does_what_a_line_of_qt_does(edit: PassphraseEdit, shown: bool, seed: int) -> None:
    """What is typed follows the stand-ins through everything the keyboard can do; words are not told apart in dots."""
    from PyQt6.QtWidgets import QLineEdit

    oracle = QLineEdit()
    if not shown:
        oracle.setEchoMode(QLineEdit.EchoMode.Password)
    edit.field.actions()[0].setChecked(shown)
    chance = random.Random(seed)
    for _ in range(150):
        key = chance.choice([*KEYS, *MORE_KEYS, *"abcäß語 .", *"xyz"])
        for line in (edit.field, oracle):
            type_(line, key) if len(key) == 1 else press(line, key)
        assert read(edit.field) == oracle.text(), key
    oracle.deleteLater()


def test_qt_gets_stand_ins_only(edit: PassphraseEdit) -> None:
    """What Qt has is what it tells on: its signals, undo, input methods and assistive programs."""
    told: list[str] = []
    edit.field.textChanged.connect(told.append)
    edit.field.textEdited.connect(told.append)
    type_(edit.field, PASSPHRASE)
    edit.field.textChanged.disconnect(told.append)
    edit.field.textEdited.disconnect(told.append)
    assert read(edit.field) == PASSPHRASE
    assert told and set("".join([*told, edit.field.text()])) == {"x"}
    press(edit.field, "Ctrl+Z")
    assert read(edit.field) == PASSPHRASE
    edit.forget()
    assert edit.is_empty() and not edit.field.text() and not edit.field.isUndoAvailable()
    assert not any(edit.field._typed._characters)


def test_showing_and_hiding_keeps_the_text_and_hides_it_again(edit: PassphraseEdit) -> None:
    eye = edit.field.actions()[0]
    type_(edit.field, "päss")
    eye.trigger()
    assert edit.field.displayText() == "päss"
    type_(edit.field, "wörd")
    eye.trigger()
    assert read(edit.field) == "pässwörd"
    assert edit.field.text() == "x" * 8 and "ä" not in edit.field.displayText()
    eye.trigger()
    edit.forget()
    assert not eye.isChecked(), "the next one is typed unseen"


@pytest.mark.parametrize("shown", [False, True])
def test_nothing_leaves_by_the_clipboard_or_the_primary_selection(edit: PassphraseEdit, shown: bool) -> None:
    from PyQt6.QtCore import Qt
    from PyQt6.QtGui import QGuiApplication
    from PyQt6.QtTest import QTest

    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    changes: list[object] = []
    clipboard.clear()
    clipboard.clear(clipboard.Mode.Selection)
    QGuiApplication.processEvents()
    clipboard.changed.connect(changes.append)
    edit.field.actions()[0].setChecked(shown)
    type_(edit.field, PASSPHRASE)
    for key in ("Ctrl+A", "Ctrl+C", "Ctrl+Ins", "Ctrl+X", "Shift+Del"):
        press(edit.field, key)
    assert read(edit.field) == PASSPHRASE
    QTest.mouseDClick(edit.field, Qt.MouseButton.LeftButton)
    QTest.mouseClick(edit.field, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier)
    for key in ("Shift+Left", "Shift+Home", "Ctrl+Shift+Right", "Shift+End", "Ctrl+A", "Shift+F10", "Home", "Ctrl+K"):
        press(edit.field, key)
    type_(edit.field, PASSPHRASE)
    press(edit.field, "Ctrl+U")
    QGuiApplication.processEvents()
    clipboard.changed.disconnect(changes.append)
    assert not changes
    assert edit.is_empty()


def test_what_is_pasted_comes_without_the_end_of_its_line(edit: PassphraseEdit) -> None:
    from PyQt6.QtGui import QGuiApplication

    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    clipboard.setText("from a password manager\r\n")
    type_(edit.field, "ab")
    press(edit.field, "Left")
    press(edit.field, "Ctrl+V")
    assert read(edit.field) == "afrom a password managerb"
    clipboard.clear()


def test_an_input_method_is_told_nothing_and_types_all_the_same(edit: PassphraseEdit) -> None:
    from PyQt6.QtCore import Qt
    from PyQt6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent

    type_(edit.field, "secret")
    edit.field.actions()[0].setChecked(True)
    edit.field.selectAll()
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImQueryAll)
    QGuiApplication.sendEvent(edit.field, asked)
    for query in ("ImSurroundingText", "ImCurrentSelection", "ImTextBeforeCursor", "ImTextAfterCursor"):
        assert not asked.value(Qt.InputMethodQuery[query]), query
    hints = asked.value(Qt.InputMethodQuery.ImHints)
    wanted = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhHiddenText
    assert Qt.InputMethodHint(hints) & wanted == wanted, "also while the text is shown"
    edit.field.actions()[0].setChecked(False)
    edit.field.end(False)
    event = QInputMethodEvent()
    event.setCommitString("é語")
    QGuiApplication.sendEvent(edit.field, event)
    assert read(edit.field) == "secreté語" and set(edit.field.text()) == {"x"}


def test_nothing_is_dragged_out_of_it_or_dropped_into_it(edit: PassphraseEdit) -> None:
    assert not edit.field.dragEnabled() and not edit.field.acceptDrops()


def test_too_many_bytes_are_told_of_and_too_many_characters_not_taken(edit: PassphraseEdit) -> None:
    edit.field.setText("é" * 256)
    assert not edit.field.is_too_long()
    type_(edit.field, "é")
    assert edit.field.is_too_long()
    edit.field.setText("a" * 600)
    type_(edit.field, "b")
    assert edit.field.count() == 512 and not edit.field.is_too_long()


class Keyboard:
    """The X server's keyboard, seen and pressed by another client."""

    def __init__(self, display: str) -> None:
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.test = ctypes.CDLL("libXtst.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XStringToKeysym.restype = ctypes.c_ulong
        self.at = ctypes.c_void_p(self.x11.XOpenDisplay(display.encode()))
        assert self.at

    def lock(self, on: bool) -> None:
        self.x11.XkbLockModifiers(self.at, CORE_KEYBOARD, LOCK, LOCK if on else 0)
        self.x11.XSync(self.at, 0)

    def focus(self, window: int) -> None:
        self.x11.XSetInputFocus(self.at, ctypes.c_ulong(window), 1, ctypes.c_ulong(0))
        self.x11.XSync(self.at, 0)

    def press(self, name: str) -> None:
        symbol = self.x11.XStringToKeysym(name.encode())
        code = self.x11.XKeysymToKeycode(self.at, ctypes.c_ulong(symbol))
        for down in (1, 0):
            self.test.XTestFakeKeyEvent(self.at, code, down, ctypes.c_ulong(0))
        self.x11.XSync(self.at, 0)

    def close(self) -> None:
        self.lock(False)
        self.x11.XCloseDisplay(self.at)


@pytest.fixture
def keyboard(display: str) -> Iterator[Keyboard]:
    try:
        keyboard = Keyboard(display)
    except OSError as error:
        pytest.skip(f"no library of X clients: {error}")
    yield keyboard
    keyboard.close()


def test_caps_lock_is_told_of_with_the_first_key_whatever_it_is(
    desk: Desk, edit: PassphraseEdit, keyboard: Keyboard
) -> None:
    keyboard.focus(int(edit.winId()))
    desk.until(edit.field.hasFocus, "the focus")
    keyboard.press("1")
    desk.until(lambda: edit.field.count() == 1, "a key")
    assert edit.hint() == "" and edit.field.accessibleDescription() == ""
    keyboard.lock(True)
    keyboard.press("1")
    desk.until(lambda: edit.hint() == "Caps Lock is on.", "the hint")
    assert edit.field.accessibleDescription() == "Caps Lock is on."
    keyboard.press("Caps_Lock")
    desk.until(lambda: edit.hint() == "", "the hint to go")
    keyboard.press("Caps_Lock")
    desk.until(lambda: edit.hint() == "Caps Lock is on.", "the hint to come back")


def test_another_layout_than_the_first_is_told_of(desk: Desk, edit: PassphraseEdit) -> None:
    from PyQt6.QtCore import QEvent, Qt
    from PyQt6.QtGui import QGuiApplication, QKeyEvent

    second = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, 38, 97, 1 << 13, "a")
    desk.until(edit.field.hasFocus, "the focus")
    QGuiApplication.sendEvent(edit.field, second)
    assert edit.hint() == "Keyboard layout 2 is in use."


@pytest.mark.parametrize("shown", [False, True])
def test_what_there_is_no_room_for_is_refused_whole_and_that_is_said(edit: PassphraseEdit, shown: bool) -> None:
    from PyQt6.QtGui import QGuiApplication

    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    field = edit.field
    if shown:
        field._eye.trigger()
    type_(field, "begun")
    for pasted in ("p" * 508, "p" * 2_000_000):
        clipboard.setText(pasted)
        press(field, "Ctrl+V")
        assert read(field) == "begun" and "not taken" in edit.hint(), len(pasted)
    clipboard.setText("p" * 507)
    press(field, "Ctrl+V")
    assert read(field) == "begun" + "p" * 507 and "not taken" not in edit.hint()
    type_(field, "x")
    assert field.count() == 512 and "not taken" in edit.hint()
    clipboard.setText("p" * 512)
    field.selectAll()
    press(field, "Ctrl+V")
    assert read(field) == "p" * 512 and "not taken" not in edit.hint(), "it takes the place of what was selected"
    clipboard.clear()
