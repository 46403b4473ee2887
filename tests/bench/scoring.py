"""P9: how long a draft takes over the whole book, against bare arithmetic on the same numbers."""

from dataclasses import replace

import numpy as np

from csops_desktop.analysis.book import Book, Column
from csops_desktop.analysis.scoring import Rescorer
from csops_desktop.domain.scoring.definition import (
    Ageing,
    Axis,
    Band,
    Compare,
    Definition,
    Effect,
    Knot,
    Measure,
    MeasureGroup,
    Rule,
    Scale,
    ScaleKind,
    TenureKnots,
    Validity,
)
from csops_desktop.domain.scoring.sources import Known, KnownFact, Usage
from tests.bench.report import Bar, median, ratio
from tests.helpers.scorecards import DAY

_ROWS, _PER_AXIS, _TIMES = 10_000, 6, 15
_BAR = 5.0
_KNOTS = tuple(Knot(at, share) for at, share in ((0, 0), (10, 20), (30, 55), (60, 80), (90, 100)))
_LATER = TenureKnots(6, tuple(Knot(knot.at * 1.5, knot.share) for knot in _KNOTS))
_COMPLAINTS = Known(KnownFact.OPEN_CRITICAL_TICKETS)


def measure() -> list[Bar]:
    """Measure a book that is scored for the first time, and one whose draft gets other weights, as a slider does."""
    definition, book = _definition(), _book()
    other = _heavier(definition)
    matrix = np.stack([np.nan_to_num(book.columns[each.source].values) for each in definition.measures])
    weights = np.array([each.points for each in definition.measures], np.float64)
    xs = np.array([knot.at for knot in _KNOTS], np.float64)
    ys = np.array([knot.share for knot in _KNOTS], np.float64)

    def floor() -> object:
        return weights @ np.stack([np.interp(values, xs, ys) for values in matrix])

    warm = Rescorer(book, DAY)
    warm.score(definition)
    bare = median(floor, _TIMES)
    what = f"{_ROWS:,} customers × {2 * _PER_AXIS} measures"
    why = "floor: numpy.interp per measure and weighted sums; ours with missing, ageing, tenure, rules and bands"
    return [
        ratio("P9", f"book scored, {what}", median(lambda: Rescorer(book, DAY).score(definition), _TIMES), bare, _BAR, why=why),
        ratio("P9", f"what-if: other weights, {what}", median(lambda: warm.score(other), _TIMES), bare, _BAR),
    ]  # fmt: skip


def _definition() -> Definition:
    axes = tuple(
        Axis(name, (MeasureGroup("", tuple(_measure(name, index) for index in range(_PER_AXIS))),)) for name in "xy"
    )
    rules = (
        Rule("complaint", "Complaint", _COMPLAINTS, Compare.AT_LEAST, 1, Effect.CAP, Band.RISK),
        Rule("silent", "Silent", axes[0].measures[0].source, Compare.AT_MOST, 5, Effect.FORCE, Band.WATCH),
    )
    return Definition("bench", axes, rules=rules)


def _measure(axis: str, index: int) -> Measure:
    points = (30, 20, 15, 15, 10, 10)[index]
    scale = Scale(ScaleKind.LINES, _KNOTS, (_LATER,) if index == 0 else ())
    validity = (Validity(30), Validity(30, Ageing.STEPS_DOWN), Validity(60, Ageing.HALF_LIFE), Validity())[index % 4]
    return Measure(f"{axis}{index}", f"{axis}{index}", points, Usage(f"{axis}{index}"), scale, validity)


def _heavier(definition: Definition) -> Definition:
    axis = definition.axes[0]
    first, *rest = axis.measures
    moved = (replace(first, points=first.points + 7), *rest)
    return replace(definition, axes=(replace(axis, groups=(MeasureGroup("", moved),)), definition.axes[1]))


def _book() -> Book:
    dice = np.random.default_rng(9)
    definition = _definition()
    columns = {}
    for each in definition.measures:
        values = dice.uniform(0, 120, _ROWS)
        values[dice.random(_ROWS) < 0.1] = np.nan
        columns[each.source] = Column(values, DAY.toordinal() - dice.integers(0, 120, _ROWS))
    columns[_COMPLAINTS] = Column((dice.random(_ROWS) < 0.02).astype(np.float64))
    marked = {key: dice.random(_ROWS) < 0.05 for key in ("x1", "y2", "y5")}
    return Book(np.arange(_ROWS), columns, dice.integers(0, 36, _ROWS), marked)
