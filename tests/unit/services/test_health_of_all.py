"""What the page of health reads from the store."""

import datetime as dt

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.services.bundle import Services
from tests.helpers.health_lines import Day, publish, set_scores

TODAY = dt.date(2026, 11, 24)


def _customers(services: Services, n: int) -> list[int]:
    ids = [services.customers.create({"name": f"Customer {at}"}).value for at in range(n)]
    for at, id_ in enumerate(ids):
        starts = dt.date(2025, 4, 1)
        services.records.create(Kind.CONTRACTS, {"customer_id": id_, "starts_on": starts, "mrr": 1000 * (at + 1)})
    return ids


def test_nothing_is_scored_before_a_scorecard_is_published(services: Services) -> None:
    assert services.health.book().any_customer is False
    _customers(services, 2)
    book = services.health.book()
    assert (book.any_customer, book.card, book.lines, book.drafts) == (True, None, (), False)
    services.scorecards.add(services.scorecards.starters("en")[0].definition)
    assert services.health.book().drafts


def test_where_customers_stand_and_where_they_came_from(services: Services) -> None:
    ids = _customers(services, 3)
    card = publish(services)
    days = [Day(dt.date(2026, 7, 1), 80, 80), Day(dt.date(2026, 10, 20), 70, 50), Day(dt.date(2026, 11, 10), 60, 30)]
    set_scores(services, card, {ids[0]: days, ids[1]: [Day(TODAY, 90, 90)]})
    book = services.health.book()
    assert book.card is not None
    assert (book.card.parent_id, book.unscored) == (card, 1)
    first, second = book.lines
    assert (first.id, first.x, first.y, first.total, first.band, first.mrr) == (ids[0], 60, 30, 90, Band.RISK, 1000)
    assert (first.before, first.band_before) == ((80, 80), Band.WATCH)
    assert (second.before, second.band_before, second.distance) == ((90, 90), None, 0)


def test_a_trail_begins_with_what_held_ninety_days_ago(services: Services) -> None:
    ids = _customers(services, 2)
    card = publish(services)
    course = [
        Day(dt.date(2026, 1, 1), 10, 10),
        Day(dt.date(2026, 8, 1), 20, 20),
        Day(dt.date(2026, 9, 10), 30, 30),
        Day(TODAY, 40, 40),
    ]
    set_scores(services, card, {ids[0]: course, ids[1]: course})
    trails = services.health.trails([ids[0]])
    assert set(trails) == {ids[0]}
    assert [x for _day, x, _y in trails[ids[0]]] == [20, 30, 40]


def test_archived_customers_are_not_shown(services: Services) -> None:
    ids = _customers(services, 2)
    card = publish(services)
    set_scores(services, card, {id_: [Day(TODAY, 50, 50)] for id_ in ids})
    services.customers.archive([ids[0]])
    assert ids[0] not in {line.id for line in services.health.book().lines}


def test_who_has_left_is_not_shown(services: Services) -> None:
    ids = _customers(services, 2)
    ids.append(services.customers.create({"name": "Without contracts"}).value)
    card = publish(services)
    contract = services.customers.related(ids[0], Kind.CONTRACTS)[0]
    services.records.save(Kind.CONTRACTS, contract.id, {**contract.values, "ended_on": dt.date(2026, 10, 1)})
    set_scores(services, card, {id_: [Day(TODAY, 50, 50)] for id_ in ids})
    assert [line.id for line in services.health.book().lines] == ids[1:]


def test_seasons_begin_with_the_fiscal_year_of_the_settings(services: Services) -> None:
    ids = _customers(services, 1)
    card = publish(services)
    set_scores(services, card, {ids[0]: [Day(dt.date(2026, 9, 1), 80, 80)]})
    found = services.health.seasons()
    assert found.years == (2026, 2025)
    months = found.months[2026]
    assert months[0] is not None
    assert months[0].first == dt.date(2026, 4, 1)
    assert months[5] is not None
    assert dict(months[5].bands) == {Band.HEALTHY: 1}


def test_another_scorecard_shows_its_own_customers(services: Services) -> None:
    ids = _customers(services, 1)
    first = publish(services)
    second = services.scorecards.add(services.scorecards.starters("en")[1].definition).value
    services.scorecards.publish(second, "")
    set_scores(services, first, {ids[0]: [Day(TODAY, 50, 50)]})
    assert [card.id for card in services.health.book().cards] == [first, second]
    assert len(services.health.book(first).lines) == 1
    assert services.health.book(second).lines == ()
    assert services.health.book(999).card == services.health.book(first).card
