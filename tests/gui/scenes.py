"""Every dialog in every state: for pictures of them, and for what has to hold of them all.

A scene is a generator of names and windows; whoever runs it looks at each window while it is as the name says.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from tests.gui.conftest import PASSPHRASE, Desk, passphrase_fd
from vault import CreateOptions, Engine, MountRequest
from vault.options import OpenOptions, Outer

if TYPE_CHECKING:
    from PyQt6.QtWidgets import QWidget

    from vault.options import SessionRecord

Views = Iterator[tuple[str, "QWidget"]]
SCENES: dict[str, Callable[[Desk], Views]] = {}
DEAR = 200_000_000
"""Iterations of PBKDF2 that nobody waits for."""
SECOND = "the passphrase of the hidden volume"


def scene(make: Callable[[Desk], Views]) -> Callable[[Desk], Views]:
    """Enter it in the list."""
    SCENES[make.__name__] = make
    return make


def _luks(desk: Desk, name: str = "letters.vol", **more: Any) -> Path:
    """A LUKS2 container whose keyslot costs nothing to open, with nothing in it."""
    return desk.volume(name, **{"size": 17 << 20, "filesystem": None, **more})


def _veracrypt(desk: Desk, name: str = "photos.hc", **more: Any) -> Path:
    """A VeraCrypt container with PIM 1."""
    options = CreateOptions(desk.folder / name, 4 << 20, format="veracrypt", prf="sha256", pim=1, **more)
    with passphrase_fd() as source:
        Engine().create(options, source)
    return desk.folder / name


def _dear(container: Path) -> None:
    """Make the key derivation of its keyslot take for ever."""
    from vault.blockdev.image import ImageFile
    from vault.formats.luks2.documents import edited
    from vault.formats.luks2.header import read_header
    from vault.formats.luks2.write import write_header

    device = ImageFile(os.open(container, os.O_RDWR), read_only=False)
    try:
        dear = {"iterations": DEAR}
        header = edited(read_header(device), lambda header: header["keyslots"]["0"]["kdf"].update(dear))
        write_header(device, header)
    finally:
        device.close()


def _mounted(desk: Desk, container: Path, **more: Any) -> SessionRecord:
    """An open volume."""
    with passphrase_fd() as source:
        Engine().mount(MountRequest(container, **more), source)

    def record() -> SessionRecord | None:
        found = desk.app.volumes.of(container)
        return found if found is not None and found.state == "mounted" else None

    found: SessionRecord = desk.until(record, "the watch")
    return found


# --- unlocking -----------------------------------------------------------------------------------------------------


def _unlock(desk: Desk, container: Path) -> Any:
    dialog: Any = desk.app.unlock(container)
    desk.until(lambda: not dialog._looking.is_looking, "the container to be looked at")
    return dialog


@scene
def unlock(desk: Desk) -> Views:
    """The dialog for LUKS2, from the start to a wrong passphrase."""
    dialog = _unlock(desk, _luks(desk))
    yield "unlock", dialog
    desk.type(dialog.passphrase.field, "correct horse battery")
    yield "unlock-typed", dialog
    dialog.passphrase.field.actions()[0].trigger()
    yield "unlock-shown", dialog
    dialog.passphrase.field.actions()[0].trigger()
    desk.click(dialog.mount_button)
    desk.until(dialog.form.failure.text, "the line")
    yield "unlock-wrong", dialog
    dialog.form.fold.unfold()
    yield "unlock-options-luks2", dialog


@scene
def unlock_veracrypt(desk: Desk) -> Views:
    """What only VeraCrypt has."""
    dialog = _unlock(desk, _veracrypt(desk, filesystem=None, quick=True))
    dialog.form.fold.unfold()
    desk.type(dialog.passphrase.field, PASSPHRASE)
    dialog.options.keyfiles.add([Path.home() / "Music" / "one.ogg", Path.home() / "Music" / "another one.ogg"])
    yield "unlock-options-veracrypt", dialog
    dialog.options.protection.wanted.setChecked(True)
    yield "unlock-protection", dialog
    dialog.close()


@scene
def unlock_trouble(desk: Desk) -> Views:
    """What is said before anything is typed, and while a key is derived."""
    yield "unlock-vanished", _unlock(desk, desk.folder / "gone.vol")
    (desk.folder / "noise.img").write_bytes(b"text, and no volume " * 4096)
    yield "unlock-unknown", _unlock(desk, desk.folder / "noise.img")
    damaged = _luks(desk, "damaged.vol")
    with damaged.open("r+b") as file:
        for place in (0, 16384):
            file.seek(place + 64)
            file.write(b"\xff" * 512)
    yield "unlock-damaged", _unlock(desk, damaged)
    dear = _luks(desk, "dear.vol")
    _dear(dear)
    dialog = _unlock(desk, dear)
    desk.type(dialog.passphrase.field, PASSPHRASE)
    desk.click(dialog.mount_button)
    desk.until(lambda: dialog.work._label.toolTip(), "a key derivation")
    yield "unlock-working", dialog
    desk.click(dialog.work.button)
    desk.until(lambda: not dialog._mounting.is_running, "the end")


@scene
def unlock_open(desk: Desk) -> Views:
    """A volume that is mounted already."""
    container = desk.volume("letters.vol")
    _mounted(desk, container)
    yield "unlock-open", _unlock(desk, container)


@scene
def unlock_security_key(desk: Desk) -> Views:
    """A security key that is missing, plugged in, asked, and pulled out."""
    from tests.gui.security_keys import PIN, enrolled, usb_of
    from vault.testing.authenticator import Authenticator, Touch

    key = Authenticator(pin=PIN)
    container = enrolled(desk, key, size=17 << 20, filesystem=None)
    with usb_of(desk) as usb:
        dialog = _unlock(desk, container)
        yield "unlock-security-key-missing", dialog
        usb.plug(key)
        dialog._looking._look_again()
        desk.until(dialog.security_key_button.isVisible, "the button")
        yield "unlock-security-key", dialog
        key.person.does = Touch.WHEN_TOLD
        desk.click(dialog.security_key_button)
        for name, pin in (("unlock-pin", "wrong"), ("unlock-pin-wrong", PIN)):
            desk.until(lambda: dialog.pin.is_asking, "the question")
            yield name, dialog
            desk.type(dialog.pin.edit.field, pin)
            desk.click(dialog.mount_button)
        desk.until(dialog.work._icon.isVisible, "that it waits for a touch")
        yield "unlock-touch", dialog
        usb.pull()
        desk.until(dialog.form.failure.text, "the line")
        yield "unlock-security-key-pulled-out", dialog


# --- making --------------------------------------------------------------------------------------------------------


def _assistant(desk: Desk) -> Any:
    from tests.gui.test_create import Steps

    return Steps(desk)


@scene
def create(desk: Desk) -> Views:
    """The assistant for LUKS2, page by page."""
    from vault.gui.leaving import GiveUpQuestion

    steps = _assistant(desk)
    it = steps.it
    yield "create-kind", it
    steps.to_place(desk.folder / "secret.vol", "900T")
    desk.until(it.place.problem.text, "that there is no room")
    yield "create-no-room", it
    it.place.amount.set_value(32 << 20)
    it.place.space.setCurrentIndex(1)
    desk.until(it.place.is_ready, "room")
    yield "create-place", it
    steps.next()
    yield "create-filesystem", it
    steps.next()
    new = it.credential.passphrase
    desk.type(new.first.field, "password")
    desk.until(lambda: new.meter.bar.value() == 1, "the strength")
    yield "create-weak", it
    desk.click(new.generate)
    desk.until(new.suggestion.isVisible, "words")
    desk.click(new.suggestion.use)
    desk.until(lambda: new.meter.bar.value() == 5, "the strength")
    yield "create-words", it
    steps.next()
    yield "create-summary", it
    desk.click(it.summary.advanced)
    yield "create-advanced", it
    it.advanced.cost.kdf.setCurrentIndex(it.advanced.cost.kdf.findData("pbkdf2"))
    it.advanced.cost.time.setValue(5.0)
    steps.next()
    steps.begin_deriving()
    yield "create-working", it
    it.close()
    question = desk.shown(GiveUpQuestion)
    yield "create-give-up", question
    desk.click(question.stay)
    desk.click(it.work.button)
    desk.until(lambda: it.running.job is None, "the end")
    yield "create-cancelled", it
    steps.cheap()
    steps.next()
    yield "create-done", it
    it.close()
    steps = _assistant(desk)
    steps.to_place(desk.folder / "secret.vol", "32M")
    desk.until(steps.it.place.overwrite.isVisible, "the place")
    yield "create-taken", steps.it


@scene
def create_veracrypt(desk: Desk) -> Views:
    """The assistant for VeraCrypt, and for a hidden volume in that."""
    steps = _assistant(desk)
    it = steps.it
    steps.to_place(desk.folder / "photos.hc", "6M", "veracrypt")
    steps.next()
    steps.next()
    steps.type_passphrase()
    it.credential.more.unfold()
    desk.type(it.credential.pim, "1")
    desk.until(it.credential.passphrase.meter.bar.value, "the strength")
    yield "create-veracrypt-credential", it
    steps.next()
    yield "create-veracrypt-summary", it
    desk.click(it.summary.advanced)
    yield "create-veracrypt-advanced", it
    it.advanced.prf.setCurrentText("SHA-256")
    desk.click(it.advanced.quick)
    steps.next()
    steps.next()
    it.close()
    steps = _assistant(desk)
    it = steps.it
    desk.click(it.kind.buttons["hidden"])
    steps.next()
    desk.type(it.outer.path.line, str(desk.folder / "photos.hc"))
    desk.type(it.outer.passphrase.field, "wrong")
    desk.type(it.outer.pim, "1")
    steps.next()
    yield "create-outer-wrong", it
    it.outer.passphrase.field.setText(PASSPHRASE)
    steps.next()
    desk.type(it.room.amount.line, "1M")
    yield "create-room", it


# --- the main window -----------------------------------------------------------------------------------------------


@scene
def main(desk: Desk) -> Views:
    """Without volumes, with a few, and with trouble; then the menu of the icon in the panel, and its question."""
    from vault.gui.favourites import Favourite
    from vault.gui.tray_menu import TrayMenu

    window: Any = desk.app.show_main()
    yield "main-empty", window
    letters = desk.volume("letters.vol")
    work = desk.volume("Work 2026 with a long name.vol")
    (desk.folder / "photos.hc").touch()
    (desk.folder / "taxes.vol").touch()
    for name, called in (("letters.vol", "Letters"), ("photos.hc", "Photos"), ("old backup.vol", "Old backup")):
        desk.app.favourites.add(Favourite(MountRequest(desk.folder / name), called, id=f"test {name}"))
    desk.app.settings.add_recent(desk.folder / "taxes.vol")
    record = _mounted(desk, letters)
    _mounted(desk, work)
    desk.until(lambda: sum(bool(each.policy) for each in window.model.rows) == 2, "policies")
    window.model.measure()
    desk.until(lambda: sum(each.free is not None for each in window.model.rows) == 2, "free space")
    desk.until(lambda: all(each.record or each.problem is not None for each in window.model.rows), "what is there")
    yield "main", window
    menu = TrayMenu(desk.app)
    menu.popup(window.mapToGlobal(window.rect().center()))
    yield "tray", menu
    inner = menu.actions()[0].menu()
    assert inner is not None
    inner.popup(window.mapToGlobal(window.rect().center()))
    yield "tray-volume", inner
    inner.close()
    menu.close()
    with (record.mount_point / "used").open("w"):  # type: ignore[operator]
        window.actions_.dismount_all.trigger()
        desk.until(window.line.text, "what stayed open")
        yield "main-still-open", window
    menu.deleteLater()


@scene
def main_many(desk: Desk) -> Views:
    """Fifty volumes."""
    from vault.gui.favourites import Favourite

    for number in range(50):
        container = desk.folder / f"archive {number:02}.vol"
        container.touch()
        if number < 40:
            desk.app.favourites.add(Favourite(MountRequest(container), id=f"test {number}"))
        else:
            desk.app.settings.add_recent(container)
    window: Any = desk.app.show_main()
    desk.until(lambda: len(window.model.rows) == 50 and all(each.problem == "" for each in window.model.rows))
    yield "main-many", window


@scene
def busy(desk: Desk) -> Views:
    """A volume that a program uses."""
    from tests.gui.test_busy import User, sheet

    record = _mounted(desk, desk.volume("letters.vol"))
    user = User(record)
    try:
        found: Any = sheet(desk, record)
        yield "busy", found
        desk.click(found.force)
        yield "busy-force", found
        found.close()
    finally:
        user.let_go()


@scene
def leaving(desk: Desk) -> Views:
    """The question when work would be given up."""
    from tests.gui.test_tasks import typed
    from vault.gui.leaving import LeaveQuestion

    options = CreateOptions(desk.folder / "new.vol", 32 << 20, sparse=True, pbkdf="pbkdf2", pbkdf_iterations=DEAR)
    heard: list[Any] = []
    job = desk.app.tasks.run("create", options, typed(), event=heard.append)
    desk.until(lambda: heard, "it to begin")
    desk.app.quit()
    yield "leave", desk.shown(LeaveQuestion)
    job.cancel()
    desk.until(lambda: not job.is_running, "the end")


# --- keys ----------------------------------------------------------------------------------------------------------


def _keys(desk: Desk, container: Path) -> Any:
    from tests.gui.test_keys import keys

    return keys(desk, container)


@scene
def keys(desk: Desk) -> Views:
    """The cards, and the dialogs that they open."""
    from tests.gui.test_keys import add, ask, recovery, settled

    window = _keys(desk, _luks(desk))
    add(desk, window, name="laptop")
    settled(desk, window)
    for name in ("add", "recovery", "enroll"):
        yield f"keys-{name}", ask(window, name)
        window.dialog.reject()
        settled(desk, window)
    for name in ("change", "remove", "rename", "convert", "test"):
        yield f"keys-{name}", ask(window, name, 1)
        window.dialog.reject()
        settled(desk, window)
    dialog = recovery(desk, window)
    yield "keys-recovery-sheet", dialog
    desk.click(dialog.primary)
    desk.until(lambda: window.dialog not in (None, dialog), "the test of it")
    yield "keys-prove", window.dialog
    window.dialog.reject()
    settled(desk, window)
    yield "keys", window
    menu = window.keys.slots[1].menu
    menu.popup(window.mapToGlobal(window.rect().center()))
    yield "keys-menu", menu
    menu.close()
    ask(window, "remove", 0).reject()
    settled(desk, window)


@scene
def keys_security_key(desk: Desk) -> Views:
    """A security key is added."""
    from tests.gui.security_keys import PIN, usb_of
    from tests.gui.test_keys import ask, settled
    from vault.testing.authenticator import Authenticator

    container = _luks(desk)
    window = _keys(desk, container)
    with usb_of(desk) as usb:
        dialog = ask(window, "security-key")
        desk.until(lambda: not dialog._look_job.is_running, "what is plugged in")
        yield "keys-security-key-missing", dialog
        usb.plug(Authenticator(pin=PIN))
        dialog._look()
        desk.until(lambda: dialog.key, "the key")
        desk.type(dialog.present.edit.field, PASSPHRASE)
        yield "keys-security-key", dialog
        dialog.asks_pin.setChecked(False)
        yield "keys-security-key-without-pin", dialog
        dialog.asks_pin.setChecked(True)
        desk.click(dialog.primary)
        desk.until(lambda: dialog.pin.is_asking, "the question")
        yield "keys-security-key-pin", dialog
        desk.type(dialog.pin.edit.field, PIN)
        desk.click(dialog.primary)
        settled(desk, window)
        yield "keys-with-security-key", window
        yield "keys-security-key-remove", ask(window, "remove", 1)
        window.dialog.reject()
        settled(desk, window)
        yield "details-security-key", _details(desk, container)


@scene
def recovery_sheet(desk: Desk) -> Views:
    """A recovery key: what is asked, a passphrase that is wrong, and a page that no printer takes."""
    from tests.gui.test_keys import ask, failure, settled

    window = _keys(desk, _luks(desk))
    dialog = ask(window, "recovery")
    dialog.pdf_fold.unfold()
    desk.type(dialog.present.edit.field, "wrong")
    yield "recovery-pdf", dialog
    desk.click(dialog.primary)
    failure(desk, dialog)
    yield "recovery-wrong", dialog
    desk.type(dialog.present.edit.field, PASSPHRASE)
    desk.click(dialog.primary)
    desk.until(lambda: dialog.is_shown, "the key")
    yield "recovery-sheet", dialog
    dialog.sheet.tell_not_printed()
    dialog.fit()
    yield "recovery-not-printed", dialog
    dialog.reject()
    settled(desk, window)


@scene
def keyring(desk: Desk) -> Views:
    """The desktop's keyring: it can open the volume, it is locked, and it is to forget it."""
    from tests.gui.test_keys import ask, settled
    from vault.gui.app import App
    from vault.testing.keyrings import session_bus
    from vault.testing.secretservice import FakeSecretService, serving

    container = _luks(desk)
    fake = FakeSecretService(prompt="accept")
    with patch.dict(os.environ), session_bus(os.environ.__setitem__) as (bus, _), serving(fake, bus.address):
        app = App()  # whose workers find it
        window: Any = app.keys(container)
        settled(desk, window)
        yield "keyring-none", window
        dialog = ask(window, "enroll")
        desk.type(dialog.present.edit.field, PASSPHRASE)
        yield "keyring-enroll", dialog
        desk.click(dialog.primary)
        settled(desk, window)
        yield "keyring-ready", window
        fake.locked.add("login")
        fake.prompt = "dismiss"
        window.look()
        settled(desk, window)
        yield "keyring-locked", window
        unlock: Any = app.unlock(container)
        desk.until(lambda: not unlock._looking.is_looking, "all looks")
        yield "unlock-keyring-locked", unlock
        unlock.close()
        fake.locked.clear()
        window.ask("forget", window.keys._status)
        yield "keyring-forget", window.dialog
        window.dialog.reject()
        window.close()
        app.tasks.close()
        desk.until(lambda: not app.tasks._workers, "all workers to end")


