"""Where the customers lie along the maturity curve: as points, and where there are too many for that as clusters."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.maturity import LEVELS
from csops_desktop.domain.operation_map import MapBook, Placed, step
from csops_desktop.domain.swarm import Room, settle
from csops_desktop.ui.features.map.columns import Columns

MOST_IN_STRIP = 40
"""More customers than these at the same place become clusters, one of each band."""
_STEEP, _TURN = 7.0, 0.55
_LOW, _HIGH = 0.84, 0.16  # of the height, from above
_BANDS = ("risk", "watch", "healthy", "withheld", None)


class Size(StrEnum):
    """What the size of a point tells."""

    YEARLY = "yearly"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Frame:
    """The room of the curve, px.

    Attributes:
        smallest, largest: radius of a point.
        cluster: radius of a cluster.
    """

    top: float
    bottom: float
    smallest: float = 3.2
    largest: float = 9.0
    cluster: float = 13.0
    pad: float = 5.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A point or a cluster; px.

    Attributes:
        ids: its customers; several are a cluster.
        band: of their health, None without a score.
    """

    ids: tuple[int, ...]
    x: float
    y: float
    radius: float
    band: str | None
    level: int

    @property
    def clustered(self) -> bool:
        """Whether it stands for several customers."""
        return len(self.ids) > 1


def height(columns: Columns, frame: Frame, x: float) -> float:
    """Return where the curve runs at a place."""
    share = (x - columns.head) / max(1.0, columns.right - columns.head)
    rise = 1 / (1 + math.exp(-_STEEP * (share - _TURN)))
    low, high = 1 / (1 + math.exp(_STEEP * _TURN)), 1 / (1 + math.exp(-_STEEP * (1 - _TURN)))
    part = (rise - low) / (high - low)
    return frame.top + (frame.bottom - frame.top) * (_LOW + (_HIGH - _LOW) * part)


def place(book: MapBook, columns: Columns, frame: Frame, size: Size) -> list[Mark]:
    """Return the marks of a book; those of one strip hold equally much of the evidence for the next level."""
    most = max((_worth(each, size) for each in book.placed), default=0)
    found: list[Mark] = []
    for level, (left, right) in columns.spans.items():
        there = book.at(level)
        for number, of, members in _strips(there, book, level):
            inner = right - left - 2 * frame.pad
            start = left + frame.pad + inner * number / of
            room = Room(
                start, start + inner / of, frame.top, frame.bottom, lambda x: height(columns, frame, x)
            )  # fmt: skip
            found += _fill(members, room, frame, size, most, level)
    return found


def _strips(there: Sequence[Placed], book: MapBook, level: int) -> list[tuple[int, int, list[Placed]]]:
    steps = {each.customer_id: step(each, book)[0] for each in there}
    of = max(1, len(book.toward(level)) if level != LEVELS[-1] else 1, max(steps.values(), default=0) + 1)
    strips: list[list[Placed]] = [[] for _number in range(of)]
    for each in there:
        strips[steps[each.customer_id]].append(each)
    return [(number, of, members) for number, members in enumerate(strips) if members]


def _fill(members: list[Placed], room: Room, frame: Frame, size: Size, most: int, level: int) -> list[Mark]:
    by_id = {each.customer_id: each for each in members}
    if len(members) <= MOST_IN_STRIP:
        wanted = [(each.customer_id, _radius(_worth(each, size), most, frame)) for each in members]
        discs, rest = settle(wanted, room)
        if not rest:
            return [
                Mark((disc.key,), disc.x, disc.y, disc.radius, by_id[disc.key].band, level)
                for disc in discs
            ]  # fmt: skip
    groups: list[tuple[str | None, tuple[int, ...]]] = []
    for band in _BANDS:
        ids = tuple(each.customer_id for each in members if each.band == band)
        if ids:
            groups.append((band, ids))
    discs, rest = settle([(at, frame.cluster) for at in range(len(groups))], room)
    middle = (room.left + room.right) / 2
    marks = [Mark(groups[d.key][1], d.x, d.y, d.radius, groups[d.key][0], level) for d in discs]
    # In a room that is too low for them they lie on each other rather than not at all.
    return marks + [Mark(groups[at][1], middle, room.line(middle), frame.cluster, groups[at][0], level) for at in rest]


def _worth(placed: Placed, size: Size) -> int:
    return placed.yearly if size is Size.YEARLY else placed.paid


def _radius(worth: int, most: int, frame: Frame) -> float:
    share = math.sqrt(max(0, worth) / most) if most > 0 else 0.0
    return frame.smallest + (frame.largest - frame.smallest) * share


def notable(book: MapBook, size: Size, n: int = 6) -> list[int]:
    """Return customers worth a name on the map: at risk, stuck, nearly at the next level, the largest; each once."""
    placed = sorted(book.placed, key=lambda each: -_worth(each, size))
    stuck = [id_ for level in columns_of(book) for id_ in book.stays[level].stuck[:1] if level in book.stays]
    near = [each.customer_id for each in placed if _lacks_one(each, book)]
    risky = [each.customer_id for each in placed if each.band == "risk"]
    fallen = sorted((each for each in placed if (each.change or 0) < 0), key=lambda each: each.change or 0)
    large = [each.customer_id for each in placed if each.level is not None]
    found: list[int] = []
    for source, most in ((risky, 2), ([each.customer_id for each in fallen], 1), (stuck, 1), (near, 1), (large, 6)):
        fresh = [id_ for id_ in source if id_ not in found]
        found += fresh[:most]
    return found[:n]


def columns_of(book: MapBook) -> list[int]:
    """Return the levels of which it is known how long customers stay there."""
    return sorted(book.stays)


def _lacks_one(placed: Placed, book: MapBook) -> bool:
    held, of = step(placed, book)
    return placed.level is not None and of > 1 and of - held == 1
