"""The main window shows the user's volumes as they are, whatever happens to them or to it."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PyQt6.QtWidgets import QMessageBox

from tests.gui.test_tasks import run, typed
from vault import Engine, MountRequest

if TYPE_CHECKING:
    from PyQt6.QtGui import QColor

    from tests.gui.conftest import Desk
    from vault.gui.listing.rows import Row
    from vault.gui.main_window import MainWindow
    from vault.options import SessionRecord

READABLE = 4.5
"""The contrast that small text has at the least."""
MANY = 50
OPEN = 3


def row(window: MainWindow, name: str) -> Row | None:
    return next((each for each in window.model.rows if each.name == name), None)


def says(window: MainWindow, name: str) -> str:
    from vault.gui.listing.words import full

    found = row(window, name)
    return full(found) if found else ""


def mounted(desk: Desk, container: Path, **more: Any) -> SessionRecord:
    done, failed = run(desk, "mount", MountRequest(container, **more), typed())
    assert not failed, failed
    record: SessionRecord = done[0]
    return record


def favourite(desk: Desk, container: Path, name: str = "") -> None:
    from vault.gui.favourites import Favourite

    desk.app.favourites.add(Favourite(MountRequest(container), name, id=f"test {container}"))


@pytest.mark.parametrize("grey", [239, 50])
def test_small_text_of_the_selected_row_can_be_read(desk: Desk, grey: int) -> None:
    from PyQt6.QtGui import QColor, QPalette

    before = desk.qt.palette()
    desk.qt.setPalette(QPalette(QColor(grey, grey, grey)))  # of which Qt makes one that is light or dark
    try:
        desk.app.settings.add_recent(Path("/nowhere/lost.vol"))
        view = desk.app.show_main().view
        place = view.visualRect(desk.until(lambda: view.currentIndex().isValid() and view.currentIndex()))
        place.setTop(place.center().y())
        image = view.grab(place).toImage()  # in which the name is not
    finally:
        desk.qt.setPalette(before)
    seen = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    behind = QColor(Counter(each.rgb() for each in seen).most_common(1)[0][0])
    assert max(contrast(each, behind) for each in seen) >= READABLE


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2.1 has it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_without_volumes_it_says_how_to_begin(desk: Desk) -> None:
    window = desk.app.show_main()
    desk.until(lambda: window.pages.currentWidget() is window.empty)
    assert window.actions_.create.isEnabled() and window.actions_.open.isEnabled()
    assert not window.bottom.isVisible()
    desk.app.settings.add_recent(Path("/nowhere/lost.vol"))
    desk.until(lambda: "Not found" in says(window, "lost.vol"))
    assert window.pages.currentWidget() is window.view and not window.actions_.mount.isEnabled()


def test_what_was_just_mounted_is_selected_and_called_as_the_user_calls_it(desk: Desk) -> None:
    first, second = desk.volume("first.vol"), desk.volume("second.vol")
    favourite(desk, first, "Letters")
    favourite(desk, second, "Photos")
    window = desk.app.show_main()
    desk.until(lambda: len(window.model.rows) == 2, "the list")
    assert window.view.current_row() is not None and window.view.current_row().name == "Letters"
    desk.app.settings.set_switch("open-folder", False)
    desk.app.mounted(mounted(desk, second), MountRequest(second), ["It was checked."])
    desk.until(lambda: window.actions_.dismount.isVisible(), "the buttons of what was mounted")
    assert window.view.current_row().name == "Photos"
    assert window.line.text() == "Photos: It was checked."
    desk.click(window.away)
    assert not window.line.isVisible() and not window.line.text()
    assert desk.app.unlock(first).windowTitle() == "Unlock Letters"
    assert desk.app.details(first).windowTitle() == "Details of Letters"


def test_it_tells_what_the_program_is(desk: Desk) -> None:
    from vault import VERSION

    window = desk.app.show_main()
    window.actions_.about.trigger()
    box = desk.shown(QMessageBox)
    assert VERSION in box.text() and "License" in box.informativeText()


def test_a_volume_is_followed_from_mount_to_dismount(desk: Desk) -> None:
    container = desk.volume()
    favourite(desk, container, "Letters")
    window = desk.app.show_main()
    desk.until(lambda: "Locked" in says(window, "Letters") and window.actions_.mount.isEnabled())
    assert not window.actions_.folder.isEnabled() and not window.actions_.dismount.isVisible()
    record = mounted(desk, container)
    policy = ("even when the screen is locked", "Closes when the screen is locked")  # as there is a desktop or not
    desk.until(lambda: any(each in says(window, "Letters") for each in policy), "the policy")
    said = says(window, "Letters")
    assert all(part in said for part in ("Mounted", str(record.mount_point), "since", "MiB", "Favourite"))
    assert len(window.model.rows) == 1
    assert window.actions_.folder.isEnabled() and not window.actions_.mount.isVisible()
    window.actions_.dismount.trigger()
    assert "Dismounting" in says(window, "Letters")
    desk.until(lambda: "Locked" in says(window, "Letters"), "closed")
    assert not window.actions_.dismount_all.isEnabled()


def test_the_keyboard_reaches_everything(desk: Desk) -> None:
    from PyQt6.QtCore import Qt
    from PyQt6.QtWidgets import QLineEdit, QMenu

    for name in ("alpha.vol", "beta.vol"):
        favourite(desk, desk.folder / name)
        (desk.folder / name).touch()
    desk.app.settings.add_recent(desk.folder / "gamma.vol")
    window = desk.app.show_main()
    window.view.setFocus()
    desk.until(lambda: len(window.model.rows) == 3)
    desk.type(window.view, "b")
    current: Callable[[], Any] = window.view.current_row
    assert current().name == "beta.vol"
    window.actions_.rename.trigger()
    editor = window.view.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    desk.type(editor, "Photos")
    desk.press(editor, Qt.Key.Key_Return)
    desk.until(lambda: row(window, "Photos"))
    assert desk.app.favourites.list[1].name == "Photos"
    desk.press(window.view, Qt.Key.Key_End)
    assert current().name == "gamma.vol"
    window.actions_.forget.trigger()
    desk.until(lambda: len(window.model.rows) == 2)
    assert desk.app.settings.recents() == []
    window.actions_.star.trigger()
    desk.until(lambda: len(window.model.rows) == 1)
    window.view.menu_wanted.emit(window.view.mapToGlobal(window.view.rect().center()))
    menu = next(each for each in window.findChildren(QMenu) if each.isVisible())
    assert [action.isEnabled() for action in menu.actions()]
    menu.close()


def test_recents_can_be_switched_off(desk: Desk) -> None:
    settings = desk.app.settings
    for number in range(20):
        settings.add_recent(Path(f"/nowhere/{number}\udcff.vol"))
    settings.add_recent(Path("/nowhere/5\udcff.vol"))
    assert len(settings.recents()) == 12 and settings.recents()[0] == Path("/nowhere/5\udcff.vol")
    window = desk.app.show_main()
    desk.until(lambda: len(window.model.rows) == 12)
    settings.set_switch("recents", False)
    desk.until(lambda: not window.model.rows)
    settings.add_recent(Path("/nowhere/x"))
    settings.set_switch("recents", True)
    assert settings.recents() == []


def test_a_volume_that_moved_is_the_same_favourite(desk: Desk) -> None:
    from vault.gui.favourites import Favourite

    container = desk.volume()
    desk.app.favourites.add(Favourite(MountRequest(container), "Letters"))
    desk.until(lambda: desk.app.favourites.list[0].id)
    moved = container.rename(desk.folder / "moved.vol")
    window = desk.app.show_main()
    desk.until(lambda: "Not found" in says(window, "Letters"))
    mounted(desk, moved)
    desk.until(lambda: desk.app.favourites.list[0].container == moved, "it is followed")
    assert [each.name for each in window.model.rows] == ["Letters"]


@pytest.fixture
def hanging(tmp_path: Path) -> Iterator[Path]:
    """A folder of a file system that never answers."""
    if os.getuid() != 0 or not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("a file system that does not answer can be mounted by root only")
    folder = tmp_path / "hanging"
    folder.mkdir()
    device = os.open("/dev/fuse", os.O_RDWR | os.O_CLOEXEC)
    libc = ctypes.CDLL(None, use_errno=True)
    how = f"fd={device},rootmode=40000,user_id=0,group_id=0".encode()
    try:
        if libc.mount(b"test", os.fsencode(folder), b"fuse", 0, how) != 0:
            pytest.skip(f"FUSE cannot be mounted: {os.strerror(ctypes.get_errno())}")
        yield folder
    finally:
        os.close(device)
        libc.umount2(os.fsencode(folder), 2)


def test_one_path_that_hangs_stops_nothing(
    desk: Desk, hanging: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr("vault.gui.listing.sightings.LATE_MS", 300)
    (desk.folder / "here.vol").touch()
    for container in (hanging / "far.vol", desk.folder / "here.vol", desk.folder / "gone.vol"):
        favourite(desk, container)
    desk.app.settings.add_recent(hanging / "far away.vol")
    request.getfixturevalue("watchdog")  # from now on
    window = desk.app.show_main()
    desk.until(lambda: "Not found" in says(window, "gone.vol"))
    desk.until(lambda: (found := row(window, "here.vol")) and found.problem == "")
    desk.until(lambda: "Does not answer" in says(window, "far.vol"))
    assert "Does not answer" in says(window, "far away.vol")


def test_fifty_volumes_block_nothing(desk: Desk, request: pytest.FixtureRequest) -> None:
    containers = [desk.folder / f"{number:02}.vol" for number in range(MANY)]
    for container in containers[OPEN:]:
        container.touch()
    opened = [desk.volume(container.name) for container in containers[:OPEN]]
    for container in containers[: MANY - 10]:
        favourite(desk, container)
    for container in containers[MANY - 10 :]:
        desk.app.settings.add_recent(container)
    request.getfixturevalue("watchdog")  # from now on
    window = desk.app.show_main()
    for container in opened:
        mounted(desk, container)
    desk.until(lambda: len(window.model.rows) == MANY)
    desk.until(lambda: all(each.problem == "" for each in window.model.rows), "all are seen")
    desk.until(lambda: sum(bool(each.policy) for each in window.model.rows) == OPEN, "policies")
    for _ in range(MANY):
        window.view.grab()
        desk.qt.processEvents()
    window.actions_.dismount_all.trigger()
    desk.until(lambda: window.line.text() == "All volumes are dismounted.")
    desk.until(lambda: not any(each.record for each in window.model.rows))


def test_a_dropped_container_is_unlocked(desk: Desk) -> None:
    from PyQt6.QtCore import QMimeData, QPointF, Qt, QUrl
    from PyQt6.QtGui import QDropEvent

    from vault.gui.dialogs.unlock import UnlockDialog

    window = desk.app.show_main()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(desk.volume()))])
    action, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), action, mime, buttons, keys))
    assert desk.shown(UnlockDialog)


def test_where_it_was_is_remembered(desk: Desk) -> None:
    from vault.gui.main_window import MainWindow

    window = desk.app.show_main()
    window.resize(555, 444)
    window.close()
    again = MainWindow(desk.app)
    again.show()
    assert (again.width(), again.height()) == (555, 444)


THE_USER_CLOSES_IT = """
from vault.gui import app, main

