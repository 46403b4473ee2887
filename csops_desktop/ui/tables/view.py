"""The table widget: keyboard, selection by row and by id, hovering, widths, inline editing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from csops_desktop.ui.tables.columns import Paint
from csops_desktop.ui.tables.delegate import CellDelegate
from csops_desktop.ui.tables.editors import Editing, LineEditor
from csops_desktop.ui.tables.header import TableHeader
from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.tables.row_painting import RowPainter
from csops_desktop.ui.tables.selection import RowSelection
from csops_desktop.ui.tables.walking import next_cell
from csops_desktop.ui.tables.widths import ColumnWidths
from csops_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_FLAG = QItemSelectionModel.SelectionFlag
_REACH = 4096  # px: a long note reaches over the columns at its right
_MOVES = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
    }
)


class IdTableView(QTableView):
    """Shows an ``IdTableModel``; selection, current cell and scroll survive new ids.

    Signals:
        sort_requested(name, descending): a heading was clicked.
        opened(id): Enter or a double click on a cell that is not edited.
        current_id_changed(id or None): the current row moved.
        selection_counted(n): the number of selected rows changed.
        delete_requested, copy_requested, walked: keys; the last is Ctrl with an arrow.
        columns_changed: the user resized or moved a column.
    """

    sort_requested = Signal(str, bool)
    opened = Signal(object)
    current_id_changed = Signal(object)
    selection_counted = Signal(int)
    delete_requested = Signal()
    copy_requested = Signal()
    walked = Signal()
    columns_changed = Signal()

    def __init__(
        self, model: IdTableModel[Any], theme: Theme, editing: Editing | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._header = TableHeader(theme, self)
        self._delegate = CellDelegate(theme, editing, self)
        self._rows = RowPainter(model, theme, self)
        self._selection = RowSelection(self, model)
        self._by_key = False
        self._held: tuple[Sequence[int], dict[int, str] | None] | None = None
        self._widths = ColumnWidths(self._header, model, theme)
        self._last_current: int | None = None
        self.setHorizontalHeader(self._header)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed if editing is not None else triggers.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.hide()
        self._on_theme_changed()
        self._header.sectionClicked.connect(self._on_heading_clicked)
        self._header.sectionResized.connect(self._on_resized)
        self._header.sectionMoved.connect(self._on_moved)
        self._delegate.moved.connect(self._on_tab)
        self._delegate.entered.connect(self._on_entered)
        self.doubleClicked.connect(self._on_double_clicked)
        model.columnsInserted.connect(self._on_columns_changed)
        model.columnsRemoved.connect(self._on_columns_changed)
        theme.changed.connect(self._on_theme_changed)
        self.show_columns({})

    # --- what is shown -----------------------------------------------------------------------------------------

    def show_ids(self, ids: Sequence[int], headings: dict[int, str] | None = None) -> None:
        """Show other ids; the current row stays in sight when it was in sight; an open cell editor is waited for."""
        if self.state() == QAbstractItemView.State.EditingState:
            self._held = (ids, headings)
            return
        self._held = None
        current = self.currentIndex()
        in_sight = current.isValid() and self.viewport().rect().intersects(self.visualRect(current))
        self._model.set_ids(ids, headings)
        if in_sight and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        elif not self.currentIndex().isValid():
            self.scrollToTop()
        self._show_focus()
        self._tell()

    def show_columns(self, widths: dict[str, int]) -> None:
        """Give the columns their widths (px at 100 %); those not named get their own."""
        self._widths.apply(widths)
        self._fit()

    def widths(self) -> tuple[tuple[str, int], ...]:
        """Return (name, px at 100 %) of the columns in the order shown."""
        return self._widths.current()

    def set_sorted(self, name: str, *, descending: bool) -> None:
        """Show the sort mark."""
        self._header.sorted = (name, descending)
        self._header.viewport().update()

    def set_grid(self) -> None:
        """Show lines between the columns."""
        self._rows.grid = True

    # --- current and selected ----------------------------------------------------------------------------------

    def current_id(self) -> int | None:
        """Return the id of the current row."""
        return self._model.id_at(self.currentIndex().row())

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected rows in the order shown."""
        return self._selection.ids()

    def go_to(self, id_: int) -> bool:
        """Make a row current and selected; False when it is not listed."""
        row = self._model.row_of(id_)
        if row is None:
            return False
        self._go(row, max(self.currentIndex().column(), self._first_data_column()))
        return True

    def step(self, by: int) -> None:
        """Go up or down a number of rows, over group headings."""
        row = self.currentIndex().row()
        target = row + by if row >= 0 else 0
        while 0 <= target < len(self._model.ids) and self._model.id_at(target) is None:
            target += 1 if by > 0 else -1
        if 0 <= target < len(self._model.ids):
            self._go(target, max(self.currentIndex().column(), self._first_data_column()))

    def _go(self, row: int, column: int) -> None:
        index = self._model.index(row, column)
        many = self._selection.count() > 1
        flags = _FLAG.NoUpdate if many else _FLAG.ClearAndSelect | _FLAG.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def _first_data_column(self) -> int:
        return next((at for at, c in enumerate(self._model.columns) if c.paint is not Paint.CHECK), 0)

    def _tell(self) -> None:
        n = self._selection.count()
        total = len(self._model.ids)
        self._header.all_selected = False if n == 0 else (True if n >= total else None)
        self._header.viewport().update()
        self.selection_counted.emit(n)

    # --- reactions ----------------------------------------------------------------------------------------------

    @Slot()
    def _on_theme_changed(self) -> None:
        # WORKAROUND(PySide6): a slot that a subclass overrides stays connected after the widget is gone.
        self.fit_theme()

    def fit_theme(self) -> None:
        """Take sizes and colours of the theme; a subclass may go on from there."""
        self.verticalHeader().setDefaultSectionSize(self._theme.px("row.normal"))
        self.verticalHeader().setMinimumSectionSize(self._theme.px("row.compact"))
        self._widths.rescale()
        self._fit()
        self.viewport().update()

    @Slot()
    def _on_columns_changed(self) -> None:
        self._header.viewport().update()

    @Slot(int)
    def _on_heading_clicked(self, section: int) -> None:
        spec = self._model.columns[section]
        if spec.paint is Paint.CHECK:
            if self._header.all_selected:
                self.clearSelection()
            else:
                self.selectAll()
            return
        if spec.sortable:
            before = self._header.sorted
            self.sort_requested.emit(spec.name, before is not None and before[0] == spec.name and not before[1])

    @Slot(int, int, int)
    def _on_resized(self, section: int, _old: int, _new: int) -> None:
        if self._widths.busy:
            return
        self.columns_changed.emit()
        if not self._model.columns[section].stretch:
            self._fit()

    @Slot(int, int, int)
    def _on_moved(self, _logical: int, _old: int, _new: int) -> None:
        self.columns_changed.emit()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        edits = index.flags() & Qt.ItemFlag.ItemIsEditable and not self._model.columns[index.column()].opens
        if edits and self.editTriggers() != QAbstractItemView.EditTrigger.NoEditTriggers:
            self.edit(index)
        elif (id_ := self._model.id_at(index.row())) is not None:
            self.opened.emit(id_)

    @Slot()
    def _on_entered(self) -> None:
        current = self.currentIndex()
        if current.row() + 1 < len(self._model.ids):
            self._go(current.row() + 1, current.column())
        self.setFocus()

    @Slot(bool)
    def _on_tab(self, back: bool) -> None:  # noqa: FBT001 (slot)
        current = (self.currentIndex().row(), self.currentIndex().column())
        found = next_cell(self._model.columns, self._widths.order(shown=True), current, back=back)
        if found is None:
            return
        row, column = found
        if 0 <= row < len(self._model.ids):
            self._go(row, column)
            index = self._model.index(row, column)
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)

    def _fit(self) -> None:
        self._widths.fit(self.viewport().width())

    # --- Qt -----------------------------------------------------------------------------------------------------

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 (Qt)
        """Override QTableView.selectionChanged."""
        super().selectionChanged(selected, deselected)
        self._tell()

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 (Qt)
        """Override QTableView.currentChanged."""
        super().currentChanged(current, previous)
        self._show_focus()
        id_ = self._model.id_at(current.row())
        if id_ != self._last_current:
            self._last_current = id_
            self.current_id_changed.emit(id_)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802 (Qt)
        """Override QAbstractItemView.closeEditor: an editor with wrong input stays open until it is put right."""
        revert = QAbstractItemDelegate.EndEditHint.RevertModelCache
        if isinstance(editor, LineEditor) and editor.note and hint != revert:
            editor.setFocus()
            return
        super().closeEditor(editor, hint)
        if self._held is not None:
            QTimer.singleShot(0, self, self._show_held)

    @Slot()
    def _show_held(self) -> None:
        if self._held is not None:
            self.show_ids(*self._held)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QTableView.keyPressEvent."""
        key = event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if key in _MOVES:
            self._by_key = True
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif plain and key == Qt.Key.Key_Space:
            self._toggle(self.currentIndex().row())
        elif plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_id() is not None:
            self.opened.emit(self.current_id())
        elif plain and key == Qt.Key.Key_Delete:
            self.delete_requested.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step(-1 if key == Qt.Key.Key_Up else 1)
            self.walked.emit()
        else:
            super().keyPressEvent(event)
            self._show_focus()

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 (Qt)
        """Override QAbstractItemView.keyboardSearch: the search field does it; here it would read every row."""

    def _toggle(self, row: int) -> None:
        index = self._model.index(row, self._first_data_column())
        if self._model.id_at(row) is not None:
            self.selectionModel().select(index, _FLAG.Toggle | _FLAG.Rows)

    def _show_focus(self) -> None:
        index = self.currentIndex()
        new = (index.row(), index.column()) if self._by_key and self.hasFocus() and index.isValid() else None
        if new != self._rows.focus:
            self._rows.focus = new
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QTableView.mousePressEvent: a click on a box adds or takes one row."""
        self._by_key = False
        index = self.indexAt(event.position().toPoint())
        if (
            index.isValid()
            and event.button() == Qt.MouseButton.LeftButton
            and not event.modifiers()
            and self._model.columns[index.column()].paint is Paint.CHECK
        ):
            self.setFocus()
            self._toggle(index.row())
            return
        super().mousePressEvent(event)
        self._show_focus()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QTableView.mouseMoveEvent."""
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 (Qt)
        """Override QAbstractScrollArea.viewportEvent."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        old, self._rows.hovered = self._rows.hovered, row
        for each in {old, row} - {-1}:
            if old != row:
                top = self.rowViewportPosition(each)
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(each))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QTableView.paintEvent: row by row."""
        painter = QPainter(self.viewport())
        area = event.rect()
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return
        last = last if last >= 0 else len(self._model.ids) - 1
        header = self._header
        shown = [
            (at, header.sectionViewportPosition(at), header.sectionSize(at)) for at in self._widths.order(shown=True)
        ]
        places = [place for place in shown if place[1] + place[2] > area.left() - _REACH and place[1] <= area.right()]
        width = max(header.length() - header.offset(), 1)
        rows = [
            (row, QRect(0, self.rowViewportPosition(row), width, self.rowHeight(row))) for row in range(first, last + 1)
        ]
        selected = self._selection.between(first, last)
        self._rows.paint(painter, rows, places, selected=selected, active=self.isActiveWindow())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QTableView.resizeEvent."""
        super().resizeEvent(event)
        self._fit()
