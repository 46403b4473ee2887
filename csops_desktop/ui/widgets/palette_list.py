"""What the command palette lists: entries, how they are matched, and how a line is painted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from csops_desktop.domain.timeline import Hit
from csops_desktop.foundation.text import sort_key
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.activity_icons import ACTIVITY_ICONS
from csops_desktop.wording import values

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One line.

    Attributes:
        key: what ``chosen`` carries; empty for a heading.
        words: by which it is found besides its text.
        aside: a quiet word at the right edge.
    """

    key: str
    text: str
    icon: str = ""
    keys: str = ""
    words: str = ""
    aside: str = ""


def customer_entry(customer_id: int, name: str) -> PaletteEntry:
    """Return the line of a customer."""
    return PaletteEntry(f"customer:{customer_id}", name, "buildings")


def hit_entry(hit: Hit, today: dt.date) -> PaletteEntry:
    """Return the line of an activity in which the words were found."""
    aside = f"{hit.customer}  {values.date_short(hit.day, today)}"
    key = f"activity:{hit.customer_id}/{hit.activity_id}"
    return PaletteEntry(key, hit.text, ACTIVITY_ICONS.get(hit.kind, "note"), aside=aside)


def matching(entries: Sequence[PaletteEntry], text: str) -> list[PaletteEntry]:
    """Return the entries in which every typed word occurs; those that begin with the text come first."""
    wanted = sort_key(text).split()
    found: list[tuple[int, int, PaletteEntry]] = []
    for number, entry in enumerate(entries):
        shown = sort_key(entry.text)
        haystack = f"{shown} {sort_key(entry.words)}"
        if all(word in haystack for word in wanted):
            found.append((0 if wanted and shown.startswith(wanted[0]) else 1, number, entry))
    return [entry for _rank, _number, entry in sorted(found, key=lambda item: item[:2])]


class EntriesModel(QAbstractListModel):
    """Entries and headings as a model; headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[PaletteEntry] = []

    def show_entries(self, entries: list[PaletteEntry]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def entry(self, row: int) -> PaletteEntry:
        """Return one line."""
        return self._entries[row]

    def first(self) -> int:
        """Return the first row that can be chosen, −1 for none."""
        return next((row for row, entry in enumerate(self._entries) if entry.key), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 (Qt)
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractItemModel.data."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return entry.text
        return entry if role == _ENTRY else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel.flags."""
        if index.isValid() and not self._entries[index.row()].key:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class EntriesDelegate(QStyledItemDelegate):
    """Paints headings, icons, words and key caps."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 (Qt)
        """Override QStyledItemDelegate.sizeHint."""
        entry: PaletteEntry = index.data(_ENTRY)
        return QSize(0, self._theme.px("size.nav_item" if entry.key else "size.control_sm"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        theme, entry, rect = self._theme, index.data(_ENTRY), QRect(option.rect)
        space = theme.px("space.5")
        inner = rect.adjusted(space, 0, -space, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.save()
        if not entry.key:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("text.3"))
            painter.drawText(inner, middle, entry.text)
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.color("bg.selected"))
        side = theme.px("size.icon")
        picture = QRect(inner.left(), inner.center().y() - side // 2 + 1, side, side)
        theme.draw_icon(painter, picture, entry.icon, "accent.text" if chosen else "text.3")
        right = inner.right()
        if entry.keys:
            painter.setFont(theme.font("caption"))
            shown = entry.keys.replace("+", " ")
            width = painter.fontMetrics().horizontalAdvance(shown) + theme.px("space.4")
            height = theme.px("line.caption") + 2
            cap = QRect(right - width, inner.center().y() - height // 2 + 1, width, height)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("line.strong"))
            painter.setBrush(theme.color("bg.surface"))
            painter.drawRoundedRect(cap.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            painter.setPen(theme.color("text.3"))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, shown)
            right = cap.left() - theme.px("space.4")
        if entry.aside:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text.3"))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(entry.aside, Qt.TextElideMode.ElideMiddle, inner.width() * 2 // 5)
            width = metrics.horizontalAdvance(shown) + 1
            painter.drawText(QRect(right - width, inner.top(), width, inner.height()), middle, shown)
            right -= width + theme.px("space.5")
        painter.setFont(theme.font("body", bold=chosen))
        painter.setPen(theme.color("text"))
        left = picture.right() + theme.px("space.4")
        words = QRect(left, inner.top(), right - left, inner.height())
        shown = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle, shown)
        painter.restore()
