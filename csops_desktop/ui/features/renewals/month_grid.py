"""One month as a grid of days, each with what falls on it and its MRR; walked with the arrows, opened with Enter."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csops_desktop.domain import renewal_calendar as rules
from csops_desktop.domain import renewals
from csops_desktop.domain.renewal_calendar import Days, Event
from csops_desktop.domain.renewals import RenewalLine
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import renewals as say
from csops_desktop.wording import values as show

ICONS = {Event.NOTICE: "bell-z", Event.RENEWAL: "arrows-clockwise", Event.TERM_END: "hourglass-medium"}
COLOURS = {Event.NOTICE: "health.yellow.text", Event.RENEWAL: "accent.text", Event.TERM_END: "text.3"}
_V = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _V, Qt.AlignmentFlag.AlignRight | _V
_WEEKS, _DAYS, _SATURDAY = 6, 7, 5
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_DAYS, Qt.Key.Key_Down: _DAYS}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class MonthGrid(QWidget):
    """The days of a month.

    Signals:
        moved(date): another day is current.
        opened(date): Enter, Space or a double click on it.
        left: Escape or V.
    """

    moved = Signal(object)
    opened = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._today = today
        self._day = today
        self._days: Days = {}
        self._currency = "JPY"
        self.setObjectName("monthGrid")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_days(self, days: Days, today: dt.date, currency: str) -> None:
        """Show other lines."""
        self._days, self._today, self._currency = days, today, currency
        self._tell()

    def day(self) -> dt.date:
        """Return the current day."""
        return self._day

    def go_to(self, day: dt.date) -> None:
        """Make a day current; its month is shown."""
        if day != self._day:
            self._day = day
            self.moved.emit(day)
        self._tell()

    def words(self, day: dt.date) -> list[str]:
        """Return what falls on a day, one line each."""
        found = self._days.get(day, {})
        return [
            f"{say.event(event)}  {say.summed(renewals.total(found[event]), self._currency)}"
            for event in Event
            if event in found
        ]

    def _tell(self) -> None:
        said = [show.date_with_weekday(self._day), *self.words(self._day)]
        self.setAccessibleName(" ".join(said))
        self.update()

    # --- geometry -----------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(700), self._theme.scaled(460))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.minimumSizeHint."""
        return QSize(self._theme.scaled(420), self._theme.scaled(300))

    def cell(self, week: int, day: int) -> QRect:
        """Return where a day of a week stands."""
        top = self._theme.scaled(24)
        left, right = self.width() * day // _DAYS, self.width() * (day + 1) // _DAYS
        room = self.height() - top
        upper, lower = top + room * week // _WEEKS, top + room * (week + 1) // _WEEKS
        return QRect(left, upper, right - left, lower - upper)

    def place_of(self, day: dt.date) -> QRect | None:
        """Return where a day stands, None when its month is not shown."""
        for number, week in enumerate(rules.weeks(self._day)):
            if day in week:
                return self.cell(number, week.index(day))
        return None

    def _day_at(self, x: int, y: int) -> dt.date | None:
        weeks = rules.weeks(self._day)
        places = ((week, day) for week in range(_WEEKS) for day in range(_DAYS))
        return next((weeks[week][day] for week, day in places if self.cell(week, day).contains(x, y)), None)

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        theme = self._theme
        painter = QPainter(self)
        weeks = rules.weeks(self._day)
        painter.fillRect(0, 0, self.width(), self.cell(0, 0).top(), theme.color("bg.header"))
        painter.setFont(theme.font("caption"))
        for number, day in enumerate(weeks[0]):
            painter.setPen(theme.color("text.3"))
            place = self.cell(0, number)
            heading = QRect(place.left(), 0, place.width(), place.top())
            painter.drawText(heading, Qt.AlignmentFlag.AlignCenter, show.weekday(day))
        for week, days in enumerate(weeks):
            for number, day in enumerate(days):
                self._draw_day(painter, self.cell(week, number), day)
        place_of_current = self.place_of(self._day)
        if place_of_current is not None and self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place_of_current.adjusted(1, 1, -2, -2))
        painter.end()

    def _draw_day(self, painter: QPainter, place: QRect, day: dt.date) -> None:
        theme, outside = self._theme, day.month != self._day.month
        ground = "bg.selected" if day == self._day else "bg.header" if outside else "bg.surface"
        painter.fillRect(place, theme.color(ground))
        painter.fillRect(place.right(), place.top(), 1, place.height(), theme.color("line.soft"))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, theme.color("line.soft"))
        pad = theme.px("space.3")
        number = QRect(place.left() + pad, place.top() + 2, theme.scaled(20), theme.scaled(18))
        today = day == self._today
        if today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(number, theme.px("radius.sm"), theme.px("radius.sm"))
        painter.setFont(theme.font("caption", bold=today or day == self._day))
        quiet = outside or day.weekday() >= _SATURDAY
        painter.setPen(theme.color("text.onaccent" if today else "text.3" if quiet else "text"))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
        self._draw_events(painter, place.adjusted(pad, number.height() + 2, -pad, -1), self._days.get(day, {}))

    def _draw_events(self, painter: QPainter, room: QRect, found: Mapping[Event, Sequence[RenewalLine]]) -> None:
        theme = self._theme
        font = theme.font("caption")
        metrics, height = QFontMetrics(font), theme.scaled(16)
        painter.setFont(font)
        side, top = theme.scaled(12), room.top()
        for event in Event:
            lines = found.get(event)
            if not lines or top + height > room.bottom() + 1:
                continue
            total = renewals.total(lines)
            line = QRect(room.left(), top, room.width(), height)
            icon = QRect(line.left(), line.center().y() - side // 2, side, side)
            theme.draw_icon(painter, icon, ICONS[event], COLOURS[event])
            painter.setPen(theme.color(COLOURS[event]))
            money = show.money(total.mrr, self._currency)
            text = show.number(total.n)
            left = side + theme.px("space.2")
            if metrics.horizontalAdvance(f"{text} {money}") + left <= line.width():
                painter.drawText(line, _RIGHT, money)
            painter.drawText(line.adjusted(left, 0, 0, 0), _LEFT, text)
            top += height

    # --- what the user does -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        key, step = Qt.Key(event.key()), _STEPS.get(Qt.Key(event.key()))
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif step is not None:
            self.go_to(self._day + dt.timedelta(days=step))
        elif key in _MONTHS:
            self.go_to(rules.moved(self._day, _MONTHS[key]))
        elif key == Qt.Key.Key_Home:
            self.go_to(self._day.replace(day=1))
        elif key == Qt.Key.Key_End:
            self.go_to(rules.last_of_month(self._day))
        elif key == Qt.Key.Key_T:
            self.go_to(self._today)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open(self._day)
        elif key in {Qt.Key.Key_Escape, Qt.Key.Key_V}:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, day: dt.date) -> None:
        if self._days.get(day):
            self.opened.emit(day)

    @Slot()
    def step_back(self) -> None:
        """Go to the month before."""
        self.go_to(rules.moved(self._day, -1))

    @Slot()
    def step_on(self) -> None:
        """Go to the next month."""
        self.go_to(rules.moved(self._day, 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent: a click makes a day current, a second one on it opens it."""
        day = self._day_at(int(event.position().x()), int(event.position().y()))
        if event.button() != Qt.MouseButton.LeftButton or day is None:
            return
        if day == self._day:
            self._open(day)
        else:
            self.go_to(day)

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tool tip says what falls on the day below the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self._day_at(event.pos().x(), event.pos().y())
            said = [] if day is None else [show.date_with_weekday(day), *self.words(day)]
            QToolTip.showText(event.globalPos(), "\n".join(said), self)
            return True
        return super().event(event)
