"""What can be done with the volume that is selected, and with all; each with its key, for buttons and menus."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QWidget

from vault.gui.favourites import Favourite
from vault.gui.listing.rows import Row
from vault.gui.listing.words import shown
from vault.gui.look import icon
from vault.gui.several import unlock_each
from vault.gui.widgets.choosing import choose
from vault.gui.widgets.files import Files
from vault.options.lockdown import LockedDown

if TYPE_CHECKING:
    from vault.gui.app import App

Key = QKeySequence.StandardKey | str


class VolumeActions(QObject):
    """Actions of a window, for the row that ``current`` tells; ``update`` follows it."""

    renaming = pyqtSignal()
    refreshing = pyqtSignal()
    locked_all = pyqtSignal(object)
    """What became of all volumes, or the error."""

    def __init__(self, app: "App", window: QWidget, current: Callable[[], Row | None]) -> None:
        super().__init__(window)
        self._app, self._window, self._current = app, window, current
        make = self._make
        self.mount = make(self.tr("&Mount…"), "unlock", "Ctrl+M", self._mount)
        self.find = make(self.tr("F&ind it…"), "folder", "Ctrl+F", self._find)
        self.dismount = make(self.tr("&Dismount"), "eject", "Ctrl+D", self._dismount)
        self.folder = make(self.tr("Open &folder"), "folder", "Ctrl+Return", self._folder)
        self.details = make(self.tr("De&tails"), "details", "Ctrl+I", self._details)
        self.keys = make(self.tr("&Keys…"), "key", "Ctrl+K", self._keys)
        self.star = make("", "star", "Ctrl+B", self._star)
        self.options = make(self.tr("O&ptions…"), "settings", "Ctrl+P", self._options)
        self.rename = make(self.tr("&Rename"), "", "F2", self.renaming.emit)
        self.forget = make(self.tr("Remove from the &list"), "remove", QKeySequence.StandardKey.Delete, self._forget)
        self.dismount_all = make(self.tr("Dismount &all"), "lock", "Ctrl+L", self._dismount_all)
        self.create = make(self.tr("&New volume…"), "add", QKeySequence.StandardKey.New, app.create)
        self.open = make(self.tr("&Open volume…"), "folder", QKeySequence.StandardKey.Open, self._open)
        self.refresh = make(self.tr("Look &again"), "refresh", QKeySequence.StandardKey.Refresh, self.refreshing.emit)
        self.clear = make(self.tr("&Clear the recent volumes"), "remove", "", app.settings.clear_recents)
        self.settings = make(self.tr("&Settings…"), "settings", "Ctrl+,", app.edit_settings)
        self.about = make(self.tr("A&bout Vault"), "info", "", app.tell_about)
        self.close = make(self.tr("Close the &window"), "", QKeySequence.StandardKey.Close, window.close)
        self.quit = make(self.tr("&Quit"), "", "Ctrl+Q", app.quit)
        self.update()

    @property
    def of_volume(self) -> list[QAction]:
        """Those for the selected volume."""
        return [
            *(self.mount, self.find, self.dismount, self.folder, self.details, self.keys),
            *(self.options, self.star, self.rename, self.forget),
        ]

    @property
    def of_all(self) -> list[QAction]:
        """Those that are seldom needed."""
        return [self.refresh, self.clear, self.settings, self.about, self.close, self.quit]

    def update(self) -> None:
        """Offer what can be done with the selected row."""
        row = self._current()
        record = row.record if row else None
        is_there = row is not None and not row.is_missing
        is_closed = row is not None and record is None
        is_missing = row is not None and row.is_missing
        self.mount.setVisible(row is None or (is_closed and not is_missing))
        self.find.setVisible(is_missing)
        self.find.setEnabled(is_missing)
        self.mount.setEnabled(is_there and is_closed)
        self.dismount.setVisible(record is not None)
        self.dismount.setEnabled(row is not None and record is not None and row.closing != "now")
        self.folder.setEnabled(record is not None and record.state in ("mounted", "protected") and _is_mounted(row))
        for action in (self.details, self.keys):
            action.setEnabled(is_there)
        starred = row is not None and row.favourite is not None
        self.star.setText(self.tr("Remove from fa&vourites") if starred else self.tr("Add to fa&vourites"))
        self.star.setIcon(icon("star-filled" if starred else "star"))
        self.star.setEnabled(row is not None)
        self.rename.setEnabled(starred)
        self.options.setEnabled(starred)
        self.options.setVisible(starred)
        self.forget.setEnabled(is_closed and not starred)
        self.dismount_all.setEnabled(bool(self._app.volumes.records))
        self.clear.setEnabled(bool(self._app.settings.recents()))

    def do_the_obvious(self) -> None:
        """Open the folder of a mounted volume, mount a closed one, and show the details of any other."""
        for action in (self.folder, self.mount, self.find, self.details):
            if action.isEnabled():
                action.trigger()
                return

    def unlock(self, containers: Files) -> None:
        """Open the dialog for each of these, as a favourite where it is one; of too many, for the first few."""
        unlock_each(self._app, containers, containers.left)

    def _make(self, text: str, icon_name: str, keys: Key, do: Callable[[], object]) -> QAction:
        action = QAction(text, self._window)
        if icon_name:
            action.setIcon(icon(icon_name))
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked: do())
        self._window.addAction(action)
        return action

    def _mount(self) -> None:
        if row := self._current():
            self._app.unlock(row.container, row.favourite)

    def _dismount(self) -> None:
        row = self._current()
        if row is not None and row.record is not None:
            self._app.dismount(row.record)

    def _folder(self) -> None:
        row = self._current()
        if row is not None and row.record is not None:
            self._app.open_folder(row.record)

    def _details(self) -> None:
        if row := self._current():
            self._app.details(*_where(row))

    def _keys(self) -> None:
        if row := self._current():
            self._app.keys(*_where(row))

    def _star(self) -> None:
        row = self._current()
        if row is None:
            return
        if row.favourite is not None:
            self._app.favourites.remove(row.favourite.container)
            return
        request = row.request if row.record is None else self._app.opened_with(row.record)
        self._app.favourites.add(Favourite(request))

    def _options(self) -> None:
        row = self._current()
        if row is not None and row.favourite is not None:
            self._app.edit_favourite(row.favourite)

    def _find(self) -> None:
        """Ask where a container is that is not where it was."""
        row = self._current()
        if row is not None and row.is_missing:
            title = self.tr("Where is {name}?").format(name=shown(row.container.name))
            home = str(Path.home())
            choose(self._window, title, "open", home, "", lambda files: self.found(row, files[0]), self._app.note)

    def found(self, row: Row, to: Path) -> None:
        """It is there now: list it so, with its name and options."""
        if row.favourite is not None:
            self._app.favourites.found(row.favourite, to)
        else:
            self._app.settings.forget_recent(row.container)
            self._app.settings.add_recent(to)

    def _forget(self) -> None:
        if row := self._current():
            self._app.settings.forget_recent(row.container)

    def _dismount_all(self) -> None:
        self.dismount_all.setEnabled(False)
        self._app.tasks.run("lock_all", then=self._locked_all, failed=self.locked_all.emit).finished.connect(
            self.update
        )

    def _locked_all(self, result: LockedDown) -> None:
        self.locked_all.emit(result)

    def _open(self) -> None:
        home = str(Path.home())
        choose(self._window, self.tr("Open volume"), "open-many", home, "", self.unlock, self._app.note)


def _where(row: Row) -> tuple[Path, Path | None]:
    """The container and its detached header: of what is open, where they are now."""
    return (row.record.container, row.record.header) if row.record else (row.container, row.header)


def _is_mounted(row: Row | None) -> bool:
    return row is not None and row.record is not None and row.record.mount_point is not None
