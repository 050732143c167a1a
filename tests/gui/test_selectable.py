"""What is copied of a text from outside is what was said, wherever its lines may end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PyQt6.QtGui import QClipboard
    from PyQt6.QtWidgets import QApplication

    from vault.gui.widgets.selectable import SelectableLabel

SAID = "/root/Vaults/letters\nis a986b8d8-d31e-4f5a-9c1b-2f6d0e7a8b9c"


@pytest.fixture
def clipboard(qt: QApplication) -> Iterator[QClipboard]:
    """The clipboard, and X11's primary selection, left empty."""
    found = qt.clipboard()
    assert found is not None
    yield found
    for mode in (found.Mode.Clipboard, found.Mode.Selection):
        found.clear(mode)


@pytest.fixture
def label(qt: QApplication) -> Iterator[SelectableLabel]:
    """A label that says it."""
    from vault.gui.widgets.selectable import SelectableLabel

    label = SelectableLabel()
    label.say(SAID)
    label.resize(600, 60)
    label.show()
    qt.processEvents()
    yield label
    label.close()


def test_keys_and_the_menu_copy_what_was_said(label: SelectableLabel, clipboard: QClipboard) -> None:
    from PyQt6.QtCore import Qt
    from PyQt6.QtTest import QTest

    assert label.accessibleName() == SAID
    QTest.keyClick(label, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text(clipboard.Mode.Selection) == SAID
    QTest.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == SAID
    label.setSelection(0, 0)
    clipboard.clear()
    label.copy()
    assert clipboard.text() == SAID


def test_the_mouse_selects_what_was_said(label: SelectableLabel, clipboard: QClipboard) -> None:
    from PyQt6.QtCore import QPoint, Qt
    from PyQt6.QtTest import QTest

    button = Qt.MouseButton.LeftButton
    start, end = QPoint(1, 1), QPoint(label.width() - 1, label.height() - 1)
    QTest.mousePress(label, button, pos=start)
    QTest.mouseMove(label, end)
    QTest.mouseRelease(label, button, pos=end)
    assert clipboard.text(clipboard.Mode.Selection) == SAID
    QTest.mousePress(label, button, pos=start)  # where it was selected, and could be dragged away
    assert not label.hasSelectedText()
    QTest.mouseRelease(label, button, pos=start)
