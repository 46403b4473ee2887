"""What is wrong with a scorecard before it can be published, each with its place."""

import math
from collections import Counter
from collections.abc import Iterator

from csops_desktop.domain.scoring.definition import (
    AXES,
    AXIS_POINTS,
    FULL,
    TOTAL,
    Ageing,
    Axis,
    Band,
    Definition,
    Knot,
    Measure,
    Rule,
    Scale,
)
from csops_desktop.domain.scoring.flaws import Flaw, Problem, ScorecardProblemsError
from csops_desktop.domain.scoring.sources import Known, Rated, Usage

LARGEST = 1e12
"""No threshold lies beyond this."""
_LONGEST_DAYS = 3660
_LONGEST_MONTHS = 1200


_HARMLESS = {
    Flaw.NO_NAME,
    Flaw.AXIS_SUM,
    Flaw.NO_KNOTS,
    Flaw.NO_METRIC,
    Flaw.NO_STEPS,
    Flaw.RATED_ELSEWHERE,
    Flaw.BANDS,
    Flaw.COVERAGE,
}


def problems(definition: Definition) -> tuple[Problem, ...]:
    """Return everything that keeps a scorecard from being published; nothing when it is sound."""
    return tuple(_problems(definition))


def computable(definition: Definition) -> bool:
    """Tell whether scores can be computed by a draft, though it may not be fit to be published yet."""
    return all(problem.flaw in _HARMLESS for problem in _problems(definition))


def check(definition: Definition) -> None:
    """Refuse a scorecard that is not sound.

    Raises:
        ScorecardProblemsError: with everything that is wrong.
    """
    found = problems(definition)
    if found:
        raise ScorecardProblemsError(found)


def _problems(definition: Definition) -> Iterator[Problem]:
    if not definition.name.strip():
        yield Problem("name", Flaw.NO_NAME)
    if len(definition.axes) != AXES:
        yield Problem("axes", Flaw.AXES, str(len(definition.axes)))
    keys = Counter(measure.key for measure in definition.measures)
    for index, axis in enumerate(definition.axes):
        yield from _axis(f"axes[{index}]", axis, keys)
    yield from _bands(definition)
    rules = Counter(rule.key for rule in definition.rules)
    for index, rule in enumerate(definition.rules):
        yield from _rule(f"rules[{index}]", rule, rules, definition)


def _axis(where: str, axis: Axis, keys: Counter[str]) -> Iterator[Problem]:
    if not axis.name.strip():
        yield Problem(f"{where}.name", Flaw.NO_NAME)
    if axis.points != AXIS_POINTS:
        yield Problem(where, Flaw.AXIS_SUM, str(axis.points), axis.name)
    for at, group in enumerate(axis.groups):
        for index, measure in enumerate(group.measures):
            yield from _measure(f"{where}.groups[{at}].measures[{index}]", measure, keys)


def _measure(where: str, measure: Measure, keys: Counter[str]) -> Iterator[Problem]:
    name = measure.name
    if not name.strip():
        yield Problem(f"{where}.name", Flaw.NO_NAME)
    if not measure.key.strip():
        yield Problem(f"{where}.key", Flaw.NO_KEY, name=name)
    elif keys[measure.key] > 1:
        yield Problem(f"{where}.key", Flaw.KEY_TWICE, measure.key, name)
    if not 0 <= measure.points <= AXIS_POINTS:
        yield Problem(f"{where}.points", Flaw.POINTS, str(measure.points), name)
    yield from _source(where, measure)
    yield from _scale(f"{where}.scale", measure.scale, name)
    validity = measure.validity
    if validity.days is not None and not 0 <= validity.days <= _LONGEST_DAYS:
        yield Problem(f"{where}.validity.days", Flaw.DAYS, str(validity.days), name)
    if validity.ageing is not Ageing.EXPIRES and not 1 <= validity.every <= _LONGEST_DAYS:
        yield Problem(f"{where}.validity.every", Flaw.DAYS, str(validity.every), name)
    if validity.ageing is Ageing.STEPS_DOWN and not 1 <= validity.drop <= FULL:
        yield Problem(f"{where}.validity.drop", Flaw.DROP, str(validity.drop), name)


