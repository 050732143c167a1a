"""The list as Qt's views want it: rows that come, go and change one by one, so that the selection stays where it is."""

from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTimer

from vault.gui.listing import words
from vault.gui.listing.rows import Row, rows
from vault.gui.listing.sightings import Sightings
from vault.gui.widgets.outside import tip
from vault.options import SessionRecord

if TYPE_CHECKING:
    from vault.gui.app import App

ROW = Qt.ItemDataRole.UserRole
"""The role under which a view finds the Row."""
NOWHERE = QModelIndex()


class VolumeModel(QAbstractListModel):
    """Favourites, what is open, and recents, as they are now."""

    def __init__(self, app: "App", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._rows: list[Row] = []
        self._sightings = Sightings(app, self)
        self._soon = QTimer(self)  # many changes at once are one
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._renew)
        for changed in (app.favourites.changed, app.settings.changed, self._sightings.learnt):
            changed.connect(self._soon.start)
        app.volumes.opened.connect(self._is_open)
        app.volumes.changed.connect(self._is_open)
        app.volumes.closed.connect(self._is_closed)
        app.volumes.closing_changed.connect(self._renew)
        self._renew()
        if app.volumes.records:
            self._sightings.ask_policies()

    @property
    def rows(self) -> list[Row]:
        """What is shown."""
        return self._rows

    def look_again(self) -> None:
        """Ask anew for what nobody tells of: whether containers are there, and policies."""
        self._sightings.look_for(row.container for row in self._rows if _is_elsewhere(row))
        if self._app.volumes.records:
            self._sightings.ask_policies()
        self.measure()

    def measure(self) -> None:
        """Ask for free space anew."""
        self._sightings.measure(self._app.volumes.records.values())

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a view shows and screen readers say."""
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.DisplayRole:
                return words.shown(row.name)
            case Qt.ItemDataRole.EditRole:
                return row.name
            case Qt.ItemDataRole.ToolTipRole:
                return tip(words.full(row))
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(words.full(row).split("\n"))
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Favourites can be renamed."""
        is_favourite = index.isValid() and self._rows[index.row()].favourite is not None
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if is_favourite else Qt.ItemFlag.NoItemFlags)

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename a favourite."""
        favourite = self._rows[index.row()].favourite
        if role != Qt.ItemDataRole.EditRole or favourite is None:
            return False
        name = str(value).strip()
        if name != favourite.shown_name:
            self._app.favourites.rename(favourite.container, "" if name == favourite.container.name else name)
        return True

    def _is_open(self, record: SessionRecord) -> None:
        self._sightings.ask_policies()
        self._sightings.measure([record])
        self._soon.start()

    def _is_closed(self, record: SessionRecord) -> None:
        self._sightings.forget(record)
        self._soon.start()

    def _renew(self) -> None:
        """Bring the rows to what is now, with as few changes as it takes."""
        app, known = self._app, self._sightings.known
        wanted = rows(
            app.favourites.list, app.volumes.records.values(), app.settings.recents(), app.favourites.of, known
        )
        keys = {row.key for row in wanted}
        for place in reversed(range(len(self._rows))):
            if self._rows[place].key not in keys:
                self.beginRemoveRows(NOWHERE, place, place)
                del self._rows[place]
                self.endRemoveRows()
        for place, row in enumerate(wanted):
            self._put(place, row)
        self._follow_moved()
        self._sightings.look_for(row.container for row in wanted if row.problem is None and _is_elsewhere(row))

    def _put(self, place: int, row: Row) -> None:
        """Have this row there; those before it are right already."""
        before = next((at for at in range(place, len(self._rows)) if self._rows[at].key == row.key), None)
        if before is None:
            self.beginInsertRows(NOWHERE, place, place)
            self._rows.insert(place, row)
            self.endInsertRows()
            return
        if before != place:
            self.beginMoveRows(NOWHERE, before, before, NOWHERE, place)
            self._rows.insert(place, self._rows.pop(before))
            self.endMoveRows()
        if self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place))

    def _follow_moved(self) -> None:
        """A favourite that is open elsewhere, and is no longer where it was, has moved there."""
        for row in self._rows:
            if row.favourite and row.record and row.problem and row.record.container != row.container:
                self._app.favourites.move(row.container, row.record.container)
                return


def _is_elsewhere(row: Row) -> bool:
    """Whether nothing tells that its container is where the row says."""
    return row.record is None or row.record.container != row.container
