"""A new passphrase is typed twice or made of words; how hard it is to guess is told beside the window's own work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PyQt6.QtWidgets import QApplication

    from tests.gui.conftest import Desk, Watchdog

STRONG = "granite walrus eleven sunday copper"


@pytest.fixture
def new(desk: Desk) -> Iterator[Any]:
    from vault.gui.widgets.strength import NewPassphrase

    widget = NewPassphrase(desk.app)
    widget.show()
    yield widget
    widget.forget()
    widget.close()
    widget.deleteLater()


def test_it_is_ready_once_both_fields_agree(desk: Desk, new: Any) -> None:
    ready: list[bool] = []
    new.changed.connect(lambda: ready.append(new.is_ready))
    desk.type(new.first.field, STRONG)
    desk.type(new.again.field, STRONG[:-1] + "x")
    assert not any(ready) and new.error.text()
    from PyQt6.QtCore import Qt

    desk.press(new.again.field, Qt.Key.Key_Backspace)
    desk.type(new.again.field, STRONG[-1])
    assert ready[-1] and not new.error.text()
    with new.secret() as secret:
        assert bytes(secret.view()) == STRONG.encode()
    desk.type(new.first.field, "d")
    assert not ready[-1]
    new.forget()
    assert not new.is_ready and new.is_empty()


def test_suggested_words_leave_it_said_that_the_two_differ(desk: Desk, new: Any) -> None:
    desk.type(new.first.field, STRONG)
    desk.type(new.again.field, "x")
    desk.click(new.generate)
    desk.until(new.suggestion.isVisible, "words")
    assert new.error.text() == "The two passphrases differ."
    desk.click(new.suggestion.use)
    assert new.is_ready and not new.error.text()


def test_a_very_weak_passphrase_is_taken_only_when_asked_for(desk: Desk, new: Any) -> None:
    for edit in (new.first, new.again):
        desk.type(edit.field, "abc")
    desk.until(lambda: new.anyway.isVisible(), "the question")
    assert not new.is_ready
    desk.click(new.anyway)
    assert new.is_ready
    new.forget()
    assert not new.anyway.isVisible() and not new.anyway.isChecked()


def test_a_passphrase_that_is_too_long_is_not_ready(new: Any) -> None:
    for edit in (new.first, new.again):
        edit.field.setText("ä" * 300)
    assert not new.is_ready and "512" in new.error.text()


def test_the_strength_is_a_word_a_bar_and_advice(desk: Desk, new: Any, watchdog: Watchdog) -> None:
    meter = new.meter
    empty = meter.word.text()
    desk.type(new.first.field, "password")
    desk.until(lambda: meter.bar.value() == 1, "an estimate")
    weak = meter.word.text()
    assert "Very weak" in weak and meter.bar.accessibleDescription() == "Very weak"
    assert "common" in meter.advice.text()
    new.first.field.setText(STRONG)
    desk.until(lambda: meter.bar.value() == 5, "an estimate")
    assert "Strong" in meter.word.text() and "centuries" in meter.advice.text()
    new.first.forget()
    assert (meter.word.text(), meter.bar.value()) == (empty, 0)


def test_an_answer_for_what_was_typed_before_is_dropped(desk: Desk, new: Any) -> None:
    meter = new.meter
    shown: list[int] = []
    meter.estimated.connect(lambda: shown.append(meter.bar.value()))
    new.first.field.setText("password")
    desk.until(lambda: desk.app.tasks.running, "the first estimate")
    new.first.field.setText(STRONG)
    desk.until(lambda: shown, "an estimate")
    desk.until(lambda: not desk.app.tasks.running, "the end")
    assert set(shown) == {5}


def test_suggested_words_are_taken_by_a_click_and_forgotten(desk: Desk, new: Any) -> None:
    desk.click(new.generate)
    desk.until(lambda: new.suggestion.isVisible(), "words")
    words = new.suggestion.words()
    assert len(words.split()) == 6
    desk.click(new.generate)
    desk.until(lambda: new.suggestion.words() != words, "other words")
    words = new.suggestion.words()
    desk.click(new.suggestion.use)
    assert new.is_ready and not new.suggestion.use.isEnabled()
    with new.secret() as secret:
        assert str(secret.view(), "ascii") == words
    new.forget()
    assert new.suggestion.words() == "" and not new.suggestion.isVisible()


@pytest.mark.parametrize(
    ("text", "unit", "size"),
    [
        ("10", "GiB", 10 << 30),
        ("1.5", "MiB", 3 << 19),
        ("1,5", "MiB", 3 << 19),
        ("10G", "MiB", 10 << 30),
        ("64 MiB", "TiB", 64 << 20),
        ("64MB", "TiB", 64_000_000),
        ("", "GiB", None),
        ("0", "GiB", None),
        ("-1", "GiB", None),
        ("ten", "GiB", None),
        ("99999999999999", "TiB", None),
    ],
)
def test_sizes(qt: QApplication, text: str, unit: str, size: int | None) -> None:
    from vault.gui.widgets.sizes import SizeEdit

    edit = SizeEdit("Size")
    edit.unit.setCurrentText(unit)
    edit.line.setText(text)
    assert edit.value() == size
    if size is not None:
        edit.set_value(size)
        assert abs((edit.value() or 0) - size) <= size / 1000


def test_all_that_the_estimator_says_is_known() -> None:
    import ast
    import inspect

    from zxcvbn import feedback

    from vault.gui.widgets import advice

    calls = [node for node in ast.walk(ast.parse(inspect.getsource(feedback))) if isinstance(node, ast.Call)]
    said = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "_"]
    known = {**advice._warnings(), **advice._suggestions()}
    texts = {text.value for text in said if isinstance(text, ast.Constant)}
    assert len(texts) > 20 and texts <= known.keys()
