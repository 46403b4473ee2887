"""The operation map of a product: who stands at which level served how, what is done there, and what does not fit."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from csops_desktop.domain.fields import TOUCHES
from csops_desktop.domain.level_moves import Movement, Track
from csops_desktop.domain.maturity import LEVELS, NOT_YET, Evidence, Level, PlannedAction

COLUMNS = (NOT_YET, *LEVELS)
"""Levels as columns of the map; at the first stand those who are not at level 1 yet."""
MOVED_DAYS = 30
"""Over so many days movement between the levels is told."""
_MONTHS = 12
_SHARE_OFF = 10  # points of percent; a smaller difference from the target is none
Key = tuple[int, str | None]
"""A cell: level and touch model; customers without a touch model have None."""


@dataclass(frozen=True, slots=True)
class PlacedAction:
    """An action as it stands in the plan of a product."""

    id: int
    plan: PlannedAction


@dataclass(frozen=True, slots=True)
class Placed:
    """A customer on the map.

    Attributes:
        touch: how it is served; None when nobody has said.
        mrr: what it pays a month for this product, smallest unit.
        paid: what it has paid for it so far: its lifetime value by today.
        held: evidence that held at the latest assessment.
        band: of its health; None without a scorecard.
        track: its way through the levels.
    """

    customer_id: int
    name: str
    touch: str | None
    mrr: int
    paid: int
    held: frozenset[int]
    track: Track
    band: str | None = None
    score: int | None = None
    change: int | None = None

    @property
    def yearly(self) -> int:
        """What it pays a year."""
        return self.mrr * _MONTHS

    @property
    def level(self) -> int | None:
        """Where it stands; None before the first assessment."""
        return self.track.points[-1][1] if self.track.points else None

    def days(self, today: dt.date) -> int:
        """Return how long it has been at its level."""
        stays = self.track.stays(today)
        return stays[-1].days(today) if stays else 0


class Gap(StrEnum):
    """What does not fit in a cell."""

    NO_ACTION = "no_action"  # customers, and nothing is done for them
    NO_CUSTOMER = "no_customer"  # something is done for nobody


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands where a level and a touch model meet.

    Attributes:
        customers: the ones that pay most first.
        minutes: a month: the actions, and what the touch model takes for each customer.
        bands: band → customers.
    """

    actions: tuple[PlacedAction, ...] = ()
    customers: tuple[Placed, ...] = ()
    minutes: int = 0
    bands: Mapping[str | None, int] = field(default_factory=dict)
    gap: Gap | None = None

    @property
    def mrr(self) -> int:
        """What its customers pay a month."""
        return sum(each.mrr for each in self.customers)


@dataclass(frozen=True, slots=True)
class Share:
    """Which share of the customers a touch model serves.

    Attributes:
        n: customers.
        of: customers with any touch model.
        target: in percent; None when nobody has said.
    """

    n: int
    of: int
    target: int | None = None

    @property
    def percent(self) -> int | None:
        """The share in percent, None of nobody."""
        return round(self.n * 100 / self.of) if self.of else None

    @property
    def off(self) -> bool:
        """Whether it is far from the target."""
        found = self.percent
        return found is not None and self.target is not None and abs(found - self.target) >= _SHARE_OFF


