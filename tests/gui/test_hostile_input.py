"""Files, names and settings that somebody made to do harm: the window stays as it is, and says what is wrong."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PyQt6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QApplication, QLabel, QListWidget, QMessageBox, QWidget

from vault import MountRequest
from vault.config import folder
from vault.errors import BackendError, VaultError
from vault.gui import favourites_file, several
from vault.gui.dialogs.unlock import UnlockDialog
from vault.gui.favourites import Favourite, Favourites
from vault.gui.instance import Request
from vault.gui.kept import is_possible, write
from vault.gui.main_window import MainWindow
from vault.gui.settings import LARGEST, MOST_RECENT, Settings
from vault.gui.widgets import keyfiles, outside
from vault.gui.widgets.outside import BREAK, ElidedLabel, cut, tip
from vault.gui.widgets.paths import PathEdit

if TYPE_CHECKING:
    from tests.gui.conftest import Desk

MARKED = "<h1>x<img src='a.png'>\u202e\x1b&.vol"
LONG = "/" + "a" * 100_000
COUNT = 30_000
"""Of files: more than anybody means."""

# --- settings ------------------------------------------------------------------------------------------------------


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _no_end(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _text(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text)


ODD: dict[str, Callable[[Path], object]] = {
    "a FIFO": _fifo,
    "a device": _no_end,
    "a folder": Path.mkdir,
    "too large": _text(" " * (LARGEST + 1)),
    "nested": _text("[" * 200_000),
    "a list": _text("[]"),
    "no JSON": _text("[switches]\ntray=false\n"),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder().mkdir()
    return folder()


@pytest.mark.parametrize("odd", ODD)
def test_settings_that_are_none_are_told_and_left_alone(odd: str, home: Path) -> None:
    ODD[odd](home / "gui.json")
    before = (home / "gui.json").lstat()
    settings = Settings()
    assert settings.damage is not None and settings.damage.hint
    assert settings.switch("tray") and settings.recents() == [] and settings.geometry("main") is None
    settings.set_switch("tray", False)
    settings.add_recent(Path("/a"))
    assert not settings.switch("tray") and settings.recents() == [Path("/a")], "they hold for this run"
    after = (home / "gui.json").lstat()
    assert (after.st_ino, after.st_mode, after.st_mtime_ns) == (before.st_ino, before.st_mode, before.st_mtime_ns)


@pytest.mark.parametrize("put", [_fifo, _no_end])
def test_settings_that_became_odd_later(put: Callable[[Path], None], home: Path) -> None:
    settings = Settings()
    said: list[VaultError] = []
    settings.failed.connect(said.append)
    settings.add_recent(Path("/a"))
    assert not said
    (home / "gui.json").unlink()
    put(home / "gui.json")
    settings.add_recent(Path("/b"))
    settings.add_recent(Path("/c"))
    assert settings.recents() == [Path("/c"), Path("/b"), Path("/a")]
    assert said == [settings.damage], "it is told once"


def test_only_what_is_sound_is_taken(home: Path) -> None:
    recents = [
        "/a\0b",
        "",
        1,
        None,
        "/x\ud800y",
        LONG,
        "rel",
        "./a",
        "~/a",
        *(f"/{number}" for number in range(20_000)),
    ]
    switches = {"tray": "maybe", "notify": False, "recents": 0}
    found = {"switches": switches, "recents": recents[:1000], "geometry": {"main": "é", "other": 1}}
    (home / "gui.json").write_text(json.dumps(found))
    settings = Settings()
    assert settings.recents() == [Path(f"/{number}") for number in range(MOST_RECENT)]
    assert settings.switch("tray") and not settings.switch("notify") and settings.geometry("main") is None


def test_settings_come_back(home: Path) -> None:
    first, second = Settings(), Settings()
    first.set_geometry("main", b"\0\xff")
    second.set_switch("notify", False)
    for number in range(MOST_RECENT + 2):
        first.add_recent(Path(f"/{number}"))
    first.forget_recent(Path("/5"))
    found = Settings()
    assert found.geometry("main") == b"\0\xff" and not found.switch("notify"), "neither took the other's away"
    assert found.recents()[:2] == [Path("/13"), Path("/12")] and Path("/5") not in found.recents()
    assert (home / "gui.json").stat().st_mode & 0o777 == 0o600
    found.set_switch("recents", False)
    assert Settings().recents() == [] and "/13" not in (home / "gui.json").read_text()


def test_a_folder_of_settings_that_is_none(home: Path) -> None:
    home.rmdir()
    home.write_text("")
    settings = Settings()
    settings.set_switch("tray", False)
    assert settings.damage is not None and not settings.switch("tray")


def test_only_plain_files_are_written_over(tmp_path: Path) -> None:
    _no_end(tmp_path / "x")
    with pytest.raises(BackendError, match="no plain file"):
        write(tmp_path / "x", b"")
    assert (tmp_path / "x").is_char_device()


@pytest.mark.parametrize("put", [_fifo, _no_end])
def test_favourites_that_are_no_file(put: Callable[[Path], None], desk: Desk) -> None:
    path = folder() / "favourites.json"
    path.parent.mkdir(exist_ok=True)
    put(path)
    favourites = Favourites(desk.app)
    assert favourites.damage is not None and "no plain file" in str(favourites.damage)
    favourites.add(Favourite(MountRequest(Path("/a")), id="x"))
    assert favourites.list == () and not path.is_file() and len(list(path.parent.iterdir())) == 1


def test_more_favourites_than_are_kept(desk: Desk) -> None:
    path = folder() / "favourites.json"
    path.parent.mkdir(exist_ok=True)
    most = favourites_file.MOST
    path.write_bytes(favourites_file.to_json((MountRequest(Path(f"/{number}")), "", "") for number in range(most)))
    favourites = Favourites(desk.app)
    said: list[VaultError] = []
    favourites.failed.connect(said.append)
    favourites.add(Favourite(MountRequest(Path("/more")), id="x"))
    assert len(favourites.list) == most and str(most) in str(said[0])
    with pytest.raises(ValueError, match="more than"):
        favourites_file.from_json(favourites_file.to_json([(MountRequest(Path("/a")), "", "")] * (most + 1)))


# --- paths ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "/a\0b", "/x\ud800y", LONG, "/" + "ä" * 2048])
def test_paths_that_no_file_has(path: str) -> None:
    assert not is_possible(path)


@pytest.mark.parametrize("path", ["/a", "/x\udcff", "/" + "a/" * 2047, Path("/a\nb")])
def test_paths_that_a_file_may_have(path: str | Path) -> None:
    assert is_possible(path)


def _drop(on: QWidget, paths: list[str]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(each) for each in paths])
    _drop_data(on, data)


def _drop_data(on: QWidget, data: QMimeData) -> None:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    on.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))


def _drag(to: QWidget, data: QMimeData) -> bool:
    """Whether it is taken."""
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    entering.ignore()
    to.dragEnterEvent(entering)
    return entering.isAccepted()


def _dialogs(desk: Desk) -> list[UnlockDialog]:
    return [each for each in desk.qt.topLevelWidgets() if isinstance(each, UnlockDialog) and each.isVisible()]


def test_many_files_are_dropped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "MOST", 2)
    main = desk.app.show_main()
    _drop(main, [str(desk.folder / f"{number}.vol") for number in range(300)])
    assert len(_dialogs(desk)) == 1, "the others come one by one"
    desk.until(lambda: len(_dialogs(desk)) == 2)
    assert "298" in main.line.text()


def test_more_files_are_dropped_than_anybody_means(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(several, "MOST", 0)  # as the dialogs take their time
    main, listed = desk.app.show_main(), keyfiles.KeyfileList("Keyfiles")
    listed.show()
    data = QMimeData()
    data.setData("text/uri-list", QByteArray(b"".join(b"file:///nowhere/%06d\r\n" % each for each in range(COUNT))))
    desk.until(lambda: not desk.app.tasks.running, "all is shown")
    request.getfixturevalue("watchdog")
    for widget, line in ((main, main.line), (listed._list, listed.line)):
        assert _drag(widget, data)
        desk.qt.processEvents()
        _drop_data(widget, data)
        desk.until(line.text, "it is told")
    assert f"{COUNT} were left out" in main.line.text()
    assert len(listed.paths()) == keyfiles.MOST and f"{COUNT - keyfiles.MOST} were left out" in listed.line.text()
    listed.close()


def test_a_name_that_is_not_utf_8_is_dropped(desk: Desk) -> None:
    container = desk.folder / os.fsdecode(b"caf\xe9.vol")
    container.write_bytes(bytes(1 << 20))
    data = QMimeData()
    data.setData("text/uri-list", QByteArray(container.as_uri().encode() + b"\r\n"))
    main = desk.app.show_main()
    assert _drag(main, data)
    _drop_data(main, data)
    (dialog,) = _dialogs(desk)
    assert dialog.container == container
    desk.until(lambda: "header" in dialog.problem.text(), "it is there")


def test_a_start_asks_for_many_files(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "MOST", 2)
    desk.app.serve(Request(tuple(desk.folder / f"{number}.vol" for number in range(2))))
    assert len(_dialogs(desk)) == 1, "the other comes by itself"
    desk.until(lambda: len(_dialogs(desk)) == 2)
    desk.app.serve(Request((desk.folder / "2.vol",), quiet=True))
    assert not [each for each in desk.qt.topLevelWidgets() if isinstance(each, MainWindow) and each.isVisible()]
    desk.app.serve(Request(tuple(desk.folder / f"{number}.vol" for number in range(3, 20))))
    assert "15" in desk.shown(MainWindow).line.text()
    desk.until(lambda: len(_dialogs(desk)) == 5)


def test_paths_are_dropped_that_no_file_has(desk: Desk) -> None:
    main = desk.app.show_main()
    _drop(main, ["/tmp/a\0b"])
    assert "/tmp/a\\x00b" in main.line.text() and not _dialogs(desk)
    _drop(main, [LONG])
    assert len(main.line.text()) < 200 and not _dialogs(desk)


@pytest.mark.parametrize("path", ["/tmp/a\0b", LONG])
def test_the_dialog_is_asked_for_a_path_that_no_file_has(path: str, desk: Desk) -> None:
    dialog = desk.app.unlock(Path(path))
    assert isinstance(dialog, UnlockDialog)
    assert dialog.problem.isVisible() and len(dialog.problem.text()) < 200 and not desk.app.tasks.running
    there = desk.folder / "x.vol"
    there.write_bytes(bytes(1 << 20))
    _drop(dialog, [str(there)])
    desk.until(lambda: "header" in dialog.problem.text(), "a look at the next one")


@pytest.mark.parametrize("pasted", ["\0", "a" * 5000], ids=["NUL", "too long"])
def test_a_name_that_no_file_has_is_not_taken_from_the_keyboard(pasted: str, desk: Desk) -> None:
    field = PathEdit("File")
    field.show()
    desk.type(field.line, "/tmp/a")
    clipboard = desk.qt.clipboard()
    assert clipboard is not None
    clipboard.setText(pasted)
    desk.press(field.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.path() == Path("/tmp/a") and field.refused.isVisible()
    desk.type(field.line, "b")
    assert field.path() == Path("/tmp/ab") and not field.refused.isVisible()


def test_a_home_folder_of_nobody(qt: QApplication) -> None:
    field = PathEdit("File")
    field.line.setText("~no such user/a")
    assert field.path() == Path("~no such user/a")


def test_many_keyfiles(qt: QApplication) -> None:
    widget = keyfiles.KeyfileList("Keyfiles")
    widget.add(Path(f"/k/{number}") for number in range(4000))
    assert len(widget.paths()) == keyfiles.MOST and str(4000 - keyfiles.MOST) in widget.line.text()
    widget.set_paths([Path("/a"), Path("/b"), Path("/a"), Path("/x\0")])
    assert widget.paths() == (Path("/a"), Path("/b")) and "\\x00" in widget.line.text()
    widget.add([Path("/b"), Path("/c")])
    assert widget.paths() == (Path("/a"), Path("/b"), Path("/c")) and not widget.line.text()


# --- texts ---------------------------------------------------------------------------------------------------------


def test_texts_are_cut_before_they_are_drawn(qt: QApplication) -> None:
    assert cut("abcdef", 4) == "ab…ef" and cut("abcd", 4) == "abcd"
    label = ElidedLabel(LONG)
    widest = label.fontMetrics().horizontalAdvance("a" * outside.MOST_IN_LINE)
    assert label.sizeHint().width() < 2 * widest and len(label.whole()) <= outside.MOST + 1


def test_tooltips_are_plain() -> None:
    assert tip("") == ""
    assert unescape(tip("a <b>&amp;\nc").replace(BREAK, "")) == "<qt>a <b>&amp;<br>c</qt>"
    assert "<b>" not in tip("a <b>") and "\u202e" not in tip(MARKED)


def test_nothing_from_outside_is_markup(desk: Desk) -> None:
    path = desk.folder / MARKED
    path.write_bytes(bytes(1 << 20))
    app = desk.app
    app.settings.add_recent(path)
    dialog: Any = app.unlock(path)
    dialog.options.keyfiles.add([path])
    app.tell(f"Of {MARKED}", BackendError(f"cannot unmount /mnt/{MARKED}", hint=f"ask <b>{MARKED}"))
    label, model = ElidedLabel(MARKED), app.show_main().model
    label.resize(20, 20)
    label.show()
    windows = [label, dialog, app.show_main(), app.keys(path), app.details(path), *desk.qt.topLevelWidgets()]
    desk.until(lambda: dialog.problem.text() and not app.tasks.running)
    tips = [model.data(model.index(row), Qt.ItemDataRole.ToolTipRole) for row in range(len(model.rows))]
    assert label.toolTip() and tips and not _marked_up(tips)
    assert [fault for window in windows for fault in _markup(window)] == []


def _markup(window: QWidget) -> list[str]:
    """Texts that Qt would draw as marked up, or in which something is hidden."""
    plain, found, tips = Qt.TextFormat.PlainText, [], []
    for widget in (window, *window.findChildren(QWidget)):
        tips.append(widget.toolTip())
        shown = [widget.windowTitle()]
        if isinstance(widget, QMessageBox):
            shown += [widget.text(), widget.informativeText()]
            found += [] if widget.textFormat() == plain else [widget.informativeText()]
        if isinstance(widget, QLabel):
            shown.append(widget.text())
            found += [widget.text()] if widget.textFormat() != plain and "<" in widget.text() else []
        if isinstance(widget, QListWidget):
            tips += [item.toolTip() for row in range(widget.count()) if (item := widget.item(row)) is not None]
        found += [text for text in shown if "\u202e" in text or "\x1b" in text]
    return found + _marked_up(tips)


def _marked_up(tips: list[str]) -> list[str]:
    """Those that have more than the markup which holds plain text."""
    return [text for text in tips if "<" in text.removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "")]
