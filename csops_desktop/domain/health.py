"""Where all customers stand in health: quadrants of the two axes, distribution, movement, and whom to spend time on."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from csops_desktop.domain.renewals import Total
from csops_desktop.domain.scoring.definition import TOTAL, Band
from csops_desktop.domain.scoring.shown import Card, Version

SPLIT = (60, 50)
"""From so many points on an axis counts as high: how the product is used, and how the relation is."""

TRAIL_DAYS = 90
"""So far back a trail goes."""

BIN = 10
"""Points in one bar of the distribution."""

_NEAR, _LATER, _SOON_SHARE = 90, 180, (1.0, 0.6, 0.35)
_RISK = {Band.RISK: 1.0, Band.WITHHELD: 0.5, Band.WATCH: 0.4}
_DROP, _STEADY = -20, -10


class Quadrant(StrEnum):
    """A part of the plane of the two axes."""

    SUPPORT = "support"  # little use, strong relation: help them to use it
    GROW = "grow"  # much use, strong relation
    REBUILD = "rebuild"  # little use, weak relation
    QUIET = "quiet"  # much use, weak relation: silent danger


class End(StrEnum):
    """The two ends that time goes to."""

    LEAVING = "leaving"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class HealthLine:
    """Where a customer stands.

    Attributes:
        id: of the customer.
        x, y: points of the two axes, the worst case, of 100.
        total, high: the score, worst and best case, of 200.
        change: of the total in 30 days; None where there is nothing to compare.
        before: the axes ``TRAIL_DAYS`` ago, or when they were first known since; None without.
        band_before: the band when the month began; None: not scored then.
        version: number of the scorecard's version.
    """

    id: int
    name: str
    x: int
    y: int
    total: int
    high: int
    band: Band
    coverage: int
    mrr: int = 0
    owner: str = ""
    renewal_on: dt.date | None = None
    change: int | None = None
    before: tuple[int, int] | None = None
    band_before: Band | None = None
    version: int = 0

    @property
    def quadrant(self) -> Quadrant:
        """In which part of the plane it lies; the lower edge belongs to the better side."""
        if self.x >= SPLIT[0]:
            return Quadrant.GROW if self.y >= SPLIT[1] else Quadrant.QUIET
        return Quadrant.SUPPORT if self.y >= SPLIT[1] else Quadrant.REBUILD

    @property
    def bin(self) -> int:
        """Which bar of the distribution it belongs to; the last one is closed."""
        return min(self.total, TOTAL - 1) // BIN

    @property
    def distance(self) -> float:
        """How far it went on the plane since ``before``."""
        if self.before is None:
            return 0.0
        return hypot(self.x - self.before[0], self.y - self.before[1])


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which customers are listed: those for whom all that is set holds; empty for everybody.

    Attributes:
        move: the band when the month began (None: not scored then), and the band now.
        ids: exactly these, for a cluster or a name list of the back-test.
    """

    quadrant: Quadrant | None = None
    band: Band | None = None
    bin: int | None = None
    move: tuple[Band | None, Band] | None = None
    end: End | None = None
    ids: frozenset[int] | None = None

    @property
    def narrowed(self) -> bool:
        """Whether not everybody is listed."""
        return self != Chosen()

    def holds(self, line: HealthLine, today: dt.date) -> bool:
        """Tell whether a customer is listed."""
        return (
            (self.quadrant is None or line.quadrant is self.quadrant)
            and (self.band is None or line.band is self.band)
            and (self.bin is None or line.bin == self.bin)
            and (self.move is None or (line.band_before, line.band) == self.move)
            and (self.end is None or belongs(line, self.end, today))
            and (self.ids is None or line.id in self.ids)
        )

    def listed(self, lines: Iterable[HealthLine], today: dt.date) -> list[HealthLine]:
        """Return the customers listed, the most pressing first; without an end those with the largest MRR."""
        found = [line for line in lines if self.holds(line, today)]
        if self.end is not None:
            end = self.end
            return sorted(found, key=lambda line: (-weight(line, end, today), -line.mrr, line.name, line.id))
        return sorted(found, key=lambda line: (-line.mrr, line.total, line.name, line.id))


