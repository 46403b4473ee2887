"""Changes of a draft as pure steps: each takes a scorecard and returns another one."""

import itertools
from collections.abc import Callable, Collection
from dataclasses import replace

from csops_desktop.domain.scoring.definition import (
    FULL,
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
    Validity,
)
from csops_desktop.domain.scoring.sources import Known, KnownFact, Rated, Source, Usage

RATING_STEPS = 6
_LOW_IS_GOOD = frozenset(
    {
        KnownFact.DAYS_SINCE_TWO_WAY,
        KnownFact.DAYS_SINCE_CONTACT,
        KnownFact.TICKETS,
        KnownFact.ESCALATIONS,
        KnownFact.OPEN_TICKETS,
        KnownFact.OPEN_CRITICAL_TICKETS,
        KnownFact.OPEN_COMPLAINTS,
        KnownFact.PAYMENT_DELAY,
        KnownFact.NOTICE_RECEIVED,
        KnownFact.OVERDUE_PROMISES,
    }
)
_TOPS: dict[KnownFact, float] = {
    KnownFact.DAYS_SINCE_TWO_WAY: 60,
    KnownFact.DAYS_SINCE_CONTACT: 60,
    KnownFact.TICKETS: 10,
    KnownFact.ESCALATIONS: 2,
    KnownFact.OPEN_TICKETS: 5,
    KnownFact.OPEN_CRITICAL_TICKETS: 1,
    KnownFact.OPEN_COMPLAINTS: 1,
    KnownFact.SURVEY_SCORE: 10,
    KnownFact.MATURITY_LEVEL: 4,
    KnownFact.LICENCE_USE: 100,
    KnownFact.CHAMPION_PRESENT: 1,
    KnownFact.PAYMENT_DELAY: 30,
    KnownFact.TENURE_MONTHS: 24,
    KnownFact.NOTICE_RECEIVED: 1,
    KnownFact.OVERDUE_PROMISES: 3,
    KnownFact.MRR: 100_000,
}
RATING_DAYS = 90
"""How long a person's rating holds in a new measure."""
_EMPTY = Definition("", (Axis("", (MeasureGroup(""),)), Axis("", (MeasureGroup(""),))))


def empty(name: str, axes: tuple[str, str]) -> Definition:
    """Return a scorecard without measures."""
    return replace(_EMPTY, name=name, axes=tuple(Axis(each, (MeasureGroup(""),)) for each in axes))


