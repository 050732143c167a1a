"""What hangs can be given up, and what breaks off is told as that: nothing is held, lost or left unsaid."""

from __future__ import annotations

import os
import select
import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.gui.conftest import PASSPHRASE
from tests.gui.test_busy import sheet, used  # noqa: F401 - used is a fixture
from tests.gui.test_keys import keys, recovery, settled
from tests.gui.test_keys import volume as small_volume
from tests.gui.test_tasks import run, typed
from tests.gui.test_unlock import hanging, pid_of  # noqa: F401 - hanging is a fixture
from vault import Engine, MountRequest
from vault.errors import NotAvailable, VaultError, WrongCredential
from vault.gui.create.draft import Draft
from vault.gui.create.failures import page_of
from vault.gui.create.place import PlacePage
from vault.gui.tasks import Tasks
from vault.gui.wire import BadMessage, Channel

if TYPE_CHECKING:
    from tests.gui.conftest import Desk
    from tests.gui.test_busy import User
    from vault.options import SessionRecord

LIMIT_MS = 60_000


def waiting(tasks: Tasks, method: str) -> int:
    """The process of this use case, once it waits for the file system that never answers; 0 before."""
    for job in tasks.running:
        if job.method == method and job._worker is not None and job._worker.process is not None:
            pid = pid_of(job._worker.process)
            if "fuse" in Path(f"/proc/{pid}/wchan").read_text():
                return pid
    return 0


