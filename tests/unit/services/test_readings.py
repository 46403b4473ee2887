"""Usage typed in month by month, put right, shown as it went; metrics renamed and merged; every step can be undone."""

import datetime as dt

import pytest

from csops_desktop.domain.changes import Sentence
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.readings import AddsUp, GridCell, Metric
from csops_desktop.domain.scoring.sources import How, Usage
from csops_desktop.foundation.errors import InvalidValueError, OutdatedPreviewError
from csops_desktop.services.bundle import Services
from csops_desktop.store import usage
from csops_desktop.wording.operations import sentence
from tests.helpers.looks import assert_whole, everything

_OCTOBER, _NOVEMBER = dt.date(2026, 10, 1), dt.date(2026, 11, 1)  # the tests' today is 24 November


@pytest.fixture
def two(services: Services) -> Services:
    services.customers.create({"name": "Alpha"})
    services.customers.create({"name": "Beta"})
    services.readings.add_metric("Log-ins", "", AddsUp.SUM)
    services.readings.add_metric("Users", "people", AddsUp.LAST)
    return services


def test_a_month_is_typed_in_as_one_step(two: Services) -> None:
    before = everything(two)
    made = two.readings.enter(_OCTOBER, {(1, 1): 120.0, (1, 2): 8.0, (2, 1): 40.0, (2, 2): None})
    assert made.value == 3
    assert made.sentence is not None
    assert sentence(made.sentence) == "Entered 3 figures of Oct 2026 for 2 customers"
    grid = two.readings.grid(_OCTOBER)
    assert [name for _id, name in grid.customers] == ["Alpha", "Beta"]
    assert grid.cells == {(1, 1): GridCell(120.0, 1), (1, 2): GridCell(8.0, 1), (2, 1): GridCell(40.0, 1)}
    assert {reading.on_day for reading in two.readings.of(1, 1)} == {dt.date(2026, 10, 31)}
    two.readings.enter(_OCTOBER, {(1, 1): 130.0, (2, 1): None})
    assert two.readings.grid(_OCTOBER, [1]).cells == {(1, 1): GridCell(130.0, 1), (1, 2): GridCell(8.0, 1)}
    assert_whole(two)
    two.history.undo()
    two.history.undo()
    assert everything(two) == before
    assert_whole(two)


def test_a_figure_of_the_running_month_is_of_today(two: Services) -> None:
    two.readings.enter(_NOVEMBER, {(1, 2): 9.0})
    assert [reading.on_day for reading in two.readings.of(1, 2)] == [dt.date(2026, 11, 24)]
    with two.records.database.reading() as connection:
        assert usage.facts(connection, Usage("Users", How.LAST), dt.date(2026, 11, 24))[1].value == 9.0


def test_a_month_of_several_readings_is_not_typed_over(two: Services) -> None:
    for day in (2, 3):
        on_day = dt.date(2026, 10, day)
        two.records.create(Kind.READINGS, {"customer_id": 1, "metric_id": 1, "on_day": on_day, "value": 5.0})
    assert two.readings.grid(_OCTOBER).cells[1, 1] == GridCell(10.0, 2)
    before = everything(two)
    with pytest.raises(OutdatedPreviewError):
        two.readings.enter(_OCTOBER, {(2, 1): 1.0, (1, 1): 11.0})
    assert everything(two) == before


def test_readings_are_put_right_and_deleted_in_one_step(two: Services) -> None:
    two.readings.enter(_OCTOBER, {(1, 1): 120.0})
    two.readings.enter(_NOVEMBER, {(1, 1): 50.0})
    late, early = two.readings.of(1, 1)
    made = two.readings.amend({late.id: None, early.id: (dt.date(2026, 10, 30), 121.5)})
    assert made.sentence == Sentence("readings_amended", {"n": 2, "name": "Alpha", "metric": "Log-ins"})
    assert [(r.on_day, r.value) for r in two.readings.of(1, 1)] == [(dt.date(2026, 10, 30), 121.5)]
    assert two.readings.place(early.id) == (1, 1)
    two.history.undo()
    assert two.readings.of(1, 1) == (late, early)
    assert_whole(two)


def test_how_usage_went(two: Services) -> None:
    for month, value in ((8, 100.0), (9, 80.0), (10, 60.0), (11, 7.0)):
        two.readings.enter(dt.date(2026, month, 1), {(1, 1): value, (1, 2): value})
    logins, users = sorted(two.readings.trends(1), key=lambda trend: trend.metric.name)
    assert logins.months[-1] == _NOVEMBER
    assert logins.values == (None,) * 8 + (100.0, 80.0, 60.0, 7.0)
    # what adds up is told by the latest month that is over, a number of people by the latest there is
    assert (logins.told, users.told) == (10, 11)
    assert logins.change == pytest.approx(-0.25)
    assert users.change == pytest.approx(-53 / 60)
    assert two.sheet.read(1).usage == two.readings.trends(1)
    assert two.sheet.read(2).usage == ()


def test_a_renamed_metric_is_still_known_to_scorecards(two: Services) -> None:
    two.readings.enter(_OCTOBER, {(1, 1): 120.0})
    two.readings.change_metric(Metric(1, "Sign-ins", "times", AddsUp.SUM))
    assert [metric.name for metric in two.readings.metrics()] == ["Sign-ins", "Users"]
    with two.records.database.reading() as connection:
        for name in ("Sign-ins", "Log-ins"):
            assert usage.facts(connection, Usage(name, How.SUM, 90), dt.date(2026, 11, 24))[1].value == 120.0
    with pytest.raises(InvalidValueError):
        two.readings.change_metric(Metric(1, " ", "", AddsUp.SUM))


def test_two_metrics_become_one(two: Services) -> None:
    two.readings.add_metric("ログイン", "", AddsUp.SUM)
    two.readings.enter(_OCTOBER, {(1, 1): 120.0, (2, 3): 7.0})
    before = everything(two)
    made = two.readings.merge_metrics(1, 3)
    assert made.sentence is not None
    assert sentence(made.sentence) == "Merged the metric ログイン into Log-ins"
    assert [(metric.name, metric.n) for metric in two.readings.metrics()] == [("Log-ins", 2), ("Users", 0)]
    assert_whole(two)
    two.history.undo()
    assert everything(two) == before
    two.records.delete(Kind.METRICS, [1])
    assert two.readings.of(1, 1) == ()
    assert_whole(two)
    two.history.undo()
    assert everything(two) == before
    assert_whole(two)
