"""The operation map as a user of the services gets it: the whole book on it, its gaps, and the plan that is changed."""

import datetime as dt
from dataclasses import replace

import pytest

from csops_desktop.domain import level_filter
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.maturity import PlannedAction
from csops_desktop.domain.operation_map import Gap, MapBook, cells, holding, shares, step
from csops_desktop.domain.query import Group, ListQuery
from csops_desktop.foundation.errors import InvalidValueError, NotFoundError
from csops_desktop.services.bundle import Services
from csops_desktop.services.samples import build_sample
from tests.helpers import levels

TODAY = dt.date(2026, 11, 24)
JULY, NOVEMBER = dt.date(2026, 7, 1), dt.date(2026, 11, 1)


@pytest.fixture
def product(services: Services) -> int:
    """A product with customers at several places of its map."""
    made = levels.product(services)
    levels.customer(services, made, "青葉", {JULY: 1, NOVEMBER: 2}, touch="high", mrr=300)
    levels.customer(services, made, "いろは", {JULY: 1}, touch="high", mrr=200)
    levels.customer(services, made, "うみ", {NOVEMBER: 0}, touch="low", mrr=100)
    levels.customer(services, made, "えど", touch="low", mrr=50)
    levels.customer(services, made, "おりべ", {JULY: 2}, mrr=10)
    return made


def _book(services: Services, product: int) -> MapBook:
    return services.operation_map.book(product)


def _names(book: MapBook, level: int | None) -> list[str]:
    return [each.name for each in book.at(level)]


def test_every_customer_of_the_product_stands_somewhere(services: Services, product: int) -> None:
    book = _book(services, product)
    found = {level: _names(book, level) for level in (0, 1, 2, 3, 4, None)}
    assert found == {0: ["うみ"], 1: ["いろは"], 2: ["青葉", "おりべ"], 3: [], 4: [], None: ["えど"]}
    first = book.placed[0]
    assert (first.yearly, step(first, book)) == (3600, (0, 2))
    assert [n for _item, n in holding(book, 1)] == [0, 0, 0]
    assert first.paid == pytest.approx(300 * (TODAY - levels.STARTED).days * 12 / 365.25, abs=1)


def test_who_left_or_was_archived_is_not_on_the_map_nor_in_the_list_behind_it(services: Services, product: int) -> None:
    left = levels.customer(services, product, "去", {JULY: 2}, touch="high")
    (contract,) = services.customers.related(left, Kind.CONTRACTS)
    services.records.save(Kind.CONTRACTS, contract.id, {"ended_on": TODAY})
    archived = levels.customer(services, product, "蔵", {JULY: 2}, touch="high")
    services.customers.archive([archived])
    book = _book(services, product)
    assert _names(book, 2) == ["青葉", "おりべ"]
    query = ListQuery(filter=Group((level_filter.at_level(product, 2),)))
    assert set(services.customers.find(query).ids) == {each.customer_id for each in book.at(2)}


def test_a_cell_says_what_it_costs_and_what_does_not_fit(services: Services, product: int) -> None:
    book = _book(services, product)
    found = cells(book)
    assert found[1, "high"].minutes == 240 + 480
    assert found[1, "high"].mrr == 200
    assert found[1, "high"].gap is None
    assert found[2, "high"].gap is Gap.NO_ACTION
    assert found[2, "low"].gap is Gap.NO_CUSTOMER
    assert found[0, "low"].gap is Gap.NO_ACTION
    services.operation_map.add_action(product, PlannedAction(1, "low", "説明会"))
    found = cells(_book(services, product))
    assert found[0, "low"].gap is None
    assert found[1, "low"].gap is None, "those on their way to level 1 are whom it is for"
    assert found[2, None].gap is None, "who has no touch model is told as that"
    assert [each.name for each in found[2, None].customers] == ["おりべ"]


