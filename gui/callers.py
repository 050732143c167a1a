"""Later starts of the program, which hand over what they were asked for; the other end is ``vault.gui.instance``."""

import os
from collections.abc import Callable

from PyQt6.QtCore import QObject, QTimer
from PyQt6.QtNetwork import QLocalServer, QLocalSocket

from vault.gui.instance import LARGEST, TAKEN, Request, Seat, is_own

PATIENCE_MS = 5000
"""How long a caller may take to say what it wants."""
MOST = 8
"""Callers at a time."""


class Callers(QObject):
    """Listens on a seat's socket, and calls ``asked`` with each request, which is answered before."""

    def __init__(self, seat: Seat, asked: Callable[[Request], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._asked = seat, asked
        self._connections: set[QLocalSocket] = set()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MOST)
        self._server.newConnection.connect(self._come)
        seat.socket.unlink(missing_ok=True)  # whoever left it is gone: its lock is ours
        self.is_listening = self._server.listen(str(seat.socket))

    def close(self) -> None:
        """Listen no more; the next start is the first one once this process has ended."""
        self._server.close()
        for connection in list(self._connections):
            connection.abort()

    def _come(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            if len(self._connections) >= MOST or not is_own(int(connection.socketDescriptor())):
                connection.abort()
                connection.deleteLater()
                continue
            self._connections.add(connection)
            connection.setReadBufferSize(LARGEST + 1)
            connection.readyRead.connect(lambda caller=connection: self._hear(caller))
            connection.disconnected.connect(lambda caller=connection: self._leave(caller))
            patience = QTimer(connection)
            patience.timeout.connect(connection.abort)
            patience.start(PATIENCE_MS)
            self._hear(connection)

    def _hear(self, connection: QLocalSocket) -> None:
        if connection not in self._connections:
            return
        if not connection.canReadLine():
            if connection.bytesAvailable() > LARGEST:
                connection.abort()
            return
        try:
            request = Request.unpack(connection.readLine(LARGEST + 1))
        except ValueError:
            connection.abort()
            return
        connection.write(TAKEN)
        connection.disconnectFromServer()
        if request.token:
            os.environ["XDG_ACTIVATION_TOKEN"] = (
                request.token
            )  # Qt takes it for the next window that comes to the front
        self._asked(request)

    def _leave(self, connection: QLocalSocket) -> None:
        if connection in self._connections:
            self._connections.discard(connection)
            connection.deleteLater()
