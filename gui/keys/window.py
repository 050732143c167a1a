"""The window of what opens a container: its keyslots, the desktop's keyring, recovery keys and the header."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, Qt, QTimer
from PyQt6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PyQt6.QtWidgets import QDialogButtonBox, QLabel, QTabWidget, QVBoxLayout, QWidget

from vault.errors import VaultError
from vault.gui.keys.add import AddDialog
from vault.gui.keys.backup import BackupDialog, DropDialog
from vault.gui.keys.base import KeyDialog, Subject
from vault.gui.keys.change import ChangeDialog
from vault.gui.keys.check import CheckDialog
from vault.gui.keys.convert import ConvertDialog
from vault.gui.keys.header_page import HeaderPage
from vault.gui.keys.keyring import EnrollDialog, ForgetDialog
from vault.gui.keys.page import KeysPage
from vault.gui.keys.probe import ProbeDialog
from vault.gui.keys.prove import ProveDialog
from vault.gui.keys.recovery import RecoveryDialog
from vault.gui.keys.remove import RemoveDialog
from vault.gui.keys.rename import RenameDialog
from vault.gui.keys.repair import RepairDialog
from vault.gui.keys.restore import RestoreDialog
from vault.gui.keys.security_key import SecurityKeyDialog
from vault.gui.keys.veracrypt import VeraCryptDialog
from vault.gui.look import GAP, MARGIN, NARROWEST
from vault.gui.tasks import Job
from vault.gui.widgets.buttons import without_icons
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.order import put_last
from vault.gui.widgets.outside import ElidedLabel
from vault.options.answers import Inspection
from vault.options.headers import KeptHeader
from vault.options.keys import KeyringStatus

if TYPE_CHECKING:
    from vault.gui.app import App

ABOUT_ONE: dict[str, Callable[..., KeyDialog]] = {
    "change": ChangeDialog,
    "remove": RemoveDialog,
    "rename": RenameDialog,
    "convert": ConvertDialog,
    "test": ProbeDialog,
    "forget": ForgetDialog,
    "drop": DropDialog,
    "restore": RestoreDialog,
}
"""Dialogs that are about a keyslot, a backup or what the keyring has."""
ABOUT_ALL: dict[str, Callable[..., KeyDialog]] = {
    "add": AddDialog,
    "security-key": SecurityKeyDialog,
    "veracrypt": VeraCryptDialog,
    "prove": ProveDialog,
    "recovery": RecoveryDialog,
    "enroll": EnrollDialog,
    "backup": BackupDialog,
    "check": CheckDialog,
    "repair": RepairDialog,
}


class KeysWindow(QWidget):
    """Two pages; it looks again after each change, and whenever it comes to the front."""

    def __init__(self, app: "App", container: Path, header: Path | None = None) -> None:
        super().__init__()
        self.app = app
        self.subject = Subject(container, header)
        self._job: Job | None = None
        self._again = False
        self._ids: set[str] = set()
        """What names the volume in the list of automatic backups, as far as it is known."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._look)
        self.is_settled = False
        """Whether all that is shown was looked up after the last change."""
        self.dialog: KeyDialog | None = None
        self.setWindowTitle(self.tr("Keys of {name}").format(name=app.name_of(container)))
        self.path = ElidedLabel(str(container), self)
        self.state = QLabel(self)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.notice = ErrorLine(self)
        self.tabs = QTabWidget(self)
        self.keys = KeysPage(self)
        self.header = HeaderPage(app, self)
        self.tabs.addTab(self.keys, self.tr("&Keys"))
        self.tabs.addTab(self.header, self.tr("&Header"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        for widget in (self.path, self.state, self.notice):
            layout.addWidget(widget)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self._close_button())
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        self.keys.asked.connect(self.ask)
        self.header.asked.connect(self.ask)
        for heard in (app.volumes.opened, app.volumes.changed, app.volumes.closed):
            heard.connect(self._show_state)
        self._show_state()
        self.setMinimumWidth(NARROWEST - 40)
        self.resize(600, 640)
        self.look()

    def _close_button(self) -> QWidget:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        without_icons(box)
        box.rejected.connect(self.close)
        self.closing = box.button(QDialogButtonBox.StandardButton.Close)
        return box

    def look(self) -> None:
        """Look at the container soon; what is asked for while it looks is done once more afterwards."""
        self.is_settled = False
        self._soon.start()

    def _look(self) -> None:
        self._again = self._job is not None
        if not self._again:
            where = (self.subject.container, self.subject.header)
            self._job = self.app.tasks.run("inspect", *where, then=self._found, failed=self._not_found)

    def ask(self, what: str, about: object) -> None:
        """Open the dialog of that name; there is one at a time."""
        if self.dialog is not None:
            return
        self.notice.clear()
        if what in ABOUT_ONE:
            dialog = ABOUT_ONE[what](self.app, self.subject, about, self)
        else:
            dialog = ABOUT_ALL[what](self.app, self.subject, parent=self)
        self.dialog = dialog
        dialog.started.connect(self._started)
        dialog.done_well.connect(self._done_well)
        dialog.finished.connect(self._closed)
        if isinstance(dialog, CheckDialog):
            dialog.checked.connect(self.header.show_check)
        if isinstance(dialog, RecoveryDialog):
            dialog.made.connect(self._prove_later)
            dialog.not_kept.connect(self._not_kept)
        if dialog.job is not None:
            self._started(dialog.job)
        dialog.open()

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Close the dialog with it, which gives up what runs."""
        if self.dialog is not None:
            self.dialog.close()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent | None) -> None:
        """Look again when it comes to the front: another program may have changed something."""
        super().changeEvent(event)
        activated = event is not None and event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if activated and self._job is None:
            self.look()

    def _started(self, job: Job) -> None:
        job.finished.connect(self.look)

    def _done_well(self, said: str, is_well: bool) -> None:
        self.notice.say(said, icon_name="done" if is_well else "warning")

    def _closed(self) -> None:
        self.dialog = None
        self.look()

    def _prove_later(self) -> None:
        self.dialog = None
        said, icon_name = self.notice.text(), self.notice.icon_name
        self.ask("prove", None)
        self.notice.say(said, icon_name=icon_name)

    def _not_kept(self, job: Job) -> None:
        job.failed.connect(self._taken_back)

    def _taken_back(self, error: VaultError) -> None:
        if error.code == "cancelled":
            said = self.tr("The recovery key was not kept. It was taken back, and opens nothing.")
            self.notice.say(said, icon_name="info")
        else:
            self.notice.show_error(error)

    def _found(self, found: Inspection) -> None:
        self.subject = Subject(self.subject.container, self.subject.header, found)
        self._ids.add(found.uuid.lower())
        self._show_subject()
        if found.format == "luks2" or self.subject.may_be_veracrypt:
            self._next("keyring_status", self._keyring)
        else:
            self._keyring(None)

    def _not_found(self, error: VaultError) -> None:
        self.subject = Subject(self.subject.container, self.subject.header)
        self._show_subject()
        self.keys.show_error(error)
        self.header.show_error(error)
        self._keyring(None)

    def _show_subject(self) -> None:
        self.keys.show_subject(self.subject)
        self.header.show_subject(self.subject)

    def _keyring(self, status: KeyringStatus | None) -> None:
        self.keys.show_keyring(status)
        if self.closing is not None:
            put_last(self, self.closing)  # after cards that were made later
        self._next("header_backups", self._kept)

    def _kept(self, kept: list[KeptHeader]) -> None:
        if kept != self.header.kept:
            self.header.show_kept(kept)
        self._job = None
        self.is_settled = not self._again and not self._soon.isActive()
        if self._again:
            self.look()

    def _next(self, method: str, then: object) -> None:
        where = (self.subject.container, self.subject.header)
        failed = self._no_keyring if method == "keyring_status" else self._none_kept
        self._job = self.app.tasks.run(method, *where, then=then, failed=failed)  # type: ignore[arg-type]

    def _no_keyring(self, error: VaultError) -> None:
        self._keyring(KeyringStatus((), False, str(error)))

    def _none_kept(self, _error: VaultError) -> None:
        """The container cannot be asked; what was kept of it is there all the same, and may be what is needed now."""
        favourite = self.app.favourites.find(self.subject.container)
        self._ids |= {favourite.id} if favourite is not None else set()
        self._job = self.app.tasks.run("header_backups", then=self._kept_of_all, failed=self._cannot_list)

    def _kept_of_all(self, kept: list[KeptHeader]) -> None:
        self._kept([each for each in kept if each.volume in self._ids - {""}])

    def _cannot_list(self, _error: VaultError) -> None:
        self._kept(self.header.kept)

    def _show_state(self) -> None:
        record = self.app.volumes.of(self.subject.container)
        self.state.setVisible(record is not None)
        if record is not None:
            self.state.setText(
                self.tr("The volume is open. Its keys can be changed meanwhile, its files stay as they are.")
            )
