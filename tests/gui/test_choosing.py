"""Files are chosen in a process of its own: what is answered, and that it neither blocks the window nor outlives it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.gui.conftest import LIMIT_S
from tests.gui.test_unlock import hanging  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from PyQt6.QtWidgets import QApplication

    from tests.gui.conftest import Desk
    from vault.gui.dialog_process import DialogProcess
    from vault.gui.widgets.paths import PathEdit

USER = """
import os
from PyQt6.QtCore import QTimer, QUrl
from PyQt6.QtWidgets import QLineEdit
from vault.gui import chooser

class Dialog(chooser.Dialog):
    def showEvent(self, event):
        super().showEvent(event)
        QTimer.singleShot(0, self.use)
    def use(self):
        {act}
    def choose(self, text):
        self.findChild(QLineEdit, "fileNameEdit").setText(text)
        self.accept()

chooser.Dialog = Dialog
chooser.main()
"""
"""The program itself, with a user in it."""


def user(act: str) -> list[str]:
    """The words of a chooser in which a user does this as soon as it is shown."""
    return [sys.executable, "-P", "-c", USER.format(act=act)]


@pytest.fixture
def acts(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have the user do this in every chooser."""
    return lambda act: monkeypatch.setattr("vault.gui.widgets.choosing.PROGRAM", user(act))


@pytest.fixture
def field(desk: Desk) -> Iterator[PathEdit]:
    """A field of a window that is shown."""
    from vault.gui.widgets.paths import PathEdit

    field = PathEdit("File")
    field.show()
    yield field
    field.close()
    desk.until(lambda: not choices(), "the choosers to end")


def choices() -> set[DialogProcess]:
    """The dialogs that run."""
    from vault.gui.dialog_process import running

    return running


def is_waiting(pid: int) -> bool:
    """Whether a thread of a process waits for a file system that does not answer."""
    return any("fuse" in each.read_text() for each in Path(f"/proc/{pid}/task").glob("*/wchan"))


@pytest.mark.parametrize("kind", ["open", "save", "folder"])
def test_what_is_chosen_is_named(desk: Desk, field: PathEdit, acts: Callable[[str], None], kind: Any) -> None:
    chosen = desk.folder / "ä b;c"
    if kind == "folder":
        chosen.mkdir()
    elif kind == "open":
        chosen.touch()
    acts(f"self.choose({str(chosen)!r})")
    field._kind = kind
    desk.click(field.button)
    desk.until(lambda: not choices(), "the choice")
    assert field.path() == chosen and not field.refused.text()
    assert field._shown_last == str(desk.folder)


def test_many_are_chosen_at_once(desk: Desk, acts: Callable[[str], None]) -> None:
    from vault.gui.widgets.keyfiles import KeyfileList

    names = [desk.folder / "one", desk.folder / "two"]
    for name in names:
        name.touch()
    acts(f'self.setDirectory({str(desk.folder)!r}); self.choose(\'"one" "two"\')')
    keyfiles = KeyfileList("Key files")
    keyfiles.show()
    desk.click(keyfiles.add_button)
    desk.until(lambda: not choices(), "the choice")
    assert keyfiles.paths() == tuple(names)


def test_more_are_chosen_than_are_listed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    from vault.gui.widgets.keyfiles import MOST, KeyfileList

    act = "import sys; sys.stdin.readline(); sys.stdout.write(chr(0).join(f'/nowhere/{n}' for n in range(60_000)))"
    monkeypatch.setattr("vault.gui.widgets.choosing.PROGRAM", [sys.executable, "-c", act])
    keyfiles = KeyfileList("Key files")
    keyfiles.show()
    desk.until(keyfiles.isVisible)
    request.getfixturevalue("watchdog")
    desk.click(keyfiles.add_button)
    desk.until(lambda: not choices(), "the choice")
    assert len(keyfiles.paths()) == MOST and f"{60_000 - MOST} were left out" in keyfiles.line.text()
    keyfiles.close()


