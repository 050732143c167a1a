"""The list on the screen: one volume is always selected, so that keys and buttons have something to work on."""

from pathlib import Path

from PyQt6.QtCore import QItemSelection, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PyQt6.QtWidgets import QAbstractItemView, QListView, QWidget

from vault.gui.listing.delegate import RowDelegate
from vault.gui.listing.model import ROW, VolumeModel
from vault.gui.listing.rows import Row


class VolumeView(QListView):
    """Shows the model; ``row_changed`` when another row is selected, ``chosen`` by Enter or a double click.

    ``menu_wanted`` carries where on the screen.
    """

    row_changed = pyqtSignal()
    chosen = pyqtSignal()
    menu_wanted = pyqtSignal(QPoint)

    def __init__(self, model: VolumeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: Path | None = None
        """The container whose row is to be selected once it is there."""
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(lambda _index: self.chosen.emit())
        model.dataChanged.connect(self.scheduleDelayedItemsLayout)  # what is open has more lines

    def current_row(self) -> Row | None:
        """The row that is selected."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def select(self, container: Path) -> None:
        """Select the row of this container, now or as soon as it is there."""
        self._wanted = container
        self.have_current()

    def have_current(self) -> None:
        """Select what is to be selected, and the first row where none is."""
        model = self.model()
        if model is not None and self._wanted is not None:
            found = (model.index(at, 0) for at in range(model.rowCount()))
            index = next((each for each in found if each.data(ROW).container == self._wanted), None)
            if index is not None:
                self._wanted = None
                self.setCurrentIndex(index)
        index = self.currentIndex()
        if model is not None and not index.isValid() and model.rowCount():
            index = model.index(0, 0)
        if index.isValid() and index not in self.selectedIndexes():
            self.setCurrentIndex(index)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Qt makes the first row the current one then, but does not select it."""
        super().focusInEvent(event)
        self.have_current()

    def rename_current(self) -> None:
        """Let the name of the selected favourite be changed."""
        self.edit(self.currentIndex())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell of it."""
        super().selectionChanged(selected, deselected)
        self.row_changed.emit()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Ask for the menu, at the row where the keyboard asked for it."""
        if event is None:
            return
        index = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            where = event.globalPos()
        else:
            where = self.viewport().mapToGlobal(self.visualRect(index).center())  # type: ignore[union-attr]
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_wanted.emit(where)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Enter does the obvious thing; other keys move, and letters find a name."""
        is_enter = event is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.currentIndex().isValid():
            self.chosen.emit()
        else:
            super().keyPressEvent(event)
