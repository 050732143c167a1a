"""The unlock dialog: what opens a volume, what is said when it does not, and that it is never in the way."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.gui.conftest import PASSPHRASE, passphrase_fd
from vault import CreateOptions, Engine, KeyslotChange, MountRequest
from vault.blockdev.image import ImageFile
from vault.errors import Cancelled
from vault.formats.luks2.documents import edited
from vault.formats.luks2.header import read_header
from vault.formats.luks2.write import write_header
from vault.options import OpenOptions, Outer, Remember

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.gui.conftest import Desk, Watchdog
    from vault.gui.dialogs.unlock import UnlockDialog
    from vault.testing.secretservice import FakeSecretService

DEAR = 200_000_000
"""Iterations of PBKDF2, the most that are allowed: far more than 10 s anywhere."""


@pytest.fixture
def opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The records of the folders that were opened, in place of the desktop's file manager."""
    import vault.gui.dialogs.unlock  # noqa: F401 - so that no test is the first that opens one

    found: list[Any] = []
    monkeypatch.setattr(desk.app, "open_folder", lambda record, _failed=None: found.append(record))
    return found


def unlock(desk: Desk, container: Path, favourite: Any = None) -> UnlockDialog:
    """The dialog, once all was looked at."""
    dialog: Any = desk.app.unlock(container, favourite)
    desk.until(lambda: not dialog._looking.is_looking, "all looks")
    return dialog  # type: ignore[no-any-return]


def is_closed(desk: Desk, dialog: UnlockDialog) -> bool:
    return dialog not in desk.app._windows


def mounted(desk: Desk, container: Path) -> Any:
    """The record of the mounted volume, as the window knows it."""

    def record() -> Any:
        found = desk.app.volumes.of(container)
        return found if found is not None and found.state == "mounted" else None

    return desk.until(record, "a mounted volume")


def veracrypt(desk: Desk, **more: Any) -> Path:
    container = desk.folder / "photos.hc"
    options = CreateOptions(container, 4 << 20, format="veracrypt", prf="sha256", pim=1, quick=True, **more)
    with passphrase_fd() as source:
        Engine().create(options, source)
    return container


@pytest.fixture(params=["LUKS2", "VeraCrypt"])
def volume(request: pytest.FixtureRequest, desk: Desk) -> tuple[str, Path]:
    """A format and a volume of it."""
    return request.param, desk.volume() if request.param == "LUKS2" else veracrypt(desk)


def test_a_volume_is_typed_for_clicked_mounted_seen_and_dismounted(
    desk: Desk, opened: list[Any], volume: tuple[str, Path], watchdog: Watchdog
) -> None:
    format_, container = volume
    dialog = unlock(desk, container)
    assert format_ in dialog.heading.more()
    assert not dialog.mount_button.isEnabled(), "nothing is typed"
    desk.type(dialog.passphrase.field, PASSPHRASE)
    if format_ == "VeraCrypt":
        dialog.form.fold.unfold()
        desk.type(dialog.options.pim, "1")
    desk.click(dialog.mount_button)
    record = mounted(desk, container)
    desk.until(lambda: is_closed(desk, dialog), "the dialog to close")
    assert run(desk, f"cd '{record.mount_point}' && echo text >file && cat file") == "text\n"
    assert [each.mount_point for each in opened] == [record.mount_point]
    assert desk.app.settings.recents() == [container]
    assert dialog.passphrase.is_empty()
    desk.app.dismount(record)
    desk.until(lambda: desk.app.volumes.of(container) is None, "no volume")
    assert run(desk, f"test ! -e '{record.mount_point}/file' && echo gone") == "gone\n"


def run(desk: Desk, script: str) -> str:
    """What a shell prints that works beside the window, as the user does."""
    with subprocess.Popen(["/bin/sh", "-ec", script], stdout=subprocess.PIPE, text=True) as shell:
        desk.until(lambda: shell.poll() is not None, script)
        return shell.communicate()[0]


