"""A volume in use: its users are named, it closes when they let go, and is taken from them by a second click only."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.gui.test_tasks import run, typed
from vault import MountRequest

if TYPE_CHECKING:
    from tests.gui.conftest import Desk
    from vault.gui.dialogs.busy import BusySheet
    from vault.options import SessionRecord


class User:
    """A program that uses a volume."""

    def __init__(self, record: SessionRecord) -> None:
        words = [sys.executable, "-c", "import os, sys; print(os.getpid(), flush=True); sys.stdin.read()"]
        self.process = subprocess.Popen(
            words, cwd=record.mount_point, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.process.stdout.readline()

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
    assert found.consequence.isVisible() and not found.force.isEnabled()
    assert desk.app.volumes.of(record.container) is not None
    desk.click(found.confirm)
    point = record.mount_point
    assert point is not None
    desk.until(lambda: not point.is_mount(), "it is taken away")
    assert user.process.poll() is None  # nobody got a signal
    user.let_go()  # where the kernel mounts, the rest is held until then
    desk.until(lambda: desk.app.volumes.of(record.container) is None, "it is closed")