def usual_scale(source: Source) -> Scale:
    """Return thresholds to begin with for a source, to be adjusted."""
    match source:
        case Rated():
            last = RATING_STEPS - 1
            return Scale(
                ScaleKind.STEPS, tuple(Knot(step, (step - 1) * FULL // last) for step in range(1, RATING_STEPS + 1))
            )
        case Usage():
            return Scale(ScaleKind.LINES, (Knot(0, 0), Knot(100, FULL)))
        case Known(fact):
            low, high = (FULL, 0) if fact in _LOW_IS_GOOD else (0, FULL)
            top = _TOPS[fact]
            kind = ScaleKind.STEPS if top == 1 else ScaleKind.LINES
            return Scale(kind, (Knot(0, low), Knot(top, high)))


def new_key(taken: Collection[str], prefix: str = "m") -> str:
    """Return a key that is not taken."""
    return next(key for number in itertools.count(1) if (key := f"{prefix}{number}") not in taken)


def with_source(measure: Measure, source: Source) -> Measure:
    """Return a measure that asks another source; scale and wording begin anew where the kind of number is another."""
    if isinstance(source, Rated):
        source = Rated(measure.key)
    if source == measure.source:
        return measure
    same = isinstance(source, Usage) and isinstance(measure.source, Usage) and source.how == measure.source.how
    if isinstance(source, Known) and isinstance(measure.source, Known):
        same = source.fact is measure.source.fact
    scale = measure.scale if same else usual_scale(source)
    if isinstance(source, Rated):
        return replace(
            measure, source=source, scale=scale, anchors=("",) * RATING_STEPS, validity=Validity(RATING_DAYS)
        )
    return replace(measure, source=source, scale=scale, anchors=(), reasons=())


def with_anchors(measure: Measure, anchors: tuple[str, ...]) -> Measure:
    """Return a rated measure with other wording; with another number of steps the scale is spread anew."""
    if len(anchors) == len(measure.anchors):
        return replace(measure, anchors=anchors)
    last = max(len(anchors) - 1, 1)
    knots = tuple(Knot(step, (step - 1) * FULL // last) for step in range(1, len(anchors) + 1))
    return replace(measure, anchors=anchors, scale=replace(measure.scale, knots=knots, by_tenure=()))


def change_measure(definition: Definition, key: str, change: Callable[[Measure], Measure]) -> Definition:
    """Return a scorecard in which one measure is another one."""
    return _each_group(
        definition,
        lambda _axis, _at, group: replace(
            group, measures=tuple(change(each) if each.key == key else each for each in group.measures)
        ),
    )


def add_measure(definition: Definition, axis: int, group: int, name: str, points: int = 0) -> tuple[Definition, str]:
    """Return a scorecard with a further measure, a person's rating, at the end of a group; and its key."""
    key = new_key([each.key for each in definition.measures])
    source = Rated(key)
    made = Measure(key, name, points, source, usual_scale(source), Validity(RATING_DAYS), anchors=("",) * RATING_STEPS)
    return _each_group(
        definition,
        lambda index, at, found: (
            replace(found, measures=(*found.measures, made)) if (index, at) == (axis, group) else found
        ),
    ), key


def remove_measure(definition: Definition, key: str) -> Definition:
    """Return a scorecard without a measure; rules that looked at its rating go too."""
    less = _each_group(
        definition,
        lambda _axis, _at, group: replace(group, measures=tuple(each for each in group.measures if each.key != key)),
    )
    return replace(less, rules=tuple(each for each in less.rules if each.source != Rated(key)))


def place_of(definition: Definition, key: str) -> tuple[int, int, int]:
    """Return axis, group and position of a measure.

    Raises:
        KeyError: there is none.
    """
    for axis, side in enumerate(definition.axes):
        for group, found in enumerate(side.groups):
            for at, measure in enumerate(found.measures):
                if measure.key == key:
                    return axis, group, at
    raise KeyError(key)


def move_measure(definition: Definition, key: str, by: int) -> Definition:
    """Return a scorecard in which a measure stands higher (−1) or lower (1): over the edge into the next group."""
    axis, group, at = place_of(definition, key)
    measures = definition.axes[axis].groups[group].measures
    if 0 <= at + by < len(measures):
        return _put(definition, key, (axis, group, at + by))
    places = [(a, g) for a, side in enumerate(definition.axes) for g in range(len(side.groups))]
    target = places.index((axis, group)) + by
    if not 0 <= target < len(places):
        return definition
    to_axis, to_group = places[target]
    end = len(definition.axes[to_axis].groups[to_group].measures)
    return _put(definition, key, (to_axis, to_group, end if by < 0 else 0))


def rename_axis(definition: Definition, axis: int, name: str) -> Definition:
    """Return a scorecard whose axis has another name."""
    return _each_axis(definition, lambda index, side: replace(side, name=name) if index == axis else side)


def add_group(definition: Definition, axis: int, name: str) -> Definition:
    """Return a scorecard with a further group on an axis."""
    return _each_axis(
        definition,
        lambda index, side: replace(side, groups=(*side.groups, MeasureGroup(name))) if index == axis else side,
    )


def rename_group(definition: Definition, axis: int, group: int, name: str) -> Definition:
    """Return a scorecard whose group has another name."""
    return _each_group(
        definition, lambda index, at, found: replace(found, name=name) if (index, at) == (axis, group) else found
    )


def remove_group(definition: Definition, axis: int, group: int) -> Definition:
    """Return a scorecard without a group, its measures gone to the one before (or after); the last one stays."""
    side = definition.axes[axis]
    if len(side.groups) <= 1:
        return definition
    heir = group - 1 if group else 1
    moved = side.groups[group].measures
    merged = [
        replace(found, measures=(*found.measures, *moved) if heir < group else (*moved, *found.measures))
        if at == heir
        else found
        for at, found in enumerate(side.groups)
    ]
    del merged[group]
    return _each_axis(definition, lambda index, found: replace(found, groups=tuple(merged)) if index == axis else found)


def add_rule(definition: Definition, name: str) -> tuple[Definition, str]:
    """Return a scorecard with a further rule, about critical tickets, and its key."""
    key = new_key([each.key for each in definition.rules], "r")
    rule = Rule(key, name, Known(KnownFact.OPEN_CRITICAL_TICKETS), Compare.AT_LEAST, 1, Effect.CAP, Band.RISK)
    return replace(definition, rules=(*definition.rules, rule)), key


def change_rule(definition: Definition, key: str, change: Callable[[Rule], Rule]) -> Definition:
    """Return a scorecard in which one rule is another one."""
    return replace(definition, rules=tuple(change(each) if each.key == key else each for each in definition.rules))


def remove_rule(definition: Definition, key: str) -> Definition:
    """Return a scorecard without a rule."""
    return replace(definition, rules=tuple(each for each in definition.rules if each.key != key))


def _put(definition: Definition, key: str, place: tuple[int, int, int]) -> Definition:
    measure = definition.measure(key)
    assert measure is not None  # noqa: S101 (its place was just found)
    axis, group, at = place
    without = _each_group(
        definition,
        lambda _axis, _at, found: replace(found, measures=tuple(each for each in found.measures if each.key != key)),
    )
    return _each_group(
        without,
        lambda index, number, found: (
            replace(found, measures=(*found.measures[:at], measure, *found.measures[at:]))
            if (index, number) == (axis, group)
            else found
        ),
    )


def _each_axis(definition: Definition, change: Callable[[int, Axis], Axis]) -> Definition:
    return replace(definition, axes=tuple(change(index, axis) for index, axis in enumerate(definition.axes)))


def _each_group(definition: Definition, change: Callable[[int, int, MeasureGroup], MeasureGroup]) -> Definition:
    return _each_axis(
        definition,
        lambda index, axis: replace(
            axis, groups=tuple(change(index, at, group) for at, group in enumerate(axis.groups))
        ),
    )
