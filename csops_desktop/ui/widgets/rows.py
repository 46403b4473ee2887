"""A short list inside a longer page: as tall as its rows, walked by arrows, acted on by keys, edited in place."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollArea, QSizePolicy, QWidget

from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.row_drawing import EDITOR, OPEN, ROW, Row, RowDelegate

__all__ = ["Row", "RowList"]

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ASCII = 128
_NOT_MOVED = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The focus came by the mouse, or back from elsewhere: the page stays where it is."""


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
        opened(key): Enter on a row.
        pressed_on(key): a click on one.
        edit_requested(key): F2 or a double click.
        delete_requested(key): Del.
        keyed(letter): a letter or digit, in upper case; ``current`` tells on which row, if on any.
        end_seen: the last row was painted.
    """

    opened = Signal(object)
    pressed_on = Signal(object)
    edit_requested = Signal(object)
    delete_requested = Signal(object)
    keyed = Signal(str)
    end_seen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._editor: QWidget | None = None
        self._area: QScrollArea | None = None
        self._seeking = False
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

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the current one, and those opened, stay so when they are still there."""
        current, at = self.current(), self.currentIndex().row()
        self.close_editor()
        self._rows.show_rows(rows)
        metrics = QFontMetrics(self._theme.font("small"))
        self._delegate.lead = max((metrics.horizontalAdvance(row.lead) + 2 for row in rows if row.lead), default=0)
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
        """Put an editor in the place of a row until ``close_editor``; it stays with whom it belongs to."""
        self.close_editor()
        at = self._rows.place(key)
        if at is None:
            return
        editor.setParent(self.viewport())
        editor.ensurePolished()
        self._rows.editing = (key, editor.sizeHint().height())
        self._editor = editor
        self._rows.touch(at)
        self._fit()
        self._place_editor()
        editor.show()
        self._reveal()

    def close_editor(self) -> None:
        """Take the editor away."""
        if self._rows.editing is None:
            return
        at = self._rows.place(self._rows.editing[0])
        self._rows.editing = None
        if self._editor is not None:
            self._editor.hide()
            self._editor = None
        if at is not None:
            self._rows.touch(at)
        self._fit()

    def _place_editor(self) -> None:
        """Put the editor where its row is; Qt's own widgets in rows die with every change of the model."""
        at = None if self._rows.editing is None else self._rows.place(self._rows.editing[0])
        if self._editor is not None and at is not None:
            self.executeDelayedItemsLayout()
            self._editor.setGeometry(self.visualRect(self._rows.index(at, 0)))

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
        self._place_editor()

    def _reveal(self) -> None:
        """Scroll the page around until the current row is in sight, also when the page has yet to grow for that."""
        self._seeking = True
        if self._area is None:
            area = self.parentWidget()
            while area is not None and not isinstance(area, QScrollArea):
                area = area.parentWidget()
            if isinstance(area, QScrollArea):
                self._area = area
                area.verticalScrollBar().rangeChanged.connect(self._bring)
        self._bring()

    @Slot()
    def _bring(self) -> None:
        inside = self._area.widget() if self._area is not None else None
        if self._area is not None and inside is not None and self._seeking:
            self.executeDelayedItemsLayout()
            rect = self.visualRect(self.currentIndex())
            rect.moveTopLeft(self.viewport().mapTo(inside, rect.topLeft()))
            self._area.ensureVisible(rect.left(), rect.bottom(), 0, self._theme.px("space.4"))
            self._area.ensureVisible(rect.left(), rect.top(), 0, self._theme.px("space.4"))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.pressed_on.emit(self._rows.rows[index.row()].key)

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
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_F2: self.edit_requested,
            Qt.Key.Key_Delete: self.delete_requested,
        }.get(key)
        letter = chr(int(key)) if int(key) < _ASCII else ""
        if event.isAutoRepeat():
            event.ignore()
        elif letter.isalnum():
            self.keyed.emit(letter)
        elif asked is not None and current is not None:
            asked.emit(current)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.focusInEvent: by keyboard one row is always current."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rows:
            self.setCurrentIndex(self._rows.index(0, 0))
        if event.reason() not in _NOT_MOVED:
            self._reveal()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        super().paintEvent(event)
        if self._seeking and event.rect().intersects(self.visualRect(self.currentIndex())):
            self._seeking = False
        n = len(self._rows.rows)
        if n and event.rect().intersects(self.visualRect(self._rows.index(n - 1, 0))):
            self.end_seen.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._delegate.forget()
            self._fit()
