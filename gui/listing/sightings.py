"""What is asked beside the list of open volumes: whether containers are there, free space, and policies."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from vault.gui.listing.rows import Known
from vault.gui.tasks import while_there
from vault.options import SessionRecord
from vault.options.usage import Usage
from vault.options.watching import Presence, Status

if TYPE_CHECKING:
    from vault.gui.app import App

LATE_MS = 3000
"""After this a container that has not answered is told to be silent."""
AT_ONCE = 3
"""How many volumes are asked for their free space at the same time; one that does not answer soon counts no more."""


class Sightings(QObject):
    """Asks, and keeps what was answered in ``known``; ``learnt`` follows. Nothing is asked twice at a time."""

    learnt = pyqtSignal()

    def __init__(self, app: "App", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.known = Known({}, {}, {}, set(), app.volumes.closing)
        self._asked: set[Path] = set()
        self._measured: set[str] = set()
        self._hanging: set[str] = set()
        self._usage: dict[str, Usage] = {}
        self._to_measure: list[str] = []
        self._is_asking = self._ask_again = False

    def look_for(self, containers: Iterable[Path]) -> None:
        """Ask whether these are there."""
        asked = set(containers) - self._asked
        if not asked:
            return
        self._asked |= asked
        self._app.tasks.run(
            "presence", sorted(asked), event=self._seen, failed=lambda _: self._not_seen(asked), owner=self
        )
        self._later(lambda: self._late(asked))

    def ask_policies(self) -> None:
        """Ask by which policies open volumes are closed."""
        if self._is_asking:
            self._ask_again = True
            return
        self._is_asking, self._ask_again = True, False
        job = self._app.tasks.run("status", then=self._policies)
        job.finished.connect(self._asked_policies)

    def measure(self, records: Iterable[SessionRecord]) -> None:
        """Ask for the free space of mounted volumes."""
        names = [record.name for record in records if record.mount_point is not None and record.state == "mounted"]
        self._to_measure = [name for name in names if name not in self._measured]
        self._measure_next()

    def forget(self, record: SessionRecord) -> None:
        """A volume was closed."""
        self.known.policies.pop(record.name, None)
        self.known.free.pop(record.name, None)
        self._usage.pop(record.name, None)

    def _seen(self, event: object) -> None:
        if isinstance(event, Presence):
            self._asked.discard(event.container)
            self.known.silent.discard(event.container)
            self.known.problems[event.container] = event.problem
            self.learnt.emit()

    def _not_seen(self, asked: set[Path]) -> None:
        self._asked -= asked

    def _later(self, do: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(do)
        timer.timeout.connect(timer.deleteLater)
        timer.start(LATE_MS)
        return timer

    def _late(self, asked: set[Path]) -> None:
        if late := asked & self._asked:
            self.known.silent |= late
            self.learnt.emit()

    def _policies(self, status: Status) -> None:
        self.known.is_heard = status.agent is not None and bool(status.agent.watching)
        self.known.policies = {each.name: each.policy for each in status.sessions}
        self.learnt.emit()

    def _asked_policies(self) -> None:
        self._is_asking = False
        if self._ask_again:
            self.ask_policies()

    def _measure_next(self) -> None:
        while self._to_measure and len(self._measured - self._hanging) < AT_ONCE:
            name = self._to_measure.pop(0)
            self._measured.add(name)
            job = self._app.tasks.run(
                "usage", name, self._usage.get(name), then=partial(self._measure_is, name), owner=self
            )
            waiting = self._later(partial(self._hangs, name))
            job.finished.connect(while_there(self, partial(self._is_measured, name, waiting)))

    def _measure_is(self, name: str, usage: Usage) -> None:
        self._usage[name] = usage
        self.known.free[name] = usage.free
        self.learnt.emit()

    def _hangs(self, name: str) -> None:
        self._hanging.add(name)
        self._measure_next()

    def _is_measured(self, name: str, waiting: QTimer) -> None:
        if name not in self._hanging:
            waiting.stop()
            waiting.deleteLater()
        self._measured.discard(name)
        self._hanging.discard(name)
        self._measure_next()
