"""Promises stand in the lists they belong to, whatever their days are."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain import promises
from csops_desktop.domain.promises import PromiseLine, State

TODAY = dt.date(2026, 11, 24)
_DAYS = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
_LINES = st.lists(
    st.builds(
        PromiseLine,
        id=st.integers(1, 10**6),
        customer_id=st.integers(1, 4),
        customer=st.sampled_from(("青葉", "いろは")),
        text=st.just("見積もりを出す"),
        due_on=_DAYS,
        settled_on=_DAYS,
        kept=st.booleans(),
    ),
    unique_by=lambda line: line.id,
)


@given(_LINES)
def test_every_promise_is_open_kept_or_broken_and_counted_once(lines: list[PromiseLine]) -> None:
    counts = promises.counted(lines, TODAY)
    assert counts[State.OPEN] + counts[State.KEPT] + counts[State.BROKEN] == len(lines)
    assert counts[State.LATE] <= counts[State.OPEN]
    for state in State:
        listed = promises.in_order(lines, state, TODAY)
        assert len(listed) == counts[state]
        assert len({line.id for line in listed}) == len(listed)


@given(_LINES)
def test_the_oldest_open_promise_stands_first_and_those_without_a_day_last(lines: list[PromiseLine]) -> None:
    days = [line.due_on or dt.date.max for line in promises.in_order(lines, State.OPEN, TODAY)]
    assert days == sorted(days)


@given(_LINES)
def test_groups_hold_every_line_once_and_the_longest_stands_first(lines: list[PromiseLine]) -> None:
    groups = promises.grouped(lines, lambda line: (0, line.customer))
    assert sorted(line.id for found in groups.values() for line in found) == sorted(line.id for line in lines)
    sizes = [len(found) for found in groups.values()]
    assert sizes == sorted(sizes, reverse=True)


def test_a_promise_is_late_from_the_day_after_its_day() -> None:
    line = PromiseLine(1, 1, "青葉", "送る", due_on=TODAY)
    assert not line.late(TODAY)
    assert line.late(TODAY + dt.timedelta(days=1))
