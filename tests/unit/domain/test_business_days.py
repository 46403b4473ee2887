"""Business days: what is counted, where a date goes that falls on a closed day, and that counting and adding agree."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.business_days import BusinessCalendar, ClosedDay, OnClosed

GOLDEN_WEEK = {
    dt.date(2024, 4, 29): "昭和の日",
    dt.date(2024, 5, 3): "憲法記念日",
    dt.date(2024, 5, 4): "みどりの日",
    dt.date(2024, 5, 5): "こどもの日",
    dt.date(2024, 5, 6): "休日",
}
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
CALENDARS = st.dictionaries(DAYS, st.text(max_size=5), max_size=40).map(BusinessCalendar)


def _walked(calendar: BusinessCalendar, start: dt.date, end: dt.date) -> int:
    """Count day by day: the slow and plain way."""
    day, found = start, 0
    while day < end:
        day += dt.timedelta(1)
        found += day.weekday() < 5 and day not in calendar.closed
    return found


def test_the_days_of_golden_week_are_passed_over() -> None:
    calendar = BusinessCalendar(GOLDEN_WEEK)
    friday = dt.date(2024, 4, 26)
    assert calendar.add(friday, 1) == dt.date(2024, 4, 30)
    assert calendar.add(friday, 5) == dt.date(2024, 5, 8)
    assert calendar.add(dt.date(2024, 5, 8), -5) == friday
    assert [each.name for each in calendar.closed_between(friday, dt.date(2024, 5, 8))] == [
        "昭和の日",
        "憲法記念日",
        "休日",  # the two on the weekend close nothing that was open
    ]


@pytest.mark.parametrize(
    ("rule", "lands"),
    [
        (OnClosed.BEFORE, dt.date(2024, 5, 2)),
        (OnClosed.AFTER, dt.date(2024, 5, 7)),
        (OnClosed.KEEP, dt.date(2024, 5, 4)),
    ],
)
def test_a_date_on_a_closed_day_goes_where_the_rule_says(rule: OnClosed, lands: dt.date) -> None:
    assert BusinessCalendar(GOLDEN_WEEK).moved(dt.date(2024, 5, 4), rule) == lands


def test_a_closed_day_says_why() -> None:
    calendar = BusinessCalendar(GOLDEN_WEEK)
    assert calendar.why_closed(dt.date(2024, 5, 3)) == ClosedDay(dt.date(2024, 5, 3), "憲法記念日")
    assert calendar.why_closed(dt.date(2024, 4, 27)) == ClosedDay(dt.date(2024, 4, 27))
    assert calendar.why_closed(dt.date(2024, 5, 2)) is None


@given(CALENDARS, DAYS, st.integers(0, 400))
def test_counting_agrees_with_walking_day_by_day(calendar: BusinessCalendar, start: dt.date, days: int) -> None:
    end = start + dt.timedelta(days)
    assert calendar.between(start, end) == _walked(calendar, start, end)
    assert calendar.between(end, start) == -calendar.between(start, end)


@given(CALENDARS, DAYS, st.integers(-250, 250))
def test_adding_lands_on_a_business_day_so_far_away(calendar: BusinessCalendar, start: dt.date, days: int) -> None:
    there = calendar.add(start, days)
    if days == 0:
        assert there == start
        return
    assert calendar.is_open(there)
    one = dt.timedelta(1)
    passed = calendar.between(start, there) if days > 0 else -calendar.between(there - one, start - one)
    assert passed == days


@given(CALENDARS, DAYS, st.sampled_from(OnClosed))
def test_a_moved_date_is_open_and_nothing_open_lies_between(
    calendar: BusinessCalendar, day: dt.date, rule: OnClosed
) -> None:
    there = calendar.moved(day, rule)
    if rule is OnClosed.KEEP or calendar.is_open(day):
        assert there == day
        return
    assert calendar.is_open(there)
    assert (there > day) is (rule is OnClosed.AFTER)
    assert abs(calendar.between(min(day, there), max(day, there) - dt.timedelta(1))) == 0
