"""Discs of a swarm never overlap, never leave their room, and nobody is lost."""

import math

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.swarm import Room, settle

_radii = st.lists(st.floats(2, 12), max_size=40)


@given(_radii, st.floats(20, 200), st.floats(20, 300))
def test_discs_lie_apart_and_inside(radii: list[float], width: float, height: float) -> None:
    room = Room(10, 10 + width, 5, 5 + height, lambda x: 5 + height * (1 - x / (width + 20)))
    placed, rest = settle(list(enumerate(radii)), room)
    assert sorted([disc.key for disc in placed] + rest) == list(range(len(radii)))
    for disc in placed:
        assert room.top <= disc.y - disc.radius + 1e-6
        assert disc.y + disc.radius <= room.bottom + 1e-6
        assert disc.radius == radii[disc.key]
        if width >= 2 * disc.radius:
            assert room.left <= disc.x - disc.radius + 1e-6
            assert disc.x + disc.radius <= room.right + 1e-6
    for at, one in enumerate(placed):
        for other in placed[at + 1 :]:
            assert math.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius - 1e-6


def test_a_single_disc_lies_on_the_line_and_the_same_book_gives_the_same_picture() -> None:
    room = Room(0, 100, 0, 100, lambda _x: 40.0)
    placed, rest = settle([(7, 5.0)], room)
    assert (placed[0].y, rest) == (40.0, [])
    many = [(n, 3.0 + n % 4) for n in range(30)]
    assert settle(many, room) == settle(many, room)
