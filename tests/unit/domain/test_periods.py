"""Periods of lists: the running ones hold today, they meet without gap, and the fiscal year begins where it is set."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.periods import Period, Span, span

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
MONTHS = st.integers(1, 12)


@given(DAYS, MONTHS)
def test_the_running_periods_hold_today_and_lie_in_each_other(today: dt.date, start: int) -> None:
    month, quarter, year = (span(period, today, start) for period in (Period.MONTH, Period.QUARTER, Period.YEAR))
    for outer, inner in ((quarter, month), (year, quarter)):
        assert outer.first is not None
        assert inner.first is not None
        assert outer.after is not None
        assert inner.after is not None
        assert outer.first <= inner.first <= today < inner.after <= outer.after
    assert year.first is not None
    assert (year.first.month, year.first.day) == (start, 1)
    assert span(Period.YEAR_BEFORE, today, start).after == year.first


def test_the_fiscal_year_of_april() -> None:
    today = dt.date(2027, 2, 10)
    assert span(Period.YEAR, today, 4) == Span(dt.date(2026, 4, 1), dt.date(2027, 4, 1))
    assert span(Period.QUARTER, today, 4) == Span(dt.date(2027, 1, 1), dt.date(2027, 4, 1))


def test_without_a_day_only_everything_holds() -> None:
    assert span(Period.ALL, dt.date(2027, 2, 10), 4).holds(None)
    assert not span(Period.YEAR, dt.date(2027, 2, 10), 4).holds(None)
