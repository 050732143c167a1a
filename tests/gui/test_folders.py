"""The folder of a volume is shown by the desktop's file manager; where there is none that is said, in a sentence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PyQt6.QtCore import QObject, QUrl, pyqtSlot
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtWidgets import QApplication, QMessageBox

from tests.gui.test_main_window import mounted
from vault import MountRequest
from vault.gui import folders

if TYPE_CHECKING:
    from tests.gui.conftest import Desk
    from vault.options import SessionRecord


class Opener:
    """A program in the place of xdg-open, which keeps its argument and ends with this code."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self._desk, self._path = desk, desk.folder / "opener"
        self.given = desk.folder / "given"
        monkeypatch.setattr(folders, "OPENER", str(self._path))
        self.ends_with(0)

    def ends_with(self, code: int) -> None:
        """Have it end so."""
        self._path.write_text(f'#!/bin/sh\nprintf %s "$1" > {self.given}\nexit {code}\n')
        self._path.chmod(0o700)

    def has_ended(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.given.exists() and not self._desk.app.findChildren(folders._Opener)


@pytest.fixture
def opener(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Opener:
    return Opener(desk, monkeypatch)


@pytest.fixture
def record(desk: Desk) -> SessionRecord:
    return mounted(desk, desk.volume())


def boxes(qt: QApplication) -> list[QMessageBox]:
    return [each for each in qt.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible()]


def test_a_folder_is_shown(desk: Desk, opener: Opener, record: SessionRecord) -> None:
    desk.app.open_folder(record)
    desk.until(opener.has_ended, "its end")
    assert record.mount_point is not None and opener.given.read_text() == record.mount_point.as_uri()
    assert not boxes(desk.qt)


def test_a_folder_that_nothing_shows_is_told(desk: Desk, opener: Opener, record: SessionRecord) -> None:
    opener.ends_with(3)
    window = desk.app.show_main()
    desk.until(window.actions_.folder.isEnabled, "the volume is listed")
    window.actions_.folder.trigger()
    (box,) = desk.until(lambda: boxes(desk.qt), "it is told")
    assert str(record.mount_point) in box.text()


def test_after_a_mount_it_is_a_note_beside_what_else_is_told(desk: Desk, opener: Opener, record: SessionRecord) -> None:
    opener.ends_with(4)
    window = desk.app.show_main()
    desk.app.mounted(record, MountRequest(record.container), ["It was checked."])
    desk.until(lambda: str(record.mount_point) in window.line.text(), "it is told")
    assert window.line.text().startswith("secret.vol: It was checked. ") and not boxes(desk.qt)


def test_the_end_of_a_file_manager_says_nothing(
    desk: Desk, opener: Opener, record: SessionRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "LATE_S", 0)
    opener.ends_with(1)
    desk.app.open_folder(record)
    desk.until(opener.has_ended, "its end")
    assert not boxes(desk.qt)


class Portal(QObject):
    """What Qt asks instead."""

    asked: QUrl | None = None

    @pyqtSlot(QUrl)
    def show_it(self, url: QUrl) -> None:
        self.asked = url


def test_without_such_a_program_qt_is_asked(qt: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "OPENER", "/nonexistent")
    folder = tmp_path / os.fsdecode(b"a b\xe9")
    portal, failed = Portal(), list[Any]()
    QDesktopServices.setUrlHandler("file", portal, "show_it")
    try:
        folders.open_folder(folder, lambda: failed.append(None), portal)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert portal.asked is not None and portal.asked.toEncoded().data().decode() == folder.as_uri() and not failed
