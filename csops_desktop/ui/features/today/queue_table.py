"""The lines of the day as a table that is driven by single keys."""

from bisect import bisect_left

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from csops_desktop.ui.tables.tall import TallTableView

_PAGE, _FAR = 1 << 16, 1 << 30
_WALK: dict[int, int] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_PAGE,
    Qt.Key.Key_PageDown: _PAGE,
    Qt.Key.Key_Home: -_FAR,
    Qt.Key.Key_End: _FAR,
}


class QueueTable(TallTableView):
    """The lines, driven by single keys.

    Signals:
        done_requested, snooze_requested, log_requested: E, S and L on the current line.
    """

    done_requested = Signal()
    snooze_requested = Signal()
    log_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            key = event.key()
            if key in _WALK:
                self._walk(_WALK[key])
                return
            asked = {
                Qt.Key.Key_E: self.done_requested,
                Qt.Key.Key_S: self.snooze_requested,
                Qt.Key.Key_L: self.log_requested,
            }.get(Qt.Key(key))
            if asked is not None:
                if not event.isAutoRepeat():  # a key held down must not tick off the whole day
                    asked.emit()
                return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent: a click on a heading leaves the current line."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or self._model.id_at(index.row()) is not None:
            super().mousePressEvent(event)

    def _walk(self, by: int) -> None:
        """Go a number of lines up or down, a page, or to an end; never onto a heading."""
        lines = [row for row, id_ in enumerate(self._model.ids) if id_ >= 0]
        if not lines:
            return
        page = max(1, self.viewport().height() // self.verticalHeader().defaultSectionSize() - 1)
        step = (page if by > 0 else -page) if abs(by) == _PAGE else by
        here = bisect_left(lines, self.currentIndex().row())
        at = min(max(here + step, 0), len(lines) - 1)
        wanted = self._model.id_at(lines[at])
        if wanted is not None:
            self.go_to(wanted)
        if at == 0:
            self.scrollToTop()  # the heading above it

    def current_rect(self) -> QRect:
        """Return where the current line stands on the screen."""
        rect = self.visualRect(self.currentIndex())
        rect.setWidth(self.viewport().width() // 2)
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())
