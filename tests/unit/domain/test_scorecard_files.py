"""A scorecard travels as text and comes back the same; what is wrong with it is said with its place."""

import json
from dataclasses import replace

import pytest
from hypothesis import given

from csops_desktop.domain.scoring.checking import check, problems
from csops_desktop.domain.scoring.definition import (
    Axis,
    Band,
    Bands,
    Definition,
    Knot,
    MeasureGroup,
    Scale,
    Scope,
    TenureKnots,
)
from csops_desktop.domain.scoring.flaws import Flaw, ScorecardProblemsError
from csops_desktop.domain.scoring.plain import from_json, to_json
from tests.helpers.scorecards import SEEDS, any_definition, dice_of, small


@given(SEEDS)
def test_a_scorecard_comes_back_from_its_file_as_it_was(seed: int) -> None:
    definition = any_definition(dice_of(seed))
    assert from_json(to_json(definition)) == definition
    assert problems(definition) == ()


def test_a_file_may_leave_out_what_has_a_default() -> None:
    measure = {
        "key": "seats",
        "name": "Seats",
        "points": 100,
        "source": {"from": "known", "fact": "licence_use"},
        "scale": {"knots": [{"at": 0, "share": 0}, {"at": 80, "share": 100}]},
    }
    axis = {"name": "Use", "groups": [{"name": "", "measures": [measure]}]}
    read = from_json(json.dumps({"name": "Mine", "axes": [axis, {"name": "People", "groups": []}]}))
    assert read.bands == Bands(100, 140, 60)
    assert read.scope == Scope()
    assert [(problem.where, problem.flaw, problem.value) for problem in problems(read)] == [
        ("axes[1]", Flaw.AXIS_SUM, "0")
    ]


@pytest.mark.parametrize(
    ("path", "value", "flaw"),
    [
        (("axes", 0, "groups", 0, "measures", 1, "points"), "50", Flaw.WRONG_TYPE),
        (("axes", 0, "groups", 0, "measures", 1, "points"), True, Flaw.WRONG_TYPE),
        (("axes", 0, "groups", 0, "measures", 1, "scale", "kind"), "curves", Flaw.NOT_A_CHOICE),
        (("axes", 0, "groups", 0, "measures", 1, "source", "from"), "guess", Flaw.NOT_A_CHOICE),
        (("axes", 0, "groups", 0, "measures", 1, "scale", "knots", 0, "at"), 10**400, Flaw.WRONG_TYPE),
        (("axes", 0, "groups"), {}, Flaw.WRONG_TYPE),
        (("bands", "whatch"), 3, Flaw.UNKNOWN_ENTRY),
        (("rules", 0), None, Flaw.WRONG_TYPE),
    ],
)
def test_an_entry_that_cannot_be_read_is_named_by_its_place(
    path: tuple[str | int, ...], value: object, flaw: Flaw
) -> None:
    data = json.loads(to_json(small()))
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(ScorecardProblemsError) as caught:
        from_json(json.dumps(data))
    (problem,) = caught.value.problems
    assert problem.flaw is flaw
    assert problem.where.replace("[", ".").replace("]", "") == ".".join(map(str, path))


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '{"name": NaN}', "[" * 100_000])
def test_what_is_no_scorecard_is_refused(text: str) -> None:
    with pytest.raises(ScorecardProblemsError):
        from_json(text)


def test_every_missing_entry_is_said_at_once() -> None:
    with pytest.raises(ScorecardProblemsError) as caught:
        from_json("{}")
    assert [(problem.where, problem.flaw) for problem in caught.value.problems] == [
        ("name", Flaw.MISSING),
        ("axes", Flaw.MISSING),
    ]


def _with_first(definition: Definition, **changes: object) -> Definition:
    axis = definition.axes[0]
    group = axis.groups[0]
    first = replace(group.measures[0], **changes)  # type: ignore[arg-type]
    measures = MeasureGroup(group.name, (first, *group.measures[1:]))
    return replace(definition, axes=(Axis(axis.name, (measures,)), definition.axes[1]))


def test_what_keeps_a_draft_from_being_published() -> None:
    sound = small()
    rule = sound.rules[0]
    wrong = {
        Flaw.AXIS_SUM: _with_first(sound, points=40),
        Flaw.NO_NAME: _with_first(sound, name=" "),
        Flaw.NO_KEY: _with_first(sound, key=""),
        Flaw.KEY_TWICE: _with_first(sound, key="champion"),
        Flaw.NO_KNOTS: _with_first(sound, scale=Scale()),
        Flaw.KNOT_ORDER: _with_first(sound, scale=Scale(knots=(Knot(1, 0), Knot(1, 100)))),
        Flaw.KNOT_VALUE: _with_first(sound, scale=Scale(knots=(Knot(float("inf"), 0),))),
        Flaw.SHARE: _with_first(sound, scale=Scale(knots=(Knot(1, 101),))),
        Flaw.TENURE_ORDER: _with_first(sound, scale=Scale(knots=(Knot(1, 0),), by_tenure=(TenureKnots(0, (Knot(1, 1),)),))),
        Flaw.BANDS: replace(sound, bands=Bands(140, 100)),
        Flaw.COVERAGE: replace(sound, bands=Bands(coverage=101)),
        Flaw.RULE_BAND: replace(sound, rules=(replace(rule, band=Band.WITHHELD),)),
        Flaw.AXES: replace(sound, axes=sound.axes[:1]),
    }  # fmt: skip
    check(sound)
    for flaw, definition in wrong.items():
        assert flaw in {problem.flaw for problem in problems(definition)}
        with pytest.raises(ScorecardProblemsError):
            check(definition)