def test_enter_mounts_and_escape_closes(desk: Desk, opened: list[Any]) -> None:
    from PyQt6.QtCore import Qt

    container = desk.volume()
    dialog = unlock(desk, container)
    desk.press(dialog.passphrase.field, Qt.Key.Key_Escape)
    desk.until(lambda: is_closed(desk, dialog), "the dialog to close")
    dialog = unlock(desk, container)
    desk.type(dialog.passphrase.field, PASSPHRASE)
    desk.press(dialog.passphrase.field, Qt.Key.Key_Return)
    mounted(desk, container)
    desk.until(lambda: is_closed(desk, dialog), "the dialog to close")
    assert len(opened) == 1


def test_what_was_given_up_and_does_not_answer_is_told_of(desk: Desk) -> None:
    dialog = unlock(desk, desk.folder / "secret.vol")
    dialog._failed(Cancelled("it was cancelled"))
    assert not dialog.form.failure.text()
    dialog._failed(Cancelled("what it waits for does not answer", hint="it ends by itself", abandoned=True))
    assert "does not answer" in dialog.form.failure.text()


def test_a_wrong_passphrase_is_a_line_and_is_typed_over(desk: Desk, opened: list[Any]) -> None:
    container = desk.volume()
    dialog = unlock(desk, container)
    desk.type(dialog.passphrase.field, "wrong")
    desk.click(dialog.mount_button)
    desk.until(dialog.form.failure.text, "the line")
    assert dialog.form.failure.text() == "Wrong passphrase." and dialog.form.failure.isVisible()
    field = dialog.passphrase.field
    assert field.selectedText() == "x" * len("wrong") and dialog.focusWidget() is field
    desk.type(dialog.passphrase.field, PASSPHRASE)
    desk.click(dialog.mount_button)
    assert not dialog.form.failure.isVisible()
    mounted(desk, container)
    desk.until(lambda: is_closed(desk, dialog), "the dialog to close")
    assert len(opened) == 1


def test_a_container_that_vanished_is_told_of_and_looked_for_again(desk: Desk) -> None:
    container = desk.volume(filesystem=None)
    away = container.rename(desk.folder / "away")
    dialog = unlock(desk, container)
    assert f"There is no container {container}" in dialog.problem.text()
    assert dialog.mount_button.text() == "&Try again" and not dialog.passphrase.field.isEnabled()
    assert dialog.focusWidget() is dialog.mount_button
    away.rename(container)
    desk.click(dialog.mount_button)
    desk.until(lambda: "LUKS2" in dialog.heading.more(), "the header")
    assert not dialog.problem.text() and dialog.mount_button.text() == "&Mount"
    assert dialog.focusWidget() is dialog.passphrase.field and dialog.passphrase.field.isEnabled()


def test_a_container_that_vanishes_before_the_click_is_told_of(desk: Desk) -> None:
    container = desk.volume(filesystem=None)
    dialog = unlock(desk, container)
    desk.type(dialog.passphrase.field, PASSPHRASE)
    container.unlink()
    desk.click(dialog.mount_button)
    desk.until(dialog.form.failure.text, "the line")
    assert "There is no container" in dialog.form.failure.text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Dear diary, this is no volume.\n" * 100, "no volume that vault knows.\nIt holds text."),
        (b"", "no volume that vault knows.\nIt is empty."),
        (b"LUKS\xba\xbe\x00\x02" + bytes(40960), "header of the volume is damaged"),
    ],
)
def test_what_is_no_sound_volume_is_told_before_anything_is_typed(desk: Desk, content: bytes, said: str) -> None:
    container = desk.folder / "notes\x1b\u202e.txt"
    container.write_bytes(content)
    dialog = unlock(desk, container)
    assert said in dialog.problem.text()
    assert "\x1b" not in dialog.windowTitle() and "\\u202e" in dialog.windowTitle()


@pytest.fixture
def dear(desk: Desk) -> Path:
    """A volume whose keyslot costs more than anybody waits for."""
    container = desk.volume(filesystem=None)
    fd = os.open(container, os.O_RDWR)
    device = ImageFile(fd, read_only=False)
    try:
        write_header(device, edited(read_header(device), lambda header: dearer(header["keyslots"]["0"]["kdf"])))
    finally:
        device.close()
    return container


