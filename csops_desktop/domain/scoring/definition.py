"""What a scorecard says: two axes of measures, their sources and scales, the bands, the rules and whom it is for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from csops_desktop.domain.scoring.sources import Source

AXES = 2
AXIS_POINTS = 100
TOTAL = AXES * AXIS_POINTS
FULL = 100
"""A whole share, in percent: of a measure's points, of an axis, of the coverage."""


class Band(StrEnum):
    """Where a score stands. Withheld is never better than any other."""

    WITHHELD = "withheld"
    RISK = "risk"
    WATCH = "watch"
    HEALTHY = "healthy"

    @property
    def rank(self) -> int:
        """The better the higher, withheld lowest; for comparing, never shown."""
        return tuple(Band).index(self)


class ScaleKind(StrEnum):
    """How numbers between two knots are scored."""

    STEPS = "steps"  # as the knot at or below
    LINES = "lines"  # on the straight line between the two


@dataclass(frozen=True, slots=True)
class Knot:
    """A value and the share of the points it earns, in whole percent. Below the first knot its share counts."""

    at: float
    share: int


@dataclass(frozen=True, slots=True)
class TenureKnots:
    """The knots from a number of whole months since the contract start on."""

    from_month: int
    knots: tuple[Knot, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """From a number to a share of the points.

    Attributes:
        knots: rising by value.
        by_tenure: other knots later in a contract, rising by month; before the first of them ``knots`` count. Where
            nobody knows when the contract started, those of the longest tenure count.
    """

    kind: ScaleKind = ScaleKind.STEPS
    knots: tuple[Knot, ...] = ()
    by_tenure: tuple[TenureKnots, ...] = ()

    def knots_at(self, tenure: int | None) -> tuple[Knot, ...]:
        """Return the knots for a number of months since the contract start."""
        found = self.knots
        for later in self.by_tenure:
            if tenure is None or tenure >= later.from_month:
                found = later.knots
        return found


class Ageing(StrEnum):
    """What becomes of a value that is older than its validity."""

    EXPIRES = "expires"  # it is missing
    STEPS_DOWN = "steps_down"  # it loses a share of the points for every further period
    HALF_LIFE = "half_life"  # it loses half of what is left with every further period, gradually


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a value holds and what happens then.

    Attributes:
        days: it is valid up to and including this age; None: for ever.
        every: length of a period of stepping down, or the half-life, in days.
        drop: percent of the measure's points lost per period when stepping down.
    """

    days: int | None = None
    ageing: Ageing = Ageing.EXPIRES
    every: int = 30
    drop: int = 20


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is scored.

    Attributes:
        key: names it in ratings and histories; stays when the name changes.
        points: out of the 100 of its axis.
        anchors: wording of each step of a rating, lowest first; empty for other sources.
        reasons: what a rating can be reasoned with; up to three of them are given.
        can_be_na: whether it can be marked as not applicable to a customer.
    """

    key: str
    name: str
    points: int
    source: Source
    scale: Scale
    validity: Validity = Validity()
    anchors: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    can_be_na: bool = True


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """Measures under one heading."""

    name: str
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """One of the two sides of a score, 100 points."""

    name: str
    groups: tuple[MeasureGroup, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All measures, in order."""
        return tuple(measure for group in self.groups for measure in group.measures)

    @property
    def points(self) -> int:
        """The sum of the measures' points; 100 in a sound scorecard."""
        return sum(measure.points for measure in self.measures)


@dataclass(frozen=True, slots=True)
class Bands:
    """Where the bands begin; each includes its lower edge.

    Attributes:
        watch: fewer points are risk.
        healthy: fewer points are watch.
        coverage: with less coverage (percent) the band is withheld.
    """

    watch: int = 100
    healthy: int = 140
    coverage: int = 60

    def band(self, points: int) -> Band:
        """Return the band of a total."""
        if points < self.watch:
            return Band.RISK
        return Band.WATCH if points < self.healthy else Band.HEALTHY


class Compare(StrEnum):
    """How a rule looks at a number."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Effect(StrEnum):
    """What a rule does to the band; the points stay as they are."""

    CAP = "cap"  # no better than
    FORCE = "force"  # exactly


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition under which the band is capped or forced.

    It looks at the last known number, however old. Where there never was one it is assumed to hold as far as that
    makes the band worse: what nobody knows never makes a score better.
    """

    key: str
    name: str
    source: Source
    compare: Compare
    value: float
    effect: Effect
    band: Band

    def holds(self, value: float) -> bool:
        """Tell whether a number meets the condition."""
        return value >= self.value if self.compare is Compare.AT_LEAST else value <= self.value


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a scorecard is for; an empty list is no condition.

    Attributes:
        products: names of products, one of which the customer has.
        phases: codes of phases, in one of which the customer is.
        touches: codes of touch models.
    """

    products: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole scorecard."""

    name: str
    axes: tuple[Axis, ...]
    bands: Bands = Bands()
    rules: tuple[Rule, ...] = ()
    scope: Scope = field(default_factory=Scope)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All measures, axis by axis."""
        return tuple(measure for axis in self.axes for measure in axis.measures)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source that measures and rules look at, once each."""
        return tuple(dict.fromkeys((*(each.source for each in self.measures), *(each.source for each in self.rules))))

    def placed(self) -> Iterator[tuple[int, Measure]]:
        """Return each measure with the index of its axis."""
        for index, axis in enumerate(self.axes):
            for measure in axis.measures:
                yield index, measure

    def measure(self, key: str) -> Measure | None:
        """Return the measure of a key."""
        return next((measure for measure in self.measures if measure.key == key), None)
