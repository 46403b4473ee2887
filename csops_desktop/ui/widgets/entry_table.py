"""A table one types in like a spreadsheet: Enter goes down, Tab right, blocks are pasted; it writes nothing itself."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from csops_desktop.exchange.pasting import block
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme

Place = tuple[int, int]
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_ROLE = Qt.ItemDataRole
_CLEAR = QItemSelectionModel.SelectionFlag.ClearAndSelect
_HEAD_WIDTH = 220


class EntryModel(QAbstractTableModel):
    """What stands in the cells, and what stood there before.

    Signals:
        edited: a cell was changed, or changed back.
    """

    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: Sequence[str] = ()
        self._columns: Sequence[str] = ()
        self._before: Mapping[Place, str] = {}
        self._locked: Mapping[Place, str] = {}
        self._check: Callable[[int, str], str] = lambda _column, _text: ""
        self._changed: dict[Place, str] = {}
        self._wrong: dict[Place, str] = {}

    def put(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        texts: Mapping[Place, str],
        *,
        locked: Mapping[Place, str] | None = None,
        check: Callable[[int, str], str],
    ) -> None:
        """Show other cells.

        Args:
            rows: what stands beside.
            columns: what stands above.
            texts: (row, column) → what stands there.
            locked: cells that cannot be typed in → why.
            check: column and text → what is wrong with it, empty when nothing is.
        """
        self.beginResetModel()
        self._rows, self._columns, self._before = rows, columns, texts
        self._locked, self._check = locked or {}, check
        self._changed, self._wrong = {}, {}
        self.endResetModel()
        self.edited.emit()

    def changes(self) -> dict[Place, str]:
        """Return the cells that hold something else than before."""
        return dict(self._changed)

    def wrong(self) -> dict[Place, str]:
        """Return the changed cells that cannot be taken, and why."""
        return dict(self._wrong)

    def type_in(self, cells: Mapping[Place, str]) -> int:
        """Put text into cells; those that are locked or not there are left out. Returns how many were taken."""
        taken = 0
        for place, text in cells.items():
            row, column = place
            if not (0 <= row < len(self._rows) and 0 <= column < len(self._columns)) or place in self._locked:
                continue
            taken += 1
            plain = text.strip()
            self._changed.pop(place, None)
            self._wrong.pop(place, None)
            if plain == self._before.get(place, ""):
                continue
            self._changed[place] = plain
            if problem := self._check(column, plain):
                self._wrong[place] = problem
        if taken:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.edited.emit()
        return taken

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 (Qt)
        """Override QAbstractTableModel.rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 (Qt)
        """Override QAbstractTableModel.columnCount."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:  # noqa: PLR0911 (one return per role)
        """Override QAbstractTableModel.data."""
        place = (index.row(), index.column())
        text = self._changed.get(place, self._before.get(place, ""))
        match role:
            case _ROLE.DisplayRole | _ROLE.EditRole:
                return text
            case _ROLE.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _ROLE.BackgroundRole if place in self._wrong:
                return self._theme.color("diff.del")
            case _ROLE.BackgroundRole if place in self._changed:
                return self._theme.color("diff.change")
            case _ROLE.BackgroundRole if place in self._locked:
                return self._theme.color("bg.sunken")
            case _ROLE.ForegroundRole if place in self._locked:
                return self._theme.color("text.3")
            case _ROLE.ToolTipRole | _ROLE.AccessibleDescriptionRole:
                return self._said(place)
        return None

    def _said(self, place: Place) -> str:
        if place in self._wrong:
            return self._wrong[place]
        if place in self._changed:
            old, new = (text or _("(blank)") for text in (self._before.get(place, ""), self._changed[place]))
            return _("{old} → {new}").format(old=old, new=new)
        return self._locked.get(place, "")

    def setData(self, index: Index, value: object, role: int = _ROLE.EditRole) -> bool:  # noqa: N802 (Qt)
        """Override QAbstractTableModel.setData."""
        return role == _ROLE.EditRole and self.type_in({(index.row(), index.column()): str(value)}) > 0

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractTableModel.flags."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        locked = (index.row(), index.column()) in self._locked
        return found if locked else found | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:  # noqa: N802 (Qt)
        """Override QAbstractTableModel.headerData."""
        across = orientation == Qt.Orientation.Horizontal
        names = self._columns if across else self._rows
        if not 0 <= section < len(names):
            return None
        if role in {_ROLE.DisplayRole, _ROLE.ToolTipRole}:
            return names[section]
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if across else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class _CellDelegate(QStyledItemDelegate):
    """Paints what a cell's colour says below its text, and the edge of the current one."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        ground = index.data(_ROLE.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))


class EntryTable(QTableView):
    """The table. Typing replaces, F2 or a double click edits, Delete empties, Ctrl+V pastes, Ctrl+C copies."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.cells = EntryModel(theme, self)
        self.setModel(self.cells)
        self.setItemDelegate(_CellDelegate(theme, self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        beside, above = self.verticalHeader(), self.horizontalHeader()
        beside.setFixedWidth(theme.scaled(_HEAD_WIDTH))
        beside.setDefaultSectionSize(theme.px("row.compact"))
        beside.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for header in (beside, above):
            header.setHighlightSections(False)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)

    def fit_columns(self, least: int = 110) -> None:
        """Give the columns the width of their headings, and the last one what is left."""
        header = self.horizontalHeader()
        for column in range(self.cells.columnCount()):
            self.setColumnWidth(column, max(self.theme.scaled(least), min(header.sectionSizeHint(column), 240)))

    def begin(self, place: Place = (0, 0)) -> None:
        """Put the cursor on a cell."""
        self.selectionModel().setCurrentIndex(self.cells.index(*place), _CLEAR)
        self.setFocus()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802 (Qt)
        """Override QTableView.closeEditor: Enter goes on below, Tab to the right; neither opens the next cell."""
        hints = QAbstractItemDelegate.EndEditHint
        steps = {hints.SubmitModelCache: (1, 0), hints.EditNextItem: (0, 1), hints.EditPreviousItem: (0, -1)}
        super().closeEditor(editor, hints.NoHint)
        if hint in steps:
            self._step(*steps[hint])

    def _step(self, down: int, right: int) -> None:
        now = self.currentIndex()
        place = (now.row() + down, now.column() + right)
        if 0 <= place[0] < self.cells.rowCount() and 0 <= place[1] < self.cells.columnCount():
            self.selectionModel().setCurrentIndex(self.cells.index(*place), _CLEAR)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QTableView.keyPressEvent."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif plain and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cells.type_in({(index.row(), index.column()): "" for index in self.selectedIndexes()})
        elif plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.state() is not QAbstractItemView.State.EditingState:  # else the editor is about to close by itself
                self._step(1, 0)
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Lay what is on the clipboard over the cells from the current one on; one value fills what is selected."""
        rows = block(QGuiApplication.clipboard().text())
        current = self.currentIndex()
        if not rows or not current.isValid():
            return
        chosen = self.selectedIndexes()
        if len(rows) == 1 and len(rows[0]) == 1 and len(chosen) > 1:
            self.cells.type_in({(index.row(), index.column()): rows[0][0] for index in chosen})
            return
        top = min((index.row() for index in chosen), default=current.row())
        left = min((index.column() for index in chosen), default=current.column())
        self.cells.type_in(
            {(top + down, left + right): text for down, row in enumerate(rows) for right, text in enumerate(row)}
        )

    def _copy(self) -> None:
        chosen = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        lines: dict[int, list[str]] = {}
        for row, column in chosen:
            lines.setdefault(row, []).append(str(self.cells.index(row, column).data() or ""))
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in lines.values()))
