"""How customers move between levels: stays, waits, months; whatever the assessments were."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.level_moves import SEEN_DAYS, Track, levels_on, months, moved_on, staying

TODAY = dt.date(2026, 11, 24)


def _day(ago: int) -> dt.date:
    return TODAY - dt.timedelta(days=ago)


def _track(*points: tuple[int, int], since: int | None = 400, until: int | None = None, customer: int = 1) -> Track:
    return Track(
        customer,
        customer,
        f"{customer}社",
        None if since is None else _day(since),
        None if until is None else _day(until),
        tuple((_day(ago), level) for ago, level in points),
    )


def test_assessments_that_agree_are_one_stay_and_a_fall_is_no_moving_on() -> None:
    track = _track((300, 1), (250, 1), (200, 2), (100, 1))
    assert [(stay.level, stay.days(TODAY), stay.risen) for stay in track.stays(TODAY)] == [
        (1, 100, True),
        (2, 100, False),
        (1, 100, False),
    ]
    assert moved_on([track], TODAY)[1] == [100]
    assert staying([track], TODAY)[1] == {1: 100}


def test_who_gave_the_product_up_stays_nowhere_and_waited_only_until_then() -> None:
    track = _track((300, 1), until=50)
    assert staying([track], TODAY)[1] == {}
    assert track.wait_for(2, TODAY) == (350, False)
    assert track.wait_for(1, TODAY) == (100, True)
    assert _track((270, 1)).wait_for(1, TODAY) is None
    assert _track((270, 0), (100, 1)).wait_for(1, TODAY) == (300, True)
    assert (track.level_on(_day(51)), track.level_on(_day(50))) == (1, None)


def test_months_begin_with_the_first_assessment() -> None:
    assert months([_track((60, 1))], TODAY) == (dt.date(2026, 11, 1), dt.date(2026, 10, 1), dt.date(2026, 9, 1))
    assert months([_track()], TODAY) == ()


_POINTS = st.lists(st.tuples(st.integers(0, 700), st.integers(0, 4)), max_size=8).map(
    lambda found: tuple(sorted(found, reverse=True))
)


@given(st.lists(st.tuples(_POINTS, st.none() | st.integers(0, 700)), max_size=6), st.integers(0, 700))
def test_everybody_is_at_one_level_at_a_time_and_stays_fill_the_time(
    rows: list[tuple[tuple[tuple[int, int], ...], int | None]], ago: int
) -> None:
    tracks = [_track(*points, until=until, customer=at) for at, (points, until) in enumerate(rows)]
    there = staying(tracks, TODAY)
    assert sum(len(found) for found in there.values()) == len(
        [track for track in tracks if track.points and track.until is None]
    )
    for track in tracks:
        stays = track.stays(TODAY)
        assert all(one.until == other.since and one.level != other.level for one, other in pairwise(stays))
        for level in (1, 2, 3, 4):
            wait = track.wait_for(level, TODAY)
            came = any(found >= level for _at, found in track.points)
            if wait is None:
                first = track.points[0][0]
                assert (first - (track.since or first)).days > SEEN_DAYS
                assert max(found for at, found in track.points if at == first) >= level
            else:
                assert wait[0] >= 0
                assert wait[1] == came
    assert set(levels_on(tracks, _day(ago))) <= {track.customer_id for track in tracks}
