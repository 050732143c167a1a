"""A dialog asks for one volume: with that one's own options, however it is named, and it mounts no other one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PyQt6.QtCore import QMimeData, QPointF, Qt, QUrl
from PyQt6.QtGui import QDropEvent

from tests.gui.conftest import PASSPHRASE
from tests.gui.test_tasks import run, typed
from vault import MountRequest
from vault.gui.favourites import Favourite
from vault.gui.widgets.open_options import OpenOptionsForm
from vault.options import OpenOptions, Remember

if TYPE_CHECKING:
    from PyQt6.QtWidgets import QApplication

    from tests.gui.conftest import Desk
    from vault.gui.dialogs.unlock import UnlockDialog

KEYRING = Remember("keyring")


def unlock(desk: Desk, container: Path, favourite: Favourite | None = None) -> UnlockDialog:
    """The dialog, once all was looked at."""
    dialog: Any = desk.app.unlock(container, favourite)
    desk.until(lambda: not dialog._looking.is_looking, "all looks")
    return dialog  # type: ignore[no-any-return]


def drop(dialog: UnlockDialog, container: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(container))])
    action, button, key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(9, 9), action, data, button, key))


def listed(desk: Desk, request: MountRequest) -> Favourite:
    """A favourite of which the engine has told what names it."""
    desk.app.favourites.add(Favourite(request))
    desk.until(lambda: (found := desk.app.favourites.find(request.container)) and found.id, "its ID")
    found = desk.app.favourites.find(request.container)
    assert found is not None
    return found


@pytest.mark.parametrize(("found", "kept"), [(None, KEYRING), ("luks2", KEYRING), ("veracrypt", None)])
def test_what_a_favourite_remembers_is_kept_while_nobody_knows_the_format(
    qt: QApplication, found: str | None, kept: Remember | None
) -> None:
    form = OpenOptionsForm()
    form.fill(MountRequest(Path("/a"), remember=KEYRING))
    if found is not None:
        form.show_format(found)
    assert form.request(Path("/a")).remember == kept


def test_options_are_filled_in_whole() -> None:
    form = OpenOptionsForm()
    opening = OpenOptions("veracrypt", pim=1, keyfiles=(Path("/k"),), hidden=True)
    form.fill(MountRequest(Path("/a"), header=Path("/h"), read_only=True, allow_discards=True, opening=opening))
    form.key_path.set_path(Path("/key"))
    form.protection.wanted.setChecked(True)
    form.fill(MountRequest(Path("/b")))
    assert form.request(Path("/b")) == MountRequest(Path("/b"))
    assert form.key_path.path() is None and not form.protection.wanted.isChecked()


def test_a_container_that_is_dropped_has_its_own_options(desk: Desk) -> None:
    first, second = desk.volume("first.vol"), desk.folder / "second.vol"
    second.write_bytes(first.read_bytes()[: 1 << 20])
    one = Favourite(MountRequest(first, read_only=True, allow_discards=True, key_slot=1))
    desk.app.favourites.add(Favourite(MountRequest(second, noexec=True)))
    dialog = unlock(desk, first, one)
    drop(dialog, second)
    assert dialog.options.request(second) == MountRequest(second, noexec=True)
    drop(dialog, desk.folder / "third.vol")
    assert dialog.options.request(dialog.container) == MountRequest(desk.folder / "third.vol")
    desk.until(lambda: not dialog._looking.is_looking, "all looks")


@pytest.mark.parametrize("how", ["moved", "linked"])
def test_a_favourite_is_known_wherever_it_lies(desk: Desk, how: str) -> None:
    container = desk.volume("letters.vol", filesystem=None)
    listed(desk, MountRequest(container, read_only=True, remember=KEYRING))
    other = desk.folder / "other.vol"
    if how == "moved":
        container.rename(other)
    else:
        other.symlink_to(container)
    dialog = unlock(desk, other)
    wanted = MountRequest(other, read_only=True)  # which leaves nothing to be remembered in the header
    assert dialog.options.request(other) == wanted and "read-only" in dialog.form.told.accessibleName()
    dialog.close()
    again: Any = desk.app.unlock(other)
    again.options.mount_point.set_path(desk.folder / "mine")
    desk.until(lambda: not again._looking.is_looking, "all looks")
    asked = again.options.request(other)
    assert asked == MountRequest(other, mount_point=desk.folder / "mine"), "what the user has chosen stays"


def test_an_open_container_is_known_by_any_name(desk: Desk) -> None:
    container = desk.volume()
    record = run(desk, "mount", MountRequest(container), typed())[0][0]
    desk.until(lambda: desk.app.volumes.of(container), "the watch")
    link = desk.folder / "link.vol"
    link.symlink_to(container)
    dialog = unlock(desk, link)
    assert str(record.mount_point) in dialog.problem.text() and not dialog.form.isVisible()
    run(desk, "dismount", record.name)
    desk.until(dialog.form.isVisible, "it is asked for")


def test_a_volume_that_was_put_in_its_place_is_not_mounted(desk: Desk) -> None:
    container, other = desk.volume(), desk.volume("other.vol", label="OTHER")
    dialog = unlock(desk, container)
    other.replace(container)
    desk.type(dialog.passphrase.field, PASSPHRASE)
    desk.click(dialog.mount_button)
    desk.until(dialog.form.failure.text, "the line")
    assert "another one lies there now" in dialog.form.failure.text()
    desk.until(lambda: "OTHER" in dialog.heading.more(), "it is looked at again")
    desk.until(lambda: not dialog._looking.is_looking, "all looks")
    assert not desk.app.volumes.records
    desk.click(dialog.mount_button)
    desk.until(lambda: desk.app.volumes.of(container), "it is the one that is shown now")
