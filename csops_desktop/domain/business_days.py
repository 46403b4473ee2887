"""Business days: Monday to Friday without public holidays and our own closing days, and how far they lie apart."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

_WEEK, _WORKDAYS = 7, 5


class OnClosed(StrEnum):
    """Where a date goes that falls on a closed day."""

    BEFORE = "before"
    AFTER = "after"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day without work.

    Attributes:
        name: of the holiday or closing day; empty for a Saturday or Sunday.
    """

    day: dt.date
    name: str = ""


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """Which days are open.

    Attributes:
        closed: days without work besides Saturdays and Sundays, by name.
    """

    closed: Mapping[dt.date, str] = field(default_factory=dict)
    _weekdays: tuple[dt.date, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        """Put the closed weekdays in order once, so that counting needs no walk over days."""
        object.__setattr__(self, "_weekdays", tuple(sorted(day for day in self.closed if _is_weekday(day))))

    def is_open(self, day: dt.date) -> bool:
        """Tell whether a day is a business day."""
        return _is_weekday(day) and day not in self.closed

    def why_closed(self, day: dt.date) -> ClosedDay | None:
        """Return what closes a day, None when it is open."""
        return None if self.is_open(day) else ClosedDay(day, self.closed.get(day, ""))

    def between(self, start: dt.date, end: dt.date) -> int:
        """Return how many business days come after ``start`` up to and including ``end``; negative backwards."""
        return self._up_to(end) - self._up_to(start)

    def add(self, day: dt.date, days: int) -> dt.date:
        """Return the day that lies so many business days after (or, negative, before) another one; 0 is that day.

        Raises:
            OverflowError: it lies outside the calendar.
        """
        step = dt.timedelta(1 if days > 0 else -1)
        left = abs(days)
        while left:
            day += step
            left -= self.is_open(day)
        return day

    def moved(self, day: dt.date, rule: OnClosed) -> dt.date:
        """Return the day itself while it is open, else the nearest business day that the rule allows.

        Raises:
            OverflowError: there is none within the calendar.
        """
        if rule is OnClosed.KEEP or self.is_open(day):
            return day
        return self.add(day, 1 if rule is OnClosed.AFTER else -1)

    def closed_between(self, start: dt.date, end: dt.date) -> tuple[ClosedDay, ...]:
        """Return the holidays and closing days on weekdays from one day to another, both included, in order."""
        low, high = min(start, end), max(start, end)
        found = self._weekdays[bisect_left(self._weekdays, low) : bisect_right(self._weekdays, high)]
        return tuple(ClosedDay(day, self.closed[day]) for day in found)

    def _up_to(self, day: dt.date) -> int:
        """Return how many business days there are from the first day of the calendar, a Monday, up to a day."""
        weeks, rest = divmod(day.toordinal(), _WEEK)
        return weeks * _WORKDAYS + min(rest, _WORKDAYS) - bisect_right(self._weekdays, day)


def _is_weekday(day: dt.date) -> bool:
    return day.weekday() < _WORKDAYS
