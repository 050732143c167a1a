"""The icon in the panel: whether anything is open, and the ways to close it; never the only way to anything."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

from PyQt6.QtCore import QObject, QTimer
from PyQt6.QtWidgets import QSystemTrayIcon

from vault.gui.look import icon
from vault.gui.notices import Notices
from vault.gui.panel import Panel
from vault.gui.tray_menu import TrayMenu
from vault.options import SessionRecord

if TYPE_CHECKING:
    from vault.gui.app import App

PATIENCE_MS = 10_000
"""How long a panel is waited for, which may start at the same time as this program."""
State = Literal["locked", "open", "warning"]
REASON = QSystemTrayIcon.ActivationReason


class Tray(QObject):
    """Keeps the program there without a window, as long as it ``is_shown``; tells what happens by ``notices``."""

    def __init__(self, app: "App") -> None:
        super().__init__(app)
        self._app = app
        self.menu = TrayMenu(app)
        self.icon: QSystemTrayIcon | None = None
        self.panel = Panel(self)
        self.notices = Notices(app, self)
        self._instead: Callable[[], object] | None = None
        self.panel.changed.connect(self._follow)
        app.settings.changed.connect(self._follow)
        for changed in (app.volumes.opened, app.volumes.changed, app.volumes.closed):
            changed.connect(self._show_state)
        self._follow()

    @property
    def is_shown(self) -> bool:
        """Whether the user can see it."""
        return self.icon is not None and self.icon.isVisible() and self.panel.is_there

    def or_else(self, show: Callable[[], object]) -> None:
        """Call this, unless the icon comes to be shown in time."""
        self._instead = show
        if self._app.settings.switch("tray"):
            QTimer.singleShot(PATIENCE_MS, self._give_up)
        else:
            self._give_up()

    def say(self, summary: str, body: str) -> None:
        """Have the panel show a message, where nothing else does."""
        if self.icon is not None and self.is_shown:
            self.icon.showMessage(summary, body)

    def _give_up(self) -> None:
        show, self._instead = self._instead, None
        if show is not None and not self.is_shown:
            show()

    def _follow(self) -> None:
        """Show it where there is a panel, and the user has not turned it off."""
        if self._app.settings.switch("tray") and self.panel.is_there:
            if self.icon is None:  # not before: Qt would ask for the panel, and for ever go by the answer
                self.icon = QSystemTrayIcon(self)
                self.icon.setContextMenu(self.menu)
                self.icon.activated.connect(self._activate)
            self._show_state()
            self.icon.show()
        elif self.icon is not None and not self._app.settings.switch("tray"):
            self.icon.hide()

    def _show_state(self) -> None:
        if self.icon is None:
            return
        records = self._app.volumes.records
        self.icon.setIcon(icon(f"tray-{state(records.values())}"))
        said = self.tr("Open volumes: {count}").format(count=len(records)) if records else self.tr("No volume is open")
        self.icon.setToolTip(said)

    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (REASON.Trigger, REASON.DoubleClick):
            self._app.show_main()


def state(records: Iterable[SessionRecord]) -> State:
    """What the icon's shape says: a closed lock, an open one, or that a volume needs to be seen to."""
    states = {record.state for record in records}
    if states & {"dead", "protected"}:
        return "warning"
    return "open" if states - {"suspended"} else "locked"
