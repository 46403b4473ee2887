"""A short list inside a longer page: as tall as its rows, walked by arrows, acted on by keys, edited in place."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollArea, QSizePolicy, QWidget

from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.row_drawing import EDITOR, OPEN, ROW, Row, RowDelegate

__all__ = ["Row", "RowList"]

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RowModel(QAbstractListModel):
    """Rows, which of them are opened, and which one has an editor of how many px."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self.opened: set[object] = set()
        self.editing: tuple[object, int] | None = None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; what only grew at its end is not shown anew."""
        old = self.rows
        if old and len(rows) > len(old) and all(map(Row.__eq__, old, rows)):
            self.beginInsertRows(_ROOT, len(old), len(rows) - 1)
            self.rows = tuple(rows)
            self.endInsertRows()
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def place(self, key: object) -> int | None:
        """Return the place of a row, None when it is not there."""
        return next((at for at, row in enumerate(self.rows) if row.key == key), None)

    def turn(self, at: int) -> None:
        """Open a row, or close it again."""
        self.opened ^= {self.rows[at].key}
        self.touch(at)

    def touch(self, at: int) -> None:
        """Tell that a row is of another height."""
        self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 (Qt)
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractItemModel.data."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == OPEN:
            return row.key in self.opened
        if role == EDITOR:
            return self.editing[1] if self.editing is not None and self.editing[0] == row.key else 0
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.plain()
        return row.plain() if role == Qt.ItemDataRole.ToolTipRole else None


class RowList(QListView):
    """The list.

    Signals:
        chosen(key): Enter on a row, or a click.
        edit_requested(key): F2 or a double click.
        delete_requested(key): Del.
        end_seen: the last row was painted.
    """

    chosen = Signal(object)
    edit_requested = Signal(object)
    delete_requested = Signal(object)
    end_seen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys: dict[Qt.Key, Callable[[], object]] = {}
        self._rows = RowModel(self)
        self._delegate = RowDelegate(theme, self)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("transparent", "true")
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self._fit)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows shown."""
        return self._rows.rows

    def bind(self, key: Qt.Key, run: Callable[[], object]) -> None:
        """Let a single key act on the current row."""
        self._keys[key] = run

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the current one, and those opened, stay so when they are still there."""
        current, at = self.current(), self.currentIndex().row()
        self.close_editor()
        self._rows.show_rows(rows)
        metrics = QFontMetrics(self._theme.font("small"))
        self._delegate.lead = max((metrics.horizontalAdvance(row.lead) for row in rows), default=0)
        place = self._rows.place(current) if current is not None else None
        if place is None and current is not None and rows:
            place = min(at, len(rows) - 1)
        if place is not None and place != self.currentIndex().row():
            self.setCurrentIndex(self._rows.index(place, 0))
        self._fit()

    def current(self) -> object | None:
        """Return the key of the current row, None for none."""
        at = self.currentIndex().row()
        return self._rows.rows[at].key if 0 <= at < len(self._rows.rows) else None

    def go_to(self, key: object) -> bool:
        """Make a row current and bring it into sight; False when it is not there."""
        at = self._rows.place(key)
        if at is None:
            return False
        self.setCurrentIndex(self._rows.index(at, 0))
        self._reveal()
        return True

    def turn(self, key: object) -> None:
        """Open the words of a row, or close them again."""
        at = self._rows.place(key)
        if at is not None:
            self._rows.turn(at)
            self._fit()

    def is_open(self, key: object) -> bool:
        """Tell whether the words of a row are shown whole."""
        return key in self._rows.opened

    def edit_with(self, key: object, editor: QWidget) -> None:
        """Put an editor in the place of a row; the list owns it from then on."""
        self.close_editor()
        at = self._rows.place(key)
        if at is None:
            editor.deleteLater()
            return
        editor.setParent(self.viewport())
        editor.ensurePolished()
        self._rows.editing = (key, editor.sizeHint().height())
        self._rows.touch(at)
        self._fit()
        self.setIndexWidget(self._rows.index(at, 0), editor)
        self._reveal()

    def close_editor(self) -> None:
        """Take the editor away."""
        if self._rows.editing is None:
            return
        at = self._rows.place(self._rows.editing[0])
        self._rows.editing = None
        if at is not None:
            editor = self.indexWidget(self._rows.index(at, 0))
            editor.hide()
            editor.deleteLater()
            self._rows.touch(at)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QAbstractItemView.sizeHint."""
        width = self.width()
        height = 0
        for at, row in enumerate(self._rows.rows):
            own = self._rows.data(self._rows.index(at, 0), EDITOR)
            height += int(own) or self._delegate.height(row, width, opened=row.key in self._rows.opened)
        return QSize(self._theme.scaled(200), height)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(max(1, self.sizeHint().height()))
        self.scheduleDelayedItemsLayout()

    def _reveal(self) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inside is not None:
            self.executeDelayedItemsLayout()
            rect = self.visualRect(self.currentIndex())
            rect.moveTopLeft(self.viewport().mapTo(inside, rect.topLeft()))
            area.ensureVisible(rect.left(), rect.bottom(), 0, self._theme.px("space.4"))
            area.ensureVisible(rect.left(), rect.top(), 0, self._theme.px("space.4"))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._rows.rows[index.row()].key)

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.edit_requested.emit(self._rows.rows[index.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent: arrows walk and leave at the ends, single keys act."""
        key, current = Qt.Key(event.key()), self.current()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
            return
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            at = self.currentIndex().row() + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= at < len(self._rows.rows):
                self.setCurrentIndex(self._rows.index(at, 0))
                self._reveal()
            else:
                event.ignore()
            return
        asked = {
            Qt.Key.Key_Return: self.chosen,
            Qt.Key.Key_Enter: self.chosen,
            Qt.Key.Key_F2: self.edit_requested,
            Qt.Key.Key_Delete: self.delete_requested,
        }.get(key)
        run = self._keys.get(key)
        if event.isAutoRepeat():
            event.ignore()
        elif run is not None:
            run()
        elif asked is not None and current is not None:
            asked.emit(current)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.focusInEvent: by keyboard one row is always current."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rows:
            self.setCurrentIndex(self._rows.index(0, 0))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        super().paintEvent(event)
        n = len(self._rows.rows)
        if n and event.rect().intersects(self.visualRect(self._rows.index(n - 1, 0))):
            self.end_seen.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._delegate.forget()
            self._fit()
