"""Looks for cyclic garbage on the window's thread only.

An object of Qt's that Python's collector deletes in another thread, with a timer running, takes the whole program down;
which thread collects is otherwise a matter of chance.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

from csops_desktop.foundation.garbage import is_left_alone

_EVERY_MS = 200  # often, so that there is little to look through each time


class GarbageCollector(QObject):
    """Does by a timer what the interpreter does by counting, with its own thresholds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Take the collecting over from the interpreter."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Hand it back."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation that is due, if any, unless a multitude of rows is being made."""
        if is_left_alone():
            return
        due = [at for at, (n, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if n > limit]
        if due:
            gc.collect(max(due))
