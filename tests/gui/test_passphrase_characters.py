"""A passphrase of any characters is what was typed, hidden or shown, whatever Qt counts them in."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from tests.gui.conftest import passphrase_fd
from tests.gui.test_passphrase_field import edit, press, read, type_
from vault import CreateOptions, Engine
from vault.gui.widgets.utf16 import characters, units

if TYPE_CHECKING:
    from tests.gui.conftest import Desk
    from vault.gui.widgets.passphrase import PassphraseEdit

__all__ = ["edit"]
SMILE, FAMILY, ACCENT, THUMB = (
    "\U0001f600",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "e\u0301",
    "\U0001f44d\U0001f3fd",
)
TEXTS = (SMILE, f"a{SMILE}b", f"{SMILE}{SMILE}", FAMILY, f"{ACCENT}x", f"{THUMB}\u8a9e", "plain \u00e4", "\ufffd\uffff")
LONG = SMILE * 300


class Model:
    """What a line should hold and where its cursor should be, in characters; Qt is asked for letters of more only."""

    def __init__(self) -> None:
        self.text, self.cursor, self.anchor, self.shown = "", 0, 0, False

    @property
    def selected(self) -> tuple[int, int]:
        return min(self.cursor, self.anchor), max(self.cursor, self.anchor)

    def put(self, text: str) -> None:
        start, end = self.selected
        if len(self.text) - (end - start) + len(text) <= 512:
            self.text = self.text[:start] + text + self.text[end:]
            self.cursor = self.anchor = start + len(text)

    def take(self, start: int, end: int) -> None:
        if self.cursor != self.anchor:
            start, end = self.selected
        self.text = self.text[:start] + self.text[end:]
        self.cursor = self.anchor = start

    def next(self, step: int) -> int:
        """Where an arrow key leads: dots are one character each, and what is shown moves by what looks like one."""
        from PyQt6.QtCore import QTextBoundaryFinder

        if not self.shown:
            return min(max(self.cursor + step, 0), len(self.text))
        finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, self.text)
        finder.setPosition(self.units(self.cursor))
        found = finder.toNextBoundary() if step > 0 else finder.toPreviousBoundary()
        return self.cursor if found < 0 else self.place(found)

    def units(self, place: int) -> int:
        return len(self.text[:place].encode("utf-16-le")) // 2 if self.shown else place

    def place(self, unit: int) -> int:
        if not self.shown:
            return min(unit, len(self.text))
        return len(self.text.encode("utf-16-le")[: 2 * unit].decode("utf-16-le", "ignore"))

    def select(self, start: int, end: int) -> None:
        """Select from one unit to another, and all of what is cut by that."""
        self.anchor, self.cursor = self.place(start), self.place(end)
        self.cursor += self.units(self.cursor) < min(end, self.units(len(self.text))) and start != end

    def press(self, key: str) -> None:
        moves = {"Left": self.next(-1), "Right": self.next(1), "Home": 0, "End": len(self.text)}
        name = key.removeprefix("Shift+")
        if name in moves:
            self.cursor = moves[name]
            self.anchor = self.anchor if name != key else self.cursor
        elif key == "Ctrl+A":
            self.anchor, self.cursor = 0, len(self.text)
        elif key == "Backspace":
            self.take(max(self.cursor - 1, 0), self.cursor)
        elif key == "Del":
            self.take(self.cursor, self.next(1))
        elif key == "Ctrl+K":
            self.anchor = self.cursor
            self.take(self.cursor, len(self.text))


class Both:
    """The field and its model, to which the same is done."""

    def __init__(self, edit: PassphraseEdit) -> None:
        self.field, self.model = edit.field, Model()

    def do(self, what: str, *how: Any) -> None:
        getattr(self, what)(*how)
        assert read(self.field) == self.model.text, (what, *how)
        assert self.field.count() == len(self.model.text)
        assert characters(self.field.text(), self.field.cursorPosition()) == self.model.cursor, (what, *how)
        assert self.model.shown or set(self.field.text()) <= {"x"}

    def key(self, key: str) -> None:
        type_(self.field, key) if len(key) == 1 else press(self.field, key)
        self.model.put(key) if len(key) == 1 else self.model.press(key)

    def paste(self, text: str) -> None:
        from PyQt6.QtGui import QGuiApplication

        clipboard = QGuiApplication.clipboard()
        assert clipboard is not None
        clipboard.setText(text)
        press(self.field, "Ctrl+V")
        clipboard.clear()
        self.model.put(text)

    def input(self, text: str) -> None:
        from PyQt6.QtGui import QGuiApplication, QInputMethodEvent

        event = QInputMethodEvent()
        event.setCommitString(text)
        QGuiApplication.sendEvent(self.field, event)
        self.model.put(text)

    def eye(self) -> None:
        self.field.actions()[0].trigger()
        self.model.shown = not self.model.shown
        self.model.anchor = self.model.cursor

    def select(self, start: int, end: int, *then: Any) -> None:
        """Select these units, or set the cursor there, and do something: what cuts a character takes all of it."""
        if start == end:
            self.field.setCursorPosition(start)
        else:
            self.field.setSelection(start, end - start)
        self.model.select(start, end)
        self.do(*then)


@pytest.mark.parametrize("shown", [False, True])
@pytest.mark.parametrize(
    "steps",
    [
        [("paste", SMILE), ("eye",), ("key", "a"), ("eye",), ("key", "b")],
        [("paste", f"a{SMILE}b"), ("key", "Left"), ("eye",), ("key", "Backspace"), ("eye",), ("key", "c")],
        [("paste", SMILE * 6), ("key", "Home"), ("key", "Right"), ("key", "Ctrl+K"), ("key", "z")],
        [("paste", SMILE * 3), ("select", 1, 3, "key", "a")],
        [("paste", SMILE * 3), ("select", 1, 3, "key", "Del"), ("eye",), ("key", "a")],
        [("paste", SMILE * 3), ("select", 3, 3, "paste", FAMILY), ("key", "Del")],
        [("paste", SMILE * 3), ("select", 3, 3, "input", "\u00e9"), ("key", "Backspace"), ("key", "Backspace")],
        [("paste", FAMILY), ("key", "Backspace"), ("eye",), ("key", "Backspace"), ("key", "Left"), ("key", "Del")],
        [("input", ACCENT), ("key", "Left"), ("eye",), ("key", "Shift+Right"), ("key", "o"), ("eye",), ("key", "p")],
        [("paste", LONG), ("paste", LONG), ("eye",), ("key", "a"), ("key", "Home"), ("key", "Del"), ("eye",)],
        [("paste", SMILE * 512), ("key", "a"), ("eye",), ("key", "a"), ("key", "Backspace"), ("input", "\u00e9")],
    ],
)
def test_a_character_is_one_however_many_units_it_has(edit: PassphraseEdit, shown: bool, steps: list[Any]) -> None:
    both = Both(edit)
    if shown:
        both.do("eye")
    for step in steps:
        both.do(*step)


KEYS = (
    "Left",
    "Right",
    "Home",
    "End",
    "Shift+Left",
    "Shift+Right",
    "Shift+Home",
    "Backspace",
    "Del",
    "Ctrl+A",
    "Ctrl+K",
)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_done_it_is_the_text_of_a_plain_model(edit: PassphraseEdit, seed: int) -> None:
    both, chance = Both(edit), random.Random(seed)
    typed: list[Any] = [("key", "a"), ("input", "\u00e9"), ("key", "Backspace"), *(("paste", text) for text in TEXTS)]
    for _ in range(120):
        change, most = chance.choice(typed), both.model.units(len(both.model.text))
        start, end = sorted(chance.randint(0, most) for _ in range(2))
        key = chance.choice(KEYS if both.model.cursor == both.model.anchor else KEYS[2:])  # Qt's versions differ there
        both.do(*chance.choice([change, change, ("eye",), ("select", start, end, *change), *[("key", key)] * 3]))


@pytest.mark.parametrize("shown", [False, True])
@pytest.mark.parametrize("half", ["\ud83d", "a\ud83db", f"{SMILE}\ude00"], ids=ascii)
def test_half_a_character_from_outside_is_refused_and_that_is_said(
    edit: PassphraseEdit, half: str, shown: bool
) -> None:
    both, refused = Both(edit), "half a character"
    both.do("paste", f"a{SMILE}")
    if shown:
        both.do("eye")
    both.model.put = lambda _text: None  # type: ignore[method-assign, assignment]
    for what in ("paste", "input"):
        both.do(what, half)
        assert refused in edit.hint()
        press(edit.field, "End")
        edit.field.changed.emit()
        assert refused not in edit.hint()
    type_(edit.field, half[:1] if len(half) == 1 else "")
    edit.field.setText(half)
    assert read(edit.field) == f"a{SMILE}" and refused in edit.hint()


@pytest.mark.parametrize("first", [-1, -2, -3])
def test_an_input_method_that_takes_half_a_character_takes_all_of_it(edit: PassphraseEdit, first: int) -> None:
    from PyQt6.QtGui import QGuiApplication, QInputMethodEvent

    edit.field.setText(f"a{SMILE}{SMILE}b")
    edit.field.actions()[0].trigger()
    press(edit.field, "Left")
    event = QInputMethodEvent()
    event.setCommitString("", first, 1)
    QGuiApplication.sendEvent(edit.field, event)
    assert read(edit.field) == f"a{SMILE}b"
    assert characters(edit.field.text(), edit.field.cursorPosition()) == 2


def test_places_are_told_in_both_ways() -> None:
    text = f"a{SMILE}\u8a9e{SMILE}"
    assert [units(text, place) for place in range(5)] == [0, 1, 3, 4, 6]
    assert [characters(text, unit) for unit in range(8)] == [0, 1, 1, 2, 3, 3, 4, 4]


def test_a_passphrase_with_such_a_character_mounts_a_volume(desk: Desk) -> None:
    """It is pasted, looked at and gone on with."""
    from PyQt6.QtGui import QGuiApplication

    desk.app.settings.set_switch("open-folder", False)
    container = desk.folder / "smile.vol"
    with passphrase_fd(f"{SMILE}a") as source:
        options = CreateOptions(container, 32 << 20, pbkdf="pbkdf2", pbkdf_iterations=1000, sparse=True)
        Engine().create(options, source)
    dialog: Any = desk.app.unlock(container)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    clipboard.setText(SMILE)
    press(dialog.passphrase.field, "Ctrl+V")
    clipboard.clear()
    dialog.passphrase.field.actions()[0].trigger()
    type_(dialog.passphrase.field, "a")
    desk.until(dialog.mount_button.isEnabled, "a passphrase")
    desk.click(dialog.mount_button)
    failure = dialog.form.failure
    record: Any = desk.until(lambda: desk.app.volumes.of(container) or failure.text(), "the volume")
    assert not failure.text() and record.container == container
