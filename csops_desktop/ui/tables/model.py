"""A table model over an ordered sequence of ids; rows come in pages, on demand, into a cache."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot

from csops_desktop.ui.tables.columns import EMPTY, Cell, Column

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Loader = Callable[[tuple[int, ...], Callable[[Sequence[Any]], None]], None]
_ROOT = QModelIndex()
PAGE = 32
_KEPT = 4096
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2
LOADING = "…"


class IdTableModel(QAbstractTableModel, Generic[R]):
    """Shows the rows of ids; it reads through a loader and never writes.

    A new order, filter or search is a new id sequence: persistent indexes (selection, current, scroll anchor) move
    with their ids and the model is never reset. A negative id is the heading of a group.

    Args:
        columns: what to show.
        loader: called with ids and a continuation; it answers with the rows of those that still exist.
        id_of: returns the id of a row.
        note_of: returns (column, cell) for a row that from this column on holds one long text instead of cells.
    """

    edit_requested = Signal(object, str, object)
    ids_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        loader: Loader,
        id_of: Callable[[R], int],
        parent: QObject | None = None,
        *,
        note_of: Callable[[R], tuple[int, Cell] | None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._loader = loader
        self._id_of = id_of
        self._note_of = note_of
        self._ids: Sequence[int] = ()
        self._where: dict[int, int] | None = None
        self._rows: OrderedDict[int, R] = OrderedDict()
        self._stale: set[int] = set()
        self._asked: set[int] = set()
        self._wanted: dict[int, None] = {}
        self._headings: dict[int, str] = {}
        self._generation = 0
        self._ask_timer = QTimer(self)
        self._ask_timer.setSingleShot(True)
        self._ask_timer.setInterval(0)
        self._ask_timer.timeout.connect(self._ask)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the order of the model."""
        return self._columns

    @property
    def ids(self) -> Sequence[int]:
        """The ids, in order; negative ones are group headings."""
        return self._ids

    def id_at(self, row: int) -> int | None:
        """Return the id of a row, None for a group heading or outside."""
        if not 0 <= row < len(self._ids):
            return None
        id_ = self._ids[row]
        return id_ if id_ >= 0 else None

    def row_of(self, id_: int) -> int | None:
        """Return the row of an id, None when it is not listed."""
        if self._where is None:
            self._where = dict(zip(self._ids, range(len(self._ids)), strict=True))
        return self._where.get(id_)

    def record(self, row: int) -> R | None:
        """Return the cached row, asking for it when it is missing."""
        id_ = self.id_at(row)
        if id_ is None:
            return None
        found = self._rows.get(id_)
        if found is None or id_ in self._stale:
            self._want(row)
        return found

    def heading_at(self, row: int) -> str | None:
        """Return the words of a group heading, None for an ordinary row."""
        if not self._headings:
            return None
        id_ = self._ids[row] if 0 <= row < len(self._ids) else 0
        return self._headings.get(id_) if id_ < 0 else None

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the content of a cell, None while its page is loading."""
        found = self.record(row)
        if found is None:
            return None
        note = self._note_of(found) if self._note_of else None
        if note is not None and column >= note[0]:
            return note[1] if column == note[0] else EMPTY
        return self._columns[column].word(found)

    def note(self, row: int) -> tuple[int, Cell] | None:
        """Return where the long text of a row begins, and the text; None for an ordinary row."""
        if self._note_of is None:
            return None
        found = self.record(row)
        return None if found is None else self._note_of(found)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; rows and selection stay."""
        new = tuple(columns)
        if [c.name for c in new] == [c.name for c in self._columns]:
            self._columns = new
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(new) - 1))
            self._repaint(0, len(self._ids) - 1)
            return
        old = len(self._columns)
        if len(new) > old:
            self.beginInsertColumns(_ROOT, old, len(new) - 1)
            self._columns = new
            self.endInsertColumns()
        elif len(new) < old:
            self.beginRemoveColumns(_ROOT, len(new), old - 1)
            self._columns = new
            self.endRemoveColumns()
        else:
            self._columns = new
        if new:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(new) - 1)
        self._repaint(0, len(self._ids) - 1)

    def set_ids(self, ids: Sequence[int], headings: dict[int, str] | None = None) -> None:
        """Show other ids or another order.

        Args:
            ids: in order, each once.
            headings: words for the negative ids.
        """
        self._headings = headings or {}
        if ids == self._ids:
            self._repaint(0, len(ids) - 1)
            return
        grown, shrunk = len(ids) - len(self._ids), len(self._ids) - len(ids)
        if grown > 0:
            self.beginInsertRows(_ROOT, len(self._ids), len(ids) - 1)
            self._ids = (*self._ids, *([_GHOST] * grown))
            self.endInsertRows()
        self.layoutAboutToBeChanged.emit()
        self._move(ids, (*ids, *([_GHOST] * shrunk)) if shrunk > 0 else ids)
        self.layoutChanged.emit()
        if shrunk > 0:
            self.beginRemoveRows(_ROOT, len(ids), len(self._ids) - 1)
            self._ids = ids
            self.endRemoveRows()
        self.ids_changed.emit()

    def put(self, rows: Sequence[R]) -> None:
        """Show new content of rows in place, for example after an edit."""
        for row in rows:
            self._keep(self._id_of(row), row)
        self._repaint_ids([self._id_of(row) for row in rows])

    def refresh(self, ids: Sequence[int] | None = None) -> None:
        """Read rows again; the old content stays until the new arrives."""
        self._generation += 1
        self._asked.clear()
        self._wanted.clear()
        self._stale.update(self._rows.keys() if ids is None else ids)
        self._repaint(0, len(self._ids) - 1)

    def forget(self) -> None:
        """Drop all rows: they mean something else now."""
        self._rows.clear()
        self._stale.clear()
        self.refresh()

    def _move(self, ids: Sequence[int], padded: Sequence[int]) -> None:
        old_ids, old = self._ids, self.persistentIndexList()
        self._ids, self._where = padded, None
        if not old:
            return
        rows = _rows_of({old_ids[index.row()] for index in old}, ids)
        moved: list[QModelIndex] = []
        for index in old:
            row = rows.get(old_ids[index.row()])
            moved.append(QModelIndex() if row is None else self.index(row, index.column()))
        self.changePersistentIndexList(old, moved)

    def _keep(self, id_: int, row: R) -> None:
        self._rows[id_] = row
        self._rows.move_to_end(id_)
        self._stale.discard(id_)
        while len(self._rows) > _KEPT:
            gone, _row = self._rows.popitem(last=False)
            self._stale.discard(gone)

    def _want(self, row: int) -> None:
        id_ = self._ids[row]
        if id_ in self._asked:
            return
        first = row - row % PAGE
        for each in self._ids[first : first + PAGE]:
            if each >= 0 and each not in self._asked and (each not in self._rows or each in self._stale):
                self._wanted[each] = None
                self._asked.add(each)
        if not self._ask_timer.isActive():
            self._ask_timer.start()

    @Slot()
    def _ask(self) -> None:
        if not self._wanted:
            return
        ids, generation = tuple(self._wanted), self._generation
        self._wanted.clear()
        self._loader(ids, lambda rows: self._arrived(generation, ids, rows))

    def _arrived(self, generation: int, ids: tuple[int, ...], rows: Sequence[R]) -> None:
        if generation != self._generation:
            return
        self._asked.difference_update(ids)
        for row in rows:
            self._keep(self._id_of(row), row)
        missing = set(ids) - {self._id_of(row) for row in rows}
        self._asked |= missing  # deleted meanwhile: not asked again until the ids change
        self._repaint(0, len(self._ids) - 1)

    def _repaint_ids(self, ids: Sequence[int]) -> None:
        rows = [row for row in map(self.row_of, ids) if row is not None]
        if rows:
            self._repaint(min(rows), max(rows))

    def _repaint(self, first: int, last: int) -> None:
        if 0 <= first <= last and self._columns:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 (Qt)
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 (Qt)
        """Override QAbstractItemModel.columnCount."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractItemModel.data."""
        if not index.isValid() or role not in _ROLES:
            return None
        row = index.row()
        heading = self.heading_at(row)
        if heading is not None:
            return heading if role in _TEXT_ROLES and index.column() == 0 else None
        if role == Qt.ItemDataRole.EditRole:
            edit, found = self._columns[index.column()].edit_text, self.record(row)
            return edit(found) if edit is not None and found is not None else ""
        cell = self.cell(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return (cell or EMPTY).hint or None
        if role == CELL_ROLE:
            return cell
        return LOADING if cell is None else cell.text

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 (Qt)
        """Override QAbstractItemModel.setData: asks for the edit; the new content comes by ``put``."""
        id_ = self.id_at(index.row()) if index.isValid() else None
        if role != Qt.ItemDataRole.EditRole or id_ is None or self._columns[index.column()].edit is None:
            return False
        self.edit_requested.emit(id_, self._columns[index.column()].name, value)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802 (Qt)
        """Override QAbstractItemModel.headerData."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading()
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.hint() if column.hint else column.heading()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel.flags."""
        if not index.isValid():
            return _NOTHING
        if self._ids[index.row()] < 0:
            return _HEADING
        if self._columns[index.column()].edit is None:
            return _PLAIN
        return _EDITABLE if self._ids[index.row()] in self._rows else _PLAIN


def _rows_of(wanted: set[int], ids: Sequence[int]) -> dict[int, int]:
    """Return where some ids stand; a few are searched for, for many an index of all is made."""
    if len(wanted) > _FEW:
        where = dict(zip(ids, range(len(ids)), strict=True))
        return {id_: where[id_] for id_ in wanted if id_ in where}
    found: dict[int, int] = {}
    for id_ in wanted:
        with suppress(ValueError):
            found[id_] = ids.index(id_)
    return found


_GHOST = -(1 << 62)
_FEW = 8
_NOTHING, _HEADING = Qt.ItemFlag.NoItemFlags, Qt.ItemFlag.ItemIsEnabled
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _PLAIN | Qt.ItemFlag.ItemIsEditable
_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_ROLES = frozenset(
    {*_TEXT_ROLES, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole, CELL_ROLE},
)
