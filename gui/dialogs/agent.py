"""Who closes volumes by themselves: whether it runs, what it hears of, and whether it starts with the session."""

from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from vault.errors import VaultError
from vault.gui.keys.base import plain_label
from vault.gui.look import GAP
from vault.gui.tasks import Job
from vault.gui.text import error_details
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.outside import breakable, show, visible
from vault.options.lockdown import AgentFiles
from vault.options.watching import AgentStatus

if TYPE_CHECKING:
    from vault.gui.app import App


class AgentPage(QWidget):
    """The agent's state, and the switch that starts it with the session."""

    def __init__(self, app: "App", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._jobs: set[Job] = set()
        said = self.tr(
            "The agent is a program in the background that closes volumes when the screen is locked. It starts by "
            "itself when a volume is opened that it has to see to."
        )
        self.state = plain_label(self.tr("Looking for the agent…"), self)
        self.start = QCheckBox(self.tr("Start it with the &session"), self)
        self.start.setEnabled(False)
        self.start.clicked.connect(self._install)
        self.files = plain_label(parent=self)
        self.line = ErrorLine(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        for widget in (plain_label(said, self), self.state, self.start, self.files, self.line):
            layout.addWidget(widget)
        layout.addStretch(1)
        for changed in (app.volumes.opened, app.volumes.closed):
            changed.connect(self._look)
        self._look()
        self._look_for_files()

    def stop(self) -> None:
        """Give up what is only looked up."""
        for job in self._jobs:
            if job.method in ("agent_status", "agent_files") and job.is_running:
                job.cancel()

    def _run(self, method: str, then: object, **kwargs: object) -> None:
        job = self._app.tasks.run(method, then=then, failed=self._failed, **kwargs)  # type: ignore[arg-type]
        self._jobs.add(job)
        job.finished.connect(self._ended)

    def _ended(self) -> None:
        self._jobs = {job for job in self._jobs if job.is_running}

    def _look(self) -> None:
        if not any(job.method == "agent_status" for job in self._jobs):
            self._run("agent_status", self._show)

    def _look_for_files(self) -> None:
        self._run("agent_files", self._show_files)

    def _show(self, status: AgentStatus | None) -> None:
        if status is None:
            stays = self.tr("It does not run now. What is open stays open until you close it.")
            self.state.setText(stays if self._app.volumes.records else self.tr("It does not run now."))
            return
        said = [self.tr("It runs now.")]
        if status.watching:
            said.append(self.tr("It listens to: {sources}.").format(sources=", ".join(status.watching)))
        else:
            said.append(
                self.tr("Nothing tells it when the screen is locked, so volumes stay open until you close them.")
            )
        if status.missing:
            said.append(self.tr("It cannot listen to these:"))
            said += [f"– {each}" for each in status.missing]
        show(self.state, breakable("\n".join(said)))

    def _show_files(self, found: AgentFiles) -> None:
        self.start.setEnabled(True)
        self.start.setChecked(bool(found.files))
        show(self.files, breakable("\n".join(str(each) for each in found.files)))
        self.files.setVisible(bool(found.files))

    def _install(self, on: bool) -> None:
        """Have every desktop start it, whatever starts the desktop; or have it started no more."""
        self.line.clear()
        self.start.setEnabled(False)
        if on:
            self._run("agent_install", self._changed, autostart=True)
        else:
            self._run("agent_uninstall", self._changed)

    def _changed(self, _files: AgentFiles) -> None:
        self._look_for_files()

    def _failed(self, error: VaultError) -> None:
        if error.code == "cancelled":
            return
        self.line.say(visible(error_details(error)))
        if not self.start.isEnabled() and not any(job.method == "agent_files" for job in self._jobs):
            self._look_for_files()
