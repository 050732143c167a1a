"""Favourites have options of their own, which are told where they hold, and are found again when they were moved."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PyQt6.QtWidgets import QPushButton

from tests.gui.conftest import PASSPHRASE
from tests.gui.test_main_window import favourite, row, says
from vault import MountRequest
from vault.options import OpenOptions, Policy

if TYPE_CHECKING:
    from tests.gui.conftest import Desk


def test_the_options_of_a_favourite_are_changed_kept_and_told(desk: Desk) -> None:
    container = desk.volume()
    favourite(desk, container, "Letters")
    window: Any = desk.app.show_main()
    desk.until(lambda: row(window, "Letters") and window.actions_.options.isEnabled())
    desk.click(next(each for each in window.bottom.findChildren(QPushButton) if each.text() == "O&ptions…"))
    from vault.gui.dialogs.favourite import FavouriteDialog

    dialog = desk.shown(FavouriteDialog)
    desk.until(lambda: not dialog._job.is_running)
    assert not dialog.options.key_path.isVisible() and not dialog.options.protection.isVisible()
    dialog.options.read_only.setChecked(True)
    dialog.options.mount_point.set_path(desk.folder / "mine")
    desk.click(dialog.save)
    (kept,) = desk.app.favourites.list
    assert kept.request == MountRequest(container, read_only=True, mount_point=desk.folder / "mine")
    assert kept.name == "Letters" and kept.id

    unlock: Any = desk.app.unlock(container, kept)
    desk.until(lambda: not unlock._looking.is_looking)
    assert "read-only" in unlock.form.told.accessibleName() and unlock.form.told.isVisible()
    unlock.form.fold.unfold()
    assert not unlock.form.told.isVisible()
    desk.type(unlock.passphrase.field, PASSPHRASE)
    desk.click(unlock.mount_button)
    desk.until(lambda: "Mounted, read-only" in says(window, "Letters"))
    desk.until(lambda: "free" not in says(window, "Letters"))
    desk.app.favourites.remove(container)
    desk.until(lambda: row(window, "secret.vol"))
    window.actions_.star.trigger()
    assert desk.app.favourites.list[0].request == kept.request, "what it was opened with"


def test_plain_requests_tell_nothing_and_others_all() -> None:
    from vault.gui.widgets.told import told

    assert told(MountRequest(Path("/a"))) == ""
    opening = OpenOptions("veracrypt", pim=1, keyfiles=(Path("/k"),), hidden=True, backup_header=True)
    said = told(MountRequest(Path("/a"), opening=opening, noexec=True, key_slot=2, header=Path("/x/head")))
    for part in ("VeraCrypt", "PIM", "key files k", "hidden", "backup", "keyslot 2", "programs", "header in head"):
        assert part in said


def test_what_is_not_found_says_why_and_can_be_found(desk: Desk) -> None:
    container = desk.volume()
    favourite(desk, desk.folder / "gone.vol", "Photos")
    desk.app.settings.add_recent(desk.folder / "lost.vol")
    window: Any = desk.app.show_main()
    desk.until(lambda: "Not found" in says(window, "Photos") and "Not found" in says(window, "lost.vol"))
    photos = row(window, "Photos")
    assert photos is not None and photos.problem
    actions = window.actions_
    desk.until(lambda: actions.find.isEnabled() and not actions.mount.isVisible())
    actions.found(photos, container)
    desk.until(lambda: "Locked" in says(window, "Photos"))
    desk.until(lambda: desk.app.favourites.list[0].id and not desk.app.favourites.list[0].id.startswith("test"))
    assert desk.app.favourites.list[0].container == container and len(desk.app.favourites.list) == 1
    lost = row(window, "lost.vol")
    assert lost is not None
    other = desk.folder / "other.vol"
    other.touch()
    actions.found(lost, other)
    assert desk.app.settings.recents() == [other]


def test_a_policy_is_promised_only_where_somebody_hears() -> None:
    from vault.gui.listing.words import policy_text

    assert policy_text(Policy()).startswith("Closes when the screen is locked")
    assert policy_text(Policy(), is_heard=False).startswith("Stays open until it is dismounted, even")


def test_a_note_of_a_volume_stays_as_long_as_it_is_open(desk: Desk) -> None:
    from tests.gui.test_main_window import mounted
    from vault import Engine

    container = desk.volume()
    window: Any = desk.app.show_main()
    record = mounted(desk, container)
    desk.app.mounted(record, MountRequest(container), ["Nothing will close the volume."])
    assert "Nothing will close" in window.line.text()
    desk.until(lambda: desk.app.volumes.of(container), "heard of")
    assert "Nothing will close" in window.line.text()
    Engine().dismount(record.name)
    desk.until(lambda: not desk.app.volumes.of(container), "closed")
    assert window.line.text() == ""


def test_what_is_heard_of_a_volume_too_late_is_not_noted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """That nothing shows its folder, say."""
    from tests.gui.test_main_window import mounted
    from vault import Engine
    from vault.gui.folders import _Opener

    pipe, opener = tmp_path / "pipe", tmp_path / "opener"
    os.mkfifo(pipe)
    opener.write_text(f"#!/bin/sh\ntimeout 60 head -c 1 {pipe}\nexit 3\n")
    opener.chmod(0o755)
    monkeypatch.setattr("vault.gui.folders.OPENER", str(opener))
    container = desk.volume()
    window: Any = desk.app.show_main()
    record = mounted(desk, container)
    desk.app.mounted(record, MountRequest(container), [])
    desk.until(lambda: desk.app.volumes.of(container), "heard of")
    Engine().dismount(record.name)
    desk.until(lambda: not desk.app.volumes.of(container), "closed")
    with pipe.open("w") as told:
        told.write("now\n")
    desk.until(lambda: not desk.app.findChildren(_Opener), "the opener's end")
    assert window.line.text() == "" and desk.app.unheard == ("", "")