def _source(where: str, measure: Measure) -> Iterator[Problem]:
    match measure.source:
        case Usage(metric, _, days):
            if not metric.strip():
                yield Problem(f"{where}.source.metric", Flaw.NO_METRIC, name=measure.name)
            if not 1 <= days <= _LONGEST_DAYS:
                yield Problem(f"{where}.source.days", Flaw.DAYS, str(days), measure.name)
        case Known(_, days):
            if not 0 <= days <= _LONGEST_DAYS:
                yield Problem(f"{where}.source.days", Flaw.DAYS, str(days), measure.name)
        case Rated(key):
            if key != measure.key:
                yield Problem(f"{where}.source.measure", Flaw.RATED_ELSEWHERE, key, measure.name)
            if not measure.anchors or not all(anchor.strip() for anchor in measure.anchors):
                yield Problem(f"{where}.anchors", Flaw.NO_STEPS, name=measure.name)


def _scale(where: str, scale: Scale, name: str) -> Iterator[Problem]:
    yield from _knots(f"{where}.knots", scale.knots, name)
    months = [0]
    for index, later in enumerate(scale.by_tenure):
        if not months[-1] < later.from_month <= _LONGEST_MONTHS:
            yield Problem(f"{where}.by_tenure[{index}].from_month", Flaw.TENURE_ORDER, str(later.from_month), name)
        months.append(later.from_month)
        yield from _knots(f"{where}.by_tenure[{index}].knots", later.knots, name)


def _knots(where: str, knots: tuple[Knot, ...], name: str) -> Iterator[Problem]:
    if not knots:
        yield Problem(where, Flaw.NO_KNOTS, name=name)
    for index, knot in enumerate(knots):
        if not math.isfinite(knot.at) or abs(knot.at) > LARGEST:
            yield Problem(f"{where}[{index}].at", Flaw.KNOT_VALUE, str(knot.at), name)
        elif index and knot.at <= knots[index - 1].at:
            yield Problem(f"{where}[{index}].at", Flaw.KNOT_ORDER, f"{knot.at:g}", name)
        if not 0 <= knot.share <= FULL:
            yield Problem(f"{where}[{index}].share", Flaw.SHARE, str(knot.share), name)


def _bands(definition: Definition) -> Iterator[Problem]:
    bands = definition.bands
    if not 0 < bands.watch < bands.healthy <= TOTAL:
        yield Problem("bands", Flaw.BANDS, f"{bands.watch}, {bands.healthy}")
    if not 0 <= bands.coverage <= FULL:
        yield Problem("bands.coverage", Flaw.COVERAGE, str(bands.coverage))


def _rule(where: str, rule: Rule, keys: Counter[str], definition: Definition) -> Iterator[Problem]:
    if not rule.name.strip():
        yield Problem(f"{where}.name", Flaw.NO_NAME)
    if not rule.key.strip():
        yield Problem(f"{where}.key", Flaw.NO_KEY, name=rule.name)
    elif keys[rule.key] > 1:
        yield Problem(f"{where}.key", Flaw.KEY_TWICE, rule.key, rule.name)
    if rule.band is Band.WITHHELD:
        yield Problem(f"{where}.band", Flaw.RULE_BAND, name=rule.name)
    if not math.isfinite(rule.value) or abs(rule.value) > LARGEST:
        yield Problem(f"{where}.value", Flaw.KNOT_VALUE, str(rule.value), rule.name)
    if isinstance(rule.source, Rated) and definition.measure(rule.source.measure) is None:
        yield Problem(f"{where}.source.measure", Flaw.RATED_ELSEWHERE, rule.source.measure, rule.name)
    if isinstance(rule.source, Usage) and not rule.source.metric.strip():
        yield Problem(f"{where}.source.metric", Flaw.NO_METRIC, name=rule.name)