class App(app.App):
    def show_main(self):
        window = super().show_main()
        self.volumes.opened.connect(lambda _: window.close())
        return window

app.App = App
main.main()
"""


class Program:
    """The program as a process of its own."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.errors = folder / "errors"
        with self.errors.open("w") as errors:
            self.process = subprocess.Popen([sys.executable, *words], stderr=errors)

    def workers(self) -> list[int]:
        """The process that they are forked from, and they."""
        begun = children(self.process.pid)
        return begun + [each for pid in begun for each in children(pid)]

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture
def program(desk: Desk) -> Iterator[Callable[..., Program]]:
    begun: list[Program] = []

    def begin(*words: str) -> Program:
        begun.append(Program(desk.folder, *words))
        return begun[-1]

    yield begin
    for each in begun:
        each.end()


def test_what_is_open_survives_a_killed_window(desk: Desk, program: Callable[..., Program]) -> None:
    record = mounted(desk, desk.volume())
    assert record.mount_point is not None
    with (record.mount_point / "file").open("w") as file:
        file.write("before ")
        killed = program("-m", "vault.gui.main")
        desk.until(lambda: len(killed.workers()) > 2, "it watches")
        workers = killed.workers()
        killed.process.send_signal(signal.SIGKILL)
        killed.process.wait()
        desk.until(lambda: not any(Path(f"/proc/{pid}/environ").exists() for pid in workers), "its workers end")
        file.write("after")
    assert (record.mount_point / "file").read_text() == "before after"
    window = desk.app.show_main()  # as a new one would
    desk.until(lambda: "Mounted" in says(window, "secret.vol"))
    assert [each.name for each in Engine().status().sessions] == [record.name]


