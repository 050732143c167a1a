"""What opens a volume is shown as cards and changed by dialogs: LUKS2, VeraCrypt, keyring, recovery key and header."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.gui.conftest import PASSPHRASE, passphrase_fd
from tests.gui.test_sheet import printed, user

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PyQt6.QtWidgets import QWidget

    from tests.gui.conftest import Desk
    from vault.gui.keys.base import KeyDialog
    from vault.gui.keys.window import KeysWindow
    from vault.testing.secretservice import FakeSecretService

NEW = "five more words of tests"


def keys(desk: Desk, container: Path) -> KeysWindow:
    """The window, with all that it looks up."""
    window: Any = desk.app.keys(container)
    return settled(desk, window)


def volume(desk: Desk) -> Path:
    """A LUKS2 container whose keyslot costs next to nothing to open."""
    from vault.testing.volumes import write_volume

    write_volume(desk.folder / "secret.vol", PASSPHRASE.encode(), size=2 << 20)
    return desk.folder / "secret.vol"


def settled(desk: Desk, window: KeysWindow) -> KeysWindow:
    desk.until(lambda: window.is_settled and window.dialog is None, "the window to be settled")
    return window


def cheap(dialog: Any) -> None:
    """Choose the least that a KDF may cost."""
    cost = dialog.cost
    cost.kdf.setCurrentIndex(cost.kdf.findData("pbkdf2"))
    cost.time.setValue(cost.time.minimum())


def ask(window: KeysWindow, what: str, slot: int | None = None) -> Any:
    """The dialog that a card's menu or a button opens."""
    about = None if slot is None else window.keys.slots[slot].slot
    window.ask(what, about)
    assert window.dialog is not None
    return window.dialog


def add(desk: Desk, window: KeysWindow, present: str = PASSPHRASE, name: str = "") -> Any:
    desk.click(window.keys.add)
    dialog: Any = window.dialog
    desk.type(dialog.present.edit.field, present)
    fill(desk, dialog, NEW)
    desk.type(dialog.name, name)
    cheap(dialog)
    desk.click(dialog.primary)
    return dialog


def fill(desk: Desk, dialog: Any, text: str) -> None:
    desk.type(dialog.new.passphrase.first.field, text)
    desk.type(dialog.new.passphrase.again.field, text)


def failure(desk: Desk, dialog: KeyDialog) -> str:
    """What the dialog says below its fields."""
    return str(desk.until(dialog.error.text, "a word about the failure"))


def opened_by(container: Path, text: str) -> int | None:
    from vault import Engine, KeyslotChange

    with passphrase_fd(text) as source:
        return Engine().keyslot_test(KeyslotChange(container), source)


def test_a_passphrase_is_added_tested_named_and_removed(desk: Desk, request: pytest.FixtureRequest) -> None:
    import vault.gui.keys.window  # noqa: F401 - loading is not what is measured

    container = volume(desk)
    request.getfixturevalue("watchdog")  # from now on nothing but the window works in this process
    window = keys(desk, container)
    assert window.keys.used.text() == "1 of 32 keyslots used"
    dialog = add(desk, window, present="wrong", name="laptop")
    assert failure(desk, dialog) == "The present passphrase does not open the volume."
    field = dialog.present.edit.field
    assert field.selectionLength() == field.count() > 0 and not dialog.new.passphrase.is_empty()
    desk.type(dialog.present.edit.field, PASSPHRASE)
    desk.click(dialog.primary)
    settled(desk, window)
    assert window.notice.text().startswith("Keyslot 1 opens the volume from now on.")
    assert window.keys.used.text() == "2 of 32 keyslots used"
    assert window.keys.slots[1].title.whole() == "Keyslot 1 · laptop"
    assert window.header.kept, "an automatic backup"

    desk.click(window.keys.test)
    probe: Any = window.dialog
    desk.type(probe.present.edit.field, NEW)
    desk.press(probe.present.edit.field, _enter())
    assert failure(desk, probe) == "Keyslot 1 · laptop opens with this."
    probe.reject()
    settled(desk, window)

    renamed = ask(window, "rename", 1)
    renamed.name.clear()
    desk.type(renamed.name, "desktop")
    renamed.priority.setCurrentIndex(renamed.priority.findData("prefer"))
    desk.click(renamed.primary)
    settled(desk, window)
    assert window.keys.slots[1].title.whole() == "Keyslot 1 · desktop" and "Tried first." in window.keys.slots[1].text()

    desk.click(window.keys.slots[0].remove)
    remove: Any = window.dialog
    assert "Keyslot 1 · desktop" in remove.intro.text()
    desk.type(remove.present.edit.field, PASSPHRASE)
    desk.click(remove.primary)
    assert failure(desk, remove) == "This opens none of the keyslots that stay."
    desk.type(remove.present.edit.field, NEW)
    desk.click(remove.primary)
    settled(desk, window)
    assert list(window.keys.slots) == [1]


