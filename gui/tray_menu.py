"""The menu of the icon in the panel: open volumes, favourites to mount, and what is for all."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu

from vault.errors import VaultError
from vault.gui.look import icon
from vault.gui.widgets.outside import visible
from vault.options import SessionRecord
from vault.options.lockdown import LockedDown

if TYPE_CHECKING:
    from vault.gui.app import App

LONGEST = 40
"""Characters of a name."""


class TrayMenu(QMenu):
    """Follows what is open and what is a favourite; panels show a copy of it, so it is always as it is to be."""

    def __init__(self, app: "App") -> None:
        super().__init__()
        self._app = app
        self._separators: list[QAction] = []
        self._menus: list[QMenu] = []
        self.lock_all = self._make(self.tr("&Dismount all"), "lock", self._lock_all)
        self.show_window = self._make(self.tr("Show &window"), "", app.show_main)
        self.settings = self._make(self.tr("S&ettings…"), "settings", app.edit_settings)
        self.quit = self._make(self.tr("&Quit"), "", app.quit)
        self.addActions([self.lock_all, self.show_window, self.settings, self.quit])
        self.insertSeparator(self.show_window)
        for changed in (app.volumes.opened, app.volumes.changed, app.volumes.closed, app.favourites.changed):
            changed.connect(self.follow)
        self.follow()

    def follow(self, *_: object) -> None:
        """Show what is open, and the favourites that are not."""
        for separator in self._separators:
            self.removeAction(separator)
            separator.deleteLater()
        for menu in self._menus:
            if (action := menu.menuAction()) is not None:
                self.removeAction(action)
            menu.deleteLater()
        self._separators, self._menus = [], []
        records = sorted(self._app.volumes.records.values(), key=lambda record: record.started)
        for record in records:
            self._add_menu(self._of_volume(record))
        is_open = {self._app.favourites.of(record) for record in records}
        closed = [each for each in self._app.favourites.list if each not in is_open]
        if closed:
            menu = self._menu(self.tr("&Mount"), "unlock")
            for each in closed:
                action = menu.addAction(_named(each.shown_name))
                assert action is not None
                action.triggered.connect(lambda _on, each=each: self._app.unlock(each.container, each))
            self._add_menu(menu)
        if self._menus:
            separator = QAction(self)
            separator.setSeparator(True)
            self._separators.append(separator)
            self.insertAction(self.lock_all, separator)

    def _of_volume(self, record: SessionRecord) -> QMenu:
        found = self._app.favourites.of(record)
        menu = self._menu(_named(found.shown_name if found else record.container.name), "unlock")
        folder = self._make(self.tr("Open &folder"), "folder", lambda: self._app.open_folder(record), menu)
        folder.setEnabled(record.mount_point is not None and record.state in ("mounted", "protected"))
        dismount = self._make(self.tr("&Dismount"), "eject", lambda: self._app.dismount(record), menu)
        menu.addActions([folder, dismount])
        return menu

    def _make(self, text: str, icon_name: str, do: Callable[[], object], menu: QMenu | None = None) -> QAction:
        action = QAction(text, menu or self)
        if icon_name:
            action.setIcon(icon(icon_name))
        action.triggered.connect(lambda _on: do())
        return action

    def _menu(self, text: str, icon_name: str) -> QMenu:
        menu = QMenu(text, self)
        menu.setIcon(icon(icon_name))
        self._menus.append(menu)
        return menu

    def _add_menu(self, menu: QMenu) -> None:
        action = menu.menuAction()
        assert action is not None
        self.insertAction(self.lock_all, action)

    def _lock_all(self) -> None:
        self.lock_all.setEnabled(False)
        job = self._app.tasks.run("lock_all", then=self._locked_all, failed=self._locked_all)
        job.finished.connect(self._has_locked)

    def _has_locked(self) -> None:
        self.lock_all.setEnabled(True)

    def _locked_all(self, result: LockedDown | VaultError) -> None:
        """What is still open is shown, and why."""
        if isinstance(result, LockedDown):
            gone = [each.key_gone for each in result.volumes] + [each.ended for each in result.commands]
            if all(gone):
                return
        self._app.show_main().actions_.locked_all.emit(result)


def _named(name: str) -> str:
    """A name from outside as the text of an action: on one line, short, and without mnemonics."""
    text = visible(name).replace("\n", "\\n")
    text = text if len(text) <= LONGEST else f"{text[: LONGEST // 2]}…{text[-LONGEST // 2 :]}"
    return text.replace("&", "&&")
