"""One customer's score by a scorecard, with the reason for every point.

``analysis.scoring`` does the same for a whole book at once; a property test holds the two equal, so every rounding and
every order of float operations here has its twin there.
"""

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from csops_desktop.domain.scoring.ageing import THOUSAND, dropped, kept, over
from csops_desktop.domain.scoring.definition import (
    AXIS_POINTS,
    FULL,
    Axis,
    Band,
    Bands,
    Definition,
    Effect,
    Knot,
    Measure,
    Rule,
    ScaleKind,
)
from csops_desktop.domain.scoring.facts import Fact, Facts
from csops_desktop.domain.scoring.scores import AxisScore, MeasureScore, RuleHit, Score, State
from csops_desktop.domain.scoring.sources import Rated
from csops_desktop.domain.scoring.weights import maxima

_NOTHING = Fact(None)


def evaluate(definition: Definition, facts: Facts, day: dt.date) -> Score:
    """Return the score of a customer.

    Args:
        definition: a scorecard that ``checking.computable`` lets through; a draft whose axis does not sum to 100 is
            scaled to it.
        facts: what is known of the customer on that day.
        day: the day from which ages count.
    """
    measures: list[MeasureScore] = []
    axes: list[AxisScore] = []
    covered = applicable = 0
    for index, axis in enumerate(definition.axes):
        lines = _axis_lines(index, axis, facts, day)
        measures += lines
        whole = sum(line.maximum for line in lines)
        open_points = AXIS_POINTS - whole  # all of them when nothing of the axis is applicable
        axes.append(
            AxisScore(axis.name, sum(line.points for line in lines), sum(line.high for line in lines) + open_points)
        )
        applicable += AXIS_POINTS
        covered += sum(line.maximum for line in lines if not line.state.missing)
    coverage = covered * FULL // applicable if applicable else 0
    points_band = definition.bands.band(sum(axis.points for axis in axes))
    hits = tuple(_hits(definition, facts))
    band = banded(points_band, hits, coverage, definition.bands)
    return Score(day, band, points_band, coverage, tuple(axes), tuple(measures), _bitten(hits, points_band))


def share(knots: tuple[Knot, ...], kind: ScaleKind, value: float) -> float:
    """Return the percent of its points that a value earns, 0.0 to 100.0; nothing by a scale without knots."""
    if not knots:
        return 0.0
    xs = [knot.at for knot in knots]
    inside = min(max(value, xs[0]), xs[-1])
    at = bisect_right(xs, inside) - 1
    low = float(knots[at].share)
    if kind is ScaleKind.STEPS or at == len(knots) - 1:
        return low
    slope = (knots[at + 1].share - low) / (xs[at + 1] - xs[at])
    return low + (inside - xs[at]) * slope


def whole_points(maximum: int, percent: float) -> int:
    """Return a share of points, rounded half up."""
    return math.floor(maximum * percent / FULL + 0.5)


def banded(points_band: Band, hits: Iterable[RuleHit], coverage: int, bands: Bands) -> Band:
    """Return the band after rules and coverage.

    A rule that is known to leave only one band possible (it forces one, or caps at risk) shows that band also when the
    coverage is low; else too little coverage withholds it. The worst of several forced bands counts. What is only
    assumed makes a band worse, never better, and pins nothing.
    """
    forced = [hit.band for hit in hits if hit.effect is Effect.FORCE and not hit.assumed]
    limits = [hit.band for hit in hits if hit.effect is Effect.CAP or hit.assumed]
    pinned = bool(forced) or any(hit.band is Band.RISK and not hit.assumed for hit in hits)
    if coverage < bands.coverage and not pinned:
        return Band.WITHHELD
    start = min(forced, key=lambda band: band.rank) if forced else points_band
    return min((start, *limits), key=lambda band: band.rank)


def _axis_lines(index: int, axis: Axis, facts: Facts, day: dt.date) -> list[MeasureScore]:
    return [
        _line(index, measure, maximum, facts, day)
        for measure, maximum in zip(axis.measures, maxima(axis, facts.not_applicable), strict=True)
    ]


def _line(axis: int, measure: Measure, maximum: int, facts: Facts, day: dt.date) -> MeasureScore:
    fact = facts.values.get(measure.source, _NOTHING)
    if measure.key in facts.not_applicable:
        state, points, high, loss, note = State.NOT_APPLICABLE, 0, 0, 0, facts.not_applicable[measure.key]
    else:
        state, points, high, loss = _earned(measure, maximum, fact, facts.tenure, day)
        note = fact.note
    return MeasureScore(
        measure.key,
        measure.name,
        axis,
        state,
        fact.value if fact.known else None,
        fact.as_of if fact.known else None,
        points,
        high,
        maximum,
        loss,
        fact.evidence,
        note,
    )


def _earned(
    measure: Measure, maximum: int, fact: Fact, tenure: int | None, day: dt.date
) -> tuple[State, int, int, int]:
    """Return state, points, best case and loss of a measure that is applicable."""
    if fact.value is None or not fact.known:
        return State.NEVER_ENTERED, 0, maximum, 0
    past = over(measure.validity, None if fact.as_of is None else (day - fact.as_of).days)
    left = kept(measure.validity, past)
    if left == 0:
        return State.EXPIRED, 0, maximum, 0
    percent = share(measure.scale.knots_at(tenure), measure.scale.kind, fact.value)
    new = whole_points(maximum, percent)
    if past == 0:
        return State.VALID, new, new, 0
    aged = max(percent - dropped(measure.validity, past), 0.0) * left / THOUSAND
    points = whole_points(maximum, aged)
    return State.AGEING, points, new, new - points


def _hits(definition: Definition, facts: Facts) -> Iterable[RuleHit]:
    for rule in definition.rules:
        if isinstance(rule.source, Rated) and rule.source.measure in facts.not_applicable:
            continue
        fact = facts.values.get(rule.source, _NOTHING)
        if fact.value is None or not fact.known:
            yield _hit(rule, None, assumed=True)
        elif rule.holds(fact.value):
            yield _hit(rule, fact.value, assumed=False)


def _hit(rule: Rule, value: float | None, *, assumed: bool) -> RuleHit:
    return RuleHit(rule.key, rule.name, rule.effect, rule.band, value, assumed)


def _bitten(hits: tuple[RuleHit, ...], points_band: Band) -> tuple[RuleHit, ...]:
    """Mark the hits that alone would change the band of the points."""
    return tuple(replace(hit, bites=_bites(hit, points_band)) for hit in hits)


def _bites(hit: RuleHit, points_band: Band) -> bool:
    if hit.effect is Effect.FORCE and not hit.assumed:
        return hit.band is not points_band
    return hit.band.rank < points_band.rank
