"""The header as a whole: saved, checked, repaired, restored, and what was saved of it automatically."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from vault.errors import VaultError
from vault.gui.keys.base import Subject, plain_label
from vault.gui.keys.header_words import check_text, kept_text
from vault.gui.look import GAP, MARGIN, icon
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.flow import flow
from vault.gui.widgets.fold import scrolled
from vault.gui.widgets.outside import tip
from vault.gui.widgets.work import WorkLine
from vault.options.headers import HeaderCheck, KeptHeader

if TYPE_CHECKING:
    from vault.gui.app import App


class HeaderPage(QWidget):
    """Buttons, the result of the last check, and a list. ``asked`` names the dialog that a button is for."""

    asked = pyqtSignal(str, object)

    def __init__(self, app: "App", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._subject: Subject | None = None
        self._is_checking = self._had_focus = False
        self.kept: list[KeptHeader] = []
        self.backup = self._button("save", self.tr("&Back up…"), "backup")
        self.restore = self._button("refresh", self.tr("&Restore…"), "restore")
        self.check = self._button("check", self.tr("&Check"), None)
        self.repair = self._button("settings", self.tr("Re&pair…"), "repair")
        self.check.clicked.connect(self._check)
        self.result = ErrorLine(self)
        self.work = WorkLine(self)
        self.list = QListWidget(self)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemSelectionChanged.connect(self._chosen)
        heading = QLabel(self.tr("Automatic b&ackups"), self)
        heading.setBuddy(self.list)
        self.none = plain_label(self.tr("None yet. One is made before each change."), self)
        self.take = self._button("refresh", self.tr("Re&store this one…"), None)
        self.take.clicked.connect(lambda: self._ask("restore"))
        self.list.itemActivated.connect(lambda _item: self._ask("restore"))
        self.drop = self._button("remove", self.tr("Remo&ve…"), None)
        self.drop.clicked.connect(lambda: self._ask("drop"))
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        intro = self.tr("The header holds all that opens the volume. If it is lost, so is the volume.")
        layout.addWidget(plain_label(intro, self))
        layout.addWidget(flow(self.backup, self.restore, self.check, self.repair))
        for widget in (self.result, self.work, heading, self.none):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        self.about_kept = flow(self.take, self.drop)
        layout.addWidget(self.about_kept)
        layout.addStretch(0)  # what is left where there is no list
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))
        self.show_kept([])

    def show_subject(self, subject: Subject) -> None:
        """Be about this."""
        was_lost = self._subject is not None and self._subject.found is None
        self._subject = subject
        if was_lost and subject.found is not None:
            self.result.clear()
        for button in (self.backup, self.restore, self.check, self.repair):
            button.setEnabled(subject.found is not None and not (button is self.check and self._is_checking))
        self.none.setText(self.tr("None yet. One is made before each change."))

    def show_error(self, error: VaultError) -> None:
        """Nothing can be told of the header now, whatever was told before."""
        self.result.show_error(error)
        self.none.setText(self.tr("None is known of."))

    def show_kept(self, kept: list[KeptHeader]) -> None:
        """List automatic backups."""
        self.kept = kept
        self.list.clear()
        for each in kept:
            item = QListWidgetItem(kept_text(each))
            item.setToolTip(tip(kept_text(each)))
            self.list.addItem(item)
        self.none.setVisible(not kept)
        self.list.setVisible(bool(kept))
        self.about_kept.setVisible(bool(kept))
        self._chosen()

    def show_check(self, found: HeaderCheck) -> None:
        """Tell what a check found."""
        names = {True: "done", False: "warning", None: "info"}
        self.result.say(check_text(found), icon_name=names[found.whole])

    def _button(self, icon_name: str, text: str, what: str | None) -> QPushButton:
        button = QPushButton(icon(icon_name), text, self)
        button.setAutoDefault(False)
        if what is not None:
            button.clicked.connect(lambda: self.asked.emit(what, None))
        return button

    def _check(self) -> None:
        if self._subject is None:
            return
        self.result.clear()
        if self._subject.may_be_veracrypt:
            self.asked.emit("check", None)
            return
        self._had_focus = self.check is self.window().focusWidget()  # type: ignore[union-attr]
        self.check.setEnabled(False)
        self._is_checking = True
        where = (self._subject.container, self._subject.header)
        job = self._app.tasks.run("header_check", *where, then=self.show_check, failed=self._failed)
        job.finished.connect(self._checked)
        self.work.follow(job, self.tr("Checking the header…"))

    def _checked(self) -> None:
        self._is_checking = False
        self.check.setEnabled(self._subject is not None and self._subject.found is not None)
        if self._had_focus:  # which went on to the next button, that changes something
            self.check.setFocus()

    def _failed(self, error: VaultError) -> None:
        self.result.show_error(error)

    def _chosen(self) -> None:
        for button in (self.take, self.drop):
            button.setEnabled(bool(self.list.selectedItems()))

    def _ask(self, what: str) -> None:
        """Open the dialog about the backup that is selected."""
        self.asked.emit(what, self.kept[self.list.currentRow()])
