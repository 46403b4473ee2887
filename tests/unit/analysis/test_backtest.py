"""Was the score right? Published figures come out, small books get counts only, customers are named."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.analysis.backtest import Case, area, back_test, discrimination, rate
from csops_desktop.domain.scoring.definition import Band, Bands
from csops_desktop.domain.scoring.outcomes import Outcome
from tests.helpers.scorecards import dice_of

# Hanley and McNeil 1982, table I: 109 images rated from 1 (definitely normal) to 5 (definitely abnormal)
NORMAL, ABNORMAL = (33, 6, 6, 11, 2), (3, 2, 2, 11, 33)


def _images() -> tuple[np.ndarray, np.ndarray]:
    ratings = np.concatenate([np.repeat(np.arange(1, 6), NORMAL), np.repeat(np.arange(1, 6), ABNORMAL)])
    return -ratings.astype(np.float64), np.arange(len(ratings)) >= sum(NORMAL)


def _case(customer: int, total: int, *, churned: bool, band: Band | None = None, **shares: float) -> Case:
    return Case(customer, total, band or Bands().band(total), Outcome(churned=churned), shares)


def _book(n: int, seed: int, *, telling: bool) -> list[Case]:
    dice = dice_of(seed)
    cases = []
    for customer in range(n):
        total = dice.randint(40, 200)
        churned = dice.random() < ((200 - total) / 200 if telling else 0.3)
        cases.append(_case(customer, total, churned=churned, use=total / 200, noise=dice.random()))
    return cases


def test_a_published_area_with_many_ties_comes_out() -> None:
    values, abnormal = _images()
    found = area(values, abnormal)
    assert found == pytest.approx(0.893, abs=0.0005)
    interval = discrimination(values, abnormal, np.arange(len(values)))
    assert interval is not None
    assert interval.value == found
    # the published standard error is 0.032
    assert interval.low == pytest.approx(found - 1.96 * 0.032, abs=0.02)
    assert interval.high == pytest.approx(found + 1.96 * 0.032, abs=0.02)
    assert discrimination(values, abnormal, np.arange(len(values))) == interval


@given(st.lists(st.tuples(st.integers(0, 8), st.booleans()), max_size=40))
def test_the_area_is_the_share_of_pairs_that_are_in_order(cases: list[tuple[int, bool]]) -> None:
    left = [value for value, churned in cases if churned]
    stayed = [value for value, churned in cases if not churned]
    found = area(np.array([value for value, _ in cases], np.float64), np.array([c for _, c in cases], np.bool_))
    if not left or not stayed:
        assert found is None
        return
    won = sum((mine < other) + (mine == other) / 2 for mine in left for other in stayed)
    assert found == pytest.approx(won / (len(left) * len(stayed)))


@pytest.mark.parametrize(
    ("outcomes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_published_intervals_of_a_share_come_out(outcomes: int, n: int, low: float, high: float) -> None:
    """Newcombe 1998, table I, method 3."""
    found = rate(outcomes, n)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)
    assert found.value == outcomes / n


def test_below_twenty_outcomes_there_are_counts_only() -> None:
    cases = [_case(n, 60 if n < 5 else 150, churned=n < 7, use=0.5) for n in range(113)]
    found = back_test(cases, ["use"])
    assert (found.n, found.judged, found.churned, found.enough) == (113, 113, 7, False)
    assert (found.auc, found.calibration, found.lifts) == (None, (), ())
    assert [(each.band, each.n, each.churned) for each in found.bands] == [
        (Band.HEALTHY, 108, 2), (Band.WATCH, 0, 0), (Band.RISK, 5, 5), (Band.WITHHELD, 0, 0),
    ]  # fmt: skip


def test_the_same_few_customers_seen_often_are_still_few() -> None:
    cases = [_case(n % 30, n % 200, churned=n % 30 < 5) for n in range(600)]
    found = back_test(cases, [])
    assert (found.churned, found.leavers, found.enough, found.auc) == (100, 5, False, None)


def test_a_book_of_which_nearly_all_left_is_as_small() -> None:
    assert not back_test([_case(n, 100, churned=n > 10) for n in range(300)], []).enough


def test_nothing_at_all_is_said_of_no_cases() -> None:
    found = back_test([], ["use"])
    assert (found.n, found.churned, found.enough, found.hits) == (0, 0, False, ())


def test_customers_are_named_worst_first() -> None:
    cases = [
        _case(1, 90, churned=True),
        _case(2, 50, churned=True),
        _case(3, 150, churned=True),
        _case(4, 80, churned=False),
        _case(5, 180, churned=False),
        _case(6, 70, churned=True, band=Band.WITHHELD),
    ]
    found = back_test(cases, [])
    assert (found.hits, found.misses, found.false_alarms, found.unjudged) == ((2, 1), (3,), (4,), (6,))
    assert (found.judged, found.churned) == (5, 3)


def test_a_score_that_tells_something_shows_it_and_a_coin_does_not() -> None:
    telling = back_test(_book(600, 4, telling=True), ["use", "noise"])
    assert telling.auc is not None
    assert 0.6 < telling.auc.low < telling.auc.value < telling.auc.high
    rates = [group.churned.value or 0.0 for group in telling.calibration]
    assert len(rates) == 5
    assert rates[0] > rates[2] > rates[4]
    assert sum(group.churned.n for group in telling.calibration) == 600
    use, noise = telling.lifts
    assert use.lift is not None
    assert noise.lift is not None
    assert use.lift > 1.3 > noise.lift
    coin = back_test(_book(600, 5, telling=False), [])
    assert coin.auc is not None
    assert coin.auc.low < 0.5 < coin.auc.high


def test_the_same_customers_seen_often_do_not_make_it_surer() -> None:
    once = _book(200, 6, telling=True)
    often = back_test(once * 4, []).auc
    alone = back_test(once, []).auc
    assert alone is not None
    assert often is not None
    assert often.value == pytest.approx(alone.value)
    assert often.high - often.low == pytest.approx(alone.high - alone.low, abs=0.01)


def test_a_measure_that_few_are_low_in_gets_counts_but_no_lift() -> None:
    cases = [_case(n, n % 200, churned=n % 3 == 0, use=0.2 if n < 10 else 0.9) for n in range(300)]
    (lift,) = back_test(cases, ["use"]).lifts
    assert (lift.low.n, lift.lift) == (10, None)
    assert lift.auc is not None


def test_stopping_early_gives_what_is_there() -> None:
    found = back_test(_book(300, 8, telling=True), [], cancelled=lambda: True)
    assert found.auc is not None
    assert found.auc.low <= found.auc.value <= found.auc.high
