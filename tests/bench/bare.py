"""The floor of the start: a script that imports SQLModel and shows an empty QMainWindow; nothing of ours.

With a store and its passphrase as arguments it opens that file first, as every program with this engine must.
"""

import json
import sys
import time

import psutil
import sqlmodel
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
from sqlcipher3 import dbapi2 as driver


class _Window(QMainWindow):
    def event(self, event: QEvent) -> bool:
        """Override QObject.event: say when the first paint is done."""
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._done)
        return handled

    def _done(self) -> None:
        done = time.monotonic()
        assert sqlmodel.SQLModel.metadata is not None
        sys.stdout.write(json.dumps({"at": done, "rss": psutil.Process().memory_info().rss}))
        sys.stdout.flush()
        QApplication.exit(0)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        store = driver.connect(sys.argv[1])
        store.execute("PRAGMA key = '{}'".format(sys.argv[2].replace("'", "''")))
        store.execute("SELECT count(*) FROM sqlite_master").fetchone()
    application = QApplication([])
    window: QObject = _Window()
    window.resize(1440, 900)  # type: ignore[attr-defined]
    window.show()  # type: ignore[attr-defined]
    sys.exit(application.exec())
