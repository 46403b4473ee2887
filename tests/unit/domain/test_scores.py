"""What a customer gets by a scorecard, and why: missing data, ageing, rules, and the way from one score to another."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops_desktop.domain.scoring.definition import (
    AXIS_POINTS,
    TOTAL,
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
from csops_desktop.domain.scoring.evaluation import evaluate, share
from csops_desktop.domain.scoring.facts import Fact, Facts
from csops_desktop.domain.scoring.scores import Override, State, from_json, to_json
from csops_desktop.domain.scoring.sources import Rated, Source
from csops_desktop.domain.scoring.waterfall import Cause, waterfall
from csops_desktop.domain.scoring.weights import spread
from tests.helpers.scorecards import (
    CRITICAL,
    DAY,
    LOGINS,
    NOTICE,
    SEATS,
    SEEDS,
    SILENCE,
    any_definition,
    any_facts,
    dice_of,
    good_facts,
    small,
)

CHAMPION = Rated("champion")


def _with(facts: Facts, **changes: object) -> Facts:
    return replace(facts, **changes)  # type: ignore[arg-type]


def _set(facts: Facts, source: Source, fact: Fact | None) -> Facts:
    rest = {key: value for key, value in facts.values.items() if key != source}
    return replace(facts, values=rest if fact is None else {**rest, source: fact})


def test_the_printed_total_is_the_sum_of_the_printed_axes() -> None:
    score = evaluate(small(), good_facts(), DAY)
    assert [(axis.name, axis.points) for axis in score.axes] == [("Quantity", 80), ("Quality", 90)]
    assert (score.total, score.low, score.high, score.band, score.coverage) == (170, 170, 170, Band.HEALTHY, 100)
    assert [line.points for line in score.measures] == [30, 50, 40, 50]
    assert score.rules == ()


@pytest.mark.parametrize(
    ("total", "band"), [(99, Band.RISK), (100, Band.WATCH), (139, Band.WATCH), (140, Band.HEALTHY), (200, Band.HEALTHY)]
)
def test_a_band_includes_its_lower_edge(total: int, band: Band) -> None:
    assert small().bands.band(total) is band


def test_two_axes_of_four_measures_give_a_customer_of_200_points_as_the_method_does() -> None:
    """Users and administrators, 100 points each; the figures of the picture of the health page."""
    axes = []
    for name, lines in (
        ("Users", ((25, 80), (30, 63), (25, 80), (20, 60))),
        ("Administrators", ((30, 27), (25, 40), (25, 64), (20, 65))),
    ):
        measures = tuple(
            Measure(f"{name}{index}", name, points, SEATS, Scale(knots=(Knot(0, percent),)))
            for index, (points, percent) in enumerate(lines)
        )
        axes.append(Axis(name, (MeasureGroup("", measures),)))
    score = evaluate(Definition("Ver3.0", tuple(axes)), good_facts(), DAY)
    assert [line.points for line in score.measures] == [20, 19, 20, 12, 8, 10, 16, 13]
    assert [axis.points for axis in score.axes] == [71, 47]
    assert (score.total, score.band) == (118, Band.WATCH)


def test_what_is_not_applicable_leaves_its_weight_to_the_rest_of_its_axis() -> None:
    score = evaluate(small(), _with(good_facts(), not_applicable={"logins": "no log"}), DAY)
    logins, seats = score.measures[:2]
    assert (logins.state, logins.maximum, logins.note) == (State.NOT_APPLICABLE, 0, "no log")
    assert (seats.maximum, seats.points) == (100, 100)
    assert (score.total, score.high, score.coverage) == (190, 190, 100)


def test_what_was_never_entered_keeps_its_weight_and_opens_a_range() -> None:
    score = evaluate(small(), _set(good_facts(), LOGINS, None), DAY)
    assert (score.measures[0].state, score.measures[0].maximum) == (State.NEVER_ENTERED, 50)
    assert (score.low, score.high, score.coverage, score.band) == (140, 190, 75, Band.HEALTHY)


def test_what_is_older_than_its_validity_is_missing_but_its_last_number_is_told() -> None:
    last = DAY - dt.timedelta(31)
    score = evaluate(small(), _set(good_facts(), LOGINS, Fact(60, last)), DAY)
    assert (score.measures[0].state, score.measures[0].value, score.measures[0].as_of) == (State.EXPIRED, 60, last)
    assert (score.low, score.high) == (140, 190)
    on_the_last_day = evaluate(small(), _set(good_facts(), LOGINS, Fact(60, DAY - dt.timedelta(30))), DAY)
    assert on_the_last_day.total == 170


def test_the_band_is_withheld_below_sixty_percent_coverage() -> None:
    facts = _set(_set(good_facts(), LOGINS, None), SEATS, None)
    score = evaluate(small(), facts, DAY)
    assert (score.coverage, score.band, score.points_band) == (50, Band.WITHHELD, Band.RISK)
    assert (score.low, score.high) == (90, 190)


def test_an_axis_of_which_nothing_is_applicable_is_not_known() -> None:
    facts = _with(good_facts(), not_applicable={"logins": "", "seats": ""})
    score = evaluate(small(), facts, DAY)
    assert (score.axes[0].points, score.axes[0].high) == (0, AXIS_POINTS)
    assert (score.coverage, score.band) == (50, Band.WITHHELD)


@pytest.mark.parametrize(
    ("age", "state", "points", "loss"),
    [
        (60, State.VALID, 40, 0),
        (61, State.AGEING, 30, 10),
        (90, State.AGEING, 30, 10),
        (91, State.AGEING, 20, 20),
        (180, State.AGEING, 0, 40),
        (181, State.EXPIRED, 0, 0),
    ],
)
def test_a_rating_steps_down_as_it_ages_and_the_loss_is_told_apart(
    age: int, state: State, points: int, loss: int
) -> None:
    score = evaluate(small(), _set(good_facts(), CHAMPION, Fact(5, DAY - dt.timedelta(age))), DAY)
    line = score.measure("champion")
    assert line is not None
    assert (line.state, line.points, line.loss, score.ageing_loss) == (state, points, loss, loss)
    assert line.high == (50 if state is State.EXPIRED else 40)


def test_a_half_life_takes_half_of_the_points_each_time() -> None:
    axis = small().axes[0]
    measure = replace(axis.measures[0], validity=Validity(10, Ageing.HALF_LIFE, 20))
    definition = replace(
        small(),
        axes=(replace(axis, groups=(replace(axis.groups[0], measures=(measure, axis.measures[1])),)), small().axes[1]),
    )
    points = [
        evaluate(definition, _set(good_facts(), LOGINS, Fact(80, DAY - dt.timedelta(age))), DAY).measures[0].points
        for age in (10, 30, 50)
    ]
    assert points == [40, 20, 10]


def test_steps_hold_from_their_threshold_on_and_lines_run_between() -> None:
    steps = (Knot(0, 10), Knot(10, 60), Knot(20, 100))
    assert [share(steps, ScaleKind.STEPS, at) for at in (-5, 0, 9.99, 10, 20, 99)] == [10, 10, 10, 60, 100, 100]
    assert [share(steps, ScaleKind.LINES, at) for at in (-5, 0, 5, 15, 20, 99)] == [10, 10, 35, 80, 100, 100]


def test_thresholds_may_depend_on_the_months_since_the_contract_start() -> None:
    scale = Scale(knots=(Knot(0, 50),), by_tenure=(TenureKnots(3, (Knot(0, 20),)), TenureKnots(12, (Knot(0, 0),))))
    assert [scale.knots_at(months)[0].share for months in (0, 2, 3, 11, 12, 40)] == [50, 50, 20, 20, 0, 0]
    assert scale.knots_at(None)[0].share == 0


def test_a_rule_caps_the_band_and_leaves_the_points() -> None:
    score = evaluate(small(), _set(good_facts(), CRITICAL, Fact(2, None, "ticket:4")), DAY)
    assert (score.total, score.band, score.points_band) == (170, Band.RISK, Band.HEALTHY)
    (hit,) = score.rules
    assert (hit.key, hit.effect, hit.value, hit.assumed, hit.bites) == ("critical", Effect.CAP, 2, False, True)


def test_a_rule_about_which_nothing_is_known_is_assumed_to_hold() -> None:
    score = evaluate(small(), _set(good_facts(), NOTICE, None), DAY)
    assert (score.band, score.rules[0].assumed) == (Band.RISK, True)


def test_what_a_rule_knows_for_certain_shows_also_with_little_coverage() -> None:
    little = _set(_set(good_facts(), LOGINS, None), SEATS, None)
    assert evaluate(small(), _set(little, NOTICE, Fact(1)), DAY).band is Band.RISK
    assert evaluate(small(), _set(little, NOTICE, None), DAY).band is Band.WITHHELD


def test_a_forced_band_may_also_be_better_than_the_points() -> None:
    trusted = Rule("trusted", "Trusted", SEATS, Compare.AT_LEAST, 50, Effect.FORCE, Band.HEALTHY)
    definition = replace(small(), rules=(*small().rules, trusted))
    poor = _set(_set(good_facts(), SILENCE, Fact(99)), CHAMPION, Fact(1, DAY))
    assert (evaluate(small(), poor, DAY).band, evaluate(definition, poor, DAY).band) == (Band.RISK, Band.HEALTHY)
    assert evaluate(definition, _set(poor, NOTICE, Fact(1)), DAY).band is Band.RISK


def test_an_override_stands_until_its_last_day() -> None:
    override = Override(150, "we talked", set_on=DAY, until=DAY + dt.timedelta(10))
    days = (-1, 0, 10, 11)
    assert [override.stands(DAY + dt.timedelta(day)) for day in days] == [False, True, True, False]


def test_a_score_comes_back_from_its_snapshot() -> None:
    score = evaluate(small(), _set(good_facts(), CRITICAL, Fact(2, None, "ticket:4")), DAY)
    assert from_json(to_json(score)) == score


def test_why_a_score_fell_says_each_cause_with_its_evidence() -> None:
    later = DAY + dt.timedelta(70)
    before = evaluate(small(), good_facts(), DAY)
    facts = _set(_set(good_facts(), SILENCE, Fact(20, later, "activity:9")), LOGINS, None)
    why = waterfall(before, evaluate(small(), facts, later))
    assert [(line.key, line.cause, line.points) for line in why.lines] == [
        ("logins", Cause.EXPIRED, -30),
        ("champion", Cause.AGEING, -10),
        ("silence", Cause.VALUE, -20),
    ]
    assert why.difference == -60
    assert [line.evidence for line in why.lines] == ["metric:logins", "rating:7", "activity:9"]
    assert (why.lines[2].before, why.lines[2].after) == (3, 20)


def test_weights_moved_by_what_is_not_applicable_are_told_apart() -> None:
    before = evaluate(small(), good_facts(), DAY)
    after = evaluate(small(), _with(good_facts(), not_applicable={"logins": "no log"}), DAY)
    lines = waterfall(before, after).lines
    assert [(line.key, line.cause, line.points) for line in lines] == [
        ("logins", Cause.APPLICABLE, -30),
        ("seats", Cause.WEIGHT, 50),
    ]


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12), st.integers(0, 300))
def test_spread_points_are_whole_and_sum_up(weights: list[int], total: int) -> None:
    shares = spread(weights, total)
    assert sum(shares) == (total if any(weights) else 0)
    assert all((weight > 0 or part == 0) and part >= 0 for weight, part in zip(weights, shares, strict=True))


def _any(seed: int) -> tuple[Definition, Facts]:
    dice = dice_of(seed)
    definition = any_definition(dice)
    return definition, any_facts(dice, definition)


@given(SEEDS)
@settings(max_examples=400)
def test_every_score_adds_up_and_stays_in_its_bounds(seed: int) -> None:
    definition, facts = _any(seed)
    score = evaluate(definition, facts, DAY)
    assert score.total == sum(axis.points for axis in score.axes) == sum(line.points for line in score.measures)
    assert 0 <= score.low <= score.high <= TOTAL
    for index, axis in enumerate(score.axes):
        lines = [line for line in score.measures if line.axis == index]
        assert sum(line.maximum for line in lines) in (0, AXIS_POINTS)
        assert axis.high <= AXIS_POINTS
        assert all(0 <= line.points <= line.high <= line.maximum for line in lines)
    assert from_json(to_json(score)) == score


@given(SEEDS)
@settings(max_examples=400)
def test_missing_data_never_gives_a_better_band(seed: int) -> None:
    definition, facts = _any(seed)
    before = evaluate(definition, facts, DAY)
    for measure in definition.measures:
        if measure.source not in facts.values or measure.key in facts.not_applicable:
            continue
        for poorer in (
            _set(facts, measure.source, None),
            _set(facts, measure.source, replace(facts.values[measure.source], as_of=dt.date(1990, 1, 1))),
        ):
            after = evaluate(definition, poorer, DAY)
            assert after.band.rank <= before.band.rank
            assert after.total <= before.total
            assert after.coverage <= before.coverage
            assert after.high >= before.high


@given(SEEDS, SEEDS)
@settings(max_examples=400)
def test_the_reasons_sum_exactly_to_the_difference(one: int, other: int) -> None:
    definition, facts = _any(one)
    before = evaluate(definition, facts, DAY)
    same_card = any_facts(dice_of(other), definition)
    for after in (
        evaluate(*_any(other), DAY),
        evaluate(definition, same_card, DAY),
        evaluate(definition, facts, DAY + dt.timedelta(45)),
        before,
    ):
        why = waterfall(before, after)
        assert sum(line.points for line in why.lines) == why.difference == after.total - before.total
        assert all(line.points for line in why.lines)
