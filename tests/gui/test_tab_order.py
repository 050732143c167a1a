"""The Tab key goes through a dialog from top to bottom, and through what is unfolded in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.gui.conftest import Desk


def tabbed(desk: Desk, dialog: Any, first: Any) -> list[Any]:
    """What has the focus, from the first widget until it comes again."""
    from PyQt6.QtCore import Qt
    from PyQt6.QtTest import QTest
    from PyQt6.QtWidgets import QApplication

    dialog.activateWindow()
    desk.until(lambda: dialog.isActiveWindow(), "an active window")
    first.setFocus()
    found: list[Any] = []
    while (now := QApplication.focusWidget()) is not None and now not in found:
        found.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return found


@pytest.mark.parametrize("is_open", [False, True])
def test_tab_goes_through_the_options_of_the_unlock_dialog(desk: Desk, is_open: bool) -> None:
    container = desk.volume()
    dialog: Any = desk.app.unlock(container)
    desk.until(lambda: not dialog._looking.is_looking, "all looks")
    form, options = dialog.form, dialog.options
    if is_open:
        form.fold.unfold()
    desk.type(dialog.passphrase.field, "x")
    found = tabbed(desk, dialog, dialog.passphrase.field)
    inside = [options.key_path.line, options.remember, options.format, options.header.line, options.read_only]
    inside += [options.mount_point.line, options.attach_way, options.mount_way] if is_open else []
    wanted = [dialog.passphrase.field, form.fold.button, *(inside if is_open else []), dialog.mount_button]
    places = [found.index(each) if each in found else -1 for each in wanted]
    assert -1 not in places and places == sorted(places), (places, found)
