"""A plain list with lines of two sorts of text, an icon and a mark at the right; for dialogs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from csops_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        key: what the line stands for.
        mark: short words at the right.
        faded: shown quieter, for what no longer stands.
    """

    key: object
    icon: str
    text: str
    below: str
    mark: str = ""
    faded: bool = False


class LinesModel(QAbstractListModel):
    """The lines as a model; new ones replace the old, the line of the same key stays current."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Return one line."""
        return self._lines[row]

    def row_of(self, key: object) -> int:
        """Return the row of a key, −1 when it is not there."""
        return next((row for row, line in enumerate(self._lines) if line.key == key), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 (Qt)
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractItemModel.data."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return ", ".join(part for part in (line.text, line.below, line.mark) if part)
        return line if role == _LINE else None


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 (Qt)
        return QSize(0, self._theme.px("row.two_line"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, line, rect = self._theme, index.data(_LINE), QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, theme.color("bg.selected"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("bg.hover"))
        painter.setPen(theme.color("line.soft"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        space = theme.px("space.5")
        inner = rect.adjusted(space + 2, theme.px("space.2"), -space, -theme.px("space.2"))
        side = theme.px("size.icon")
        picture = QRect(inner.left(), inner.center().y() - side // 2, side, side)
        theme.draw_icon(painter, picture, line.icon, "text.disabled" if line.faded else "text.3")
        right = inner.right()
        if line.mark:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("text.3"))
            width = painter.fontMetrics().horizontalAdvance(line.mark)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner, flags, line.mark)
            right -= width + space
        left = picture.right() + space
        half = inner.height() // 2
        words = QRect(left, inner.top(), right - left, half)
        painter.setFont(theme.font("body", bold=chosen))
        painter.setPen(theme.color("text.disabled" if line.faded else "text"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, _elided(painter, line.text, words.width()))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text.disabled" if line.faded else "text.3"))
        words.translate(0, half)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, _elided(painter, line.below, words.width()))
        painter.restore()


def _elided(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, width)


class LinesView(QListView):
    """The lines as a list; Enter and double click activate."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LinesModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_LineDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def current_line(self) -> Line | None:
        """Return the line that is current."""
        index = self.currentIndex()
        return self.lines.line(index.row()) if index.isValid() else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show lines and keep the current one by its key; without one the first becomes current."""
        before = self.current_line()
        self.lines.show_lines(lines)
        row = max(0, self.lines.row_of(before.key)) if before is not None else 0
        if lines:
            self.setCurrentIndex(self.lines.index(row, 0))
