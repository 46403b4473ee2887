"""The calendar of renewals: every line stands on its days, every day gives back its lines, every month fits."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain import renewal_calendar as rules
from csops_desktop.domain.renewal_calendar import Event
from csops_desktop.domain.renewals import RenewalLine

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31))
LINES = st.lists(
    st.builds(
        RenewalLine,
        id=st.integers(1, 10**6),
        customer_id=st.just(1),
        customer=st.just("青葉"),
        product=st.just(""),
        mrr=st.integers(0, 10**6),
        renewal_on=DAYS,
        notice_on=st.none() | DAYS,
        renewed=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda line: line.id,
)


@given(LINES)
def test_every_line_stands_on_its_days_and_every_day_gives_them_back(lines: list[RenewalLine]) -> None:
    days = rules.by_day(lines)
    for day, by_event in days.items():
        listed = {line.id for found in by_event.values() for line in found}
        assert {line.id for line in lines if rules.falls_on(line, day)} == listed
    for line in lines:
        assert line in days[line.renewal_on][Event.RENEWAL]
        assert line in days[line.renewal_on - dt.timedelta(days=1)][Event.TERM_END]
        if line.notice_on is not None:
            assert (line in days.get(line.notice_on, {}).get(Event.NOTICE, [])) is not line.renewed


@given(DAYS)
def test_six_weeks_from_monday_hold_the_whole_month(day: dt.date) -> None:
    weeks = rules.weeks(day)
    days = [each for week in weeks for each in week]
    assert len(weeks) == 6
    assert all(week[0].weekday() == 0 for week in weeks)
    assert {day.replace(day=1), day, rules.last_of_month(day)} <= set(days)
