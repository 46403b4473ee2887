"""A score in few characters, for a snapshot: what each measure got, in the order of the version it was computed by.

What the version says itself (names, maxima) is not kept; evidence is looked up anew.
"""

import datetime as dt
import json

from csops_desktop.domain.scoring.definition import AXIS_POINTS, Definition, Measure
from csops_desktop.domain.scoring.scores import AxisScore, MeasureScore, Score, State
from csops_desktop.domain.scoring.shown import Point
from csops_desktop.domain.scoring.weights import maxima

_STATES = tuple(State)


def kept(score: Score) -> str:
    """Return the measures of a score as compact JSON: state, points, number, its age in days, loss; trimmed."""
    lines = []
    for line in score.measures:
        age = None if line.as_of is None else (score.day - line.as_of).days
        value = int(line.value) if line.value is not None and line.value == int(line.value) else line.value
        cells = [_STATES.index(line.state), line.points, value, age, line.loss or None]
        while cells and cells[-1] is None:
            cells.pop()
        lines.append(cells)
    return json.dumps(lines, separators=(",", ":"))


def restored(definition: Definition, point: Point, text: str, again: Score | None = None) -> Score:
    """Return the score that was kept.

    Args:
        definition: the version it was computed by.
        point: what the snapshot says of the whole.
        text: what ``kept`` wrote.
        again: the same day computed anew from what the store knows now: evidence, notes and rules come from it where
            it agrees.
    """
    cells = dict(zip((measure.key for measure in definition.measures), json.loads(text), strict=False))
    off = {key for key, each in cells.items() if _STATES[each[0]] is State.NOT_APPLICABLE}
    lines: list[MeasureScore] = []
    axes: list[AxisScore] = []
    for index, axis in enumerate(definition.axes):
        mine = [
            _line(index, measure, maximum, cells.get(measure.key), point.day, again)
            for measure, maximum in zip(axis.measures, maxima(axis, off), strict=True)
        ]
        lines += mine
        best = AXIS_POINTS - sum(line.maximum for line in mine) + sum(line.high for line in mine)
        axes.append(AxisScore(axis.name, sum(line.points for line in mine), best))
    rules = again.rules if again is not None and again.total == point.total else ()
    points_band = definition.bands.band(point.total)
    return Score(point.day, point.band, points_band, point.coverage, tuple(axes), tuple(lines), rules)


def _line(
    axis: int, measure: Measure, maximum: int, cells: list[float | None] | None, day: dt.date, again: Score | None
) -> MeasureScore:
    code, points, value, age, loss = (*(cells or (_STATES.index(State.NEVER_ENTERED), 0)), None, None, None)[:5]
    state, earned, lost = _STATES[int(code or 0)], int(points or 0), int(loss or 0)
    high = maximum if state.missing else earned + lost
    as_of = None if age is None else day - dt.timedelta(days=int(age))
    same = again.measure(measure.key) if again is not None else None
    known = same if same is not None and (same.value, same.state) == (value, state) else None
    return MeasureScore(
        measure.key,
        measure.name,
        axis,
        state,
        None if value is None else float(value),
        as_of,
        earned,
        high,
        maximum,
        lost,
        known.evidence if known else "",
        known.note if known else "",
    )
