"""The first page: the format."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QButtonGroup, QRadioButton

from vault.gui.create.draft import Advanced, Draft, Kind
from vault.gui.create.page import Page
from vault.gui.look import GAP, MARGIN

if TYPE_CHECKING:
    from vault.gui.app import App


class KindPage(Page):
    """Which kind of volume it is to be."""

    def __init__(self, app: "App") -> None:
        super().__init__(app, "")
        self.title = self.tr("What kind of volume?")
        self.buttons: dict[Kind, QRadioButton] = {}
        self._group = QButtonGroup(self)
        texts: tuple[tuple[Kind, str, str], ...] = (
            (
                "luks2",
                self.tr("&LUKS2 (recommended)"),
                self.tr("The format of Linux; several passphrases can open it, and they can be changed any time."),
            ),
            (
                "veracrypt",
                self.tr("&VeraCrypt"),
                self.tr("For Windows and macOS too, where the program VeraCrypt opens it."),
            ),
            (
                "hidden",
                self.tr("&Hidden VeraCrypt volume"),
                self.tr("A second volume inside a VeraCrypt volume that you have; nobody can tell that it is there."),
            ),
        )
        for kind, title, explained in texts:
            button = QRadioButton(title, self)
            button.setAccessibleDescription(explained)
            self._group.addButton(button)
            self.buttons[kind] = button
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            text = self.add_text(explained)
            text.setContentsMargins(MARGIN + GAP, 0, 0, GAP)
            button.toggled.connect(lambda _on: self.changed.emit())
        self.buttons["luks2"].setChecked(True)
        self.setFocusProxy(self.buttons["luks2"])
        self.finish()

    def chosen(self) -> Kind:
        """The kind."""
        return next(kind for kind, button in self.buttons.items() if button.isChecked())

    def apply(self, draft: Draft) -> Draft:
        """The draft of this kind; what only another one has is dropped."""
        kind = self.chosen()
        if kind == draft.kind:
            return draft
        filesystem = {"luks2": "ext4", "veracrypt": "exfat", "hidden": "exfat"}[kind]
        return replace(draft, kind=kind, filesystem=filesystem, key_file=None, keyfiles=(), advanced=Advanced())