def test_shares_stand_beside_their_targets_and_minutes_beside_what_the_team_has(
    services: Services, product: int
) -> None:
    book = _book(services, product)
    found = shares(book)
    assert (found["high"].n, found["high"].of, found["high"].percent, found["high"].target) == (2, 4, 50, 10)
    assert found["high"].off
    assert book.capacity is None
    assert book.over() == 0
    services.records.create(Kind.MEMBERS, {"name": "佐伯", "minutes": 600})
    book = _book(services, product)
    assert book.minutes() == 2 * 240 + 2 * 60 + sum(each.plan.minutes or 0 for each in book.actions)
    assert book.over() == book.minutes() - 600


def test_who_stays_longer_than_nine_of_ten_is_stuck_and_movement_is_told(services: Services, product: int) -> None:
    book = _book(services, product)
    assert book.stays[1].limit == (NOVEMBER - JULY).days
    assert [book.customer(id_).name for id_ in book.stays[1].stuck] == ["いろは"]  # type: ignore[union-attr]
    assert book.stays[4].limit is None
    by_name = {each.name: each.customer_id for each in book.placed}
    assert book.moved[1, 2] == (by_name["青葉"],)
    assert book.moved[None, 0] == (by_name["うみ"],)


def test_the_plan_is_changed_step_by_step_and_each_step_undone(services: Services, product: int) -> None:
    service = services.operation_map
    before = _book(services, product).actions
    one = service.add_action(product, PlannedAction(2, "high", "部門展開の伴走", "playbook", "", 90)).value
    two = service.add_action(product, PlannedAction(2, "high", "四半期レビュー")).value
    assert [each.id for each in cells(_book(services, product))[2, "high"].actions] == [one, two]
    service.order_actions([two, one])
    assert [each.id for each in cells(_book(services, product))[2, "high"].actions] == [two, one]
    service.change_action(one, PlannedAction(3, "low", "部門展開の相談会", "webinar", "月1回", 30))
    assert cells(_book(services, product))[3, "low"].actions[-1].plan.title == "部門展開の相談会"
    service.delete_action(two)
    assert cells(_book(services, product))[2, "high"].actions == ()
    for _step in range(5):
        services.history.undo()
    assert _book(services, product).actions == before


def test_what_changes_nothing_is_no_step_and_what_is_wrong_is_refused(services: Services, product: int) -> None:
    service = services.operation_map
    plan = PlannedAction(2, "high", "訪問", minutes=10)
    made = service.add_action(product, plan).value
    assert service.change_action(made, plan).set_id is None
    for wrong in (
        replace(plan, title=" "),
        replace(plan, minutes=-1),
        replace(plan, level=5),
        replace(plan, touch="x"),
    ):
        with pytest.raises(InvalidValueError):
            service.change_action(made, wrong)
    service.delete_action(made)
    with pytest.raises(NotFoundError):
        service.change_action(made, plan)
    with pytest.raises(NotFoundError):
        service.delete_action(made)
    with pytest.raises(NotFoundError):
        service.book(product + 99)


def test_every_number_of_the_sample_opens_the_rows_it_was_computed_from(services: Services) -> None:
    build_sample(services)
    for product in services.operation_map.products():
        book = services.operation_map.book(product.id)
        for level in (None, 0, 1, 2, 3, 4):
            query = ListQuery(filter=Group((level_filter.at_level(product.id, level),)))
            assert set(services.customers.find(query).ids) == {each.customer_id for each in book.at(level)}


def test_a_map_of_many_customers_is_read_in_as_few_queries_as_one_of_few(services: Services, product: int) -> None:
    def queries() -> int:
        seen: list[str] = []
        with services.customers.database.reading() as connection:
            connection.raw.set_trace_callback(seen.append)
            services.operation_map.book(product)
            connection.raw.set_trace_callback(None)
        return len(seen)

    few = queries()
    for number in range(60):
        levels.customer(services, product, f"顧客{number}", {JULY: number % 5}, touch="tech")
    assert queries() == few
