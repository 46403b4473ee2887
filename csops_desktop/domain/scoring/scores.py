"""What a customer gets by a scorecard on a day, down to each measure; also the form in which a snapshot keeps it."""

import datetime as dt
import json
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.scoring.definition import Band, Effect
from csops_desktop.domain.scoring.plain import parsed, plain, read


class State(StrEnum):
    """What there is for a measure."""

    VALID = "valid"
    AGEING = "ageing"  # past its validity and losing points
    NOT_APPLICABLE = "not_applicable"  # deliberate; its weight is spread over the rest of its axis
    NEVER_ENTERED = "never_entered"
    EXPIRED = "expired"  # older than its validity, nothing is left of it

    @property
    def missing(self) -> bool:
        """Whether it keeps its weight and opens a range."""
        return self in (State.NEVER_ENTERED, State.EXPIRED)


@dataclass(frozen=True, slots=True)
class MeasureScore:
    """One measure of a score.

    Attributes:
        axis: index of its axis.
        value: the last number there was, also of an expired one.
        as_of: the day of that number.
        points: what it earns; 0 while it is missing.
        high: what it may earn at best.
        maximum: its points after those of what is not applicable were spread.
        loss: points lost to its age; ``points + loss`` is what it earned when it was new.
        note: of the number, or why it is not applicable.
    """

    key: str
    name: str
    axis: int
    state: State
    value: float | None
    as_of: dt.date | None
    points: int
    high: int
    maximum: int
    loss: int = 0
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AxisScore:
    """One axis: its points in the worst and in the best case, of 100."""

    name: str
    points: int
    high: int


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A rule that holds.

    Attributes:
        value: the number it looked at.
        assumed: nobody knows that number; it is assumed to hold because that is the worst case.
        bites: whether the band would be another one without the rules.
    """

    key: str
    name: str
    effect: Effect
    band: Band
    value: float | None
    assumed: bool = False
    bites: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """A score: whole points, the worst case printed.

    Attributes:
        day: what it was computed for.
        band: after rules and coverage.
        points_band: what the points alone say.
        coverage: percent of the applicable weight that has data, rounded down.
    """

    day: dt.date
    band: Band
    points_band: Band
    coverage: int
    axes: tuple[AxisScore, ...]
    measures: tuple[MeasureScore, ...]
    rules: tuple[RuleHit, ...] = ()

    @property
    def total(self) -> int:
        """The printed total, 0 to 200: the sum of the printed axes, the worst case."""
        return sum(axis.points for axis in self.axes)

    @property
    def low(self) -> int:
        """The worst case."""
        return self.total

    @property
    def high(self) -> int:
        """The best case."""
        return sum(axis.high for axis in self.axes)

    @property
    def ageing_loss(self) -> int:
        """Points lost because values are old, of those that are not missing altogether."""
        return sum(measure.loss for measure in self.measures)

    @property
    def missing(self) -> tuple[MeasureScore, ...]:
        """The measures without data that keep their weight."""
        return tuple(measure for measure in self.measures if measure.state.missing)

    def measure(self, key: str) -> MeasureScore | None:
        """Return the line of a measure."""
        return next((measure for measure in self.measures if measure.key == key), None)


@dataclass(frozen=True, slots=True)
class Override:
    """A person's word that stands beside the computed score, never in its place.

    Attributes:
        value: 0 to 200.
        until: last day on which it stands; None: until it is taken back.
    """

    value: int
    reason: str
    owner_id: int | None = None
    set_on: dt.date | None = None
    until: dt.date | None = None

    def stands(self, day: dt.date) -> bool:
        """Tell whether it stands on a day."""
        return (self.set_on is None or self.set_on <= day) and (self.until is None or day <= self.until)


def to_json(score: Score) -> str:
    """Return a score as JSON text, for a snapshot."""
    return json.dumps(plain(score), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Score:
    """Return the score that ``to_json`` wrote.

    Raises:
        ScorecardProblemsError: the text is no score.
    """
    return read(Score, parsed(text))
