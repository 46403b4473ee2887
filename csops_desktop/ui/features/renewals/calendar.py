"""The calendar of the page: twelve months as a strip, one of them as a grid of days."""

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain import renewal_calendar, renewals
from csops_desktop.domain.renewal_calendar import Days, Event
from csops_desktop.domain.renewals import Book, RenewalLine
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.renewals.month_grid import COLOURS, ICONS, MonthGrid
from csops_desktop.ui.features.renewals.month_strip import MonthStrip
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.parts import Icon, label
from csops_desktop.wording import renewals as say


class RenewalCalendar(QFrame):
    """Strip, month and its days.

    Signals:
        day_changed: another day is current.
        opened(date): the lines of a day are wanted.
        left: the list is wanted again.
    """

    day_changed = Signal()
    opened = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, context: ListContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._book = Book()
        self._context = context
        self._days: Days = {}
        self._months: list[tuple[dt.date, renewals.Total]] = []
        self.strip = MonthStrip(theme, self)
        self.grid = MonthGrid(theme, context.today, self)
        self.month = label("", "h2")
        self.back = IconButton(theme, "caret-left", compact=True, parent=self)
        self.on = IconButton(theme, "caret-right", compact=True, parent=self)
        self.today = Button(theme, compact=True, keys="T", parent=self)
        self._legend = {event: label("", "caption", tone="3") for event in Event}
        side = theme.px("space.5")
        head = QHBoxLayout()
        head.setContentsMargins(side, theme.px("space.3"), side, theme.px("space.3"))
        head.setSpacing(theme.px("space.3"))
        for widget in (self.back, self.on, self.month, self.today):
            head.addWidget(widget)
        head.addStretch(1)
        for event, words in self._legend.items():
            head.addWidget(Icon(theme, ICONS[event], COLOURS[event]))
            head.addWidget(words)
            head.addSpacing(theme.px("space.3"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip)
        layout.addLayout(head)
        layout.addWidget(self.grid, 1)
        self.back.clicked.connect(self.grid.step_back)
        self.on.clicked.connect(self.grid.step_on)
        self.today.clicked.connect(self._on_today)
        self.strip.chosen.connect(self._on_month)
        self.grid.moved.connect(self._on_moved)
        self.grid.opened.connect(self.opened)
        self.grid.left.connect(self.left)

    def show_book(self, book: Book, context: ListContext) -> None:
        """Show other lines; the current day stays."""
        if book is not self._book:
            self._book, self._days = book, renewal_calendar.by_day(book.lines)
            self._months = [
                (month, renewals.Total(sum(t.n for t in totals.values()), sum(t.mrr for t in totals.values())))
                for month, totals in renewals.by_month(book.lines, context.today).items()
            ]
        self._context = context
        self.grid.show_days(self._days, context.today, context.currency)
        self._show_month()

    def lines(self) -> list[RenewalLine]:
        """Return the lines of which anything falls on the current day."""
        found = self._days.get(self.grid.day(), {})
        return list({line.id: line for event in Event for line in found.get(event, ())}.values())

    def words(self) -> str:
        """Return the current day and what falls on it."""
        return "  ・  ".join([say.day(self.grid.day()), *(self.grid.words(self.grid.day()) or [_("Nothing that day")])])

    def retranslate(self) -> None:
        """Set the texts again."""
        self.back.describe(_("Month before"), "PgUp")
        self.on.describe(_("Next month"), "PgDn")
        self.today.set_text(pgettext("go to this day in a calendar", "Today"))
        for event, words in self._legend.items():
            words.setText(say.event(event))
        self._show_month()

    def _show_month(self) -> None:
        first = self.grid.day().replace(day=1)
        self.month.setText(say.month(first))
        self.strip.show_months(self._months, first, self._context.currency)

    @Slot(object)
    def _on_moved(self, _day: dt.date) -> None:
        self._show_month()
        self.day_changed.emit()

    @Slot(object)
    def _on_month(self, month: dt.date) -> None:
        self.grid.go_to(month)
        self.grid.setFocus()

    @Slot()
    def _on_today(self) -> None:
        self.grid.go_to(self._context.today)
        self.grid.setFocus()
