"""The history of the MRR: its steps tell what counts on every day."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.contracts import Contract, Step, Turn, mrr_on, mrr_steps, turns

_START = dt.date(2024, 1, 1)
_DAYS = st.integers(0, 60).map(lambda days: _START + dt.timedelta(days=days))
_CONTRACTS = st.builds(
    Contract,
    id=st.integers(1, 9),
    customer_id=st.just(1),
    starts_on=_DAYS,
    mrr=st.integers(0, 5),
    ended_on=st.none() | _DAYS,
)


def _mrr(steps: tuple[Step, ...], day: dt.date) -> int:
    return next((step.mrr for step in reversed(steps) if step.on <= day), 0)


@given(st.lists(_CONTRACTS, max_size=6))
def test_the_steps_are_the_mrr_of_every_day(book: list[Contract]) -> None:
    steps = mrr_steps(book)
    for number in range(-1, 65):
        day = _START + dt.timedelta(days=number)
        assert _mrr(steps, day) == mrr_on(book, day)
    assert [step.on for step in steps] == sorted({step.on for step in steps})


@given(st.lists(_CONTRACTS, max_size=6))
def test_every_step_names_the_contracts_that_make_it(book: list[Contract]) -> None:
    for step in mrr_steps(book):
        turning = {c.id for c in book if step.on in (c.starts_on, c.ended_on)}
        assert step.contracts
        assert set(step.contracts) <= turning


def test_a_renewal_at_the_same_amount_is_a_step_too() -> None:
    day = dt.date(2025, 1, 1)
    book = [Contract(1, 1, _START, 100, ended_on=day), Contract(2, 1, day, 100)]
    assert mrr_steps(book) == (Step(_START, 100, (1,)), Step(day, 100, (1, 2)))


@given(st.lists(_CONTRACTS, max_size=6))
def test_months_begin_where_the_one_before_ended(book: list[Contract]) -> None:
    found = turns(mrr_steps(book))
    assert [turn.before for turn in found] == [0, *[turn.after for turn in found]][: len(found)]
    assert len({turn.month for turn in found}) == len(found)
    assert all(turn.month.day == 1 for turn in found)


def test_what_changes_within_a_month_is_one_turn() -> None:
    first, second = dt.date(2025, 4, 1), dt.date(2025, 4, 20)
    book = [Contract(1, 1, first, 100, ended_on=second), Contract(2, 1, second, 150)]
    assert turns(mrr_steps(book)) == (Turn(first, 0, 150, (1, 2)),)
