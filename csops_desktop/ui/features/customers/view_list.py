"""The sub-list at the left: all customers, mine, the saved views with their live counts, the archive."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from csops_desktop.domain.query import MINE_VIEW, SavedView, ViewCount
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import IconButton
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import values as show

ALL, MINE, ARCHIVED = "all", "mine", "archived"
_KEY = Qt.ItemDataRole.UserRole
_ENTRY = Qt.ItemDataRole.UserRole + 1
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the sub-list.

    Attributes:
        key: ``all``, ``mine``, ``archived`` or the id of a saved view as text.
        count: customers in it, None while unknown or not counted.
        rise: how many more than yesterday.
    """

    key: str
    icon: str
    text: str
    count: int | None = None
    rise: int = 0


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802 (Qt)
        return QSize(self._theme.scaled(100), self._theme.px("row.compact"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect = self._theme, option.rect
        entry: Entry = index.data(_ENTRY)
        state = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if on or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.color("bg.selected" if on else "bg.hover"))
            painter.drawRoundedRect(rect, theme.px("radius.md"), theme.px("radius.md"))
        if on:
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(rect.left(), rect.top() + 6, 3, rect.height() - 12), 1.5, 1.5)
        pad, icon = theme.px("space.4"), theme.px("size.icon") - 2
        spot = QRect(rect.left() + pad, rect.center().y() - icon // 2 + 1, icon, icon)
        theme.draw_icon(painter, spot, entry.icon, "accent.text" if on else "text.3")
        right = rect.right() - pad
        if entry.count is not None:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("text.3"))
            words = show.number(entry.count)
            painter.drawText(QRect(rect.left(), rect.top(), right - rect.left(), rect.height()), _RIGHT, words)
            right -= max(QFontMetrics(theme.font("caption")).horizontalAdvance(words), theme.scaled(14)) + 6
        if entry.rise > 0:
            right = self._badge(painter, rect, right, f"+{entry.rise}")
        font = theme.font("small", bold=on)
        room = QRect(spot.right() + 8, rect.top(), right - spot.right() - 10, rect.height())
        painter.setFont(font)
        painter.setPen(theme.color("text" if on else "text.2"))
        painter.drawText(
            room, _LEFT, QFontMetrics(font).elidedText(entry.text, Qt.TextElideMode.ElideRight, room.width())
        )
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), theme.px("radius.md"), theme.px("radius.md")
            )
        painter.restore()

    def _badge(self, painter: QPainter, rect: QRect, right: int, text: str) -> int:
        theme = self._theme
        font = theme.font("caption", bold=True)
        metrics = QFontMetrics(font)
        width, height = metrics.horizontalAdvance(text) + 8, metrics.height()
        box = QRect(right - width, rect.center().y() - height // 2 + 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent.soft"))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(theme.color("accent.text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return box.left() - 4


class ViewList(QFrame):
    """The saved views.

    Signals:
        chosen(key): a line was chosen.
        add_requested: the plus was pressed.
        rename_requested(id), pin_requested(id), update_requested(id), delete_requested(id): from the context menu.
    """

    chosen = Signal(str)
    add_requested = Signal()
    rename_requested = Signal(int)
    pin_requested = Signal(int)
    update_requested = Signal(int)
    delete_requested = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("views")
        self.setProperty("surface", "header")
        self.setProperty("edge", "right")
        self._views: tuple[SavedView, ...] = ()
        self._counts: dict[str, tuple[int, int]] = {}
        self._mine = False
        self._key = ALL
        self._title = label("", "caption", tone="3")
        self._plus = IconButton(theme, "plus", compact=True, parent=self)
        self._top, self._saved = self._make_list("fixedViews"), self._make_list("savedViews")
        self._saved.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._saved.customContextMenuRequested.connect(self._on_menu)
        self._note = label("", "caption", tone="3", wrap=True)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px("space.4"), theme.px("space.3"), 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._plus)
        layout = QVBoxLayout(self)
        pad = theme.px("space.4")
        layout.setContentsMargins(pad, pad + 2, pad, pad)
        layout.setSpacing(0)
        layout.addWidget(self._top)
        layout.addLayout(head)
        layout.addWidget(self._saved, 1)
        layout.addWidget(self._note)
        self._plus.clicked.connect(self.add_requested)
        self._fit()
        theme.changed.connect(self._fit)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._title.setText(_("Saved views"))
        self._plus.describe(_("Save what is shown as a view"))
        self._note.setText(_("+2 means: two more than yesterday"))
        self._build()

    def show_views(self, views: Sequence[SavedView], *, mine: bool) -> None:
        """Show these saved views; ``mine`` adds the line of one's own customers."""
        self._views, self._mine = tuple(views), mine
        self._build()

    def show_counts(self, counts: Sequence[ViewCount]) -> None:
        """Show the live counts of the pinned views."""
        for count in counts:
            key = MINE if count.view_id == MINE_VIEW else str(count.view_id)
            self._counts[key] = (count.n, count.rise)
        self._build()

    def show_count(self, key: str, n: int) -> None:
        """Show the count of one line."""
        rise = self._counts.get(key, (0, 0))[1]
        if self._counts.get(key) != (n, rise):
            self._counts[key] = (n, rise)
            self._build()

    def choose(self, key: str) -> None:
        """Mark a line without telling anybody; an unknown key marks none."""
        self._key = key
        for each in (self._top, self._saved):
            each.blockSignals(True)
            row = next((at for at in range(each.count()) if each.item(at).data(_KEY) == key), -1)
            each.setCurrentRow(row)
            if row < 0:
                each.clearSelection()
            each.blockSignals(False)

    def entries(self) -> list[Entry]:
        """Return the lines, from top to bottom."""
        return [each.item(at).data(_ENTRY) for each in (self._top, self._saved) for at in range(each.count())]

    def _make_list(self, name: str) -> QListWidget:
        made = QListWidget(self)
        made.setObjectName(name)
        made.setProperty("surface", "header")
        made.setItemDelegate(_EntryDelegate(self._theme, made))
        made.setMouseTracking(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.currentItemChanged.connect(self._on_current)
        made.itemClicked.connect(self._on_clicked)
        return made

    def _build(self) -> None:
        top = [Entry(ALL, "squares-four", _("All customers"))]
        if self._mine:
            top.append(Entry(MINE, "user", _("My customers")))
        top.append(Entry(ARCHIVED, "archive", pgettext("list of archived customers", "Archive")))
        saved = [Entry(str(view.id), view.icon or "funnel", view.name) for view in self._views]
        pinned = {str(view.id) for view in self._views if view.pinned}
        for widget, entries in ((self._top, top), (self._saved, saved)):
            widget.blockSignals(True)
            widget.clear()
            for entry in entries:
                n, rise = self._counts.get(entry.key, (None, 0))
                if entry.key.isdigit() and entry.key not in pinned:
                    n, rise = None, 0
                item = QListWidgetItem(entry.text, widget)
                item.setData(_KEY, entry.key)
                item.setData(_ENTRY, Entry(entry.key, entry.icon, entry.text, n, rise))
                item.setToolTip(entry.text)
            widget.blockSignals(False)
        self._fit()
        self._note.setVisible(any(rise for _n, rise in self._counts.values()))
        self.choose(self._key)

    @Slot()
    def _fit(self) -> None:
        self._top.setFixedHeight(self._top.count() * self._theme.px("row.compact") + 2)
        self.setFixedWidth(self._theme.px("size.subnav"))

    @Slot(QListWidgetItem)
    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY) != self._key:
            self.choose(item.data(_KEY))
            self.chosen.emit(self._key)

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        if item.data(_KEY) == self._key:
            self.chosen.emit(self._key)

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        item = self._saved.itemAt(at)
        if item is None:
            return
        view_id = int(item.data(_KEY))
        view = next(view for view in self._views if view.id == view_id)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        actions = (
            ("pencil-simple", _("Rename…"), self.rename_requested),
            ("push-pin", _("Stop counting") if view.pinned else _("Count live"), self.pin_requested),
            ("floppy-disk", _("Replace by what is shown now"), self.update_requested),
            ("trash", _("Delete"), self.delete_requested),
        )
        made = {menu.addAction(self._theme.icon(icon, "text.2"), text): signal for icon, text, signal in actions}
        chosen = menu.exec(self._saved.viewport().mapToGlobal(at))
        if chosen in made:
            made[chosen].emit(view_id)