def _enter() -> Any:
    from PyQt6.QtCore import Qt

    return Qt.Key.Key_Return


def test_a_passphrase_is_changed_and_its_cost_too(desk: Desk) -> None:
    container = volume(desk)
    window = keys(desk, container)
    desk.click(window.keys.slots[0].change)
    dialog: Any = window.dialog
    desk.type(dialog.present.edit.field, PASSPHRASE)
    fill(desk, dialog, NEW)
    cheap(dialog)
    desk.click(dialog.primary)
    settled(desk, window)
    assert opened_by(container, NEW) == 0
    convert = ask(window, "convert", 0)
    desk.type(convert.present.edit.field, NEW)
    convert.cost.time.setValue(0.1)
    convert.cost.memory.setValue(1)
    desk.click(convert.primary)
    settled(desk, window)
    assert window.keys.slots[0].slot.kdf == "argon2id"
    assert "of memory" in window.keys.slots[0].text()


def test_the_last_keyslot_goes_with_an_explicit_word_only(desk: Desk) -> None:
    window = keys(desk, volume(desk))
    desk.click(window.keys.slots[0].remove)
    dialog: Any = window.dialog
    assert dialog.is_last and not dialog.primary.isEnabled() and not dialog.present.isVisible()
    dialog.sure.setChecked(True)
    desk.click(dialog.primary)
    settled(desk, window)
    assert window.keys.used.text() == "0 of 32 keyslots used"


def test_what_another_program_changes_is_seen_when_the_window_comes_to_the_front(desk: Desk) -> None:
    from vault import Engine

    container = volume(desk)
    window = keys(desk, container)
    Engine().keyslot_name(container, None, 0, "elsewhere")
    other = desk.app.keys(container)
    desk.until(lambda: "elsewhere" in other.keys.slots[0].title.whole() if other.keys.slots else False)
    window.activateWindow()
    desk.until(lambda: "elsewhere" in window.keys.slots[0].title.whole())


def test_a_long_derivation_is_given_up_and_nothing_changes(desk: Desk) -> None:
    window = keys(desk, volume(desk))
    desk.click(window.keys.add)
    dialog: Any = window.dialog
    desk.type(dialog.present.edit.field, PASSPHRASE)
    fill(desk, dialog, NEW)
    dialog.cost.time.setValue(60)
    desk.click(dialog.primary)
    desk.until(lambda: dialog.work.isVisible())
    desk.click(dialog._cancel)
    assert failure(desk, dialog).startswith("It was cancelled.")
    assert dialog.primary.isEnabled()
    dialog.reject()
    assert list(settled(desk, window).keys.slots) == [0]


def recovery(desk: Desk, window: KeysWindow) -> Any:
    """The dialog that shows a new recovery key."""
    desk.click(window.keys.recovery)
    dialog: Any = window.dialog
    desk.type(dialog.present.edit.field, PASSPHRASE)
    dialog.pdf.set_path(desk.folder / "page.pdf")
    desk.click(dialog.primary)
    desk.until(lambda: dialog.is_shown, "the key")
    return dialog


def test_a_recovery_key_that_was_not_kept_is_taken_back(desk: Desk) -> None:
    window = keys(desk, volume(desk))
    dialog = recovery(desk, window)
    text = dialog.sheet.text()
    assert len(text) == 71 and dialog.sheet.page._renderer.isValid()
    assert (desk.folder / "page.pdf").stat().st_mode & 0o777 == 0o600
    dialog.close()
    assert dialog.sheet.text() == ""
    settled(desk, window)
    desk.until(lambda: not desk.app.tasks.running and list(window.keys.slots) == [0], "the keyslot to be taken back")
    assert not (desk.folder / "page.pdf").exists()
    desk.until(lambda: window.notice.text().startswith("The recovery key was not kept."), "the word of it")


