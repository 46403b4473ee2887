"""The one delegate of all tables: paints cells from theme tokens and edits them in place."""

from typing import Any, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from csops_desktop.domain.fields import Field
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.ui.tables.columns import EMPTY, Cell, Paint, Tone
from csops_desktop.ui.tables.editors import ChoiceEditor, Editing, LineEditor, make_editor
from csops_desktop.ui.tables.model import LOADING, IdTableModel
from csops_desktop.ui.tables.painting import CellPainter
from csops_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_SELECTED = QStyle.StateFlag.State_Selected
_ACTIVE = QStyle.StateFlag.State_Active
_PLACEHOLDER = Cell(LOADING, tone=Tone.MUTED)
_FOCUS_LINE = 2
_BAR = 3


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of an ``IdTableModel`` and edits those whose column says so.

    Signals:
        moved(editor, back): Tab or Shift+Tab was pressed in an editor and its input was taken.
        entered: Enter was pressed in an editor and its input was taken.
    """

    moved = Signal(bool)
    entered = Signal()

    def __init__(self, theme: Theme, editing: Editing | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._editing = editing
        self.hovered = -1
        self.first_column = 0
        self.focus: tuple[int, int] | None = None
        self.grid = False
        self.painter = CellPainter(theme)
        theme.changed.connect(self._on_theme_changed)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.painter = CellPainter(self._theme)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        model = cast("IdTableModel[Any]", index.model())
        row, column = index.row(), index.column()
        rect, state, pens = option.rect, option.state, self.painter
        heading = model.heading_at(row)
        if heading is not None:
            painter.fillRect(rect, pens.header)
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, pens.line)
            inside = rect.adjusted(2 * pens.pad, 0, -pens.pad, 0)
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            pens.write(painter, inside, heading, pens.caption_bold, self._theme.color("text.2"), align)
            return
        selected = bool(state & _SELECTED)
        self._paint_ground(painter, option, row, selected=selected)
        note = model.note(row)
        if note is not None and column >= note[0]:
            self._paint_note(painter, option, note, column)
            return
        spec = model.columns[column]
        cell = model.cell(row, column)
        if spec.paint is Paint.CHECK:
            pens.draw(painter, rect, Paint.CHECK, EMPTY, selected=selected)
        elif cell is None:
            pens.draw(painter, rect, Paint.TEXT, _PLACEHOLDER, selected=selected)
        else:
            pens.draw(painter, rect, spec.paint, cell, selected=selected)
        if selected and column == self.first_column:
            bar = pens.accent if state & _ACTIVE else pens.line_strong
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height() - 1, bar)
        if self.focus == (row, column):
            painter.setPen(QPen(pens.focus, _FOCUS_LINE))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: int, *, selected: bool) -> None:
        rect, pens = option.rect, self.painter
        if selected:
            painter.fillRect(rect, pens.selected if option.state & _ACTIVE else pens.selected_inactive)
        elif row == self.hovered:
            painter.fillRect(rect, pens.hover)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, pens.line)
        if self.grid:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), pens.line)

    def _paint_note(self, painter: QPainter, option: QStyleOptionViewItem, note: tuple[int, Cell], column: int) -> None:
        """Paint the slice of a long text that falls into one cell."""
        first, cell = note
        view, rect = self.parent(), option.rect
        if not isinstance(view, QTableView):
            return
        left = rect.left() - view.columnViewportPosition(column) + view.columnViewportPosition(first)
        right = view.horizontalHeader().length() - view.horizontalHeader().offset()
        whole = QRect(left, rect.top(), max(right - left, rect.width()), rect.height())
        painter.save()
        painter.setClipRect(rect)
        self.painter.draw(painter, whole, Paint.TEXT, cell, selected=False)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 (Qt)
        """Override QStyledItemDelegate.sizeHint: rows are fixed, nothing is measured."""
        return QSize(self._theme.scaled(80), self._theme.px("row.normal"))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002, N802 (Qt)
        """Override QStyledItemDelegate.createEditor."""
        field = self._field(index)
        if field is None or self._editing is None:
            return cast("QWidget", None)
        editor = make_editor(field, self._editing, parent)
        editor.setFont(self._theme.font("small"))
        if isinstance(editor, ChoiceEditor):
            editor.activated.connect(self._on_chosen)
        return editor

    @Slot()
    def _on_chosen(self) -> None:
        editor = self.sender()
        if isinstance(editor, ChoiceEditor):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 (Qt)
        """Override QStyledItemDelegate.setEditorData: an editor with the user's input in it is left alone."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, ChoiceEditor):
            editor.setCurrentIndex(max(0, editor.findText(text)))
        elif isinstance(editor, LineEditor) and not editor.isModified():
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802 (Qt)
        """Override QStyledItemDelegate.setModelData: takes the input, or keeps it and says what is wrong."""
        field, before = self._field(index), str(index.data(Qt.ItemDataRole.EditRole) or "")
        if field is None or self._editing is None:
            return
        if isinstance(editor, ChoiceEditor):
            if editor.currentText() != before:
                model.setData(cast("QModelIndex", index), editor.currentData())
            return
        if not isinstance(editor, LineEditor) or editor.text().strip() == before.strip():
            return
        try:
            value = self._editing.parse(field, editor.text())
        except CsopsError as error:
            editor.refuse(self._editing.explain(error))
            return
        model.setData(cast("QModelIndex", index), value)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 (Qt)
        """Override QStyledItemDelegate.updateEditorGeometry: a narrow cell gets a readable editor."""
        rect, parent = option.rect, editor.parentWidget()
        least = self._theme.scaled(120)
        if rect.width() < least:
            spec = cast("IdTableModel[Any]", index.model()).columns[index.column()]
            if spec.right:
                rect.setLeft(rect.right() - least + 1)
            else:
                rect.setRight(rect.left() + least - 1)
        if parent is not None and rect.right() >= parent.width():
            rect.moveRight(parent.width() - 1)
        editor.setGeometry(rect.adjusted(0, 1, 0, -2))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
        """Override QStyledItemDelegate.eventFilter: Enter goes down, Tab goes on, wrong input stays."""
        if isinstance(editor, QWidget) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
                self.commitData.emit(editor)
                if isinstance(editor, LineEditor) and editor.note:
                    return True
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
                    self.moved.emit(key == Qt.Key.Key_Backtab)
                else:
                    self.entered.emit()
                return True
        return super().eventFilter(editor, event)

    def _field(self, index: Index) -> Field | None:
        model = cast("IdTableModel[Any]", index.model())
        return model.columns[index.column()].edit
