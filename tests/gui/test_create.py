"""The assistant makes volumes by typing and clicking, tells what is wrong where it can be mended, and cleans up."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PyQt6.QtCore import Qt

from tests.gui.conftest import PASSPHRASE, Desk, passphrase_fd
from vault import CreateOptions, Engine, KeyFile, MountRequest
from vault.errors import (
    BackendError,
    BusyError,
    CredentialError,
    NoSpace,
    NotAvailable,
    UsageError,
    VaultError,
    WrongCredential,
)
from vault.events import KdfStarted
from vault.gui.leaving import GiveUpQuestion
from vault.options import OpenOptions

if TYPE_CHECKING:
    from tests.gui.conftest import Watchdog

HIDDEN = "another passphrase, of the hidden volume"
MIB = 1 << 20


class Steps:
    """The assistant and hands for it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.it: Any = desk.app.create()

    def next(self) -> None:
        """Go on, and wait until it did or said why not."""
        page = self.it.page
        self.desk.until(lambda: self.it.next.isEnabled(), f"the end of {page.title}")
        self.desk.click(self.it.next)
        self.desk.until(
            lambda: self.it.running.job is None and (self.it.page is not page or page.error.text()), page.title
        )

    def to_place(self, path: Path, size: str, kind: str = "luks2") -> None:
        """Fill in the first two pages."""
        self.desk.click(self.it.kind.buttons[kind])
        self.next()
        self.desk.type(self.it.place.path.line, str(path))
        self.desk.type(self.it.place.amount.line, size)

    def type_passphrase(self, text: str = PASSPHRASE) -> None:
        """Type it twice."""
        self.desk.type(self.it.credential.passphrase.first.field, text)
        self.desk.type(self.it.credential.passphrase.again.field, text)

    def cheap(self) -> None:
        """Visit the advanced page for a key derivation that costs nothing."""
        self.desk.click(self.it.summary.advanced)
        advanced = self.it.advanced
        assert self.it.page is advanced
        if self.it.draft.is_veracrypt:
            advanced.prf.setCurrentText("SHA-256")
            self.desk.click(advanced.quick)
        else:
            advanced.cost.kdf.setCurrentIndex(advanced.cost.kdf.findData("pbkdf2"))
            advanced.cost.time.setValue(0.1)
        self.next()
        assert self.it.page is self.it.summary

    def slow(self) -> None:
        """Visit the advanced page for a key derivation that takes long enough to be left."""
        self.desk.click(self.it.summary.advanced)
        self.it.advanced.cost.time.setValue(10.0)
        self.next()

    def begin_deriving(self) -> None:
        """Let it be made, until the key is being derived."""
        heard: list[Any] = []
        self.desk.click(self.it.next)
        self.it.running.job.heard.connect(heard.append)
        self.desk.until(lambda: any(isinstance(each, KdfStarted) for each in heard), "a key derivation")

    def to_summary(self, path: Path, size: str, kind: str = "luks2") -> None:
        """Fill in all pages with what is cheap."""
        self.to_place(path, size, kind)
        if kind == "luks2":
            self.it.place.space.setCurrentIndex(1)
        self.next()
        self.next()
        self.type_passphrase()
        if kind != "luks2":
            self.it.credential.more.unfold()
            self.desk.type(self.it.credential.pim, "1")
        self.next()
        self.cheap()


@pytest.fixture
def steps(desk: Desk) -> Steps:
    return Steps(desk)


def mounted(desk: Desk, request: MountRequest, text: str = PASSPHRASE) -> Any:
    done: list[Any] = []
    with passphrase_fd(text) as source:
        done.append(Engine().mount(request, source))
    return done[0]


def test_a_folder_that_is_missing_is_made(desk: Desk, steps: Steps) -> None:
    folder = desk.folder / "new" / "folder"
    steps.it.next.click()
    place = steps.it.place
    desk.type(place.amount.line, "32M")
    desk.type(place.path.line, str(folder / "secret.vol"))
    desk.until(lambda: place.place is not None, "the place")
    assert place.problem.text() and not place.is_ready()
    desk.click(place.make_folder)
    desk.until(place.is_ready, "the folder")
    assert folder.is_dir() and not place.make_folder.isVisible() and not place.problem.text()


