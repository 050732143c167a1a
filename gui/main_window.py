"""The main window: the user's volumes, and what can be done with the one that is selected."""

from itertools import pairwise
from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PyQt6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent
from PyQt6.QtWidgets import QLabel, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from vault.errors import VaultError
from vault.gui.engine_text import translated
from vault.gui.listing.actions import VolumeActions
from vault.gui.listing.model import VolumeModel
from vault.gui.listing.view import VolumeView
from vault.gui.listing.words import shown
from vault.gui.look import GAP, MARGIN, icon
from vault.gui.text import error_details
from vault.gui.widgets.action_button import ActionButton
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.flow import flow
from vault.gui.widgets.keyfiles import dropped_files, has_files
from vault.options import SessionRecord
from vault.options.lockdown import LockedDown

if TYPE_CHECKING:
    from vault.gui.app import App

MEASURE_MS = 10_000
"""How often free space is asked for while the window is shown."""
BIG_ICON = 64


class MainWindow(QWidget):
    """The list, the buttons around it, and a line for what went wrong."""

    def __init__(self, app: "App") -> None:
        super().__init__()
        self._app = app
        self.setWindowTitle(self.tr("Volumes"))
        self.setAcceptDrops(True)
        self.model = VolumeModel(app, self)
        self.view = VolumeView(self.model, self)
        self.view.setAccessibleName(self.tr("Volumes"))
        self.actions_ = VolumeActions(app, self, self.view.current_row)
        self.line = ErrorLine(self)
        self.away = self.line.closable()
        self._noted = "", ""
        """The volume that the last note is about, and the note."""
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.view)
        self.empty = self._empty_page()
        self.pages.addWidget(self.empty)
        self._lay_out()
        self._connect()
        self._measuring = QTimer(self)
        self._measuring.setInterval(MEASURE_MS)
        self._measuring.timeout.connect(self.model.measure)
        self._follow()
        self._tell_damage()
        if app.unheard[0]:
            self._note(*app.unheard)
        self.resize(720, 560)
        if (geometry := app.settings.geometry("main")) is not None:
            self.restoreGeometry(geometry)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Ask for what nobody tells of, as long as it is seen."""
        super().showEvent(event)
        self._measuring.start()
        self.model.look_again()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Nobody sees it."""
        super().hideEvent(event)
        self._measuring.stop()

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Remember where it was; nothing is dismounted."""
        self._app.settings.set_geometry("main", self.saveGeometry().data())
        super().closeEvent(event)

    def changeEvent(self, event: QEvent | None) -> None:
        """Look again when the user comes back to it."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.model.look_again()

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Take files."""
        if event is not None and has_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Unlock the files that were dropped."""
        if event is not None and (files := dropped_files(event.mimeData())):
            event.acceptProposedAction()
            self.actions_.unlock(files)

    def _empty_page(self) -> QWidget:
        page = QWidget(self)
        picture = QLabel(page)
        picture.setPixmap(icon("lock").pixmap(QSize(BIG_ICON, BIG_ICON)))
        said = QLabel(self.tr("No volumes yet: make a new one, or open one that you have. You can drop it here, too."))
        said.setWordWrap(True)
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(page)
        layout.setSpacing(MARGIN)
        layout.addStretch()
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(said)
        for button in (ActionButton(self.actions_.create, page), ActionButton(self.actions_.open, page)):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        return page

    def _lay_out(self) -> None:
        actions = self.actions_
        menu = QMenu(self)
        menu.addActions(actions.of_all)
        menu_button = QPushButton(icon("menu"), self.tr("Mor&e"), self)
        menu_button.setAutoDefault(False)
        menu_button.setIconSize(QSize(self.fontMetrics().height(), self.fontMetrics().height()))  # as the others
        menu_button.setMenu(menu)
        self.above = [ActionButton(each, self) for each in (actions.create, actions.open, actions.dismount_all)]
        self.top = flow(*self.above, menu_button)
        of_volume = (
            actions.mount,
            actions.find,
            actions.dismount,
            actions.folder,
            actions.details,
            actions.keys,
            actions.options,
            actions.star,
        )
        below = [ActionButton(each, self) for each in of_volume]
        self.bottom = flow(*below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.top)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.line)
        layout.addWidget(self.bottom)
        order = [*self.above, menu_button, self.view, self.away, *below]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)
        self.view.setFocus()

    def _connect(self) -> None:
        actions, model = self.actions_, self.model
        self.view.row_changed.connect(actions.update)
        self.view.chosen.connect(actions.do_the_obvious)
        self.view.menu_wanted.connect(self._show_menu)
        actions.renaming.connect(self.view.rename_current)
        actions.refreshing.connect(model.look_again)
        actions.locked_all.connect(self._locked_all)
        for changed in (model.rowsInserted, model.rowsRemoved, model.dataChanged, model.rowsMoved):
            changed.connect(self._follow)
        self._app.favourites.changed.connect(self._tell_damage)
        self._app.settings.changed.connect(actions.update)
        self._app.volumes.broke_off.connect(self._broke_off)
        self._app.noted.connect(self._note)
        self._app.meant.connect(self.view.select)
        self._app.volumes.opened.connect(self._is_open)
        self._app.volumes.closed.connect(self._is_closed)

    def _follow(self) -> None:
        """Show the list, or what to begin with."""
        is_empty = not self.model.rows
        self.pages.setCurrentWidget(self.empty if is_empty else self.view)
        self.bottom.setVisible(not is_empty)
        self.view.have_current()
        self.actions_.update()
        for button in self.above:  # they are in the middle then
            button.setVisible(not is_empty)

    def _show_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([each for each in self.actions_.of_volume if each.isVisible()])
        menu.popup(where)  # not exec: nothing waits

    def _tell_damage(self) -> None:
        if (damage := self._app.favourites.damage) is not None:
            self.line.say(self.tr("The favourites cannot be read.") + "\n" + shown(error_details(damage)))

    def _note(self, text: str, about: str = "") -> None:
        self._app.unheard = "", ""
        self.line.say(shown(text), icon_name="info")
        self._noted = about, self.line.text()

    def _is_open(self, record: SessionRecord) -> None:
        """What was said before is of the past, but not what was said of this volume."""
        if self._noted != (record.name, self.line.text()):
            self.line.clear()

    def _is_closed(self, record: SessionRecord) -> None:
        if self._noted == (record.name, self.line.text()):
            self.line.clear()

    def _broke_off(self, error: VaultError) -> None:
        said = self.tr("What is open cannot be told now; it is tried again in a few seconds.")
        self.line.say(f"{said}\n{shown(error_details(error))}")

    def _locked_all(self, result: LockedDown | VaultError) -> None:
        if isinstance(result, VaultError):
            self.line.show_error(result)
            return
        left = [each for each in result.volumes if not each.key_gone]
        running = [each for each in result.commands if not each.ended]
        if not left and not running:
            self.line.say(self.tr("All volumes are dismounted."), icon_name="done")
            return
        said = [self.tr("Some volumes are still open.")] if left else []
        for each in left:
            why = translated(each.reason or ", ".join(each.holders))
            said.append(shown(f"{each.volume.container.name}: {why}" if why else each.volume.container.name))
        if running:
            said.append(self.tr("A command that has keys is still running."))
        self.line.say("\n".join(said))
