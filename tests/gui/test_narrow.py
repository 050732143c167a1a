"""With large letters and little room nothing is cut off: labels, buttons and sentences go on in the next line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vault.options import KeyslotInfo

if TYPE_CHECKING:
    from PyQt6.QtWidgets import QApplication

    from tests.gui.conftest import Desk

SLOT = KeyslotInfo(3, "normal", "pbkdf2", "sha256", 1000, None, None, "aes-xts-plain64", 512, 0, ())
NARROW = 300


@pytest.fixture
def large(qt: QApplication) -> Iterator[None]:
    """Letters twice as large."""
    before = qt.font()
    font = qt.font()
    font.setPointSizeF(2 * font.pointSizeF())
    qt.setFont(font)
    yield
    qt.setFont(before)


@pytest.mark.usefixtures("large")
def test_a_label_of_a_form_is_no_wider_than_that(qt: QApplication) -> None:
    from PyQt6.QtWidgets import QLabel, QLineEdit, QWidget

    from vault.gui.widgets.forms import Form

    whole, field = QWidget(), QLineEdit()
    form = Form(whole)
    form.addRow("A file that is taken in the &place of the passphrase:", field)
    label = form.labelForField(field)
    assert isinstance(label, QLabel) and label.buddy() is field
    whole.resize(NARROW, 400)
    whole.show()
    qt.processEvents()
    assert whole.width() == NARROW and label.geometry().right() < NARROW
    assert label.height() >= 2 * label.fontMetrics().height() and field.y() > label.y()
    whole.resize(8 * NARROW, 400)
    qt.processEvents()
    assert label.height() < 2 * label.fontMetrics().height() and field.x() > label.geometry().right()
    whole.close()


@pytest.mark.usefixtures("large")
def test_buttons_of_a_card_go_on_in_the_next_line(qt: QApplication) -> None:
    from vault.gui.keys.cards import KeyslotCard

    card = KeyslotCard(SLOT, "luks2")
    card.resize(NARROW, 400)
    card.show()
    qt.processEvents()
    assert card.width() == NARROW and card.more.y() > card.change.y()
    for button in (card.change, card.remove, card.more):
        assert button.x() >= 0 and button.geometry().right() < card.width()
        assert button.width() >= button.sizeHint().width()
    card.resize(8 * NARROW, 400)
    qt.processEvents()
    assert card.more.y() == card.change.y() and card.more.geometry().right() > 7 * NARROW
    card.close()


def test_a_sentence_of_a_row_is_whole(desk: Desk) -> None:
    from vault.gui.listing.words import sentences

    desk.app.settings.add_recent(Path("/nowhere/lost.vol"))
    main = desk.app.show_main()
    row = desk.until(lambda: next((each for each in main.model.rows if sentences(each)), None), "why it is not there")
    (said,) = sentences(row)
    heights = []
    for width in (1000, NARROW):
        main.view.setFixedWidth(width)
        desk.qt.processEvents()
        heights.append(main.view.sizeHintForIndex(main.view.currentIndex()).height())
    lines = main.view.fontMetrics().horizontalAdvance(said) // NARROW
    assert heights[1] >= heights[0] + lines * main.view.fontMetrics().height() > heights[0] or not lines
