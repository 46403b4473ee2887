"""The measures of a score as rows under the headings of their groups."""

from collections.abc import Iterator

from csops_desktop.domain.scoring.definition import Definition, Measure
from csops_desktop.domain.scoring.scores import MeasureScore, Score, State
from csops_desktop.domain.scoring.shown import Scored
from csops_desktop.ui.widgets.rows import Row
from csops_desktop.wording import health as say

_SIGNS = {
    State.AGEING: ("clock-counter-clockwise", "health.yellow.text"),
    State.EXPIRED: ("clock-counter-clockwise", "health.red.text"),
    State.NEVER_ENTERED: ("circle-dashed", "text.3"),
    State.NOT_APPLICABLE: ("minus", "text.3"),
}
_PLAIN = ("check", "text.disabled")


def rows(scored: Scored, *, roomy: bool) -> list[Row]:
    """Return the rows; where there is room each says its day, its owner and its note."""
    return list(_rows(scored, roomy=roomy))


def _rows(scored: Scored, *, roomy: bool) -> Iterator[Row]:
    score = scored.score
    for index, axis in enumerate(scored.definition.axes):
        for at, group in enumerate(axis.groups):
            lines = [found for each in group.measures if (found := score.measure(each.key)) is not None]
            if not lines:
                continue
            points, whole = sum(line.points for line in lines), sum(line.maximum for line in lines)
            name = group.name if group.name and group.name != axis.name else axis.name
            yield Row(("group", index, at), name, fact=f"{points}/{whole}", bold=True, fact_tone="text.2")
            for measure, line in zip(group.measures, lines, strict=False):
                yield _row(scored, measure, line, roomy=roomy)


def _row(scored: Scored, measure: Measure, line: MeasureScore, *, roomy: bool) -> Row:
    icon, tone = _SIGNS.get(line.state, _PLAIN)
    rating = scored.ratings.get(line.key)
    standing = say.standing(line, scored.score.day)
    valid = line.state is State.VALID
    told = [] if valid else [standing]
    if rating is not None and (roomy or rating.note):
        told += [rating.owner, "・".join(rating.reasons), rating.note]
    said = (say.value(measure, line.value), standing if roomy and valid else "")
    missing = line.state.missing
    return Row(
        line.key,
        line.name,
        icon=icon,
        icon_tone=tone,
        said=" ・ ".join(part for part in said if part),
        fact=say.points(line),
        fact_tone="health.yellow.text" if missing else "text.2",
        note=" ・ ".join(part for part in told if part),
        quiet=line.state is State.NOT_APPLICABLE,
    )


def due(definition: Definition, score: Score) -> int:
    """Return how many ratings are missing or expired."""
    rated = {measure.key for measure in definition.measures if measure.anchors}
    return sum(1 for line in score.missing if line.key in rated)
