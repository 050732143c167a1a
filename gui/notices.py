"""Notifications of what happens while no window is shown; of a volume they say no more than its session's name.

What keeps a volume open is told by the agent, whose notifications can be answered.

References: Desktop Notifications Specification 1.3 (org.freedesktop.Notifications)
"""

from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QTimer
from PyQt6.QtDBus import QDBusArgument, QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusPendingReply
from PyQt6.QtWidgets import QApplication

from vault.gui.look import APP
from vault.options import SessionRecord

if TYPE_CHECKING:
    from vault.gui.app import App
    from vault.gui.tray import Tray

SERVICE, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
INT, UINT, STRINGS = 2, 3, 11
"""Numbers of types in QMetaType."""
SERVERS_CHOICE = -1
"""Of how long a notification stays."""
GATHER_MS = 1000
"""How long volumes that close together are gathered; one that is opened again meanwhile was not closed."""


class Notices(QObject):
    """Says what happens to volumes; nothing without the switch ``notify``, and nothing that a window shows."""

    def __init__(self, app: "App", tray: "Tray") -> None:
        super().__init__(tray)
        self._app, self._tray = app, tray
        self._bus = QDBusConnection.sessionBus()
        self._closed: list[str] = []
        self._is_deaf = False
        self._gathering = QTimer(self)
        self._gathering.setSingleShot(True)
        self._gathering.setInterval(GATHER_MS)
        self._gathering.timeout.connect(self._tell_closed)
        volumes = app.volumes
        volumes.opened.connect(self._hears_again)
        volumes.closed.connect(self._is_closed)
        volumes.changed.connect(self._is_changed)
        volumes.broke_off.connect(self._hears_nothing)

    def say(self, summary: str, body: str = "") -> None:
        """Show it, unless a window is shown or the user wants none. ``body`` has nothing that markup could be."""
        if self._app.settings.switch("notify") and not _is_a_window_shown():
            if self._bus.isConnected():
                self._notify(summary, body)
            else:
                self._tray.say(summary, body)

    def _notify(self, summary: str, body: str) -> None:
        number, actions, longest = QDBusArgument(), QDBusArgument(), QDBusArgument()
        number.add(0, UINT)
        actions.add([], STRINGS)
        longest.add(SERVERS_CHOICE, INT)
        message = QDBusMessage.createMethodCall(SERVICE, PATH, SERVICE, "Notify")
        message.setArguments([self.tr("Vault"), number, APP, summary, body, actions, {}, longest])
        asked = QDBusPendingCallWatcher(self._bus.asyncCall(message), self)
        asked.finished.connect(lambda done: self._notified(done, summary, body))

    def _notified(self, asked: QDBusPendingCallWatcher, summary: str, body: str) -> None:
        if QDBusPendingReply(asked).isError():
            self._tray.say(summary, body)
        asked.deleteLater()

    def _is_closed(self, record: SessionRecord) -> None:
        if not self._is_deaf:
            self._closed.append(record.name)
            self._gathering.start()

    def _tell_closed(self) -> None:
        names, self._closed = self._closed, []
        if len(names) == 1:
            self.say(self.tr("{name} was closed").format(name=names[0]))
        elif names:
            self.say(self.tr("{count} volumes were closed").format(count=len(names)), ", ".join(names))

    def _is_changed(self, record: SessionRecord) -> None:
        said = {
            "dead": self.tr("{name} broke off"),
            "protected": self.tr("{name} is read-only now, to protect the hidden volume"),
            "suspended": self.tr("{name} is suspended"),
        }.get(record.state)
        if said is not None:
            self.say(said.format(name=record.name))

    def _hears_nothing(self, _error: object) -> None:
        """The watch begins anew, and until then takes everything for closed."""
        self._is_deaf = True

    def _hears_again(self, record: SessionRecord) -> None:
        self._is_deaf = False
        self._closed = [name for name in self._closed if name != record.name]


def _is_a_window_shown() -> bool:
    return any(
        each.isWindow() and each.isVisible() and not each.isMinimized() for each in QApplication.topLevelWidgets()
    )