def dearer(kdf: dict[str, Any]) -> None:
    kdf["iterations"] = DEAR


@pytest.mark.parametrize("how", ["button", "escape"])
def test_a_long_key_derivation_is_given_up_at_once(desk: Desk, dear: Path, watchdog: Watchdog, how: str) -> None:
    from PyQt6.QtCore import Qt

    dialog = unlock(desk, dear)
    desk.type(dialog.passphrase.field, PASSPHRASE)
    desk.click(dialog.mount_button)
    desk.until(lambda: "Deriving" in dialog.work.text(), "the derivation")
    assert not dialog.form.isEnabled() and dialog.work.isVisible() and not dialog.buttons.isVisible()
    if how == "button":
        desk.click(dialog.work.button)
    else:
        desk.press(dialog, Qt.Key.Key_Escape)
    desk.until(lambda: dialog.form.isEnabled(), "the end")
    assert dialog.isVisible() and not dialog.work.isVisible() and not dialog.form.failure.text()
    assert dialog.passphrase.field.count() == len(PASSPHRASE) and dialog.mount_button.isEnabled()


def test_closing_the_dialog_gives_up_what_it_does(desk: Desk, dear: Path) -> None:
    dialog = unlock(desk, dear)
    desk.type(dialog.passphrase.field, PASSPHRASE)
    desk.click(dialog.mount_button)
    desk.until(lambda: "Deriving" in dialog.work.text(), "the derivation")
    dialog.close()
    desk.until(lambda: is_closed(desk, dialog) and not desk.app.tasks.running, "the end")
    assert dialog.passphrase.is_empty()


@pytest.fixture
def no_fuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers on a machine without FUSE."""
    program = tmp_path / "python"
    program.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, runpy, sys\n"
        "import vault.attach.fusefile.attacher as attacher\n"
        "attacher.FUSE = pathlib.Path('/dev/not/there')\n"
        f"sys.executable = {sys.executable!r}\n"
        "runpy.run_module('vault.gui.worker', run_name='__main__')\n"
    )
    program.chmod(0o700)
    monkeypatch.setattr("vault.gui.processes.sys.executable", str(program))


def test_without_fuse_the_reason_is_told_before_anything_is_typed(no_fuse: None, desk: Desk) -> None:
    from vault.gui.favourites import Favourite

    container = desk.volume(filesystem=None)
    dialog = unlock(desk, container, Favourite(MountRequest(container, attach_way="fusefile")))
    assert "/dev/not/there is missing" in dialog.problem.text()
    assert "Load the kernel module fuse" in dialog.problem.text()


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch, qt: object) -> Iterator[FakeSecretService]:
    """A desktop keyring on a bus of its own."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    from vault.testing.keyrings import session_bus
    from vault.testing.secretservice import FakeSecretService, serving

    fake = FakeSecretService()
    with session_bus(monkeypatch.setenv) as (bus, _), serving(fake, bus.address):
        yield fake


def enrolled(desk: Desk) -> Path:
    container = desk.volume()
    with passphrase_fd() as source:
        Engine().keyring_enroll(KeyslotChange(container), source)
    return container


def test_what_the_keyring_opens_is_mounted_without_a_question(
    keyring: FakeSecretService, desk: Desk, opened: list[Any]
) -> None:
    container = enrolled(desk)
    dialog: Any = desk.app.unlock(container)
    mounted(desk, container)
    desk.until(lambda: is_closed(desk, dialog), "the dialog to close")
    assert len(opened) == 1


def test_a_locked_keyring_is_told_of_and_the_passphrase_goes(
    keyring: FakeSecretService, desk: Desk, opened: list[Any]
) -> None:
    container = enrolled(desk)
    keyring.locked = {"login"}
    dialog = unlock(desk, container)
    assert "it is locked" in dialog.problem.text() and dialog.passphrase.isEnabled()
    desk.click(dialog.keyring_button)  # whose question is dismissed
    desk.until(dialog.form.failure.text, "the line")
    assert "Type the passphrase." in dialog.form.failure.text()
    desk.type(dialog.passphrase.field, PASSPHRASE)
    desk.click(dialog.mount_button)
    mounted(desk, container)


