"""The page for what is in the new volume."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt6.QtCore import QCoreApplication
from PyQt6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vault.gui.create.draft import Draft
from vault.gui.create.page import Page, paragraph
from vault.gui.look import GAP
from vault.gui.widgets.forms import FormLabel, choice, choose
from vault.options import NewFileSystem, filesystem_name

if TYPE_CHECKING:
    from vault.gui.app import App

LUKS_LABEL = 47
"""Bytes of a label of LUKS2."""
FAT_ENOUGH = 4 << 30
"""Bytes of a volume in which no file could be too large for FAT."""
FOR_LINUX = ("ext4", "ext3", "ext2", "btrfs", "xfs", "exfat", "ntfs", "vfat")
FOR_ALL = ("exfat", "ext4", "ntfs", "vfat", "ext3", "ext2", "btrfs", "xfs")
FOR_ALL_SMALL = ("exfat", "vfat", "ext4", "ntfs", "ext3", "ext2", "btrfs", "xfs")
"""The best first; of VeraCrypt, those that other systems know."""


class FileSystemPage(Page):
    """The file system, of those that can be made here, and the label."""

    def __init__(self, app: "App") -> None:
        super().__init__(app, "")
        self.title = self.tr("Which file system?")
        self._made: dict[str, NewFileSystem] = {}
        self._draft = Draft()
        self._is_offered = False
        self.filesystem = choice([], self)
        self.explained = paragraph("", self)
        self.label = QLineEdit(self)
        self.label.setPlaceholderText(self.tr("None"))
        form = self.add_form()
        form.addRow(FormLabel(self.tr("&File system:"), self.filesystem), self._with_explanation())
        form.addRow(self.tr("&Label:"), self.label)
        self.filesystem.currentIndexChanged.connect(lambda _index: self._chosen())
        self.setFocusProxy(self.filesystem)
        self.finish()
        app.tasks.run("filesystems", then=self._know, failed=self.error.show_error)

    def _with_explanation(self) -> QWidget:
        """The field, and what it says below it."""
        both = QWidget(self)
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.filesystem)
        column.addWidget(self.explained)
        return both

    def arrive(self, draft: Draft) -> None:
        """Offer what is best for the format, and what was chosen for the same one before."""
        self._is_offered = self._is_offered and draft.kind == self._draft.kind
        self._draft = draft
        self._offer()

    def is_ready(self) -> bool:
        """Whether it is known what can be made."""
        return self.filesystem.count() > 0

    def apply(self, draft: Draft) -> Draft:
        """The draft with this in it."""
        name = self.filesystem.currentData()
        has_label = name is not None or not draft.is_veracrypt
        label = self.label.text().strip() if has_label else ""
        return replace(draft, filesystem=name, is_mountable=self._is_mountable(name), label=label)

    def _know(self, found: tuple[NewFileSystem, ...]) -> None:
        self._made = {each.name: each for each in found}
        self.filesystem.blockSignals(True)
        self.filesystem.clear()
        for name in self._made:
            self.filesystem.addItem(filesystem_name(name), name)
        self.filesystem.addItem(self.tr("None (leave it empty)"), None)
        self.filesystem.blockSignals(False)
        self._offer()

    def _offer(self) -> None:
        """Choose the best one, once for each format."""
        if self._made and not self._is_offered:
            self._is_offered = True
            choose(self.filesystem, self._best())
        self._chosen()

    def _best(self) -> str:
        """The best one that this user can mount on this computer; the best one of all where he can mount none."""
        ranks = FOR_LINUX
        if self._draft.is_veracrypt:
            ranks = FOR_ALL_SMALL if (self._draft.size or FAT_ENOUGH) < FAT_ENOUGH else FOR_ALL
        made = [name for name in ranks if name in self._made]
        return next(filter(self._is_mountable, made), made[0])

    def _is_mountable(self, name: str | None) -> bool:
        where = "veracrypt" if self._draft.is_veracrypt else "luks2"
        return name in self._made and where in self._made[name].mountable

    def _chosen(self) -> None:
        name = self.filesystem.currentData()
        is_luks = not self._draft.is_veracrypt
        said = {
            "ext4": self.tr("For Linux. Keeps owners and rights of files."),
            "ext3": self.tr("For Linux, also for old ones."),
            "ext2": self.tr("For Linux. Without a journal."),
            "exfat": self.tr("For Linux, Windows and macOS."),
            "vfat": self.tr("For everything, but no file in it can have 4 GiB or more."),
            "ntfs": self.tr("For Windows and Linux."),
            "btrfs": self.tr("For Linux. Keeps checksums of all data."),
            "xfs": self.tr("For Linux. Made for large volumes."),
        }.get(name, self.tr("Nothing can be stored in it before it has a file system."))
        if name is not None and not self._is_mountable(name):
            said = f"{said} {not_mountable_text(name)}"
        self.explained.setText(said)
        self.filesystem.setAccessibleDescription(said)
        limit = self._made[name].label_limit if name in self._made else LUKS_LABEL
        self.label.setMaxLength(min(limit, LUKS_LABEL) if is_luks else limit)
        self.label.setEnabled(name is not None or is_luks)
        self.changed.emit()


def not_mountable_text(filesystem: str) -> str:
    """What there is to say of a file system that this user cannot mount on this computer."""
    return QCoreApplication.translate(
        "text", "You cannot mount {filesystem} on this computer; you can on others, such as most Linux desktops."
    ).format(filesystem=filesystem_name(filesystem))
