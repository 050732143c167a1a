"""What a container is named by, on the command line, by a drop and in titles; and no window twice for the same one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PyQt6.QtCore import QByteArray, QMimeData, QUrl

from vault import MountRequest
from vault.errors import NotAvailable
from vault.gui.main import _arguments
from vault.gui.widgets import files
from vault.gui.widgets.keyfiles import dropped_files, has_files
from vault.gui.widgets.paths import PathEdit

if TYPE_CHECKING:
    from PyQt6.QtWidgets import QApplication

    from tests.gui.conftest import Desk

HIDING = "a\u202eb\nc\x1b.vol"
NAMED = {
    "file:///a/b%20c": "/a/b c",
    "file://localhost/a/%FF": "/a/\udcff",
    "/a/file://b": "/a/file:/b",
    "b": f"{Path.cwd()}/b",
}


@pytest.mark.parametrize("word", NAMED)
def test_a_container_is_named_by_its_path_or_its_url(word: str) -> None:
    assert _arguments([word]).container == [Path(NAMED[word])]


@pytest.mark.parametrize("word", ["", "file://elsewhere/a"])
def test_what_names_no_file_is_refused(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        _arguments([word])
    assert ended.value.code == 2 and "container" in capsys.readouterr().err


def test_without_a_display_one_sentence_says_so(tmp_path: Path) -> None:
    environment = {**os.environ, "DISPLAY": "", "WAYLAND_DISPLAY": "", "XDG_RUNTIME_DIR": str(tmp_path)}
    environment.pop("QT_QPA_PLATFORM", None)
    words = [sys.executable, "-P", "-m", "vault.gui.main"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == NotAvailable.exit_code
    assert done.stderr == "vault-gui: there is no display to show a window on (DISPLAY='', WAYLAND_DISPLAY='')\n"


def test_names_that_are_dropped_are_bytes() -> None:
    data = QMimeData()
    data.setData(
        "text/uri-list", QByteArray(b"file:///a/%FF%00\r\nhttp://b/c\r\nfile://else/d\r\nfile://localhost/e\r\n")
    )
    assert dropped_files(data) == [Path("/a/\udcff\0"), Path("/e")]
    names = ["/a b/\u00fc%#?;", "/c\nd", "/e"]
    data.setUrls([QUrl.fromLocalFile(name) for name in names])
    assert dropped_files(data) == [Path(name) for name in names]
    data.setUrls([QUrl.fromLocalFile("/a")] * (files.MOST + 2))
    assert dropped_files(data) == [Path("/a")] * files.MOST and dropped_files(data).left == 2


@pytest.mark.parametrize("dragged", ["", "http://b/c\r\nfile://else/d\r\n", "file:///a\r\nhttp://b/c"])
def test_a_drag_is_taken_if_it_has_files(dragged: str) -> None:
    data = QMimeData()
    assert not has_files(data)
    data.setData("text/uri-list", QByteArray(dragged.encode()))
    assert has_files(data) == bool(dropped_files(data)) == ("file:///" in dragged)


def test_a_path_is_taken_to_the_last_blank(qt: QApplication) -> None:
    field = PathEdit("File")
    field.set_path(Path("/a/ header "))
    assert field.path() == Path("/a/ header ")
    field.line.setText("  ")
    assert field.path() is None


def test_titles_hide_nothing(desk: Desk) -> None:
    from tests.gui.test_main_window import favourite, row
    from vault.gui.dialog_process import running
    from vault.gui.favourites import Favourite

    dialog: Any = desk.app.edit_favourite(Favourite(MountRequest(desk.folder / HIDING)))
    favourite(desk, desk.folder / HIDING)
    window: Any = desk.app.show_main()
    desk.until(lambda: window.actions_.find.isEnabled(), "it is missing")
    assert row(window, HIDING) is not None
    window.actions_.find.trigger()
    titles = [each.title for each in running if each.is_wanted]
    assert len(titles) == 1
    for title in (dialog.windowTitle(), *titles):
        assert "a\\u202eb\\nc\\x1b.vol" in title


def test_what_is_shown_already_comes_to_the_front(desk: Desk) -> None:
    first, second = desk.folder / "first.vol", desk.folder / "second.vol"
    for show in (desk.app.unlock, desk.app.keys, desk.app.details):
        window = show(first)
        assert show(first) is window and show(second) is not window
        window.close()
        assert show(first) is not window, "that one was closed"
    assert desk.app.edit_settings() is desk.app.edit_settings()
