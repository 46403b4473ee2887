"""What is different between two versions of a scorecard, as lines to be put into words."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.scoring.definition import Definition, Measure, Rule


class Part(StrEnum):
    """What a difference is about."""

    NAME = "name"
    AXIS = "axis"
    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"  # to another axis
    POINTS = "points"
    SOURCE = "source"
    SCALE = "scale"
    VALIDITY = "validity"
    WORDING = "wording"
    NOT_APPLICABLE = "not_applicable"
    RULE_ADDED = "rule_added"
    RULE_REMOVED = "rule_removed"
    RULE = "rule"
    BANDS = "bands"
    COVERAGE = "coverage"
    SCOPE = "scope"
    ORDER = "order"  # groups, or the order of measures: no point moves


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    Attributes:
        name: of the measure, rule or axis.
        before, after: texts or numbers where they say it all.
    """

    part: Part
    name: str = ""
    before: str = ""
    after: str = ""


def differences(before: Definition, after: Definition) -> tuple[Difference, ...]:
    """Return what is different, nothing for equal scorecards."""
    found = tuple(_differences(before, after))
    return found if found or before == after else (Difference(Part.ORDER),)


def _differences(before: Definition, after: Definition) -> Iterator[Difference]:
    if before.name != after.name:
        yield Difference(Part.NAME, "", before.name, after.name)
    for old_axis, new_axis in zip(before.axes, after.axes, strict=False):
        if old_axis.name != new_axis.name:
            yield Difference(Part.AXIS, "", old_axis.name, new_axis.name)
    yield from _measures(before, after)
    yield from _rules({each.key: each for each in before.rules}, {each.key: each for each in after.rules})
    yield from _whole(before, after)


def _measures(before: Definition, after: Definition) -> Iterator[Difference]:
    old, new = ({each.key: (axis, each) for axis, each in card.placed()} for card in (before, after))
    for key, (axis, measure) in new.items():
        if key not in old:
            yield Difference(Part.ADDED, measure.name, "", str(measure.points))
            continue
        yield from _measure(old[key][1], measure)
        if old[key][0] != axis:
            yield Difference(Part.MOVED, measure.name, before.axes[old[key][0]].name, after.axes[axis].name)
    for key, (_axis, measure) in old.items():
        if key not in new:
            yield Difference(Part.REMOVED, measure.name, str(measure.points))


def _whole(before: Definition, after: Definition) -> Iterator[Difference]:
    if (before.bands.watch, before.bands.healthy) != (after.bands.watch, after.bands.healthy):
        bands = (f"{each.bands.watch} / {each.bands.healthy}" for each in (before, after))
        yield Difference(Part.BANDS, "", *bands)
    if before.bands.coverage != after.bands.coverage:
        yield Difference(Part.COVERAGE, "", str(before.bands.coverage), str(after.bands.coverage))
    if before.scope != after.scope:
        yield Difference(Part.SCOPE)


def _measure(before: Measure, after: Measure) -> Iterator[Difference]:
    if before.name != after.name:
        yield Difference(Part.RENAMED, "", before.name, after.name)
    if before.points != after.points:
        yield Difference(Part.POINTS, after.name, str(before.points), str(after.points))
    for part, old, new in (
        (Part.SOURCE, before.source, after.source),
        (Part.SCALE, before.scale, after.scale),
        (Part.VALIDITY, before.validity, after.validity),
        (Part.WORDING, (before.anchors, before.reasons), (after.anchors, after.reasons)),
        (Part.NOT_APPLICABLE, before.can_be_na, after.can_be_na),
    ):
        if old != new:
            yield Difference(part, after.name)


def _rules(before: dict[str, Rule], after: dict[str, Rule]) -> Iterator[Difference]:
    for key, rule in after.items():
        if key not in before:
            yield Difference(Part.RULE_ADDED, rule.name)
        elif before[key] != rule:
            yield Difference(Part.RULE, rule.name)
    for key, rule in before.items():
        if key not in after:
            yield Difference(Part.RULE_REMOVED, rule.name)
