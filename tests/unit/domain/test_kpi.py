"""Retention figures: their definitions on a small book, and what must always hold."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.contracts import Contract, mrr_on
from csops_desktop.domain.kpi import retention

START, END = dt.date(2024, 3, 31), dt.date(2025, 3, 31)
DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2026, 1, 1))


def _contract(
    id_: int,
    customer: int,
    mrr: int,
    starts: str,
    ended: str | None = None,
    term: str | None = None,
    after: int | None = None,
) -> Contract:
    return Contract(
        id_,
        customer,
        dt.date.fromisoformat(starts),
        mrr,
        term_ends_on=dt.date.fromisoformat(term) if term else None,
        ended_on=dt.date.fromisoformat(ended) if ended else None,
        predecessor_id=after,
    )


BOOK = [
    _contract(1, 1, 100, "2023-01-01"),  # stays
    _contract(2, 2, 100, "2023-01-01", ended="2024-10-01"),  # shrinks to 60
    _contract(3, 2, 60, "2024-10-01", after=2),
    _contract(4, 3, 100, "2023-01-01", ended="2025-01-01"),  # leaves
    _contract(5, 4, 100, "2023-01-01", ended="2024-07-01"),  # grows to 150
    _contract(6, 4, 150, "2024-07-01", after=5),
    _contract(7, 5, 500, "2024-06-01"),  # new: in no rate
    _contract(8, 6, 0, "2023-01-01"),  # pays nothing: not present
]


def test_definitions() -> None:
    found = retention(BOOK, START, END)
    assert (found["mrr_start"].value, found["mrr_end"].value) == (400, 810)
    assert (found["grr"].numerator, found["grr"].denominator, found["grr"].n) == (260, 400, 4)
    assert found["nrr"].value == 310 / 400
    assert (found["logo_churn"].numerator, found["logo_churn"].denominator) == (1, 4)
    assert found["revenue_churn_gross"].value == 140 / 400
    assert (found["contract_churn"].numerator, found["contract_churn"].denominator) == (3, 5)


def test_a_renewal_goes_on_by_itself_or_through_its_successor() -> None:
    book = [
        _contract(1, 1, 100, "2023-04-01", term="2024-09-30"),  # runs on past its term
        _contract(2, 2, 100, "2023-04-01", term="2024-09-30", ended="2024-10-01"),
        _contract(3, 2, 80, "2024-10-01", after=2),  # renewed for less
        _contract(4, 3, 100, "2023-04-01", term="2024-09-30", ended="2024-10-01"),  # not renewed
        _contract(5, 4, 100, "2023-04-01", term="2024-09-30", ended="2024-05-01"),  # gone before it was due
    ]
    found = retention(book, START, END)
    assert (found["renewal_rate"].numerator, found["renewal_rate"].denominator) == (2, 3)
    assert (found["renewal_rate_amount"].numerator, found["renewal_rate_amount"].denominator) == (180, 300)


def test_an_empty_book_has_no_rates() -> None:
    found = retention([], START, END)
    assert (found["grr"].value, found["nrr"].value, found["renewal_rate"].value) == (None, None, None)
    assert found["mrr_start"].value == 0


@st.composite
def _books(draw: st.DrawFn) -> list[Contract]:
    rows = draw(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 10**6), DAYS, st.none() | DAYS), max_size=30))
    return [Contract(n, customer, starts, mrr, ended_on=ended) for n, (customer, mrr, starts, ended) in enumerate(rows)]


@given(_books(), DAYS, DAYS)
def test_what_always_holds(book: list[Contract], one: dt.date, other: dt.date) -> None:
    start, end = sorted((one, other))
    found = retention(book, start, end)
    assert found["mrr_start"].value == mrr_on(book, start)
    assert found["mrr_end"].value == mrr_on(book, end)
    grr, nrr = found["grr"].value, found["nrr"].value
    assert (grr is None) == (nrr is None)
    if grr is not None and nrr is not None:
        assert 0 <= grr <= 1
        assert grr <= nrr