def test_a_luks2_volume_is_made_and_mounted(desk: Desk, steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(type(desk.app), "open_folder", lambda _self, record, _failed: opened.append(record))
    path = desk.folder / "secret.vol"
    main = desk.app.show_main()
    steps.to_summary(path, "32M")
    it = steps.it
    said = it.summary.sentence.text().replace("\u200b", "")
    assert "LUKS2 container of 32" in said and "secret.vol" in said and "ext4" in said and "your passphrase" in said
    assert not path.exists()
    steps.next()
    assert it.page is it.finished_page, it.page.error.text()
    assert path.stat().st_size == 32 * MIB
    row = desk.until(main.view.current_row, "a row for it")
    assert row.container == path and row.record is None
    desk.click(it.finished_page.mount)
    desk.until(lambda: opened, "the folder")
    record = opened[0]
    (record.mount_point / "file").write_text("text")
    assert record.container == path and not it.isVisible()
    assert it.credential.passphrase.is_empty()
    assert desk.app.settings.recents() == [path]


def test_a_veracrypt_volume_and_a_hidden_one_in_it_are_made(desk: Desk, steps: Steps) -> None:
    path = desk.folder / "secret.hc"
    steps.to_summary(path, "6M", "veracrypt")
    steps.next()
    it = steps.it
    assert it.page is it.finished_page, it.page.error.text()
    it.close()
    opening = OpenOptions(format="veracrypt", pim=1, prf="sha256")
    outer = mounted(desk, MountRequest(path, opening=opening))
    assert outer.mount_point.is_dir()
    Engine().dismount(outer.name)

    steps = Steps(desk)
    it = steps.it
    desk.click(it.kind.buttons["hidden"])
    steps.next()
    desk.type(it.outer.path.line, str(path))
    desk.type(it.outer.passphrase.field, "wrong")
    desk.type(it.outer.pim, "1")
    steps.next()
    assert it.page is it.outer and "does not open" in it.outer.error.text()
    assert it.focusWidget() is it.outer.passphrase.field
    it.outer.passphrase.field.setText(PASSPHRASE)
    steps.next()
    assert it.page is it.room, it.outer.error.text()
    assert it.room.doubt.text()  # made quickly
    assert it.room.amount.unit.currentText() == "MiB"  # there is less than one GiB
    desk.type(it.room.amount.line, "7M")
    assert "not so much room" in it.room.problem.text() and not it.next.isEnabled()
    it.room.amount.line.setText("2M")
    assert not it.next.isEnabled()
    desk.click(it.room.anyway)
    steps.next()
    it.filesystem.filesystem.setCurrentIndex(it.filesystem.filesystem.findData(None))
    steps.next()
    steps.type_passphrase()
    it.credential.more.unfold()
    desk.type(it.credential.pim, "1")
    steps.next()
    assert it.page is it.credential and "opens the volume around it" in it.credential.error.text()
    it.credential.passphrase.forget()
    steps.type_passphrase(HIDDEN)
    steps.next()
    steps.cheap()
    steps.next()
    assert it.page is it.finished_page, it.page.error.text()
    assert not it.finished_page.mount.isVisible() and "protection" in it.finished_page.advice.text()
    with passphrase_fd(HIDDEN) as source:
        found = Engine().attach(_attach(path), source)
    assert found.state == "attached"


def _attach(path: Path) -> Any:
    from vault import AttachRequest

    return AttachRequest(path, opening=OpenOptions(format="veracrypt", pim=1, prf="sha256", hidden=True))


def test_a_cancelled_volume_leaves_nothing_and_never_blocks(desk: Desk, steps: Steps, watchdog: Watchdog) -> None:
    steps.to_summary(desk.folder / "new.vol", "32M")
    it = steps.it
    steps.slow()
    before = set(os.listdir(desk.folder))
    steps.begin_deriving()
    assert it.work.isVisible() and not it.next.isEnabled()
    desk.click(it.work.button)
    desk.until(lambda: it.running.job is None, "the end")
    assert it.page is it.summary and "cancelled" in it.summary.error.text()
    assert set(os.listdir(desk.folder)) == before
    assert it.next.isEnabled() and not it.work.isVisible() and it.focusWidget() is it.next


def test_closing_it_gives_up_and_forgets(desk: Desk, steps: Steps) -> None:
    steps.to_summary(desk.folder / "new.vol", "32M")
    it = steps.it
    steps.slow()
    credential = it.credential
    before = set(os.listdir(desk.folder))
    steps.begin_deriving()
    it.close()
    assert it.isVisible() and not credential.passphrase.is_empty(), "it asks"
    it.close()
    desk.click(desk.shown(GiveUpQuestion).give_up)
    assert not it.isVisible() and credential.passphrase.is_empty()
    desk.until(lambda: not desk.app.tasks.running, "the end")
    assert set(os.listdir(desk.folder)) == before


@pytest.mark.parametrize("by_escape", [True, False], ids=["Escape", "close"])
def test_a_volume_that_is_made_is_not_given_up_unasked(desk: Desk, steps: Steps, by_escape: bool) -> None:
    steps.to_summary(desk.folder / "new.vol", "32M")
    it = steps.it
    steps.slow()
    steps.begin_deriving()
    job = it.running.job

    def leave() -> Any:
        if by_escape:
            desk.press(it, Qt.Key.Key_Escape)
        else:
            it.close()
        return desk.shown(GiveUpQuestion)

    question = leave()
    assert "new volume is being made" in question.text()
    desk.press(question, Qt.Key.Key_Return)
    desk.until(lambda: it._question is None, "the answer")
    assert it.isVisible() and job.is_running and not job.is_cancelled, "it goes on"
    question = leave()
    if by_escape:
        desk.click(question.give_up)
        desk.until(lambda: it.running.job is None, "the end")
        assert it.isVisible() and "cancelled" in it.summary.error.text()
    else:
        desk.click(it.work.button)
        desk.until(lambda: it._question is None, "there is nothing to ask any more")
        assert it.isVisible() and not job.is_running
    it.close()
    desk.until(lambda: not desk.app._windows, "it is closed")


def test_a_place_without_enough_room_is_told_at_once(desk: Desk, steps: Steps) -> None:
    steps.to_place(desk.folder / "big.vol", "900T")
    it = steps.it
    desk.until(lambda: it.place.problem.text(), "the problem")
    assert "not so much space" in it.place.problem.text() and not it.next.isEnabled()
    it.place.space.setCurrentIndex(1)
    assert not it.place.problem.text()


def test_a_full_disk_and_a_name_that_was_taken_lead_back_to_the_place(desk: Desk, steps: Steps) -> None:
    path = desk.folder / "taken.vol"
    steps.to_summary(path, "32M")
    it = steps.it
    path.write_bytes(b"data")
    steps.next()
    assert it.page is it.place and "exists already" in it.place.error.text()
    desk.until(lambda: it.place.overwrite.isVisible(), "the look")
    assert not it.next.isEnabled() and path.read_bytes() == b"data"
    desk.click(it.place.overwrite)
    steps.next()
    assert it.page is it.filesystem, it.place.error.text()
    steps.next()
    steps.next()
    assert "lost" in it.summary.lost.text() and it.summary.lost.isVisible()
    steps.next()
    assert it.page is it.finished_page, it.page.error.text()
    assert path.stat().st_size == 32 * MIB


def test_what_does_not_fit_is_told_on_its_page(desk: Desk, steps: Steps) -> None:
    it = steps.it
    steps.to_place(desk.folder / "small.vol", "1K")
    desk.until(lambda: "header alone" in it.place.problem.text(), "the problem")
    assert not it.next.isEnabled() and not it.place.amount.unit.isEnabled()
    it.place.space.setCurrentIndex(1)
    it.place.amount.line.setText("20M")
    assert it.place.amount.unit.currentText() == "MiB"
    steps.next()
    assert it.page is it.filesystem
    it.filesystem.filesystem.setCurrentIndex(it.filesystem.filesystem.findData("ext4"))
    it.filesystem.label.setText("ä" * 16)
    steps.next()
    assert it.page is it.filesystem and "label" in it.filesystem.error.text()
    desk.click(it.back)
    assert it.page is it.place and it.place.amount.line.text() == "20M"


def test_a_folder_that_is_not_there_and_a_name_without_one(desk: Desk, steps: Steps) -> None:
    it = steps.it
    steps.to_place(desk.folder / "nowhere" / "new.vol", "32M")
    desk.until(lambda: it.place.problem.text(), "the problem")
    assert "folder" in it.place.problem.text() and not it.next.isEnabled()
    for name, said in ((str(desk.folder), "is a folder"), ("/dev/null", "neither"), (f"/{'x' * 256}", "too long")):
        it.place.path.line.setText(name)
        desk.until(lambda said=said: said in it.place.problem.text(), said)
        assert not it.next.isEnabled() and not it.place.overwrite.isVisible()
    it.place.path.line.setText("new.vol")
    desk.until(it.place.is_ready, "room for it")
    assert it.place.place is not None and it.place.place.container == Path.home() / "new.vol"


def test_a_key_file_opens_it(desk: Desk, steps: Steps) -> None:
    it = steps.it
    key = desk.folder / "key"
    key.write_bytes(b"the bytes of a key file")
    steps.to_place(desk.folder / "new.vol", "32M")
    it.place.space.setCurrentIndex(1)
    steps.next()
    steps.next()
    desk.click(it.credential.by_file)
    desk.type(it.credential.file.line, str(desk.folder / "missing"))
    steps.next()
    assert "the key file missing" in it.summary.sentence.text()
    steps.cheap()
    steps.next()
    assert it.page is it.credential and it.credential.error.text()
    it.credential.file.set_path(key)
    steps.next()
    steps.next()
    assert it.page is it.finished_page, it.page.error.text()
    record = Engine().mount(MountRequest(desk.folder / "new.vol"), KeyFile(key))
    assert record.mount_point is not None


@pytest.mark.parametrize(
    ("kind", "error", "where"),
    [
        ("luks2", NoSpace("full"), "place"),
        ("luks2", BackendError("read-only"), "place"),
        ("luks2", UsageError("exists"), "place"),
        ("luks2", BusyError("open"), "place"),
        ("luks2", CredentialError("no key file"), "credential"),
        ("luks2", NotAvailable("no such cipher"), "advanced"),
        ("hidden", WrongCredential("wrong"), "outer"),
        ("hidden", UsageError("too large", largest=1), "room"),
        ("hidden", UsageError("opens the outer one"), "credential"),
        ("hidden", BusyError("open"), "outer"),
    ],
    ids=str,
)
def test_a_failure_leads_to_where_it_can_be_mended(kind: Any, error: VaultError, where: str) -> None:
    from vault.gui.create.draft import Draft
    from vault.gui.create.failures import page_of

    assert page_of(error, Draft(kind)) == where


def test_the_draft_is_what_the_engine_is_asked_for(tmp_path: Path) -> None:
    from vault.gui.create.draft import Advanced, Draft

    path = tmp_path / "x"
    plain = Draft(container=path, size=MIB, filesystem=None, sparse=True, label="l", advanced=Advanced(pbkdf="pbkdf2"))
    assert plain.options() == CreateOptions(path, MIB, None, "l", sparse=True, pbkdf="pbkdf2")
    other = Draft("veracrypt", path, size=MIB, pim=3, keyfiles=(path,), advanced=Advanced(prf="sha256", quick=True))
    assert other.options() == CreateOptions(
        path, MIB, format="veracrypt", pim=3, keyfiles=(path,), prf="sha256", quick=True
    )
    assert other.mount_request().opening == OpenOptions("veracrypt", 3, (path,), "sha256")
