"""The assistant offers the file system that the user can mount, and tells of one that he cannot; each has its name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from vault import Engine
from vault.gui.create.draft import Draft, Kind
from vault.gui.create.filesystem import FileSystemPage
from vault.gui.text import capitalised
from vault.options import CreateResult, NewFileSystem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.gui.conftest import Desk

GIB = 1 << 30
CANNOT = "You cannot mount {} on this computer; you can on others, such as most Linux desktops."
ALL = ("luks2", "veracrypt")
ROOTLESS = {"ext4": ALL, "ext2": ALL, "exfat": (), "vfat": (), "btrfs": ()}
HELPED = {"ext4": ALL, "exfat": ("luks2",), "vfat": ("luks2",)}
OLD_KERNEL = {"ext4": ALL, "exfat": (), "vfat": ALL}
NOTHING: dict[str, tuple[str, ...]] = {"ext4": (), "exfat": (), "vfat": ()}


@pytest.fixture
def page(desk: Desk) -> Iterator[FileSystemPage]:
    """The page, as soon as it knows what there is here."""
    page = FileSystemPage(desk.app)
    desk.until(page.is_ready, "the file systems")
    yield page
    page.deleteLater()


def know(page: FileSystemPage, mountable: dict[str, tuple[str, ...]]) -> None:
    """Let it know another computer."""
    page._is_offered = False
    page._know(tuple(NewFileSystem(name, 1, 16, formats) for name, formats in mountable.items()))


def test_it_knows_what_the_engine_says(page: FileSystemPage) -> None:
    found = Engine().filesystems()
    assert [page.filesystem.itemData(row) for row in range(page.filesystem.count())] == [
        *(each.name for each in found),
        None,
    ]
    for each in found:
        page.filesystem.setCurrentIndex(page.filesystem.findData(each.name))
        assert page.apply(Draft()).can_be_mounted == ("luks2" in each.mountable)
        assert ("cannot mount" in page.explained.text()) == ("luks2" not in each.mountable)


@pytest.mark.parametrize(
    ("kind", "size", "here", "best"),
    [
        ("luks2", GIB, ROOTLESS, "ext4"),
        ("luks2", GIB, {"ext4": (), "btrfs": ALL, "exfat": ALL}, "btrfs"),
        ("luks2", GIB, NOTHING, "ext4"),
        ("veracrypt", GIB, {"ext4": ALL, "exfat": ALL}, "exfat"),
        ("veracrypt", GIB, ROOTLESS, "ext4"),
        ("veracrypt", GIB, HELPED, "ext4"),
        ("veracrypt", GIB, OLD_KERNEL, "vfat"),
        ("veracrypt", 4 * GIB, OLD_KERNEL, "ext4"),
        ("veracrypt", None, OLD_KERNEL, "ext4"),
        ("hidden", GIB, ROOTLESS, "ext4"),
        ("veracrypt", GIB, NOTHING, "exfat"),
    ],
)
def test_the_best_one_that_can_be_mounted_is_offered(
    page: FileSystemPage, kind: Kind, size: int | None, here: dict[str, tuple[str, ...]], best: str
) -> None:
    know(page, here)
    page.arrive(Draft(kind, Path("/x"), size=size))
    assert page.filesystem.currentData() == best
    made = page.apply(Draft(kind))
    assert made.can_be_mounted == (here is not NOTHING)
    assert ("cannot mount" in page.explained.text()) == (here is NOTHING)


def test_what_was_chosen_stays_until_another_format_is(page: FileSystemPage) -> None:
    know(page, ROOTLESS)
    page.arrive(Draft("veracrypt", size=GIB))
    page.filesystem.setCurrentIndex(page.filesystem.findData("exfat"))
    page.arrive(Draft("veracrypt", size=2 * GIB))
    assert page.filesystem.currentData() == "exfat"
    page.arrive(Draft("luks2"))
    assert page.filesystem.currentData() == "ext4"


def test_one_that_cannot_be_mounted_is_told_of_and_nobody_is_sent_to_mount_it(desk: Desk, page: FileSystemPage) -> None:
    from vault.gui.create.summary import DonePage, SummaryPage

    know(page, ROOTLESS)
    page.arrive(Draft("veracrypt", Path("/x"), size=GIB))
    for name, shown in (("exfat", "exFAT"), ("vfat", "FAT"), ("btrfs", "Btrfs"), ("ext2", None), (None, None)):
        page.filesystem.setCurrentIndex(page.filesystem.findData(name))
        draft, said = page.apply(Draft("veracrypt", Path("/x"), size=GIB)), CANNOT.format(shown)
        summary, done = SummaryPage(desk.app), DonePage(desk.app)
        summary.arrive(draft)
        done.show_result(draft, CreateResult(Path("/x"), None, "", "", "", GIB, GIB, None, "", 0, 0, ""), [])
        for text in (page.explained.text(), summary.how.text(), done.advice.text()):
            assert (said in text) == (shown is not None), text
        assert page.filesystem.accessibleDescription() == page.explained.text()
        assert done.mount.isHidden() == (name != "ext2")
        for each in (summary, done):
            each.deleteLater()


def test_what_explains_the_file_system_stands_right_below_it(desk: Desk) -> None:
    from PyQt6.QtCore import QPoint

    it: Any = desk.app.create()
    desk.until(it.filesystem.is_ready, "the file systems")
    it._go(it.filesystem)
    desk.until(it.filesystem.explained.isVisible, "the page")
    page = it.filesystem
    tops = [each.mapTo(page, QPoint()).y() for each in (page.filesystem, page.explained, page.label)]
    assert tops == sorted(set(tops)) and tops[1] < tops[0] + 2 * page.filesystem.height()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("exfat cannot be mounted", "exFAT cannot be mounted"),
        ("exFAT cannot be mounted", "exFAT cannot be mounted"),
        ("ntfs is marked", "NTFS is marked"),
        ("ext4 needs more", "ext4 needs more"),
        ("btrfs", "Btrfs"),
        ("vfat: no", "FAT: no"),
        ("exfatty", "Exfatty"),
        ("/a is there", "/a is there"),
        ("it is there", "It is there"),
        ("", ""),
    ],
)
def test_a_sentence_begins_with_a_file_system_as_people_write_it(said: str, sentence: str) -> None:
    assert capitalised(said) == sentence