@dataclass(frozen=True, slots=True)
class Stays:
    """How long customers stay at a level.

    Attributes:
        median: days until half moved on, those still there counted as censored; None when that is not known.
        limit: days after which a customer counts as stuck; None while nobody has moved on.
        moved: how many moved on.
        stuck: those who are, the longest first.
    """

    median: int | None = None
    limit: int | None = None
    moved: int = 0
    stuck: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MapBook:
    """Everything the map of one product shows.

    Attributes:
        evidence: what counts today, by level and position.
        actions: of all cells, by position.
        placed: all customers that use the product, the ones that pay most first.
        shares: touch model → target in percent.
        per_customer: touch model → minutes a month for one customer.
        capacity: minutes a month the team has; None when nobody has said.
        stays: level → how long customers stay there.
        moved: level before and after → customers, over the last ``MOVED_DAYS``.
    """

    product_id: int
    product: str
    today: dt.date
    levels: tuple[Level, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    actions: tuple[PlacedAction, ...] = ()
    placed: tuple[Placed, ...] = ()
    shares: Mapping[str, int] = field(default_factory=dict)
    per_customer: Mapping[str, int] = field(default_factory=dict)
    capacity: int | None = None
    stays: Mapping[int, Stays] = field(default_factory=dict)
    moved: Mapping[Movement, tuple[int, ...]] = field(default_factory=dict)
    currency: str = "JPY"

    def name(self, level: int) -> str:
        """Return the name of a level."""
        return next((each.name for each in self.levels if each.level == level), "")

    def meaning(self, level: int) -> str:
        """Return what a level means."""
        return next((each.meaning for each in self.levels if each.level == level), "")

    def at(self, level: int | None) -> tuple[Placed, ...]:
        """Return who stands at a level; at None who was never assessed."""
        return tuple(each for each in self.placed if each.level == level)

    def toward(self, level: int) -> tuple[Evidence, ...]:
        """Return the evidence of the next level."""
        return tuple(item for item in self.evidence if item.level == level + 1)

    def customer(self, customer_id: int) -> Placed | None:
        """Return a customer that is on the map."""
        return next((each for each in self.placed if each.customer_id == customer_id), None)

    def minutes(self) -> int:
        """Return what all of it takes a month."""
        met = sum(self.per_customer.get(each.touch or "", 0) for each in self.placed)
        return met + sum(each.plan.minutes or 0 for each in self.actions)

    def over(self) -> int:
        """Return by how many minutes that is more than the team has; 0 when it is enough or nobody has said."""
        return 0 if self.capacity is None else max(0, self.minutes() - self.capacity)


def step(placed: Placed, book: MapBook) -> tuple[int, int]:
    """Return how much of the evidence for the next level holds, and how much there is; at the highest level (0, 0)."""
    items = book.toward(placed.level or NOT_YET)
    return sum(item.id in placed.held for item in items), len(items)


def cells(book: MapBook) -> dict[Key, Cell]:
    """Return every cell of the map; those of customers without a touch model only where there are any.

    Who is not at level 1 yet is led there by the actions of level 1, so that nobody of them is a gap when there is one.
    """
    where: dict[Key, list[Placed]] = {}
    for each in book.placed:
        if each.level is not None:
            where.setdefault((each.level, each.touch), []).append(each)
    plans: dict[Key, list[PlacedAction]] = {}
    for action in book.actions:
        plans.setdefault((action.plan.level, action.plan.touch), []).append(action)
    keys: list[Key] = [(level, touch) for level in COLUMNS for touch in TOUCHES]
    keys += [key for key in where if key[1] is None]
    found: dict[Key, Cell] = {}
    for key in keys:
        there, plan = where.get(key, []), plans.get(key, [])
        level, touch = key
        takes = len(there) * book.per_customer.get(touch or "", 0) + sum(each.plan.minutes or 0 for each in plan)
        acted = plan or (level == NOT_YET and plans.get((LEVELS[0], touch)))
        beginners = where.get((NOT_YET, touch)) if level == LEVELS[0] else None
        gap = None
        if there and not acted and touch is not None:
            gap = Gap.NO_ACTION
        elif plan and not there and not beginners:
            gap = Gap.NO_CUSTOMER
        found[key] = Cell(tuple(plan), tuple(there), takes, Counter(each.band for each in there), gap)
    return found


def shares(book: MapBook) -> dict[str, Share]:
    """Return touch model → the share of customers it serves, beside its target."""
    counts = Counter(each.touch for each in book.placed if each.touch in TOUCHES)
    whole = counts.total()
    return {touch: Share(counts[touch], whole, book.shares.get(touch)) for touch in TOUCHES}


def holding(book: MapBook, level: int) -> list[tuple[Evidence, int]]:
    """Return each piece of evidence for the next level with how many of those at a level show it."""
    there = book.at(level)
    return [(item, sum(item.id in each.held for each in there)) for item in book.toward(level)]


def histogram(days: Sequence[int], bars: int = 10) -> tuple[int, list[int]]:
    """Return the width of a bar in days (a multiple of 10) and how many fall into each; the last one takes the rest."""
    if not days:
        return 10, []
    width = max(10, -(-(max(days) + 1) // bars) + 9) // 10 * 10
    found = [0] * (min(max(days) // width, bars - 1) + 1)
    for each in days:
        found[min(each // width, bars - 1)] += 1
    return width, found
