"""Customers of the map beside it: health, name, how long they stand there, which evidence they show."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops_desktop.domain.maturity import NOT_YET
from csops_desktop.domain.operation_map import MapBook, Placed
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.ui.tables.health_marks import draw_shape
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import operation_map as say

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROW, _BAR, _SQUARE, _DAYS = 27, 44, 14, 44  # px at 100 % text size
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PeopleList(QWidget):
    """A few customers.

    Signals:
        opened(int): a customer.
    """

    opened = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._book: MapBook | None = None
        self.people: tuple[Placed, ...] = ()
        self._at = 0
        self._longest = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)

    def show_people(self, people: Sequence[Placed], book: MapBook) -> None:
        """Show customers in this order."""
        self.people, self._book = tuple(people), book
        self._longest = max((each.days(book.today) for each in people), default=0)
        self._at = min(self._at, max(0, len(people) - 1))
        self._fit()

    def current(self) -> Placed | None:
        """Return the customer that is current."""
        return self.people[self._at] if self.people else None

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(max(1, len(self.people) * self._theme.scaled(_ROW)))
        current = self.current()
        if current is not None and self._book is not None:
            self.setAccessibleName(", ".join(say.point(current, self._book)))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(300), len(self.people) * self._theme.scaled(_ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        if self._book is None:
            return
        theme, painter, tall = self._theme, QPainter(self), self._theme.scaled(_ROW)
        for at, placed in enumerate(self.people):
            box = QRect(0, at * tall, self.width(), tall)
            if self.hasFocus() and at == self._at:
                painter.fillRect(box, theme.color("bg.selected"))
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.drawRect(box.adjusted(1, 1, -1, -1))
            self._row(painter, box, placed, self._book)
            painter.fillRect(QRect(0, box.bottom(), self.width(), 1), theme.color("line.soft"))
        painter.end()

    def _row(self, painter: QPainter, box: QRect, placed: Placed, book: MapBook) -> None:
        theme = self._theme
        middle = box.center().y() + 1
        if placed.band is not None:
            draw_shape(painter, theme, Band(placed.band), QPointF(theme.scaled(8), middle), theme.scaled(10))
        right = self._evidence(painter, box, placed, book)
        small, bold = theme.font("small"), theme.font("small", bold=True)
        if placed.level is not None:
            days = QRect(right - theme.scaled(_DAYS), box.top(), theme.scaled(_DAYS), box.height())
            painter.setFont(bold)
            painter.setPen(theme.color("text"))
            painter.drawText(days, _RIGHT, say.days(placed.days(book.today)))
            right = days.left() - theme.px("space.3")
            stays = book.stays.get(placed.level)
            if stays is not None and stays.limit:
                self._bar(
                    painter, QRectF(right - theme.scaled(_BAR), middle - 6, theme.scaled(_BAR), 12), placed, stays.limit
                )
                right -= theme.scaled(_BAR) + theme.px("space.3")
        name = QRect(theme.scaled(18), box.top(), right - theme.scaled(18), box.height())
        painter.setFont(small)
        painter.setPen(theme.color("text"))
        shown = QFontMetrics(small).elidedText(placed.name, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, _LEFT, shown)

    def _evidence(self, painter: QPainter, box: QRect, placed: Placed, book: MapBook) -> int:
        """Draw one square for each piece of evidence of the next level; returns what is left of the width."""
        theme, items = self._theme, book.toward(placed.level or NOT_YET)
        if placed.level is None or not items:
            return box.right()
        side, gap = theme.scaled(_SQUARE), 3
        left = box.right() - len(items) * (side + gap)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption"))
        for at, item in enumerate(items):
            square = QRectF(left + at * (side + gap) + 0.5, box.center().y() - side // 2 + 0.5, side, side)
            held = item.id in placed.held
            painter.setPen(QPen(theme.color("health.green.line" if held else "line.strong"), 1))
            painter.setBrush(theme.color("health.green.soft" if held else "bg.surface"))
            painter.drawRoundedRect(square, 3, 3)
            painter.setPen(theme.color("health.green.text" if held else "text.3"))
            painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(at + 1))
        painter.restore()
        return left - theme.px("space.3")

    def _bar(self, painter: QPainter, box: QRectF, placed: Placed, limit: int) -> None:
        theme = self._theme
        days = placed.days(self._book.today) if self._book is not None else 0
        whole = max(limit * 4 / 3, self._longest)
        painter.fillRect(box, theme.color("bg.sunken"))
        part = QRectF(box.left(), box.top(), box.width() * min(1.0, days / whole), box.height())
        painter.fillRect(part, theme.color("health.yellow.solid" if days > limit else "accent.line"))
        at = box.left() + box.width() * limit / whole
        painter.fillRect(QRectF(at, box.top() - 1, 1.5, box.height() + 2), theme.color("text"))

    # --- what the user does -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self.people:
            self._at = min(max(0, self._at + (1 if key == Qt.Key.Key_Down else -1)), len(self.people) - 1)
            self._fit()
        elif key in _ENTER and self.people:
            self.opened.emit(self.people[self._at].customer_id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent."""
        at = int(event.position().y()) // self._theme.scaled(_ROW)
        if event.button() == Qt.MouseButton.LeftButton and 0 <= at < len(self.people):
            self._at = at
            self._fit()
            self.opened.emit(self.people[at].customer_id)
