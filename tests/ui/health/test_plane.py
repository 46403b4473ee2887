"""Marks on the plane: everybody is in exactly one, and is found where it is drawn."""

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from csops_desktop.domain.health import Chosen, by_quadrant
from csops_desktop.domain.scoring.definition import Bands
from csops_desktop.ui.features.health.plane_painting import PlanePainter, Scene
from csops_desktop.ui.features.health.spots import MOST, Plane, SpotMap
from csops_desktop.ui.theme import Theme
from tests.helpers.health_lines import line

PLANE = Plane(QRectF(50, 10, 600, 600))
POINTS = st.integers(0, 100)


@given(st.lists(st.tuples(POINTS, POINTS, st.integers(0, 10**7)), max_size=60))
@settings(max_examples=60)
def test_everybody_is_in_one_mark_and_every_mark_is_hit_in_its_middle(rows: list[tuple[int, int, int]]) -> None:
    lines = [line(at, x, y, mrr=mrr) for at, (x, y, mrr) in enumerate(rows)]
    spots = SpotMap(lines, PLANE)
    assert sorted(each.id for spot in spots.spots for each in spot.lines) == [each.id for each in lines]
    for at, spot in enumerate(spots.spots):
        hit = spots.hit(spot.centre)
        assert hit is not None
        assert hit == at or spots.spots[hit].centre == spot.centre
        assert all(spots.place_of(each.id) == at for each in spot.lines)


def test_a_few_with_the_same_points_are_told_apart() -> None:
    spots = SpotMap([line(at, 50, 50) for at in range(MOST)], PLANE).spots
    assert len({(spot.centre.x(), spot.centre.y()) for spot in spots}) == MOST


def test_many_close_together_are_one_mark_that_says_how_many() -> None:
    spots = SpotMap([line(at, 50 + at % 2, 50) for at in range(2000)], PLANE).spots
    assert sum(len(spot.lines) for spot in spots) == 2000
    assert len(spots) <= 2


def test_ten_thousand_customers_are_few_marks() -> None:
    lines = [line(at, at * 7 % 101, at * 13 % 101, mrr=at) for at in range(10_000)]
    spots = SpotMap(lines, PLANE).spots
    assert sum(len(spot.lines) for spot in spots) == 10_000
    assert len(spots) <= MOST * (600 // 22 + 2) ** 2


def test_who_pays_more_is_drawn_larger_and_below() -> None:
    spots = SpotMap([line(1, 20, 20, mrr=100), line(2, 80, 80, mrr=100_000)], PLANE).spots
    assert [spot.line.id for spot in spots] == [2, 1]
    assert spots[0].size > spots[1].size


def test_arrows_reach_every_direction_and_stop_at_the_edge() -> None:
    spots = SpotMap([line(1, 20, 50), line(2, 80, 52), line(3, 50, 90), line(4, 50, 10)], PLANE)
    left = spots.place_of(1)
    right = spots.next(left, 1, 0)
    assert right is not None
    assert spots.next(right, 1, 0) == right
    worst = spots.next(None, 0, 1)
    assert worst is not None
    assert spots.spots[worst].line.id == 4


def test_the_best_are_at_the_upper_right() -> None:
    assert PLANE.at(100, 100) == PLANE.plot.topRight()
    assert PLANE.points(QPointF(PLANE.at(30, 70))) == (30, 70)


def test_everything_is_drawn_in_both_themes(theme: Theme) -> None:
    lines = [line(at, at % 101, (at * 3) % 101, before=(50, 50)) for at in range(300)]
    scene = Scene(("Use", "Relation"), Bands(), "JPY", by_quadrant(lines), Chosen(), None)
    for mode in ("light", "dark"):
        theme.set_mode("dark" if mode == "dark" else "light")
        image = QImage(700, 640, QImage.Format.Format_RGB32)
        image.fill(theme.color("bg.surface"))
        ground = image.copy()
        plane = PlanePainter(theme, QRectF(0, 0, 700, 640))
        painter = QPainter(image)
        spots = SpotMap(lines, plane.plane).spots
        plane.draw(painter, scene, spots, {1: [(50, 50), (60, 40)]})
        plane.draw_current(painter, spots[0], focused=True)
        painter.end()
        assert image != ground
