"""The one delegate of all tables: opens the editor of a cell, takes its input or says what is wrong with it."""

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csops_desktop.domain.fields import Field
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.ui.tables.editors import ChoiceEditor, Editing, LineEditor, make_editor
from csops_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from csops_desktop.ui.tables.model import IdTableModel

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Edits the cells of an ``IdTableModel`` whose column says so; ``RowPainter`` paints them.

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
        elif isinstance(editor, LineEditor) and not editor.isModified() and editor.text() != text:
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
