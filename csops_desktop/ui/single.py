"""A second start of the same store brings the first window to the front."""

import hashlib
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CALL = b"show"
_CONNECT_MS = 300
_TRIES_S = 1.5


def name_of(store: Path) -> str:
    """Return the name of the meeting point of a store; the path itself is not readable from it."""
    return "csops-" + hashlib.sha256(str(store.resolve()).encode()).hexdigest()[:24]


def call_first(store: Path) -> bool:
    """Ask the window that holds a store to come forward; False when none answers within about two seconds."""
    end = time.monotonic() + _TRIES_S
    while True:
        socket = QLocalSocket()
        socket.connectToServer(name_of(store))
        if socket.waitForConnected(_CONNECT_MS):
            socket.write(_CALL)
            sent = socket.waitForBytesWritten(_CONNECT_MS)
            socket.disconnectFromServer()
            return sent
        if time.monotonic() > end:
            return False
        time.sleep(0.1)


class Doorbell(QObject):
    """Listens for second starts.

    Signals:
        rung: another start asked for this window.
    """

    rung = Signal()

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = name_of(store)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # left by a killed program: the store's lock says that nobody else is there
            self._server.listen(name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        connection = self._server.nextPendingConnection()
        connection.disconnected.connect(connection.deleteLater)
        self.rung.emit()
