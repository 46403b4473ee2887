"""Renewals by day: what falls on which, notice deadlines, last days of terms and renewals, with their MRR."""

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from csops_desktop.domain.contract_life import months_after
from csops_desktop.domain.renewals import RenewalLine

_DAY = dt.timedelta(days=1)


class Event(StrEnum):
    """What can fall on a day, in the order in which it is shown."""

    NOTICE = "notice"  # the last day to say that it ends
    RENEWAL = "renewal"  # the day after the term
    TERM_END = "term_end"  # the last day of the term


Days = Mapping[dt.date, Mapping[Event, Sequence[RenewalLine]]]


def events(line: RenewalLine) -> Iterator[tuple[Event, dt.date]]:
    """Yield what falls on which day; who has renewed needs no notice deadline any more."""
    if line.notice_on is not None and not line.renewed:
        yield Event.NOTICE, line.notice_on
    yield Event.RENEWAL, line.renewal_on
    yield Event.TERM_END, line.renewal_on - _DAY


def by_day(lines: Iterable[RenewalLine]) -> Days:
    """Return the lines of every day on which something falls, by what it is."""
    days: dict[dt.date, dict[Event, list[RenewalLine]]] = {}
    for line in lines:
        for event, day in events(line):
            days.setdefault(day, {}).setdefault(event, []).append(line)
    return days


def falls_on(line: RenewalLine, day: dt.date) -> bool:
    """Tell whether anything of a line falls on a day."""
    return any(on == day for _event, on in events(line))


def weeks(month: dt.date) -> list[list[dt.date]]:
    """Return the weeks that show a month, Monday first, always six, so that nothing moves from month to month."""
    first = month.replace(day=1)
    start = first - dt.timedelta(days=first.weekday())
    return [[start + dt.timedelta(days=7 * week + day) for day in range(7)] for week in range(6)]


def moved(day: dt.date, months: int) -> dt.date:
    """Return the same day some months on, or the last one of that month."""
    return months_after(day, months)


def last_of_month(day: dt.date) -> dt.date:
    """Return the last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
