"""Settings hold as soon as they are chosen, are those of the command line too, and tell where they fail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.gui.test_tasks import run, typed
from vault import MountRequest
from vault.options import PolicyPart

if TYPE_CHECKING:
    from PyQt6.QtWidgets import QComboBox

    from tests.gui.conftest import Desk
    from vault.gui.dialogs.settings import SettingsDialog


def dialog(desk: Desk, tab: int = 1) -> SettingsDialog:
    from vault.gui.dialogs.settings import SettingsDialog

    desk.app.edit_settings()
    found: SettingsDialog = desk.shown(SettingsDialog)
    found.tabs.setCurrentIndex(tab)
    settled(desk, found)
    return found


def settled(desk: Desk, found: SettingsDialog) -> None:
    desk.until(lambda: found.policy._job is None and not found.agent._jobs, "all is known")


def values(found: SettingsDialog) -> dict[str, str]:
    from PyQt6.QtWidgets import QComboBox

    fields = found.policy.fields.items()
    return {key: field.currentData() if isinstance(field, QComboBox) else field.text() for key, field in fields}


def choose(desk: Desk, found: SettingsDialog, key: str, value: str) -> None:
    field: Any = found.policy.fields[key]
    _choose(field, field.findData(value))
    settled(desk, found)


def _choose(field: QComboBox, at: int) -> None:
    assert field.isEnabled() and at >= 0
    field.setCurrentIndex(at)
    field.activated.emit(at)


def file() -> Path:
    from vault.config import folder

    folder().mkdir(exist_ok=True)
    return folder() / "config.toml"


DEFAULTS = {
    "lock": "dismount", "sleep": "dismount", "idle": "nothing", "logout": "dismount", "shutdown": "dismount",
    "usb": "nothing", "grace": "0s", "idle-after": "never", "busy": "ask", "force-after": "20s", "usb-device": "",
}  # fmt: skip


def test_a_switch_is_turned_at_once(desk: Desk) -> None:
    from PyQt6.QtCore import Qt

    found = dialog(desk, 0)
    for name, box in found.switches.items():
        assert box.isChecked()
        desk.press(box, Qt.Key.Key_Space)
        assert not desk.app.settings.switch(name)
    desk.app.settings.set_switch("notify", True)
    assert found.switches["notify"].isChecked()


def test_the_policy_of_all_volumes_is_changed_and_set_back(desk: Desk) -> None:
    found = dialog(desk)
    assert values(found) == DEFAULTS and not found.policy.reset.isEnabled()
    assert not found.policy.fields["idle-after"].isEnabled()
    choose(desk, found, "idle", "dismount")
    choose(desk, found, "idle-after", "10m")
    assert values(found) == {**DEFAULTS, "idle": "dismount", "idle-after": "10m"}
    assert {each.key: each.value for each in run(desk, "policy", None)[0][0].members} == values(found)
    desk.click(found.policy.reset)
    settled(desk, found)
    assert values(found) == DEFAULTS and "idle" not in file().read_text()


def test_a_length_of_time_that_is_not_offered_is_shown(desk: Desk) -> None:
    file().write_text('[policy]\ngrace = "7s"\n')
    found = dialog(desk)
    assert values(found)["grace"] == "7s"
    field: Any = found.policy.fields["grace"]
    assert field.currentText() == "7 s"


def test_an_open_volume_has_its_own(desk: Desk) -> None:
    container = desk.volume()
    run(desk, "mount", MountRequest(container, policy=PolicyPart(sleep="nothing")), typed())
    desk.until(lambda: desk.app.volumes.of(container), "the watch")
    found = dialog(desk)
    box = found.policy.whose
    desk.until(lambda: box.count() == 2, "it is listed")
    box.setCurrentIndex(1)
    settled(desk, found)
    assert values(found)["sleep"] == "nothing" and "when the volume was opened" in found.policy.notes.text()
    desk.until(lambda: "stays open" in found.policy.notes.text(), "a word about the agent, which hears of nothing here")
    choose(desk, found, "lock", "nothing")
    record = desk.app.volumes.of(container)
    assert record is not None and f"[volume.{record.uuid}]" in file().read_text()
    box.setCurrentIndex(0)
    settled(desk, found)
    assert values(found) == DEFAULTS


def test_a_usb_device_that_is_none_is_told_of_and_taken_back(desk: Desk) -> None:
    from PyQt6.QtCore import Qt

    found = dialog(desk)
    choose(desk, found, "usb", "dismount")
    field: Any = found.policy.fields["usb-device"]
    desk.type(field, "nonsense")
    desk.press(field, Qt.Key.Key_Return)
    settled(desk, found)
    assert "USB device" in found.policy.line.text() and field.text() == ""
    desk.type(field, "1050:0407")
    desk.press(field, Qt.Key.Key_Return)
    settled(desk, found)
    assert not found.policy.line.isVisible() and values(found)["usb-device"] == "1050:0407"


@pytest.mark.parametrize("text", ["[policy", '[policy]\nlock = "perhaps"\n'])
def test_a_damaged_file_is_told_by_name_and_stays_as_it_is(desk: Desk, text: str) -> None:
    file().write_text(text)
    found = dialog(desk)
    assert str(file()) in found.policy.line.text() and found.policy.line.isVisible()
    assert not found.policy.fields["lock"].isEnabled()
    assert file().read_text() == text


def test_the_agent_starts_with_the_session_when_it_is_asked_to(desk: Desk) -> None:
    from PyQt6.QtCore import Qt

    found = dialog(desk, 2)
    assert "does not run" in found.agent.state.text() and not found.agent.start.isChecked()
    entry = file().parent.parent / "autostart" / "vault-agent.desktop"
    desk.press(found.agent.start, Qt.Key.Key_Space)
    settled(desk, found)
    assert entry.is_file() and found.agent.start.isChecked()
    assert str(entry) in found.agent.files.text().replace("\u200b", "")
    entry.write_text("mine")
    desk.press(found.agent.start, Qt.Key.Key_Space)
    settled(desk, found)
    assert entry.read_text() == "mine" and found.agent.start.isChecked() and str(entry) in found.agent.line.text()


def test_whose_policy_it_is_stays_when_a_volume_is_opened_and_closed(desk: Desk) -> None:
    from vault.gui.favourites import Favourite

    container, other = desk.volume(), desk.volume("other.vol")
    desk.app.favourites.add(Favourite(MountRequest(container), "Letters"))
    desk.until(lambda: desk.app.favourites.list[0].id, "its ID")
    found = dialog(desk)
    box = found.policy.whose
    box.setCurrentIndex(box.findText("Letters"))
    settled(desk, found)
    for _ in range(2):  # its ID is known to the window before it is opened, or only then
        record = run(desk, "mount", MountRequest(container), typed())[0][0]
        desk.until(lambda: box.currentText() == "Letters (open)", "it is told")
        settled(desk, found)
        run(desk, "dismount", record.name)
        desk.until(lambda: box.currentText() == "Letters", "it is told")
        settled(desk, found)
    choose(desk, found, "lock", "nothing")
    assert f"[volume.{record.uuid}]" in file().read_text() and "[policy]" not in file().read_text()

    record = run(desk, "mount", MountRequest(other), typed())[0][0]
    desk.until(lambda: box.findText("other.vol (open)") >= 0, "it is listed")
    box.setCurrentIndex(box.findText("other.vol (open)"))
    settled(desk, found)
    run(desk, "dismount", record.name)
    desk.until(lambda: box.currentText() == "other.vol", "it stays, though it is no favourite")
    settled(desk, found)
    assert found.policy._entry.whose == (str(other), None)


def test_what_the_command_line_sets_is_seen(desk: Desk) -> None:
    from PyQt6.QtCore import QEvent

    from vault import Engine

    found = dialog(desk)
    desk.until(lambda: not desk.app.tasks.running, "all is known")
    Engine().policy_set(None, {"lock": "suspend"})
    found.policy.event(QEvent(QEvent.Type.WindowActivate))
    desk.until(lambda: values(found)["lock"] == "suspend", "it is looked at again")
    Engine().policy_set(None, {"lock": "nothing"})
    choose(desk, found, "lock", "suspend")  # which is what is shown
    desk.until(lambda: values(found)["lock"] == "nothing", "what holds")
    choose(desk, found, "lock", "suspend")
    assert Engine().policy(None).members[0].value == "suspend"
