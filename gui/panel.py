"""Whether the desktop has a place for a tray icon, asked without waiting; Qt asks only once, and waits for the answer.

References: StatusNotifierItem, "StatusNotifierWatcher"; System Tray Protocol 0.4
"""

from PyQt6.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot
from PyQt6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusPendingReply, QDBusServiceWatcher
from PyQt6.QtWidgets import QSystemTrayIcon

WATCHER, PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"
PROPERTIES = "org.freedesktop.DBus.Properties"
OLD_WAY_MS = 2000
"""How long one is waited for before the way without D-Bus is taken, which Qt then takes for good."""


class Panel(QObject):
    """``is_there`` says whether an icon would be seen; ``changed`` is emitted when it is another answer."""

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_there = False
        self._is_old = False
        self._bus = QDBusConnection.sessionBus()
        if not self._bus.isConnected():
            QTimer.singleShot(0, self._take_the_old_way)
            return
        either = QDBusServiceWatcher.WatchModeFlag
        self._services = QDBusServiceWatcher(
            WATCHER, self._bus, either.WatchForRegistration | either.WatchForUnregistration, self
        )
        self._services.serviceRegistered.connect(self._ask)
        self._services.serviceUnregistered.connect(lambda _name: self._tell(False))
        for signal in ("StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"):
            self._bus.connect(WATCHER, PATH, WATCHER, signal, self._ask)
        self._ask()
        QTimer.singleShot(OLD_WAY_MS, self._take_the_old_way)

    @pyqtSlot()
    def _ask(self) -> None:
        message = QDBusMessage.createMethodCall(WATCHER, PATH, PROPERTIES, "Get")
        message.setArguments([WATCHER, "IsStatusNotifierHostRegistered"])
        message.setAutoStartService(False)
        asked = QDBusPendingCallWatcher(self._bus.asyncCall(message), self)
        asked.finished.connect(self._answered)

    def _answered(self, asked: QDBusPendingCallWatcher) -> None:
        reply = QDBusPendingReply(asked)
        if not self._is_old:
            self._tell(not reply.isError() and reply.argumentAt(0) is True)
        asked.deleteLater()

    def _take_the_old_way(self) -> None:
        if not self.is_there and QSystemTrayIcon.isSystemTrayAvailable():
            self._is_old = True
            self._tell(True)

    def _tell(self, is_there: bool) -> None:
        if is_there != self.is_there:
            self.is_there = is_there
            self.changed.emit()
