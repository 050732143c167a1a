"""What goes through an open volume: asked for once a second, but only while somebody sees it."""

import time
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QHideEvent, QShowEvent
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from vault.errors import VaultError
from vault.gui.look import GAP
from vault.gui.tasks import Job, while_there
from vault.gui.text import error_details, size_text
from vault.gui.widgets.outside import breakable, show
from vault.gui.widgets.plot import SPAN_S, Plot, Sample
from vault.options import SessionRecord
from vault.options.usage import Usage

if TYPE_CHECKING:
    from vault.gui.app import App

POLL_MS = 1000
LATE_MS = 3000
"""After this a volume that has not answered is told not to answer."""


class Throughput(QWidget):
    """A sentence and a plot. A volume that does not answer is not asked again until it has.

    ``measured`` carries each answer.
    """

    measured = pyqtSignal(object)

    def __init__(self, app: "App", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._record: SessionRecord | None = None
        self._job: Job | None = None
        self._before: tuple[float, tuple[int, ...]] | None = None
        self._usage: Usage | None = None
        self.samples: deque[Sample] = deque()
        self.said = QLabel(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.plot = Plot(self)
        self.plot.setAccessibleName(self.tr("Throughput of the last minute"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.said)
        layout.addWidget(self.plot)
        self.timer = QTimer(self)
        self.timer.setInterval(POLL_MS)
        self.timer.timeout.connect(self._ask)
        self.late = QTimer(self)
        self.late.setSingleShot(True)
        self.late.setInterval(LATE_MS)
        self.late.timeout.connect(self._is_late)

    def follow(self, record: SessionRecord | None) -> None:
        """Be about this open volume; None is none."""
        before, self._record = self._record, record
        if record and before and (record.name, record.started) == (before.name, before.started):
            return
        self._leave()
        self.samples.clear()
        self._say(self.tr("Measuring…") if record is not None else "")
        self.plot.show_samples((), ())
        self._begin()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Somebody sees it."""
        super().showEvent(event)
        self._begin()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Nobody does."""
        super().hideEvent(event)
        self.timer.stop()
        self._leave()

    def _begin(self) -> None:
        if self._record is None or not self.isVisible():
            self.timer.stop()
            return
        self.timer.start()
        self._ask()

    def _leave(self) -> None:
        """Give up what is asked; what comes next is not compared with what was known."""
        job, self._job, self._before, self._usage = self._job, None, None, None
        self.late.stop()
        if job is not None:
            job.cancel()

    def _ask(self) -> None:
        if self._job is not None or self._record is None:
            return
        job = self._app.tasks.run("usage", self._record.name, self._usage)
        job.succeeded.connect(while_there(self, partial(self._answered, job)))
        job.failed.connect(while_there(self, partial(self._failed, job)))
        self._job = job
        self.late.start()

    def _answered(self, job: Job, usage: Usage) -> None:
        if not self._is_mine(job):
            return
        names, counts = self._counts(usage)
        self._usage = usage
        now, before = time.monotonic(), self._before
        self._before = now, counts
        self.measured.emit(usage)
        if not counts:
            self._say(self.tr("What goes through the volume cannot be told here."))
        elif before is not None and len(before[1]) == len(counts):
            seconds = max(now - before[0], 0.001)
            rates = tuple(max(0, new - old) / seconds for new, old in zip(counts, before[1], strict=True))
            self.add(Sample(now, rates), names)

    def add(self, sample: Sample, names: tuple[str, ...]) -> None:
        """Show one more; older ones than a minute go."""
        self.samples.append(sample)
        while self.samples[0].at_s < sample.at_s - SPAN_S:
            self.samples.popleft()
        while len(self.samples[0].rates) != len(sample.rates):
            self.samples.popleft()
        self.plot.show_samples(self.samples, names)
        self._say(self._sentence(sample.rates))

    def _counts(self, usage: Usage) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """What can be told, and its names."""
        if usage.read is not None and usage.written is not None:
            return (self.tr("Reading"), self.tr("Writing")), (usage.read, usage.written)
        if usage.moved is not None:
            return (self.tr("Reading and writing together"),), (usage.moved,)
        return (), ()

    def _sentence(self, rates: tuple[float, ...]) -> str:
        shown = [self.tr("{rate}/s").format(rate=size_text(int(rate))) if rate >= 1 else "" for rate in rates]
        if len(rates) == 1:
            said = self.tr("Reading and writing {rate}.").format(rate=shown[0])
            return said if shown[0] else self.tr("Nothing is read or written.")
        read, written = shown
        if read and written:
            return self.tr("Reading {read}, writing {written}.").format(read=read, written=written)
        if read:
            return self.tr("Reading {read}, writing nothing.").format(read=read)
        if written:
            return self.tr("Reading nothing, writing {written}.").format(written=written)
        return self.tr("Nothing is read or written.")

    def _failed(self, job: Job, error: VaultError) -> None:
        if self._is_mine(job):
            self._before = None
            self._say(error_details(error))

    def _is_mine(self, job: Job) -> bool:
        """Whether it is the answer that is waited for."""
        if job is not self._job:
            return False
        self._job = None
        self.late.stop()
        return True

    def _is_late(self) -> None:
        self._before = None
        self._say(self.tr("The volume does not answer."))

    def _say(self, said: str) -> None:
        show(self.said, breakable(said))
        self.plot.setAccessibleDescription(said)