def test_the_program_ends_with_its_last_window(desk: Desk, program: Callable[..., Program]) -> None:
    record = mounted(desk, desk.volume())
    closed = program("-c", THE_USER_CLOSES_IT)
    desk.until(lambda: closed.process.poll() is not None, "its end")
    assert (closed.process.returncode, closed.errors.read_text()) == (0, "")
    assert [each.name for each in Engine().status().sessions] == [record.name]


def test_work_that_would_be_given_up_is_asked_about(desk: Desk) -> None:
    from PyQt6.QtCore import Qt

    from vault import CreateOptions
    from vault.gui.leaving import LeaveQuestion
    from vault.gui.main_window import MainWindow

    options = CreateOptions(
        desk.folder / "new.vol", 32 << 20, sparse=True, pbkdf="pbkdf2", pbkdf_iterations=200_000_000
    )
    events: list[Any] = []
    job = desk.app.tasks.run("create", options, typed(), event=events.append)
    desk.until(lambda: events)
    desk.app.quit()
    question: Any = desk.shown(LeaveQuestion)
    assert "new volume is being made" in question.text()
    desk.press(question, Qt.Key.Key_Escape)
    assert desk.shown(MainWindow)
    desk.until(lambda: desk.app._leaving is None)
    desk.app.quit()
    question = desk.shown(LeaveQuestion)
    gone: list[None] = []
    question.destroyed.connect(lambda: gone.append(None))
    job.cancel()
    desk.until(lambda: gone, "there is nothing to ask any more")