@scene
def keys_header(desk: Desk) -> Views:
    """The header: saved, checked, repaired, restored."""
    from tests.gui.test_keys import add, ask, settled

    container = _luks(desk)
    window = _keys(desk, container)
    yield "keys-last-remove", ask(window, "remove", 0)
    window.dialog.reject()
    settled(desk, window)
    window.tabs.setCurrentWidget(window.header)
    desk.click(window.header.backup)
    window.dialog.file.set_path(desk.folder / "letters.header")
    yield "header-backup", window.dialog
    desk.click(window.dialog.primary)
    settled(desk, window)
    window.tabs.setCurrentIndex(0)
    add(desk, window)
    settled(desk, window)
    window.tabs.setCurrentWidget(window.header)
    desk.click(window.header.restore)
    window.dialog.file.set_path(desk.folder / "letters.header")
    desk.click(window.dialog.primary)
    desk.until(lambda: window.dialog.found, "the comparison")
    yield "header-restore", window.dialog
    window.dialog.reject()
    settled(desk, window)
    window.header.list.setCurrentRow(0)
    desk.click(window.header.drop)
    yield "header-drop", window.dialog
    window.dialog.reject()
    settled(desk, window)
    with container.open("r+b") as file:
        file.write(bytes(4096))
    desk.click(window.header.check)
    desk.until(window.header.result.text, "the check")
    yield "header", window
    desk.click(window.header.repair)
    desk.until(lambda: window.dialog.plan and window.dialog.primary.isEnabled(), "the plan")
    yield "header-repair", window.dialog
    window.dialog.reject()
    settled(desk, window)


