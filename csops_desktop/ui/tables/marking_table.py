"""A line table in which several lines can be marked, so that one key acts on all of them."""

from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from csops_desktop.ui.tables.line_table import LineTable
from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.theme import Theme

_FLAG = QItemSelectionModel.SelectionFlag
_REACH: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class MarkingTable(LineTable):
    """Space marks the current line and goes on; Shift+arrows, Ctrl+A, Shift+click and Ctrl+click mark as well.

    Escape lets go of the marks before it means anything else. With nothing marked the current line is the one meant.
    """

    def __init__(self, model: IdTableModel[Any], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(model, theme, parent)
        self._marking = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def chosen_ids(self) -> list[int]:
        """Return the ids an act is meant for, in the order shown: the marked ones, else the current one."""
        marked = self.selected_ids()
        if self.several():
            return marked
        current = self.current_id()
        return [] if current is None else [current]

    def several(self) -> bool:
        """Tell whether lines are marked."""
        n = len(self.selected_ids())
        return n > 1 or (self._marking and n > 0)

    def unmark(self) -> None:
        """Let go of the marks; the current line stays."""
        self._marking = False
        current = self.currentIndex()
        if current.isValid():
            self.selectionModel().select(current, _FLAG.ClearAndSelect | _FLAG.Rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() == Qt.Key.Key_Space and self.current_id() is not None:
            self._mark()
        elif plain and event.key() == Qt.Key.Key_Escape and (self._marking or self.several()):
            self.unmark()
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.key() in _REACH:
            self._reach(_REACH[event.key()])
        else:
            super().keyPressEvent(event)
            self._by_key = True
            self._show_focus()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent: a plain click means this line only."""
        if not event.modifiers():
            self._marking = False
        super().mousePressEvent(event)

    def _mark(self) -> None:
        """Mark the current line, or take its mark, and go to the next one."""
        if self._marking or self.several():
            self.selectionModel().select(self.currentIndex(), _FLAG.Toggle | _FLAG.Rows)
        self._marking = True
        self._walk(1)

    def _reach(self, by: int) -> None:
        """Take the next line in as well, over headings; back again it lets go of the one left."""
        selection, before = self.selectionModel(), self.currentIndex()
        selection.select(before, _FLAG.Select | _FLAG.Rows)
        self._marking = True
        self._walk(by)
        after = self.currentIndex()
        if after.row() != before.row() and selection.isSelected(after):
            selection.select(before, _FLAG.Deselect | _FLAG.Rows)
        selection.select(after, _FLAG.Select | _FLAG.Rows)

    def _go(self, row: int, column: int) -> None:
        """Override IdTableView: while lines are marked, walking leaves the marks alone."""
        if not self._marking:
            super()._go(row, column)
            return
        index = self._model.index(row, column)
        self.selectionModel().setCurrentIndex(index, _FLAG.NoUpdate)
        self.scrollTo(index)
