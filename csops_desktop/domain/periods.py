"""Stretches of time a list can be narrowed to: the running month, quarter and fiscal year, and the year before."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.contract_life import months_after

_QUARTER, _YEAR = 3, 12


class Period(StrEnum):
    """Which stretch; the fiscal year begins in the month of the store's setting."""

    ALL = "all"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    YEAR_BEFORE = "year_before"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the one before ``after``; None is open on that side."""

    first: dt.date | None = None
    after: dt.date | None = None

    def holds(self, day: dt.date | None) -> bool:
        """Tell whether a day lies in it; without a day only when nothing is asked."""
        if day is None:
            return self.first is None and self.after is None
        return (self.first is None or self.first <= day) and (self.after is None or day < self.after)


def span(period: Period, today: dt.date, year_start: int) -> Span:
    """Return the days of a period.

    Args:
        period: which one.
        today: a day of the running ones.
        year_start: first month of the fiscal year, 1 to 12.
    """
    month = today.replace(day=1)
    year = months_after(month, -((month.month - year_start) % _YEAR))
    match period:
        case Period.ALL:
            return Span()
        case Period.MONTH:
            return Span(month, months_after(month, 1))
        case Period.QUARTER:
            quarter = months_after(month, -((month.month - year_start) % _QUARTER))
            return Span(quarter, months_after(quarter, _QUARTER))
        case Period.YEAR:
            return Span(year, months_after(year, _YEAR))
        case Period.YEAR_BEFORE:
            return Span(months_after(year, -_YEAR), year)