def has_ended(pidfd: int) -> bool:
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    return bool(poll.poll(0))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not give up at once is not waited for."""
    monkeypatch.setattr("vault.gui.tasks.ABANDONED_MS", 50)
    monkeypatch.setattr("vault.gui.create.place.LATE_MS", 50)


@pytest.mark.usefixtures("impatient")
def test_a_header_that_hangs_does_not_keep_the_container(desk: Desk, hanging: Path) -> None:  # noqa: F811
    container = desk.volume(filesystem=None)
    dialog: Any = desk.app.unlock(container)
    dialog.options.header.set_path(hanging / "header")
    desk.type(dialog.passphrase.field, PASSPHRASE)
    desk.click(dialog.mount_button)
    pidfd = os.pidfd_open(desk.until(lambda: waiting(desk.app.tasks, "mount"), "it hangs"))
    desk.click(dialog.work.button)
    desk.until(lambda: has_ended(pidfd), "its process ends, which the file system did not")
    os.close(pidfd)
    desk.until(lambda: dialog.form.isEnabled(), "something else can be tried")
    assert run(desk, "plan", MountRequest(container))[0], "nobody has the container"


def test_nothing_that_hangs_is_left_behind_by_the_end_of_the_program(desk: Desk, hanging: Path) -> None:  # noqa: F811
    container = desk.volume(filesystem=None)
    tasks = Tasks(desk.app)
    tasks.run("mount", MountRequest(container, header=hanging / "header"), typed())
    pidfd = os.pidfd_open(desk.until(lambda: waiting(tasks, "mount"), "it hangs"))
    tasks.close(wait_ms=50)
    desk.until(lambda: has_ended(pidfd), "its process ends")
    os.close(pidfd)
    desk.until(lambda: not tasks._workers, "all workers to end")


@pytest.mark.usefixtures("impatient")
def test_a_new_volume_goes_elsewhere_than_where_nothing_answers(desk: Desk, hanging: Path) -> None:  # noqa: F811
    page = PlacePage(desk.app)
    page.amount.line.setText("17M")
    page.path.set_path(hanging / "new.vol")
    desk.until(page.problem.text, "it is told")
    assert "does not answer" in page.problem.text() and not page.is_ready()
    page.path.set_path(desk.folder / "new.vol")
    desk.until(page.is_ready, "the other place is known")
    assert not page.problem.text() and not page.error.text()
    page.path.set_path(hanging / "new.vol")
    desk.until(lambda: waiting(desk.app.tasks, "place"), "it hangs")
    page.forget()
    desk.until(lambda: not desk.app.tasks.running, "nothing is waited for any more")
    page.deleteLater()


def kill_nursery(desk: Desk) -> None:
    """Have all workers lose their parent."""
    nursery = desk.app.tasks._nursery._process
    nursery.kill()
    nursery.wait()


def test_a_volume_in_use_is_waited_for_though_the_watch_broke_off(
    desk: Desk,
    used: tuple[SessionRecord, User],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("vault.gui.volumes.AGAIN_MS", 0)
    record, user = used
    found = sheet(desk, record)
    watch = desk.app.volumes._job
    broken: list[VaultError] = []
    gone: list[None] = []
    found.destroyed.connect(lambda: gone.append(None))
    desk.app.volumes.broke_off.connect(broken.append)
    kill_nursery(desk)
    desk.until(lambda: desk.app.volumes._job is not watch, "the next watch")
    assert broken[0].code == "backend", "nobody cancelled it"
    desk.until(lambda: desk.app.tasks._idle and run(desk, "status")[0], "all is as before")
    assert not gone and desk.app.volumes.of(record.container)
    user.let_go()
    desk.until(lambda: gone and not desk.app.volumes.records, "it is closed as was promised")


def test_what_was_closed_while_nobody_watched_is_told(
    desk: Desk,
    used: tuple[SessionRecord, User],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("vault.gui.volumes.AGAIN_MS", LIMIT_MS)
    record, user = used
    broken: list[VaultError] = []
    heard: list[SessionRecord] = []
    desk.app.volumes.broke_off.connect(broken.append)
    desk.app.volumes.closed.connect(heard.append)
    kill_nursery(desk)
    desk.until(lambda: broken, "the end of the watch")
    user.let_go()
    Engine().dismount(record.name)
    assert not heard
    desk.app.volumes._watch()
    desk.until(lambda: heard == [record] and not desk.app.volumes.records, "it is told")


def test_a_recovery_key_stays_on_the_screen_when_nobody_can_take_it_back(desk: Desk) -> None:
    window = keys(desk, small_volume(desk))
    dialog = recovery(desk, window)
    text = dialog.sheet.text()
    signal.pidfd_send_signal(dialog.job._worker.process, signal.SIGKILL)
    desk.until(dialog.error.text, "it is told")
    assert dialog.sheet.text() == text and "A keyslot may open with it" in dialog.intro.text()
    assert not dialog.primary.isVisible()
    dialog.close()
    settled(desk, window)
    desk.until(lambda: len(window.keys.slots) == 2, "the keyslot is to be seen")


@pytest.mark.parametrize("is_window", [True, False], ids=["to a worker", "to the window"])
def test_a_message_that_a_socket_has_no_room_for(is_window: bool) -> None:
    sent = tuple(Path(f"/{number}" + "x" * 3000) for number in range(300))
    window, worker = socket.socketpair()
    with window, worker:
        window.setblocking(False)
        if is_window:
            Channel(window).send("call", (sent, typed()))
            what, (paths, _credential) = Channel(worker).receive()
            assert (what, paths) == ("call", sent)
            return
        third, fourth = socket.socketpair()
        with third, fourth:
            third.setblocking(False)
            Channel(third).send("result", sent)
            data, descriptors, _, _ = socket.recv_fds(fourth, 100, 1)
            socket.send_fds(worker, [data], descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
        channel = Channel(window)
        channel.fill()
        with pytest.raises(BadMessage):
            list(channel.messages())


@pytest.mark.parametrize(
    ("error", "page"),
    [
        (NotAvailable("no volume can be attached here", ways=["fusefile"]), "filesystem"),
        (NotAvailable("this cipher is not there"), "advanced"),
        (WrongCredential("it opens nothing"), "place"),
    ],
    ids=["nothing attaches", "no cipher", "wrong credential"],
)
def test_what_breaks_off_a_new_volume_is_told_where_it_can_be_mended(error: VaultError, page: str) -> None:
    assert page_of(error, Draft()) == page
