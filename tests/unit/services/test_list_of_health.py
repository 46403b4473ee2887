"""The customer list sorts and filters by health, and reads the course of every row at once."""

import datetime as dt

import pytest

from csops_desktop.domain.query import Condition, Group, ListQuery, Op, Sort
from csops_desktop.services.bundle import Services
from tests.helpers.scored import put_days, put_score

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def book(services: Services) -> Services:
    """Three customers with a score, one without."""
    found = {}
    for name in ("Amber", "Beryl", "Coral", "Dunes"):
        found[name] = services.customers.create({"name": name}).value
    put_score(services, found["Amber"], 142, "healthy", change=3)
    put_score(services, found["Beryl"], 84, "risk", change=-31, coverage=92)
    put_score(services, found["Coral"], 63, "withheld", high=121, coverage=52, stale=4)
    days = (
        (TODAY - dt.timedelta(days=ago), total, "watch") for ago, total in ((120, 130), (60, 118), (7, 90), (0, 84))
    )
    put_days(services, found["Beryl"], days)
    return services


def _names(services: Services, *conditions: Condition, sort: Sort | None = None) -> list[str]:
    found = services.customers.find(ListQuery(filter=Group(conditions), sort=sort or Sort()))
    return [str(row.values["name"]) for row in services.customers.rows(found.ids)]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort("score"), ["Coral", "Beryl", "Amber", "Dunes"]),
        (Sort("score", descending=True), ["Amber", "Beryl", "Coral", "Dunes"]),
        (Sort("band"), ["Amber", "Beryl", "Coral", "Dunes"]),
        (Sort("score_change"), ["Beryl", "Amber", "Coral", "Dunes"]),
        (Sort("coverage"), ["Coral", "Beryl", "Amber", "Dunes"]),
    ],
)
def test_health_orders_the_list_and_nobody_without_it_comes_first(book: Services, sort: Sort, order: list[str]) -> None:
    assert _names(book, sort=sort) == order


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (Condition("band", Op.IS, ("risk", "withheld")), ["Beryl", "Coral"]),
        (Condition("band", Op.EMPTY), ["Dunes"]),
        (Condition("score_change", Op.AT_MOST, (-20,)), ["Beryl"]),
        (Condition("coverage", Op.AT_MOST, (59,)), ["Coral"]),
        (Condition("stale_ratings", Op.AT_LEAST, (1,)), ["Coral"]),
        (Condition("score", Op.AT_LEAST, (100,)), ["Amber"]),
    ],
)
def test_health_filters_the_list(book: Services, condition: Condition, found: list[str]) -> None:
    assert _names(book, condition) == found


def test_each_row_has_the_course_of_the_last_90_days(book: Services) -> None:
    rows = {row.values["name"]: row for row in book.customers.rows(book.customers.find(ListQuery()).ids)}
    course = rows["Beryl"].values["course"]
    assert isinstance(course, tuple)
    assert course[1::2] == (118, 90, 84)
    assert dt.date.fromordinal(int(course[-2])) == TODAY
    assert "course" not in rows["Amber"].values


def test_health_is_a_column_once_somebody_has_it(services: Services) -> None:
    made = services.customers.create({"name": "Amber"}).value
    assert not services.customers.are_scored()
    put_score(services, made, 142, "healthy")
    assert services.customers.are_scored()