def by_tab(window: QWidget) -> list[Any]:
    """What the keyboard comes to, in order."""
    from PyQt6.QtCore import Qt

    found: list[Any] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


BEGINNING = [("add", None), ("change", 0), ("recovery", None), ("test", None), ("prove", None)]


def test_a_dialog_is_typed_into_at_once_and_its_buttons_come_last(desk: Desk) -> None:
    from vault.gui.widgets.passphrase import PassphraseField

    window = keys(desk, volume(desk))
    for what, slot in BEGINNING:
        dialog = ask(window, what, slot)
        field = dialog.focusWidget()
        assert isinstance(field, PassphraseField), what
        desk.type(field, "two words")
        assert field.count() == len("two words") and window.dialog is dialog
        assert by_tab(dialog)[-2:] == [dialog.primary, dialog._cancel], what
        dialog.close()
        settled(desk, window)


def test_while_it_works_there_is_one_cancel_and_escape_is_the_same(desk: Desk) -> None:
    from PyQt6.QtCore import Qt
    from PyQt6.QtWidgets import QPushButton

    window = keys(desk, volume(desk))
    desk.click(window.keys.add)
    dialog: Any = window.dialog
    desk.type(dialog.present.edit.field, PASSPHRASE)
    fill(desk, dialog, NEW)
    dialog.cost.time.setValue(60)
    desk.click(dialog.primary)
    desk.until(lambda: dialog.work.isVisible())
    shown = [each.text() for each in dialog.findChildren(QPushButton) if each.isVisible()]
    assert [each.replace("&", "") for each in shown].count("Cancel") == 1
    desk.press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "it stays to say so"
    assert failure(desk, dialog) == "It was cancelled."
    desk.press(dialog, Qt.Key.Key_Escape)
    assert list(settled(desk, window).keys.slots) == [0]


def test_a_container_that_vanishes_takes_nothing_along_that_was_kept_of_it(desk: Desk) -> None:
    container = volume(desk)
    window = keys(desk, container)
    add(desk, window)
    settled(desk, window)
    desk.until(lambda: window.header.kept, "an automatic backup")
    kept = window.header.kept
    window.tabs.setCurrentWidget(window.header)
    desk.click(window.header.check)
    desk.until(lambda: "whole" in window.header.result.text(), "the check")
    container.rename(container.with_name("elsewhere"))
    window.look()
    settled(desk, window)
    assert "whole" not in window.header.result.text() and window.header.result.isVisible()
    assert window.header.kept == kept and window.header.list.isVisible()
    assert not window.header.check.isEnabled() and not window.header.backup.isEnabled()
    container.with_name("elsewhere").rename(container)
    window.look()
    settled(desk, window)
    assert window.header.check.isEnabled()
    assert not window.header.result.isVisible(), "what was wrong is so no more"