def test_an_open_volume_has_its_folder_opened(desk: Desk, opened: list[Any]) -> None:
    container = desk.volume()
    with passphrase_fd() as source:
        record = Engine().mount(MountRequest(container), source)
    mounted(desk, container)
    dialog = unlock(desk, container)
    assert str(record.mount_point) in dialog.problem.text() and not dialog.form.isVisible()
    assert dialog.mount_button.text() == "Open &folder"
    desk.click(dialog.mount_button)
    assert opened == [desk.app.volumes.of(container)]
    desk.until(lambda: is_closed(desk, dialog), "the dialog to close")


def test_a_busy_mount_point_is_a_line(desk: Desk) -> None:
    container = desk.volume(filesystem=None)
    point = desk.folder / "full"
    point.mkdir()
    (point / "file").touch()
    dialog = unlock(desk, container)
    dialog.form.fold.unfold()
    desk.type(dialog.options.mount_point.line, str(point))
    desk.type(dialog.passphrase.field, PASSPHRASE)
    desk.click(dialog.mount_button)
    desk.until(dialog.form.failure.text, "the line")
    assert str(point) in dialog.form.failure.text()


def test_a_key_file_takes_the_place_of_the_passphrase(desk: Desk, opened: list[Any]) -> None:
    from vault import KeyFile

    container = desk.volume()
    key = desk.folder / "key"
    key.write_bytes(b"\x00\xff key\n")
    with passphrase_fd() as source:
        change = KeyslotChange(container, pbkdf="pbkdf2", pbkdf_iterations=1000)
        Engine().keyslot_add(change, source, KeyFile(key))
    dialog = unlock(desk, container)
    dialog.form.fold.unfold()
    dialog.options.key_path.set_path(key)
    desk.click(dialog.mount_button)
    mounted(desk, container)


def drop(widget: Any, *paths: Path) -> bool:
    """Drop files on a widget; whether it takes them."""
    from PyQt6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
    from PyQt6.QtGui import QDragEnterEvent, QDropEvent

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), *how)
    enter.ignore()
    QCoreApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QCoreApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), *how))
    return enter.isAccepted()


def test_keyfiles_are_dropped_on_their_list(desk: Desk, opened: list[Any]) -> None:
    keys = [desk.folder / "one.jpg", desk.folder / "two.jpg"]
    for key in keys:
        key.write_bytes(key.name.encode() * 100)
    container = veracrypt(desk, keyfiles=tuple(keys))
    dialog = unlock(desk, container)
    dialog.form.fold.unfold()
    desk.type(dialog.options.pim, "1")
    assert drop(dialog.options.keyfiles._list.viewport(), *keys, keys[0])
    assert dialog.options.keyfiles.paths() == tuple(keys)
    desk.type(dialog.passphrase.field, PASSPHRASE)
    desk.click(dialog.mount_button)
    mounted(desk, container)


def test_the_hidden_volume_is_protected_by_its_own_passphrase(desk: Desk, opened: list[Any]) -> None:
    container = veracrypt(desk)
    outer = CreateOptions(container, 1 << 20, filesystem=None, format="veracrypt", prf="sha256", pim=1, force=True)
    with passphrase_fd() as outer_source, passphrase_fd("of the hidden volume") as source:
        Engine().create(replace(outer, outer=Outer(outer_source, OpenOptions(pim=1))), source)
    dialog = unlock(desk, container)
    dialog.form.fold.unfold()
    protection = dialog.options.protection
    desk.type(dialog.options.pim, "1")
    desk.type(dialog.passphrase.field, PASSPHRASE)
    protection.wanted.setChecked(True)
    assert not dialog.mount_button.isEnabled(), "the hidden volume's passphrase is missing"
    desk.type(protection.pim, "1")
    desk.type(protection.passphrase.field, "wrong")
    desk.click(dialog.mount_button)
    desk.until(dialog.form.failure.text, "the line")
    assert dialog.form.failure.text().startswith("This does not open the hidden volume.")
    desk.until(protection.passphrase.field.hasFocus, "the focus where it was wrong")
    desk.type(protection.passphrase.field, "of the hidden volume")
    desk.click(dialog.mount_button)
    record = mounted(desk, container)
    desk.until(lambda: is_closed(desk, dialog), "the dialog to close")
    assert protection.passphrase.is_empty()
    from vault.gui.listing.words import open_state

    assert open_state(record, None) == "Mounted, hidden volume protected"


