"""The running program: its engine's workers, what is open, and its windows, each made when it is first asked for."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PyQt6.QtCore import QLibraryInfo, QLocale, QObject, QSize, Qt, QTranslator, pyqtSignal
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

from vault import VERSION
from vault.errors import BusyError, VaultError
from vault.gui.folders import open_folder
from vault.gui.look import APP, app_icon
from vault.gui.settings import Settings
from vault.gui.tasks import Job, Tasks
from vault.gui.text import error_details, error_text
from vault.gui.volumes import OpenVolumes
from vault.gui.widgets.buttons import without_icons
from vault.gui.widgets.outside import breakable, visible, whole
from vault.options import MountRequest, SessionRecord

if TYPE_CHECKING:
    from vault.gui.favourites import Favourite, Favourites
    from vault.gui.instance import Request
    from vault.gui.main_window import MainWindow
    from vault.gui.tray import Tray

W = TypeVar("W", bound=QWidget)
ABOUT = 64
"""Pixels of the icon beside what the program is."""
TRANSLATIONS = Path(__file__).parent / "translations"


class App(QObject):
    """What dialogs share: ``tasks``, ``volumes``, ``settings``, ``favourites``, and the ways from one to another."""

    noted = pyqtSignal(str, str)
    """Something worth knowing that needs no answer: a sentence for whoever can show it in passing, and the name of the
    open volume that it is about, if it is about one."""

    meant = pyqtSignal(object)
    """The container of the volume that the user has just done something with."""

    def __init__(self) -> None:
        super().__init__()
        self.tasks = Tasks(self)
        self.settings = Settings(self)
        self.volumes = OpenVolumes(self.tasks, self)
        self.volumes.closed.connect(self._closed)
        self._main: MainWindow | None = None
        self._favourites: Favourites | None = None
        self.tray: Tray | None = None
        self.unheard = "", ""
        """The last note, until somebody has shown it, and the volume that it is about."""
        self._requests: dict[str, tuple[int, MountRequest]] = {}
        """How volumes were mounted from here, with when they were."""
        self._windows: set[QWidget] = set()
        self._leaving: QWidget | None = None
        self.has_left = False
        """Whether the program ends, whatever a window would ask."""
        qt = QApplication.instance()
        assert isinstance(qt, QApplication)
        qt.lastWindowClosed.connect(self._last_window_closed)

    @property
    def favourites(self) -> "Favourites":
        """The user's favourites."""
        if self._favourites is None:
            from vault.gui.favourites import Favourites

            self._favourites = Favourites(self)
            self._favourites.failed.connect(lambda error: self.tell(self.tr("The favourites stay as they were"), error))
        return self._favourites

    def show_main(self) -> "MainWindow":
        """Bring the main window to the front."""
        from vault.gui.main_window import MainWindow

        if self._main is None:
            self._main = MainWindow(self)
        _to_front(self._main)
        return self._main

    def serve(self, request: "Request") -> None:
        """Open what a start of the program asks for; the main window tells which containers were left out."""
        from vault.gui.several import unlock_each

        all_open = unlock_each(self, request.containers)
        if not all_open or not (request.containers or request.quiet):
            self.show_main()

    def unlock(self, container: Path, favourite: "Favourite | None" = None) -> QWidget:
        """Ask for what opens a container and mount it; who is asking already comes to the front."""
        from vault.gui.dialogs.unlock import UnlockDialog

        there = self._shown(UnlockDialog, lambda each: each.container == container)
        dialog = there or self._open(UnlockDialog(self, container, favourite))
        _to_front(dialog)
        return dialog

    def create(self) -> QWidget:
        """Make a new container, step by step."""
        from vault.gui.create.assistant import CreateAssistant

        return self._open(CreateAssistant(self))

    def keys(self, container: Path, header: Path | None = None) -> QWidget:
        """Show what opens a container."""
        from vault.gui.keys.window import KeysWindow

        def is_it(each: KeysWindow) -> bool:
            return (each.subject.container, each.subject.header) == (container, header)

        return self._shown(KeysWindow, is_it) or self._open(KeysWindow(self, container, header))

    def details(self, container: Path, header: Path | None = None) -> QWidget:
        """Show how a container is made, and what goes through it while it is open."""
        from vault.gui.dialogs.details import DetailsWindow

        def is_it(each: DetailsWindow) -> bool:
            return (each.container, each.header) == (container, header)

        return self._shown(DetailsWindow, is_it) or self._open(DetailsWindow(self, container, header))

    def edit_settings(self) -> QWidget:
        """Change switches and policies."""
        from vault.gui.dialogs.settings import SettingsDialog

        return self._shown(SettingsDialog, lambda _each: True) or self._open(SettingsDialog(self))

    def edit_favourite(self, favourite: "Favourite") -> QWidget:
        """Change how a favourite is mounted."""
        from vault.gui.dialogs.favourite import FavouriteDialog

        return self._open(FavouriteDialog(self, favourite))

    def dismount(self, record: SessionRecord, *, force: bool = False) -> Job:
        """Close a volume; one that is in use is told with who uses it."""
        self.volumes.mark_closing(record, "now")
        return self.tasks.run(
            "dismount", record.name, force=force, failed=lambda error: self._not_closed(record, error)
        )

    def open_folder(self, record: SessionRecord, failed: Callable[[str], object] | None = None) -> None:
        """Show a mounted volume's files, in the desktop's file manager; ``failed`` takes a sentence when none does."""
        if (folder := record.mount_point) is not None:
            said = self.tr("No program here shows the folder {path}.").format(path=visible(str(folder)))
            tell = failed or partial(self.say, self.tr("The folder is not shown"), details="")
            open_folder(folder, partial(tell, said), self)

    def note(self, text: str, about: SessionRecord | None = None) -> None:
        """Have it shown in passing, where there is a place for that; of an open volume as long as that is open."""
        self.unheard = text, about.name if about is not None else ""
        self.noted.emit(*self.unheard)

    def name_of(self, container: Path) -> str:
        """What the user calls a volume: its favourite's name, or that of its file, with nothing hidden in it."""
        favourite = self.favourites.find(container)
        name = favourite.shown_name if favourite is not None else container.name
        return visible(name).replace("\n", "\\n")

    def opened_with(self, record: SessionRecord) -> MountRequest:
        """How an open volume was mounted, as far as it is known; without what opened it."""
        started, request = self._requests.get(record.name, (0, None))
        if request is not None and started == record.started:
            return request
        return MountRequest(record.container, header=record.header, read_only=record.read_only)

    def made(self, container: Path) -> None:
        """What follows when a volume was just made from here."""
        self.settings.add_recent(container)
        self.meant.emit(container)

    def mounted(self, record: SessionRecord, request: MountRequest, warnings: Iterable[str]) -> None:
        """What follows when a volume was just mounted from here; ``warnings`` are what was told on the way."""
        self._requests[record.name] = record.started, replace(request, protect=None, container=record.container)
        self.settings.add_recent(record.container)
        self.meant.emit(record.container)
        said: list[str] = []

        def note(*more: str) -> None:
            said.extend(more)
            if said and record.name in self._requests:  # it may have been closed meanwhile
                self.note(f"{self.name_of(record.container)}: {' '.join(said)}", record)

        note(*warnings)
        if self.settings.switch("open-folder"):
            self.open_folder(record, note)

    def _closed(self, record: SessionRecord) -> None:
        self._requests.pop(record.name, None)
        if self.unheard[1] == record.name:
            self.unheard = "", ""

    def tell(self, title: str, error: VaultError, parent: QWidget | None = None) -> None:
        """Tell of a failure that has no dialog of its own."""
        self.say(title, error_text(error), error_details(error), parent)

    def say(self, title: str, text: str, details: str, parent: QWidget | None = None) -> QMessageBox:
        """Show a warning, which waits for nobody."""
        box = QMessageBox(QMessageBox.Icon.Warning, visible(title), text, QMessageBox.StandardButton.Ok, parent)
        without_icons(box)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(breakable(details))
        box.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # where a style lets it be copied
        for label in box.findChildren(QLabel):
            label.setAccessibleName(whole(label.text()))
        self._open(box)
        return box

    def tell_about(self) -> QMessageBox:
        """Show what the program is."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, self.tr("About Vault"), "", QMessageBox.StandardButton.Close)
        without_icons(box)
        box.setIconPixmap(app_icon().pixmap(QSize(ABOUT, ABOUT)))
        box.setText(self.tr("Vault {version}").format(version=VERSION))
        box.setInformativeText(
            self.tr(
                "Encrypted volumes: made, opened and closed, with the formats of LUKS, VeraCrypt and others.\n\n"
                "Free software under the GNU General Public License, version 3 or later. It comes without any warranty."
            )
        )
        self._open(box)
        return box

    def quit(self) -> None:
        """End the program; what would be given up is asked about first. Volumes stay open."""
        from vault.gui.leaving import LeaveQuestion, would_be_lost

        if jobs := would_be_lost(self):
            if self._leaving is None:
                self._leaving = self._open(LeaveQuestion(self, jobs))
                self._leaving.destroyed.connect(self._stays)
            _to_front(self._leaving)
        else:
            self.leave()

    def leave(self) -> None:
        """End the program now. A dismount that runs goes on without it, and anything else is given up."""
        self.has_left = True
        for window in [self._main, *self._windows]:
            if window is not None:
                window.close()
        QApplication.exit(0)

    def _last_window_closed(self) -> None:
        stays = self.tray is not None and self.tray.is_shown
        if not stays and self._leaving is None and not self.has_left:
            self.quit()

    def _stays(self) -> None:
        self._leaving = None

    def _not_closed(self, record: SessionRecord, error: VaultError) -> None:
        self.volumes.mark_closing(record, None)
        if isinstance(error, BusyError):
            from vault.gui.dialogs.busy import BusySheet

            self._open(BusySheet(self, record, error))
        elif error.code != "cancelled":
            self.tell(self.tr("{name} is still open").format(name=self.name_of(record.container)), error)

    def _shown(self, kind: type[W], is_it: Callable[[W], bool]) -> QWidget | None:
        """The window of this kind that is about the same, if there is one; it comes to the front."""
        found = (each for each in self._windows if isinstance(each, kind) and each.isVisible() and is_it(each))
        window = next(found, None)
        if window is not None:
            _to_front(window)
        return window

    def _open(self, window: QWidget) -> QWidget:
        """Show a window of its own; Qt frees it when it is closed."""
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), window, window.close)
        self._windows.add(window)  # Python has to keep it as long as it is shown
        window.destroyed.connect(lambda: self._windows.discard(window))
        window.show()
        return window


def _to_front(window: QWidget) -> None:
    window.show()
    window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
    window.raise_()
    window.activateWindow()


def prepare(qt: QApplication, locale: QLocale | None = None) -> None:
    """Name, icon and language of the program."""
    qt.setApplicationName("vault")
    qt.setApplicationDisplayName("Vault")
    qt.setDesktopFileName(APP)
    qt.setWindowIcon(app_icon())
    qt.setQuitOnLastWindowClosed(False)  # App ends it, where nothing is lost by that
    locale = locale or QLocale()
    QLocale.setDefault(locale)
    own = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, where in (("qtbase", own), ("vault", str(TRANSLATIONS))):
        translator = QTranslator(qt)
        if translator.load(locale, name, "_", where):
            qt.installTranslator(translator)
