"""Steps of editing a scorecard: measures move and go without loss, rules follow, and differences are said."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.scoring import checking, editing
from csops_desktop.domain.scoring.definition import Band, Compare, Definition, Effect, Rule
from csops_desktop.domain.scoring.differences import Difference, Part, differences
from csops_desktop.domain.scoring.flaws import Flaw
from csops_desktop.domain.scoring.sources import Known, KnownFact, Rated, Usage
from tests.helpers.scorecards import SEEDS, any_definition, dice_of, small


def _keys(definition: Definition) -> list[str]:
    return [measure.key for measure in definition.measures]


def test_a_scorecard_from_nothing_says_what_is_still_missing() -> None:
    card = editing.empty("健康度", ("定量", "定性"))
    assert {problem.flaw for problem in checking.problems(card)} == {Flaw.AXIS_SUM}
    for axis in (0, 1):
        card, key = editing.add_measure(card, axis, 0, f"項目{axis}", 100)
        card = editing.change_measure(card, key, lambda each: replace(each, anchors=("a", "b", "c", "d", "e", "f")))
    assert checking.problems(card) == ()
    assert _keys(card) == ["m1", "m2"]


@given(SEEDS, st.integers(0, 11), st.lists(st.sampled_from((-1, 1)), max_size=20))
def test_moving_loses_no_measure_and_no_point(seed: int, which: int, steps: list[int]) -> None:
    before = any_definition(dice_of(seed))
    key = _keys(before)[which % len(before.measures)]
    after = before
    for by in steps:
        after = editing.move_measure(after, key, by)
    assert Counter(_keys(after)) == Counter(_keys(before))
    assert {each.key: each for each in after.measures} == {each.key: each for each in before.measures}
    assert [len(axis.groups) for axis in after.axes] == [len(axis.groups) for axis in before.axes]


def test_a_measure_moves_over_the_edge_of_its_group_and_axis_and_back() -> None:
    card = small()
    assert _keys(editing.move_measure(card, "logins", 1))[:2] == ["seats", "logins"]
    assert editing.move_measure(card, "logins", -1) == card
    over = editing.move_measure(card, "seats", 1)
    assert [axis.points for axis in over.axes] == [50, 150]
    assert editing.move_measure(over, "seats", -1) == card


def test_a_measure_that_goes_takes_the_rules_about_its_rating_along() -> None:
    rule = Rule("r", "R", Rated("champion"), Compare.AT_MOST, 1, Effect.CAP, Band.RISK)
    card = replace(small(), rules=(*small().rules, rule))
    after = editing.remove_measure(card, "champion")
    assert [each.key for each in after.rules] == ["critical", "notice"]
    assert "champion" not in _keys(after)


def test_a_group_that_goes_leaves_its_measures_to_the_one_before() -> None:
    card = editing.add_group(small(), 0, "more")
    card, key = editing.add_measure(card, 0, 1, "New")
    after = editing.remove_group(card, 0, 1)
    assert [each.key for each in after.axes[0].groups[0].measures] == ["logins", "seats", key]
    assert editing.remove_group(after, 0, 0) == after, "the last one stays"


def test_another_source_brings_thresholds_that_fit_it() -> None:
    measure = small().measures[0]
    silence = editing.with_source(measure, Known(KnownFact.DAYS_SINCE_TWO_WAY))
    assert [knot.share for knot in silence.scale.knots] == [100, 0], "the fewer days the better"
    rated = editing.with_source(measure, Rated("whatever"))
    assert rated.source == Rated(measure.key)
    assert [knot.share for knot in rated.scale.knots] == [0, 20, 40, 60, 80, 100]
    assert len(rated.anchors) == editing.RATING_STEPS
    other = editing.with_source(measure, Usage("pages", days=90))
    assert other.scale == measure.scale, "the same kind of number keeps its thresholds"


def test_another_number_of_steps_spreads_the_scale() -> None:
    rated = small().measure("champion")
    assert rated is not None
    fewer = editing.with_anchors(rated, ("no", "so", "yes"))
    assert [(knot.at, knot.share) for knot in fewer.scale.knots] == [(1, 0), (2, 50), (3, 100)]


def test_differences_name_what_changed() -> None:
    before = small()
    after = editing.change_measure(before, "logins", lambda each: replace(each, points=40, name="Log-ins"))
    after = editing.remove_rule(editing.remove_measure(after, "seats"), "notice")
    after, _key = editing.add_measure(after, 0, 0, "New", 60)
    after = replace(after, bands=replace(after.bands, watch=90, coverage=50))
    assert differences(before, before) == ()
    assert differences(before, after) == (
        Difference(Part.RENAMED, "", "Logins", "Log-ins"),
        Difference(Part.POINTS, "Log-ins", "50", "40"),
        Difference(Part.ADDED, "New", "", "60"),
        Difference(Part.REMOVED, "Seats", "50"),
        Difference(Part.RULE_REMOVED, "Notice"),
        Difference(Part.BANDS, "", "100 / 140", "90 / 140"),
        Difference(Part.COVERAGE, "", "60", "50"),
    )


@given(SEEDS, SEEDS)
def test_two_scorecards_are_equal_exactly_when_nothing_is_different(one: int, other: int) -> None:
    before, after = any_definition(dice_of(one)), any_definition(dice_of(other))
    assert (differences(before, after) == ()) == (before == after)
