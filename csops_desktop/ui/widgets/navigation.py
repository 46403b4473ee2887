"""The side navigation: groups of pages, open or as a strip of icons."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import draw_avatar

Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole
_BAR = 3
_DIGITS = 2


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A line of the navigation.

    Attributes:
        key: what ``chosen`` carries; empty for a caption.
        icon: name of the icon; empty for the own avatar.
    """

    key: str
    text: str
    icon: str = ""
    hint: str = ""
    count: str = ""


class _NavDelegate(QStyledItemDelegate):
    """Paints captions, pages and the avatar, wide or narrow."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.narrow = False

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 (Qt)
        """Override QStyledItemDelegate.sizeHint."""
        entry: NavEntry = index.data(_ENTRY)
        theme = self._theme
        if not entry.key:
            height = theme.px("space.5") if self.narrow else theme.px("row.compact")
            return QSize(0, height)
        extra = theme.px("space.1") if self.narrow else 0
        return QSize(0, theme.px("size.nav_item") + extra)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        entry: NavEntry = index.data(_ENTRY)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if not entry.key:
            self._paint_caption(painter, rect, entry, first=index.row() == 0)
        else:
            self._paint_entry(painter, rect, state, entry)
        painter.restore()

    def _paint_caption(self, painter: QPainter, rect: QRect, entry: NavEntry, *, first: bool) -> None:
        theme = self._theme
        if self.narrow:
            if not first:
                painter.setPen(theme.color("line.strong"))
                middle = rect.center()
                half = theme.px("space.5")
                painter.drawLine(middle - QPoint(half, 0), middle + QPoint(half, 0))
            return
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text.3"))
        left = theme.px("space.6") + 2
        box = rect.adjusted(left, 0, -theme.px("space.4"), -theme.px("space.1"))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, entry.text)

    def _paint_entry(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, entry: NavEntry) -> None:
        theme = self._theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        margin = theme.px("space.4")
        box = QRectF(rect.adjusted(margin, 1, -margin, -1)).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.px("radius.md")
        if selected:
            painter.setPen(theme.color("line"))
            painter.setBrush(theme.color("bg.surface"))
            painter.drawRoundedRect(box, radius, radius)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(box.left() - 0.5, box.top() + 6, _BAR, box.height() - 12), 1.5, 1.5)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.tag"))
            painter.drawRoundedRect(box, radius, radius)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
        self._paint_content(painter, box.toRect(), entry, selected=selected)

    def _paint_content(self, painter: QPainter, box: QRect, entry: NavEntry, *, selected: bool) -> None:
        theme = self._theme
        size = theme.px("size.icon_nav")
        left = box.center().x() - size // 2 if self.narrow else box.left() + theme.px("space.5") - 2
        picture = QRect(left, box.center().y() - size // 2 + 1, size, size)
        if entry.icon:
            theme.draw_icon(painter, picture, entry.icon, "accent.text" if selected else "text.2")
        else:
            side = theme.px("size.avatar_lg")
            disc = QRectF(picture.center().x() - side / 2 + 1, box.center().y() - side / 2 + 0.5, side, side)
            draw_avatar(painter, theme, disc, entry.text)
        if self.narrow:
            if entry.count:
                self._paint_badge(painter, box, entry.count)
            return
        font: QFont = theme.font("body", bold=selected)
        painter.setFont(font)
        painter.setPen(theme.color("text" if selected else "text.2"))
        start = picture.right() + theme.px("space.5") - 1
        words = QRect(start, box.top(), box.right() - start - self._edge(entry), box.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if entry.count:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("text.3"))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, entry.count)
            words.adjust(0, 0, -painter.fontMetrics().horizontalAdvance(entry.count) - theme.px("space.4"), 0)
            painter.setFont(font)
            painter.setPen(theme.color("text" if selected else "text.2"))
        painter.drawText(
            words, flags, painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, words.width())
        )

    def width_of(self, entry: NavEntry) -> int:
        """Return how wide a line must be so that all its words are seen."""
        theme = self._theme
        before = theme.px("space.4") + theme.px("space.5") - 1 + theme.px("size.icon_nav") + theme.px("space.5")
        width = before + QFontMetrics(theme.font("body", bold=True)).horizontalAdvance(entry.text)
        if entry.count:
            width += QFontMetrics(theme.font("caption")).horizontalAdvance(entry.count) + theme.px("space.4")
        return width + self._edge(entry) + theme.px("space.4") + 2

    def _edge(self, entry: NavEntry) -> int:
        return self._theme.px("space.4" if entry.count else "space.1")

    def _paint_badge(self, painter: QPainter, box: QRect, count: str) -> None:
        """Draw the number at the corner of an icon; a long one is cut to what there is room for."""
        theme = self._theme
        text = count if len(count) <= _DIGITS else "99+"
        painter.setFont(theme.font("caption", bold=True))
        height = theme.px("line.caption") - 2
        width = max(height, painter.fontMetrics().horizontalAdvance(text) + theme.px("space.3"))
        pill = QRectF(box.right() - width + theme.px("space.3"), box.top() - 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(theme.color("text.onaccent"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


class _NavList(QListWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("nav")
        self.delegate = _NavDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_entries(self, entries: list[NavEntry]) -> None:
        self.clear()
        for entry in entries:
            item = QListWidgetItem(entry.text)
            item.setData(_ENTRY, entry)
            if entry.key:
                item.setToolTip(entry.hint or entry.text)
            else:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)

    def fit(self) -> None:
        """Take the height of the content."""
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in range(self.count())) + 2)

    def needed(self) -> int:
        """Return the width that shows all words."""
        entries = (self.item(row).data(_ENTRY) for row in range(self.count()))
        return max((self.delegate.width_of(entry) for entry in entries if entry.key), default=0)

    def mark(self, key: str) -> None:
        for row in range(self.count()):
            entry: NavEntry = self.item(row).data(_ENTRY)
            if entry.key and entry.key == key:
                self.setCurrentRow(row)
                return
        self.setCurrentRow(-1)
        self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QListWidget.keyPressEvent: Space opens, as Enter does; Qt would only mark the line."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None:
            self.itemActivated.emit(item)
        else:
            super().keyPressEvent(event)


class Navigation(QFrame):
    """Two lists, the pages above and the rest at the bottom.

    Signals:
        chosen(str): the key of the line that was clicked or entered.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._narrow = False
        self.setProperty("surface", "nav")
        self.setProperty("edge", "right")
        self._top = _NavList(theme, self)
        self._bottom = _NavList(theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px("space.3"), 0, theme.px("space.4"))
        layout.setSpacing(0)
        layout.addWidget(self._top)
        layout.addStretch(1)
        layout.addWidget(self._bottom)
        for part in (self._top, self._bottom):
            part.itemClicked.connect(self._on_item)
            part.itemActivated.connect(self._on_item)
        theme.changed.connect(self._fit)
        self._fit()

    def show_entries(self, top: list[NavEntry], bottom: list[NavEntry]) -> None:
        """Show the lines; captions have no key."""
        self._top.show_entries(top)
        self._bottom.show_entries(bottom)
        self._fit()

    def mark(self, key: str) -> None:
        """Mark the page that is shown."""
        self._top.mark(key)
        self._bottom.mark(key)

    def set_narrow(self, *, narrow: bool) -> None:
        """Shrink to icons, or open."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit()

    def is_narrow(self) -> bool:
        """Tell whether only icons are shown."""
        return self._narrow

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        entry: NavEntry = item.data(_ENTRY)
        if entry.key:
            self.chosen.emit(entry.key)

    @Slot()
    def _fit(self) -> None:
        self.setFixedWidth(self._theme.px("size.nav_mini") if self._narrow else self._wide())
        for part in (self._top, self._bottom):
            part.delegate.narrow = self._narrow
            part.doItemsLayout()
            part.fit()

    def _wide(self) -> int:
        """Return a width that shows all words, up to half as much again as is usual."""
        usual = self._theme.px("size.nav")
        return min(max(usual, self._top.needed(), self._bottom.needed()), usual * 3 // 2)