def test_another_container_is_taken_as_long_as_nothing_is_typed(desk: Desk) -> None:
    first, second = desk.volume("first.vol", filesystem=None), desk.volume("second.vol", filesystem=None)
    dialog = unlock(desk, first)
    assert drop(dialog, second) and dialog.container == second
    desk.until(lambda: "LUKS2" in dialog.heading.more(), "the header")
    desk.type(dialog.passphrase.field, "p")
    assert not drop(dialog, first) and dialog.container == second


def test_a_favourites_options_are_filled_in_and_asked_for(desk: Desk) -> None:
    from vault.gui.favourites import Favourite

    container = veracrypt(desk, filesystem=None)
    request = MountRequest(
        container,
        mount_point=desk.folder / "point",
        read_only=True,
        attach_way="fusefile",
        mount_way="userspace",
        noexec=True,
        opening=OpenOptions(format="veracrypt", pim=7, keyfiles=(desk.folder / "key",), hidden=True, prf="sha256"),
        remember=Remember("session", 600),
    )
    dialog = unlock(desk, container, Favourite(request))
    assert dialog.options.request(container) == request


def test_the_ways_that_can_be_chosen_are_the_engines() -> None:
    from vault.gui.widgets.open_options import ATTACH_WAYS, MOUNT_WAYS
    from vault.ways import attachers, mounters

    assert [each.name for each in attachers()] == list(ATTACH_WAYS)
    assert [each.name for each in mounters()] == list(MOUNT_WAYS)


@pytest.fixture
def hanging(tmp_path: Path) -> Iterator[Path]:
    """A folder whose file system never answers."""
    program = shutil.which("fusermount3")
    if program is None or not os.access("/dev/fuse", os.W_OK):
        pytest.skip("FUSE cannot be used here")
    folder = tmp_path / "far"
    folder.mkdir()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        words = [program, "-o", "fsname=far", "--", str(folder)]
        subprocess.run(
            words, env={**os.environ, "_FUSE_COMMFD": str(theirs.fileno())}, pass_fds=[theirs.fileno()], check=True
        )
        _, descriptors, _, _ = socket.recv_fds(ours, 1, 1)
    try:
        yield folder
    finally:
        with suppress(OSError):
            os.close(descriptors[0])  # whoever waits is told that nobody is there
        subprocess.run([program, "-u", "-z", "--", str(folder)], check=True)


def test_a_path_that_hangs_blocks_nothing(desk: Desk, hanging: Path, watchdog: Watchdog) -> None:
    dialog: Any = desk.app.unlock(hanging / "secret.vol")
    desk.until(lambda: is_waiting(desk), "the worker to hang")
    desk.type(dialog.passphrase.field, PASSPHRASE)
    desk.click(dialog.mount_button)
    desk.until(lambda: dialog.work.isVisible(), "the work")
    desk.click(dialog.work.button)
    desk.until(lambda: dialog.form.isEnabled(), "the dialog to be free again")
    dialog.close()
    desk.until(lambda: is_closed(desk, dialog), "the dialog to close")


def is_waiting(desk: Desk) -> bool:
    """Whether a worker waits for a file system."""
    found = [job._worker.process for job in desk.app.tasks.running if job.method == "inspect" and job._worker]
    return any("fuse" in Path(f"/proc/{pid_of(each)}/wchan").read_text() for each in found if each)


def pid_of(pidfd: int) -> int:
    """The process that a descriptor stands for."""
    lines = Path(f"/proc/self/fdinfo/{pidfd}").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("Pid:")))
