"""The command palette: one field that finds customers, pages and commands by kana, kanji or Latin letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
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
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from csops_desktop.foundation.i18n import _
from csops_desktop.foundation.text import sort_key
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import Icon, key_cap

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ENTRY = Qt.ItemDataRole.UserRole
_WIDTH = 560
_HEIGHT = 420
_RECENT = 5
_SHADOW_DROP = 4


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One line.

    Attributes:
        key: what ``chosen`` carries; empty for a heading.
        words: by which it is found besides its text.
    """

    key: str
    text: str
    icon: str = ""
    keys: str = ""
    words: str = ""


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


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: list[PaletteEntry] = []

    def show_entries(self, entries: list[PaletteEntry]) -> None:
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def entry(self, row: int) -> PaletteEntry:
        return self._entries[row]

    def first(self) -> int:
        return next((row for row, entry in enumerate(self._entries) if entry.key), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 (Qt)
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return entry.text
        return entry if role == _ENTRY else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and not self._entries[index.row()].key:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 (Qt)
        entry: PaletteEntry = index.data(_ENTRY)
        return QSize(0, self._theme.px("size.nav_item" if entry.key else "size.control_sm"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
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
        painter.setFont(theme.font("body", bold=chosen))
        painter.setPen(theme.color("text"))
        left = picture.right() + theme.px("space.4")
        words = QRect(left, inner.top(), right - left, inner.height())
        shown = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle, shown)
        painter.restore()


class Palette(QWidget):
    """A frame over the top of the window; made once, shown in a few milliseconds.

    Signals:
        chosen(str): the key of the entry that was entered or clicked.
        asked(str): the text, to look up customers; answer with ``show_customers``.
    """

    chosen = Signal(str)
    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._theme = theme
        self._entries: list[PaletteEntry] = []
        self._recent: list[str] = []
        self._customers: list[PaletteEntry] = []
        margin = theme.tokens.shadow_blur
        outer = QVBoxLayout(self)
        outer.setContentsMargins(margin, 0, margin, margin + _SHADOW_DROP)
        frame = QFrame(self)
        frame.setProperty("card", "popup")
        outer.addWidget(frame)
        theme.lift(frame)
        self._frame = frame
        self.field = QLineEdit(frame)
        self.field.setProperty("look", "bare")
        self._list = QListView(frame)
        self._list.setObjectName("palette")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._model = _Model(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Delegate(theme, self._list))
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(1, 0, 1, theme.px("space.3"))
        layout.setSpacing(0)
        self._head = QFrame(frame)
        self._head.setProperty("edge", "bottom")
        row = QHBoxLayout(self._head)
        row.setContentsMargins(theme.px("space.5"), 0, theme.px("space.5"), 0)
        row.addWidget(Icon(theme, "magnifying-glass"))
        row.addWidget(self.field, 1)
        row.addWidget(key_cap("Esc"))
        layout.addWidget(self._head)
        layout.addSpacing(theme.px("space.1"))
        layout.addWidget(self._list)
        self.field.textChanged.connect(self._on_text)
        self._list.clicked.connect(self._on_clicked)
        self._list.entered.connect(self._list.setCurrentIndex)
        self.field.installEventFilter(self)
        self.hide()

    def show_palette(self, entries: Sequence[PaletteEntry], recent: Sequence[str]) -> None:
        """Open with these pages and commands; the recent ones stand there while nothing is typed."""
        self._entries = list(entries)
        self._recent = list(recent)
        self._customers = []
        self.field.setPlaceholderText(_("Find customers and commands"))
        self._head.setFixedHeight(self._theme.px("size.toast"))
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._fill("")
        self.show()
        self.raise_()
        self.field.setFocus()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def show_customers(self, text: str, found: Sequence[tuple[int, str]]) -> None:
        """Show the customers that match what is typed; an answer to an older text is dropped."""
        if text == self.field.text() and self.isVisible():
            self._customers = [PaletteEntry(f"customer:{number}", name, "buildings") for number, name in found]
            self._fill(text)

    @Slot()
    def close_palette(self) -> None:
        """Close without choosing."""
        if self.isVisible():
            application = QApplication.instance()
            if application is not None:
                application.removeEventFilter(self)
            self.hide()

    def entries(self) -> list[PaletteEntry]:
        """Return what is listed now, without headings."""
        return [self._model.entry(row) for row in range(self._model.rowCount()) if self._model.entry(row).key]

    def _fill(self, text: str) -> None:
        lines: list[PaletteEntry] = []
        if text.strip():
            if self._customers:
                lines += [PaletteEntry("", _("Customers")), *self._customers]
            commands = matching(self._entries, text)
            if commands:
                lines += [PaletteEntry("", _("Commands")), *commands]
            if not lines:
                lines = [PaletteEntry("", _("Nothing found. Try fewer letters"))]
        else:
            known = {entry.key: entry for entry in self._entries}
            recent = [known[key] for key in self._recent if key in known][:_RECENT]
            rest = [entry for entry in self._entries if entry not in recent]
            if recent:
                lines += [PaletteEntry("", _("Recent")), *recent]
            lines += [PaletteEntry("", _("Commands")), *rest]
        self._model.show_entries(lines)
        first = self._model.first()
        if first >= 0:
            self._list.setCurrentIndex(self._model.index(first, 0))
        self._place(lines)

    def _place(self, lines: Sequence[PaletteEntry]) -> None:
        theme = self._theme
        wanted = sum(theme.px("size.nav_item" if line.key else "size.control_sm") for line in lines)
        room = theme.scaled(_HEIGHT) - self._head.height()
        self._list.setFixedHeight(min(wanted, room) + 2)
        margin = theme.tokens.shadow_blur
        width = min(theme.scaled(_WIDTH), self._window.width() - 2 * margin) + 2 * margin
        inside = self._head.height() + theme.px("space.1") + self._list.height() + theme.px("space.3")
        self.setFixedSize(width, inside + 2 + margin + _SHADOW_DROP)
        self.move((self._window.width() - width) // 2, theme.px("size.command_bar") + theme.px("space.4"))

    def _step(self, by: int) -> None:
        row = self._list.currentIndex().row() + by
        while 0 <= row < self._model.rowCount():
            if self._model.entry(row).key:
                self._list.setCurrentIndex(self._model.index(row, 0))
                return
            row += by

    def _enter(self, index: QModelIndex) -> None:
        entry = self._model.entry(index.row()) if index.isValid() else None
        if entry is not None and entry.key:
            self.close_palette()
            self.chosen.emit(entry.key)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self._customers = []
        self._fill(text)
        if text.strip():
            self.asked.emit(text)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._enter(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
        """Override QObject.eventFilter: keys of the field; a click elsewhere closes."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            key = Qt.Key(event.key())
            if key in steps:
                self._step(steps[key])
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._enter(self._list.currentIndex())
                return True
            if key == Qt.Key.Key_Escape:
                self.close_palette()
                return True
        if (
            event.type() == QEvent.Type.MouseButtonPress
            and isinstance(watched, QWidget)
            and watched is not self
            and not self.isAncestorOf(watched)
        ):
            self.close_palette()
        return super().eventFilter(watched, event)
