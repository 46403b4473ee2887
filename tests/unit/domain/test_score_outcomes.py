"""What became of a customer after a score, by contracts or by imported churn events."""

import datetime as dt

import pytest

from csops_desktop.domain.contracts import Contract
from csops_desktop.domain.scoring.outcomes import Churn, Outcome, outcome

DAY = dt.date(2026, 1, 1)
HORIZON = 90


def _contract(start: int, end: int | None, mrr: int = 100) -> Contract:
    ended = None if end is None else DAY + dt.timedelta(end)
    return Contract(1, 1, DAY + dt.timedelta(start), mrr, ended_on=ended)


@pytest.mark.parametrize(
    ("contracts", "expected"),
    [
        ([_contract(-300, None)], Outcome()),
        ([_contract(-300, 90)], Outcome(churned=True)),
        ([_contract(-300, 91)], Outcome()),
        ([_contract(-300, 30), _contract(30, None)], Outcome()),
        ([_contract(-300, 30), _contract(30, None, 80)], Outcome(downgraded=True)),
        ([_contract(-300, None), _contract(10, None, 50)], Outcome(upsold=True)),
        ([_contract(-300, -1)], None),
        ([_contract(1, None)], None),
        ([], None),
    ],
)
def test_by_contracts_the_last_one_that_counted_must_have_ended(
    contracts: list[Contract], expected: Outcome | None
) -> None:
    assert outcome(Churn.CONTRACTS, contracts, (), DAY, HORIZON) == expected


@pytest.mark.parametrize(("after", "churned"), [(0, False), (1, True), (90, True), (91, False)])
def test_by_events_one_within_the_horizon_counts_even_while_contracts_run(after: int, churned: bool) -> None:  # noqa: FBT001 (a case)
    running = [_contract(-300, None)]
    found = outcome(Churn.EVENTS, running, [DAY + dt.timedelta(after)], DAY, HORIZON)
    assert found == Outcome(churned=churned)


def test_who_had_left_before_the_day_is_no_case() -> None:
    assert outcome(Churn.EVENTS, [], [DAY - dt.timedelta(5)], DAY, HORIZON) is None
    assert outcome(Churn.EVENTS, [_contract(-300, -5)], [], DAY, HORIZON) is None
    assert outcome(Churn.EVENTS, [], [], DAY, HORIZON) == Outcome()