@scene
def keys_other(desk: Desk) -> Views:
    """VeraCrypt's one card, and what has no keys at all."""
    from tests.gui.test_keys import ask, settled

    window = _keys(desk, _veracrypt(desk, filesystem=None, quick=True))
    yield "keys-veracrypt", window
    for name in ("veracrypt", "check", "test"):
        dialog = ask(window, name) if name != "test" else None
        if dialog is None:
            desk.click(window.keys.veracrypt.test)
            dialog = window.dialog
        yield f"keys-veracrypt-{name}", dialog
        dialog.reject()
        settled(desk, window)
    (desk.folder / "Letters").write_text("no volume " * 1000)
    yield "keys-none", _keys(desk, desk.folder / "Letters")


# --- details ---------------------------------------------------------------------------------------------------


def _details(desk: Desk, container: Path) -> Any:
    window: Any = desk.app.details(container)
    desk.until(lambda: window.policy.text() and (window.found or window.problem.text()), "what is known")
    return window


@scene
def details(desk: Desk) -> Views:
    """How containers are made, and what goes through an open one."""
    window = _details(desk, _luks(desk, label="letters"))
    desk.click(window.check_button)
    desk.until(window.checked.text, "the check")
    yield "details-luks2", window
    yield "details-veracrypt", _details(desk, hidden(desk))
    yield "details-vanished", _details(desk, desk.folder / "gone.vol")
    container = desk.volume("work.vol", size=48 << 20)
    record = _mounted(desk, container, attach_way="fusefile")
    window = _details(desk, container)
    desk.until(lambda: window.usage, "the first measurement")
    assert record.mount_point is not None
    with (record.mount_point / "file").open("wb") as file:
        file.write(bytes(8 << 20))
        os.fsync(file.fileno())
    desk.until(lambda: any(sum(each.rates) > 0 for each in window.throughput.samples), "what was written")
    _plot(window.throughput)
    window.inside.verticalScrollBar().setValue(window.inside.verticalScrollBar().maximum() // 2)
    yield "details-open", window


def _plot(throughput: Any) -> None:
    """A minute of which there is something to see."""
    from vault.gui.widgets.plot import Sample

    now = throughput.samples[-1].at_s
    for second in range(1, 50):
        rates = (second * 37 % 23 * 90_000, max(0, 30 - second) * 60_000)
        throughput.add(Sample(now + second, rates[: len(throughput.plot.names)]), throughput.plot.names)


# --- favourites ----------------------------------------------------------------------------------------------------


@scene
def favourite_options(desk: Desk) -> Views:
    """The options of a favourite, and the unlock dialog that tells them."""
    from vault.gui.favourites import Favourite

    container = _veracrypt(desk, "pictures.hc")
    opening = OpenOptions(format="veracrypt", pim=1, keyfiles=(Path("/home/me/key.png"),))
    favourite = Favourite(MountRequest(container, read_only=True, opening=opening), "Pictures", id="of scenes")
    dialog: Any = desk.app.edit_favourite(favourite)
    desk.until(lambda: not desk.app.tasks.running, "what is looked up")
    yield "favourite-options", dialog
    dialog.close()
    unlock: Any = desk.app.unlock(container, favourite)
    desk.until(lambda: not unlock._looking.is_looking, "all looks")
    yield "unlock-favourite", unlock


# --- settings ------------------------------------------------------------------------------------------------------


@scene
def settings(desk: Desk) -> Views:
    """Each page of the settings."""
    dialog: Any = desk.app.edit_settings()
    for at, name in enumerate(("settings", "settings-policy", "settings-agent")):
        dialog.tabs.setCurrentIndex(at)
        desk.until(lambda: not desk.app.tasks.running, "what is looked up")
        yield name, dialog


@scene
def failure(desk: Desk) -> Views:
    """The box for what has no dialog of its own."""
    from PyQt6.QtWidgets import QMessageBox

    from vault.errors import BackendError

    desk.app.tell("letters.vol", BackendError("/home/anna/Vaults/letters cannot be dismounted: input/output error"))
    yield "failure", desk.shown(QMessageBox)


def hidden(desk: Desk) -> Path:
    """A VeraCrypt container with a hidden volume."""
    container = _veracrypt(desk, filesystem=None, quick=True)
    options = CreateOptions(container, 1 << 20, filesystem=None, format="veracrypt", prf="sha256", pim=1, force=True)
    with passphrase_fd() as outer, passphrase_fd(SECOND) as source:
        Engine().create(replace(options, outer=Outer(outer, OpenOptions(pim=1))), source)
    return container
