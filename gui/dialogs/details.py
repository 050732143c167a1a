"""The window that shows how a container is made, and what goes through it while it is open."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, Qt, QTimer
from PyQt6.QtGui import QFont, QGuiApplication
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from vault.errors import VaultError
from vault.gui.dialogs.details_text import as_text, container_rows, policy_line, volume_rows
from vault.gui.dialogs.unlock_text import described, unreadable_text
from vault.gui.keys.base import Subject, plain_label
from vault.gui.keys.check import CheckDialog
from vault.gui.keys.header_words import check_text
from vault.gui.listing.words import shown
from vault.gui.look import GAP, MARGIN, NARROWEST, icon
from vault.gui.tasks import Job
from vault.gui.text import capitalised, error_details, error_text
from vault.gui.widgets.buttons import without_icons
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.flow import flow
from vault.gui.widgets.fold import scrolled
from vault.gui.widgets.heading import Heading
from vault.gui.widgets.outside import breakable, show, visible
from vault.gui.widgets.regions import regions
from vault.gui.widgets.rows import RowForm
from vault.gui.widgets.structure import Structure
from vault.gui.widgets.throughput import Throughput
from vault.gui.widgets.work import WorkLine
from vault.options import HeaderCheck, Inspection, PolicyInfo, SessionRecord
from vault.options.usage import Usage
from vault.options.watching import AgentStatus

if TYPE_CHECKING:
    from vault.gui.app import App

HEIGHT = 720
COPIED_MS = 2000


class DetailsWindow(QDialog):
    """Looks at the container when it opens, when the volume changes, and whenever it comes to the front."""

    def __init__(self, app: "App", container: Path, header: Path | None = None) -> None:
        super().__init__()
        self._app, self.container, self.header = app, container, header
        self.found: Inspection | None = None
        self.usage: Usage | None = None
        self._jobs: dict[str, Job] = {}
        self._again = False
        self._info: PolicyInfo | None = None
        self._closes = ""
        self._is_missing = False
        self.check_dialog: CheckDialog | None = None
        self.setWindowTitle(self.tr("Details of {name}").format(name=app.name_of(container)))
        self._build()
        self._lay_out()
        for heard in (app.volumes.opened, app.volumes.changed, app.volumes.closed):
            heard.connect(self._volume_changed)
        app.volumes.closing_changed.connect(self._show_volume)
        app.settings.changed.connect(self._ask_policy)
        self._volume_changed()

    def _build(self) -> None:
        self.heading = Heading("details", self)
        self.heading.say_volume(self._app.name_of(self.container), self.container)
        self.problem = ErrorLine(self)
        self.warnings = ErrorLine(self)
        self.checked = ErrorLine(self)
        self.work = WorkLine(self)
        self.structure = Structure(self)
        self.throughput = Throughput(self._app, self)
        self.throughput.measured.connect(self._measured)
        self.policy = plain_label(parent=self)
        self.about_container, self.about_volume = RowForm(self), RowForm(self)
        self.settings_button = self._button(self.tr("&Settings…"), "settings", self._app.edit_settings)
        self.settings_button.setAccessibleDescription(self.tr("Changes when volumes are closed by themselves."))
        self.keys_button = self._button(self.tr("&Keys…"), "key", self._show_keys)
        self.check_button = self._button(self.tr("C&heck the header"), "check", self._check)
        self.copy_button = self._button(self.tr("Copy as &text"), "", self._copy)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(COPIED_MS)
        self._copied.timeout.connect(lambda: self.copy_button.setText(self.tr("Copy as &text")))

    def _lay_out(self) -> None:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(GAP)
        column.addWidget(self.about_container)
        column.addWidget(self.warnings)
        self._section(column, self.tr("Volume"))
        column.addWidget(self.about_volume)
        self.throughput_title = self._section(column, self.tr("Throughput"))
        column.addWidget(self.throughput)
        self._section(column, self.tr("When it is closed by itself"))
        column.addWidget(self.policy)
        column.addWidget(flow(self.settings_button))
        self.structure_title = self._section(column, self.tr("Structure (not to scale)"))
        self.structure_title.hide()
        column.addWidget(self.structure)
        column.addStretch(1)
        self.inside = scrolled(inside)
        self.inside.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the keyboard scrolls it
        self.inside.setAccessibleName(self.tr("Details"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        without_icons(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.heading)
        layout.addWidget(self.problem)
        layout.addWidget(self.inside, 1)
        for widget in (self.checked, self.work, flow(self.keys_button, self.check_button, self.copy_button), buttons):
            layout.addWidget(widget)
        self.resize(NARROWEST + 40, HEIGHT)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        if close is not None:
            close.setDefault(True)
            close.setFocus()

    def _section(self, column: QVBoxLayout, title: str) -> QLabel:
        label = QLabel(title, self)
        font = QFont(label.font())
        font.setBold(True)
        label.setFont(font)
        label.setWordWrap(True)
        column.addSpacing(GAP)
        column.addWidget(label)
        return label

    def _button(self, text: str, icon_name: str, do: object) -> QPushButton:
        button = QPushButton(text, self)
        if icon_name:
            button.setIcon(icon(icon_name))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: do())  # type: ignore[operator]
        return button

    # --- looking -------------------------------------------------------------------------------------------------

    @property
    def record(self) -> SessionRecord | None:
        """The open volume's."""
        return self._app.volumes.of(self.container)

    def look(self) -> None:
        """Look at the container, and ask for its policy; once more afterwards if that is under way."""
        self._again = "inspect" in self._jobs
        header = self.header or (self.record.header if self.record else None)
        self._run("inspect", self._found, self._not_found, self.container, header)
        self._ask_policy()

    def changeEvent(self, event: QEvent | None) -> None:
        """Look again when it comes to the front: something may have been changed."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.look()

    def done(self, result: int) -> None:
        """Give up what runs."""
        self._again = False
        for job in list(self._jobs.values()):
            job.cancel()
        super().done(result)

    def _run(self, method: str, then: object, failed: object, *args: object) -> Job | None:
        if method in self._jobs:
            return None
        job = self._app.tasks.run(method, *args, then=then, failed=failed)  # type: ignore[arg-type]
        self._jobs[method] = job
        job.finished.connect(self._ended)
        return job

    def _ended(self) -> None:
        self._jobs = {method: job for method, job in self._jobs.items() if job.is_running}
        self.check_button.setEnabled("header_check" not in self._jobs)
        if self._again and "inspect" not in self._jobs:
            self.look()

    def _ask_policy(self) -> None:
        self._run("policy", self._know_policy, self._not_known, str(self.container), self.header)

    def _volume_changed(self, record: SessionRecord | None = None) -> None:
        if record is not None and record.container != self.container:
            return
        if self.record is None:
            self.usage = None
        self.throughput_title.setVisible(self.record is not None)
        self.throughput.setVisible(self.record is not None)
        self.throughput.follow(self.record)
        self._show_volume()
        self.look()

    def _measured(self, usage: Usage) -> None:
        self.usage = usage
        self._show_volume()

    # --- showing -------------------------------------------------------------------------------------------------

    def _show_volume(self) -> None:
        record = self.record
        closing = self._app.volumes.closing(record) if record is not None else None
        self.about_volume.show_rows(volume_rows(record, self.usage, closing, is_missing=self._is_missing))
        if self.found is not None:
            known = replace(self.found, format=self.found.format or (self.record.format if self.record else ""))
            self.heading.say_more(described(known))
            self.about_container.show_rows(container_rows(known))
            self.structure_title.show()
            self.structure.show_regions(regions(self.found, self.record))

    def _found(self, found: Inspection) -> None:
        self.found, self._is_missing = found, False
        self.problem.clear()
        warnings = [f"{capitalised(said)}." for said in found.warnings]
        if warnings:
            self.warnings.say("\n".join(warnings))
        else:
            self.warnings.clear()
        self._show_volume()

    def _not_found(self, error: VaultError) -> None:
        if error.code != "cancelled":
            self._is_missing = True
            self.problem.say(unreadable_text(error))
            self._show_volume()

    def _know_policy(self, info: PolicyInfo) -> None:
        self._info = info
        if info.volume:
            self._run("agent_status", self._know_agent, self._not_known)
        else:
            self._show_policy(is_heard=True)  # by then, for all that is known

    def _know_agent(self, status: AgentStatus | None) -> None:
        self._show_policy(is_heard=status is not None and bool(status.watching))

    def _show_policy(self, *, is_heard: bool) -> None:
        if self._info is not None:
            notes = [shown(f"{capitalised(note)}.") for note in self._info.notes]
            self._say_policy("\n".join([policy_line(self._info, is_heard=is_heard), *notes]))

    def _not_known(self, error: VaultError) -> None:
        if error.code != "cancelled":
            said = self.tr("This cannot be told now.")
            self._say_policy(said if error.code == "usage" else f"{said}\n{error_details(error)}")

    def _say_policy(self, said: str) -> None:
        self._closes = visible(said)
        show(self.policy, breakable(said))

    # --- doing ---------------------------------------------------------------------------------------------------

    def _show_keys(self) -> None:
        self._app.keys(self.container, self.header)

    def _check(self) -> None:
        self.checked.clear()
        subject = Subject(self.container, self.header, self.found)
        if subject.may_be_veracrypt:
            if self.check_dialog is None:
                self.check_dialog = CheckDialog(self._app, subject, self)
                self.check_dialog.checked.connect(self._was_checked)
                self.check_dialog.finished.connect(self._check_closed)
                self.check_dialog.open()
            return
        job = self._run("header_check", self._was_checked, self._not_checked, self.container, self.header)
        if job is not None:
            self.check_button.setEnabled(False)
            self.work.follow(job, self.tr("Checking the header…"))

    def _check_closed(self) -> None:
        self.check_dialog = None

    def _was_checked(self, found: HeaderCheck) -> None:
        names = {True: "done", False: "warning", None: "info"}
        self.checked.say(check_text(found), icon_name=names[found.whole])

    def _not_checked(self, error: VaultError) -> None:
        if error.code != "cancelled":
            self.checked.say(f"{error_text(error)}\n{visible(error_details(error))}")

    def text(self) -> str:
        """All that is shown, as text."""
        problems = "\n".join(filter(None, (self.problem.text(), self.warnings.text())))
        known = self.about_container.rows, self.about_volume.rows
        return as_text(shown(self.container), [*known, self._closes, self.structure.text(), problems])

    def _copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(self.text())
            self.copy_button.setText(self.tr("Copied"))
            self._copied.start()
