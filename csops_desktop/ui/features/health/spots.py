"""Where customers lie on the plane: one mark each, those that lie too close together as one that says how many."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from csops_desktop.domain.health import HealthLine
from csops_desktop.domain.scoring.definition import AXIS_POINTS

SMALL, LARGE = 9.0, 24.0
"""Height of the mark of the lowest and the highest MRR, px at 100 % text size."""

CELL, MOST = 22.0, 5
"""More than so many in a square of so many px at 100 % text size are one mark."""

_TURN, _APART = 2.399963, 5.0  # golden angle; px between those on the same spot
_REACH = 4.0
_AHEAD = 0.5
_BIGGEST = 0.95  # the MRR of this share of customers is drawn largest, so that one giant leaves the others visible


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark: one customer, or several that lie too close together.

    Attributes:
        lines: the customers, the one with the largest MRR first.
        centre: px.
        size: height of the mark, px.
    """

    lines: tuple[HealthLine, ...]
    centre: QPointF
    size: float

    @property
    def line(self) -> HealthLine:
        """The customer, or the largest of several."""
        return self.lines[0]

    @property
    def several(self) -> bool:
        """Whether it stands for several."""
        return len(self.lines) > 1


class Plane:
    """Turns points of the axes into px and back.

    Args:
        plot: where 0 to 100 lie, px.
    """

    def __init__(self, plot: QRectF) -> None:
        self.plot = plot

    def at(self, x: float, y: float) -> QPointF:
        """Return the px of points on the axes."""
        plot = self.plot
        return QPointF(
            plot.left() + x / AXIS_POINTS * plot.width(),
            plot.bottom() - y / AXIS_POINTS * plot.height(),
        )

    def points(self, where: QPointF) -> tuple[float, float]:
        """Return the points on the axes of a place."""
        plot = self.plot
        return (
            (where.x() - plot.left()) / max(plot.width(), 1) * AXIS_POINTS,
            (plot.bottom() - where.y()) / max(plot.height(), 1) * AXIS_POINTS,
        )


class SpotMap:
    """The marks of a plane and which of them lies where.

    Args:
        lines: the customers.
        plane: px of points.
        scale: px of the screen per px of the design.
    """

    def __init__(self, lines: Sequence[HealthLine], plane: Plane, scale: float = 1.0) -> None:
        self._cell = CELL * scale
        self._reach = _REACH * scale
        self.spots: tuple[Spot, ...] = tuple(self._placed(lines, plane, scale))
        self._places: dict[int, int] = {line.id: at for at, spot in enumerate(self.spots) for line in spot.lines}
        self._grid: dict[tuple[int, int], list[int]] = {}
        for at, spot in enumerate(self.spots):
            self._grid.setdefault(self._key(spot.centre), []).append(at)

    def place_of(self, customer_id: int) -> int | None:
        """Return which mark a customer is in."""
        return self._places.get(customer_id)

    def hit(self, where: QPointF) -> int | None:
        """Return the mark at a place: of those that reach there the nearest, small ones before the large below them."""
        column, row = self._key(where)
        best, found = math.inf, None
        for at in (
            at
            for x in range(column - 1, column + 2)
            for y in range(row - 1, row + 2)
            for at in self._grid.get((x, y), ())
        ):
            spot = self.spots[at]
            away = math.hypot(spot.centre.x() - where.x(), spot.centre.y() - where.y())
            if away <= spot.size / 2 + self._reach and away < best:
                best, found = away, at
        return found

    def next(self, at: int | None, across: int, up: int) -> int | None:
        """Return the mark that lies next in a direction; at the edge the same one.

        Args:
            at: from where; None for the first: the worst of all.
            across: 1 to the right, -1 to the left.
            up: 1 upwards, -1 downwards.
        """
        if not self.spots:
            return None
        if at is None or at >= len(self.spots):
            return min(range(len(self.spots)), key=lambda n: self.spots[n].line.total)
        here = self.spots[at].centre
        best, found = math.inf, at
        for n, spot in enumerate(self.spots):
            ahead = (spot.centre.x() - here.x()) * across - (spot.centre.y() - here.y()) * up
            aside = abs((spot.centre.x() - here.x()) * up) + abs((spot.centre.y() - here.y()) * across)
            if n != at and ahead > _AHEAD and (cost := ahead + 2 * aside) < best:
                best, found = cost, n
        return found

    def _key(self, where: QPointF) -> tuple[int, int]:
        return int(where.x() // self._cell), int(where.y() // self._cell)

    def _placed(self, lines: Sequence[HealthLine], plane: Plane, scale: float) -> list[Spot]:
        top = _most(lines)
        cells: dict[tuple[int, int], list[HealthLine]] = {}
        for line in lines:
            cells.setdefault(self._key(plane.at(line.x, line.y)), []).append(line)
        found: list[Spot] = []
        for inside in cells.values():
            inside.sort(key=lambda line: (-line.mrr, line.id))
            if len(inside) > MOST:
                x = sum(line.x for line in inside) / len(inside)
                y = sum(line.y for line in inside) / len(inside)
                size = min(LARGE * 1.5, LARGE * 0.85 + 3 * math.log10(len(inside))) * scale
                found.append(Spot(tuple(inside), plane.at(x, y), size))
                continue
            taken: dict[tuple[int, int], int] = {}
            for line in inside:
                nth = taken.get((line.x, line.y), 0)
                taken[line.x, line.y] = nth + 1
                centre = plane.at(line.x, line.y)
                if nth:  # several with the very same points stand around the first
                    away, turn = _APART * scale * math.sqrt(nth), nth * _TURN
                    centre += QPointF(away * math.cos(turn), away * math.sin(turn))
                share = min(1.0, line.mrr / top) if top else 0.0
                found.append(Spot((line,), centre, (SMALL + (LARGE - SMALL) * math.sqrt(share)) * scale))
        # the large ones are drawn first, below the small ones
        return sorted(found, key=lambda spot: (-spot.size, spot.line.id))


def _most(lines: Sequence[HealthLine]) -> int:
    paid = sorted(line.mrr for line in lines)
    return paid[min(len(paid) - 1, int(len(paid) * _BIGGEST))] if paid else 0
