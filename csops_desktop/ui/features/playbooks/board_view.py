"""The board: one column each for runs that are on track, late and stalled; only the cards in sight are drawn."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from csops_desktop.domain.playbooks.board import Board, BoardLine
from csops_desktop.domain.playbooks.runs import Pace
from csops_desktop.ui.features.playbooks.cards import CardPainter
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import playbooks
from csops_desktop.wording import run_board as say
from csops_desktop.wording import values as show

_V = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | _V
_PACES = tuple(Pace)
_HEAD, _MORE = 46, 26  # px at 100 % text size
_NOTCH = 120
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class BoardView(QWidget):
    """The cards in their columns.

    Signals:
        current_changed: another card is current, or none.
        opened: Enter or a click on the current card.
        start_requested, owner_requested, log_requested, customer_requested: single keys.
    """

    current_changed = Signal()
    opened = Signal()
    start_requested = Signal()
    owner_requested = Signal()
    log_requested = Signal()
    customer_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._owners = True
        self._painter: CardPainter | None = None
        self._columns: dict[Pace, list[BoardLine]] = {pace: [] for pace in _PACES}
        self._first: dict[Pace, int] = dict.fromkeys(_PACES, 0)
        self._at: tuple[Pace, int] | None = None
        self._today, self._stalled_after = dt.date.min, 0
        self._wheel = 0
        self.setObjectName("board")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        theme.changed.connect(self._on_theme)

    def acts(self) -> Mapping[Qt.Key, SignalInstance]:
        """Return what single keys ask for."""
        return {
            Qt.Key.Key_C: self.start_requested,
            Qt.Key.Key_O: self.owner_requested,
            Qt.Key.Key_L: self.log_requested,
            Qt.Key.Key_G: self.customer_requested,
        }

    def show_lines(self, lines: Sequence[BoardLine], board: Board, *, owners: bool) -> None:
        """Show runs in this order; the current one stays, or the one that takes its place."""
        before = self.current_id()
        self._today, self._stalled_after = board.today, board.stalled_after
        if owners != self._owners:
            self._owners, self._painter = owners, None
        self._columns = {pace: [line for line in lines if line.pace is pace] for pace in _PACES}
        for pace in _PACES:
            self._scroll(pace, 0)
        if before is None or not self.go_to(before):
            self._take(self._nearest())
        self.update()

    def lines(self, pace: Pace) -> Sequence[BoardLine]:
        """Return the runs of a column."""
        return self._columns[pace]

    def current(self) -> BoardLine | None:
        """Return the current card."""
        return None if self._at is None else self._columns[self._at[0]][self._at[1]]

    def current_id(self) -> int | None:
        """Return the run of the current card."""
        line = self.current()
        return None if line is None else line.id

    def go_to(self, run_id: int) -> bool:
        """Make a run current; False when it is not shown."""
        for pace, lines in self._columns.items():
            for at, line in enumerate(lines):
                if line.id == run_id:
                    self._take((pace, at))
                    return True
        return False

    # --- where things are ---------------------------------------------------------------------------------------

    def _pens(self) -> CardPainter:
        if self._painter is None:
            self._painter = CardPainter(self._theme, owners=self._owners)
        return self._painter

    def _step(self) -> int:
        return self._pens().height + self._theme.px("space.4")

    def _fit(self) -> int:
        """Return how many cards of a column are in sight."""
        room = self.height() - self._theme.scaled(_HEAD) - self._theme.scaled(_MORE)
        return max(1, (room + self._theme.px("space.4")) // self._step())

    def _span(self, number: int) -> tuple[int, int]:
        side, gap = self._theme.px("space.5"), self._theme.px("space.5")
        wide = (self.width() - 2 * side - gap * (len(_PACES) - 1)) // len(_PACES)
        return side + number * (wide + gap), wide

    def card_box(self, pace: Pace, at: int) -> QRect:
        """Return where a card stands."""
        left, wide = self._span(_PACES.index(pace))
        top = self._theme.scaled(_HEAD) + (at - self._first[pace]) * self._step()
        return QRect(left, top, wide, self._pens().height)

    def _column_at(self, x: float) -> Pace:
        number = int(x * len(_PACES) // max(1, self.width()))
        return _PACES[min(max(number, 0), len(_PACES) - 1)]

    def _card_at(self, x: float, y: float) -> tuple[Pace, int] | None:
        pace = self._column_at(x)
        for at in range(self._first[pace], min(self._first[pace] + self._fit(), len(self._columns[pace]))):
            if self.card_box(pace, at).contains(int(x), int(y)):
                return pace, at
        return None

    def _nearest(self) -> tuple[Pace, int] | None:
        """Return the place that takes over from the current card: in its column, else in the worst filled one."""
        at, self._at = self._at, None
        if at is not None and self._columns[at[0]]:
            return at[0], min(at[1], len(self._columns[at[0]]) - 1)
        return next(((pace, 0) for pace in reversed(_PACES) if self._columns[pace]), None)

    def _take(self, place: tuple[Pace, int] | None) -> None:
        self._at = place
        if place is not None:
            pace, at = place
            fit = self._fit()
            self._first[pace] = min(max(self._first[pace], at - fit + 1), at)
        line = self.current()
        self.setAccessibleDescription("" if line is None else say.spoken(line, self._today))
        self.current_changed.emit()
        self.update()

    def _scroll(self, pace: Pace, by: int) -> None:
        most = max(0, len(self._columns[pace]) - self._fit())
        self._first[pace] = min(max(0, self._first[pace] + by), most)
        self.update()

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("bg.window"))
        for number, pace in enumerate(_PACES):
            left, wide = self._span(number)
            self._paint_head(painter, pace, QRect(left, 0, wide, self._theme.scaled(_HEAD)))
            self._paint_cards(painter, pace, left, wide)
        painter.end()

    def _paint_head(self, painter: QPainter, pace: Pace, box: QRect) -> None:
        theme, side = self._theme, self._theme.px("size.icon")
        lines = self._columns[pace]
        row = QRect(box.left(), box.top() + theme.px("space.3"), box.width(), theme.px("line.h2"))
        theme.draw_icon(
            painter, QRect(row.left(), row.center().y() - side // 2, side, side), say.ICONS[pace], say.COLOURS[pace]
        )
        pens = self._pens()
        name, count = playbooks.pace(pace), show.number(len(lines))
        left = row.left() + side + theme.px("space.3")
        painter.setPen(theme.color("text"))
        painter.setFont(pens.bold)
        painter.drawText(QRect(left, row.top(), row.width(), row.height()), _LEFT, name)
        left += painter.fontMetrics().horizontalAdvance(name) + theme.px("space.3")
        painter.setPen(theme.color("text.2"))
        painter.setFont(theme.font("body"))
        painter.drawText(QRect(left, row.top(), row.width(), row.height()), _LEFT, count)
        row = QRect(box.left(), row.bottom() - 1, box.width(), theme.px("line.caption"))
        painter.setPen(theme.color("text.3"))
        painter.setFont(pens.caption)
        means = painter.fontMetrics().elidedText(
            say.pace_means(pace, self._stalled_after), Qt.TextElideMode.ElideRight, row.width()
        )
        painter.drawText(row, _LEFT, means)

    def _paint_cards(self, painter: QPainter, pace: Pace, left: int, wide: int) -> None:
        lines, first, fit = self._columns[pace], self._first[pace], self._fit()
        pens = self._pens()
        for at in range(first, min(first + fit, len(lines))):
            on = self._at == (pace, at)
            box = self.card_box(pace, at)
            pens.draw(painter, box, lines[at], self._today, on=on, focus=on and self.hasFocus())
        more = say.more(first, max(0, len(lines) - first - fit))
        if more:
            painter.setFont(pens.caption)
            painter.setPen(self._theme.color("text.3"))
            top = self._theme.scaled(_HEAD) + fit * self._step() - self._theme.px("space.4")
            painter.drawText(QRect(left + 2, top, wide, self._theme.scaled(_MORE)), _LEFT, more)

    # --- what the user does -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        walk = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -self._fit(),
            Qt.Key.Key_PageDown: self._fit(),
            Qt.Key.Key_Home: -(1 << 20),
            Qt.Key.Key_End: 1 << 20,
        }
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key in walk and (plain or (control and key in {Qt.Key.Key_Up, Qt.Key.Key_Down})):
            self._walk(walk[key])
        elif key in _SIDE and plain:
            self._cross(_SIDE[key])
        elif key in _ENTER and plain and self._at is not None:
            self.opened.emit()
        elif plain and key in self.acts() and not event.isAutoRepeat():
            self.acts()[key].emit()
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        if self._at is None:
            self._take(self._nearest())
            return
        pace, at = self._at
        self._take((pace, min(max(0, at + by), len(self._columns[pace]) - 1)))

    def _cross(self, by: int) -> None:
        """Go to the next column that holds anything, at about the same height."""
        if self._at is None:
            return
        pace, at = self._at
        high = at - self._first[pace]
        number = _PACES.index(pace) + by
        while 0 <= number < len(_PACES):
            other = _PACES[number]
            if self._columns[other]:
                self._take((other, min(self._first[other] + high, len(self._columns[other]) - 1)))
                return
            number += by

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent: a card is opened, the line below a column turns it a page."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = event.position()
        found = self._card_at(place.x(), place.y())
        pace = self._column_at(place.x())
        if found is not None:
            self._take(found)
            self.opened.emit()
            self.setFocus()
        elif place.y() > self._theme.scaled(_HEAD) + self._fit() * self._step() - self._theme.px("space.4"):
            last = self._first[pace] + self._fit() >= len(self._columns[pace])
            self._scroll(pace, -len(self._columns[pace]) if last else self._fit())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.wheelEvent: the column below the pointer moves."""
        self._wheel -= event.angleDelta().y()
        steps = int(self._wheel / _NOTCH)
        self._wheel -= steps * _NOTCH
        if steps:
            self._scroll(self._column_at(event.position().x()), steps)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tool tip of a card says all of it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._card_at(event.pos().x(), event.pos().y())
            if found is not None:
                QToolTip.showText(event.globalPos(), say.spoken(self._columns[found[0]][found[1]], self._today), self)
                return True
            QToolTip.hideText()
        return super().event(event)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(700), self._theme.scaled(600))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent: the current card stays in sight."""
        super().resizeEvent(event)
        for pace in _PACES:
            self._scroll(pace, 0)
        if self._at is not None:
            pace, at = self._at
            self._first[pace] = min(max(self._first[pace], at - self._fit() + 1), at)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.focusInEvent."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.focusOutEvent."""
        super().focusOutEvent(event)
        self.update()

    @Slot()
    def _on_theme(self) -> None:
        self._painter = None
        self.update()
