"""Twelve months beside each other: how many renewals and how much MRR in each; one is chosen."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops_desktop.domain.renewals import Total
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import renewals as say
from csops_desktop.wording import values as show

_V = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _V, Qt.AlignmentFlag.AlignRight | _V
Month = tuple[dt.date, Total]


class MonthStrip(QWidget):
    """The months; the grid below it is walked by key, so the strip itself takes no focus.

    Signals:
        chosen(date): the first day of the month that was clicked.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._months: Sequence[Month] = ()
        self._month: dt.date | None = None
        self._currency = "JPY"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()
        theme.changed.connect(self._fit)

    def show_months(self, months: Sequence[Month], month: dt.date, currency: str) -> None:
        """Show other sums, and which month the grid shows."""
        self._months, self._month, self._currency = months, month, currency
        said = [f"{say.month(first)} {say.summed(total, currency)}" for first, total in months]
        self.setAccessibleName(_("Renewals by month"))
        self.setAccessibleDescription("\n".join(said))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(700), self._theme.scaled(54))

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def place(self, at: int) -> QRect:
        """Return where the month of a number stands."""
        n = max(1, len(self._months))
        left, right = self.width() * at // n, self.width() * (at + 1) // n
        return QRect(left, 0, right - left, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        theme, pad = self._theme, self._theme.px("space.3")
        painter = QPainter(self)
        most = max((total.mrr for _month, total in self._months), default=0)
        line = theme.px("line.caption")
        for at, (first, total) in enumerate(self._months):
            place, on = self.place(at), first == self._month
            if on:
                painter.fillRect(place, theme.color("bg.selected"))
            painter.fillRect(place.right(), 0, 1, self.height(), theme.color("line.soft"))
            room = place.adjusted(pad, theme.px("space.2"), -pad, -theme.px("space.2"))
            painter.setFont(theme.font("caption", bold=on))
            painter.setPen(theme.color("accent.text" if on else "text.2"))
            painter.drawText(QRect(room.left(), room.top(), room.width(), line), _LEFT, say.month_tick(first))
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("text.3"))
            painter.drawText(QRect(room.left(), room.top(), room.width(), line), _RIGHT, show.number(total.n))
            money = show.money(total.mrr, self._currency)
            second = QRect(room.left(), room.top() + line, room.width(), line)
            if total.n and QFontMetrics(painter.font()).horizontalAdvance(money) <= second.width():
                painter.setPen(theme.color("text"))
                painter.drawText(second, _RIGHT, money)
            bar = QRect(room.left(), room.bottom() - 2, room.width(), 3)
            painter.fillRect(bar, theme.color("line.soft"))
            if most:
                bar.setWidth(round(bar.width() * total.mrr / most))
                painter.fillRect(bar, theme.color("chart.1"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent."""
        x = int(event.position().x())
        at = next((at for at in range(len(self._months)) if self.place(at).left() <= x <= self.place(at).right()), None)
        if event.button() == Qt.MouseButton.LeftButton and at is not None:
            self.chosen.emit(self._months[at][0])