def belongs(line: HealthLine, end: End, today: dt.date) -> bool:
    """Tell whether a customer is at one of the ends.

    Leaving: at risk; or not known to be well while it fell much, or its renewal is near. Ready: healthy in both axes
    and not falling.
    """
    if end is End.READY:
        steady = line.change is None or line.change > _STEADY
        return line.band is Band.HEALTHY and line.quadrant is Quadrant.GROW and steady
    if line.band is Band.RISK:
        return True
    falling = line.change is not None and line.change <= _DROP
    return line.band is not Band.HEALTHY and (falling or _near(line, today))


def weight(line: HealthLine, end: End, today: dt.date) -> float:
    """Return how much it is worth to spend time on a customer first; for ordering, never shown.

    Leaving: how bad the band is × MRR × how near the renewal is. Ready: MRR × share of the points.
    """
    money = max(line.mrr, 1)
    if end is End.READY:
        return money * line.total / TOTAL
    days = None if line.renewal_on is None else (line.renewal_on - today).days
    soon = _SOON_SHARE[2] if days is None else _SOON_SHARE[(days > _NEAR) + (days > _LATER)]
    return _RISK.get(line.band, 0.1) * money * soon


def _near(line: HealthLine, today: dt.date) -> bool:
    return line.renewal_on is not None and (line.renewal_on - today).days <= _NEAR


@dataclass(frozen=True, slots=True)
class HealthBook:
    """All that the page shows of one scorecard.

    Attributes:
        cards: those in use with a published version, in their order.
        drafts: whether there is a scorecard that was never published.
        card: the version in force.
        unscored: customers with a contract in force and without a score.
        any_customer: whether there are customers at all.
    """

    cards: tuple[Card, ...] = ()
    drafts: bool = False
    card: Version | None = None
    lines: tuple[HealthLine, ...] = ()
    unscored: int = 0
    any_customer: bool = False


def total(lines: Iterable[HealthLine]) -> Total:
    """Return how many customers and what they pay a month."""
    found = [line.mrr for line in lines]
    return Total(len(found), sum(found))


def by_quadrant(lines: Iterable[HealthLine]) -> dict[Quadrant, Total]:
    """Return what lies in each quadrant."""
    parts: dict[Quadrant, list[HealthLine]] = {quadrant: [] for quadrant in Quadrant}
    for line in lines:
        parts[line.quadrant].append(line)
    return {quadrant: total(found) for quadrant, found in parts.items()}


def by_band(lines: Iterable[HealthLine]) -> dict[Band, Total]:
    """Return what stands in each band, the best first."""
    parts: dict[Band, list[HealthLine]] = {band: [] for band in reversed(Band)}
    for line in lines:
        parts[line.band].append(line)
    return {band: total(found) for band, found in parts.items()}


def distribution(lines: Iterable[HealthLine]) -> tuple[Mapping[Band, int], ...]:
    """Return for each bar of ten points how many customers there are of each band."""
    bars: list[dict[Band, int]] = [dict.fromkeys(Band, 0) for _bar in range(TOTAL // BIN)]
    for line in lines:
        bars[line.bin][line.band] += 1
    return tuple(bars)


def movement(lines: Iterable[HealthLine]) -> dict[tuple[Band | None, Band], Total]:
    """Return from which band to which one customers went since the month began."""
    parts: dict[tuple[Band | None, Band], list[HealthLine]] = {}
    for line in lines:
        parts.setdefault((line.band_before, line.band), []).append(line)
    return {move: total(found) for move, found in parts.items()}


def movers(lines: Sequence[HealthLine], most: int) -> list[HealthLine]:
    """Return those that went farthest in ``TRAIL_DAYS``, the farthest first; nobody who stayed where they were."""
    far = sorted((line for line in lines if line.distance > 0), key=lambda line: (-line.distance, line.id))
    return far[:most]
