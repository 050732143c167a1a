"""What is open now, and what happens to it: told by the engine's watch, whoever opened or closed it."""

from functools import partial
from pathlib import Path
from typing import Literal

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from vault.errors import VaultError
from vault.gui.tasks import Job, Tasks
from vault.options import SessionRecord
from vault.options.watching import VolumeClosed, VolumeEvent, VolumeOpened

Closing = Literal["now", "later"]
"""How an open volume is being closed: at once, or as soon as programs let go of it."""
AGAIN_MS = 5000
"""How long after a watch broke off a new one begins."""


class OpenVolumes(QObject):
    """The records of open volumes by name. ``opened``, ``changed`` and ``closed`` carry the record."""

    opened = pyqtSignal(object)
    changed = pyqtSignal(object)
    closed = pyqtSignal(object)
    closing_changed = pyqtSignal()
    """This program begins to close a volume, or gives that up."""
    broke_off = pyqtSignal(object)
    """Nothing is heard of volumes for some seconds; carries the error."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._job: Job | None = None
        self.records: dict[str, SessionRecord] = {}
        self._closing: dict[tuple[str, int] | None, Closing] = {}
        self._watch()

    def of(self, container: Path) -> SessionRecord | None:
        """The record of an open container."""
        return next((record for record in self.records.values() if record.container == container), None)

    def closing(self, record: SessionRecord) -> Closing | None:
        """How this program is closing the volume, None when it is not."""
        return self._closing.get(_key(record))

    def mark_closing(self, record: SessionRecord, how: Closing | None) -> None:
        """This program closes the volume like that now, or not any more."""
        key = _key(record)
        if self._closing.get(key) == how:
            return
        if how is None:
            del self._closing[key]
        else:
            self._closing[key] = how
        self.closing_changed.emit()

    def _watch(self) -> None:
        """Watch, and ask what was closed while nobody did."""
        self._job = self._tasks.run("watch", event=self._hear, failed=self._broke_off)
        if known := list(self.records.values()):
            self._tasks.run("sessions", then=partial(self._look_over, known), owner=self)

    def _look_over(self, known: list[SessionRecord], sessions: list[SessionRecord]) -> None:
        still = {_key(record) for record in sessions}
        for record in known:
            if _key(record) not in still and _key(record) == _key(self.records.get(record.name)):
                self._forget(record)

    def _hear(self, event: VolumeEvent) -> None:
        record = event.volume
        if isinstance(event, VolumeClosed):
            self._forget(record)
            return
        before = self.records.get(record.name)
        is_known = _key(before) == _key(record)
        if before is not None and not is_known:
            self._forget(before)
        self.records[record.name] = record
        (self.changed if is_known or not isinstance(event, VolumeOpened) else self.opened).emit(record)

    def _forget(self, record: SessionRecord) -> None:
        self.records.pop(record.name, None)
        self._closing.pop(_key(record), None)
        self.closed.emit(record)

    def _broke_off(self, error: VaultError) -> None:
        self.broke_off.emit(error)
        QTimer.singleShot(AGAIN_MS, self._watch)


def _key(record: SessionRecord | None) -> tuple[str, int] | None:
    """What tells one opening of a volume from the next under the same name."""
    return None if record is None else (record.name, record.started)
