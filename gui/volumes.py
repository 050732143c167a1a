"""What is open now, and what happens to it: told by the engine's watch, whoever opened or closed it."""

from pathlib import Path

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from vault.errors import VaultError
from vault.gui.tasks import Job, Tasks
from vault.options import SessionRecord
from vault.options.watching import VolumeClosed, VolumeEvent, VolumeOpened

AGAIN_MS = 5000
"""How long after a watch broke off a new one begins."""


class OpenVolumes(QObject):
    """The records of open volumes by name. ``opened``, ``changed`` and ``closed`` carry the record."""

    opened = pyqtSignal(object)
    changed = pyqtSignal(object)
    closed = pyqtSignal(object)
    broke_off = pyqtSignal(object)
    """Nothing is heard of volumes for some seconds; carries the error."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._job: Job | None = None
        self.records: dict[str, SessionRecord] = {}
        self._watch()

    def of(self, container: Path) -> SessionRecord | None:
        """The record of an open container."""
        return next((record for record in self.records.values() if record.container == container), None)

    def _watch(self) -> None:
        before, self.records = self.records, {}
        for record in before.values():
            self.closed.emit(record)
        self._job = self._tasks.run("watch", event=self._hear, failed=self._broke_off)

    def _hear(self, event: VolumeEvent) -> None:
        record = event.volume
        if isinstance(event, VolumeClosed):
            self.records.pop(record.name, None)
            self.closed.emit(record)
            return
        self.records[record.name] = record
        (self.opened if isinstance(event, VolumeOpened) else self.changed).emit(record)

    def _broke_off(self, error: VaultError) -> None:
        self.broke_off.emit(error)
        QTimer.singleShot(AGAIN_MS, self._watch)
