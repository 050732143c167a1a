"""Security keys in the window: a volume opens with one, and one is added, with keys that are software."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from tests.gui.conftest import PASSPHRASE
from tests.gui.security_keys import NAME, PIN, Usb, enrolled
from tests.gui.test_keys import ask, failure, keys, settled, volume
from tests.gui.test_unlock import is_closed, mounted, unlock
from vault.crypto.secret import Secret
from vault.errors import Cancelled
from vault.gui.wire import BadMessage, Channel
from vault.gui.worker import Window
from vault.testing.authenticator import Authenticator, Touch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.gui.conftest import Desk
    from vault.gui.dialogs.unlock import UnlockDialog

AGAIN_MS = 50


@pytest.fixture
def usb(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Usb]:
    """Where the window looks for keys again and again, and quickly; to be asked for before the desk."""
    import vault.gui.dialogs.looking
    import vault.gui.keys.security_key

    monkeypatch.setattr(vault.gui.dialogs.looking, "AGAIN_MS", AGAIN_MS)
    monkeypatch.setattr(vault.gui.keys.security_key, "AGAIN_MS", AGAIN_MS)
    with Usb(tmp_path_factory.mktemp("usb")) as usb:
        monkeypatch.setattr("vault.gui.processes.sys.executable", str(usb.python))
        yield usb


def begun(desk: Desk, container: Path) -> UnlockDialog:
    """The dialog, once the button for the security key was pressed."""
    dialog = unlock(desk, container)
    desk.until(dialog.security_key_button.isVisible, "the button")
    desk.click(dialog.security_key_button)
    return dialog


def give_pin(desk: Desk, dialog: Any, pin: str = PIN) -> None:
    """Type the PIN once it is asked for."""
    desk.until(lambda: dialog.pin.is_asking, "the question")
    assert dialog.pin.edit.isVisible() and dialog.pin.edit.field.count() == 0
    desk.type(dialog.pin.edit.field, pin)
    desk.click(dialog.mount_button if hasattr(dialog, "mount_button") else dialog.primary)


def test_a_volume_is_opened_by_pin_and_touch(usb: Usb, desk: Desk) -> None:
    desk.app.settings.set_switch("open-folder", False)
    key = Authenticator(pin=PIN)
    container = enrolled(desk, key)
    usb.plug(key)
    key.person.does = Touch.WHEN_TOLD
    dialog = begun(desk, container)
    give_pin(desk, dialog)
    desk.until(key.person.waiting.is_set, "the key to wait")
    desk.until(lambda: dialog.work.text() == f"Touch the security key {NAME}.", "the word of it")
    assert dialog.work._icon.isVisible() and not dialog.pin.isVisible()
    key.person.touch()
    mounted(desk, container)
    desk.until(lambda: is_closed(desk, dialog), "the dialog to close")
    assert dialog.pin.edit.is_empty()


def test_a_wrong_pin_is_told_with_the_tries_that_are_left(usb: Usb, desk: Desk) -> None:
    key = Authenticator(pin=PIN)
    container = enrolled(desk, key, filesystem=None)
    usb.plug(key)
    dialog = begun(desk, container)
    desk.until(lambda: dialog.pin.is_asking, "the question")
    desk.type(dialog.pin.edit.field, "123")
    assert not dialog.mount_button.isEnabled(), "no PIN is as short as that"
    desk.type(dialog.pin.edit.field, "45")
    tries = key.pin.tries
    desk.click(dialog.mount_button)
    desk.until(lambda: "wrong" in dialog.pin.line.text(), "the line")
    assert dialog.pin.line.text() == f"This PIN is wrong. {tries - 1} tries are left."
    assert dialog.focusWidget() is dialog.pin.edit.field
    give_pin(desk, dialog)
    desk.until(dialog.form.failure.text, "that there is no file system")
    said = dialog.form.failure.text()
    assert "security key" not in said and "PIN" not in said and key.pin.tries == tries


@pytest.mark.parametrize(
    ("point", "how"), [("pin", "cancel"), ("pin", "close"), ("touch", "escape"), ("touch", "close")]
)
def test_it_is_given_up_whenever_somebody_waits(usb: Usb, desk: Desk, point: str, how: str) -> None:
    from PyQt6.QtCore import Qt
    from PyQt6.QtWidgets import QDialogButtonBox

    key = Authenticator(pin=PIN)
    container = enrolled(desk, key, filesystem=None)
    usb.plug(key)
    key.person.does = Touch.WHEN_TOLD
    dialog = begun(desk, container)
    desk.until(lambda: dialog.pin.is_asking, "the question")
    if point == "touch":
        give_pin(desk, dialog)
        desk.until(lambda: "Touch" in dialog.work.text(), "the word of it")
    if how == "close":
        dialog.close()
        desk.until(lambda: is_closed(desk, dialog), "the dialog to close")
    elif how == "escape":
        desk.press(dialog, Qt.Key.Key_Escape)
    else:
        desk.click(dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel))
    desk.until(lambda: not [job for job in desk.app.tasks.running if job.method == "mount"], "the end")
    desk.until(lambda: not key.person.waiting.is_set(), "the key to wait no more")
    assert dialog.pin.edit.is_empty()
    if how != "close":
        assert dialog.isVisible() and dialog.form.isVisible() and not dialog.form.failure.text()
        desk.until(dialog.security_key_button.isVisible, "another look")


def test_a_key_that_is_plugged_in_and_pulled_out_is_noticed(usb: Usb, desk: Desk) -> None:
    key = Authenticator()
    container = enrolled(desk, key, filesystem=None)
    dialog = unlock(desk, container)
    wanted = "A security key opens this volume; plug it in."
    desk.until(lambda: dialog.problem.text() == wanted, "the line")
    assert not dialog.security_key_button.isVisible() and dialog.passphrase.isEnabled()
    usb.plug(key)
    desk.until(dialog.security_key_button.isVisible, "the button")
    assert not dialog.problem.text()
    usb.pull()
    desk.until(lambda: dialog.problem.text() == wanted, "the line")
    assert not dialog.security_key_button.isVisible()


def test_a_volume_without_a_security_key_is_not_asked_for_one(usb: Usb, desk: Desk) -> None:
    usb.plug(Authenticator())
    dialog = unlock(desk, desk.volume(filesystem=None))
    assert not dialog.security_key_button.isVisible() and not dialog._looking._timer.isActive()


@pytest.mark.parametrize(("case", "said"), [("pulled", "was pulled out."), ("blocked", "takes no PIN now")])
def test_why_a_key_did_not_open_the_volume_is_a_line(usb: Usb, desk: Desk, case: str, said: str) -> None:
    key = Authenticator(pin=PIN)
    container = enrolled(desk, key, filesystem=None)
    usb.plug(key)
    key.person.does = Touch.WHEN_TOLD
    dialog = begun(desk, container)
    if case == "pulled":
        give_pin(desk, dialog)
        desk.until(key.person.waiting.is_set, "the key to wait")
        usb.pull()
    else:
        for _ in range(3):
            give_pin(desk, dialog, "wrong")
    desk.until(dialog.form.failure.text, "the line")
    first, second = dialog.form.failure.text().split("\n")
    assert first == "The security key did not open the volume." and second.startswith(f"{NAME} {said}")
    assert dialog.form.isVisible() and not dialog.pin.isVisible()


def test_a_key_of_another_volume_is_told_of(usb: Usb, desk: Desk) -> None:
    container = enrolled(desk, Authenticator(pin=PIN), filesystem=None)
    usb.plug(Authenticator(pin=PIN))
    dialog = unlock(desk, container)
    desk.until(lambda: "It opens no keyslot of this volume." in dialog.problem.text(), "the line")
    assert not dialog.security_key_button.isVisible()


# --- the keys page -------------------------------------------------------------------------------------------------


def test_a_security_key_is_added_and_removed(usb: Usb, desk: Desk) -> None:
    key = Authenticator(pin=PIN)
    window = keys(desk, volume(desk))
    desk.click(window.keys.security_key)
    dialog: Any = window.dialog
    desk.until(lambda: dialog.plug.text() == "Plug in the security key.", "the line")
    usb.plug(key)
    desk.until(lambda: dialog.key, "the key")
    assert dialog.choice.currentText() == NAME and not dialog.primary.isEnabled()
    key.person.does = Touch.WHEN_TOLD
    desk.type(dialog.present.edit.field, "wrong")
    desk.click(dialog.primary)
    assert failure(desk, dialog) == "The present passphrase does not open the volume."
    desk.type(dialog.present.edit.field, PASSPHRASE)
    desk.type(dialog.name, "blue")
    desk.click(dialog.primary)
    give_pin(desk, dialog, "wrong")
    desk.until(lambda: "wrong" in dialog.pin.line.text(), "the next question")
    give_pin(desk, dialog)
    touches = [".", " once more (touch 2).", " once more (touch 3)."]
    for number, said in enumerate(touches, 1):
        desk.until(lambda said=said: dialog.work.text() == f"Touch the security key {NAME}{said}", said)
        desk.until(lambda number=number: key.person.asked == number and key.person.waiting.is_set(), "the key to wait")
        key.person.touch()
    settled(desk, window)
    assert window.notice.text().startswith("The security key opens the volume with keyslot 1.")
    assert "PIN" not in window.notice.text()
    card = window.keys.slots[1]
    assert card.title.whole() == "Keyslot 1 · blue" and "Security key" in card.text()
    assert [action.objectName() for action in card.menu.actions()] == ["rename"]

    desk.click(card.remove)
    remove: Any = window.dialog
    desk.type(remove.present.edit.field, PASSPHRASE)
    desk.click(remove.primary)
    settled(desk, window)
    assert list(window.keys.slots) == [0]


def test_what_a_key_without_a_pin_means_is_told(usb: Usb, desk: Desk) -> None:
    usb.plug(Authenticator())
    window = keys(desk, volume(desk))
    dialog = ask(window, "security-key")
    desk.until(lambda: dialog.key, "the key")
    assert not dialog.asks_pin.isEnabled() and not dialog.asks_pin.isChecked()
    assert dialog.note.text() == "This key has no PIN. Whoever has the key opens the volume."
    desk.type(dialog.present.edit.field, PASSPHRASE)
    desk.click(dialog.primary)
    settled(desk, window)
    assert list(window.keys.slots) == [0, 1]


def test_adding_is_given_up_at_the_pin(usb: Usb, desk: Desk) -> None:
    usb.plug(Authenticator(pin=PIN))
    window = keys(desk, volume(desk))
    dialog = ask(window, "security-key")
    desk.until(lambda: dialog.key, "the key")
    desk.type(dialog.present.edit.field, PASSPHRASE)
    desk.click(dialog.primary)
    desk.until(lambda: dialog.pin.is_asking, "the question")
    desk.click(dialog._cancel)
    assert failure(desk, dialog).startswith("It was cancelled.")
    assert dialog.inside.isVisible() and not dialog.pin.isVisible()
    dialog.reject()
    assert list(settled(desk, window).keys.slots) == [0]


# --- the channel ---------------------------------------------------------------------------------------------------


def test_a_pin_is_asked_for_over_the_channel() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Channel(ours).send("pin", Secret(PIN.encode()))
        with Window(Channel(theirs)).pin("key", 8) as pin:
            assert bytes(pin.view()) == PIN.encode()
        assert Channel(ours).receive() == ("ask-pin", ("key", 8))


@pytest.mark.parametrize("answer", [None, ("pin", None), ("shown", True)])
def test_without_a_pin_the_work_is_given_up(answer: tuple[str, object] | None) -> None:
    ours, theirs = socket.socketpair()
    with theirs, ours:
        if answer is None:
            ours.close()
        else:
            Channel(ours).send(*answer)
        with pytest.raises(Cancelled):
            Window(Channel(theirs)).pin("key", None)


def test_nothing_but_a_question_for_a_pin_is_one(desk: Desk) -> None:
    job = desk.app.tasks.run("status")
    for asked in (None, "key", ("key",), (1, 8), ("key", "8"), ("key", 8, 8)):
        with pytest.raises(BadMessage):
            job._worker._take("ask-pin", asked)
    desk.until(lambda: not job.is_running, "the end")


def test_a_pin_that_nobody_is_asked_for_is_not_waited_for(usb: Usb, desk: Desk) -> None:
    from vault.options import FromToken, MountRequest

    key = Authenticator(pin=PIN)
    container = enrolled(desk, key, filesystem=None)
    usb.plug(key)
    failed: list[Any] = []
    desk.app.tasks.run("mount", MountRequest(container), FromToken(security_key=True), failed=failed.append)
    desk.until(lambda: failed, "the end")
    assert failed[0].code == "cancelled"
