"""Puts discs beside each other along a line without overlap, the largest nearest to it: a bee swarm."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_GAP = 1.0  # between two discs
_STEP = 5.0  # between two places that are tried along the line
_GOLDEN = 0.618


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc where it lies; lengths in the unit of whoever asks.

    Attributes:
        key: what it stands for.
    """

    key: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Room:
    """Where discs may lie: a rectangle, and the height of the line at each place of it."""

    left: float
    right: float
    top: float
    bottom: float
    line: Callable[[float], float]


def settle(wanted: Sequence[tuple[int, float]], room: Room) -> tuple[list[Disc], list[int]]:
    """Place discs as near to the line as the others let them.

    Args:
        wanted: key and radius of each.
        room: where they may lie.

    Returns:
        The discs, and the keys of those for which there is no room.
    """
    placed: list[Disc] = []
    rest: list[int] = []
    for at, (key, radius) in enumerate(sorted(wanted, key=lambda each: (-each[1], each[0]))):
        best: Disc | None = None
        for x in _along(room, radius, at):
            y = _free(x, radius, room, placed)
            if y is None:
                continue
            if best is None or abs(y - room.line(x)) < abs(best.y - room.line(best.x)) - 1e-9:
                best = Disc(key, x, y, radius)
            if best is not None and best.y == room.line(best.x):
                break
        if best is None:
            rest.append(key)
        else:
            placed.append(best)
    return placed, rest


def _along(room: Room, radius: float, at: int) -> Iterator[float]:
    """Yield the places along the line, each time beginning elsewhere, so that the discs spread."""
    left, right = room.left + radius, room.right - radius
    if right <= left:
        yield (room.left + room.right) / 2
        return
    n = max(1, int((right - left) / _STEP))
    start = int((0.5 + at * _GOLDEN) % 1 * n)
    for number in range(n):
        yield left + (right - left) * ((start + number) % n + 0.5) / n


def _free(x: float, radius: float, room: Room, placed: Sequence[Disc]) -> float | None:
    """Return the free height nearest to the line at a place, None when there is none."""
    line = room.line(x)
    low, high = room.top + radius, room.bottom - radius
    if high < low:
        return None
    line = min(max(line, low), high)
    blocked: list[tuple[float, float]] = []
    for disc in placed:
        reach, dx = radius + disc.radius + _GAP, abs(disc.x - x)
        if dx < reach:
            dy = math.sqrt(reach * reach - dx * dx)
            blocked.append((disc.y - dy, disc.y + dy))
    tried = [line, *(edge for pair in blocked for edge in pair)]
    open_ = (y for y in tried if low <= y <= high and not any(upper < y < lower for upper, lower in blocked))
    return min(open_, key=lambda y: abs(y - line), default=None)
