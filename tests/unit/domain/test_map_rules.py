"""The rules of the operation map over random books: nobody is lost, nobody counts twice, gaps say what they mean."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.fields import TOUCHES
from csops_desktop.domain.level_moves import Track
from csops_desktop.domain.maturity import LEVELS, PlannedAction
from csops_desktop.domain.operation_map import (
    COLUMNS,
    Gap,
    MapBook,
    Placed,
    PlacedAction,
    cells,
    histogram,
    shares,
)

TODAY = dt.date(2026, 11, 24)


@st.composite
def books(draw: st.DrawFn) -> MapBook:
    touches = st.sampled_from([*TOUCHES, None])
    standings = draw(
        st.lists(st.tuples(st.sampled_from([*COLUMNS, None]), touches, st.integers(0, 10**6)), max_size=30)
    )
    placed = tuple(
        Placed(
            n,
            f"c{n}",
            touch,
            mrr,
            0,
            frozenset(),
            Track(n, n, "", None, None, ((TODAY, level),) if level is not None else ()),
        )
        for n, (level, touch, mrr) in enumerate(standings)
    )
    plans = draw(
        st.lists(
            st.tuples(st.sampled_from(LEVELS), st.sampled_from(TOUCHES), st.none() | st.integers(0, 500)), max_size=20
        )
    )
    actions = tuple(
        PlacedAction(n, PlannedAction(level, touch, f"a{n}", minutes=minutes))
        for n, (level, touch, minutes) in enumerate(plans)
    )
    per = {touch: draw(st.integers(0, 300)) for touch in TOUCHES}
    return MapBook(1, "p", TODAY, actions=actions, placed=placed, per_customer=per)


@given(books())
def test_everybody_assessed_stands_in_exactly_one_cell(book: MapBook) -> None:
    there = [each.customer_id for cell in cells(book).values() for each in cell.customers]
    assert sorted(there) == [each.customer_id for each in book.placed if each.level is not None]
    planned = [each.id for cell in cells(book).values() for each in cell.actions]
    assert sorted(planned) == [each.id for each in book.actions]


@given(books())
def test_money_and_minutes_of_the_cells_are_those_of_the_book(book: MapBook) -> None:
    found = cells(book).values()
    unassessed = [each for each in book.placed if each.level is None]
    assert sum(cell.mrr for cell in found) == sum(each.mrr for each in book.placed) - sum(
        each.mrr for each in unassessed
    )
    rest = sum(book.per_customer.get(each.touch or "", 0) for each in unassessed)
    assert sum(cell.minutes for cell in found) + rest == book.minutes()


@given(books())
def test_a_gap_is_where_one_side_is_empty(book: MapBook) -> None:
    found = cells(book)
    for (level, touch), cell in found.items():
        assert sum(cell.bands.values()) == len(cell.customers)
        if cell.gap is Gap.NO_ACTION:
            assert cell.customers
            assert not cell.actions
        elif cell.gap is Gap.NO_CUSTOMER:
            assert cell.actions
            assert not cell.customers
        elif touch is not None and cell.customers and level:
            assert cell.actions


@given(books())
def test_the_shares_of_touch_are_of_those_who_have_one(book: MapBook) -> None:
    found = shares(book)
    assert sum(each.n for each in found.values()) == sum(each.touch is not None for each in book.placed)
    assert all(each.percent is None or 0 <= each.percent <= 100 for each in found.values())


@given(st.lists(st.integers(0, 4000), max_size=60), st.integers(1, 12))
def test_a_histogram_counts_everybody_in_few_bars(days: list[int], bars: int) -> None:
    width, found = histogram(days, bars)
    assert sum(found) == len(days)
    assert len(found) <= bars
    assert width % 10 == 0
