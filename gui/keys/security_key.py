"""Let a security key open the volume: it is chosen, asked for its PIN and touched as the engine asks."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QLineEdit, QWidget

from vault.errors import VaultError
from vault.gui.keys.add import NAME_LIMIT
from vault.gui.keys.base import KeyDialog, Subject, form_layout, plain_label
from vault.gui.keys.credential import PresentCredential
from vault.gui.keys.words import plain, unusable_key_text
from vault.gui.tasks import Job
from vault.gui.text import error_details
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.forms import choice, choose
from vault.gui.widgets.narrow import NarrowCheckBox
from vault.gui.widgets.pin import PinQuestion
from vault.options import SecurityKey, SecurityKeyRequest

if TYPE_CHECKING:
    from vault.gui.app import App

AGAIN_MS = 2000
"""How often it is looked which keys are plugged in."""


class SecurityKeyDialog(KeyDialog):
    """Asks which key, what it is to ask for, and what opens the volume now; then it does what the key wants."""

    def __init__(self, app: "App", subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(app, subject, parent)
        self.keys: tuple[SecurityKey, ...] = ()
        self._look_job: Job | None = None
        self.setWindowTitle(self.tr("Add a security key"))
        self.primary.setText(self.tr("A&dd"))
        self.intro.setText(
            self.tr(
                "A security key (FIDO2) opens the volume when it is plugged in. What opens the volume now goes on "
                "opening it. The key is touched up to three times for this."
            )
        )
        self.plug = ErrorLine(self)
        self.choice = choice([], self)
        self.asks_pin = NarrowCheckBox(self.tr("Ask for the P&IN of the key each time"), self)
        self.asks_touch = NarrowCheckBox(self.tr("Ask for a &touch each time"), self)
        for each in (self.asks_pin, self.asks_touch):
            each.setChecked(True)
        self.note = plain_label(parent=self)
        self.present = PresentCredential(self.tr("Prese&nt passphrase:"), parent=self)
        self.name = QLineEdit(self)
        self.name.setMaxLength(NAME_LIMIT)
        self.name.setPlaceholderText(self.tr("For you, such as “the blue one”"))
        self.pin = PinQuestion(self)
        self._lay_out()
        self.asks(self.present)
        self.present.submitted.connect(self.submit)
        self.pin.changed.connect(self._pin_changed)
        self.work.cancelled.connect(self.pin.withdraw)
        self.choice.currentIndexChanged.connect(self._chosen)
        self.asks_pin.toggled.connect(self._tell)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._look)
        self._found(())
        self.plug.say(self.tr("Looking for security keys…"), icon_name="security-key")
        self._look()

    def _lay_out(self) -> None:
        which, named = form_layout(), form_layout()
        which.addRow(self.tr("Security &key:"), self.choice)
        named.addRow(self.tr("Na&me:"), self.name)
        self.body.addWidget(self.plug)
        self.body.addLayout(which)
        for widget in (self.asks_pin, self.asks_touch, self.note, self.present):
            self.body.addWidget(widget)
        self.body.addLayout(named)
        self.column.insertWidget(2, self.pin)
        self.present.setFocus()

    @property
    def key(self) -> SecurityKey | None:
        """The one that is chosen, if it can be used."""
        path = self.choice.currentData()
        return next((each for each in self.keys if each.path == path and each.usable), None)

    def is_ready(self) -> bool:
        """Whether there is a key and what opens the volume now."""
        return self.key is not None and super().is_ready()

    def refresh(self) -> None:
        """Let the primary button be pressed when all is filled in, or a PIN is."""
        if self.pin.is_asking:
            self.primary.setEnabled(self.pin.is_ready)
        else:
            super().refresh()

    def begin(self) -> None:
        """Add it; or when the PIN is asked for, go on with that."""
        if self.pin.is_asking:
            self.pin.answer()
        elif self._look_job is not None and self._look_job.is_running:
            self._look_job.finished.connect(self._add)  # nobody else speaks with the key then
            self._stop_looking()
        else:
            self._add()

    def _add(self) -> None:
        self._stop_looking()
        if self.key is None or self.job is not None or not self.isVisible():
            return
        request = SecurityKeyRequest(self.key.path, pin=self.asks_pin.isChecked(), touch=self.asks_touch.isChecked())
        change = self.subject.change(name=self.name.text().strip())
        with self.present.source() as source:
            job = self.run(self.tr("Asking the security key…"), "security_key_enroll", change, source, request)
        self.pin.follow(job, self._warned)

    def forget(self) -> None:
        """Clear the passphrase and the PIN."""
        super().forget()
        self.pin.withdraw()

    def done(self, result: int) -> None:
        """Look for keys no more."""
        self._stop_looking()
        super().done(result)

    # --- which keys there are ------------------------------------------------------------------------------------

    def _look(self) -> None:
        self._again.stop()
        self._look_job = self.app.tasks.run("security_keys", then=self._found, failed=self._not_found)

    def _stop_looking(self) -> None:
        self._again.stop()
        if self._look_job is not None:
            self._look_job.cancel()

    def _found(self, keys: tuple[SecurityKey, ...]) -> None:
        """Offer these; what was chosen stays chosen."""
        if keys != self.keys or not keys:
            chosen = self.choice.currentData()
            self.keys = keys
            self.choice.clear()
            for key in keys:
                self.choice.addItem(self._called(key), key.path)
            usable = [key.path for key in keys if key.usable]
            choose(self.choice, chosen if chosen in usable else next(iter(usable), None))
            self.choice.setEnabled(bool(keys))
            self._chosen()
        self._again.start()

    def _not_found(self, error: VaultError) -> None:
        if error.code != "cancelled":
            self._found(())
            self.plug.say(f"{self.tr('No security key can be used here.')}\n{error_details(error)}")
            self.fit()

    def _called(self, key: SecurityKey) -> str:
        """Its name; with its path where there are two of that name."""
        is_only = [each.name for each in self.keys].count(key.name) == 1
        return plain(key.name) if is_only else f"{plain(key.name)} ({plain(str(key.path))})"

    def _chosen(self) -> None:
        chosen = next((each for each in self.keys if each.path == self.choice.currentData()), None)
        if chosen is None:
            self.plug.say(self.tr("Plug in the security key."), icon_name="security-key")
        elif not chosen.usable:
            self.plug.say(unusable_key_text(chosen))
        else:
            self.plug.clear()
        has_pin = chosen is None or chosen.has_pin
        if has_pin != self.asks_pin.isEnabled():
            self.asks_pin.setChecked(has_pin)
        self.asks_pin.setEnabled(has_pin)
        self._tell()
        self.refresh()

    def _tell(self) -> None:
        """Say what it means when no PIN is asked for."""
        said = []
        if not self.asks_pin.isEnabled():
            said.append(self.tr("This key has no PIN."))
        if not self.asks_pin.isChecked():
            said.append(self.tr("Whoever has the key opens the volume."))
        self.note.setText(" ".join(said))
        self.note.setVisible(bool(said))
        self.fit()

    # --- adding it -----------------------------------------------------------------------------------------------

    def _pin_changed(self) -> None:
        self.inside.setVisible(not self.pin.is_asking and self.job is None)
        self.work.setVisible(not self.pin.is_asking and self.job is not None)
        self.primary.setText(self.tr("&Continue") if self.pin.is_asking else self.tr("A&dd"))
        self.refresh()
        self.fit()

    def _did(self, slot: int) -> None:
        self.finish(self.tr("The security key opens the volume with keyslot {number}.").format(number=slot))

    def _failed(self, error: VaultError) -> None:
        super()._failed(error)
        self._pin_changed()
        if error.code == "token-unavailable":
            self.error.say(f"{self.tr('The security key was not added.')}\n{error_details(error)}")
        elif error.code == "wrong-credential":
            self.error.say(self.tr("The present passphrase does not open the volume."))
            self.present.again()
        self.fit()
        self._look()
