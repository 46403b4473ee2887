"""The customer list asked for levels of a product, and for exactly these customers."""

import datetime as dt

import pytest

from csops_desktop.domain import level_filter
from csops_desktop.domain.query import Condition, Group, ListQuery, Op, from_json, to_json
from csops_desktop.services.bundle import Services
from tests.helpers import levels

JULY, NOVEMBER = dt.date(2026, 7, 1), dt.date(2026, 11, 1)


@pytest.fixture
def ids(services: Services) -> dict[str, int]:
    """One customer for each standing, and one without the product."""
    product = levels.product(services)
    found = {
        "two": levels.customer(services, product, "二", {JULY: 1, NOVEMBER: 2}, touch="high"),
        "fell": levels.customer(services, product, "落", {JULY: 3, NOVEMBER: 1}),
        "below": levels.customer(services, product, "下", {JULY: 0}),
        "unknown": levels.customer(services, product, "未"),
        "without": services.customers.create({"name": "無"}).value,
    }
    return found | {"product": product}


def _found(services: Services, *items: Condition) -> set[int]:
    query = from_json(to_json(ListQuery(filter=Group(items))))
    return set(services.customers.find(query).ids)


@pytest.mark.parametrize(("level", "who"), [(0, "below"), (1, "fell"), (2, "two"), (None, "unknown")])
def test_each_standing_finds_its_customers(
    services: Services, ids: dict[str, int], level: int | None, who: str
) -> None:
    assert _found(services, level_filter.at_level(ids["product"], level)) == {ids[who]}


def test_who_has_the_product_and_who_does_not(services: Services, ids: dict[str, int]) -> None:
    having = {ids[who] for who in ("two", "fell", "below", "unknown")}
    assert _found(services, level_filter.has_product(ids["product"])) == having
    field = level_filter.level_field(ids["product"])
    assert _found(services, Condition(field, Op.EMPTY)) == {ids["without"]}
    assert _found(services, Condition(field, Op.IS_NOT, ("1", "2"))) == {
        ids[w] for w in ("below", "unknown", "without")
    }


def test_a_level_and_a_touch_model_together(services: Services, ids: dict[str, int]) -> None:
    high = Condition("touch", Op.IS, ("high",))
    assert _found(services, level_filter.at_level(ids["product"], 2), high) == {ids["two"]}
    assert _found(services, level_filter.at_level(ids["product"], 1), high) == set()


def test_exactly_these_customers_also_when_they_are_many(services: Services, ids: dict[str, int]) -> None:
    wanted = [ids["two"], ids["without"], *range(10_000, 60_000)]
    assert _found(services, level_filter.picked(wanted, "停滞")) == {ids["two"], ids["without"]}
    assert _found(services, level_filter.picked([])) == set()
