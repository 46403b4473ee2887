"""Why a score became another one: lines that sum exactly to the difference, each with its evidence."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.scoring.definition import FULL
from csops_desktop.domain.scoring.evaluation import whole_points
from csops_desktop.domain.scoring.scores import MeasureScore, Score, State


class Cause(StrEnum):
    """Why the points of a measure moved."""

    VALUE = "value"  # the number is another one
    SCALE = "scale"  # the number is the same, the thresholds are others
    AGEING = "ageing"  # the number became older
    ENTERED = "entered"  # there was none
    EXPIRED = "expired"  # it is too old now, or was taken out
    APPLICABLE = "applicable"  # it became applicable, or no longer is
    WEIGHT = "weight"  # it is worth more or less than before
    ADDED = "added"  # the scorecard has it now
    REMOVED = "removed"  # the scorecard no longer has it


@dataclass(frozen=True, slots=True)
class Line:
    """One change.

    Attributes:
        points: by how much the total moved; never 0.
        before, after: the numbers of the measure, with the days they are of.
        evidence: of the number after, or of the one before where there is none after.
    """

    key: str
    name: str
    axis: int
    cause: Cause
    points: int
    before: float | None
    after: float | None
    before_on: dt.date | None
    after_on: dt.date | None
    evidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From one score to another.

    Attributes:
        lines: their points sum to ``after.total - before.total``; axis by axis, in the scorecard's order.
    """

    before: Score
    after: Score
    lines: tuple[Line, ...]

    @property
    def difference(self) -> int:
        """By how much the total moved."""
        return self.after.total - self.before.total


def waterfall(before: Score, after: Score) -> Waterfall:
    """Return why the total of one score is another than that of an earlier one, by any two scorecards."""
    return Waterfall(before, after, tuple(_lines(before, after)))


def _lines(before: Score, after: Score) -> Iterator[Line]:
    for key in dict.fromkeys(measure.key for score in (after, before) for measure in score.measures):
        old, new = before.measure(key), after.measure(key)
        for cause, points in _parts(old, new):
            if points:
                yield _line(key, cause, points, old, new)


def _line(key: str, cause: Cause, points: int, old: MeasureScore | None, new: MeasureScore | None) -> Line:
    shown = new or old
    assert shown is not None  # noqa: S101 (a key comes from one of the two)
    known = new if new is not None and new.value is not None else old
    return Line(
        key,
        shown.name,
        shown.axis,
        cause,
        points,
        old.value if old else None,
        new.value if new else None,
        old.as_of if old else None,
        new.as_of if new else None,
        known.evidence if known else "",
        shown.note,
    )


def _parts(old: MeasureScore | None, new: MeasureScore | None) -> Iterator[tuple[Cause, int]]:
    """Return the causes of a measure's change; their points sum to it."""
    if old is None or new is None:
        if new is not None:
            yield Cause.ADDED, new.points
        if old is not None:
            yield Cause.REMOVED, -old.points
        return
    change = new.points - old.points
    if State.NOT_APPLICABLE in (old.state, new.state):
        yield Cause.APPLICABLE, change
    elif old.state.missing or new.state.missing:
        yield (Cause.ENTERED if old.state.missing else Cause.EXPIRED), change
    else:
        yield from _moved(old, new)


def _moved(old: MeasureScore, new: MeasureScore) -> Iterator[tuple[Cause, int]]:
    """Split the change of a measure that had data both times: first the weight, then the number, then its age."""
    fresh_before, fresh_after = old.points + old.loss, new.points + new.loss
    same_share = whole_points(new.maximum, fresh_before * FULL / old.maximum) if old.maximum else 0
    if old.maximum == new.maximum:
        same_share = fresh_before
    yield Cause.WEIGHT, same_share - fresh_before
    yield (Cause.SCALE if old.value == new.value else Cause.VALUE), fresh_after - same_share
    yield Cause.AGEING, old.loss - new.loss
