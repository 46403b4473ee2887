"""Twelve months of the fiscal year: how many left in each, a bar for every year; below, how the bands stood."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csops_desktop.domain.health_seasons import Month, Seasons
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.tables import health_marks as marks
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import renewals as month_words
from csops_desktop.wording import values as show

_C = Qt.AlignmentFlag
_INKS = ("chart.1", "chart.3", "chart.6")
_SMALL, _MONTHS = 20, 12
_STACK = (Band.RISK, Band.WATCH, Band.HEALTHY, Band.WITHHELD)
_UPPER = 0.56  # of the height: the bars of who left


class SeasonChart(QWidget):
    """The charts; arrows walk months and years, Enter or a double click opens who left.

    Signals:
        pointed: another month is the current one.
        opened: who left in the current month is wanted.
    """

    pointed = Signal()
    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("seasonChart")
        self._theme = theme
        self._seasons = Seasons()
        self._at = (0, 0)  # which year, which month
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._on_theme_changed)

    def show_seasons(self, seasons: Seasons) -> None:
        """Show other months; the cursor stays, or goes to the latest month in which somebody left."""
        first = not self._seasons.years
        self._seasons = seasons
        if first or self.month() is None:
            places = [(y, m) for y, m in self._places() if (found := self._month(y, m)) is not None and found.left]
            every = places or [(y, m) for y, m in self._places() if self._month(y, m) is not None]
            self._at = max(every, key=lambda at: (-at[0], at[1]), default=(0, 0))
        self.update()

    def month(self) -> Month | None:
        """Return the current month."""
        return self._month(*self._at)

    def retranslate(self) -> None:
        """Set the texts again."""
        self.setAccessibleName(_("Who left, by month and year"))
        self.update()

    def bar_rect(self, year: int, month: int) -> QRectF:
        """Return the place of the bar of a year (0 for the latest) and a month of the fiscal year (0 for the first)."""
        plot, n = self._upper(), max(1, len(self._seasons.years))
        slot = plot.width() / _MONTHS
        wide = slot * 0.8 / n
        left = plot.left() + month * slot + slot * 0.1 + (n - 1 - year) * wide
        return QRectF(left, plot.top(), wide, plot.height())

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(560), self._theme.scaled(380))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.minimumSizeHint."""
        return QSize(self._theme.scaled(320), self._theme.scaled(240))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _places(self) -> list[tuple[int, int]]:
        return [(year, month) for year in range(len(self._seasons.years)) for month in range(_MONTHS)]

    def _month(self, year: int, month: int) -> Month | None:
        seasons = self._seasons
        return seasons.months[seasons.years[year]][month] if year < len(seasons.years) else None

    def _upper(self) -> QRectF:
        line, whole = self._theme.px("line.caption"), QRectF(self.rect())
        return QRectF(3 * line, 1.6 * line, whole.width() - 4 * line, whole.height() * _UPPER - 1.6 * line)

    def _lower(self) -> QRectF:
        upper, line = self._upper(), self._theme.px("line.caption")
        top = upper.bottom() + 2.8 * line
        return QRectF(upper.left(), top, upper.width(), self.height() - top - line * 0.5)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._seasons.years:
            self._legend(painter)
            self._leavers(painter)
            self._bands(painter)
        painter.end()

    def _ink(self, year: int) -> QColor:
        return self._theme.color(_INKS[min(year, len(_INKS) - 1)])

    def _legend(self, painter: QPainter) -> None:
        theme, line = self._theme, self._theme.px("line.caption")
        painter.setFont(theme.font("caption"))
        x = self._upper().left()
        for year, number in reversed(list(enumerate(self._seasons.years))):
            painter.fillRect(QRectF(x, line * 0.25, line * 0.6, line * 0.6), self._ink(year))
            text = _("Fiscal year {year}").format(year=number)
            wide = painter.fontMetrics().horizontalAdvance(text)
            painter.setPen(theme.color("text.2"))
            painter.drawText(QRectF(x + line, 0, wide + 4, line), _C.AlignLeft | _C.AlignVCenter, text)
            x += line * 2 + wide

    def _leavers(self, painter: QPainter) -> None:
        theme, plot, line = self._theme, self._upper(), self._theme.px("line.caption")
        known = [found for place in self._places() if (found := self._month(*place)) is not None]
        shares = all(each.customers >= _SMALL for each in known if each.left)
        values = {place: _value(each, shares=shares) for place in self._places() if (each := self._month(*place))}
        most = max([*values.values(), 0.0])
        painter.setFont(theme.font("caption"))
        if most:
            top = plot.top() + line
            painter.fillRect(QRectF(plot.left(), top, plot.width(), 1), theme.color("chart.grid"))
            painter.setPen(theme.color("text.3"))
            said = show.percent(most) if shares else show.number(round(most))
            painter.drawText(QRectF(0, top - line / 2, plot.left() - 4, line), _C.AlignRight | _C.AlignVCenter, said)
        for (year, month), value in values.items():
            slot = self.bar_rect(year, month)
            high = value / most * (plot.height() - line) if most else 0
            bar = QRectF(slot.left() + 1, plot.bottom() - high, slot.width() - 2, high)
            painter.fillRect(bar, self._ink(year))
            found = self._month(year, month)
            if found is not None and found.left:
                painter.setPen(theme.color("text.2"))
                above = QRectF(slot.left() - 8, bar.top() - line, slot.width() + 16, line)
                painter.drawText(above, _C.AlignCenter, str(len(found.left)))
        painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), theme.color("chart.axis"))
        self._ticks(painter, plot)
        if self.hasFocus() or self.month() is not None:
            painter.setPen(QPen(theme.color("focus" if self.hasFocus() else "line.input"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.bar_rect(*self._at))

    def _ticks(self, painter: QPainter, plot: QRectF) -> None:
        """Write the months, and draw where the fiscal year ends."""
        theme, line = self._theme, self._theme.px("line.caption")
        slot = plot.width() / _MONTHS
        for at in range(_MONTHS):
            found = next((m for year in range(len(self._seasons.years)) if (m := self._month(year, at))), None)
            if found is not None:
                painter.setPen(theme.color("text" if at == self._at[1] else "text.3"))
                place = QRectF(plot.left() + at * slot, plot.bottom() + 3, slot, line)
                painter.drawText(place, _C.AlignCenter, month_words.month_tick(found.first))
        painter.setPen(QPen(theme.color("text.3"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(plot.topRight(), QPointF(plot.right(), self._lower().bottom()))

    def _bands(self, painter: QPainter) -> None:
        """Draw the shares of the bands at the end of each month, a column per year, the latest at the right."""
        theme, plot, line = self._theme, self._lower(), self._theme.px("line.caption")
        painter.setFont(theme.font("caption", bold=True))
        painter.setPen(theme.color("text.3"))
        heading = QRectF(plot.left(), plot.top() - line - 2, plot.width(), line)
        painter.drawText(heading, _C.AlignLeft | _C.AlignVCenter, _("Shares of the bands at the month's end"))
        any_scored = False
        for year, month in self._places():
            found = self._month(year, month)
            if found is None or not found.scored:
                continue
            any_scored = True
            slot = self.bar_rect(year, month)
            bottom = plot.bottom()
            for band in _STACK:
                high = found.bands.get(band, 0) / found.scored * plot.height()
                part = QRectF(slot.left() + 1, bottom - high, slot.width() - 2, high)
                if band is Band.WITHHELD:
                    painter.fillRect(part, theme.color("health.grey.soft"))
                else:
                    painter.fillRect(part, marks.colour(theme, band))
                bottom -= high
        if not any_scored:
            painter.setFont(theme.font("small"))
            painter.drawText(plot, _C.AlignCenter, _("No scores in these months"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent: left and right walk the months, up and down the years."""
        key, (year, month) = event.key(), self._at
        steps = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (1, 0), Qt.Key.Key_Down: (-1, 0)}
        step = steps.get(Qt.Key(key))
        if step is not None:
            self._point(year + step[0], month + step[1])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _point(self, year: int, month: int) -> None:
        if 0 <= year < len(self._seasons.years) and 0 <= month < _MONTHS and self._month(year, month) is not None:
            self._at = (year, month)
            self.update()
            self.pointed.emit()

    def _place_at(self, where: QPointF) -> tuple[int, int] | None:
        return next(
            (
                place
                for place in self._places()
                if self.bar_rect(*place).left() <= where.x() < self.bar_rect(*place).right()
            ),
            None,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent."""
        place = self._place_at(event.position())
        if place is not None:
            self._point(*place)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseDoubleClickEvent."""
        self.opened.emit()

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tool tip says which month it is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._place_at(QPointF(event.pos()))
            found = None if place is None else self._month(*place)
            QToolTip.showText(event.globalPos(), "" if found is None else month_words.month(found.first), self)
            return True
        return super().event(event)


def _value(month: Month, *, shares: bool) -> float:
    if not shares:
        return float(len(month.left))
    return len(month.left) / month.customers if month.customers else 0.0
