"""The heads of the levels above curve and matrix: name, customers, money, how long one stays; one of them is chosen."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csops_desktop.domain.operation_map import MapBook
from csops_desktop.ui.features.map.columns import Columns, columns
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import map_levels as say_levels
from csops_desktop.wording import operation_map as say

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_HEIGHT, _LINE = 54, 3


def draw_heads(painter: QPainter, theme: Theme, book: MapBook, found: Columns, top: int, *, chosen: int | None) -> None:
    """Draw the heads of all levels.

    Args:
        painter: to draw with.
        theme: for colours and fonts.
        book: the product.
        found: where the levels stand.
        top: upper edge, px.
        chosen: the level that is chosen.
    """
    height = theme.scaled(_HEIGHT)
    painter.fillRect(QRect(0, top, found.right, height), theme.color("bg.header"))
    for level, (left, right) in found.spans.items():
        box = QRect(left, top, right - left, height)
        if level == chosen:
            painter.fillRect(box, theme.color("bg.selected"))
        painter.fillRect(QRect(left, top, 1, height), theme.color("line.soft"))
        inner = box.adjusted(theme.px("space.4"), theme.px("space.3"), -theme.px("space.2"), 0)
        heavy, plain = theme.font("body", bold=True), theme.font("body")
        number = say.level(level)
        painter.setPen(theme.color("text"))
        painter.setFont(heavy)
        line = QRect(inner.left(), inner.top(), inner.width(), theme.px("line.body"))
        painter.drawText(line, _LEFT, number)
        lead = QFontMetrics(heavy).horizontalAdvance(number) + theme.px("space.3")
        name = line.adjusted(lead, 0, 0, 0)
        painter.setFont(plain)
        painter.drawText(name, _LEFT, _elided(plain, book.name(level), name.width()))
        facts = say_levels.head(book, level)
        line.translate(0, line.height())
        bold, small = theme.font("caption", bold=True), theme.font("caption")
        painter.setFont(bold)
        painter.setPen(theme.color("text.2"))
        painter.drawText(line, _LEFT, facts[0])
        lead = QFontMetrics(bold).horizontalAdvance(facts[0]) + 1
        painter.setFont(small)
        painter.setPen(theme.color("text.3"))
        rest = line.adjusted(lead, 0, 0, 0)
        painter.drawText(rest, _LEFT, _elided(small, "".join(f"・{fact}" for fact in facts[1:]), rest.width()))
        if level == chosen:
            painter.fillRect(QRect(left, box.bottom() - _LINE + 1, box.width(), _LINE), theme.color("accent"))
    painter.fillRect(QRect(0, top + height - 1, found.right, 1), theme.color("line"))


def _elided(font: QFont, text: str, width: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


class LevelHeads(QWidget):
    """The heads; the arrows walk them, Enter lists the customers of one.

    Signals:
        moved(int): a level is to be chosen.
        opened(int): the customers of a level are to be listed.
    """

    moved = Signal(int)
    opened = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._book: MapBook | None = None
        self._chosen: int | None = None
        self.setObjectName("mapHeads")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_book(self, book: MapBook, chosen: int | None) -> None:
        """Show the levels of a product, one of them chosen."""
        self._book, self._chosen = book, chosen
        said = "" if chosen is None else f"{say.level_title(book, chosen)}, {', '.join(say_levels.head(book, chosen))}"
        self.setAccessibleName(said)
        self.update()

    def _columns(self) -> Columns | None:
        return None if self._book is None else columns(self._theme, self._book, self.width())

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(760), self._theme.scaled(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        found = self._columns()
        if self._book is None or found is None:
            return
        painter = QPainter(self)
        draw_heads(painter, self._theme, self._book, found, 0, chosen=self._chosen)
        if self.hasFocus() and self._chosen in found.spans:
            left, right = found.spans[self._chosen]
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRect(QRect(left + 1, 1, right - left - 2, self.height() - 3))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        key, found = Qt.Key(event.key()), self._columns()
        if found is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            levels = found.levels
            at = levels.index(self._chosen) if self._chosen in levels else 0
            wanted = at + (1 if key == Qt.Key.Key_Right else -1) if self._chosen in levels else 0
            self.moved.emit(levels[min(max(0, wanted), len(levels) - 1)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._chosen is not None:
            self.opened.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent."""
        found = self._columns()
        level = None if found is None else found.level_at(event.position().x())
        if level is not None and event.button() == Qt.MouseButton.LeftButton:
            self.moved.emit(level)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseDoubleClickEvent."""
        found = self._columns()
        level = None if found is None else found.level_at(event.position().x())
        if level is not None:
            self.opened.emit(level)

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tool tip says what the level means."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._columns()
            level = None if found is None else found.level_at(event.pos().x())
            said = "" if level is None or self._book is None else say_levels.head_hint(self._book, level)
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)