def test_names_are_bytes(desk: Desk, field: PathEdit, acts: Callable[[str], None]) -> None:
    """Qt's own dialog lists no name that is not UTF-8; that of a desktop tells it as a URL."""
    acts("self.selectedUrls = lambda: [QUrl('http://a/b'), QUrl('file:///a/%FF%23b')]; self.done(1)")
    desk.click(field.button)
    desk.until(lambda: not choices(), "the choice")
    assert field.path() == Path("/a/\udcff#b")


NOT_SHOWN = "could not be shown"
NO_CHOICE = {"self.reject()": "", "os.kill(os.getpid(), 9)": NOT_SHOWN, "os._exit(3)": NOT_SHOWN}


@pytest.mark.parametrize("act", NO_CHOICE)
def test_nothing_chosen_changes_nothing(desk: Desk, field: PathEdit, acts: Callable[[str], None], act: str) -> None:
    acts(act)
    field.set_path(Path("/as/before"))
    desk.click(field.button)
    desk.until(lambda: not choices(), "the end")
    assert field.path() == Path("/as/before")
    assert NO_CHOICE[act] in field.refused.text() and bool(NO_CHOICE[act]) == bool(field.refused.text())


def test_a_chooser_that_cannot_start_or_says_too_much_is_told(
    desk: Desk, field: PathEdit, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program, said in ((["/nonexistent"], NOT_SHOWN), (["/bin/cat", "/dev/zero"], "Too many files")):
        field.refused.clear()
        monkeypatch.setattr("vault.gui.widgets.choosing.PROGRAM", program)
        desk.click(field.button)
        desk.until(lambda: not choices(), "the failure")
        assert said in field.refused.text()


def test_a_path_that_hangs_does_not_block_the_window(
    desk: Desk,
    field: PathEdit,
    hanging: Path,  # noqa: F811
    acts: Callable[[str], None],
    request: pytest.FixtureRequest,
) -> None:
    acts(f"self.choose({str(hanging / 'a')!r})")
    desk.click(field.button)
    (choice,) = choices()
    request.getfixturevalue("watchdog")
    desk.until(lambda: (pid := choice.process.processId()) and is_waiting(pid), "the chooser to hang")
    desk.click(field.button)
    assert choices() == {choice}, "one at a time"
    desk.type(field.line, "/typed meanwhile")
    assert field.path() == Path("/typed meanwhile")
    field.close()
    desk.until(lambda: not choices(), "the chooser to end with the window")


def test_a_chooser_ends_with_its_owner(desk: Desk, field: PathEdit, acts: Callable[[str], None]) -> None:
    from PyQt6.QtWidgets import QWidget
    from PyQt6.sip import delete

    from vault.gui.widgets.choosing import choose

    acts("pass")
    owner = QWidget(field)
    told: list[object] = []
    choose(owner, "Title", "open", "/", "", told.append, told.append)
    desk.until(lambda: next(iter(choices())).process.processId(), "the chooser")
    delete(owner)
    desk.until(lambda: not choices(), "its end")
    assert not told


def test_a_chooser_that_hangs_ends_with_the_program(qt: QApplication, hanging: Path) -> None:  # noqa: F811
    asked = {"title": "", "kind": "open", "first": str(hanging), "filters": "", "window": 0}
    words = user("pass")
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ)) as chooser:
        assert chooser.stdin is not None and chooser.stdout is not None
        chooser.stdin.write(json.dumps(asked).encode() + b"\n")
        chooser.stdin.flush()
        end = time.monotonic() + LIMIT_S
        while not is_waiting(chooser.pid):
            assert time.monotonic() < end and chooser.poll() is None
            time.sleep(0.01)
        chooser.stdin.close()
        assert chooser.wait(LIMIT_S) == -signal.SIGIO
        assert chooser.stdout.read() == b""
