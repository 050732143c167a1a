"""A volume that cannot be closed because programs use it: who they are, and what the user can do about it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDialog, QLabel, QListWidget, QPushButton, QVBoxLayout

from vault.errors import BusyError, VaultError
from vault.events import Waiting
from vault.gui.engine_text import translated
from vault.gui.look import GAP, MARGIN, NARROWEST, icon
from vault.gui.tasks import Job
from vault.gui.text import error_details
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.flow import flow
from vault.gui.widgets.outside import visible
from vault.options import SessionRecord

if TYPE_CHECKING:
    from vault.gui.app import App

WAIT_S = 5.0
"""How long the engine waits at a time. It is short, so that nothing is closed for long after the window has died."""
LINES = 5


class BusySheet(QDialog):
    """Waits until the volume is let go of and closes it then, unless the user keeps it open; signals nobody."""

    def __init__(self, app: "App", record: SessionRecord, error: BusyError) -> None:
        super().__init__()
        self._app, self._record = app, record
        self._job: Job | None = None
        self._force_next = self._is_forcing = False
        name = app.name_of(record.container)
        self.setWindowTitle(self.tr("{name} is in use").format(name=name))
        self.said = self._label(self.tr("These programs use {name}:").format(name=name))
        self.holders = QListWidget(self)
        self.holders.setAccessibleName(self.tr("Programs that use it"))
        self.holders.setWordWrap(True)
        self.holders.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.holders.setMaximumHeight(self.fontMetrics().lineSpacing() * LINES + 2 * GAP)
        self.waiting = self._label("")
        self.line = ErrorLine(self)
        self.again = self._button(self.tr("&Try again"), "refresh", self._try_again)
        self.force = self._button(self.tr("&Force…"), "warning", self._ask_to_force)
        self.confirm = self._button(self.tr("&Dismount anyway"), "eject", self._try_by_force)
        self.keep = self._button(self.tr("&Keep open"), "", self.reject)
        self.again.setDefault(True)
        said = self.tr("The volume is taken away from these programs: what they have not saved is lost.")
        self.consequence = self._label(said)
        self._lay_out()
        self._ask(False)
        self._show(error.holders, error)
        app.volumes.changed.connect(self._is_changed)
        app.volumes.closed.connect(self._is_closed)
        self._start()

    def done(self, result: int) -> None:
        """Wait no more."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        self._app.volumes.mark_closing(self._record, None)
        super().done(result)

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _button(self, text: str, icon_name: str, do: object) -> QPushButton:
        button = QPushButton(text, self)
        if icon_name:
            button.setIcon(icon(icon_name))
        button.setAutoDefault(False)
        button.clicked.connect(do)  # type: ignore[arg-type]
        return button

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        for widget in (self.said, self.holders, self.waiting, self.line, self.consequence):
            layout.addWidget(widget)
        layout.addStretch()
        layout.addWidget(flow(self.confirm, self.again, self.force, self.keep, trailing=True))
        self.resize(NARROWEST, 0)
        self._make_room()

    def _show(self, holders: Iterable[str], error: VaultError | None = None) -> None:
        """Name who uses it."""
        names = [visible(translated(each)).replace("\n", "\\n") for each in holders]
        if names != [self.holders.item(at).text() for at in range(self.holders.count())]:  # type: ignore[union-attr]
            self.holders.clear()
            self.holders.addItems(names)
        self.holders.setVisible(bool(names))
        if not names:
            self.said.setText(self.tr("Who uses it cannot be told."))
            if error is not None:
                self.line.say(visible(error_details(error)), icon_name="info")

    def _make_room(self) -> None:
        """Have nothing cut off."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _start(self) -> None:
        """Close it: now by force, or as soon as it is let go of."""
        force, self._force_next = self._force_next, False
        self._is_forcing = force
        self._app.volumes.mark_closing(self._record, "now" if force else "later")
        self.waiting.setText(
            self.tr("It is being dismounted…") if force else self.tr("It is dismounted as soon as they let go of it.")
        )
        self._job = self._app.tasks.run(
            "dismount",
            self._record.name,
            force=force,
            wait_s=None if force else WAIT_S,
            then=self._closed,
            failed=self._failed,
            event=self._hear,
        )

    def _closed(self, _records: object) -> None:
        self.accept()

    def _hear(self, event: object) -> None:
        if isinstance(event, Waiting):
            self._show(event.holders)

    def _failed(self, error: VaultError) -> None:
        if self._job is None:  # it was kept open
            return
        self._job = None
        self.again.setEnabled(True)
        self.force.setEnabled(True)
        if isinstance(error, BusyError):
            self._show(error.holders, error)
            if self._is_forcing:
                self._say_taken()
            self._start()
        elif error.code == "cancelled":
            self._start()
        else:
            self._app.volumes.mark_closing(self._record, None)
            self.waiting.clear()
            self.line.show_error(error)

    def _try_again(self) -> None:
        self.line.clear()
        if self._job is None:
            self._start()
            return
        self.waiting.setText(self.tr("Trying again…"))
        self.again.setEnabled(False)
        self._job.cancel()

    def _ask_to_force(self) -> None:
        """Say what follows. The button that does it is elsewhere, so that a double click does not reach it."""
        self._ask(True)
        self.confirm.setFocus()
        self._make_room()

    def _ask(self, on: bool) -> None:
        """Ask whether it is to be taken away from them, in the place of saying that they are waited for, or no more."""
        for widget in (self.consequence, self.confirm):
            widget.setVisible(on)
        self.waiting.setVisible(not on)
        self.force.setVisible(not on)

    def _try_by_force(self) -> None:
        self._ask(False)
        self.force.setEnabled(False)
        self._force_next = True
        self._try_again()

    def _say_taken(self) -> None:
        """The mount is gone, and they still have what was open."""
        self._ask(False)
        self.line.say(self.tr("It was taken away from these programs, and goes when they let go of the rest."))

    def _is_changed(self, record: SessionRecord) -> None:
        if self._is_forcing and self._is_mine(record) and record.mount_point is None:
            self.waiting.clear()
            self._say_taken()
            self._app.volumes.mark_closing(record, "later")

    def _is_closed(self, record: SessionRecord) -> None:
        if self._is_mine(record):
            self.accept()

    def _is_mine(self, record: SessionRecord) -> bool:
        return (record.name, record.started) == (self._record.name, self._record.started)
