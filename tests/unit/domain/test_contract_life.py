"""How contracts go on: no act touches a day before it, and every act adds up."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain import contract_life
from csops_desktop.domain.contract_life import Terms, months_after
from csops_desktop.domain.contracts import Contract, mrr_on
from csops_desktop.foundation.errors import ContractOverError, InvalidValueError

_START = dt.date(2024, 1, 1)
_DAYS = st.integers(0, 1500).map(lambda days: _START + dt.timedelta(days=days))


@st.composite
def _books(draw: st.DrawFn) -> list[Contract]:
    """Some contracts of a customer, the first of which runs and has a term."""
    book: list[Contract] = []
    for id_ in range(1, draw(st.integers(1, 4)) + 1):
        starts = draw(_DAYS)
        ends = starts + dt.timedelta(days=draw(st.integers(1, 800)))
        ended = None if id_ == 1 else draw(st.none() | st.just(ends))
        book.append(Contract(id_, 1, starts, draw(st.integers(0, 900)), ends, ended, draw(st.none() | st.just(7))))
    return book


def _after(book: list[Contract], *rows: Contract) -> list[Contract]:
    replaced = {row.id: row for row in rows if row.id}
    return [replaced.get(row.id, row) for row in book] + [row for row in rows if not row.id]


def _assert_only_from(on: dt.date, before: list[Contract], after: list[Contract], change: int) -> None:
    """The MRR of every day before the act stands; on the day it differs by what the act says."""
    for days in (-900, -400, -30, -2, -1):
        day = on + dt.timedelta(days=days)
        assert mrr_on(after, day) == mrr_on(before, day)
    assert mrr_on(after, on) - mrr_on(before, on) == change


@given(_books(), st.integers(0, 900), st.integers(1, 500))
def test_a_renewal_changes_no_day_before_it(book: list[Contract], mrr: int, days: int) -> None:
    first = book[0]
    on = first.renewal_on
    assert on is not None
    follow = contract_life.renew(first, Terms(mrr, on + dt.timedelta(days=days)))
    _assert_only_from(on, book, _after(book, follow.old, follow.new), mrr - first.mrr)
    assert (follow.new.kind, follow.new.predecessor_id, follow.new.starts_on) == ("renewal", first.id, on)


@given(_books(), st.integers(0, 900), st.integers(1, 2000))
def test_another_amount_changes_no_day_before_it(book: list[Contract], mrr: int, days: int) -> None:
    first = book[0]
    on = first.starts_on + dt.timedelta(days=days)
    if mrr == first.mrr or (first.term_ends_on is not None and on > first.term_ends_on):
        with pytest.raises(InvalidValueError):
            contract_life.change_amount(first, on, mrr)
        return
    follow = contract_life.change_amount(first, on, mrr)
    _assert_only_from(on, book, _after(book, follow.old, follow.new), mrr - first.mrr)
    assert follow.new.kind == ("upsell" if mrr > first.mrr else "reduction")
    assert follow.new.term_ends_on == first.term_ends_on  # the same term goes on


@given(_books(), st.integers(1, 2000))
def test_an_end_changes_no_day_before_it_and_can_be_taken_back(book: list[Contract], days: int) -> None:
    first = book[0]
    on = first.starts_on + dt.timedelta(days=days)
    ended = contract_life.end(first, on)
    _assert_only_from(on, book, _after(book, ended), -first.mrr)
    assert contract_life.resume(ended) == first


@given(_books())
def test_what_has_an_end_cannot_be_ended_renewed_or_changed_again(book: list[Contract]) -> None:
    first = book[0]
    over = contract_life.end(first, first.starts_on + dt.timedelta(days=3))
    for act in (
        lambda: contract_life.end(over, first.starts_on + dt.timedelta(days=9)),
        lambda: contract_life.renew(over, Terms(1, None)),
        lambda: contract_life.change_amount(over, first.starts_on + dt.timedelta(days=2), first.mrr + 1),
    ):
        with pytest.raises(ContractOverError):
            act()


def test_acts_on_the_first_day_or_before_are_refused() -> None:
    contract = Contract(1, 1, _START, 100, dt.date(2024, 12, 31))
    with pytest.raises(InvalidValueError):
        contract_life.end(contract, _START)
    with pytest.raises(InvalidValueError):
        contract_life.change_amount(contract, _START, 200)
    with pytest.raises(InvalidValueError):
        contract_life.renew(contract, Terms(100, dt.date(2024, 12, 31)))
    with pytest.raises(InvalidValueError):
        contract_life.renew(Contract(1, 1, _START, 100), Terms(100, None))


@pytest.mark.parametrize(
    ("starts", "ends", "kind", "proposed"),
    [
        ((2025, 4, 1), (2026, 3, 31), "new", (2027, 3, 31)),
        ((2025, 12, 1), (2025, 12, 31), None, (2026, 1, 31)),
        ((2024, 3, 1), (2027, 2, 28), "renewal", (2030, 2, 28)),
        ((2025, 10, 15), (2026, 3, 31), "upsell", (2027, 3, 31)),  # began within its term
        ((2025, 10, 15), (2026, 3, 31), "new", (2027, 3, 31)),  # no whole months
    ],
)
def test_a_renewal_is_proposed_for_as_long_again(
    starts: tuple[int, int, int], ends: tuple[int, int, int], kind: str | None, proposed: tuple[int, int, int]
) -> None:
    end = dt.date(*ends)
    contract = Contract(1, 1, dt.date(*starts), 5, end, notice_on=end - dt.timedelta(days=30), kind=kind)
    terms = contract_life.proposal(contract)
    assert (terms.mrr, terms.term_ends_on) == (5, dt.date(*proposed))
    assert terms.notice_on == dt.date(*proposed) - dt.timedelta(days=30)


def test_a_further_contract_is_new_a_further_product_or_more() -> None:
    running = Contract(1, 1, _START, 100, product_id=7)
    day = dt.date(2024, 6, 1)
    assert contract_life.kind_of_new([], 7, day) == "new"
    assert contract_life.kind_of_new([running], 8, day) == "cross_sell"
    assert contract_life.kind_of_new([running], 7, day) == "upsell"
    assert contract_life.kind_of_new([contract_life.end(running, day)], 7, day) == "new"


@pytest.mark.parametrize(
    ("on", "mrr", "product", "kind"),
    [
        ((2024, 4, 1), 90, 7, "renewal"),  # from the end of the term on, whatever the amount
        ((2024, 3, 31), 90, 7, "reduction"),
        ((2024, 3, 31), 110, 7, "upsell"),
        ((2024, 3, 31), 100, 7, "renewal"),
        ((2024, 4, 1), 90, 8, "cross_sell"),
        ((2024, 4, 1), 90, None, "renewal"),
    ],
)
def test_what_follows_a_contract_and_does_not_say_what_it_is(
    on: tuple[int, int, int], mrr: int, product: int | None, kind: str
) -> None:
    old = Contract(1, 1, dt.date(2023, 4, 1), 100, dt.date(2024, 3, 31), product_id=7)
    assert contract_life.kind_after(old, Contract(0, 1, dt.date(*on), mrr, product_id=product)) == kind


@given(_DAYS, st.integers(-30, 30))
def test_months_are_counted_to_the_same_day_or_the_last_of_the_month(day: dt.date, months: int) -> None:
    found = months_after(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day == day.day or (found.day < day.day and (found + dt.timedelta(days=1)).day == 1)
