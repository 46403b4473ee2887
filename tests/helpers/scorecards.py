"""Scorecards and customers to try scoring with: a small one by hand, and any sound one by dice."""

import datetime as dt
import random

from hypothesis import strategies as st

from csops_desktop.domain.scoring.definition import (
    AXIS_POINTS,
    Ageing,
    Axis,
    Band,
    Bands,
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
from csops_desktop.domain.scoring.facts import Fact, Facts
from csops_desktop.domain.scoring.sources import How, Known, KnownFact, Rated, Source, Usage
from csops_desktop.domain.scoring.weights import spread

DAY = dt.date(2026, 11, 22)
RATING = Scale(ScaleKind.STEPS, tuple(Knot(step, (step - 1) * 20) for step in range(1, 7)))
ANCHORS = ("nothing", "a little", "some", "fair", "much", "all")

LOGINS = Usage("logins", How.SUM, 30)
SEATS = Known(KnownFact.LICENCE_USE)
SILENCE = Known(KnownFact.DAYS_SINCE_TWO_WAY)
CRITICAL = Known(KnownFact.OPEN_CRITICAL_TICKETS)
NOTICE = Known(KnownFact.NOTICE_RECEIVED)


def small() -> Definition:
    """Return a scorecard with two measures of 50 on each axis, and two rules."""
    use = MeasureGroup(
        "use",
        (
            Measure("logins", "Logins", 50, LOGINS, Scale(ScaleKind.LINES, (Knot(0, 0), Knot(100, 100))), Validity(30)),
            Measure("seats", "Seats", 50, SEATS, Scale(ScaleKind.STEPS, (Knot(0, 0), Knot(50, 50), Knot(80, 100)))),
        ),
    )
    people = MeasureGroup(
        "people",
        (
            Measure(
                "champion",
                "Champion",
                50,
                Rated("champion"),
                RATING,
                Validity(60, Ageing.STEPS_DOWN, 30, 20),
                ANCHORS,
            ),
            Measure(
                "silence",
                "Silence",
                50,
                SILENCE,
                Scale(ScaleKind.STEPS, (Knot(0, 100), Knot(15, 60), Knot(31, 0))),
            ),
        ),
    )
    return Definition(
        "Small",
        (Axis("Quantity", (use,)), Axis("Quality", (people,))),
        rules=(
            Rule("critical", "Critical complaint", CRITICAL, Compare.AT_LEAST, 1, Effect.CAP, Band.RISK),
            Rule("notice", "Notice", NOTICE, Compare.AT_LEAST, 1, Effect.FORCE, Band.RISK),
        ),
    )


def good_facts() -> Facts:
    """Return facts by which the small scorecard gives 80 + 90."""
    return Facts(
        {
            LOGINS: Fact(60, DAY, "metric:logins"),
            SEATS: Fact(90, DAY),
            Rated("champion"): Fact(5, DAY, "rating:7"),
            SILENCE: Fact(3),
            CRITICAL: Fact(0),
            NOTICE: Fact(0),
        },
        tenure=12,
    )


SEEDS = st.integers(0, 2**48)
"""Any scorecard and any customer are thrown from one of these: much faster than drawing each number."""


def dice_of(seed: int) -> random.Random:
    """Return the dice of a seed."""
    return random.Random(seed)  # noqa: S311 (dice, no secret)


def _number(dice: random.Random) -> float:
    return dice.choice((float(dice.randint(-50, 150)), dice.uniform(-1e6, 1e6), 0.1 + 0.2, dice.uniform(0, 1)))


def _knots(dice: random.Random) -> tuple[Knot, ...]:
    at = sorted({_number(dice) for _ in range(dice.randint(1, 6))})
    return tuple(Knot(x, dice.randint(0, 100)) for x in at)


def any_scale(dice: random.Random) -> Scale:
    """Return any sound scale."""
    months = sorted({dice.randint(1, 24) for _ in range(dice.choice((0, 0, 1, 2)))})
    later = tuple(TenureKnots(month, _knots(dice)) for month in months)
    return Scale(dice.choice(tuple(ScaleKind)), _knots(dice), later)


def _validity(dice: random.Random) -> Validity:
    days = dice.choice((None, dice.randint(0, 60), dice.randint(0, 200)))
    return Validity(days, dice.choice(tuple(Ageing)), dice.randint(1, 40), dice.randint(1, 100))


def _source(dice: random.Random) -> Source:
    if dice.random() < 0.5:
        return Usage(dice.choice("abc"), dice.choice(tuple(How)), dice.randint(1, 90))
    return Known(dice.choice(tuple(KnownFact)), dice.choice((0, 90)))


def _axis(dice: random.Random, prefix: str) -> Axis:
    weights = [dice.randint(0, 10) for _ in range(dice.randint(1, 6))]
    weights[0] += not any(weights)
    measures = []
    for index, points in enumerate(spread(weights, AXIS_POINTS)):
        key = f"{prefix}{index}"
        source: Source = Rated(key) if dice.random() < 0.3 else _source(dice)
        anchors = ANCHORS if isinstance(source, Rated) else ()
        measures.append(Measure(key, key, points, source, any_scale(dice), _validity(dice), anchors))
    cut = dice.randint(0, len(measures))
    return Axis(prefix, (MeasureGroup("one", tuple(measures[:cut])), MeasureGroup("two", tuple(measures[cut:]))))


def any_definition(dice: random.Random) -> Definition:
    """Return any sound scorecard."""
    axes = (_axis(dice, "x"), _axis(dice, "y"))
    watch = dice.randint(1, 198)
    measured = [measure.source for axis in axes for measure in axis.measures]
    rules = tuple(
        Rule(
            f"r{index}",
            f"r{index}",
            dice.choice((_source(dice), dice.choice(measured))),
            dice.choice(tuple(Compare)),
            _number(dice),
            dice.choice(tuple(Effect)),
            dice.choice((Band.RISK, Band.WATCH, Band.HEALTHY)),
        )
        for index in range(dice.choice((0, 0, 1, 2, 3)))
    )
    bands = Bands(watch, dice.randint(watch + 1, 200), dice.choice((0, 60, dice.randint(0, 100))))
    return Definition("any", axes, bands, rules)


def any_facts(dice: random.Random, definition: Definition) -> Facts:
    """Return any facts a customer may have: known, old, never entered, not applicable; also right at a threshold."""
    thresholds = [
        knot.at
        for measure in definition.measures
        for several in (measure.scale.knots, *(later.knots for later in measure.scale.by_tenure))
        for knot in several
    ]
    known = dice.choice((0.3, 0.8, 1.0))
    marked = dice.choice((0.0, 0.1, 0.5))
    values = {
        source: Fact(
            dice.choice((dice.choice(thresholds), _number(dice))),
            dice.choice((None, DAY, DAY - dt.timedelta(dice.randint(0, 60)), DAY - dt.timedelta(dice.randint(0, 400)))),
            "e",
        )
        for source in definition.sources
        if dice.random() < known
    }
    not_applicable = {measure.key: "none" for measure in definition.measures if dice.random() < marked}
    return Facts(values, not_applicable, dice.choice((None, dice.randint(0, 36))))
