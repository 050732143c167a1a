"""A volume in use: its users are named, it closes when they let go, and is taken from them by a second click only."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.gui.test_tasks import run, typed
from vault import MountRequest
from vault.gui.listing import words

if TYPE_CHECKING:
    from tests.gui.conftest import Desk
    from vault.gui.dialogs.busy import BusySheet
    from vault.options import SessionRecord


PROGRAM = """
import os, sys
print(os.getpid(), flush=True)
held = []
for line in sys.stdin:
    held.append(open(line.strip(), "w"))
    print("open", flush=True)
"""


class User:
    """A program that uses a volume."""

    def __init__(self, record: SessionRecord) -> None:
        command = [sys.executable, "-c", PROGRAM]
        self.process = subprocess.Popen(
            command, cwd=record.mount_point, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.process.stdout.readline()

    def open(self, path: Path) -> None:
        """Have it open a new file as well."""
        pipes = self.process.stdin, self.process.stdout
        assert pipes[0] is not None and pipes[1] is not None
        pipes[0].write(f"{path}\n")
        pipes[0].flush()
        assert pipes[1].readline() == "open\n"

    def let_go(self) -> None:
        self.process.communicate()


@pytest.fixture
def used(desk: Desk) -> Iterator[tuple[SessionRecord, User]]:
    """An open volume and its user."""
    record = run(desk, "mount", MountRequest(desk.volume()), typed())[0][0]
    desk.until(lambda: desk.app.volumes.of(record.container), "the watch")
    user = User(record)
    yield record, user
    user.let_go()


def sheet(desk: Desk, record: SessionRecord) -> BusySheet:
    from vault.gui.dialogs.busy import BusySheet

    desk.app.dismount(record)
    found: Any = desk.shown(BusySheet)
    assert isinstance(found, BusySheet)
    return found


def test_it_names_the_user_and_closes_when_it_lets_go(desk: Desk, used: tuple[SessionRecord, User]) -> None:
    record, user = used
    found = sheet(desk, record)
    item = found.holders.item(0)
    assert item is not None and str(user.process.pid) in item.text() and found.holders.count() == 1
    assert found.waiting.text()
    gone: list[None] = []
    found.destroyed.connect(lambda: gone.append(None))
    desk.click(found.again)
    desk.until(found.again.isEnabled, "the next try")
    assert user.process.poll() is None
    user.let_go()
    desk.until(lambda: gone, "the sheet closes")
    desk.until(lambda: desk.app.volumes.of(record.container) is None, "the volume is closed")


def test_keep_open_keeps_it_open(desk: Desk, used: tuple[SessionRecord, User]) -> None:
    from PyQt6.QtCore import Qt

    record, user = used
    found = sheet(desk, record)
    desk.press(found, Qt.Key.Key_Escape)
    desk.until(lambda: not desk.app.tasks.running, "nothing waits any more")
    user.let_go()
    assert run(desk, "status")[0][0].sessions[0].name == record.name


def test_force_says_the_consequence_first(desk: Desk, used: tuple[SessionRecord, User]) -> None:
    record, user = used
    found = sheet(desk, record)
    assert not found.confirm.isVisible()
    desk.click(found.force)
    assert found.consequence.isVisible() and not found.force.isVisible()
    assert not found.waiting.isVisible()  # that it waits and that it takes it away is not said at once
    assert desk.app.volumes.of(record.container) is not None
    desk.click(found.confirm)
    point = record.mount_point
    assert point is not None
    desk.until(lambda: not point.is_mount(), "it is taken away")
    assert user.process.poll() is None  # nobody got a signal
    user.let_go()  # where the kernel mounts, the rest is held until then
    desk.until(lambda: desk.app.volumes.of(record.container) is None, "it is closed")


def test_what_is_shown_is_true_at_once(desk: Desk, used: tuple[SessionRecord, User]) -> None:
    record, user = used
    assert record.mount_point is not None
    user.open(record.mount_point / "file")  # which the mount's end leaves open
    main = desk.app.show_main()

    def said() -> str:
        return "\n".join(words.full(row) for row in main.model.rows)

    desk.until(lambda: str(record.mount_point) in said(), "the list")
    found = sheet(desk, record)
    assert "Closes when it is let go of" in said() and str(record.mount_point) in said()
    shown: list[str] = []
    desk.app.volumes.closing_changed.connect(lambda: shown.append(said()))
    desk.click(found.force)
    desk.click(found.confirm)
    desk.until(lambda: str(record.mount_point) not in said(), "the mount's end")
    if record.mount_way != "kernel":  # the others take away what is open as well
        desk.until(lambda: desk.app.volumes.of(record.container) is None, "it is closed")
        return
    desk.until(lambda: "Closes when it is let go of" in said(), "what is held")
    assert "Dismounting…" in shown[0]
    desk.click(found.keep)
    assert "Attached" in said() and "Closes when it is let go of" not in said()
