"""The dialog that asks for what opens a container, and mounts it."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from vault.errors import VaultError
from vault.gui.dialogs.credential_form import CredentialForm
from vault.gui.dialogs.findings import Findings
from vault.gui.dialogs.looking import Looking
from vault.gui.dialogs.mounting import By, Mounting
from vault.gui.dialogs.unlock_text import described, open_text
from vault.gui.look import GAP, MARGIN, NARROWEST, icon
from vault.gui.widgets.buttons import without_icons
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.fold import fit_height
from vault.gui.widgets.heading import Heading
from vault.gui.widgets.keyfiles import dropped_files
from vault.gui.widgets.pin import PinQuestion
from vault.gui.widgets.work import WorkLine
from vault.options import FromToken, Inspection, MountRequest, SessionRecord

if TYPE_CHECKING:
    from vault.gui.app import App
    from vault.gui.favourites import Favourite


class UnlockDialog(QDialog):
    """Asks for a passphrase or whatever else opens ``container``; a favourite's own options are filled in.

    What the keyring, or the memory of the session, can open without asking anybody is opened without a click.
    """

    def __init__(self, app: "App", container: Path, favourite: "Favourite | None" = None) -> None:
        super().__init__()
        self._app = app
        self.container = container
        self._favourite: Favourite | None = None
        self._has_tried_token = self._is_closing = False
        self._build()
        self._looking = Looking(app.tasks, self)
        self._findings = Findings(self._looking, app.volumes, self)
        self._mounting = Mounting(app.tasks, self.work, self)
        self._connect()
        self._take(container, favourite)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.heading = Heading("lock", self)
        self.problem = ErrorLine(self)
        self.security_key_button = QPushButton(icon("security-key"), self.tr("Use the securit&y key"), self)
        self.security_key_button.setAutoDefault(False)
        self.security_key_button.hide()
        self.form = CredentialForm(self)
        self.passphrase, self.options = self.form.passphrase, self.form.options
        self.pin = PinQuestion(self)
        self.work = WorkLine(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.heading)
        layout.addWidget(self.problem)
        layout.addWidget(self.security_key_button, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self.form, 1)
        layout.addWidget(self.pin)
        layout.addStretch()  # while the form is hidden
        layout.addWidget(self.work)
        layout.addWidget(self._buttons())
        self.resize(NARROWEST, self.sizeHint().height())
        self.passphrase.setFocus()

    def _buttons(self) -> QWidget:
        self.buttons = QDialogButtonBox(self)
        self.mount_button = QPushButton(self)
        self.mount_button.setDefault(True)
        self.keyring_button = QPushButton(self.tr("U&se the keyring"), self)
        self.keyring_button.setAutoDefault(False)
        self.buttons.addButton(self.mount_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.keyring_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        without_icons(self.buttons)
        self.keyring_button.hide()  # not before: adding a button shows it
        self.buttons.rejected.connect(self.reject)
        return self.buttons

    def _connect(self) -> None:
        self.form.changed.connect(self._look)
        self.options.changed_header.connect(self._look_again)
        self.options.changed_way.connect(self._plan_again)
        self.mount_button.clicked.connect(self._act)
        self.keyring_button.clicked.connect(self._use_keyring)
        self.security_key_button.clicked.connect(lambda: self._begin("security key"))
        self.pin.changed.connect(self._look)
        self.work.cancelled.connect(self.pin.withdraw)
        self._findings.described.connect(self._described)
        self._findings.changed.connect(self._tell)
        self._findings.remembered.connect(self._use_remembered)
        self._mounting.began.connect(lambda job: self.pin.follow(job, self._mounting.warnings))
        self._mounting.mounted.connect(self._mounted)
        self._mounting.failed.connect(self._failed)

    # --- the container -------------------------------------------------------------------------------------------

    def _take(self, container: Path, favourite: "Favourite | None") -> None:
        """Ask for this container, with its own options and none of another's."""
        self.container, self._favourite = container, favourite
        self.options.fill(MountRequest(container) if favourite is None else favourite.request)
        name = self._app.name_of(container)
        self.setWindowTitle(self.tr("Unlock {name}").format(name=name))
        self.heading.say_volume(name, container)
        self._has_tried_token = False
        self._look_again()

    def _request(self) -> MountRequest:
        return self.options.request(self.container)

    def _look_again(self) -> None:
        if not self._mounting.is_running:
            self._findings.look(self._request())

    def _plan_again(self) -> None:
        if not self._mounting.is_running and self._open is None and self._findings.is_readable:
            self._looking.plan(self._request())

    def _described(self, found: Inspection) -> None:
        """A favourite that lies elsewhere now is told by that; its options are filled in, unless others were chosen."""
        asked = self._request()
        favourite = self._app.favourites.named(found.id) if self._favourite is None else None
        if favourite is None or asked != MountRequest(self.container, header=asked.header):
            self.options.show_format(found.format)
            return
        self._favourite = favourite
        self.options.fill(replace(favourite.request, header=asked.header))
        self._look_again()

    @property
    def _open(self) -> SessionRecord | None:
        """The record of the container while it is open; it is not told of while it is being mounted here."""
        return None if self._mounting.is_running else self._findings.record

    # --- opening it ----------------------------------------------------------------------------------------------

    def _act(self) -> None:
        """Do what the primary button says."""
        if self._open is not None:
            self._app.open_folder(self._open)
            self.accept()
        elif not self._findings.is_readable:
            self._look_again()
        elif self.pin.is_asking:
            self.pin.answer()
            self.work.button.setFocus()
        else:
            self._begin("typing" if self.form.has_credential() else "keyring")

    def _use_remembered(self) -> None:
        """Open it without a click, if nothing shows that the user wants something else."""
        is_untouched = not self.form.has_credential() and not self._has_tried_token
        if is_untouched and not self._mounting.is_running and self._open is None:
            self._use_keyring()

    def _use_keyring(self) -> None:
        self._has_tried_token = True
        self._begin("keyring")

    def _begin(self, by: By) -> None:
        self.form.failure.clear()
        self._mounting.begin(self._ask, by=by, after=self._looking.stop())
        self._look()
        self.work.button.setFocus()

    def _ask(self, stack: ExitStack) -> tuple[MountRequest, Any]:
        """The request and the credential."""
        request = replace(self.options.request(self.container, stack), volume_id=self._findings.volume_id)
        if self._mounting.by != "typing":
            return request, FromToken(security_key=self._mounting.by == "security key")
        return request, self.form.credential(stack)

    def _mounted(self, record: SessionRecord) -> None:
        self._app.mounted(record, self._request(), self._mounting.warnings)
        self.accept()

    def _failed(self, error: VaultError) -> None:
        if error.code != "cancelled" or error.hint:
            by_file = self.options.key_file() is not None
            said, icon_name = self._mounting.why_not(error, self._findings.format, by_file=by_file)
            self.form.failure.say(said, icon_name=icon_name)
        self._look()
        self.form.try_again(hidden="hidden" in error.data)
        if "is_another" in error.data:
            self._look_again()
        else:
            self._looking.look_for_keys(self._request())

    # --- what is to be seen --------------------------------------------------------------------------------------

    def _tell(self) -> None:
        """Say what the container is, as far as that is known."""
        found = self._findings.found
        if found is not None:
            more = described(found)
        else:
            more = self.tr("Looking at the container…") if self._findings.is_readable else ""
        if more != self.heading.more():
            self.heading.say_more(more)
        self._look()

    def _look(self) -> None:
        """Show what is wrong, and what can be done now."""
        record, is_readable = self._open, self._findings.is_readable
        is_idle, is_asking = not self._mounting.is_running, self.pin.is_asking
        said, icon_name = self._findings.said if record is None else (open_text(record), "info")
        if not said:
            self.problem.clear()
        elif said != self.problem.text():
            self.problem.say(said, icon_name=icon_name)
        can_try = is_idle and record is None
        self.form.setEnabled(is_idle)
        self.form.setVisible(record is None and not is_asking and (is_idle or self._mounting.by != "security key"))
        self.work.setVisible(not is_idle and not is_asking)
        self.buttons.setVisible(is_idle or is_asking)
        self.keyring_button.setVisible(can_try and self._findings.has_keyring)
        self.security_key_button.setVisible(can_try and self._findings.has_security_key)
        if is_asking:
            self.mount_button.setText(self.tr("&Continue"))
        elif record is not None:
            self.mount_button.setText(self.tr("Open &folder"))
        elif is_readable:
            self.mount_button.setText(self.tr("&Mount"))
        else:
            self.mount_button.setText(self.tr("&Try again"))
        if is_readable:  # as long as the button has the focus that it gives back
            self.form.offer_passphrase(True, instead=self.mount_button)
        self.mount_button.setEnabled(self.pin.is_ready if is_asking else is_idle and self._can_act())
        if not is_readable:
            self.form.offer_passphrase(False, instead=self.mount_button)
        fit_height(self)

    def _can_act(self) -> bool:
        if self._open is not None:
            return self._open.mount_point is not None
        if not self._findings.is_readable:
            return True
        may_need_none = self._findings.format == "bitlocker"  # which may have a key for everybody
        return (self.form.has_credential() or may_need_none) and self.form.is_sound()

    # --- the window ----------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Give up what is being done; close the dialog when nothing is."""
        if self._mounting.is_running and not self._is_closing:
            self.work.button.click()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Close it, and keep nothing that was typed."""
        self._looking.stop()
        self._mounting.stop()
        self.pin.withdraw()
        self.form.forget()
        super().done(result)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Close it although something is being done, which is given up."""
        self._is_closing = True
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Take another container as long as nothing is typed for this one."""
        if event is not None and self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Ask for the container that was dropped."""
        container = None if event is None else self._dropped(event)
        if event is not None and container is not None:
            event.acceptProposedAction()
            self._take(container, self._app.favourites.find(container))

    def _dropped(self, event: QDropEvent) -> Path | None:
        files = dropped_files(event.mimeData())
        can_take = self.passphrase.is_empty() and not self._mounting.is_running
        return files[0] if len(files) == 1 and can_take else None
