"""What a dialog shows while a job runs: what is being done, how far it is, and a button that gives it up."""

import time

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from vault.events import Event, KdfStarted, Progress, Step, Touch, Waiting
from vault.gui.look import GAP, icon
from vault.gui.tasks import Job
from vault.gui.text import capitalised, size_text
from vault.gui.widgets.outside import SHORT, breakable, cut, set_tip, show
from vault.options import filesystem_name

STEADY_S = 2.0
"""How long work has to run before its rate tells when it ends."""


class WorkLine(QWidget):
    """Follows one job; hidden while there is none."""

    cancelled = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._began: tuple[str, float] = "", 0.0
        self._touches = 0
        self._icon = QLabel(self)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.button = QPushButton(self.tr("Cancel"), self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._cancel)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._label, 1)
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addLayout(row)
        self.hide()

    def text(self) -> str:
        """What it says now."""
        return self._label.text()

    def follow(self, job: Job, said: str) -> None:
        """Show this job until it ends; ``said`` until it tells more."""
        self._job = job
        self._began = "", 0.0
        self._touches = 0
        self._icon.hide()
        show(self._label, said)
        self._bar.setRange(0, 0)
        self.button.setEnabled(True)
        job.heard.connect(self._hear)
        job.finished.connect(self._done)
        self.show()

    def _hear(self, event: Event) -> None:
        if self._job is None or self._job.is_cancelled:
            return
        self._icon.hide()
        match event:
            case Touch(device=device):
                self._ask_touch(device)
            case KdfStarted(slot=slot, kdf=kdf):
                self._busy(self._deriving(slot, kdf))
            case Step(what=what):
                self._busy(self._step(what))
            case Waiting():
                self._busy(self.tr("Waiting for the programs that use it…"))
            case Progress(what=what, done=done, total=total):
                self._measure(what, done, total)

    def _ask_touch(self, device: str) -> None:
        """Say that a key waits to be touched, with a sign that is seen from the corner of the eye."""
        self._touches += 1
        size = 2 * self.fontMetrics().height()
        self._icon.setPixmap(icon("touch").pixmap(QSize(size, size), self.devicePixelRatioF()))
        self._icon.show()
        said = self.tr("Touch the security key {name}.")
        if self._touches > 1:
            said = self.tr("Touch the security key {name} once more (touch {number}).")
        self._busy(said.format(name=breakable(cut(device, SHORT)), number=self._touches))

    def _deriving(self, slot: int, kdf: str) -> str:
        """One line for all keyslots that are tried; which one and how is in the tooltip."""
        set_tip(self._label, self.tr("Keyslot {slot}, {kdf}").format(slot=slot, kdf=kdf))
        return self.tr("Deriving the key… This can take some time.")

    def _step(self, what: str) -> str:
        if what.startswith("making ") and what.count(" ") == 1:
            return self.tr("Making the file system {name}…").format(name=filesystem_name(what.split()[1]))
        return {
            "attaching": self.tr("Opening the volume…"),
            "unlocking": self.tr("Opening the volume…"),
            "checking": self.tr("Checking the file system…"),
            "mounting": self.tr("Mounting the file system…"),
            "dismounting": self.tr("Closing the volume…"),
            "detaching": self.tr("Closing the volume…"),
            "making the key": self.tr("Making the key…"),
            "measuring the key derivation": self.tr("Measuring this computer…"),
            "writing the header": self.tr("Writing the header…"),
            "saving the header": self.tr("Saving the header…"),
            "keeping the header as it is": self.tr("Saving the header…"),
            "reading the backup": self.tr("Reading the backup…"),
            "repairing the header": self.tr("Repairing the header…"),
            "wiping old key material": self.tr("Overwriting old keys…"),
            "overwriting the container with random data": self.tr("Filling with random data…"),
        }.get(what, f"{capitalised(what)}…")

    def _busy(self, said: str) -> None:
        self._bar.setRange(0, 0)
        show(self._label, said)

    def _measure(self, what: str, done: int, total: int) -> None:
        said = {
            "copying": self.tr("Copying"),
            "verifying": self.tr("Comparing"),
            "reserving space": self.tr("Reserving space"),
            "wiping": self.tr("Overwriting old keys"),
            "overwriting": self.tr("Filling with random data"),
        }.get(what, what)
        if self._began[0] != what:
            self._began = what, time.monotonic()
        seconds = time.monotonic() - self._began[1]
        text = self.tr("{what}: {done} of {total}").format(what=said, done=size_text(done), total=size_text(total))
        if seconds > STEADY_S and 0 < done < total:
            left = max(1, round((total - done) / done * seconds))
            text += " · " + self.tr("{rate}/s, {minutes}:{seconds:02} left").format(
                rate=size_text(int(done / seconds)), minutes=left // 60, seconds=left % 60
            )
        show(self._label, text)
        self._bar.setRange(0, 1000)
        self._bar.setValue(done * 1000 // max(total, 1))

    def _cancel(self) -> None:
        if self._job is not None:
            self.button.setEnabled(False)
            self._icon.hide()
            self._busy(self.tr("Giving it up…"))
            self._job.cancel()
            self.cancelled.emit()

    def _done(self) -> None:
        if self._job is not None and not self._job.is_running:
            self._job = None
            self.hide()
