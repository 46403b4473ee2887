"""Time to a level with the unfinished counted as censored, the line of the stuck, and movements between two days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.analysis.maturity import Spell, StuckLine, movements, stuck, stuck_line, time_to


def _spells(text: str) -> list[Spell]:
    return [Spell(int(word.rstrip("+")), not word.endswith("+")) for word in text.split()]


# Remission of leukaemia in weeks (Freireich et al. 1963, as printed by Gehan 1965); + is censored
TREATED = _spells("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+")
PLACEBO = _spells("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23")


def test_published_survival_figures_come_out() -> None:
    found = time_to(TREATED)
    assert [(step.days, step.waiting, step.done) for step in found.steps] == [
        (6, 21, 3), (7, 17, 1), (10, 15, 1), (13, 12, 1), (16, 11, 1), (22, 7, 1), (23, 6, 1),
    ]  # fmt: skip
    assert [round(step.share, 3) for step in found.steps] == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert (found.median, found.n, found.done) == (23, 21, 9)
    assert time_to(PLACEBO).median == 8


def test_while_fewer_than_half_are_there_the_median_is_not_known() -> None:
    found = time_to(_spells("30 90+ 90+ 120+"))
    assert (found.median, found.n, found.done) == (None, 4, 1)
    assert time_to([]).median is None
    assert time_to(_spells("10+")).steps == ()


def test_half_is_half_whatever_the_fractions() -> None:
    assert time_to(Spell(day, done=True) for day in range(1, 11)).median == 5


@given(st.lists(st.integers(0, 500), min_size=1, max_size=60))
def test_without_censoring_it_is_the_share_that_still_waits(days: list[int]) -> None:
    found = time_to(Spell(day, done=True) for day in days)
    for step in found.steps:
        assert step.share == pytest.approx(sum(day > step.days for day in days) / len(days), abs=1e-9)


def test_who_stays_longer_than_nine_tenths_of_those_who_moved_on_is_stuck() -> None:
    line = stuck_line(range(10, 110, 10))
    assert line == StuckLine(90, 10)
    assert stuck({1: 90, 2: 91, 3: 400, 4: 10}, line) == (3, 2)


def test_where_nobody_moved_on_nobody_is_stuck() -> None:
    assert stuck_line([]) is None
    assert stuck({1: 1000}, None) == ()


def test_movements_tell_rises_falls_stays_arrivals_and_departures() -> None:
    assert movements({1: 1, 2: 2, 3: 3, 4: 1, 5: 2}, {1: 2, 2: 1, 3: 3, 4: 2, 6: 0}) == {
        (1, 2): (1, 4),
        (2, 1): (2,),
        (3, 3): (3,),
        (2, None): (5,),
        (None, 0): (6,),
    }
