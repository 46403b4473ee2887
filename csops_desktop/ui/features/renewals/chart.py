"""Twelve months as bars: how much MRR comes up for renewal in each, split by how it stands."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csops_desktop.domain.renewals import Outlook, Total
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import renewals as say
from csops_desktop.wording import values as show

COLOURS = {
    Outlook.RENEWED: "chart.3",
    Outlook.CERTAIN: "health.green.solid",
    Outlook.LIKELY: "chart.1",
    Outlook.UNSAID: "chart.muted",
    Outlook.AT_RISK: "health.red.solid",
    Outlook.CHURN: "chart.axis",
}
HATCHED = frozenset({Outlook.CHURN})
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SHARE = 0.62


@dataclass(frozen=True, slots=True)
class Bar:
    """One month."""

    month: dt.date
    totals: Mapping[Outlook, Total]

    @property
    def mrr(self) -> int:
        """All of it."""
        return sum(total.mrr for total in self.totals.values())

    def words(self, currency: str) -> str:
        """Return the month and its sums, one a line."""
        parts = [
            f"{say.outlook(outlook)}: {say.summed(total, currency)}"
            for outlook, total in self.totals.items()
            if total.n
        ]
        return "\n".join([say.month(self.month), *(parts or [_("Nothing ends")])])


class MonthChart(QWidget):
    """The bars; a click or Space chooses a month, once more lets go of it; arrows walk.

    Signals:
        chosen(date | None): the first day of the month, None for all.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars: Sequence[Bar] = ()
        self._currency = "JPY"
        self._month: dt.date | None = None
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()
        theme.changed.connect(self._fit)

    def show_bars(self, bars: Sequence[Bar], month: dt.date | None, currency: str) -> None:
        """Show other sums and which month is chosen."""
        self._bars, self._month, self._currency = bars, month, currency
        at = next((at for at, bar in enumerate(bars) if bar.month == month), None)
        self._at = at if at is not None else min(self._at, max(0, len(bars) - 1))
        self.setAccessibleName(_("Renewals by month"))
        self.setAccessibleDescription("\n".join(bar.words(currency).replace("\n", " ") for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(240), self._theme.scaled(120))

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def _plot(self) -> QRect:
        ticks = self._theme.px("line.small")
        return self.rect().adjusted(2, ticks, -2, -ticks)

    def _slot(self, at: int) -> QRect:
        plot, n = self._plot(), max(1, len(self._bars))
        left, right = plot.left() + plot.width() * at // n, plot.left() + plot.width() * (at + 1) // n
        return QRect(left, 0, right - left, self.height())

    def _bar_at(self, x: int) -> int | None:
        return next((at for at in range(len(self._bars)) if self._slot(at).left() <= x <= self._slot(at).right()), None)

    def _choose(self, at: int) -> None:
        self._at = at
        month = self._bars[at].month
        self.chosen.emit(None if month == self._month else month)

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        theme, plot = self._theme, self._plot()
        painter = QPainter(self)
        font = theme.font("caption")
        painter.setFont(font)
        metrics = QFontMetrics(font)
        most = max((bar.mrr for bar in self._bars), default=0)
        painter.setPen(theme.color("text.3"))
        if most:
            painter.drawText(QRect(0, 0, self.width(), plot.top()), _LEFT, self._most(most))
            painter.fillRect(plot.left(), plot.top(), plot.width(), 1, theme.color("chart.grid"))
        for at, bar in enumerate(self._bars):
            slot = self._slot(at)
            on = bar.month == self._month
            if on:
                painter.fillRect(slot.adjusted(0, plot.top(), 0, 0), theme.color("bg.selected"))
            self._draw_bar(painter, slot, plot, bar, most)
            tick = say.month_tick(bar.month)
            painter.setFont(theme.font("caption", bold=on))
            painter.setPen(theme.color("accent.text" if on else "text.3"))
            narrow = metrics.horizontalAdvance(tick) > slot.width()
            place = QRect(slot.left() - 8, plot.bottom() + 2, slot.width() + 16, self.height() - plot.bottom() - 2)
            if not narrow or at % 2 == 0 or on:
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tick)
        painter.fillRect(plot.left(), plot.bottom(), plot.width(), 1, theme.color("chart.axis"))
        if self.hasFocus() and self._bars:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRect(self._slot(self._at).adjusted(1, plot.top() + 1, -1, -1))
        painter.end()

    def _most(self, most: int) -> str:
        return show.money(most, self._currency)

    def _draw_bar(self, painter: QPainter, slot: QRect, plot: QRect, bar: Bar, most: int) -> None:
        width = max(4, round(slot.width() * _SHARE))
        left, bottom = slot.center().x() - width // 2, float(plot.bottom())
        for outlook in Outlook:
            amount = bar.totals[outlook].mrr
            if not amount or not most:
                continue
            height = max(1.0, amount / most * (plot.height() - 1))
            part = QRectF(left, bottom - height, width, height)
            colour = self._theme.color(COLOURS[outlook])
            if outlook in HATCHED:
                painter.fillRect(part, self._theme.color("bg.surface"))
                painter.fillRect(part, QBrush(colour, Qt.BrushStyle.BDiagPattern))
                painter.setPen(QPen(colour, 1))
                painter.drawRect(part.adjusted(0.5, 0.5, -0.5, -0.5))
            else:
                painter.fillRect(part, colour)
            bottom -= height
            painter.fillRect(QRectF(left, bottom, width, 1), self._theme.color("bg.surface"))

    # --- what the user does -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent."""
        at = self._bar_at(int(event.position().x()))
        if event.button() == Qt.MouseButton.LeftButton and at is not None:
            self._choose(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        key = event.key()
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and self._bars:
            self._at = min(max(0, self._at + (1 if key == Qt.Key.Key_Right else -1)), len(self._bars) - 1)
            self.update()
        elif key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._bars:
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tool tip says what the bar below the pointer is made of."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._bar_at(event.pos().x())
            QToolTip.showText(event.globalPos(), "" if at is None else self._bars[at].words(self._currency), self)
            return True
        return super().event(event)