def test_a_recovery_key_is_printed_kept_and_tested(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from vault.gui.keys.prove import ProveDialog

    window = keys(desk, volume(desk))
    dialog = recovery(desk, window)
    text = dialog.sheet.text()
    act = f"self.print_to({str(desk.folder / 'printed.pdf')!r})"
    monkeypatch.setattr("vault.gui.widgets.printing.PROGRAM", user(act))
    printed(desk, dialog.sheet)
    assert (desk.folder / "printed.pdf").read_bytes().startswith(b"%PDF")
    desk.click(dialog.primary)
    prove = desk.until(lambda: window.dialog if isinstance(window.dialog, ProveDialog) else None, "the test")
    desk.type(prove.edit.field, text[:-1])
    desk.click(prove.primary)
    assert failure(desk, prove).startswith("This is not the recovery key of this volume.")
    prove.edit.forget()
    desk.type(prove.edit.field, text.upper().replace("-", " "))
    desk.click(prove.primary)
    desk.until(lambda: prove.error.text().startswith("The recovery key is right: it opens keyslot 1."))
    prove.reject()
    settled(desk, window)
    assert "Recovery key on paper" in window.keys.slots[1].text()


def test_a_header_is_saved_checked_repaired_and_restored(desk: Desk) -> None:
    container = volume(desk)
    window = keys(desk, container)
    window.tabs.setCurrentWidget(window.header)
    desk.click(window.header.backup)
    dialog: Any = window.dialog
    dialog.file.set_path(desk.folder / "saved")
    desk.click(dialog.primary)
    settled(desk, window)
    assert "and read back" in window.notice.text() and (desk.folder / "saved").exists()
    desk.click(window.header.check)
    assert "The LUKS2 header is whole." in desk.until(window.header.result.text)
    desk.until(window.header.check.isEnabled)
    assert window.focusWidget() is window.header.check

    with container.open("r+b") as file:
        file.seek(0)
        file.write(bytes(4096))
    desk.click(window.header.check)
    desk.until(lambda: "The LUKS2 header is damaged." in window.header.result.text())
    desk.click(window.header.repair)
    repair: Any = window.dialog
    desk.until(lambda: repair.plan and repair.primary.isEnabled(), "the plan")
    assert repair.steps.text().startswith("1. ")
    desk.click(repair.primary)
    settled(desk, window)
    desk.click(window.header.check)
    desk.until(lambda: "The LUKS2 header is whole." in window.header.result.text())
    assert "before a repair" in window.header.list.item(0).text()  # type: ignore[union-attr]

    from vault import Engine

    Engine().keyslot_name(container, None, 0, "later", backup=False)
    desk.click(window.header.restore)
    restore: Any = window.dialog
    restore.file.set_path(desk.folder / "saved")
    desk.click(restore.primary)
    desk.until(lambda: restore.found)
    assert restore.told.isVisible() and not restore.present.isVisible()
    desk.click(restore.primary)
    settled(desk, window)
    assert window.keys.slots[0].slot.name == ""

    window.header.list.setCurrentRow(0)
    desk.click(window.header.take)
    again: Any = window.dialog
    assert again.file.path() == window.header.kept[0].file and again.primary.isEnabled()
    again.close()
    settled(desk, window)
    window.header.list.setCurrentRow(0)
    desk.click(window.header.drop)
    before = len(window.header.kept)
    desk.click(window.dialog.primary)  # type: ignore[union-attr]
    settled(desk, window)
    assert len(window.header.kept) == before - 1


def test_a_veracrypt_volume_has_one_credential_that_is_tested_checked_and_changed(desk: Desk) -> None:
    container = desk.volume(
        format="veracrypt", size=2 << 20, quick=True, pim=1, prf="sha256", filesystem=None, pbkdf=None,
        pbkdf_iterations=None, sparse=False,
    )  # fmt: skip
    window = keys(desk, container)
    assert window.keys.veracrypt is not None and not window.keys.add.isVisible()
    desk.click(window.keys.veracrypt.test)
    probe: Any = window.dialog
    desk.type(probe.present.edit.field, PASSPHRASE)
    cheapest(probe.present.parts)
    desk.click(probe.primary)
    assert failure(desk, probe) == "This opens the volume."
    probe.reject()
    settled(desk, window)

    desk.click(window.keys.veracrypt.change)
    dialog: Any = window.dialog
    desk.type(dialog.present.edit.field, PASSPHRASE)
    cheapest(dialog.present.parts)
    desk.type(dialog.new.first.field, NEW)
    desk.type(dialog.new.again.field, NEW)
    dialog.parts.pim.setValue(2)
    desk.click(dialog.primary)
    settled(desk, window)
    assert window.notice.text().startswith("The volume opens with the new passphrase.")

    window.tabs.setCurrentWidget(window.header)
    desk.click(window.header.check)
    check: Any = window.dialog
    desk.type(check.present.edit.field, PASSPHRASE)
    cheapest(check.present.parts)
    desk.click(check.primary)
    assert "The passphrase does not open it." in failure(desk, check)
    desk.type(check.present.edit.field, NEW)
    check.present.parts.pim.setValue(2)
    desk.click(check.primary)
    settled(desk, window)
    assert "The VeraCrypt header is whole." in window.header.result.text()


def cheapest(parts: Any) -> None:
    parts.pim.setValue(1)
    parts.prf.setCurrentIndex(parts.prf.findData("sha256"))


def test_luks1_has_no_names_and_eight_keyslots(desk: Desk) -> None:
    window = keys(desk, desk.volume(format="luks1"))
    assert window.keys.used.text() == "1 of 8 keyslots used"
    assert not window.keys.recovery.isVisible() and window.keys.keyring is None
    assert [action.objectName() for action in window.keys.slots[0].menu.actions()] == ["test", "convert"]


def test_what_has_no_header_says_so(desk: Desk) -> None:
    (desk.folder / "text").write_text("no volume " * 1000)
    window = keys(desk, desk.folder / "text")
    assert window.keys.message.isVisible() and not window.keys.add.isVisible()


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSecretService]:
    """A session with a keyring whose dialogs are accepted."""
    import shutil

    from vault.testing.keyrings import session_bus
    from vault.testing.secretservice import FakeSecretService, serving

    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    with session_bus(monkeypatch.setenv) as (bus, _):
        fake = FakeSecretService(prompt="accept")
        with serving(fake, bus.address):
            yield fake


