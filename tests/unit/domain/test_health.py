"""Quadrants, sets and orders of the page of health."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain import health
from csops_desktop.domain.health import Chosen, End, Quadrant
from csops_desktop.domain.scoring.definition import Band
from tests.helpers.health_lines import line

TODAY = dt.date(2026, 11, 24)
POINTS = st.integers(0, 100)
LINES = st.lists(
    st.builds(
        line,
        st.integers(1, 10_000),
        POINTS,
        POINTS,
        mrr=st.integers(0, 10**6),
        band=st.sampled_from(list(Band)),
        change=st.none() | st.integers(-200, 200),
        band_before=st.none() | st.sampled_from(list(Band)),
        renewal_on=st.none() | st.dates(TODAY, TODAY + dt.timedelta(400)),
    ),
    unique_by=lambda each: each.id,
)


def test_the_lower_edge_of_a_quadrant_belongs_to_the_better_side() -> None:
    assert line(1, 60, 50).quadrant is Quadrant.GROW
    assert line(1, 60, 49).quadrant is Quadrant.QUIET
    assert line(1, 59, 50).quadrant is Quadrant.SUPPORT
    assert line(1, 59, 49).quadrant is Quadrant.REBUILD


@given(LINES)
def test_every_split_holds_everybody_once(lines: list[health.HealthLine]) -> None:
    n, mrr = len(lines), sum(each.mrr for each in lines)
    for parts in (health.by_quadrant(lines), health.by_band(lines), health.movement(lines)):
        assert sum(part.n for part in parts.values()) == n
        assert sum(part.mrr for part in parts.values()) == mrr
    assert sum(sum(bar.values()) for bar in health.distribution(lines)) == n


@given(LINES)
def test_what_a_number_counts_is_what_it_opens(lines: list[health.HealthLine]) -> None:
    for quadrant, part in health.by_quadrant(lines).items():
        assert len(Chosen(quadrant=quadrant).listed(lines, TODAY)) == part.n
    for move, part in health.movement(lines).items():
        assert len(Chosen(move=move).listed(lines, TODAY)) == part.n
    for at, bar in enumerate(health.distribution(lines)):
        assert len(Chosen(bin=at).listed(lines, TODAY)) == sum(bar.values())


@given(LINES)
def test_nobody_is_at_both_ends(lines: list[health.HealthLine]) -> None:
    ends = [{each.id for each in Chosen(end=end).listed(lines, TODAY)} for end in End]
    assert not ends[0] & ends[1]


def test_about_to_leave_comes_by_risk_money_and_nearness() -> None:
    soon, far = TODAY + dt.timedelta(30), TODAY + dt.timedelta(300)
    rich_far = line(1, 40, 40, mrr=100_000, renewal_on=far)
    rich_soon = line(2, 40, 40, mrr=100_000, renewal_on=soon)
    small_soon = line(3, 20, 20, mrr=1_000, renewal_on=soon)
    watched = line(4, 60, 60, mrr=100_000, renewal_on=soon)
    well = line(5, 90, 90, mrr=500_000, renewal_on=soon)
    unknown_far = line(6, 60, 60, band=Band.WITHHELD, renewal_on=far)
    found = Chosen(end=End.LEAVING).listed([well, small_soon, rich_far, watched, unknown_far, rich_soon], TODAY)
    assert [each.id for each in found] == [2, 4, 1, 3]


def test_who_fell_much_is_about_to_leave_before_the_band_says_so() -> None:
    fell = line(1, 60, 60, change=-25)
    assert Chosen(end=End.LEAVING).holds(fell, TODAY)
    assert not Chosen(end=End.LEAVING).holds(line(2, 60, 60, change=-5), TODAY)
    assert not Chosen(end=End.READY).holds(line(3, 90, 90, change=-12), TODAY)
    assert Chosen(end=End.READY).holds(line(4, 90, 90), TODAY)


def test_the_full_score_is_in_the_last_bar() -> None:
    assert line(1, 100, 100).bin == 19
    assert line(1, 50, 49).bin == 9
    assert line(1, 50, 50).bin == 10


def test_who_moved_farthest_comes_first_and_who_stayed_not_at_all() -> None:
    lines = [line(1, 50, 50, before=(50, 50)), line(2, 50, 50, before=(20, 50)), line(3, 50, 50, before=(45, 50))]
    assert [each.id for each in health.movers(lines, 8)] == [2, 3]
    assert [each.id for each in health.movers(lines, 1)] == [2]
