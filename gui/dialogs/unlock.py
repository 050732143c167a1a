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
from vault.gui.dialogs.looking import Looking
from vault.gui.dialogs.mounting import By, Mounting
from vault.gui.dialogs.unlock_text import (
    advice,
    described,
    key_failure_text,
    open_text,
    plug_in_text,
    sentence,
    unknown_text,
    unreadable_text,
    wrong_text,
)
from vault.gui.kept import is_possible
from vault.gui.look import GAP, MARGIN, NARROWEST, icon
from vault.gui.widgets.buttons import without_icons
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.fold import fit_height
from vault.gui.widgets.heading import Heading
from vault.gui.widgets.keyfiles import dropped_files
from vault.gui.widgets.outside import impossible_text
from vault.gui.widgets.pin import PinQuestion
from vault.gui.widgets.work import WorkLine
from vault.options import FromToken, Inspection, KeyringStatus, MountRequest, SecurityKeyStatus, SessionRecord

if TYPE_CHECKING:
    from vault.gui.app import App
    from vault.gui.favourites import Favourite

SUBJECTS = ("open", "unreadable", "unknown", "plan", "keyring", "security key", "header")
"""What there may be to say of a container; the first of it is said."""


class UnlockDialog(QDialog):
    """Asks for a passphrase or whatever else opens ``container``; a favourite's own options are filled in.

    What the keyring, or the memory of the session, can open without asking anybody is opened without a click.
    """

    def __init__(self, app: "App", container: Path, favourite: "Favourite | None" = None) -> None:
        super().__init__()
        self._app = app
        self.container = container
        self._format = self._volume_id = self._open_as = ""
        """What was found: its format, what names the volume, and the session in which it is open."""
        self._favourite: Favourite | None = None
        self._known: dict[str, tuple[str, str]] = {}
        """What is said of the container, and with which icon."""
        self._has_tried_token = self._is_closing = False
        self._has_keyring = self._has_security_key = False
        """Whether these can be asked to open it."""
        self._build()
        self._looking = Looking(app.tasks, self)
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
        self._looking.described.connect(self._described)
        self._looking.unreadable.connect(self._unreadable)
        self._looking.planned.connect(lambda: self._know("plan"))
        self._looking.unplanned.connect(self._unplanned)
        self._looking.keyring.connect(self._know_keyring)
        self._looking.security_keys.connect(self._know_security_keys)
        self._mounting.began.connect(lambda job: self.pin.follow(job, self._mounting.warnings))
        self._mounting.mounted.connect(self._mounted)
        self._mounting.failed.connect(self._failed)
        for signal in (self._app.volumes.opened, self._app.volumes.changed, self._app.volumes.closed):
            signal.connect(self._volumes_changed)
        self._app.volumes.closed.connect(self._closed)

    # --- what is known of the container --------------------------------------------------------------------------

    def _take(self, container: Path, favourite: "Favourite | None") -> None:
        """Ask for this container, with its own options and none of another's."""
        self.container, self._favourite = container, favourite
        self.options.fill(MountRequest(container) if favourite is None else favourite.request)
        name = self._app.name_of(container)
        self.setWindowTitle(self.tr("Unlock {name}").format(name=name))
        self.heading.say_volume(name, container)
        self._has_tried_token = False
        self._volumes_changed()
        self._look_again()

    def _look_again(self) -> None:
        if not self._mounting.is_running:
            self._has_keyring = self._has_security_key = False
            self._volume_id = self._open_as = ""
            self._known = {key: said for key, said in self._known.items() if key == "open"}
            if not is_possible(self.container):
                self._looking.stop()
                self.heading.say_more("")
                self._know("unreadable", impossible_text(self.container))
                return
            self.heading.say_more(self.tr("Looking at the container…"))
            self._looking.look(self.options.request(self.container))
            self._look()

    def _plan_again(self) -> None:
        if not self._mounting.is_running and not self._known.keys() & {"open", "unreadable"}:
            self._looking.plan(self.options.request(self.container))

    def _described(self, found: Inspection) -> None:
        if self._is_favourite(found.id):
            self._look_again()
            return
        self._format, self._volume_id, self._open_as = found.format, found.id, found.open_as
        self._volumes_changed()
        self.options.show_format(found.format)
        self.heading.say_more(described(found))
        self._know("unknown", "" if found.format or found.may_be else unknown_text(found))
        self._know("header", "\n".join(map(sentence, found.warnings)), "info")

    def _is_favourite(self, volume_id: str) -> bool:
        """Whether this tells that it is a favourite which lies elsewhere now, whose options are filled in by that.

        They are not once the user has chosen others.
        """
        asked = self.options.request(self.container)
        found = self._app.favourites.named(volume_id) if self._favourite is None else None
        if found is None or asked != MountRequest(self.container, header=asked.header):
            return False
        self._favourite = found
        self.options.fill(replace(found.request, header=asked.header))
        return True

    def _unreadable(self, error: VaultError) -> None:
        self.heading.say_more("")
        self._know("unreadable", unreadable_text(error))

    def _unplanned(self, error: VaultError) -> None:
        self._know("plan", advice(error))

    def _know_keyring(self, status: KeyringStatus) -> None:
        states = {token.state for token in status.tokens}
        self._has_keyring = bool(states & {"ready", "locked"})
        locked = self.tr("The desktop's keyring could open the volume, but it is locked. The passphrase opens it, too.")
        self._know("keyring", locked if "locked" in states else "", "info")
        if (status.remembered or "ready" in states) and self._may_use_token():
            self._use_keyring()

    def _know_security_keys(self, status: SecurityKeyStatus) -> None:
        self._has_security_key = bool(status.tokens) and any(key.usable for key in status.keys)
        self._know("security key", plug_in_text(status), "security-key")

    def _may_use_token(self) -> bool:
        """Whether nothing shows that the user wants something else."""
        is_untouched = not self.form.has_credential() and not self._has_tried_token
        return is_untouched and not self._mounting.is_running and self._open is None

    @property
    def _open(self) -> SessionRecord | None:
        """The record of the container while it is open; it is not told of while it is being mounted here."""
        if self._mounting.is_running:
            return None
        return self._app.volumes.of(self.container) or self._app.volumes.records.get(self._open_as)

    def _closed(self, record: SessionRecord) -> None:
        if record.name == self._open_as:  # the next one of this name may be another volume
            self._open_as = ""
            self._volumes_changed()

    def _volumes_changed(self, _record: object = None) -> None:
        self._know("open", open_text(self._open) if self._open else "", "info")

    def _know(self, subject: str, said: str = "", icon_name: str = "warning") -> None:
        """Say this of the container, or no more."""
        self._known.pop(subject, None)
        if said:
            self._known[subject] = said, icon_name
        self._look()

    # --- opening it ----------------------------------------------------------------------------------------------

    def _act(self) -> None:
        """Do what the primary button says."""
        if self._open is not None:
            self._app.open_folder(self._open)
            self.accept()
        elif "unreadable" in self._known:
            self._look_again()
        elif self.pin.is_asking:
            self.pin.answer()
            self.work.button.setFocus()
        else:
            self._begin("typing" if self.form.has_credential() else "keyring")

    def _use_keyring(self) -> None:
        self._has_tried_token = True
        self._begin("keyring")

    def _begin(self, by: By) -> None:
        self.form.failure.clear()
        said = {
            "typing": self.tr("Opening the volume…"),
            "keyring": self.tr("Asking the keyring…"),
            "security key": self.tr("Asking the security key…"),
        }[by]
        self._mounting.begin(self._ask, by=by, after=self._looking.stop(), said=said)
        self._look()
        self.work.button.setFocus()

    def _ask(self, stack: ExitStack) -> tuple[MountRequest, Any]:
        """The request and the credential."""
        request = replace(self.options.request(self.container, stack), volume_id=self._volume_id)
        if self._mounting.by != "typing":
            return request, FromToken(security_key=self._mounting.by == "security key")
        return request, self.form.credential(stack)

    def _mounted(self, record: SessionRecord) -> None:
        self._app.mounted(record, self.options.request(self.container), self._mounting.warnings)
        self.accept()

    def _failed(self, error: VaultError) -> None:
        warnings = self._mounting.warnings
        if error.code == "cancelled" and not error.hint:
            pass
        elif self._mounting.by == "security key":
            self.form.failure.say(key_failure_text(error, warnings))
        elif error.code == "wrong-credential" and self._mounting.by == "keyring":
            said = self.tr("Nothing that is remembered opens the volume. Type the passphrase.")
            self.form.failure.say("\n".join([said, *warnings]), icon_name="info")
        elif error.code == "wrong-credential":
            by_file = self.options.key_file() is not None
            self.form.failure.say(wrong_text(error, self._format, by_file=by_file))
        else:
            self.form.failure.say("\n".join([advice(error), *warnings]))
        self._volumes_changed()
        self.form.try_again(hidden="hidden" in error.data)
        if "is_another" in error.data:
            self._look_again()
        else:
            self._looking.look_for_keys(self.options.request(self.container))

    def _look(self) -> None:
        """Show what is known, and what can be done now."""
        is_idle, is_open = not self._mounting.is_running, self._open is not None
        said, icon_name = next((self._known[key] for key in SUBJECTS if key in self._known), ("", ""))
        if not said:
            self.problem.clear()
        elif said != self.problem.text():
            self.problem.say(said, icon_name=icon_name)
        is_asking = self.pin.is_asking
        self.form.setEnabled(is_idle)
        self.form.setVisible(not is_open and not is_asking and (is_idle or self._mounting.by != "security key"))
        self.work.setVisible(not is_idle and not is_asking)
        self.buttons.setVisible(is_idle or is_asking)
        self.keyring_button.setVisible(is_idle and not is_open and self._has_keyring)
        self.security_key_button.setVisible(is_idle and not is_open and self._has_security_key)
        if is_asking:
            self.mount_button.setText(self.tr("&Continue"))
        elif is_open:
            self.mount_button.setText(self.tr("Open &folder"))
        elif "unreadable" in self._known:
            self.mount_button.setText(self.tr("&Try again"))
        else:
            self.mount_button.setText(self.tr("&Mount"))
        is_readable = "unreadable" not in self._known
        if is_readable:
            self._offer_passphrase(True)  # as long as the button has the focus that it gives back
        self.mount_button.setEnabled(self.pin.is_ready if is_asking else is_idle and self._can_act())
        if not is_readable:
            self._offer_passphrase(False)
        fit_height(self)

    def _offer_passphrase(self, is_readable: bool) -> None:
        """Let it be typed where it would be used; the focus goes to what can be done instead, and comes back."""
        if self.passphrase.isEnabledTo(self.form) == is_readable:
            return
        field, button = self.passphrase.field, self.mount_button
        follows = self.focusWidget() is (button if is_readable else field)
        self.passphrase.setEnabled(is_readable)
        if follows:
            (field if is_readable else button).setFocus()

    def _can_act(self) -> bool:
        if self._open is not None:
            return self._open.mount_point is not None
        if "unreadable" in self._known:
            return True
        has_one = self.form.has_credential() or self._format == "bitlocker"  # which may have a key for everybody
        return has_one and self.form.is_sound()

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
