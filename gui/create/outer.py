"""The pages for a hidden volume: the volume around it, and how much of that it takes."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox

from vault.crypto.secret import Secret
from vault.gui.create.draft import Draft
from vault.gui.create.page import Page
from vault.gui.text import size_text
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.forms import NumberEdit
from vault.gui.widgets.keyfiles import KeyfileList
from vault.gui.widgets.passphrase import PassphraseEdit
from vault.gui.widgets.paths import PathEdit
from vault.gui.widgets.sizes import SizeEdit
from vault.options import HiddenRoom, OpenOptions

if TYPE_CHECKING:
    from vault.gui.app import App


class OuterPage(Page):
    """The VeraCrypt volume that is there, and what opens it."""

    def __init__(self, app: "App") -> None:
        super().__init__(app, "")
        self.title = self.tr("In which volume?")
        self.add_text(self.tr("A hidden volume lies where the volume around it has no files. That one is opened once."))
        self.path = PathEdit(self.tr("VeraCrypt volume around it"), "open", parent=self)
        self.passphrase = PassphraseEdit(self.tr("Its passphrase"), self)
        self.keyfiles = KeyfileList(self.tr("Its key files"), self)
        self.pim = NumberEdit(parent=self)
        self.pim.setPlaceholderText(self.tr("Usual"))
        form = self.add_form()
        form.addRow(self.tr("&Volume:"), self.path)
        form.addRow(self.tr("Its &passphrase:"), self.passphrase)
        form.addRow(self.tr("Its &key files:"), self.keyfiles)
        form.addRow(self.tr("Its P&IM:"), self.pim)
        self.path.changed.connect(self.changed)
        self.passphrase.changed.connect(self.changed)
        self.keyfiles.changed.connect(self.changed)
        self.setFocusProxy(self.path)
        self.finish()

    def is_ready(self) -> bool:
        """Whether there is a path and something that may open it."""
        path = self.path.path()
        has_credential = not self.passphrase.is_empty() or bool(self.keyfiles.paths())
        return path is not None and path.is_absolute() and has_credential and not self.passphrase.field.is_too_long()

    def apply(self, draft: Draft) -> Draft:
        """The draft within this volume."""
        opening = OpenOptions(pim=self.pim.number(), keyfiles=self.keyfiles.paths())
        return replace(draft, container=self.path.path(), outer=opening, place=None, overwrite=False)

    def try_again(self) -> None:
        """Have the passphrase typed over."""
        self.passphrase.setFocus()
        self.passphrase.field.selectAll()

    def secret(self) -> Secret:
        """The passphrase of the volume around it; the caller wipes it."""
        return self.passphrase.secret()

    def forget(self) -> None:
        """Clear the passphrase."""
        self.passphrase.forget()


class RoomPage(Page):
    """How large the hidden volume is to be."""

    def __init__(self, app: "App") -> None:
        super().__init__(app, "")
        self.title = self.tr("How large?")
        self._room: HiddenRoom | None = None
        self.most = self.add_text()
        self.amount = SizeEdit(self.tr("Size"), self)
        form = self.add_form()
        form.addRow(self.tr("&Size:"), self.amount)
        self.doubt = ErrorLine(self)
        self.anyway = QCheckBox(self.tr("&Make it although this is so"), self)
        self.problem = ErrorLine(self)
        self.column.addWidget(self.doubt)
        self.column.addWidget(self.anyway, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.problem)
        self.amount.changed.connect(self._judge)
        self.anyway.toggled.connect(lambda _on: self.changed.emit())
        self.setFocusProxy(self.amount)
        self.finish()

    def arrive(self, draft: Draft) -> None:
        """Tell how large it can be."""
        if draft.room is None or draft.room == self._room:
            return
        self._room = draft.room
        self.amount.offer_unit(draft.room.largest)
        self.anyway.setChecked(False)
        self.most.setText(self.tr("It can have {size} at most.").format(size=size_text(draft.room.largest)))
        doubts = []
        if not draft.room.is_sure:
            doubts.append(
                self.tr("Nobody can tell where the files of the volume around it lie. They may be overwritten.")
            )
        if not draft.room.is_covered:
            doubts.append(
                self.tr("The volume around it was not filled with random data. It shows that there is a hidden volume.")
            )
        self.doubt.setVisible(bool(doubts))
        if doubts:
            self.doubt.say("\n".join(doubts))
        self.anyway.setVisible(bool(doubts))
        self._judge()

    def is_ready(self) -> bool:
        """Whether it fits, and doubts are put aside."""
        fits = self.amount.value() is not None and not self._problem()
        return fits and (self.anyway.isHidden() or self.anyway.isChecked())

    def apply(self, draft: Draft) -> Draft:
        """The draft with this size."""
        return replace(draft, size=self.amount.value(), overwrite=self.anyway.isChecked())

    def _judge(self) -> None:
        if problem := self._problem():
            self.problem.say(problem, icon_name="info")
        else:
            self.problem.clear()
        self.changed.emit()

    def _problem(self) -> str:
        wanted = self.amount.value()
        if wanted is None:
            if not self.amount.line.text():
                return ""
            return self.tr("This is no size. Write a number above 0, or something like 200M.")
        if self._room is not None and wanted > self._room.largest:
            return self.tr("The volume around it has not so much room.")
        return ""
