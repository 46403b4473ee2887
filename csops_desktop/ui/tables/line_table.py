"""A table whose current line is what single keys act on; arrows walk over the headings of groups."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRect, Qt, SignalInstance
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.tables.view import IdTableView
from csops_desktop.ui.theme import Theme

_PAGE, _FAR = 1 << 16, 1 << 30
_WALK: dict[int, int] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_PAGE,
    Qt.Key.Key_PageDown: _PAGE,
    Qt.Key.Key_Home: -_FAR,
    Qt.Key.Key_End: _FAR,
}


class LineTable(IdTableView):
    """An ``IdTableView`` of which one line is current; a subclass says in ``acts`` which key asks for what.

    Attributes:
        row: token of the height of its lines; headings of groups keep their own.
    """

    row = "row.normal"
    _headings: tuple[int, ...] = ()

    def __init__(self, model: IdTableModel[Any], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(model, theme, None, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def acts(self) -> Mapping[Qt.Key, SignalInstance]:
        """Return the signals without arguments that keys without modifiers emit."""
        return {}

    def show_ids(self, ids: Sequence[int], headings: dict[int, str] | None = None) -> None:
        """Override IdTableView.show_ids: the headings may stand elsewhere now."""
        super().show_ids(ids, headings)
        if self._fit_rows() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def fit_theme(self) -> None:
        """Override IdTableView.fit_theme: lines may be taller or lower."""
        super().fit_theme()
        self.verticalHeader().setDefaultSectionSize(self._theme.px(self.row))
        self._fit_rows()

    def _fit_rows(self) -> bool:
        """Give the headings their height; False where it is that of the lines."""
        if self.row == "row.normal":
            return False
        rows = self.verticalHeader()
        wanted = tuple(row for row, id_ in enumerate(self._model.ids) if id_ < 0)
        for row in {*self._headings} - {*wanted}:
            if row < rows.count():
                rows.resizeSection(row, rows.defaultSectionSize())
        for row in wanted:
            rows.resizeSection(row, self._theme.px("row.group"))
        self._headings = wanted
        return True

    def current_rect(self) -> QRect:
        """Return where the current line stands on the screen."""
        rect = self.visualRect(self.currentIndex())
        rect.setWidth(self.viewport().width() // 2)
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            key = Qt.Key(event.key())
            if key in _WALK:
                self._walk(_WALK[key])
                return
            asked = self.acts().get(key)
            if asked is not None:
                if not event.isAutoRepeat():  # a key held down must not work off the whole list
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