def test_the_keyring_opens_a_volume_and_forgets_it(keyring: FakeSecretService, desk: Desk) -> None:
    window = keys(desk, volume(desk))
    assert window.keys.keyring is not None and "Does not open this volume." in window.keys.keyring.text()
    desk.click(window.keys.keyring.enroll)
    dialog: Any = window.dialog
    desk.type(dialog.present.edit.field, PASSPHRASE)
    desk.click(dialog.primary)
    settled(desk, window)
    assert "Ready: the keyring opens the volume (keyslot 1)." in window.keys.keyring.text()
    assert not window.keys.keyring.enroll.isVisible()
    keyring.locked.add("login")
    window.look()
    settled(desk, window)
    assert "Locked:" in window.keys.keyring.text()
    keyring.locked.clear()
    desk.click(window.keys.keyring.forget)
    desk.click(window.dialog.primary)  # type: ignore[union-attr]
    settled(desk, window)
    assert list(window.keys.slots) == [0] and not keyring.items


def test_a_mounted_volume_says_so_and_takes_a_passphrase(desk: Desk) -> None:
    from vault import Engine, MountRequest

    container = desk.volume()
    with passphrase_fd() as source:
        Engine().mount(MountRequest(container), source)
    desk.until(lambda: desk.app.volumes.of(container), "the watch")
    window = keys(desk, container)
    assert window.state.isVisible()
    add(desk, window)
    settled(desk, window)
    assert opened_by(container, NEW) == 1


def test_what_cannot_be_taken_back_is_not_done_by_enter(desk: Desk) -> None:
    from PyQt6.QtCore import Qt

    window = keys(desk, volume(desk))
    add(desk, window)
    settled(desk, window)
    window.tabs.setCurrentWidget(window.header)
    window.header.list.setCurrentRow(0)
    desk.click(window.header.drop)
    dialog: Any = window.dialog
    assert not any(each.isDefault() or each.autoDefault() for each in dialog.buttons.buttons())
    assert all(each.icon().isNull() for each in dialog.buttons.buttons())  # whatever the style has for them
    desk.press(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible() and dialog.job is None
    dialog.reject()
    settled(desk, window)


def test_keys_lead_to_each_card(desk: Desk) -> None:
    from PyQt6.QtCore import Qt

    from vault.gui.keys.remove import RemoveDialog

    window = keys(desk, volume(desk))
    window.activateWindow()
    desk.until(window.isActiveWindow, "an active window")
    card = window.keys.slots[0]
    desk.press(window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert card.change.hasFocus() and card.title.whole() == "Keyslot 0"
    desk.press(card.change, Qt.Key.Key_Tab)
    assert card.remove.hasFocus()
    desk.press(card.remove, Qt.Key.Key_Space)
    assert isinstance(window.dialog, RemoveDialog)
    window.dialog.reject()
    settled(desk, window)
    assert by_tab(window)[-1] is window.closing
    container = window.subject.container
    for key, modifier in ((Qt.Key.Key_Escape, None), (Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)):
        window.activateWindow()
        desk.until(window.isActiveWindow, "an active window")
        desk.press(window, key, modifier)
        assert not window.isVisible()
        window = keys(desk, container)
