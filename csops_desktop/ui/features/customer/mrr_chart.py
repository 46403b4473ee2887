"""The MRR of a customer over time as a step line; the months in which it changes open their contracts."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csops_desktop.domain.contract_life import months_after
from csops_desktop.domain.contracts import Step, Turn, turns
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import renewals as say
from csops_desktop.wording import values as show

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOST_MONTHS = 60
_LEAST_MONTHS = 12
_WIDTH = 1.8
_DOT, _REACH = 2.5, 8
_ALPHA = 46  # of 255: the share of colour of a filled area


class MrrChart(QWidget):
    """The line; it ends today, what is agreed for later goes on as dots. Arrows walk through the changes.

    Signals:
        chosen(ids): the contracts of the month that was clicked or entered.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: Sequence[Step] = ()
        self._turns: Sequence[Turn] = ()
        self._today = dt.date.min
        self._first, self._last = dt.date.min, dt.date.min
        self._currency = "JPY"
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        self._fit()

    def show_steps(self, steps: Sequence[Step], today: dt.date, currency: str) -> None:
        """Show another history; it needs at least one step."""
        self._steps, self._today, self._currency = steps, today, currency
        self._last = max(today, steps[-1].on + dt.timedelta(days=31)) if steps else today
        start = min(steps[0].on.replace(day=1), months_after(today, -_LEAST_MONTHS)) if steps else today
        self._first = max(start, months_after(today, -_MOST_MONTHS))
        self._turns = [turn for turn in turns(steps) if turn.month >= self._first.replace(day=1)]
        self._at = min(self._at, len(self._turns) - 1)
        self.setAccessibleName(_("MRR over time"))
        self.setAccessibleDescription("\n".join(self.words(turn).replace("\n", " ") for turn in self._turns))
        self.update()

    def words(self, turn: Turn) -> str:
        """Return a month with its amount, and the change in it."""
        lines = [f"{say.month(turn.month)}  {show.money(turn.after, self._currency)}"]
        change = turn.after - turn.before
        if change and turn.before:
            sign = "+" if change > 0 else ""
            lines.append(f"{show.money(turn.before, self._currency)} → ({sign}{show.money(change, self._currency)})")
        return "\n".join(lines)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(240), self._theme.scaled(92))

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    # --- where things are ---------------------------------------------------------------------------------------

    def _plot(self) -> QRectF:
        line = self._theme.px("line.caption")
        return QRectF(self.rect().adjusted(4, line + 2, -4, -line))

    def _x(self, day: dt.date) -> float:
        plot, days = self._plot(), max(1, (self._last - self._first).days)
        share = (day - self._first).days / days
        return plot.left() + plot.width() * min(1.0, max(0.0, share))

    def _y(self, mrr: int) -> float:
        plot, most = self._plot(), max((step.mrr for step in self._steps), default=0)
        return plot.bottom() - (plot.height() - 3) * (mrr / most if most else 0)

    def _mrr(self, day: dt.date) -> int:
        return next((step.mrr for step in reversed(self._steps) if step.on <= day), 0)

    def _turn_x(self, turn: Turn) -> float:
        days = [step.on for step in self._steps if step.on.replace(day=1) == turn.month]
        return self._x(days[-1])

    def _turn_at(self, x: float) -> int:
        near = [(abs(self._turn_x(turn) - x), at) for at, turn in enumerate(self._turns)]
        distance, at = min(near, default=(_REACH + 1.0, -1))
        return at if distance <= _REACH else -1

    def _line(self, since: dt.date, until: dt.date) -> list[QPointF]:
        points = [QPointF(self._x(since), self._y(self._mrr(since)))]
        for step in self._steps:
            if since < step.on <= until:
                points.append(QPointF(self._x(step.on), points[-1].y()))
                points.append(QPointF(self._x(step.on), self._y(step.mrr)))
        points.append(QPointF(self._x(until), points[-1].y()))
        return points

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        theme, plot = self._theme, self._plot()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption"))
        self._draw_axis(painter, plot)
        past = self._line(self._first, self._today)
        area = QPolygonF([QPointF(past[0].x(), plot.bottom()), *past, QPointF(past[-1].x(), plot.bottom())])
        fill = QColor(theme.color("chart.1"))
        fill.setAlpha(_ALPHA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(area)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("chart.1"), _WIDTH))
        painter.drawPolyline(QPolygonF(past))
        if self._last > self._today:
            painter.setPen(QPen(theme.color("chart.1"), _WIDTH, Qt.PenStyle.DotLine))
            painter.drawPolyline(QPolygonF(self._line(self._today, self._last)))
        for at, turn in enumerate(self._turns):
            on = at == self._at
            painter.setPen(QPen(theme.color("bg.surface"), 1))
            painter.setBrush(theme.color("accent.text" if on else "chart.1"))
            size = _DOT + (1.5 if on else 0)
            painter.drawEllipse(QPointF(self._turn_x(turn), self._y(turn.after)), size, size)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _draw_axis(self, painter: QPainter, plot: QRectF) -> None:
        theme = self._theme
        painter.setPen(theme.color("text.3"))
        head = QRect(0, 0, self.width(), round(plot.top()))
        most = max((step.mrr for step in self._steps), default=0)
        painter.drawText(head, _LEFT, show.money(most, self._currency))
        if 0 <= self._at < len(self._turns):
            painter.drawText(head, _RIGHT, self.words(self._turns[self._at]).replace("\n", "  "))
        painter.fillRect(QRectF(plot.left(), round(self._y(most)), plot.width(), 1), theme.color("chart.grid"))
        painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), theme.color("chart.axis"))
        below = QRect(0, round(plot.bottom()) + 1, self.width(), self.height() - round(plot.bottom()) - 1)
        painter.drawText(below, _LEFT, say.month(self._first))
        if self._last > self._today:
            middle = QRect(below)
            middle.setLeft(round(self._x(self._today)) - below.width())
            middle.setWidth(2 * below.width())
            painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, show.days_left(0))
        else:
            painter.drawText(below, _RIGHT, show.days_left(0))

    # --- what the user does -------------------------------------------------------------------------------------

    def _go(self, at: int) -> None:
        if at != self._at:
            self._at = at
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseMoveEvent: the change below the pointer tells its amount."""
        at = self._turn_at(event.position().x())
        self._go(at)
        self.setCursor(Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent."""
        at = self._turn_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self._go(at)
            self.chosen.emit(self._turns[at].contracts)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        key = event.key()
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and self._turns:
            self._go(min(max(0, self._at + (1 if key == Qt.Key.Key_Right else -1)), len(self._turns) - 1))
        elif key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter} and 0 <= self._at < len(self._turns):
            self.chosen.emit(self._turns[self._at].contracts)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.focusInEvent: the latest change is current."""
        super().focusInEvent(event)
        if self._at < 0:
            self._go(len(self._turns) - 1)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.leaveEvent."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._go(-1)

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tool tip tells month and amount below the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._steps:
            plot = self._plot()
            share = (event.pos().x() - plot.left()) / max(1.0, plot.width())
            day = self._first + dt.timedelta(days=round(share * (self._last - self._first).days))
            text = f"{say.month(day)}  {show.money(self._mrr(day), self._currency)}"
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)
