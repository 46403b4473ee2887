"""Months beside the same months of earlier years."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.contracts import Contract
from csops_desktop.domain.health_seasons import Month, seasons
from csops_desktop.domain.scoring.definition import Band

TODAY = dt.date(2026, 11, 24)


def _contract(id_: int, customer: int, starts: dt.date, ended: dt.date | None = None, mrr: int = 1000) -> Contract:
    return Contract(id_, customer, starts, mrr, ended_on=ended)


def _month(table: tuple[Month | None, ...], month: int) -> Month:
    return next(each for each in table if each is not None and each.first.month == month)


def test_who_leaves_at_the_end_of_the_fiscal_year_is_seen_in_its_month() -> None:
    contracts = [
        _contract(1, 1, dt.date(2024, 4, 1), dt.date(2026, 4, 1), 5000),
        _contract(2, 2, dt.date(2024, 4, 1)),
        # goes on under another contract: has not left
        _contract(3, 3, dt.date(2024, 4, 1), dt.date(2026, 4, 1)),
        _contract(4, 3, dt.date(2026, 4, 1)),
    ]
    found = seasons(contracts, {}, TODAY, 4)
    assert found.years == (2026, 2025, 2024)
    march = _month(found.months[2025], 3)
    assert (march.customers, march.left, march.lost) == (3, (1,), 5000)
    assert _month(found.months[2026], 4).customers == 2
    assert sum(len(month.left) for year in found.months.values() for month in year if month is not None) == 1


def test_the_year_begins_where_the_settings_say_and_what_lies_ahead_is_empty() -> None:
    found = seasons([_contract(1, 1, dt.date(2025, 1, 1))], {}, TODAY, 10, years=2)
    assert [None if month is None else month.first.month for month in found.months[2026]] == [10, 11, *[None] * 10]
    assert found.months[2025][0] is not None


def test_a_band_holds_until_the_next_one_while_a_contract_runs() -> None:
    contracts = [_contract(1, 1, dt.date(2026, 4, 1), dt.date(2026, 9, 10))]
    bands = {1: [("2026-05", Band.WATCH), ("2026-07", Band.RISK)]}
    months = seasons(contracts, bands, TODAY, 4, years=1).months[2026]
    shown = [None if month is None else dict(month.bands) for month in months]
    assert shown[:6] == [{}, {Band.WATCH: 1}, {Band.WATCH: 1}, {Band.RISK: 1}, {Band.RISK: 1}, {}]


def test_a_contract_that_will_end_is_not_lost_yet() -> None:
    contracts = [_contract(1, 1, dt.date(2025, 4, 1), dt.date(2026, 11, 30))]
    found = seasons(contracts, {}, TODAY, 4)
    assert not found.any_left


DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2027, 6, 1))


@given(
    st.lists(st.tuples(st.integers(1, 4), DAYS, st.none() | DAYS), max_size=12), st.integers(1, 12), st.integers(1, 4)
)
def test_customers_of_a_month_are_those_in_force_on_its_first_day(
    rows: list[tuple[int, dt.date, dt.date | None]], start: int, years: int
) -> None:
    contracts = [_contract(at, customer, first, last) for at, (customer, first, last) in enumerate(rows)]
    for year in seasons(contracts, {}, TODAY, start, years).months.values():
        for month in year:
            if month is not None:
                there = {each.customer_id for each in contracts if each.counts_on(month.first)}
                assert month.customers == len(there)
                assert all(
                    not any(each.counts_on(TODAY) for each in contracts if each.customer_id == left)
                    or any(each.starts_on > month.first for each in contracts if each.customer_id == left)
                    for left in month.left
                )


def test_nothing_is_known_without_contracts() -> None:
    assert seasons([], {}, TODAY, 4).years == ()
