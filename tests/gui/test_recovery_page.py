"""The page of a recovery key as the window shows and prints it: where things stand, in the fonts that are there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PyQt6.QtGui import QFont, QFontMetricsF

from vault.crypto.secret import Secret
from vault.gui.keys.sheet import SheetView
from vault.gui.keys.sheet_text import page_texts
from vault.options import PageTexts
from vault.sheets.page import LEFT, RIGHT, Font, Sheet, Text, marks
from vault.sheets.svg import FAMILIES, svg

if TYPE_CHECKING:
    from PyQt6.QtWidgets import QApplication

    from tests.gui.conftest import Desk

KEY = "cbdefghi-jklnrtuv-vutrnlkj-ihgfedbc-cccccccc-vvvvvvvv-cvcvcvcv-bdbdbdbd"
SHEET = Sheet(KEY, "secret.vol", "Laptop", "12345678-1234-1234-1234-123456789abc", 3, date(2026, 11, 22))


def width(mark: Text, text: str) -> float:
    font = QFont(FAMILIES[mark.font])
    font.setPixelSize(100)
    font.setBold(mark.font in (Font.BOLD, Font.TYPED_BOLD))
    return QFontMetricsF(font).horizontalAdvance(text) * mark.size / 100


def found(sheet: Sheet) -> list[Text]:
    return [mark for mark in marks(sheet) if isinstance(mark, Text)]


@pytest.mark.parametrize("texts", [None, PageTexts()], ids=["window", "engine"])
def test_nothing_reaches_beyond_the_margin(qt: QApplication, texts: PageTexts | None) -> None:
    sheet = replace(SHEET, texts=texts or page_texts())
    beyond = [mark.text for mark in found(sheet) if mark.x + width(mark, mark.text) > RIGHT]
    assert not beyond


def test_each_number_stands_over_its_group(qt: QApplication) -> None:
    lines = [mark for mark in found(SHEET) if re.fullmatch("[cbdefghijklnrtuv-]{30,}", mark.text)]
    numbers = [mark for mark in found(SHEET) if re.fullmatch("[1-8]", mark.text) and mark.font == Font.PLAIN]
    over = [LEFT + width(line, line.text[: 9 * at]) for line in lines for at in range(4)]
    assert len(numbers) == len(over) == 8
    assert all(abs(mark.x - x) < 3 for mark, x in zip(numbers, over, strict=True))


def test_the_window_prints_its_own_texts_and_only_the_command_for_elsewhere() -> None:
    said = " ".join(mark.text for mark in found(replace(SHEET, texts=page_texts())))
    assert "cryptsetup open secret.vol volume" in said
    assert not re.search(r"\bvault (mount|recovery|keyslot)\b", said)


def test_the_page_can_be_enlarged_until_it_is_read(desk: Desk) -> None:
    view: Any = SheetView()
    view.page.load(Secret(svg(SHEET)))
    view.resize(400, 500)
    view.show()
    assert view.page.width() <= 400
    desk.click(view.larger)
    desk.until(lambda: view.page.width() > 595, "the page grows")
    assert view.area.horizontalScrollBar().maximum() > 0
    desk.click(view.larger)
    desk.until(lambda: view.page.width() <= 400, "the page shrinks")
    view.close()
