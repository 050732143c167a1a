"""The page for what is in the new volume."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QLineEdit

from vault.gui.create.draft import Draft
from vault.gui.create.page import Page
from vault.gui.widgets.forms import choice, choose
from vault.options import NewFileSystem

if TYPE_CHECKING:
    from vault.gui.app import App

LUKS_LABEL = 47
"""Bytes of a label of LUKS2."""


class FileSystemPage(Page):
    """The file system, of those that can be made here, and the label."""

    def __init__(self, app: "App") -> None:
        super().__init__(app, "")
        self.title = self.tr("Which file system?")
        self._made: dict[str, NewFileSystem] = {}
        self._is_luks = True
        self.filesystem = choice([], self)
        self.explained = self.add_text()
        self.label = QLineEdit(self)
        self.label.setPlaceholderText(self.tr("None"))
        form = self.add_form()
        form.addRow(self.tr("&File system:"), self.filesystem)
        form.addRow(self.tr("&Label:"), self.label)
        self.column.addWidget(self.explained)
        self.filesystem.currentIndexChanged.connect(lambda _index: self._chosen())
        self.setFocusProxy(self.filesystem)
        self.finish()
        app.tasks.run("filesystems", then=self._know, failed=self.error.show_error)

    def arrive(self, draft: Draft) -> None:
        """Choose what fits to the format."""
        self._is_luks = not draft.is_veracrypt
        choose(self.filesystem, draft.filesystem)
        self._chosen()

    def is_ready(self) -> bool:
        """Whether it is known what can be made."""
        return self.filesystem.count() > 0

    def apply(self, draft: Draft) -> Draft:
        """The draft with this in it."""
        filesystem = self.filesystem.currentData()
        has_label = filesystem is not None or not draft.is_veracrypt
        return replace(draft, filesystem=filesystem, label=self.label.text().strip() if has_label else "")

    def _know(self, found: tuple[NewFileSystem, ...]) -> None:
        wanted = self.filesystem.currentData() or ("ext4" if self._is_luks else "exfat")
        self._made = {each.name: each for each in found}
        self.filesystem.blockSignals(True)
        self.filesystem.clear()
        for name in self._made:
            self.filesystem.addItem(filesystem_name(name), name)
        self.filesystem.addItem(self.tr("None (leave it empty)"), None)
        self.filesystem.blockSignals(False)
        choose(self.filesystem, wanted)
        self._chosen()

    def _chosen(self) -> None:
        name = self.filesystem.currentData()
        self.explained.setText(
            {
                "ext4": self.tr("For Linux. Keeps owners and rights of files."),
                "ext3": self.tr("For Linux, also for old ones."),
                "ext2": self.tr("For Linux. Without a journal."),
                "exfat": self.tr("For Linux, Windows and macOS."),
                "vfat": self.tr("For everything, but no file in it can have 4 GiB or more."),
                "ntfs": self.tr("For Windows and Linux."),
                "btrfs": self.tr("For Linux. Keeps checksums of all data."),
                "xfs": self.tr("For Linux. Made for large volumes."),
            }.get(name, self.tr("Nothing can be stored in it before it has a file system."))
        )
        limit = self._made[name].label_limit if name in self._made else LUKS_LABEL
        self.label.setMaxLength(min(limit, LUKS_LABEL) if self._is_luks else limit)
        self.label.setEnabled(name is not None or self._is_luks)
        self.changed.emit()


def filesystem_name(name: str) -> str:
    """A file system's own name."""
    return {"exfat": "exFAT", "vfat": "FAT", "ntfs": "NTFS", "xfs": "XFS", "btrfs": "Btrfs"}.get(name, name)
